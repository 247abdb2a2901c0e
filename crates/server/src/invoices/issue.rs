//! An invoice comes to be.

use super::{
    document, give_back,
    store::{runs, write},
    words,
};
use crate::{
    billing::{micros, millis, wire},
    billing_accounts::store::details,
    db::entity::{
        billing_account, grant::GrantId, invoice, invoice_line, invoice_tax, json::KeptJson, subscription,
    },
    http::problem::Failure,
    ledger,
    mail::{
        letters::{
            Letter,
            billing::{Issued, Paying},
        },
        outbox,
    },
    operation::Operation,
    platform::micros::Micros,
    subscription::store::{self as subscriptions, given},
    vouchers,
};
use hq_billing::{
    Statement,
    ledger::Transaction,
    overdue::{Step, steps},
    period::{self, Period},
    reference::creditor_reference,
    seller::Seller,
    statement::{BilledUsage, LineText, StatementLine},
    subscription::Subscription,
    vat::TaxLine,
};
use hq_contract::{
    BillingAccountId, InvoiceId, ProblemCode, billing_accounts::NewBillingAccount,
    console_paths::ConsolePath, invoices::InvoiceKind,
};
use hq_invoice::Kind;
use hq_text::{Language, Texts, invoice_lines as say};
use jiff::{ToSpan as _, tz::TimeZone};
use std::collections::HashMap;
use time::Date;

/// Where the seller's days begin: in France, by whose rules the numbers run (the operator's file is checked for it). An invoice's date
/// is the seller's, whatever the zone of the subscription: dates and numbers run alike.
pub(super) const SELLERS_ZONE: &str = "Europe/Paris";

/// What is to be billed.
#[derive(Clone, Copy, Debug)]
pub struct Issue<'a> {
    /// Of which subscription, with the change that is billed.
    pub subscription: &'a subscription::Model,
    /// Who pays: the operation has the account's lock.
    pub account: &'a billing_account::Model,
    /// What is due.
    pub statement: &'a Statement,
}

/// The same with what else its lines need.
pub(super) struct Billed<'a> {
    pub subscription: &'a subscription::Model,
    pub account: &'a billing_account::Model,
    pub statement: &'a Statement,
    /// The subscription for billing.
    pub pure: Subscription,
    /// The codes of vouchers, by their grants.
    pub codes: HashMap<GrantId, String>,
}

/// Bills a statement once: claims its run, and issues an invoice, with its number, lines, VAT, document, booking and mail, all in the
/// operation's transaction. Where the statement is less than nothing it is a credit note, or several ([`give_back`]). None where there is
/// nothing to bill, or the run was billed before.
///
/// # Errors
/// Where the database fails; 500 where a document breaks a rule; 409 `quote_changed` where another invoice took a voucher's money.
pub async fn issue(
    operation: &mut Operation,
    seller: &Seller,
    issue: Issue<'_>,
) -> Result<Option<InvoiceId>, Failure> {
    let Issue { subscription, account, statement } = issue;
    let pure = subscriptions::read(operation.tx(), subscription).await?;
    let (_, codes) = given::grants(operation.tx(), subscription.organization_id).await?;
    let issue = Billed { subscription, account, statement, pure, codes };
    let run = runs::of(statement.reason, &issue.pure)?;
    let nothing = statement.lines.iter().all(|line| line.net == 0);
    let id = operation.app().new_id();
    let billed = !nothing && statement.net >= 0;
    if !runs::claim(operation, issue.subscription.id, run, billed.then_some(id)).await? || nothing {
        return Ok(None);
    }
    let taken: Vec<_> =
        statement.vouchers().into_iter().map(|(grant, minor)| (grant.into(), minor)).collect();
    vouchers::store::spend(operation, &taken).await?;
    if statement.net < 0 {
        return give_back::back(operation, seller, &issue).await;
    }
    invoice(operation, seller, &issue, id).await?;
    Ok(Some(id))
}

async fn invoice(
    operation: &mut Operation,
    seller: &Seller,
    issue: &Billed<'_>,
    id: InvoiceId,
) -> Result<(), Failure> {
    let (statement, now) = (issue.statement, operation.now());
    let [tax] = statement.taxes[..] else { return Err(ProblemCode::Internal.into()) };
    let buyer = details(issue.account)?;
    let texts = texts(operation, issue.account, &buyer).await?;
    let organization = write::organization_name(operation.tx(), issue.subscription.organization_id).await?;
    let dates = Dates::of(now, seller, &issue.pure.anchor.zone)?;
    let number = number(operation, &seller.invoice_series, dates.issued).await?;
    let reference = creditor_reference(&number);
    let span = span(&statement.lines);
    let by_card = issue.account.payment_method_id.is_some();
    let is_open = statement.gross > 0;
    let due = dates.due.to_string();
    let terms = match (is_open, by_card) {
        (false, _) => texts.get(say::TERMS_NOTHING).into_owned(),
        (true, true) => say::terms_card(&texts, &due),
        (true, false) => say::terms_transfer(&texts, &due),
    };
    let said = document::Said {
        kind: Kind::Invoice,
        number: &number,
        issued: document::day(dates.issued)?,
        due: is_open.then(|| document::day(dates.due)).transpose()?,
        period: span.map(|span| days(span, &issue.pure.anchor.zone)).transpose()?,
        currency: &statement.currency,
        buyer: &buyer,
        lines: lines(&texts, issue, tax, 1)?,
        tax,
        reference: reference.clone().filter(|_| is_open),
        terms,
        organization: &organization,
        texts: &texts,
    };
    let (xml, pdf) = document::files(document::document(seller, said), now).await?;
    let row = invoice::Model {
        id,
        number: number.clone(),
        kind: InvoiceKind::Invoice,
        subscription_id: issue.subscription.id,
        billing_account_id: issue.account.id,
        organization_id: issue.subscription.organization_id,
        organization_name: organization.clone(),
        seller: json(seller)?,
        buyer: json(&buyer)?,
        language: texts.language().code().to_owned(),
        issued_on: dates.issued.to_string(),
        due_on: Some(dates.due.to_string()),
        due_at: Some(dates.late_from),
        period_start: span.map(|span| micros(span.start)),
        period_end: span.map(|span| micros(span.end)),
        currency: statement.currency.clone(),
        net_minor: statement.net,
        tax_minor: statement.tax,
        gross_minor: statement.gross,
        reference: reference.clone(),
        corrects_id: None,
        reason: None,
        created_at: now,
    };
    let rows = write::Rows {
        invoice: row,
        lines: line_rows(id, issue, 1)?,
        taxes: vec![tax_row(id, tax)],
        pdf,
        xml,
    };
    write::add(operation, rows).await?;
    let booked = Transaction::invoice(statement.net, statement.tax);
    let booked = booked.map_err(|error| Failure::internal(&error))?;
    book(operation, &booked, id, issue.account.id, &statement.currency).await?;
    let amount = words::money(texts.language(), statement.gross, &statement.currency);
    let issued = Issued { number: &number, organization: &organization, amount: &amount };
    let paying = match (&reference, by_card) {
        _ if !is_open => Paying::Nothing,
        (Some(reference), false) => Paying::Transfer { due: &due, reference },
        _ => Paying::Card,
    };
    let app = operation.app().clone();
    let link = app.link(ConsolePath::BillingAccountReceipts(&issue.account.id.to_string()));
    let letter = letter(&app, &texts, &buyer).invoice(&issued, paying, link);
    outbox::queue(operation, buyer.email.as_str(), &letter).await.map(drop)
}

/// The days of an invoice.
pub(super) struct Dates {
    /// Of its issue.
    pub issued: jiff::civil::Date,
    /// By which it is to be paid.
    pub due: jiff::civil::Date,
    /// The first moment at which it is past due, in microseconds.
    pub late_from: Micros,
}

impl Dates {
    /// Those of what is issued at a moment.
    pub(super) fn of(now: Micros, seller: &Seller, zone: &TimeZone) -> Result<Self, Failure> {
        let france = period::zone(SELLERS_ZONE).map_err(|error| Failure::internal(&error))?;
        let issued = period::date(millis(now), &france).map_err(|error| Failure::internal(&error))?;
        let span = i64::from(seller.payment_days).days();
        let due = issued.checked_add(span).map_err(|error| Failure::internal(&error))?;
        // The day is over when it is where the customer is.
        let begins = period::midnight(due, zone).map_err(|error| Failure::internal(&error))?;
        let steps = steps(begins, zone).map_err(|error| Failure::internal(&error))?;
        let late = steps.into_iter().find(|(step, _)| *step == Step::Due).map_or(begins, |(_, at)| at);
        Ok(Self { issued, due, late_from: micros(late) })
    }
}

/// The next number of a series: what it begins with in that year, and six digits.
pub(super) async fn number(
    operation: &Operation,
    series: &str,
    issued: jiff::civil::Date,
) -> Result<String, Failure> {
    let prefix = Seller::prefix(series, issued.year());
    let next = runs::next_number(operation, &prefix).await?;
    Ok(format!("{prefix}{next:06}"))
}

/// The texts of who pays: the account's owner's language, else that of its country.
pub(super) async fn texts(
    operation: &Operation,
    account: &billing_account::Model,
    buyer: &NewBillingAccount,
) -> Result<Texts, Failure> {
    let owner = write::owner(operation.tx(), account).await?;
    let of_country =
        if buyer.address.country.as_str() == "FR" { Language::French } else { Language::English };
    Ok(Texts::of(owner.and_then(|owner| Language::from_tag(&owner.language)).unwrap_or(of_country)))
}

/// A letter to who is asked about invoices.
pub(super) fn letter<'a>(
    app: &'a crate::app::App,
    texts: &'a Texts,
    buyer: &'a NewBillingAccount,
) -> Letter<'a> {
    let name = buyer.contact.as_ref().map_or("", |name| name.as_str());
    Letter {
        texts,
        public_url: &app.settings().public_url,
        first_name: name.split(' ').next().unwrap_or_default(),
    }
}

/// Books what was issued.
pub(super) async fn book(
    operation: &Operation,
    transaction: &Transaction,
    invoice: InvoiceId,
    account: BillingAccountId,
    currency: &str,
) -> Result<(), Failure> {
    let about = ledger::About { currency, invoice: Some(invoice), billing_account: Some(account) };
    ledger::post(operation.tx(), operation.app().new_id(), transaction, about, operation.now()).await
}

/// A value for a column of JSON.
pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::internal(&error))
}

/// The whole time that lines are about; vouchers are of no time.
fn span(lines: &[StatementLine]) -> Option<Period> {
    let timed = || lines.iter().filter(|line| !matches!(line.what, LineText::Voucher { .. }));
    let start = timed().map(|line| line.period.start).min()?;
    let end = timed().map(|line| line.period.end).max()?;
    Some(Period { start, end })
}

/// The first and the last day of a time.
fn days(span: Period, zone: &TimeZone) -> Result<(Date, Date), Failure> {
    let date = |at| period::date(at, zone).map_err(|error| Failure::internal(&error));
    let last = (span.end - 1).max(span.start);
    Ok((document::day(date(span.start)?)?, document::day(date(last)?)?))
}

/// The lines of the document.
pub(super) fn lines(
    texts: &Texts,
    issue: &Billed<'_>,
    tax: TaxLine,
    sign: i64,
) -> Result<Vec<hq_invoice::Line>, Failure> {
    let category = document::category(tax);
    let one = |line: &StatementLine| {
        let (name, more) = words::line(texts, line, &issue.codes);
        let timeless = matches!(line.what, LineText::Voucher { .. });
        let days = (!timeless).then(|| days(line.period, &issue.pure.anchor.zone)).transpose()?;
        Ok(document::line(line, name, more, days, category, sign))
    };
    issue.statement.lines.iter().map(one).collect()
}

/// The lines as they are kept. `sign`: -1 on a credit note, whose amounts are what it gives back; what was counted keeps its sign.
pub(super) fn line_rows(
    id: InvoiceId,
    issue: &Billed<'_>,
    sign: i64,
) -> Result<Vec<invoice_line::Model>, Failure> {
    let one = |(line, position): (&StatementLine, i64)| {
        let billed = match line.what {
            LineText::Usage { period, metered, .. } | LineText::LateUsage { period, metered } => {
                let billed = BilledUsage { period, metered, net: line.net };
                Some(KeptJson::of(billed).map_err(|error| Failure::internal(&error))?)
            }
            LineText::Fee { .. } | LineText::Voucher { .. } => None,
        };
        let timeless = matches!(line.what, LineText::Voucher { .. });
        Ok(invoice_line::Model {
            invoice_id: id,
            position,
            category: line.category,
            subject: json(&wire::subject(line, &issue.codes))?,
            period_start: (!timeless).then(|| micros(line.period.start)),
            period_end: (!timeless).then(|| micros(line.period.end)),
            quantity: line.unit_price.map(|_| line.quantity.to_string()),
            price_micro: line.unit_price.map(|price| price.micro),
            price_per: line.unit_price.map(|price| price.base_quantity),
            net_minor: line.net.saturating_mul(sign),
            usage: billed,
        })
    };
    issue.statement.lines.iter().zip(1..).map(one).collect()
}

/// VAT as it is kept.
pub(super) fn tax_row(id: InvoiceId, tax: TaxLine) -> invoice_tax::Model {
    invoice_tax::Model {
        invoice_id: id,
        treatment: tax.treatment.code().to_owned(),
        rate_basis_points: tax.rate.into(),
        base_minor: tax.base,
        amount_minor: tax.tax,
    }
}

/// The day of a moment in France, for documents that refer to another.
pub(super) fn day_of(text: &str) -> Result<Date, Failure> {
    let date: jiff::civil::Date = text.parse().map_err(|error: jiff::Error| Failure::internal(&error))?;
    document::day(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::moment;

    #[test]
    fn a_day_is_over_where_the_customer_is() {
        let seller = Seller::demo().unwrap();
        let zone = |name: &str| period::zone(name).unwrap();
        // 31 December, 23:30 in Paris.
        let now = micros("2026-12-31T22:30:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let paris = Dates::of(now, &seller, &zone("Europe/Paris")).unwrap();
        assert_eq!(
            (paris.issued.to_string(), paris.due.to_string()),
            ("2026-12-31".into(), "2027-01-30".into())
        );
        assert_eq!(moment(paris.late_from).to_string(), "2027-01-30 23:00:00.0 +00:00:00");
        let tokyo = Dates::of(now, &seller, &zone("Asia/Tokyo")).unwrap();
        assert_eq!(tokyo.issued, paris.issued, "the seller's day");
        assert_eq!(moment(tokyo.late_from).to_string(), "2027-01-30 15:00:00.0 +00:00:00");
    }
}
