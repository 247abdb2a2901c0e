//! The table's entries of choosing a plan: a page for each step.

use super::super::{
    ChooseStep,
    entries::{EMPTY, entries},
    page::Page,
};
use crate::{chunk, pages};
use hq_contract::{Permission, console_paths as paths};
use hq_text::plan;
use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute, NestedRoute, any_nested_route::IntoAnyNestedRoute};

entries! {
    /// Chooses a plan: which one.
    CHOOSE_PLAN, ChoosePlan, page_choose_plan {
        view: pages::choose_plan(ChooseStep::Plan),
        path: paths::CHOOSE_PLAN,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }

    /// Which support level.
    CHOOSE_SUPPORT, ChooseSupport, page_choose_support {
        view: pages::choose_plan(ChooseStep::Support),
        path: paths::CHOOSE_SUPPORT,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }

    /// Which resources to commit.
    CHOOSE_RESOURCES, ChooseResources, page_choose_resources {
        view: pages::choose_plan(ChooseStep::Resources),
        path: paths::CHOOSE_RESOURCES,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }

    /// Who pays.
    CHOOSE_PAYER, ChoosePayer, page_choose_payer {
        view: pages::choose_plan(ChooseStep::Payer),
        path: paths::CHOOSE_PAYER,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }

    /// How it is paid.
    CHOOSE_PAYMENT, ChoosePayment, page_choose_payment {
        view: pages::choose_plan(ChooseStep::Payment),
        path: paths::CHOOSE_PAYMENT,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }

    /// What it comes to.
    CHOOSE_SUMMARY, ChooseSummary, page_choose_summary {
        view: pages::choose_plan(ChooseStep::Summary),
        path: paths::CHOOSE_SUMMARY,
        title: plan::CHOOSE_TITLE,
        permission: Some(Permission::UpdateBilling),
        requests: &[
            (Some(Permission::UpdateBilling), "/plans"),
            (Some(Permission::UpdateBilling), "/organizations/:id/subscription"),
            (Some(Permission::UpdateBilling), "/billing-accounts"),
        ],
    }
}
