//! Progress, and the shape of what comes.

use leptos::prelude::*;

/// A hairline at the top of the page while `busy`; not seen for the first 150 ms. It is decoration: what is loading
/// says so itself.
#[component]
pub fn ProgressBar(#[prop(into)] busy: Signal<bool>) -> AnyView {
    view! { <div class="progress" aria-hidden="true" data-busy=move || busy.get().then_some("true")></div> }
        .into_any()
}

/// What a [`Skeleton`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A heading.
    Title,
    /// A line of text.
    Line,
    /// A row of a list: two lines, and the space around them.
    Row,
    /// A button, or a line of them.
    Button,
    /// An input with its label.
    Field,
    /// A card of `40rem`.
    Card,
    /// A table of some rows.
    Table,
}

/// The grey shape of what is loading, of the same size; hidden from assistive technology.
#[component]
pub fn Skeleton(shape: Shape) -> AnyView {
    let class = match shape {
        Shape::Title => "skeleton skeleton-title",
        Shape::Line => "skeleton skeleton-line",
        Shape::Row => "skeleton skeleton-row",
        Shape::Button => "skeleton skeleton-button",
        Shape::Field => "skeleton skeleton-field",
        Shape::Card => "skeleton skeleton-card",
        Shape::Table => "skeleton skeleton-table",
    };
    view! { <div class=class aria-hidden="true"></div> }.into_any()
}
