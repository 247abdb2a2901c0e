//! Tabs as links.

use leptos::{html, prelude::*};

/// The number on a tab, such as open requests.
#[derive(Clone, Copy)]
pub struct TabCount {
    /// The number; nothing is shown while it is empty.
    pub text: Signal<String>,
    /// The same in words, for assistive technology.
    pub label: Signal<String>,
}

/// A tab.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Its label.
    pub label: Signal<String>,
    /// The page that it links to.
    pub href: Signal<String>,
    /// Whether it is the open page.
    pub current: Signal<bool>,
    /// The number on it, if it has one.
    pub count: Option<TabCount>,
    /// The meaning of the dot beside it, for assistive technology; no dot while it is empty.
    pub mark: Option<Signal<String>>,
}

/// Links to sibling pages (ARIA: `nav`, the open one has `aria-current="page"`): a row that scrolls, or with `side` a
/// column beside the page from 960 px on.
#[component]
pub fn Tabs(#[prop(into)] label: Signal<String>, tabs: Vec<Tab>, #[prop(optional)] side: bool) -> AnyView {
    let row = NodeRef::<html::Nav>::new();
    let mut open = NodeRef::<html::A>::new();
    let links = tabs
        .into_iter()
        .map(|tab| {
            let link = NodeRef::new();
            if tab.current.get_untracked() {
                open = link;
            }
            view! {
                <a
                    node_ref=link
                    class="tab"
                    href=tab.href
                    aria-current=move || tab.current.get().then_some("page")
                >
                    {tab.label}
                    {tab.count.map(count)}
                    {tab.mark.map(mark)}
                </a>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    Effect::new(move |_| {
        if row.get().is_some() {
            // Once it has its place on the page.
            request_animation_frame(move || reveal(row, open));
        }
    });
    view! {
        <nav class=if side { "tabs tabs-side" } else { "tabs" } aria-label=label node_ref=row>
            {links}
        </nav>
    }
    .into_any()
}

/// Scrolls the row until the open tab is fully visible.
fn reveal(row: NodeRef<html::Nav>, open: NodeRef<html::A>) {
    // The page may have been left before its first frame.
    if let (Some(Some(row)), Some(Some(open))) = (row.try_get_untracked(), open.try_get_untracked()) {
        let hidden = open.get_bounding_client_rect().right() - row.get_bounding_client_rect().right();
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a window")]
        if hidden > 0.0 {
            row.set_scroll_left(row.scroll_left() + hidden.ceil() as i32);
        }
    }
}

pub(super) fn mark(words: Signal<String>) -> AnyView {
    (move || {
        let words = words.get();
        (!words.is_empty()).then(|| {
            view! {
                <span class="tab-mark" aria-hidden="true"></span>
                <span class="visually-hidden">{format!(" ({words})")}</span>
            }
        })
    })
    .into_any()
}

pub(super) fn count(count: TabCount) -> AnyView {
    let shown = Memo::new(move |_| count.text.with(|text| !text.is_empty()));
    (move || {
        shown.get().then(|| {
            view! {
                <span class="tab-count" aria-hidden="true">
                    {count.text}
                </span>
                <span class="visually-hidden">{move || format!(" {}", count.label.get())}</span>
            }
            .into_any()
        })
    })
    .into_any()
}
