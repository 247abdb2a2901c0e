//! What has to add up.

use crate::document::{Document, Kind, Line, Tax, TaxCategory};
use crate::fault::{Fault, Reason, ensure};

/// Amounts have at most 19 digits with their decimals (BR-FR-DEC-01); nobody is billed more than this.
const LARGEST: i64 = 999_999_999_999_999;

/// The rates that the French rules know (BR-FR-16), in 1/1000.
const RATES: [u32; 12] = [9, 21, 55, 70, 85, 92, 96, 100, 130, 196, 200, 206];

/// Refuses sums that are not the sums of what they are about.
pub(super) fn check(document: &Document) -> Result<(), Fault> {
    ensure(!document.lines.is_empty(), "lines", Reason::Missing("an invoice has a line at least"))?;
    for (index, each) in document.lines.iter().enumerate() {
        line(each).map_err(|fault| fault.within(&format!("lines[{index}]")))?;
        let known = document.taxes.iter().any(|tax| tax.category == each.tax);
        ensure(known, format!("lines[{index}].tax"), Reason::Missing("the tax of this category"))?;
    }
    for (index, each) in document.taxes.iter().enumerate() {
        let once = document.taxes.iter().filter(|tax| tax.category == each.category).count() == 1;
        ensure(once, format!("taxes[{index}]"), Reason::Unwanted("a category stands here once"))?;
        tax(document, each).map_err(|fault| fault.within(&format!("taxes[{index}]")))?;
    }
    let totals = &document.totals;
    let lines = sum(document.lines.iter().map(|line| line.net));
    let tax = sum(document.taxes.iter().map(|tax| tax.amount));
    adds_up(totals.lines, lines, "totals.lines")?;
    adds_up(totals.net, lines, "totals.net")?;
    adds_up(totals.tax, tax, "totals.tax")?;
    adds_up(totals.gross, lines + tax, "totals.gross")?;
    within_limits(totals.prepaid, "totals.prepaid")?;
    if document.paid {
        // BR-FR-CO-09.
        adds_up(totals.prepaid, i128::from(totals.gross), "totals.prepaid")?;
    }
    adds_up(totals.due, i128::from(totals.gross) - i128::from(totals.prepaid), "totals.due")
}

fn line(line: &Line) -> Result<(), Fault> {
    let unit = &line.quantity.unit;
    let form = (1..=3).contains(&unit.len())
        && unit.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    ensure(form, "quantity.unit", Reason::Form("a code of UN/ECE Recommendation 20"))?;
    // BR-27, BR-FR-DEC-03: what is given back is a negative quantity.
    ensure(line.unit_price.micro >= 0, "unit_price.micro", Reason::Form("a price is never negative"))?;
    let base = line.unit_price.base_quantity;
    ensure(base >= 1, "unit_price.base_quantity", Reason::Form("at least one"))?;
    // 19 characters, the sign among them.
    ensure(line.quantity.ten_thousandths.unsigned_abs() < 10_u64.pow(18), "quantity", Reason::Size)?;
    ensure(line.unit_price.micro < 10_i64.pow(18), "unit_price.micro", Reason::Size)?;
    ensure(base < 10_i64.pow(15), "unit_price.base_quantity", Reason::Size)?;
    let product = i128::from(line.signed_quantity()) * i128::from(line.unit_price.micro);
    // A quantity of 10⁻⁴ at a price of 10⁻⁶ in units of 10⁻².
    let divisor = i128::from(base) * 100_000_000;
    rounded(line.net, product, divisor, "net")
}

fn tax(document: &Document, tax: &Tax) -> Result<(), Fault> {
    let nets = document.lines.iter().filter(|line| line.tax == tax.category).map(|line| line.net);
    let used = document.lines.iter().any(|line| line.tax == tax.category);
    ensure(used, "category", Reason::Unwanted("no line is of this category"))?;
    adds_up(tax.base, sum(nets), "base")?;
    if let TaxCategory::S { per_mille } = tax.category {
        ensure(RATES.contains(&per_mille), "category", Reason::Form("a rate of France"))?;
    }
    let rate = tax.category.per_mille().unwrap_or(0);
    let exact = i128::from(tax.base) * i128::from(rate);
    if matches!(document.kind, Kind::CreditNote { .. }) {
        // The last of several credit notes takes what the others left of the invoice's tax, to the cent. The norm allows a whole
        // euro (BR-S-09).
        within_limits(tax.amount, "amount")?;
        let distance = (i128::from(tax.amount) * 1000 - exact).unsigned_abs();
        let found = (exact * 2 + 1000).div_euclid(2000);
        return ensure(distance <= 2000, "amount", Reason::Sum { stated: tax.amount, found });
    }
    rounded(tax.amount, exact, 1000, "amount")
}

fn sum(amounts: impl Iterator<Item = i64>) -> i128 {
    amounts.map(i128::from).sum()
}

fn within_limits(amount: i64, field: &str) -> Result<(), Fault> {
    ensure((-LARGEST..=LARGEST).contains(&amount), field, Reason::Size)
}

fn adds_up(stated: i64, found: i128, field: &str) -> Result<(), Fault> {
    within_limits(stated, field)?;
    ensure(i128::from(stated) == found, field, Reason::Sum { stated, found })
}

/// Half a unit may go either way: where it is the half of something negative, half up is down.
fn rounded(stated: i64, dividend: i128, divisor: i128, field: &str) -> Result<(), Fault> {
    within_limits(stated, field)?;
    let distance = (i128::from(stated) * divisor - dividend).unsigned_abs();
    let found = (dividend * 2 + divisor).div_euclid(divisor * 2);
    ensure(distance * 2 <= divisor.unsigned_abs(), field, Reason::Sum { stated, found })
}
