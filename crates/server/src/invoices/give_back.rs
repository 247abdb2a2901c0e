//! What was billed too much is given back: by a credit note of an invoice, or by several.

use super::{
    credit::{Left, Note, in_words, write_note},
    document,
    issue::{Billed, line_rows, lines},
    store,
};
use crate::{http::problem::Failure, operation::Operation};
use hq_billing::seller::Seller;
use hq_contract::{InvoiceId, ProblemCode};
use hq_invoice::Line;
use hq_text::{Language, Texts, invoice_lines as say};

/// Why these are issued, as it is kept.
const REASON: &str = "usage";

/// Gives back what a statement says was billed too much: as a credit note of the newest invoice of which so much is left; where there is
/// none, as several, each of the newest invoice of which anything is left. The first of them has the statement's lines. Answers it; none
/// where nothing is left of any invoice. What is more than all of them asked for was given back by the operator before: the log says so.
///
/// # Errors
/// Where the database fails; 500 where a document breaks a rule.
pub(super) async fn back(
    operation: &mut Operation,
    seller: &Seller,
    issue: &Billed<'_>,
) -> Result<Option<InvoiceId>, Failure> {
    let wanted = issue.statement.net.checked_neg().ok_or(ProblemCode::Internal)?;
    let shares = shares(operation, issue, wanted).await?;
    let given: i64 = shares.iter().map(|(_, net)| net).sum();
    if given < wanted {
        tracing::error!(
            subscription = %issue.subscription.id,
            minor = wanted - given,
            "more was billed than was used, and so much cannot be taken back of any invoice"
        );
    }
    let mut first: Option<(InvoiceId, String)> = None;
    for (left, net) in shares {
        let texts = Texts::of(Language::from_tag(&left.invoice.language).unwrap_or_default());
        let id = operation.app().new_id();
        let tax = left.net_part(net).map_err(|error| Failure::internal(&error))?;
        let category = document::category(tax);
        let (said, rows) = match &first {
            None => {
                let (mut said, mut rows) = (lines(&texts, issue, tax, -1)?, line_rows(id, issue, -1)?);
                if net < wanted {
                    let elsewhere = texts.get(say::ELSEWHERE).into_owned();
                    let position = i64::try_from(rows.len()).unwrap_or(i64::MAX).saturating_add(1);
                    rows.push(in_words(id, position, &elsewhere, net - wanted)?);
                    said.push(Line::flat(elsewhere, net - wanted, category));
                }
                (said, rows)
            }
            Some((_, number)) => {
                let rest = say::rest_of(&texts, number);
                (vec![Line::flat(rest.clone(), net, category)], vec![in_words(id, 1, &rest, net)?])
            }
        };
        let note = Note { id, tax, lines: said, rows, reason: REASON };
        let number = write_note(operation, seller, &left, note, &texts).await?;
        first.get_or_insert((id, number));
    }
    Ok(first.map(|(id, _)| id))
}

/// How much to take back of which invoices: of one where that is enough.
async fn shares(operation: &Operation, issue: &Billed<'_>, wanted: i64) -> Result<Vec<(Left, i64)>, Failure> {
    let mut all = Vec::new();
    for candidate in store::of_subscription(operation.tx(), issue.subscription.id).await? {
        let Some(left) = Left::of(operation, candidate.id).await?.filter(|left| left.net > 0) else {
            continue;
        };
        if left.net >= wanted {
            return Ok(vec![(left, wanted)]);
        }
        all.push(left);
    }
    let mut open = wanted;
    let mut shares = Vec::new();
    for left in all {
        let net = left.net.min(open);
        open -= net;
        if net > 0 {
            shares.push((left, net));
        }
    }
    Ok(shares)
}
