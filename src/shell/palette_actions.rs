//! What the palette does: the ways to make something, and what the menus of the header do.

use super::{current::ShownOrganization, palette_words::Words, shortcuts::Overlays, user_menu::use_sign_out};
use crate::{
    browser::theme::Theme,
    language::t,
    routes::{
        ChooseStep, ChooseView, MembersView, NewDataplantStep, NewDataplantView, Route, find::Pages,
        page::Menu,
    },
    session::use_session,
    theme::{ThemeChoice, theme_key, use_theme},
    ui::{Row, Symbol},
};
use hq_contract::Permission;
use hq_text::{dataplants, members, next_steps, shell, storage_engines};
use leptos::prelude::*;

/// The ids of those that lead nowhere.
const SHORTCUTS: &str = "do-shortcuts";
const SIGN_OUT: &str = "do-sign-out";

/// What is done without going anywhere.
#[derive(Clone, Copy)]
pub struct Actions {
    overlays: Overlays,
    theme: ThemeChoice,
    sign_out: Callback<()>,
}

impl Actions {
    /// Of this page.
    pub fn new(overlays: Overlays) -> Self {
        Self { overlays, theme: use_theme(), sign_out: use_sign_out(use_session()) }
    }

    /// Does what a row says.
    pub fn act(self, row: &Row) {
        match row.id.as_str() {
            SHORTCUTS => self.overlays.help.set(true),
            SIGN_OUT => self.sign_out.run(()),
            id => {
                if let Some(theme) = Theme::ALL.into_iter().find(|theme| id == theme_id(*theme)) {
                    self.theme.choose(theme);
                }
            }
        }
    }

    /// The rows that fit these words; in an organization, what the person `may` do there.
    pub fn rows(
        self,
        pages: Pages,
        words: &Words,
        current: Option<&ShownOrganization>,
        may: &dyn Fn(Permission) -> bool,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(shown) = current {
            let slug = || shown.slug.clone();
            let mut push = |permission, label: Signal<String>, icon, route: Route| {
                if may(permission) {
                    rows.push(link(label.get(), shown.name.clone(), icon, route.path()));
                }
            };
            let invite = Route::members(slug(), MembersView::inviting());
            push(Permission::InviteMembers, t(members::INVITE), Symbol::Invite, invite);
            let order =
                Route::new_dataplant(slug(), NewDataplantStep::Template, &NewDataplantView::default());
            push(Permission::CreateDataplants, t(dataplants::NEW), Symbol::New, order);
            let engine = Route::new_storage_engine(slug());
            push(Permission::CreateStorageEngines, t(storage_engines::NEW), Symbol::New, engine);
            let plan = Route::choose_plan(slug(), ChooseStep::Plan, &ChooseView::default());
            push(Permission::UpdateBilling, t(next_steps::PLAN_DO), Symbol::Plan, plan);
        }
        // A page that makes something is an action.
        let makes = pages.iter().filter(|page| page.menu == Some(Menu::Palette) && page.icon == Symbol::New);
        rows.extend(
            makes.map(|page| link(t(page.title).get(), String::new(), page.icon, page.route(None).path())),
        );
        // What few come for is there once it is looked for.
        for theme in Theme::ALL.into_iter().filter(|_| !words.is_empty()) {
            rows.push(plain(theme_id(theme), t(theme_key(theme)).get(), Symbol::Theme));
        }
        rows.push(plain(SHORTCUTS, t(shell::SHORTCUTS).get(), Symbol::Help));
        if !words.is_empty() {
            rows.push(plain(SIGN_OUT, t(shell::SIGN_OUT).get(), Symbol::SignOut));
        }
        rows.retain(|row| {
            words.are_in(&[&row.label, &row.detail]) && (words.is_empty() || words.count_in(&row.label) > 0)
        });
        rows
    }
}

const fn theme_id(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "do-theme-system",
        Theme::Light => "do-theme-light",
        Theme::Dark => "do-theme-dark",
    }
}

fn link(label: String, detail: String, icon: Symbol, href: String) -> Row {
    let id = format!("do{}", href.replace(['/', '?', '='], "-"));
    Row { id, label, detail, href, icon: Some(icon), ..Row::default() }
}

fn plain(id: &str, label: String, icon: Symbol) -> Row {
    Row { id: id.to_owned(), label, icon: Some(icon), ..Row::default() }
}
