//! The menu of the signed-in person.

use super::current::Current;
use crate::{
    api::Mutation,
    browser::theme::Theme,
    language::{error_text, t, use_language},
    routes::{BillingAccountsView, Route, use_router},
    session::{Session, use_session},
    theme::{theme_key, use_theme},
    ui::{Glyph, MenuAction, MenuEntry, MenuList, MenuState, Toasts, Tone, glyph},
};
use hq_contract::{ProblemCode, session::SignOut};
use hq_text::{billing_accounts, shell};
use leptos::prelude::*;

/// The entries of the menu: profile, organization, theme and leaving.
#[component]
pub fn UserList(menu: MenuState, current: Current) -> AnyView {
    let session = use_session();
    let user = session.user();
    let name = Signal::derive(move || user.get().map(|user| user.full_name.to_string()).unwrap_or_default());
    let sign_out = use_sign_out(session);
    let labels = Labels::new();
    let entries = move || {
        let mut entries = vec![
            MenuEntry::Heading(name, session.my_email()),
            MenuEntry::Separator,
            link(labels.profile, glyph::USER, &Route::account()),
            link(labels.accounts, glyph::CARD, &Route::billing_accounts(BillingAccountsView::List)),
        ];
        entries.extend(organization(current, labels.organization));
        entries.push(MenuEntry::Separator);
        entries.extend(labels.themes.map(|(theme, label)| theme_entry(theme, label)));
        entries.push(MenuEntry::Separator);
        entries.push(run(labels.sign_out, glyph::SIGN_OUT, sign_out));
        entries
    };
    view! { <MenuList menu=menu entries=Signal::derive(entries) /> }.into_any()
}

/// The words of the menu, made once.
#[derive(Clone, Copy)]
struct Labels {
    profile: Signal<String>,
    accounts: Signal<String>,
    organization: Signal<String>,
    themes: [(Theme, Signal<String>); 3],
    sign_out: Signal<String>,
}

impl Labels {
    fn new() -> Self {
        Self {
            profile: t(shell::PROFILE),
            accounts: t(billing_accounts::TITLE),
            organization: t(shell::ORGANIZATION),
            themes: Theme::ALL.map(|theme| (theme, t(theme_key(theme)))),
            sign_out: t(shell::SIGN_OUT),
        }
    }
}

fn link(label: Signal<String>, icon: Glyph, route: &Route) -> MenuEntry {
    MenuEntry::Item { label, icon: Some(icon), action: MenuAction::Link(Signal::stored(route.path())) }
}

fn run(label: Signal<String>, icon: Glyph, action: Callback<()>) -> MenuEntry {
    MenuEntry::Item { label, icon: Some(icon), action: MenuAction::Run(action) }
}

/// The settings of the organization that the header shows; nothing where it shows none.
fn organization(current: Current, label: Signal<String>) -> Option<MenuEntry> {
    let slug = current.with(|current| current.as_ref().map(|shown| shown.slug.clone()));
    slug.map(|slug| link(label, glyph::SETTINGS, &Route::settings(slug)))
}

fn theme_entry(theme: Theme, label: Signal<String>) -> MenuEntry {
    let choice = use_theme();
    let icon = match theme {
        Theme::System => glyph::SYSTEM,
        Theme::Light => glyph::SUN,
        Theme::Dark => glyph::MOON,
    };
    let action = MenuAction::Choose(
        Signal::derive(move || choice.current() == theme),
        Callback::new(move |()| choice.choose(theme)),
    );
    MenuEntry::Item { label, icon: Some(icon), action }
}

/// Ends the session. Somebody whose session has ended already is signed out as well.
pub(super) fn use_sign_out(session: Session) -> Callback<()> {
    let (router, language, toasts) = (use_router(), use_language(), expect_context::<Toasts>());
    let leave = move || {
        router.replace(Route::sign_in(None));
        session.signed_out();
    };
    let sign_out = Mutation::<SignOut>::new(move |_| leave());
    let error = sign_out.error();
    Effect::new(move |_| match error.get() {
        Some(error) if error.code() == Some(ProblemCode::NotSignedIn) => leave(),
        Some(error) => toasts.push(Tone::Danger, untrack(|| error_text(language, &error))),
        None => {}
    });
    Callback::new(move |()| sign_out.run(&SignOut))
}
