//! Tables.

use super::{
    Icon,
    choices::{BareCheckbox, Checkbox},
    icon::glyph,
};
use leptos::prelude::*;

/// The order by a column.
#[derive(Clone, Copy)]
pub struct Sort {
    /// Whether the table has this order now.
    pub active: Signal<bool>,
    /// Whether the greatest or latest comes first.
    pub descending: bool,
    /// Orders the table so.
    pub on_sort: Callback<()>,
}

/// The checkbox in the head of a column of checkboxes.
#[derive(Clone, Copy)]
pub struct SelectAll {
    /// Whether all rows are selected.
    pub checked: Signal<bool>,
    /// Whether only some are.
    pub mixed: Signal<bool>,
    /// Selects all rows, or none.
    pub on_change: Callback<bool>,
}

/// A column of a [`Table`].
#[derive(Clone, Copy)]
pub struct Column {
    /// What its cells hold.
    pub label: Signal<String>,
    /// Whether the table can be ordered by it.
    pub sort: Option<Sort>,
    /// Whether only assistive technology is told the label, as over a column of buttons.
    pub quiet: bool,
    /// A checkbox for all rows in place of the label, which is its name then.
    pub select_all: Option<SelectAll>,
    /// What the stylesheet calls the column, to give it its width.
    pub name: &'static str,
}

impl Column {
    /// A column that the table is not ordered by.
    #[must_use]
    pub const fn plain(label: Signal<String>) -> Self {
        Self { label, sort: None, quiet: false, select_all: None, name: "" }
    }
}

/// A table, whose rows (`<tr class="table-row" role="row">` of [`Cell`]s) are the children (ARIA: sortable table).
/// Under 736 px each row is a card, of which each line has its label; the head is away there, with all that could take the
/// focus in it, and the checkbox for all rows stands above them. The roles are written out because they would be lost there.
#[component]
pub fn Table(
    #[prop(into)] label: Signal<String>,
    columns: Vec<Column>,
    #[prop(optional, into)] busy: Signal<bool>,
    children: Children,
) -> AnyView {
    let all = columns.iter().find_map(|column| column.select_all.map(|all| (column.label, all)));
    let all = all.map(|(label, SelectAll { checked, on_change, .. })| {
        view! {
            <div class="table-all">
                <Checkbox label=label checked=checked on_change=on_change />
            </div>
        }
    });
    let heads = columns.into_iter().map(head).collect::<Vec<_>>();
    view! {
        {all}
        <table class="table" role="table" aria-label=label aria-busy=move || busy.get().then_some("true")>
            <thead class="table-head" role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
    .into_any()
}

fn head(column: Column) -> AnyView {
    let Column { label, sort, quiet, select_all, name } = column;
    let direction = sort.map(|sort| if sort.descending { "descending" } else { "ascending" });
    let order = move || sort.filter(|sort| sort.active.get()).and(direction);
    let inside = match (sort, select_all) {
        (_, Some(SelectAll { checked, mixed, on_change })) => {
            view! { <BareCheckbox label=label checked=checked mixed=mixed on_change=on_change /> }.into_any()
        }
        (Some(sort), None) => view! {
            <button type="button" class="table-sort" on:click=move |_| sort.on_sort.run(())>
                {label}
                {move || {
                    let glyph = if sort.descending { glyph::ARROW_DOWN } else { glyph::ARROW_UP };
                    sort.active.get().then(|| view! { <Icon glyph=glyph /> })
                }}
            </button>
        }
        .into_any(),
        (None, None) if quiet => view! { <span class="visually-hidden">{label}</span> }.into_any(),
        (None, None) => label.into_any(),
    };
    view! {
        <th
            class="table-label"
            role="columnheader"
            scope="col"
            aria-sort=order
            data-column=(!name.is_empty()).then_some(name)
        >
            {inside}
        </th>
    }
    .into_any()
}

/// A cell of a [`Table`]; `label` stands before its content where the row is a card. The `head` of a row names it.
#[component]
pub fn Cell(
    #[prop(optional, into)] label: Signal<String>,
    #[prop(optional)] head: bool,
    #[prop(optional)] actions: bool,
    children: Children,
) -> AnyView {
    if head {
        return view! {
            <th class="table-cell table-cell-head" role="rowheader" scope="row">
                {children()}
            </th>
        }
        .into_any();
    }
    view! {
        <td
            class=if actions { "table-cell table-cell-actions" } else { "table-cell" }
            role="cell"
            data-label=label
        >
            {children()}
        </td>
    }
    .into_any()
}
