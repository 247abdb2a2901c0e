//! Badges.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// What a badge, banner or toast is about; decides colour and icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Done.
    Success,
    /// Look at it.
    Warning,
    /// Something failed.
    Danger,
}

impl Tone {
    /// The value of `data-tone` in the stylesheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// A word on a pale ground. The word says it, the colour only helps.
#[component]
pub fn Badge(#[prop(into)] label: Signal<String>, #[prop(optional)] tone: Tone) -> AnyView {
    view! {
        <span class="badge" data-tone=tone.name()>
            {label}
        </span>
    }
    .into_any()
}

/// How something stands, in words with an icon of the same meaning; the colour only helps.
#[component]
pub fn Status(#[prop(into)] label: Signal<String>, glyph: Glyph, #[prop(optional)] tone: Tone) -> AnyView {
    view! {
        <span class="status" data-tone=tone.name()>
            <Icon glyph=glyph />
            <span class="status-text">{label}</span>
        </span>
    }
    .into_any()
}
