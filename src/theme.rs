//! Light or dark: one choice for the menu and the profile.

use crate::browser::theme::Theme;
use hq_text::{Key, shell};
use leptos::prelude::*;

/// The choice.
#[derive(Clone, Copy)]
pub struct ThemeChoice(RwSignal<Theme>);

/// Makes the context.
pub fn provide_theme() {
    provide_context(ThemeChoice(RwSignal::new(Theme::stored())));
}

/// The choice.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_theme() -> ThemeChoice {
    use_context().expect("a theme")
}

impl ThemeChoice {
    /// The chosen theme.
    #[must_use]
    pub fn current(self) -> Theme {
        self.0.get()
    }

    /// Chooses a theme, and remembers it in this browser.
    pub fn choose(self, theme: Theme) {
        theme.choose();
        self.0.set(theme);
    }
}

/// What a theme is called.
#[must_use]
pub const fn theme_key(theme: Theme) -> Key {
    match theme {
        Theme::System => shell::THEME_SYSTEM,
        Theme::Light => shell::THEME_LIGHT,
        Theme::Dark => shell::THEME_DARK,
    }
}
