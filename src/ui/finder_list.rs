//! The rows of a finder.

use super::{Avatar, Icon, Symbol, icon::glyph};
use leptos::{ev::MouseEvent, html, prelude::*};

/// How many rows are drawn at first, and again whenever the end comes into sight.
const BATCH: usize = 50;
/// How near to the end of the list, in pixels, the next rows are drawn.
const NEAR: i32 = 400;

/// Whether a row has others under it, and whether they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fold {
    /// It has none.
    #[default]
    None,
    /// They are not shown.
    Closed,
    /// They are.
    Open,
}

/// The words and the work of rows that unfold.
#[derive(Clone, Copy)]
pub struct FinderFold {
    /// Read out after a row whose rows are not shown.
    pub closed: Signal<String>,
    /// Read out after one whose rows are.
    pub open: Signal<String>,
    /// Shows the rows of a row, or hides them.
    pub on_toggle: Callback<Row>,
}

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
    /// Whether it has rows under it.
    pub fold: Fold,
    /// The icon in the place of the square; none: the square.
    pub icon: Option<Symbol>,
    /// Whether it stands under another row.
    pub inner: bool,
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

    /// The active row, if it can be unfolded (`open`) or folded.
    pub(crate) fn foldable(&self, open: bool) -> Option<Row> {
        let wanted = if open { Fold::Closed } else { Fold::Open };
        self.chosen().filter(|row| row.fold == wanted)
    }

    /// Moves from a row under another one to that one.
    pub(crate) fn step_out(&self) -> bool {
        let Some(row) = self.chosen().filter(|row| row.inner) else { return false };
        let by = self.rows.with_untracked(|rows| {
            let at = rows.iter().position(|other| other.id == row.id)?;
            let above = rows.iter().take(at).rposition(|other| other.fold == Fold::Open)?;
            isize::try_from(at - above).ok()
        });
        if let Some(by) = by {
            self.step(-by);
        }
        by.is_some()
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
    label: Signal<String>,
    current_label: Signal<String>,
    note: Signal<String>,
    on_choose: Callback<()>,
    fold: Option<FinderFold>,
) -> AnyView {
    let (rows, drawn) = (state.rows, state.drawn);
    let each = move || rows.with(|rows| rows.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let (list, id) = (state.list, state.list_id());
    let scrolling = state.clone();
    let draw = move |row: Row| option(&state, row, current_label, on_choose, fold);
    view! {
        <div
            node_ref=list
            class="finder-list"
            role="listbox"
            id=id
            aria-label=label
            on:scroll=move |_| scrolling.scrolled()
        >
            <For each=each key=Row::clone children=draw />
        </div>
        <p class="finder-note">{note}</p>
    }
    .into_any()
}

fn option(
    state: &ListState,
    row: Row,
    current_label: Signal<String>,
    on_choose: Callback<()>,
    fold: Option<FinderFold>,
) -> AnyView {
    let active = state.active;
    let (id, handle) = (row.id.clone(), fold.and_then(|fold| handle(fold, &row)));
    let mark = match row.icon {
        Some(icon) => view! { <Icon glyph=icon.glyph() /> }.into_any(),
        None => view! { <Avatar name=row.label.clone() colour=row.colour picture=row.picture square=true /> }
            .into_any(),
    };
    view! {
        <a
            class="finder-row"
            data-icon=row.icon.is_some().then_some("true")
            data-inner=row.inner.then_some("true")
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
            {mark}
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
            {handle}
        </a>
    }
    .into_any()
}

/// What unfolds a row by pointer; by keyboard the arrows do, from the search field. In words for assistive technology: an
/// option has no state of its own for it.
fn handle(fold: FinderFold, row: &Row) -> Option<AnyView> {
    let (said, class) = match row.fold {
        Fold::None => return None,
        Fold::Closed => (fold.closed, "finder-fold"),
        Fold::Open => (fold.open, "finder-fold finder-fold-open"),
    };
    let row = row.clone();
    let toggle = move |event: MouseEvent| {
        // The row is a link.
        event.prevent_default();
        event.stop_propagation();
        fold.on_toggle.run(row.clone());
    };
    let handle = view! {
        <span class="visually-hidden">{said}</span>
        <span class=class aria-hidden="true" title=said on:click=toggle>
            <Icon glyph=glyph::CHEVRON_DOWN />
        </span>
    };
    Some(handle.into_any())
}
