//! Light or dark.

use super::{storage, window};

/// Where the choice is stored; `public/boot.js` reads it before the first paint.
const KEY: &str = "hq.theme";

/// The colours that the person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the choice.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme that was chosen in this browser.
    #[must_use]
    pub fn stored() -> Self {
        let stored = storage::get(KEY);
        Self::ALL.into_iter().find(|theme| theme.name() == stored.as_deref()).unwrap_or_default()
    }

    /// Shows the page in this theme, and remembers it.
    pub fn choose(self) {
        let Some(root) = window().and_then(|window| window.document()?.document_element()) else {
            return;
        };
        // `data-theme` is a valid attribute name.
        let _ = match self.name() {
            Some(name) => {
                storage::set(KEY, name);
                root.set_attribute("data-theme", name)
            }
            None => {
                storage::remove(KEY);
                root.remove_attribute("data-theme")
            }
        };
    }
}
