//! The pages and the way between them.

use super::{
    deleted::Deleted, deletion::DeletionCard, display::Display, mfa::MfaCard, name::Name,
    organizations::Organizations, password::ChangePasswordCard, picture::PictureCard, sessions::Sessions,
};
use crate::{
    language::t,
    routes::{PageTitle, Route},
    session::use_session,
    ui::{PageHead, Tab, Tabs},
};
use hq_contract::LocalPath;
use hq_text::{Key, profile};
use leptos::prelude::*;

/// `/account`: how others see the person, the `email` of the account, and how the console looks.
#[component]
pub fn PreferencesPage(email: AnyView) -> AnyView {
    let pictured = RwSignal::new(());
    let body = view! {
        <Name again=pictured />
        <PictureCard changed=pictured />
        {email}
        <Display />
    };
    frame(profile::PREFERENCES, &Route::account(), body.into_any())
}

/// `/account/security`. Who was sent here to set up two-step sign-in goes back to `return_to` afterwards.
#[component]
pub fn SecurityPage(return_to: Option<LocalPath>) -> AnyView {
    let ended = RwSignal::new(());
    let body = view! {
        <MfaCard return_to=return_to on_enabled=move |()| ended.notify() />
        <ChangePasswordCard />
        <Sessions again=ended />
        <DeletionCard />
    };
    frame(profile::SECURITY, &Route::security(None), body.into_any())
}

/// `/account/organizations`: the organizations, between the invitations to others and the requests to join some.
#[component]
pub fn OrganizationsPage(invitations: AnyView, requests: AnyView) -> AnyView {
    // Who comes here often has just heard of an invitation.
    use_session().load();
    let body = view! {
        {invitations}
        <Organizations />
        <Deleted />
        {requests}
    };
    frame(profile::ORGANIZATIONS, &Route::account_organizations(), body.into_any())
}

fn frame(title: Key, here: &Route, body: AnyView) -> AnyView {
    let tab = |label: Key, route: Route| Tab {
        label: t(label),
        href: Signal::stored(route.path()),
        current: Signal::stored(route == *here),
        count: None,
        mark: None,
    };
    let tabs = vec![
        tab(profile::PREFERENCES, Route::account()),
        tab(profile::SECURITY, Route::security(None)),
        tab(profile::ORGANIZATIONS, Route::account_organizations()),
    ];
    view! {
        <div class="page page-with-side">
            <Tabs label=t(profile::TITLE) tabs=tabs side=true />
            <div class="page-content settings">
                <PageHead>
                    <PageTitle title=t(title) within=t(profile::TITLE) />
                </PageHead>
                {body}
            </div>
        </div>
    }
    .into_any()
}
