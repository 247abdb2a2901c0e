//! A search over everything, in the middle of the window.

use super::{Avatar, Icon, Row, icon::glyph, id::unique_id, search_input::SearchInput};
use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};

/// Rows of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteGroup {
    /// What they are.
    pub label: String,
    /// The rows; an id is there once in all groups.
    pub rows: Vec<Row>,
}

/// The texts of a [`Palette`].
#[derive(Clone, Copy)]
pub struct PaletteText {
    /// Its name.
    pub label: Signal<String>,
    /// The name of the search field, which stands in it while it is empty.
    pub search: Signal<String>,
    /// The name of the list.
    pub results: Signal<String>,
    /// How many rows there are, announced politely.
    pub status: Signal<String>,
    /// In place of rows: nothing was found. Empty while there are some.
    pub note: Signal<String>,
    /// What closes it.
    pub close: Signal<String>,
}

/// A modal dialog with a search field over a list in groups (ARIA: combobox with a listbox of groups; the focus stays in the
/// field, and `aria-activedescendant` follows the arrows). It opens and closes with `open`, and is empty when it opens. Enter
/// and a press choose, Escape and a press beside it close. A row with an address is a link; `on_choose` is told of every
/// row that is chosen, after the palette has closed, and by `follow` whether it has to go there itself.
#[component]
pub fn Palette(
    open: RwSignal<bool>,
    query: RwSignal<String>,
    text: PaletteText,
    #[prop(into)] groups: Signal<Vec<PaletteGroup>>,
    #[prop(into)] loading: Signal<bool>,
    on_choose: Callback<Chosen>,
) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if open {
            query.set(String::new());
        }
        if let Some(dialog) = dialog.get()
            && dialog.open() != open
        {
            if open {
                // Fails only where it is open already, or gone from the page.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let state = PaletteState::new(groups);
    let beside = move |event: MouseEvent| {
        // The element itself is what lies around its content.
        let dialog = dialog.get_untracked().map(|dialog| dialog.get_bounding_client_rect());
        let outside = dialog.is_some_and(|frame| {
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            x < frame.left() || x > frame.right() || y < frame.top() || y > frame.bottom()
        });
        // A press by the keyboard has no place.
        if outside && event.detail() > 0 {
            open.set(false);
        }
    };
    let choose = Callback::new(move |chosen: Chosen| {
        open.set(false);
        on_choose.run(chosen);
    });
    view! {
        <dialog
            node_ref=dialog
            class="palette"
            aria-label=text.label
            on:close=move |_: Event| open.set(false)
            on:click=beside
        >
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            {search(query, text, loading, state, choose, open)}
                            {list(text, state, choose)}
                            <p class="palette-note">{text.note}</p>
                            <p class="visually-hidden" role="status">
                                {text.status}
                            </p>
                        }
                    })
            }}
        </dialog>
    }
    .into_any()
}

/// A row that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Which one.
    pub row: Row,
    /// Whether the caller has to go where it leads: by the keyboard. A link that is pressed goes there itself.
    pub follow: bool,
}

/// The rows, and which of them the arrows are on.
#[derive(Clone, Copy)]
struct PaletteState {
    id: StoredValue<String>,
    groups: Signal<Vec<PaletteGroup>>,
    /// The row that the arrows have moved to; another search may have taken it away.
    moved: RwSignal<String>,
    active: Memo<String>,
    list: NodeRef<html::Div>,
}

impl PaletteState {
    fn new(groups: Signal<Vec<PaletteGroup>>) -> Self {
        let moved = RwSignal::new(String::new());
        let active = Memo::new(move |_| {
            groups.with(|groups| {
                let mut rows = groups.iter().flat_map(|group| &group.rows);
                let first = rows.clone().next();
                let found = moved.with(|moved| rows.find(|row| row.id == *moved));
                found.or(first).map(|row| row.id.clone()).unwrap_or_default()
            })
        });
        Self { id: StoredValue::new(unique_id()), groups, moved, active, list: NodeRef::new() }
    }

    fn list_id(self) -> String {
        self.id.with_value(|id| format!("{id}-list"))
    }

    fn option_id(self, row: &str) -> String {
        self.id.with_value(|id| format!("{id}-{row}"))
    }

    fn active_option(self) -> String {
        let active = self.active.get();
        if active.is_empty() { active } else { self.option_id(&active) }
    }

    fn rows(self) -> Vec<Row> {
        self.groups
            .with_untracked(|groups| groups.iter().flat_map(|group| group.rows.iter().cloned()).collect())
    }

    fn chosen(self) -> Option<Row> {
        let active = self.active.get_untracked();
        self.rows().into_iter().find(|row| row.id == active)
    }

    /// Moves to another row: past the last one to the first, and the other way around.
    fn step(self, forward: bool) {
        let (rows, active) = (self.rows(), self.active.get_untracked());
        let at = rows.iter().position(|row| row.id == active).unwrap_or(0);
        let to = if forward { at + 1 } else { (at + rows.len()).saturating_sub(1) };
        if let Some(row) = rows.get(to % rows.len().max(1)) {
            self.moved.set(row.id.clone());
            self.reveal(&row.id);
        }
    }

    /// Another search: from the top.
    fn restart(self) {
        self.moved.set(String::new());
        if let Some(list) = self.list.get_untracked() {
            list.set_scroll_top(0);
        }
    }

    /// Scrolls the list, and nothing around it, as little as brings a row into sight.
    fn reveal(self, row: &str) {
        let Some(list) = self.list.get_untracked() else { return };
        let Ok(Some(row)) = list.query_selector(&format!("[id=\"{}\"]", self.option_id(row))) else { return };
        let (frame, row) = (list.get_bounding_client_rect(), row.get_bounding_client_rect());
        let (above, below) = (row.top() - frame.top(), row.bottom() - frame.bottom());
        let by = if above < 0.0 { above } else { below.max(0.0) };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a list are far below 2^31")]
        list.set_scroll_top(list.scroll_top() + by.round() as i32);
    }
}

/// The search field, and what closes the palette.
fn search(
    query: RwSignal<String>,
    text: PaletteText,
    loading: Signal<bool>,
    state: PaletteState,
    choose: Callback<Chosen>,
    open: RwSignal<bool>,
) -> AnyView {
    state.restart();
    let on_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => state.step(true),
            "ArrowUp" => state.step(false),
            "Enter" => {
                if let Some(row) = state.chosen() {
                    choose.run(Chosen { row, follow: true });
                }
            }
            _ => return false,
        }
        true
    };
    let close = view! {
        <button
            type="button"
            class="button button-icon palette-close"
            data-kind="quiet"
            data-size="small"
            aria-label=text.close
            title=text.close
            on:click=move |_| open.set(false)
        >
            <Icon glyph=glyph::CLOSE />
        </button>
    };
    let field = SearchInput {
        input: NodeRef::new(),
        query,
        label: text.search,
        loading,
        list_id: state.list_id(),
        active: Signal::derive(move || state.active_option()),
        restart: Callback::new(move |()| state.restart()),
        on_key: Callback::new(on_key),
    };
    field.view(Some(close.into_any()))
}

/// The groups.
fn list(text: PaletteText, state: PaletteState, choose: Callback<Chosen>) -> AnyView {
    let groups = move || {
        state
            .groups
            .get()
            .into_iter()
            .filter(|group| !group.rows.is_empty())
            .map(|group| {
                let id = unique_id();
                let rows = group.rows.into_iter().map(|row| option(state, row, choose)).collect::<Vec<_>>();
                view! {
                    <div class="palette-group" role="group" aria-labelledby=id.clone()>
                        <div class="palette-title" id=id.clone()>
                            {group.label}
                        </div>
                        {rows}
                    </div>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div
            node_ref=state.list
            class="palette-list"
            role="listbox"
            id=state.list_id()
            aria-label=text.results
        >
            {groups}
        </div>
    }
    .into_any()
}

fn option(state: PaletteState, row: Row, choose: Callback<Chosen>) -> AnyView {
    let (active, id, chosen) = (state.active, row.id.clone(), row.clone());
    let mark = match row.icon {
        Some(icon) => view! { <Icon glyph=icon.glyph() /> }.into_any(),
        None => view! { <Avatar name=row.label.clone() colour=row.colour picture=row.picture square=true /> }
            .into_any(),
    };
    let href = Some(row.href).filter(|href| !href.is_empty());
    view! {
        <a
            class="finder-row palette-row"
            data-icon=row.icon.is_some().then_some("true")
            role="option"
            tabindex="-1"
            id=state.option_id(&row.id)
            href=href
            aria-selected=move || active.with(|active| *active == id).to_string()
            on:click=move |event: MouseEvent| {
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    choose
                        .run(Chosen {
                            row: chosen.clone(),
                            follow: false,
                        });
                }
            }
        >
            {mark}
            <span class="finder-text">
                <bdi class="finder-label">{row.label}</bdi>
            </span>
            <span class="palette-detail">{row.detail}</span>
        </a>
    }
    .into_any()
}
