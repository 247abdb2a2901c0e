//! What stands on an invoice, in the language of who pays it.

use crate::db::entity::grant::GrantId;
use hq_billing::{
    Cycle, SupportLevel,
    fees::{Fee, Part},
    statement::{LineText, StatementLine},
    usage::{Dimension, Metered, ResourceKind},
};
use hq_contract::plan::Plan;
use hq_text::{Language, Texts, invoice_lines as say};
use std::collections::HashMap;

/// What a line is for, and more about it. `codes`: of the vouchers, by their grants.
pub fn line(
    texts: &Texts,
    line: &StatementLine,
    codes: &HashMap<GrantId, String>,
) -> (String, Option<String>) {
    match line.what {
        LineText::Fee { fee, cycle, part } => {
            let name = fee_name(texts, fee, cycle);
            let name = match part {
                Part::Whole => name,
                Part::Rest => say::rest(texts, &name),
                Part::Unused => say::unused(texts, &name),
            };
            (name, None)
        }
        LineText::Usage { metered, used, granted, .. } => {
            let about = say::used(texts, &units(metered, granted), &units(metered, used));
            (metered_name(texts, metered), (granted > 0).then_some(about))
        }
        LineText::LateUsage { metered, .. } => (say::late(texts, &metered_name(texts, metered)), None),
        LineText::Voucher { grant, .. } => {
            (say::voucher(texts, codes.get(&grant.into()).map_or("", String::as_str)), None)
        }
    }
}

fn fee_name(texts: &Texts, fee: Fee, cycle: Cycle) -> String {
    match (fee, cycle) {
        (Fee::Plan(plan), Cycle::Monthly) => say::plan_month(texts, &plan_name(texts, plan)),
        (Fee::Plan(plan), Cycle::Yearly) => say::plan_year(texts, &plan_name(texts, plan)),
        (Fee::Support(level), Cycle::Monthly) => say::support_month(texts, &level_name(texts, level)),
        (Fee::Support(level), Cycle::Yearly) => say::support_year(texts, &level_name(texts, level)),
        (Fee::Committed(fpu), Cycle::Monthly) => say::committed_month(texts, &fpu.to_string()),
        (Fee::Committed(fpu), Cycle::Yearly) => say::committed_year(texts, &fpu.to_string()),
    }
}

fn plan_name(texts: &Texts, plan: Plan) -> String {
    let key = match plan {
        Plan::Standard => say::STANDARD,
        Plan::Premium => say::PREMIUM,
        Plan::Enterprise => say::ENTERPRISE,
    };
    texts.get(key).into_owned()
}

fn level_name(texts: &Texts, level: SupportLevel) -> String {
    let key = match level {
        SupportLevel::Basic => say::BASIC,
        SupportLevel::Advanced => say::ADVANCED,
        SupportLevel::BusinessCritical => say::BUSINESS_CRITICAL,
    };
    texts.get(key).into_owned()
}

fn metered_name(texts: &Texts, metered: Metered) -> String {
    let key = match (metered.dimension, metered.kind) {
        (Dimension::StorageBytes, _) => say::STORAGE,
        (Dimension::Fpu, ResourceKind::Dataplant) => say::DATAPLANT,
        (Dimension::Fpu, ResourceKind::Postgresql) => say::POSTGRESQL,
        (Dimension::Fpu, ResourceKind::Snowflake) => say::SNOWFLAKE,
        (Dimension::Fpu, ResourceKind::Sandbox) => say::SANDBOX,
        (Dimension::Fpu, ResourceKind::Other) => say::OTHER,
    };
    texts.get(key).into_owned()
}

/// A quantity in the units of the line's name: bytes are told as GB, rounded down.
fn units(metered: Metered, quantity: i128) -> String {
    match metered.dimension {
        Dimension::Fpu => quantity.to_string(),
        Dimension::StorageBytes => (quantity / 1_000_000_000).to_string(),
    }
}

/// An amount as people of a language write it: `1,350.00 EUR`, `1 350,00 EUR`.
#[must_use]
pub fn money(language: Language, minor: i64, currency: &str) -> String {
    let (group, point) = match language {
        Language::English => (',', '.'),
        Language::French => ('\u{202f}', ','),
    };
    let sign = if minor < 0 { "-" } else { "" };
    let whole = (minor.unsigned_abs() / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{point}{:02}\u{a0}{currency}", minor.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_in_their_language() {
        for (minor, english, french) in [
            (0, "0.00\u{a0}EUR", "0,00\u{a0}EUR"),
            (-5, "-0.05\u{a0}EUR", "-0,05\u{a0}EUR"),
            (99_999, "999.99\u{a0}EUR", "999,99\u{a0}EUR"),
            (123_456_789, "1,234,567.89\u{a0}EUR", "1\u{202f}234\u{202f}567,89\u{a0}EUR"),
        ] {
            assert_eq!(money(Language::English, minor, "EUR"), english);
            assert_eq!(money(Language::French, minor, "EUR"), french);
        }
    }
}
