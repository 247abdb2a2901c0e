//! The invitations that wait for the person's answer.

use super::context::{Offers, use_offers};
use crate::{
    api::{Error, Mutation},
    browser::page,
    language::{error_message, error_text, moment, role_key, t, tx, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Avatar, Button, FormError, Kind, LinkButton, Size, Toasts, Tone},
};
use hq_contract::{
    InvitationId, ProblemCode,
    invitations::{AcceptMyInvitation, DeclineMyInvitation, MyInvitation},
};
use hq_text::{Texts, mfa, offers};
use leptos::prelude::*;

/// The invitations, each with its buttons; nothing while there are none. Joining leads into the organization.
/// `on_joined` runs before that; `on_declined` takes the focus somewhere, to the page's title unless given.
#[component]
pub fn MyInvitations(
    #[prop(optional, into)] on_joined: Option<Callback<()>>,
    #[prop(optional, into)] on_declined: Option<Callback<()>>,
) -> AnyView {
    let offers = use_offers();
    let answers = Answers::new(offers, on_joined, on_declined);
    let title = t(offers::INVITATIONS);
    let waiting = Memo::new(move |_| offers.invitations().get());
    let list = move || {
        let rows = waiting.get().into_iter().map(|invitation| row(invitation, answers)).collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="card offers" role="group" aria-label=title>
                    <h2 class="card-title">{title}</h2>
                    <ul class="offers-list">{rows}</ul>
                </section>
            }
            .into_any()
        })
    };
    list.into_any()
}

/// The two answers, and which invitation they are about.
#[derive(Clone, Copy)]
struct Answers {
    about: RwSignal<Option<InvitationId>>,
    accept: Mutation<AcceptMyInvitation>,
    decline: Mutation<DeclineMyInvitation>,
}

impl Answers {
    fn new(offers: Offers, on_joined: Option<Callback<()>>, on_declined: Option<Callback<()>>) -> Self {
        let (router, session) = (use_router(), use_session());
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let about = RwSignal::new(None::<InvitationId>);
        let done = move || {
            let id = about.get_untracked();
            let organization = offers.invitations().with_untracked(|invitations| {
                let answered = invitations.iter().find(|invitation| Some(invitation.id) == id);
                answered.map(|invitation| invitation.organization.name.to_string())
            });
            id.into_iter().for_each(|id| offers.answered(id));
            organization.unwrap_or_default()
        };
        let accept = Mutation::<AcceptMyInvitation>::new(move |answer| {
            let inside = Route::organization(answer.value.slug.to_string());
            done();
            offers.joined(answer.value);
            on_joined.into_iter().for_each(|on_joined| on_joined.run(()));
            // Going back must not lead to the start screen, which only leads here again.
            if router.route().with_untracked(|route| *route == Route::home()) {
                router.replace(inside);
            } else {
                router.go(inside);
            }
        });
        let decline = Mutation::<DeclineMyInvitation>::new(move |_| {
            match on_declined {
                Some(on_declined) => on_declined.run(()),
                None => {
                    page::focus("h1");
                }
            }
            let organization = done();
            toasts
                .push(Tone::Success, language.text_untracked(|texts| offers::declined(texts, &organization)));
        });
        let (accept_error, decline_error) = (accept.error(), decline.error());
        Effect::new(move |_| {
            let error = accept_error.get().or_else(|| decline_error.get()).filter(is_over);
            if let Some(error) = error {
                toasts.push(Tone::Warning, untrack(|| error_text(language, &error)));
                session.load();
            }
        });
        Self { about, accept, decline }
    }

    fn accept(self, id: InvitationId) {
        if self.begin(id) {
            self.accept.run(&AcceptMyInvitation { id });
        }
    }

    fn decline(self, id: InvitationId) {
        if self.begin(id) {
            self.decline.run(&DeclineMyInvitation { id });
        }
    }

    /// One answer at a time.
    fn begin(self, id: InvitationId) -> bool {
        let free = !self.accept.pending().get_untracked() && !self.decline.pending().get_untracked();
        if free {
            self.about.set(Some(id));
            self.accept.clear();
            self.decline.clear();
        }
        free
    }

    fn is_about(self, id: InvitationId) -> bool {
        self.about.get() == Some(id)
    }
}

/// Whether the invitation cannot be answered any more; others can be tried again.
fn is_over(error: &Error) -> bool {
    use ProblemCode as Code;
    matches!(
        error.code(),
        Some(
            Code::NotFound
                | Code::AlreadyMember
                | Code::AlreadyAnswered
                | Code::LinkExpired
                | Code::LinkUsed
                | Code::InvitationRevoked
                | Code::InvitationDeclined
                | Code::InvitationReplaced
                | Code::OrganizationDeleted
        )
    )
}

fn row(invitation: MyInvitation, answers: Answers) -> AnyView {
    let id = invitation.id;
    let name = invitation.organization.name.to_string();
    let until = moment(invitation.expires_at.clone());
    let role = t(role_key(invitation.role));
    let colour = invitation.colour.as_str().to_owned();
    let note = invitation.note.as_ref().map(|note| {
        let note = note.to_string();
        view! {
            <blockquote class="offer-note" dir="auto">
                {note}
            </blockquote>
        }
    });
    let busy = |pending: Signal<bool>| Signal::derive(move || pending.get() && answers.is_about(id));
    let (accept_error, decline_error) = (answers.accept.error(), answers.decline.error());
    let set_up = move || {
        let missing =
            accept_error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::MfaMissing);
        (missing && answers.is_about(id)).then(|| {
            // Where the invitations are, and may be answered then.
            let path = Route::security(Route::account_organizations().as_return()).path();
            view! { <LinkButton label=t(mfa::SET_UP_NOW) href=path size=Size::Small /> }
        })
    };
    let message = error_message(move || {
        let error = accept_error.get().or_else(|| decline_error.get());
        error.filter(|error| answers.is_about(id) && !is_over(error))
    });
    view! {
        <li class="offer">
            <Avatar name=name.clone() colour=colour square=true />
            <div class="offer-text">
                <p class="offer-title">{tx(move |texts| invited(texts, &invitation))}</p>
                <p class="offer-detail">{tx(move |texts| offers::terms(texts, &role.get(), &until.get()))}</p>
                {note}
                <FormError message=message />
                {set_up}
            </div>
            <div class="offer-actions">
                <Button
                    label=t(offers::JOIN)
                    about=name.clone()
                    kind=Kind::Primary
                    size=Size::Small
                    busy=busy(answers.accept.pending())
                    on_click=move |()| answers.accept(id)
                />
                <Button
                    label=t(offers::DECLINE)
                    about=name
                    size=Size::Small
                    busy=busy(answers.decline.pending())
                    on_click=move |()| answers.decline(id)
                />
            </div>
        </li>
    }
    .into_any()
}

fn invited(texts: &Texts, invitation: &MyInvitation) -> String {
    let organization = invitation.organization.name.as_str();
    match &invitation.inviter {
        Some(inviter) => offers::invited_by(texts, inviter.name(), organization),
        None => offers::invited(texts, organization),
    }
}
