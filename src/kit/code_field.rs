//! The second step, at sign-in and where it is asked for again: a code.

use super::{Input, InputField, code_error};
use crate::{
    api::Error,
    language::t,
    ui::{Button, FieldKind, Kind, Size},
};
use hq_contract::mfa::MfaCode;
use hq_text::mfa;
use leptos::prelude::*;

/// The field of the app's code, or of a recovery code, which a phone's digits cannot type. Takes the focus, unless it
/// `waits` behind another field. `refused` is why the request with the code failed.
#[component]
pub fn CodeField(
    code: Input<MfaCode>,
    refused: ReadSignal<Option<Error>>,
    #[prop(optional)] waits: bool,
) -> AnyView {
    let error = code_error(code, refused);
    let (recovery, waits) = (RwSignal::new(false), StoredValue::new(waits));
    let other = move |()| {
        code.reset("");
        waits.set_value(false);
        recovery.update(|recovery| *recovery = !*recovery);
    };
    let (use_app, use_recovery) = (t(mfa::USE_APP), t(mfa::USE_RECOVERY));
    let label = Signal::derive(move || if recovery.get() { use_app.get() } else { use_recovery.get() });
    view! {
        <div class="second-step">
            {move || field(code, error, recovery.get(), !waits.get_value())}
            <Button label=label kind=Kind::Quiet size=Size::Small on_click=other />
        </div>
    }
    .into_any()
}

fn field(code: Input<MfaCode>, error: Signal<Option<String>>, recovery: bool, autofocus: bool) -> AnyView {
    let (label, hint, kind, autocomplete) = if recovery {
        (mfa::RECOVERY_CODE, mfa::RECOVERY_HINT, FieldKind::Slug, "off")
    } else {
        (mfa::APP_CODE, mfa::APP_HINT, FieldKind::Code, "one-time-code")
    };
    view! {
        <InputField
            label=t(label)
            input=code
            kind=kind
            name="code"
            autocomplete=autocomplete
            required=true
            autofocus=autofocus
            hint=t(hint)
            error=error
        />
    }
    .into_any()
}
