//! The way between the pages of a place, in sections.

use super::{
    Icon, Symbol, Tab,
    icon::glyph,
    id::unique_id,
    tabs::{count, mark},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// Pages that belong together.
pub struct NavSection {
    /// What they have in common; empty for the first ones, which need no word over them.
    pub label: Signal<String>,
    /// The pages.
    pub items: Vec<NavItem>,
}

/// A page.
#[derive(Clone, Copy)]
pub struct NavItem {
    /// What it is about.
    pub icon: Symbol,
    /// Its label, its address, and how it stands.
    pub tab: Tab,
}

/// Links to the pages (ARIA: `nav` of lists, the open page has `aria-current="page"`): a column beside the page that stays
/// in sight from 960 px on. Under that, a button with the name of the open page unfolds the same links over the page (ARIA:
/// disclosure); following one, Escape and a press beside them fold them again. The button's name begins with `here`.
#[component]
pub fn SideNav(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] here: Signal<String>,
    sections: Vec<NavSection>,
) -> AnyView {
    let (open, id, button) = (RwSignal::new(false), unique_id(), NodeRef::<html::Button>::new());
    let close = move || {
        if open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                // The button stays as long as its links.
                let _ = button.focus();
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.prevent_default();
            close();
        }
    };
    let items: Vec<NavItem> = sections.iter().flat_map(|section| section.items.iter().copied()).collect();
    let backdrop =
        move || open.get().then(|| view! { <div class="side-nav-backdrop" on:click=move |_| close()></div> });
    view! {
        <nav class="side-nav" aria-label=label on:keydown=on_key>
            {backdrop}
            <button
                node_ref=button
                type="button"
                class="button side-nav-open"
                aria-expanded=move || open.get().to_string()
                aria-controls=id.clone()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="visually-hidden">{move || format!("{}: ", here.get())}</span>
                {current(items, label)}
                <Icon glyph=glyph::CHEVRON_DOWN />
            </button>
            <div class="side-nav-list" id=id data-open=move || open.get().then_some("true")>
                {sections.into_iter().map(|section| links(section, open)).collect::<Vec<_>>()}
            </div>
        </nav>
    }
    .into_any()
}

/// The open page, on the button; the name of the place where the open page is none of these.
fn current(items: Vec<NavItem>, label: Signal<String>) -> AnyView {
    let items = StoredValue::new(items);
    (move || match items.with_value(|items| items.iter().find(|item| item.tab.current.get()).copied()) {
        Some(item) => view! {
            <Icon glyph=item.icon.glyph() />
            <span class="side-nav-label">{item.tab.label}</span>
        }
        .into_any(),
        None => view! { <span class="side-nav-label">{label}</span> }.into_any(),
    })
    .into_any()
}

/// The links of a section.
fn links(section: NavSection, open: RwSignal<bool>) -> AnyView {
    let (id, label) = (unique_id(), section.label);
    let named = label.with_untracked(|label| !label.is_empty());
    let title = named.then(|| {
        view! {
            <p class="side-nav-title" id=id.clone()>
                {label}
            </p>
        }
    });
    let items = section.items.into_iter().map(|item| link(item, open)).collect::<Vec<_>>();
    view! {
        {title}
        <ul class="side-nav-section" aria-labelledby=named.then_some(id)>
            {items}
        </ul>
    }
    .into_any()
}

fn link(item: NavItem, open: RwSignal<bool>) -> AnyView {
    let NavItem { icon, tab } = item;
    view! {
        <li>
            <a
                class="side-nav-link"
                href=tab.href
                aria-current=move || tab.current.get().then_some("page")
                on:click=move |_| open.set(false)
            >
                <Icon glyph=icon.glyph() />
                <span class="side-nav-label">{tab.label}</span>
                {tab.count.map(count)}
                {tab.mark.map(mark)}
            </a>
        </li>
    }
    .into_any()
}
