//! Keys that work everywhere, and the list of them.

use super::guard::Guard;
use crate::{
    api::use_client,
    browser::{events, page},
    language::t,
    ui::Dialog,
};
use hq_text::{common, shell};
use leptos::prelude::*;

/// What the keys open, over the page.
#[derive(Clone, Copy)]
pub struct Overlays {
    /// The organization drop-down.
    pub switcher: RwSignal<bool>,
    /// The search over everything.
    pub palette: RwSignal<bool>,
    /// The list of keys.
    pub help: RwSignal<bool>,
}

/// What lies over the page, but for the palette, which is closed by the key that opens it.
const MODAL: &str = "dialog[open]:not(.palette)";

/// Listens to the keys from now on; they do nothing while something modal lies over the page, but for the palette.
pub fn provide_shortcuts(guard: Memo<Guard>) -> Overlays {
    let overlays = Overlays {
        switcher: RwSignal::new(false),
        palette: RwSignal::new(false),
        help: RwSignal::new(false),
    };
    let expired = use_client().expired();
    let keys = events::on_press(move |press| {
        let signed_in = guard.with_untracked(|guard| matches!(guard, Guard::SignedIn(_)));
        // What has just been asked for may not stand yet.
        if expired.get_untracked() || overlays.help.get_untracked() || page::has(MODAL) {
            return false;
        }
        match press.key.as_str() {
            "k" if press.command && signed_in => {
                overlays.switcher.set(false);
                overlays.palette.update(|open| *open = !*open);
            }
            // With Ctrl or ⌘: a key alone could be said by who speaks to their computer (WCAG 2.1.4).
            "/" if press.command => overlays.help.set(true),
            _ => return false,
        }
        true
    });
    StoredValue::new_local(keys);
    overlays
}

/// The list of keys.
#[component]
pub fn ShortcutList(overlays: Overlays) -> AnyView {
    let command = if page::on_mac() { "⌘" } else { "Ctrl" };
    view! {
        <Dialog open=overlays.help title=t(shell::SHORTCUTS) close_label=t(common::CLOSE)>
            <dl class="shortcuts">
                {line(&[command, "K"], t(shell::SHORTCUT_PALETTE))}
                {line(&[command, "/"], t(shell::SHORTCUT_HELP))} {line(&["Esc"], t(shell::SHORTCUT_CLOSE))}
            </dl>
        </Dialog>
    }
    .into_any()
}

fn line(keys: &[&'static str], does: Signal<String>) -> AnyView {
    let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }.into_any()).collect::<Vec<_>>();
    view! {
        <div class="shortcut">
            <dt>{does}</dt>
            <dd>{keys}</dd>
        </div>
    }
    .into_any()
}
