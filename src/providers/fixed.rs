//! What cannot be changed later.

use crate::{
    language::t,
    ui::{Icon, glyph},
};
use hq_text::providers;
use leptos::prelude::*;

/// Says, beside what it is about, that it cannot be changed later.
#[component]
pub fn FixedMark() -> AnyView {
    view! {
        <span class="fixed-mark">
            <Icon glyph=glyph::LOCK />
            {t(providers::FIXED)}
        </span>
    }
    .into_any()
}
