//! The way to another storage engine.

use super::links::new_href;
use crate::{
    language::t,
    ui::{Button, Kind, LinkButton, glyph},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// Leads to the order; who may not order sees that there is one.
pub fn new_button(may: Signal<bool>) -> AnyView {
    let href = new_href();
    (move || {
        if may.get() {
            view! { <LinkButton label=t(storage_engines::NEW) href=href kind=Kind::Primary icon=glyph::PLUS /> }
            .into_any()
        } else {
            view! { <Button label=t(storage_engines::NEW) icon=glyph::PLUS disabled=true /> }.into_any()
        }
    })
    .into_any()
}
