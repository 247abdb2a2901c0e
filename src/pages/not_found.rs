//! The page that is not there, or not for this person: nobody can tell which.

use crate::{
    language::t,
    routes::{PageTitle, Route},
    ui::{Drawing, Gate, Kind, Lead, LinkButton},
};
use hq_text::shell;
use leptos::prelude::*;

/// Nothing here.
#[component]
pub fn NotFound() -> AnyView {
    view! {
        <Gate drawing=Drawing::NotFound>
            <PageTitle title=t(shell::NOT_FOUND_TITLE) />
            <Lead text=t(shell::NOT_FOUND_TEXT) />
            <LinkButton label=t(shell::NOT_FOUND_HOME) href=Route::home().path() kind=Kind::Primary />
        </Gate>
    }
    .into_any()
}
