//! A place for files.

use leptos::{ev::DragEvent, prelude::*};

/// Children onto which something can be dropped, which the area shows while it is over them. `takes` says of what is
/// dragged whether it is for this place; the rest is the browser's. It is a short way only: there has to be another one, for
/// the keyboard.
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
