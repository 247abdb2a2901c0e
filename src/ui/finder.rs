//! A button that opens a search over a list.

use super::{
    Glyph, Icon,
    finder_list::{FinderFold, List, ListState, Row},
    icon::glyph,
    id::unique_id,
    search_input::SearchInput,
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// The texts of a [`FinderPanel`].
#[derive(Clone, Copy)]
pub struct FinderText {
    /// The label of the panel and of its search field.
    pub label: Signal<String>,
    /// The search field's placeholder.
    pub search: Signal<String>,
    /// Read out after the current row.
    pub current: Signal<String>,
    /// The number of results, announced politely.
    pub status: Signal<String>,
    /// Shown in place of the rows: nothing found, or an error. Empty while there are rows.
    pub note: Signal<String>,
}

/// The link under the rows of a [`FinderPanel`].
#[derive(Clone, Copy)]
pub struct FinderFooter {
    /// Its label.
    pub label: Signal<String>,
    /// Its target.
    pub href: Signal<String>,
    /// Its icon.
    pub icon: Glyph,
}

/// The state of a finder.
#[derive(Clone, Copy)]
pub struct FinderState {
    /// Whether it is open; other components may open it.
    pub open: RwSignal<bool>,
    /// The text in the search field; empty when it opens.
    pub query: RwSignal<String>,
    button: NodeRef<html::Button>,
}

impl FinderState {
    /// A finder that opens and closes with `open`.
    #[must_use]
    pub fn new(open: RwSignal<bool>) -> Self {
        Self { open, query: RwSignal::new(String::new()), button: NodeRef::new() }
    }

    fn close(self) {
        self.open.set(false);
        if let Some(button) = self.button.get_untracked() {
            // The button stays on the page as long as its panel.
            let _ = button.focus();
        }
    }
}

/// A button that opens a panel with a search field over a list of links (ARIA: combobox with a listbox; the focus stays
/// in the field and `aria-activedescendant` follows the arrows): a [`FinderPanel`], or what becomes one when it is
/// opened.
#[component]
pub fn FinderButton(finder: FinderState, trigger: AnyView, panel: AnyView) -> AnyView {
    let FinderState { open, query, button } = finder;
    view! {
        <div class="menu">
            <button
                node_ref=button
                type="button"
                class="button finder-button"
                data-kind="quiet"
                aria-haspopup="dialog"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| {
                    query.set(String::new());
                    open.update(|open| *open = !*open);
                }
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "ArrowDown" {
                        event.prevent_default();
                        query.set(String::new());
                        open.set(true);
                    }
                }
            >
                {trigger}
                <Icon glyph=glyph::CHEVRONS_UP_DOWN />
            </button>
            {panel}
        </div>
    }
    .into_any()
}

/// The panel of a finder, while it is open. Enter chooses, Escape closes, Tab goes to the footer. Rows are mounted as they
/// are scrolled to, so that thousands open as fast as ten; `on_end` is called when the last one becomes visible. The caller
/// filters the rows by the query. With `fold`, rows that have others under them unfold by the arrow to the right. `extra` is shown between the rows and the footer, for content with buttons of its own.
#[component]
pub fn FinderPanel(
    finder: FinderState,
    text: FinderText,
    #[prop(into)] rows: Signal<Vec<Row>>,
    #[prop(into)] loading: Signal<bool>,
    #[prop(into)] on_choose: Callback<Row>,
    #[prop(into)] on_end: Callback<()>,
    #[prop(optional)] footer: Option<FinderFooter>,
    #[prop(optional)] fold: Option<FinderFold>,
    #[prop(optional, into)] extra: ViewFn,
) -> AnyView {
    let id = unique_id();
    let close = Callback::new(move |()| finder.close());
    (move || {
        finder.open.get().then(|| {
            let list = ListState::new(id.clone(), rows, on_end);
            view! {
                <div class="menu-backdrop" on:click=move |_| close.run(())></div>
                <div
                    class="finder"
                    role="dialog"
                    id=id.clone()
                    aria-label=text.label
                    on:keydown=move |event: KeyboardEvent| {
                        if event.key() == "Escape" {
                            event.prevent_default();
                            close.run(());
                        }
                    }
                >
                    {search(finder.query, text, loading, list.clone(), on_choose, close, fold)}
                    <List
                        state=list
                        label=text.label
                        current_label=text.current
                        note=text.note
                        on_choose=close
                        fold=fold
                    />
                    <p class="visually-hidden" role="status">
                        {text.status}
                    </p>
                    <div class="finder-aside">{extra.run()}</div>
                    {footer.map(|footer| foot(footer, close))}
                </div>
            }
            .into_any()
        })
    })
    .into_any()
}

/// The search field.
fn search(
    query: RwSignal<String>,
    text: FinderText,
    loading: Signal<bool>,
    list: ListState,
    on_choose: Callback<Row>,
    close: Callback<()>,
    fold: Option<FinderFold>,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let (list_id, active, typed) = (list.list_id(), list.active_option(), list.clone());
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => list.step(1),
            "ArrowUp" => list.step(-1),
            "PageDown" => list.step(8),
            "PageUp" => list.step(-8),
            "Enter" => {
                if let Some(row) = list.chosen() {
                    close.run(());
                    on_choose.run(row);
                }
            }
            // In what is typed, these two move the caret.
            "ArrowRight" if caret(input).is_some_and(|(at, end)| at == end) => {
                match fold.zip(list.foldable(true)) {
                    Some((fold, row)) => fold.on_toggle.run(row),
                    None => return false,
                }
            }
            "ArrowLeft" if caret(input).is_some_and(|(at, _)| at == 0) => {
                match fold.zip(list.foldable(false)) {
                    Some((fold, row)) => fold.on_toggle.run(row),
                    None if list.step_out() => {}
                    None => return false,
                }
            }
            "Tab" if event.shift_key() => {
                close.run(());
                // From the button, the browser moves on to what stands before it.
                return false;
            }
            _ => return false,
        }
        true
    };
    let field = SearchInput {
        input,
        query,
        label: text.search,
        loading,
        list_id,
        active,
        restart: Callback::new(move |()| typed.restart()),
        on_key: Callback::new(on_key),
    };
    field.view(None)
}

/// Where the caret stands, and where the text ends; nothing while something is selected.
fn caret(input: NodeRef<html::Input>) -> Option<(u32, u32)> {
    let input = input.try_get_untracked().flatten()?;
    let (start, end) = (input.selection_start().ok()??, input.selection_end().ok()??);
    let length = u32::try_from(input.value().encode_utf16().count()).ok()?;
    (start == end).then_some((start, length))
}

fn foot(footer: FinderFooter, close: Callback<()>) -> AnyView {
    view! {
        <div class="finder-foot">
            <a
                class="menu-item"
                href=footer.href
                on:click=move |_| close.run(())
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "Tab" && !event.shift_key() {
                        close.run(());
                    }
                }
            >
                <Icon glyph=footer.icon />
                <span class="menu-item-text">{footer.label}</span>
            </a>
        </div>
    }
    .into_any()
}
