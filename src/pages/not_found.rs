//! The page that is not there, or not for this person: nobody can tell which.

use crate::{kit::GateNotice, language::t, routes::Route, ui::Drawing};
use hq_text::shell;
use leptos::prelude::*;

/// Nothing here.
#[component]
pub fn NotFound() -> AnyView {
    view! {
        <GateNotice
            drawing=Drawing::NotFound
            title=t(shell::NOT_FOUND_TITLE)
            text=t(shell::NOT_FOUND_TEXT)
            label=t(shell::NOT_FOUND_HOME)
            to=Route::home()
        />
    }
    .into_any()
}
