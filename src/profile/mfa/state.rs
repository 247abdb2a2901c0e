//! Whether it is on, and what can be done.

use super::flow::{MfaFlow, Purpose, STEP, Step};
use crate::{
    language::{count, moment, t, tx},
    ui::{Actions, Badge, Button, Kind, LinkButton, Tone},
};
use hq_contract::mfa::Mfa;
use hq_text::mfa;
use leptos::prelude::*;

/// The state, with its buttons.
#[component]
pub(super) fn StateStep(flow: MfaFlow) -> AnyView {
    let state =
        Memo::new(move |_| flow.query.with(|remote| remote.ready().map(|answer| answer.value.clone())));
    let on_or_off = move |state: Mfa| if state.enabled_at.is_some() { on(flow, &state) } else { off(flow) };
    (move || state.get().map(on_or_off)).into_any()
}

fn off(flow: MfaFlow) -> AnyView {
    view! {
        <p id=STEP tabindex="-1" class="mfa-step mfa-state">
            <Badge label=t(mfa::OFF) />
        </p>
        <Actions>
            <Button label=t(mfa::SET_UP) kind=Kind::Primary on_click=move |()| flow.to(Step::Password) />
        </Actions>
    }
    .into_any()
}

fn on(flow: MfaFlow, state: &Mfa) -> AnyView {
    let codes = state.recovery_codes;
    let since = state.enabled_at.clone().map(moment).unwrap_or_default();
    let left = if codes == 0 { t(mfa::NO_CODES) } else { count(mfa::codes_left, move || codes) };
    let back = flow.return_to.get_value().map(|path| path.as_str().to_owned()).map(|href| {
        view! { <LinkButton label=t(mfa::GO_BACK) href=href kind=Kind::Primary /> }
    });
    view! {
        <p id=STEP tabindex="-1" class="mfa-step mfa-state">
            <Badge label=t(mfa::ON) tone=Tone::Success />
            <span>{tx(move |texts| mfa::since(texts, &since.get()))}</span>
            <span>{left}</span>
        </p>
        <Actions>
            <Button label=t(mfa::SWITCH_OFF) on_click=move |()| flow.to(Step::Proof(Purpose::SwitchOff)) />
            <Button label=t(mfa::NEW_CODES) on_click=move |()| flow.to(Step::Proof(Purpose::NewCodes)) />
            {back}
        </Actions>
    }
    .into_any()
}
