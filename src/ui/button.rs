//! Buttons.

use super::{Glyph, Icon, content::after_reading};
use leptos::{ev::MouseEvent, prelude::*};

/// How much a button asks for attention. One primary button a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do here.
    Primary,
    /// Anything else.
    #[default]
    Secondary,
    /// Without a frame until pointed at.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Kind {
    /// The value of `data-kind` in the stylesheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Quiet => "quiet",
            Self::Danger => "danger",
        }
    }
}

/// How tall a button is: 28, 36 or 44 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In rows and notes.
    Small,
    /// In forms.
    #[default]
    Medium,
    /// Alone on a page.
    Large,
}

impl Size {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// A button (ARIA: native `button`).
///
/// `disabled` takes it out of the tab order; say nearby what is missing. `busy` keeps its place, width and focus,
/// ignores presses (and a form's Enter) through `aria-disabled`, and shows a spinner after 150 ms. `about` is read out
/// after the label, where several buttons on a page say the same ("Join" Acme, "Join" Bolt).
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] about: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] submit: bool,
    #[prop(optional)] wide: bool,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
) -> AnyView {
    let press = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            after_reading(move || {
                on_click.try_run(());
            });
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=if wide { "button button-wide" } else { "button" }
            data-kind=kind.name()
            data-size=size.name()
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span class="button-label">
                {label}
                {move || {
                    let about = about.get();
                    (!about.is_empty())
                        .then(|| view! { <span class="visually-hidden">" " <bdi>{about}</bdi></span> })
                }}
            </span>
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
    .into_any()
}

/// A link that looks like a button, for going somewhere (ARIA: native link). With `download`, what it leads to becomes
/// a file of that name.
#[component]
pub fn LinkButton(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] size: Size,
    #[prop(optional)] wide: bool,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] download: Option<&'static str>,
) -> AnyView {
    view! {
        <a
            class=if wide { "button button-wide" } else { "button" }
            data-kind=kind.name()
            data-size=size.name()
            href=href
            download=download
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            <span class="button-label">{label}</span>
        </a>
    }
    .into_any()
}

/// A square button with an icon only; `label` is its name for assistive technology and its tooltip. Where a table is cards it has
/// the `word` beside it, with which the label begins (WCAG 2.5.3). `busy` as with [`Button`].
#[component]
pub fn IconButton(
    #[prop(into)] label: Signal<String>,
    glyph: Glyph,
    #[prop(into)] on_click: Callback<()>,
    #[prop(optional)] size: Size,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] word: Option<Signal<String>>,
) -> AnyView {
    let press = move |_| {
        if !busy.get_untracked() {
            after_reading(move || {
                on_click.try_run(());
            });
        }
    };
    view! {
        <button
            type="button"
            class="button button-icon"
            data-kind="quiet"
            data-size=size.name()
            aria-label=label
            title=label
            aria-disabled=move || busy.get().then_some("true")
            on:click=press
        >
            <Icon glyph=glyph />
            {word.map(|word| view! { <span class="button-label button-word">{word}</span> })}
            <span class="spinner" aria-hidden="true"></span>
        </button>
    }
    .into_any()
}
