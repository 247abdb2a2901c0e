//! Two-step sign-in: setting it up, its recovery codes, switching it off.

mod codes;
mod password;
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
use hq_contract::{
    LocalPath,
    mfa::{GetMfa, Mfa, MfaEnrolment},
};
use hq_text::mfa;
use leptos::prelude::*;
use password::PasswordStep;
use scan::Scan;
use state::StateStep;

/// What stands at the top of a step; takes the focus when the step begins.
const STEP: &str = "mfa-step";
/// The field that takes it where there is nothing to read before it.
const PASSWORD: &str = "mfa-password";

/// What the password is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    SetUp,
    NewCodes,
    SwitchOff,
}

/// What the card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Whether it is on, and what can be done.
    State,
    /// The password, before anything is done.
    Password(Purpose),
    /// The secret for the app, and the app's first code.
    Scan(MfaEnrolment),
    /// The recovery codes, this once.
    Codes(Vec<String>),
}

/// Where the card is, for its steps.
#[derive(Clone, Copy)]
struct Way {
    step: RwSignal<Step>,
    query: Query<Mfa>,
    /// Whether a step was taken: the first one leaves the focus where it is.
    moved: StoredValue<bool>,
    on_enabled: Callback<()>,
    return_to: StoredValue<Option<LocalPath>>,
}

impl Way {
    /// On to another step.
    fn to(self, step: Step) {
        self.moved.set_value(true);
        self.step.set(step);
    }

    /// Back to what is on or off now.
    fn home(self) {
        self.query.retry();
        self.to(Step::State);
    }
}

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
