//! One invitation that waits, and what can be done with it.

use super::{
    invite_link::ShareableLink,
    invite_take_back::{TakeBack, is_answered},
};
use crate::{
    api::{Answer, Mutation},
    language::{ago, count, error_message, moment, role_key, t, tx},
    ui::{Badge, Cell, Glyph, Icon, IconButton, NameParts, Size, Status, Tone, glyph},
};
use hq_contract::{
    OrganizationId, Permission,
    invitations::{Invitation, InvitationState, MailState, ResendInvitation},
};
use hq_text::{Key, invite, member_list, members};
use leptos::prelude::*;

/// What the person may offer, and so change.
#[derive(Clone, Copy)]
pub struct MayInvite {
    /// Users without rules.
    pub users: Signal<bool>,
    /// Admins, and users with rules.
    pub admins: Signal<bool>,
}

impl MayInvite {
    fn change(self, invitation: &Invitation) -> bool {
        match invitation.needed_to_change() {
            Permission::InviteAdmins => self.admins.get(),
            _ => self.users.get(),
        }
    }
}

/// The row; it stays while the invitation in it changes, and so does the focus. Who may not change the invitation reads it.
pub fn row(
    org: OrganizationId,
    may: MayInvite,
    invitation: Memo<Invitation>,
    take_back: TakeBack,
) -> AnyView {
    let may_change = Memo::new(move |_| invitation.with(|one| may.change(one)));
    let (id, lists) = (invitation.with_untracked(|one| one.id), take_back.lists());
    let link = ShareableLink::new(org, id);
    let resend = Mutation::<ResendInvitation>::new(move |answer: Answer<Invitation>| {
        let sent = answer.value;
        lists.say(Tone::Success, |texts| invite::resent(texts, sent.email.as_str()));
        link.forget();
        lists.invitations.edit(|items| {
            for item in items.iter_mut().filter(|item| item.id == sent.id) {
                *item = sent.clone();
            }
        });
    });
    let error = resend.error();
    lists.watch(error);
    let refused = error_message(move || error.get().filter(|error| !is_answered(error)));
    let role = tx(move |texts| texts.get(role_key(invitation.with(|one| one.role))).into_owned());
    view! {
        <tr class="table-row invitation" role="row">
            <Cell head=true>
                {who(invitation)} {link.shown()} <p class="field-error" role="alert">
                    {move || refused.get().unwrap_or_default()}
                </p>
            </Cell>
            <Cell label=t(members::ROLE)>
                <div class="invitation-lines">{role} {rules(invitation)}</div>
            </Cell>
            <Cell label=t(invite::MAIL)>{move || mail(&invitation.get())}</Cell>
            <Cell label=t(members::STATUS)>{move || state(&invitation.get(), may_change.get())}</Cell>
            <Cell actions=true>
                {move || may_change.get().then(|| actions(org, invitation, link, resend, take_back))}
            </Cell>
        </tr>
    }
    .into_any()
}

/// How many rules they get, where they get some.
fn rules(invitation: Memo<Invitation>) -> AnyView {
    let number = Memo::new(move |_| invitation.with(|one| u64::from(one.rules)));
    let counted = count(member_list::rules_count, move || number.get());
    (move || (number.get() > 0).then(|| view! { <span class="person-detail">{counted}</span> })).into_any()
}

fn who(invitation: Memo<Invitation>) -> AnyView {
    let address = Signal::derive(move || invitation.with(|one| one.email.to_string()));
    let inviter =
        Memo::new(move |_| invitation.with(|one| one.inviter.as_ref().map(|by| by.name().to_owned())));
    let by = tx(move |texts| inviter.get().map(|name| invite::invited_by(texts, &name)).unwrap_or_default());
    let asked = move || {
        invitation.with(|one| one.renewal_asked_at.clone()).map(|at| {
            let exactly = moment(at);
            view! {
                <span title=exactly>
                    <Badge label=t(invite::RENEWAL_ASKED) tone=Tone::Warning />
                </span>
            }
        })
    };
    view! {
        <div class="person">
            <span class="person-mark">
                <Icon glyph=glyph::MAIL />
            </span>
            <div class="person-text">
                <span class="person-name">
                    <bdi>{move || view! { <NameParts name=address.get() /> }}</bdi>
                    {asked}
                </span>
                <span class="person-detail">{by}</span>
            </div>
        </div>
    }
    .into_any()
}

/// When the newest mail was sent, and what became of it where that is not all well.
fn mail(invitation: &Invitation) -> AnyView {
    let (sent, exactly) = (ago(invitation.sent_at.clone()), moment(invitation.sent_at.clone()));
    let trouble = match invitation.mail {
        MailState::Sent => None,
        MailState::Queued => Some((invite::MAIL_QUEUED, glyph::CLOCK, Tone::Info)),
        MailState::Deferred => Some((invite::MAIL_DEFERRED, glyph::WARNING, Tone::Warning)),
        MailState::Failed => Some((invite::MAIL_FAILED, glyph::ALERT, Tone::Danger)),
        MailState::Unsupported => Some((invite::MAIL_UNSUPPORTED, glyph::ALERT, Tone::Danger)),
    };
    // What ours lacks is said already.
    let said = invitation.mail_error.clone().filter(|_| invitation.mail != MailState::Unsupported);
    let error = said.map(|error| {
        let says = tx(move |texts| invite::mail_says(texts, &error));
        view! { <p class="person-detail">{says}</p> }
    });
    let trouble =
        trouble.map(|(label, glyph, tone)| view! { <Status label=t(label) glyph=glyph tone=tone /> });
    view! {
        <div class="invitation-lines">
            <time datetime=invitation.sent_at.as_str().to_owned() title=exactly>
                {tx(move |texts| invite::sent_when(texts, &sent.get()))}
            </time>
            {trouble}
            {error}
        </div>
    }
    .into_any()
}

/// Where it stands, and until when it can be accepted; where who invited lost the right, who can mend that.
fn state(invitation: &Invitation, may_change: bool) -> AnyView {
    let blocked = invitation.inviter_lost_right && invitation.state == InvitationState::Pending;
    let (label, glyph, tone): (Key, Glyph, Tone) = match invitation.state {
        InvitationState::Expired => (invite::EXPIRED, glyph::CLOCK, Tone::Danger),
        InvitationState::Declined => (invite::DECLINED, glyph::INACTIVE, Tone::Danger),
        _ if blocked => (invite::BLOCKED, glyph::ALERT, Tone::Danger),
        // Nothing else is listed.
        _ => (invite::WAITS, glyph::INACTIVE, Tone::Warning),
    };
    let expired = invitation.state == InvitationState::Expired;
    let until = (invitation.state != InvitationState::Declined && !blocked).then(|| {
        let (when, exactly) = (ago(invitation.expires_at.clone()), moment(invitation.expires_at.clone()));
        view! {
            <time class="person-detail" datetime=invitation.expires_at.as_str().to_owned() title=exactly>
                {tx(move |texts| if expired { when.get() } else { invite::expires_when(texts, &when.get()) })}
            </time>
        }
    });
    let way_out = blocked.then(|| {
        let text = if may_change { invite::BLOCKED_SEND } else { invite::BLOCKED_ASK };
        view! { <p class="person-detail">{t(text)}</p> }
    });
    view! {
        <div class="invitation-lines">
            <Status label=t(label) glyph=glyph tone=tone />
            {until}
            {way_out}
        </div>
    }
    .into_any()
}

/// Every invitation can be sent again, which takes it over; only one that can be accepted holds a link.
fn actions(
    org: OrganizationId,
    invitation: Memo<Invitation>,
    link: ShareableLink,
    resend: Mutation<ResendInvitation>,
    take_back: TakeBack,
) -> AnyView {
    let (id, state) =
        (invitation.with_untracked(|one| one.id), Memo::new(move |_| invitation.with(|one| one.state)));
    let stands = Memo::new(move |_| invitation.with(|one| !one.inviter_lost_right));
    let of = move |write: fn(&hq_text::Texts, &str) -> String| {
        tx(move |texts| invitation.with(|one| write(texts, one.email.as_str())))
    };
    let send = move |()| resend.run(&ResendInvitation { org, id });
    let copy = move || {
        (state.get() == InvitationState::Pending && stands.get()).then(|| {
            let label = of(|texts, address| {
                format!("{} {}", texts.get(invite::COPY_LINK), invite::for_address(texts, address))
            });
            view! {
                <IconButton
                    label=label
                    word=t(invite::COPY_LINK)
                    glyph=glyph::LINK
                    size=Size::Small
                    busy=link.pending()
                    on_click=move |()| link.make()
                />
            }
        })
    };
    let remove = move || {
        let declined = state.get() == InvitationState::Declined;
        let (word, label) = if declined {
            (invite::DROP_WORD, of(invite::drop_of))
        } else {
            (invite::TAKE_BACK_WORD, of(invite::take_back_of))
        };
        let ask = move |()| take_back.ask(invitation.get_untracked());
        view! { <IconButton label=label word=t(word) glyph=glyph::TRASH size=Size::Small on_click=ask /> }
    };
    view! {
        <div class="row-actions">
            <IconButton
                label=of(invite::resend_to)
                word=t(invite::RESEND)
                glyph=glyph::SEND
                size=Size::Small
                busy=resend.pending()
                on_click=send
            />
            {copy}
            {remove}
        </div>
    }
    .into_any()
}
