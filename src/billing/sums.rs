//! What the next receipt comes to, by what it is for.

use hq_contract::{Money, invoices::UpcomingInvoice, plans::CostCategory};

/// One category of the next receipt.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    /// Which one.
    pub(super) category: CostCategory,
    /// What was used of it cost so much, before anything is taken off; nothing of what is not metered.
    pub(super) used: Option<Money>,
    /// What is included or given, as a negative amount; nothing where nothing is taken off.
    pub(super) included: Option<Money>,
    /// What the receipt says.
    pub(super) billed: Money,
}

/// The categories that there is something of, in the order of receipts.
pub(super) fn sums(upcoming: &UpcomingInvoice) -> Vec<Sum> {
    CostCategory::ALL.into_iter().filter_map(|category| sum(upcoming, category)).collect()
}

fn sum(upcoming: &UpcomingInvoice, category: CostCategory) -> Option<Sum> {
    let costs = upcoming.days.iter().flat_map(|day| &day.costs).filter(|cost| cost.category == category);
    let used = total(costs.map(|cost| &cost.net));
    let lines = upcoming.lines.iter().filter(|line| line.category == category);
    let billed = total(lines.map(|line| &line.net));
    if used.is_none() && billed.is_none() {
        return None;
    }
    let billed = billed.unwrap_or_else(|| Money { minor: 0, currency: upcoming.net.currency.clone() });
    // Days are rounded each, the receipt's line once: what is left of that is no rebate.
    let included = used.as_ref().and_then(|used| billed.less(used)).filter(|taken| taken.minor < 0);
    Some(Sum { category, used, included, billed })
}

/// All together; nothing where there is none.
pub(super) fn total<'a>(amounts: impl Iterator<Item = &'a Money>) -> Option<Money> {
    amounts.fold(None, |sum, amount| match sum {
        None => Some(amount.clone()),
        Some(sum) => sum.plus(amount),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn euros(minor: i64) -> Value {
        json!({"minor": minor, "currency": "EUR"})
    }

    fn upcoming(lines: &[(&str, i64)], days: &[(&str, i64)]) -> UpcomingInvoice {
        let line = |(category, net): &(&str, i64)| json!({"category": category, "subject": {"kind": "other", "text": ""}, "period": null, "net": euros(*net)});
        let day = |(category, net): &(&str, i64)| {
            let costs = [json!({"category": category, "net": euros(*net)})];
            json!({"day": "2026-11-12", "fpu_seconds": 1, "storage_gb_seconds": 1, "costs": costs})
        };
        serde_json::from_value(json!({
            "period": {"start": "2026-11-12T00:00:00Z", "end": "2026-12-12T00:00:00Z", "zone": "Europe/Paris"},
            "comes_at": "2026-12-12T00:00:00Z", "lines": lines.iter().map(line).collect::<Vec<_>>(),
            "used": euros(0), "net": euros(0), "tax": euros(0), "gross": euros(0), "forecast": euros(0),
            "days": days.iter().map(day).collect::<Vec<_>>(), "budget": null,
        }))
        .unwrap()
    }

    fn minor(money: Option<&Money>) -> Option<i64> {
        money.map(|money| money.minor)
    }

    #[test]
    fn what_is_included_is_taken_off_what_was_used() {
        let all = upcoming(
            &[("dataplants", 400), ("plan", 9_000), ("dataplants", 100)],
            &[("dataplants", 700), ("dataplants", 300), ("storage", 5)],
        );
        let found: Vec<_> = sums(&all)
            .iter()
            .map(|sum| {
                (
                    sum.category.as_str(),
                    minor(sum.used.as_ref()),
                    minor(sum.included.as_ref()),
                    sum.billed.minor,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("plan", None, None, 9_000),
                ("dataplants", Some(1_000), Some(-500), 500),
                ("storage", Some(5), Some(-5), 0),
            ]
        );
    }

    #[test]
    fn what_is_only_rounded_is_no_rebate() {
        let [sum] = sums(&upcoming(&[("dataplants", 101)], &[("dataplants", 100)])).try_into().unwrap();
        assert_eq!((sum.included, sum.billed.minor), (None, 101));
        assert!(sums(&upcoming(&[], &[])).is_empty());
    }
}
