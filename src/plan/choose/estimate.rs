//! What an order comes to by the price list alone, until the server has quoted it.

use hq_contract::{
    Money,
    plan::Cycle,
    plans::{Meter, Plans},
    subscription::Terms,
};

/// About what it costs a month, without VAT; a year's fee counts as its twelfth. Nothing where the operator makes an offer.
pub(super) fn month(plans: &Plans, terms: &Terms) -> Option<Money> {
    let offer = plans.plans.iter().find(|offer| offer.plan == terms.plan)?;
    let month = offer.month.as_ref()?;
    let plan = match (terms.cycle, &offer.year) {
        (Cycle::Yearly, Some(year)) => year.minor / 12,
        (Cycle::Yearly, None) | (Cycle::Monthly, _) => month.minor,
    };
    let support = plans.support.iter().find(|offer| offer.level == terms.support);
    let support = support.map_or(0, |offer| offer.month.minor);
    let committed = match &plans.committed_fpu_month {
        Some(each) => each.times(terms.committed_fpu)?.minor,
        None => 0,
    };
    let minor = plan.checked_add(support)?.checked_add(committed)?;
    Some(Money { minor, currency: month.currency.clone() })
}

/// What one committed FPU saves a month against one that is paid as it is used: nothing where it saves nothing.
pub(super) fn saved(plans: &Plans) -> Option<(Money, Money)> {
    let committed = plans.committed_fpu_month.as_ref()?;
    let used = &plans.beyond.iter().find(|price| price.meter == Meter::Dataplant)?.month;
    let less = used.minor.checked_sub(committed.minor).filter(|less| *less > 0)?;
    (used.currency == committed.currency)
        .then(|| (used.clone(), Money { minor: less, currency: used.currency.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::{
        plan::{Plan, SupportLevel},
        plans::{CostCategory, PlanOffer, SupportOffer, UsagePrice},
    };

    fn money(minor: i64) -> Money {
        Money { minor, currency: "EUR".into() }
    }

    fn plans() -> Plans {
        let offer = |plan, month: Option<i64>, year: Option<i64>| PlanOffer {
            plan,
            month: month.map(money),
            year: year.map(money),
            included_fpu: 8,
            included_storage_gb: 250,
            dataplants: Some(2),
            members: None,
            trial_days: 0,
        };
        Plans {
            plans: vec![
                offer(Plan::Premium, Some(135_000), Some(1_458_000)),
                offer(Plan::Enterprise, None, None),
            ],
            support: vec![SupportOffer { level: SupportLevel::Advanced, month: money(99_000) }],
            committed_fpu_month: Some(money(6_000)),
            committed_fpu_most: 100,
            yearly_rebate_percent: 10,
            beyond: vec![UsagePrice {
                category: CostCategory::Dataplants,
                meter: Meter::Dataplant,
                price_micro: 120_000,
                currency: "EUR".into(),
                per_seconds: 3_600,
                month: money(8_760),
            }],
            sales_email: None,
            seller: None,
            payment: Vec::new(),
        }
    }

    fn terms(plan: Plan, cycle: Cycle, committed_fpu: u32) -> Terms {
        Terms { plan, cycle, support: SupportLevel::Advanced, committed_fpu }
    }

    #[test]
    fn plan_support_and_committed_resources_are_added() {
        let month = |terms| month(&plans(), &terms).map(|money| money.minor);
        assert_eq!(month(terms(Plan::Premium, Cycle::Monthly, 0)), Some(234_000));
        assert_eq!(month(terms(Plan::Premium, Cycle::Yearly, 0)), Some(121_500 + 99_000));
        assert_eq!(month(terms(Plan::Premium, Cycle::Monthly, 2)), Some(246_000));
        assert_eq!(month(terms(Plan::Enterprise, Cycle::Monthly, 0)), None, "the operator makes an offer");
        assert_eq!(month(terms(Plan::Standard, Cycle::Monthly, 0)), None, "it is not sold");
    }

    #[test]
    fn committing_saves_what_use_costs_more() {
        let (used, less) = saved(&plans()).unwrap();
        assert_eq!((used.minor, less.minor), (8_760, 2_760));
        let mut dear = plans();
        dear.committed_fpu_month = Some(money(9_000));
        assert_eq!(saved(&dear), None, "nothing is said that is not so");
    }
}
