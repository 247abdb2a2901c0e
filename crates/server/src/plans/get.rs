//! `GET /plans`

use crate::{
    access::Actor,
    app::App,
    billing::{Billing, prices},
    http::problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{
    plan::{Plan, SupportLevel},
    plans::{PaymentKind, PlanOffer, Plans, SupportOffer},
    subscription::MAX_COMMITTED_FPU,
};

/// Serves [`GetPlans`](hq_contract::plans::GetPlans).
pub async fn get_plans(State(app): State<App>, _: Actor) -> Result<Json<Plans>, Failure> {
    Ok(Json(app.billing().map_or_else(nothing, |billing| sold(billing, app.stripe().is_some()))))
}

fn nothing() -> Plans {
    Plans {
        plans: Vec::new(),
        support: Vec::new(),
        committed_fpu_month: None,
        committed_fpu_most: 0,
        yearly_rebate_percent: 0,
        beyond: Vec::new(),
        sales_email: None,
        seller: None,
        payment: Vec::new(),
    }
}

/// What is sold; `cards` is whether they are taken.
fn sold(billing: &Billing, cards: bool) -> Plans {
    let book = billing.book();
    let support = |level: SupportLevel| SupportOffer { level, month: billing.money(book.support(level)) };
    let commits = book.committed_fpu > 0;
    Plans {
        plans: Plan::ALL.into_iter().map(|plan| offer(billing, plan)).collect(),
        support: SupportLevel::ALL.into_iter().map(support).collect(),
        committed_fpu_month: commits.then(|| billing.money(book.committed_fpu)),
        committed_fpu_most: if commits { MAX_COMMITTED_FPU } else { 0 },
        yearly_rebate_percent: book.yearly_rebate_percent,
        beyond: prices::beyond(billing),
        sales_email: Some(billing.seller().email.clone()),
        seller: Some(billing.seller().name.clone()),
        payment: [PaymentKind::BankTransfer].into_iter().chain(cards.then_some(PaymentKind::Card)).collect(),
    }
}

fn offer(billing: &Billing, plan: Plan) -> PlanOffer {
    let price = billing.book().plan(plan);
    let year = price.month.and_then(|month| prices::plan_year(billing.book(), month));
    PlanOffer {
        plan,
        month: price.month.map(|minor| billing.money(minor)),
        year: year.map(|minor| billing.money(minor)),
        included_fpu: price.included_fpu,
        included_storage_gb: price.included_storage_gb,
        dataplants: price.dataplants,
        members: price.seats,
        trial_days: price.trial_days,
    }
}
