//! An area to drop files on.

use leptos::{ev::DragEvent, prelude::*};

/// An area around its children that files can be dropped on; it is highlighted while something is dragged over it.
/// `takes` decides whether the area accepts what is dragged; the browser handles the rest. It is a shortcut only: there
/// has to be another way that works with the keyboard.
#[component]
pub fn DropArea(
    takes: fn(&DragEvent) -> bool,
    #[prop(into)] on_drop: Callback<DragEvent>,
    children: Children,
) -> AnyView {
    let over = RwSignal::new(false);
    view! {
        <div
            class="drop-area"
            data-over=move || over.get().then_some("true")
            on:dragover=move |event| {
                if takes(&event) {
                    event.prevent_default();
                    over.set(true);
                }
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                over.set(false);
                if takes(&event) {
                    event.prevent_default();
                    on_drop.run(event);
                }
            }
        >
            {children()}
        </div>
    }
    .into_any()
}
