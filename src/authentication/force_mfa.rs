//! Two-step sign-in for everybody, and who has not set it up.

use crate::{
    api::{Answer, Error, Mutation, Query},
    language::{count, error_message, error_text, t, tx, use_language},
    routes::{MembersView, Route, use_router},
    ui::{Confirm, FormError, LinkButton, Switch, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Page, ProblemCode,
    authentication::{Authentication, AuthenticationPatch, UpdateAuthentication},
    members::{ListMembers, Member},
    mfa::Mfa,
};
use hq_text::{common, mfa};
use leptos::prelude::*;

/// How many of those who have not set it up are named; all are a link away.
const SHOWN: usize = 5;

/// The switch, the saved setting, and saving it.
#[derive(Clone, Copy)]
struct ForceMfaSetting {
    org: OrganizationId,
    query: Query<Authentication>,
    decided: Memo<bool>,
    value: RwSignal<bool>,
    /// Whether the dialog asks to confirm that some members will be locked out.
    asks: RwSignal<bool>,
    without: Query<Page<Member>>,
    save: Mutation<UpdateAuthentication>,
}

impl ForceMfaSetting {
    fn new(org: OrganizationId, query: Query<Authentication>) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let asks = RwSignal::new(false);
        let save = Mutation::<UpdateAuthentication>::new(move |answer: Answer<Authentication>| {
            let text = if answer.value.force_mfa { mfa::FORCED } else { mfa::NOT_FORCED };
            query.set(answer);
            asks.set(false);
            toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(text).into_owned()));
        });
        let decided = Memo::new(move |before: Option<&bool>| {
            let now = query.with(|remote| remote.ready().map(|answer| answer.value.force_mfa));
            now.or_else(|| before.copied()).unwrap_or_default()
        });
        let without = Query::new(move || Some(ListMembers { mfa: Some(false), ..ListMembers::of(org) }));
        let value = RwSignal::new(decided.get_untracked());
        let force = Self { org, query, decided, value, asks, without, save };
        force.follow();
        force
    }

    /// Turning the switch decides, once it has been asked about those whom it keeps out. Where it could not be decided,
    /// the switch goes back.
    fn follow(self) {
        let (error, pending) = (self.save.error(), self.save.pending());
        Effect::new(move |_| {
            let (asks, decided) = (self.asks.get(), self.decided.get());
            if asks && decided {
                // Somebody else was faster: there is nothing left to ask.
                self.asks.set(false);
            }
            if !asks && !pending.get() && self.value.get_untracked() != decided {
                self.value.set(decided);
            }
        });
        Effect::new(move |_| {
            let value = self.value.get();
            if value == self.decided.get_untracked() || pending.get_untracked() {
                return;
            }
            self.save.clear();
            if value && untrack(|| self.missing()) != Some(0) {
                self.asks.set(true);
            } else {
                self.send(value);
            }
        });
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale) {
                self.query.retry();
            }
        });
    }

    /// How many have not set it up; nothing while that is not known.
    fn missing(self) -> Option<u64> {
        self.without.with(|remote| remote.ready().map(|answer| answer.value.total))
    }

    fn send(self, force_mfa: bool) {
        let version =
            self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return self.query.retry() };
        let patch = AuthenticationPatch { force_mfa: Some(force_mfa), join_requests: None };
        self.save.run(&UpdateAuthentication { org: self.org, version, patch });
    }
}

/// The switch, for who has set it up themselves; who has not is shown the way. Below, who has not.
#[component]
pub fn ForceMfa(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    #[prop(into)] slug: Signal<String>,
    query: Query<Authentication>,
    own: Query<Mfa>,
) -> AnyView {
    let force = ForceMfaSetting::new(org, query);
    let lacks_it = Memo::new(move |_| {
        own.with(|remote| remote.ready().is_some_and(|answer| answer.value.enabled_at.is_none()))
    });
    let locked = Signal::derive(move || lacks_it.get() && !force.decided.get());
    let error = force.save.error();
    let message = error_message(move || error.get());
    let here = use_router().route().get_untracked().as_return();
    let set_up = Route::security(here).path();
    let confirm_text = tx(move |texts| mfa::force_confirm(texts, &organization.get()));
    view! {
        <FormError message=Signal::derive(move || message.get().filter(|_| !force.asks.get())) />
        <Switch
            label=t(mfa::FORCE_SWITCH)
            value=force.value
            hint=t(mfa::FORCE_HINT)
            disabled=Signal::derive(move || locked.get() || force.save.pending().get())
        />
        {move || {
            locked
                .get()
                .then(|| {
                    view! {
                        <div class="force-own">
                            <p>{t(mfa::OWN_FIRST)}</p>
                            <LinkButton label=t(mfa::SET_UP_NOW) href=set_up.clone() />
                        </div>
                    }
                })
        }}
        {list(force, slug)}
        <Confirm
            open=force.asks
            title=t(mfa::FORCE_TITLE)
            text=confirm_text
            confirm_label=t(mfa::FORCE_CONFIRM_BUTTON)
            cancel_label=t(common::CANCEL)
            busy=force.save.pending()
            error=message
            on_confirm=move |()| force.send(true)
        />
    }
    .into_any()
}

/// Who has not set it up.
fn list(force: ForceMfaSetting, slug: Signal<String>) -> AnyView {
    let language = use_language();
    let known = Memo::new(move |_| force.missing());
    let missing = Memo::new(move |_| known.get().unwrap_or_default());
    let failure = Memo::new(move |_| force.without.with(|remote| remote.failure().cloned()));
    let (everybody, some) = (t(mfa::EVERYBODY_HAS), count(mfa::without, move || missing.get()));
    let text = move || match (known.get(), failure.get()) {
        (Some(0), _) => everybody.get(),
        (Some(_), _) => some.get(),
        (None, Some(error)) => error_text(language, &error),
        (None, None) => String::new(),
    };
    let rows = move || {
        let people = force
            .without
            .with(|remote| remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default());
        let people: Vec<Member> = people.into_iter().take(SHOWN).collect();
        let more = missing.get().saturating_sub(people.len() as u64);
        let more = (more > 0).then(|| view! { <li>{count(mfa::and_more, move || more)}</li> });
        let rows = people.into_iter().map(row).collect::<Vec<_>>();
        let without = move || {
            Route::members(slug.get(), MembersView { mfa: Some(false), ..MembersView::default() }).path()
        };
        (!rows.is_empty()).then(|| {
            view! {
                <ul class="force-list">{rows} {more}</ul>
                <p>
                    <a href=without>{t(mfa::VIEW_WITHOUT)}</a>
                </p>
            }
        })
    };
    view! {
        <p class="force-said" role="status">
            {text}
        </p>
        {rows}
    }
    .into_any()
}

fn row(member: Member) -> AnyView {
    let email = member.email.map(|email| email.to_string()).unwrap_or_default();
    view! {
        <li>
            <bdi class="force-name">{member.full_name.to_string()}</bdi>
            " "
            <bdi class="force-email">{email}</bdi>
        </li>
    }
    .into_any()
}
