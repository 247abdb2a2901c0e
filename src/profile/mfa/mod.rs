//! Two-step sign-in: setting it up, its recovery codes, switching it off.

mod codes;
mod password;
mod scan;
mod state;
mod way;

use crate::{
    api::Query,
    browser::page,
    kit::AsyncView,
    language::t,
    ui::{Card, Shape, Skeleton},
};
use codes::Codes;
use hq_contract::{LocalPath, mfa::GetMfa};
use hq_text::mfa;
use leptos::prelude::*;
use password::PasswordStep;
use scan::Scan;
use state::StateStep;
use way::{PASSWORD, STEP, Step, Way};

/// The card. Who was sent here to set it up goes back to `return_to` afterwards. `on_enabled` runs when it has been switched
/// on, and so every other session has ended.
#[component]
pub fn MfaCard(return_to: Option<LocalPath>, #[prop(into)] on_enabled: Callback<()>) -> AnyView {
    let query = Query::new(|| Some(GetMfa));
    let way = Way {
        step: RwSignal::new(Step::State),
        query,
        moved: StoredValue::new(false),
        on_enabled,
        return_to: StoredValue::new(return_to),
    };
    view! {
        <Card title=t(mfa::TITLE) text=t(mfa::TEXT)>
            <AsyncView data=query loading=|| view! { <Skeleton shape=Shape::Line /> }>
                {move || step(way)}
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn step(way: Way) -> AnyView {
    let step = way.step.get();
    if way.moved.get_value() {
        let asks = matches!(step, Step::Password(_));
        // Once it stands in the page.
        Effect::new(move |_| {
            let begin = if asks { format!("input[name={PASSWORD}]") } else { format!("#{STEP}") };
            page::focus(&begin);
        });
    }
    match step {
        Step::State => view! { <StateStep way=way /> }.into_any(),
        Step::Password(purpose) => view! { <PasswordStep way=way purpose=purpose /> }.into_any(),
        Step::Scan(enrolment) => view! { <Scan way=way enrolment=enrolment /> }.into_any(),
        Step::Codes(codes) => view! { <Codes way=way codes=codes /> }.into_any(),
    }
}
