//! What billing computes, in the words of the API.

use super::micros;
use crate::{db::entity::grant::GrantId, platform::clock::moment};
use hq_billing::{
    fees::{Fee, Part},
    period,
    statement::{LineText, Statement, StatementLine},
    usage::{Dimension, Metered, ResourceKind},
    vat::TaxLine,
};
use hq_contract::{
    Money, Timestamp,
    invoices::{InvoiceLine, InvoiceTax, LineSubject},
    plans::Meter,
    subscription::Period,
};
use std::collections::HashMap;

/// How many bytes a GB has.
const GB: i128 = 1_000_000_000;

/// A moment, of milliseconds.
#[must_use]
pub fn timestamp(millis: i64) -> Timestamp {
    moment(micros(millis)).into()
}

/// A time, in days of a zone.
#[must_use]
pub fn period(period: period::Period, zone: &str) -> Period {
    Period { start: timestamp(period.start), end: timestamp(period.end), zone: zone.to_owned() }
}

/// What is metered.
#[must_use]
pub const fn meter(metered: Metered) -> Meter {
    match (metered.dimension, metered.kind) {
        (Dimension::StorageBytes, _) => Meter::Storage,
        (Dimension::Fpu, ResourceKind::Dataplant) => Meter::Dataplant,
        (Dimension::Fpu, ResourceKind::Postgresql) => Meter::Postgresql,
        (Dimension::Fpu, ResourceKind::Snowflake) => Meter::Snowflake,
        (Dimension::Fpu, ResourceKind::Sandbox) => Meter::Sandbox,
        (Dimension::Fpu, ResourceKind::Other) => Meter::Other,
    }
}

/// A quantity in the units of the API: FPU × seconds as they are, bytes × seconds as GB × seconds, rounded down.
#[must_use]
pub fn seconds(dimension: Dimension, quantity: i128) -> u64 {
    let quantity = match dimension {
        Dimension::Fpu => quantity,
        Dimension::StorageBytes => quantity / GB,
    };
    u64::try_from(quantity.max(0)).unwrap_or(u64::MAX)
}

/// The lines of a statement, of a subscription in this zone. `codes`: of the vouchers, by their grants.
#[must_use]
pub fn lines(statement: &Statement, codes: &HashMap<GrantId, String>, zone: &str) -> Vec<InvoiceLine> {
    statement.lines.iter().map(|one| line(one, &statement.currency, codes, zone)).collect()
}

fn line(line: &StatementLine, currency: &str, codes: &HashMap<GrantId, String>, zone: &str) -> InvoiceLine {
    // What a voucher takes off is of no time.
    let timeless = matches!(line.what, LineText::Voucher { .. });
    InvoiceLine {
        category: line.category,
        subject: subject(line, codes),
        period: (!timeless).then(|| period(line.period, zone)),
        net: Money { minor: line.net, currency: currency.to_owned() },
    }
}

/// What a line is for. `codes`: of the vouchers, by their grants.
#[must_use]
pub fn subject(line: &StatementLine, codes: &HashMap<GrantId, String>) -> LineSubject {
    match line.what {
        LineText::Fee { fee, cycle, part } => {
            let partial = part != Part::Whole;
            match fee {
                Fee::Plan(plan) => LineSubject::Plan { plan, cycle, partial },
                Fee::Support(level) => LineSubject::Support { level, partial },
                Fee::Committed(fpu) => LineSubject::Committed { fpu, partial },
            }
        }
        LineText::Usage { metered, used, granted, .. } => LineSubject::Usage {
            meter: meter(metered),
            seconds: seconds(metered.dimension, used),
            included_seconds: seconds(metered.dimension, granted),
        },
        LineText::LateUsage { metered, .. } => LineSubject::Late { meter: meter(metered) },
        LineText::Voucher { grant, .. } => {
            LineSubject::Voucher { code: codes.get(&grant.into()).cloned().unwrap_or_default() }
        }
    }
}

/// VAT of a statement.
#[must_use]
pub fn taxes(statement: &Statement) -> Vec<InvoiceTax> {
    let money = |minor| Money { minor, currency: statement.currency.clone() };
    let tax = |line: &TaxLine| InvoiceTax {
        treatment: line.treatment,
        rate_basis_points: line.rate,
        base: money(line.base),
        amount: money(line.tax),
    };
    statement.taxes.iter().map(tax).collect()
}
