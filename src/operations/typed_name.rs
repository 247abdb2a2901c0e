//! Asking for the name of what goes for good.

use crate::{
    kit::{CopyState, CopyStatus, CopyableCode, DialogForm, Input, InputField},
    language::{fold, t, tx},
    ui::{Dialog, Kind},
};
use hq_contract::FieldCode;
use hq_text::{common, operations};
use leptos::prelude::*;

/// A dialog that does something for good once the name of the thing has been typed, or copied: a name that nobody can type
/// is no obstacle, nor are spaces around it or whether letters are composed. The children say what it means.
#[component]
pub fn TypedNameDialog(
    open: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] submit_label: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(into)] on_submit: Callback<String>,
    children: ChildrenFn,
) -> AnyView {
    let children = StoredValue::new(children);
    view! {
        <Dialog open=open title=title close_label=t(common::CANCEL)>
            {move || form(
                open,
                name,
                submit_label,
                busy,
                error,
                on_submit,
                children.with_value(|children| children()),
            )}
        </Dialog>
    }
    .into_any()
}

fn form(
    open: RwSignal<bool>,
    name: Signal<String>,
    submit_label: Signal<String>,
    busy: Signal<bool>,
    error: Signal<Option<String>>,
    on_submit: Callback<String>,
    meaning: AnyView,
) -> AnyView {
    let (typed, copies) = (Input::new("", required), CopyState::new());
    let folded = Memo::new(move |_| name.with(|name| fold(name)));
    let named = Memo::new(move |_| typed.value.with(|typed| folded.with(|name| fold(typed).retypes(name))));
    let waits = t(operations::WAITS_FOR_NAME);
    let submit = move |()| match typed.read().filter(|_| named.get_untracked()) {
        Some(name) => on_submit.run(name),
        None => typed.focus.notify(),
    };
    view! {
        <DialogForm
            open=open
            submit_label=submit_label
            on_submit=submit
            kind=Kind::Danger
            busy=busy
            disabled=Signal::derive(move || !named.get())
            error=error
            status=Signal::derive(move || if named.get() { String::new() } else { waits.get() })
        >
            {meaning}
            <InputField
                label=tx(move |texts| operations::type_name(texts, &name.get()))
                input=typed
                name="typed-name"
            />
            <CopyableCode
                text=name
                copy_label=tx(move |texts| common::copy(texts, &name.get()))
                state=copies
            />
            <CopyStatus state=copies />
        </DialogForm>
    }
    .into_any()
}

fn required(text: &str) -> Result<String, FieldCode> {
    let text = text.trim();
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}
