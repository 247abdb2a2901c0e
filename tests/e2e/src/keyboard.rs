//! Journeys without a mouse (WCAG 2.1.1): `cargo xtask test by-keyboard` goes through all of them so. What a person presses they
//! reach by Tab, or by arrows inside of what is one stop for Tab, and press it by Enter or Space.

use crate::{Browser, browser::FIND};
use serde_json::json;
use thirtyfour::Key;

/// The variable that asks for it.
const ASKED: &str = "HQ_E2E_BY_KEYBOARD";
const HOLD: &str = include_str!("hold.js");
/// So many keys go to the browser at once, and so many times, until something counts as out of reach.
const KEYS: usize = 20;
const TIMES: usize = 12;

/// Whether there is no mouse.
pub fn is_asked_for() -> bool {
    std::env::var_os(ASKED).is_some()
}

impl Browser {
    /// Presses what has this role and name.
    pub(crate) async fn press_by_keyboard(&self, role: &str, name: &str) {
        self.reach(role, name).await;
        match role {
            "radio" => {
                // The arrow that reached it has chosen it.
                let chosen = self.run("return document.activeElement.checked", vec![]).await;
                if chosen != true {
                    self.strike(&Key::Space, 1).await;
                }
            }
            "checkbox" | "switch" => self.strike(&Key::Space, 1).await,
            _ => self.strike(&Key::Enter, 1).await,
        }
    }

    /// Gives the focus to what has this role and name.
    pub(crate) async fn reach(&self, role: &str, name: &str) {
        self.see(role, name).await;
        let keys: &[Key] = match role {
            "option" | "menuitem" | "menuitemradio" | "menuitemcheckbox" => &[Key::Down],
            "radio" => &[Key::Tab, Key::Down],
            _ => &[Key::Tab],
        };
        for key in keys {
            if !self.comes_to(role, name, key).await {
                self.fail(&format!("no key reaches {role} {name:?}")).await;
            }
        }
        self.run("window.held?.abort()", vec![]).await;
    }

    /// Presses a key until it has led there.
    async fn comes_to(&self, role: &str, name: &str, key: &Key) -> bool {
        let script = format!("{FIND}\n{HOLD}");
        for _ in 0..TIMES {
            if self.run(&script, vec![json!(role), json!(name), json!(key.value())]).await == true {
                return true;
            }
            self.strike(key, KEYS).await;
        }
        false
    }

    /// Strikes a key so often, wherever the focus is, and not on an element: a field for files would take it for a file's name.
    async fn strike(&self, key: &Key, times: usize) {
        let keys: String = std::iter::repeat_n(key.value(), times).collect();
        self.driver().action_chain().send_keys(keys).perform().await.unwrap();
    }
}
