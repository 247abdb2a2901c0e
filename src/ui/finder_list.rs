//! The rows of a finder.

use super::{Avatar, Icon, icon::glyph};
use leptos::{ev::MouseEvent, html, prelude::*};

/// How many rows are drawn at first, and again whenever the end comes into sight.
const BATCH: usize = 50;
/// How near to the end of the list, in pixels, the next rows are drawn.
const NEAR: i32 = 400;

/// A row of a finder: a link with a coloured square, a name, and a second line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Row {
    /// What tells it from the others.
    pub id: String,
    /// Its name.
    pub label: String,
    /// A second, fainter text; may be empty.
    pub detail: String,
    /// The square's `data-colour`; empty: one that follows from the name.
    pub colour: String,
    /// The address of the square's picture; empty: the initials.
    pub picture: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the present one.
    pub current: bool,
}

/// Which rows are drawn and which of them the arrows are on.
#[derive(Clone)]
pub(crate) struct ListState {
    id: String,
    rows: Signal<Vec<Row>>,
    on_end: Callback<()>,
    drawn: RwSignal<usize>,
    /// The row that the arrows have moved to; another search may have taken it away.
    active_id: RwSignal<String>,
    active: Memo<String>,
    list: NodeRef<html::Div>,
}

impl ListState {
    pub(crate) fn new(id: String, rows: Signal<Vec<Row>>, on_end: Callback<()>) -> Self {
        let active_id = RwSignal::new(String::new());
        let active = Memo::new(move |_| {
            rows.with(|rows| {
                let found = active_id.with(|active_id| rows.iter().find(|row| row.id == *active_id));
                found.or_else(|| rows.first()).map(|row| row.id.clone()).unwrap_or_default()
            })
        });
        Self { id, rows, on_end, drawn: RwSignal::new(BATCH), active_id, active, list: NodeRef::new() }
    }

    pub(crate) fn list_id(&self) -> String {
        format!("{}-list", self.id)
    }

    fn option_id(&self, row: &str) -> String {
        format!("{}-{row}", self.id)
    }

    /// The id of the active row's element.
    pub(crate) fn active_option(&self) -> Signal<String> {
        let this = self.clone();
        Signal::derive(move || {
            let active = this.active.get();
            if active.is_empty() { active } else { this.option_id(&active) }
        })
    }

    /// The active row.
    pub(crate) fn chosen(&self) -> Option<Row> {
        let active = self.active.get_untracked();
        self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == active).cloned())
    }

    /// Another search: from the top.
    pub(crate) fn restart(&self) {
        self.drawn.set(BATCH);
        self.active_id.set(String::new());
        if let Some(list) = self.list.get_untracked() {
            list.set_scroll_top(0);
        }
    }

    /// Moves the active row, as far as there are rows.
    pub(crate) fn step(&self, by: isize) {
        let active = self.active.get_untracked();
        let moved = self.rows.with_untracked(|rows| {
            let at = rows.iter().position(|row| row.id == active).unwrap_or(0);
            let last = rows.len().saturating_sub(1);
            let to = at.saturating_add_signed(by).min(last);
            rows.get(to).map(|row| (to, row.id.clone()))
        });
        if let Some((to, id)) = moved {
            self.active_id.set(id);
            let end = self.drawn.get_untracked().min(self.rows.with_untracked(Vec::len));
            if to + 1 >= end {
                self.more();
            }
            self.reveal(to);
        }
    }

    /// Draws the next rows, or asks for them.
    fn more(&self) {
        if self.drawn.get_untracked() < self.rows.with_untracked(Vec::len) {
            self.drawn.update(|drawn| *drawn += BATCH);
        } else {
            self.on_end.run(());
        }
    }

    /// Scrolls the list, and nothing around it, as little as brings a row into sight.
    fn reveal(&self, index: usize) {
        let Some(list) = self.list.get_untracked() else {
            return;
        };
        let Some(row) = u32::try_from(index).ok().and_then(|index| list.children().item(index)) else {
            return;
        };
        let (frame, row) = (list.get_bounding_client_rect(), row.get_bounding_client_rect());
        let above = row.top() - frame.top();
        let below = row.bottom() - frame.bottom();
        let by = if above < 0.0 {
            above
        } else if below > 0.0 {
            below
        } else {
            return;
        };
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a list are far below 2^31")]
        list.set_scroll_top(list.scroll_top() + by.round() as i32);
    }

    fn scrolled(&self) {
        if let Some(list) = self.list.get_untracked()
            && list.scroll_top() + list.client_height() + NEAR > list.scroll_height()
        {
            self.more();
        }
    }
}

/// The rows (ARIA: `listbox` of `option`s, which are links, so that they also open in a new tab).
#[component]
pub(crate) fn List(
    state: ListState,
    current_label: Signal<String>,
    note: Signal<String>,
    on_choose: Callback<()>,
) -> AnyView {
    let (rows, drawn) = (state.rows, state.drawn);
    let each = move || rows.with(|rows| rows.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let (list, id) = (state.list, state.list_id());
    let scrolling = state.clone();
    let draw = move |row: Row| option(&state, row, current_label, on_choose);
    view! {
        <div
            node_ref=list
            class="finder-list"
            role="listbox"
            id=id
            aria-label=current_label
            on:scroll=move |_| scrolling.scrolled()
        >
            <For each=each key=Row::clone children=draw />
        </div>
        <p class="finder-note">{note}</p>
    }
    .into_any()
}

fn option(state: &ListState, row: Row, current_label: Signal<String>, on_choose: Callback<()>) -> AnyView {
    let active = state.active;
    let id = row.id.clone();
    view! {
        <a
            class="finder-row"
            role="option"
            tabindex="-1"
            id=state.option_id(&row.id)
            href=row.href
            aria-selected=move || active.with(|active| *active == id).to_string()
            on:click=move |event: MouseEvent| {
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    on_choose.run(());
                }
            }
        >
            <Avatar name=row.label.clone() colour=row.colour picture=row.picture square=true />
            <span class="finder-text">
                <bdi class="finder-label">{row.label}</bdi>
                <span class="finder-detail">{row.detail}</span>
            </span>
            {row
                .current
                .then(|| {
                    view! {
                        <Icon glyph=glyph::CHECK />
                        <span class="visually-hidden">{current_label}</span>
                    }
                })}
        </a>
    }
    .into_any()
}
