//! Two-step sign-in: setting it up, its recovery codes, switching it off.

mod codes;
mod flow;
mod password;
mod proof;
mod scan;
mod state;

use crate::{
    api::Query,
    browser::page,
    kit::AsyncView,
    language::t,
    ui::{Card, Shape, Skeleton},
};
use codes::Codes;
use flow::{MfaFlow, PASSWORD, STEP, Step};
use hq_contract::{LocalPath, mfa::GetMfa};
use hq_text::mfa;
use leptos::prelude::*;
use password::PasswordStep;
use proof::ProofStep;
use scan::Scan;
use state::StateStep;

/// The card. Who was sent here to set it up goes back to `return_to` afterwards. `on_enabled` runs when it has been switched
/// on, and so every other session has ended.
#[component]
pub fn MfaCard(return_to: Option<LocalPath>, #[prop(into)] on_enabled: Callback<()>) -> AnyView {
    let query = Query::new(|| Some(GetMfa));
    let flow = MfaFlow {
        step: RwSignal::new(Step::State),
        query,
        moved: StoredValue::new(false),
        on_enabled,
        return_to: StoredValue::new(return_to),
    };
    view! {
        <Card title=t(mfa::TITLE) text=t(mfa::TEXT)>
            <AsyncView
                data=query
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Line />
                        <Skeleton shape=Shape::Button />
                    }
                }
            >
                {move || step(flow)}
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn step(flow: MfaFlow) -> AnyView {
    let step = flow.step.get();
    if flow.moved.get_value() {
        let asks = matches!(step, Step::Password | Step::Proof(_));
        // Once it stands in the page.
        Effect::new(move |_| {
            let begin = if asks { format!("input[name={PASSWORD}]") } else { format!("#{STEP}") };
            page::focus(&begin);
        });
    }
    match step {
        Step::State => view! { <StateStep flow=flow /> }.into_any(),
        Step::Password => view! { <PasswordStep flow=flow /> }.into_any(),
        Step::Proof(purpose) => view! { <ProofStep flow=flow purpose=purpose /> }.into_any(),
        Step::Scan(enrolment) => view! { <Scan flow=flow enrolment=enrolment /> }.into_any(),
        Step::Codes(codes) => view! { <Codes flow=flow codes=codes /> }.into_any(),
    }
}
