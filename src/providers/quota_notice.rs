//! Whether another one can be ordered at all: said before anything is typed.

use crate::{
    api::Query,
    language::{number_text, t, use_language},
    routes::{ChooseStep, ChooseView, PlanView, Route},
    ui::{Banner, Tone},
};
use hq_contract::{
    OrganizationId,
    quotas::{GetQuotas, Quota, QuotaKind, Quotas},
};
use hq_text::quota_notice;
use leptos::prelude::*;

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    /// There is no plan: only what is free can be ordered.
    NoPlan,
    /// There are as many as there can be.
    Full { kind: QuotaKind, limit: u64, used: u64 },
}

/// That a plan or a quota is missing for something of that kind, how much is needed and left, and the way out: choosing a plan,
/// or asking for more. Nothing where nothing is missing.
#[component]
pub fn QuotaNotice(org: OrganizationId, #[prop(into)] slug: Signal<String>, kind: QuotaKind) -> AnyView {
    let language = use_language();
    let query = Query::new(move || Some(GetQuotas { org }));
    let obstacle = Memo::new(move |_| {
        query.with(|remote| remote.ready().and_then(|answer| obstacle(&answer.value, kind)))
    });
    let text = Signal::derive(move || {
        let texts = language.texts();
        texts.with(|texts| match obstacle.get() {
            None => String::new(),
            Some(Obstacle::NoPlan) => texts.get(quota_notice::NO_PLAN).into_owned(),
            Some(Obstacle::Full { kind, limit, used }) => {
                let (limit, used) = (number_text(language, limit), number_text(language, used));
                let write = match kind {
                    QuotaKind::Dataplants => quota_notice::dataplants,
                    QuotaKind::StorageEngines => quota_notice::storage_engines,
                    QuotaKind::Fpu => quota_notice::fpu,
                    QuotaKind::Members => quota_notice::members,
                };
                write(texts, &limit, &used)
            }
        })
    });
    let href = Signal::derive(move || match obstacle.get() {
        Some(Obstacle::Full { kind, .. }) => Route::plan(slug.get(), PlanView::Quota(Some(kind))).path(),
        _ => Route::choose_plan(slug.get(), ChooseStep::Plan, &ChooseView::default()).path(),
    });
    let (choose, request) = (t(quota_notice::CHOOSE), t(quota_notice::REQUEST));
    let label = move || match obstacle.get() {
        Some(Obstacle::Full { .. }) => request.get(),
        _ => choose.get(),
    };
    view! {
        <Banner text=text tone=Tone::Warning>
            <a href=href>{label}</a>
        </Banner>
    }
    .into_any()
}

/// What stands in the way of another one of a kind: each has some FPU, so these count as well.
fn obstacle(quotas: &Quotas, kind: QuotaKind) -> Option<Obstacle> {
    if !quotas.plan {
        return Some(Obstacle::NoPlan);
    }
    let full = |kind: QuotaKind| {
        let Quota { limit, used, .. } = *quotas.quotas.iter().find(|quota| quota.kind == kind)?;
        limit.filter(|limit| used >= *limit).map(|limit| Obstacle::Full { kind, limit, used })
    };
    full(kind).or_else(|| full(QuotaKind::Fpu).filter(|_| kind != QuotaKind::Members))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotas(plan: bool, all: &[(QuotaKind, Option<u64>, u64)]) -> Quotas {
        let quota = |(kind, limit, used): &(QuotaKind, Option<u64>, u64)| Quota {
            kind: *kind,
            limit: *limit,
            used: *used,
        };
        Quotas { plan, quotas: all.iter().map(quota).collect(), requests: Vec::new() }
    }

    #[test]
    fn what_is_missing_first_is_said_first() {
        use QuotaKind::{Dataplants, Fpu, Members};
        let full = |kind, limit, used| Some(Obstacle::Full { kind, limit, used });
        for (given, kind, wanted) in [
            (quotas(false, &[(Dataplants, Some(1), 1)]), Dataplants, Some(Obstacle::NoPlan)),
            (quotas(true, &[(Dataplants, Some(2), 2)]), Dataplants, full(Dataplants, 2, 2)),
            (quotas(true, &[(Dataplants, Some(2), 1), (Fpu, Some(8), 9)]), Dataplants, full(Fpu, 8, 9)),
            (quotas(true, &[(Members, Some(9), 1), (Fpu, Some(8), 9)]), Members, None),
            (quotas(true, &[(Dataplants, None, 100)]), Dataplants, None),
            (quotas(true, &[(Dataplants, Some(2), 1)]), Dataplants, None),
        ] {
            assert_eq!(obstacle(&given, kind), wanted);
        }
    }
}
