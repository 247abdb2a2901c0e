//! A labelled line of text, and the frame that every labelled control shares.

use super::{
    content::{Content, after_reading},
    focus::focus_when,
    id::unique_id,
    leave::left,
    press::{after_press, steady},
};
use leptos::{ev::KeyboardEvent, html, prelude::*};

/// What a [`Field`] holds; decides the keyboard of phones and the type of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Any line.
    #[default]
    Text,
    /// An email address. No `type="email"`: browsers give what is typed there in another spelling (Chromium in the DNS's, by
    /// the old mapping, so that `weiß.example` becomes the domain of somebody else) and leave away what they deem not to belong.
    /// `autocomplete` tells password managers what it is.
    Email,
    /// A word of a URL: no capitals, no spelling.
    Slug,
    /// What to look for.
    Search,
    /// Digits that are typed once.
    Code,
    /// A day, as `2026-11-24`.
    Date,
}

/// The ids that tie a control to its label, hint and error.
pub(crate) struct Ids {
    pub(crate) control: String,
    pub(crate) described_by: String,
}

impl Ids {
    pub(crate) fn new() -> Self {
        let control = unique_id();
        let described_by = format!("{control}-hint {control}-error");
        Self { control, described_by }
    }
}

/// Label, control, hint and error, in this order. The error's element always stands there (`aria-live`), so that
/// assistive technology notices when it fills. Hint and error change when no press goes on.
pub(crate) fn frame(
    ids: &Ids,
    label: Signal<String>,
    optional: Signal<String>,
    hint: Signal<String>,
    error: Signal<Option<String>>,
    control: AnyView,
) -> AnyView {
    let (hint, error) = (steady(hint), steady(error));
    let hint_id = format!("{}-hint", ids.control);
    let error_id = format!("{}-error", ids.control);
    view! {
        <div class="field">
            <label class="field-label" for=ids.control.clone()>
                {label}
                // The space is for those who hear both as one name.
                <span class="field-optional">
                    {move || {
                        let optional = optional.get();
                        (!optional.is_empty()).then(|| format!(" {optional}"))
                    }}
                </span>
            </label>
            {control}
            <p class="field-hint" id=hint_id>
                {hint}
            </p>
            <p class="field-error" id=error_id aria-live="polite">
                {move || error.get().unwrap_or_default()}
            </p>
        </div>
    }
    .into_any()
}

/// A labelled input of one line (ARIA: native `input` with `aria-describedby`, `aria-invalid`).
///
/// It never refuses or shortens what is typed: what is wrong is said in `error`. `optional` is the word that follows
/// the label of a field that may stay empty; `prefix` stands inside the frame before the text; `status` is announced
/// politely under it ("Available"). `on_leave` runs when the person leaves the field or presses Enter; with `on_enter`,
/// Enter does that instead of submitting the form, and so also while the form's button is disabled. The field takes
/// the focus at first with `autofocus`, and whenever `focus` is notified.
#[component]
pub fn Field(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] name: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] placeholder: Signal<String>,
    #[prop(optional, into)] optional: Signal<String>,
    #[prop(optional, into)] prefix: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] status: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(optional_no_strip)] on_enter: Option<Callback<()>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
) -> AnyView {
    let ids = Ids::new();
    let status_id = format!("{}-status", ids.control);
    let input = NodeRef::<html::Input>::new();
    let take = move || {
        if let Some(input) = input.get_untracked() {
            // A field that has gone from the page cannot be focused, and need not be.
            let _ = input.focus();
        }
    };
    focus_when(focus, autofocus, take);
    // A day that is being typed is none yet.
    let read = move || {
        input.try_get_untracked().flatten().map(|input| input.value()).filter(|_| kind != FieldKind::Date)
    };
    let content = Content::line(value, read);
    let leave = move || left(on_leave);
    let status = steady(status);
    let (input_type, mode, plain) = match kind {
        FieldKind::Text => ("text", None, false),
        FieldKind::Email => ("text", Some("email"), true),
        FieldKind::Slug => ("text", None, true),
        FieldKind::Search => ("search", Some("search"), true),
        FieldKind::Code => ("text", Some("numeric"), true),
        FieldKind::Date => ("date", None, false),
    };
    let control = view! {
        <div class="input-frame">
            <span class="input-prefix">{prefix}</span>
            <input
                node_ref=input
                class="input"
                type=input_type
                id=ids.control.clone()
                name=name
                inputmode=mode
                autocapitalize=plain.then_some("none")
                spellcheck=plain.then_some("false")
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                placeholder=placeholder
                required=required
                disabled=disabled
                aria-describedby=format!("{} {status_id}", ids.described_by)
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=move || content.shown()
                on:input=move |event| content.heard(event_target_value(&event))
                on:change=move |event| {
                    content.read(event_target_value(&event));
                }
                on:blur=move |_| {
                    after_press(move || content.read_from(read));
                    leave();
                }
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "Enter" && !event.is_composing() {
                        leave();
                        if let Some(on_enter) = on_enter {
                            event.prevent_default();
                            after_reading(move || {
                                on_enter.try_run(());
                            });
                        }
                    }
                }
            />
        </div>
        <p class="field-status" id=status_id aria-live="polite">
            {status}
        </p>
    };
    frame(&ids, label, optional, hint, error, control.into_any())
}
