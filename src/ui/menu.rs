//! Menu buttons.

use super::{Glyph, Icon, icon::glyph, id::unique_id};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// What choosing an item of a menu does.
#[derive(Clone, Copy)]
pub enum MenuAction {
    /// Follows a link.
    Link(Signal<String>),
    /// Runs a callback.
    Run(Callback<()>),
    /// Chooses one of a group: whether it is the chosen one, and what choosing it does.
    Choose(Signal<bool>, Callback<()>),
}

/// An entry of a menu.
#[derive(Clone, Copy)]
pub enum MenuEntry {
    /// An item to choose.
    Item {
        /// Its label.
        label: Signal<String>,
        /// The icon before it.
        icon: Option<Glyph>,
        /// What it does.
        action: MenuAction,
    },
    /// An item in another language than the page's, such as the name of a language.
    Foreign {
        /// Its label.
        label: Signal<String>,
        /// The label's language (BCP 47).
        language: &'static str,
        /// What it does.
        action: MenuAction,
    },
    /// A heading above a group, such as who is signed in: a strong line and a fainter one.
    Heading(Signal<String>, Signal<String>),
    /// A separator between groups.
    Separator,
}

/// The elements of the items of an open menu, for moving the focus.
#[derive(Clone, Copy)]
enum ItemRef {
    Link(NodeRef<html::A>),
    Button(NodeRef<html::Button>),
}

impl ItemRef {
    fn focus(self) {
        // An item that has gone from the page cannot be focused, and need not be.
        let _ = match self {
            Self::Link(link) => link.get().map(|link| link.focus()),
            Self::Button(button) => button.get().map(|button| button.focus()),
        };
    }
}

/// The state of a menu: whether it is open, its items and the focused one.
#[derive(Clone, Copy)]
pub struct MenuState {
    /// Whether it is open; other components may open it.
    pub open: RwSignal<bool>,
    items: StoredValue<Vec<(Signal<String>, ItemRef)>>,
    at: StoredValue<usize>,
    from_end: StoredValue<bool>,
    button: NodeRef<html::Button>,
    /// Of the button, which names the list.
    id: StoredValue<String>,
}

impl Default for MenuState {
    fn default() -> Self {
        Self {
            open: RwSignal::new(false),
            items: StoredValue::new(Vec::new()),
            at: StoredValue::new(0),
            from_end: StoredValue::new(false),
            button: NodeRef::new(),
            id: StoredValue::new(unique_id()),
        }
    }
}

impl MenuState {
    fn close(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            // The button stays on the page as long as its menu.
            let _ = button.focus();
        }
    }

    fn focus(self, index: usize) {
        if let Some((_, place)) = self.items.with_value(|items| items.get(index).copied()) {
            place.focus();
        }
    }

    /// Handles the keys of an open menu.
    fn key(self, event: &KeyboardEvent) {
        let (at, count) = (self.at.get_value(), self.items.with_value(Vec::len).max(1));
        let key = event.key();
        match key.as_str() {
            "ArrowDown" => self.focus((at + 1) % count),
            "ArrowUp" => self.focus((at + count - 1) % count),
            "Home" => self.focus(0),
            "End" => self.focus(count - 1),
            "Escape" => self.close(),
            "Tab" => return self.close(),
            _ => {
                let Some(letter) = letter(&key) else { return };
                self.focus(self.next_with(&letter, at));
            }
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// The next item after `at` whose words begin with that letter, else `at`.
    fn next_with(self, letter: &str, at: usize) -> usize {
        self.items.with_value(|items| {
            let fits = |(label, _): &(Signal<String>, ItemRef)| {
                label.with_untracked(|label| label.to_lowercase().starts_with(letter))
            };
            let behind = items.iter().skip(at + 1).position(fits);
            behind.map_or_else(|| items.iter().position(fits).unwrap_or(at), |offset| at + 1 + offset)
        })
    }
}

/// The letter that a key types, in lower case; no space and no named key.
fn letter(key: &str) -> Option<String> {
    let mut letters = key.chars();
    let letter = letters.next()?;
    (letters.next().is_none() && !letter.is_whitespace()).then(|| key.to_lowercase())
}

/// A button that opens a menu (ARIA: menu button). Enter, Space and the down arrow open it on its first item, the up
/// arrow on its last; in it the arrows, Home, End and letters move, Escape and Tab close. `trigger` is what the button
/// shows; `label` is its name where that is only an icon or a picture. The list hangs from the end of the button, or
/// from its `start`. While `busy`, what was chosen is under way: as with [`super::Button`], presses are ignored and a
/// spinner is shown.
#[component]
pub fn Menu(
    #[prop(optional, into)] label: Signal<String>,
    #[prop(into)] entries: Signal<Vec<MenuEntry>>,
    #[prop(optional)] start: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    children: Children,
) -> AnyView {
    let menu = MenuState::default();
    let list = view! { <MenuList menu=menu entries=entries start=start /> }.into_any();
    view! { <MenuButton menu=menu label=label busy=busy trigger=children().into_any() list=list /> }
        .into_any()
}

/// The button of a [`Menu`], with any list under it: [`MenuList`], or what becomes one when it is opened.
#[component]
pub fn MenuButton(
    menu: MenuState,
    #[prop(optional, into)] label: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    trigger: AnyView,
    list: AnyView,
) -> AnyView {
    let on_key = move |event: KeyboardEvent| {
        let key = event.key();
        if key == "ArrowDown" || key == "ArrowUp" {
            event.prevent_default();
            if busy.get_untracked() {
                return;
            }
            menu.from_end.set_value(key == "ArrowUp");
            menu.open.set(true);
        }
    };
    let name = Signal::derive(move || Some(label.get()).filter(|label| !label.is_empty()));
    view! {
        <div class="menu">
            <button
                node_ref=menu.button
                id=menu.id.get_value()
                type="button"
                class="button menu-button"
                data-kind="quiet"
                aria-label=name
                title=name
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                aria-disabled=move || busy.get().then_some("true")
                on:click=move |_| {
                    if !busy.get_untracked() {
                        menu.from_end.set_value(false);
                        menu.open.update(|open| *open = !*open);
                    }
                }
                on:keydown=on_key
            >
                {trigger}
                <span class="spinner" aria-hidden="true"></span>
            </button>
            {list}
        </div>
    }
    .into_any()
}

/// The list of a [`Menu`], while it is open.
#[component]
pub fn MenuList(
    menu: MenuState,
    #[prop(into)] entries: Signal<Vec<MenuEntry>>,
    #[prop(optional)] start: bool,
) -> AnyView {
    (move || {
        menu.open.get().then(|| {
            view! {
                <div class="menu-backdrop" on:click=move |_| menu.close()></div>
                <div
                    class=if start { "menu-list menu-list-start" } else { "menu-list" }
                    role="menu"
                    aria-labelledby=menu.id.get_value()
                    on:keydown=move |event| menu.key(&event)
                >
                    {fill(menu, entries.get_untracked(), menu.from_end.get_value())}
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}

/// Builds the entries, stores the elements of the items, and focuses the first or last one.
fn fill(state: MenuState, entries: Vec<MenuEntry>, from_end: bool) -> Vec<AnyView> {
    let mut places = Vec::new();
    let views = entries
        .into_iter()
        .map(|entry| match entry {
            MenuEntry::Separator => view! { <hr class="menu-separator" /> }.into_any(),
            MenuEntry::Heading(strong, faint) => view! {
                <div class="menu-heading" role="presentation">
                    <bdi class="menu-heading-strong">{strong}</bdi>
                    <span>{faint}</span>
                </div>
            }
            .into_any(),
            MenuEntry::Item { label, icon, action } => {
                let (view, place) = item(state, places.len(), label, None, icon, action);
                places.push((label, place));
                view
            }
            MenuEntry::Foreign { label, language, action } => {
                let (view, place) = item(state, places.len(), label, Some(language), None, action);
                places.push((label, place));
                view
            }
        })
        .collect();
    let first = if from_end { places.last() } else { places.first() };
    if let Some((_, place)) = first.copied() {
        Effect::new(move |_| place.focus());
    }
    state.items.set_value(places);
    views
}

/// An item, and where it is.
fn item(
    state: MenuState,
    index: usize,
    label: Signal<String>,
    language: Option<&'static str>,
    icon: Option<Glyph>,
    action: MenuAction,
) -> (AnyView, ItemRef) {
    let inside = view! {
        {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
        <span class="menu-item-text" lang=language>
            {label}
        </span>
    };
    let (role, checked, run) = match action {
        MenuAction::Link(href) => {
            let link = NodeRef::new();
            let view = view! {
                <a
                    node_ref=link
                    class="menu-item"
                    role="menuitem"
                    tabindex="-1"
                    href=href
                    on:focus=move |_| state.at.set_value(index)
                    on:click=move |_| state.close()
                >
                    {inside}
                </a>
            };
            return (view.into_any(), ItemRef::Link(link));
        }
        MenuAction::Run(run) => ("menuitem", None, run),
        MenuAction::Choose(checked, run) => ("menuitemradio", Some(checked), run),
    };
    let button = NodeRef::new();
    let view = view! {
        <button
            node_ref=button
            type="button"
            class="menu-item"
            role=role
            tabindex="-1"
            aria-checked=move || checked.map(|checked| checked.get().to_string())
            on:focus=move |_| state.at.set_value(index)
            on:click=move |_| {
                state.close();
                run.run(());
            }
        >
            {inside}
            <Icon glyph=glyph::CHECK />
        </button>
    };
    (view.into_any(), ItemRef::Button(button))
}
