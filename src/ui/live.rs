//! What follows signals: parts of a view, and what lies outside of it. Boxed, so that there is one kind of each.

use leptos::prelude::*;
use std::sync::{Arc, Mutex};

/// A part of a view that is drawn anew whenever a signal that it reads changes, as `{move || …}` is; but there is one
/// kind of it in the whole console, where each closure would be its own, of about two kilobytes.
pub fn live<V: IntoAny + 'static>(view: impl Fn() -> V + Send + 'static) -> AnyView {
    let view: Arc<Mutex<dyn FnMut() -> AnyView + Send>> = Arc::new(Mutex::new(move || view().into_any()));
    IntoAny::into_any(view)
}

/// Runs now and whenever a signal that it reads changes, as `Effect::new` does; but there is one kind of it in the whole
/// console, where each closure would be its own, of about a kilobyte.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
