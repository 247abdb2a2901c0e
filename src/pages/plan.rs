//! The pages of an organization's plan.

use super::{organization::use_organization, refused::why_if_denied};
use crate::{
    plan::{PayerStep, PaymentStep, PlanAccess, PlanPage, PlanStep, ResourcesStep, SummaryStep, SupportStep},
    routes::ChooseStep,
};
use leptos::prelude::*;

/// The plan itself.
pub fn plan() -> AnyView {
    view! { <PlanPage access=PlanAccess::of(use_organization(), why_if_denied) /> }.into_any()
}

/// A step of choosing one.
pub fn choose_plan(step: ChooseStep) -> AnyView {
    let access = PlanAccess::of(use_organization(), why_if_denied);
    match step {
        ChooseStep::Plan => view! { <PlanStep access=access /> }.into_any(),
        ChooseStep::Support => view! { <SupportStep access=access /> }.into_any(),
        ChooseStep::Resources => view! { <ResourcesStep access=access /> }.into_any(),
        ChooseStep::Payer => view! { <PayerStep access=access /> }.into_any(),
        ChooseStep::Payment => view! { <PaymentStep access=access /> }.into_any(),
        ChooseStep::Summary => view! { <SummaryStep access=access /> }.into_any(),
    }
}
