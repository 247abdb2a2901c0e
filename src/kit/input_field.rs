//! The controls of an [`Input`]: value, error, focus and leaving are wired once.

use super::Input;
use crate::{
    language::t,
    ui::{Field, FieldKind, PasswordField, TextArea},
};
use hq_text::session;
use leptos::prelude::*;

/// A line of text; see [`Field`]. With `error`, says that in place of what the input says.
#[component]
pub fn InputField<T: 'static>(
    #[prop(into)] label: Signal<String>,
    input: Input<T>,
    name: &'static str,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] optional: Signal<String>,
    #[prop(optional, into)] prefix: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] status: Signal<String>,
    #[prop(optional, into)] error: Option<Signal<Option<String>>>,
    #[prop(optional, into)] on_enter: Option<Callback<()>>,
) -> AnyView {
    let error = error.unwrap_or_else(|| input.error());
    view! {
        <Field
            label=label
            value=input.value
            kind=kind
            name=name
            autocomplete=autocomplete
            required=required
            autofocus=autofocus
            disabled=disabled
            optional=optional
            prefix=prefix
            hint=hint
            status=status
            error=error
            on_leave=move |()| input.leave()
            on_enter=on_enter
            focus=input.focus
        />
    }
    .into_any()
}

/// Several lines of text; see [`TextArea`].
#[component]
pub fn InputArea<T: 'static>(
    #[prop(into)] label: Signal<String>,
    input: Input<T>,
    name: &'static str,
    #[prop(optional, into)] optional: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
) -> AnyView {
    view! {
        <TextArea
            label=label
            value=input.value
            name=name
            optional=optional
            hint=hint
            error=input.error()
            on_leave=move |()| input.leave()
            focus=input.focus
        />
    }
    .into_any()
}

/// The password of an account that there is; see [`PasswordField`].
#[component]
pub fn InputPassword(
    #[prop(into)] label: Signal<String>,
    input: Input<String>,
    name: &'static str,
    #[prop(optional, into)] hint: Signal<String>,
) -> AnyView {
    view! {
        <PasswordField
            label=label
            value=input.value
            name=name
            autocomplete="current-password"
            show_label=t(session::SHOW_PASSWORD)
            hint=hint
            error=input.error()
            on_leave=move |()| input.leave()
            focus=input.focus
        />
    }
    .into_any()
}
