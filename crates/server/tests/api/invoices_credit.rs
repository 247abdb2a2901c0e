//! Credit notes: never more than the invoice, and the last one takes what is left to the cent.

use crate::{
    on_both,
    support::{Hq, commit, monthly, new_account},
};
use hq_billing::{Reason, SupportLevel, subscription::Terms};
use hq_contract::{InvoiceId, OrganizationId, plan::Plan};
use hq_server::{
    db::entity::{broker_instance::InstanceId, invoice, invoice_document, invoice_line, subscription},
    invoices::{self, Amount, CreditError},
    ledger,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use time::Duration;
use uuid::Uuid;

on_both!(crate::support::Hq::selling =>
    a_whole_invoice_is_taken_back,
    parts_make_up_the_whole_to_the_cent,
    no_more_is_taken_than_is_left,
    two_at_once_take_no_more_than_one_after_the_other,
    what_was_billed_too_much_is_given_back,
    what_is_more_than_any_invoice_is_given_back_by_several,
);

async fn billed(hq: &Hq) -> (OrganizationId, subscription::Model, invoice::Model) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("Ada")).await;
    let terms = Terms { support: SupportLevel::Advanced, ..monthly(Plan::Premium) };
    let row = hq.subscribe(acme.id, account.id, terms).await;
    (acme.id, row, hq.issued().await.remove(0))
}

async fn credit(hq: &Hq, invoice: InvoiceId, amount: Amount) -> Result<invoice::Model, CreditError> {
    let mut operation = hq.operation().await;
    let seller = hq.app.billing().unwrap().seller();
    let id = invoices::credit(&mut operation, seller, invoice, amount, "Agreed by phone").await?;
    commit(operation).await;
    Ok(invoice::Entity::find_by_id(id).one(hq.app.db().read()).await.unwrap().unwrap())
}

async fn a_whole_invoice_is_taken_back(hq: Hq) {
    let (.., of) = billed(&hq).await;
    let note = credit(&hq, of.id, Amount::Whole).await.unwrap();
    assert_eq!((note.number.as_str(), note.kind.as_str()), ("HQA-2026-000001", "credit_note"));
    assert_eq!(
        (note.net_minor, note.tax_minor, note.gross_minor),
        (of.net_minor, of.tax_minor, of.gross_minor)
    );
    assert_eq!(
        (note.corrects_id, note.buyer, note.reason.as_deref()),
        (Some(of.id), of.buyer, Some("Agreed by phone"))
    );
    let document =
        invoice_document::Entity::find_by_id(note.id).one(hq.app.db().read()).await.unwrap().unwrap();
    let xml = String::from_utf8(document.xml).unwrap();
    for part in [
        "<ram:TypeCode>381</ram:TypeCode>",
        "<ram:IssuerAssignedID>HQ-2026-000001</ram:IssuerAssignedID>",
        "20260301",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let db = hq.app.db().read();
    assert_eq!((ledger::open(db, of.id).await.unwrap(), ledger::total(db).await.unwrap()), (0, 0));
    let mail = hq.newest_mail("billing@acme.example").await.unwrap();
    assert_eq!(mail.subject, "Credit note HQA-2026-000001");
    assert!(
        mail.text_body.contains("HQ-2026-000001") && mail.text_body.contains("2,808.00"),
        "{}",
        mail.text_body
    );
    hq.documents_pass().await;
}

async fn parts_make_up_the_whole_to_the_cent(hq: Hq) {
    let (.., of) = billed(&hq).await;
    let mut taken = (0, 0);
    for gross in [1, 3, 3, 7, 99_999, 5, 12_345, 1, 1, 1] {
        let note = credit(&hq, of.id, Amount::Gross(gross)).await.unwrap();
        assert_eq!(note.net_minor + note.tax_minor, gross);
        taken = (taken.0 + note.net_minor, taken.1 + note.tax_minor);
        let off = taken.1 * 5 - taken.0;
        assert!(off.abs() <= 5, "VAT stays the invoice's share: {taken:?}");
    }
    let last = credit(&hq, of.id, Amount::Whole).await.unwrap();
    assert_eq!((taken.0 + last.net_minor, taken.1 + last.tax_minor), (of.net_minor, of.tax_minor));
    let db = hq.app.db().read();
    assert_eq!((ledger::open(db, of.id).await.unwrap(), ledger::total(db).await.unwrap()), (0, 0));
    assert!(matches!(credit(&hq, of.id, Amount::Whole).await, Err(CreditError::TooMuch { left: 0 })));
    hq.documents_pass().await;
}

async fn no_more_is_taken_than_is_left(hq: Hq) {
    let (.., of) = billed(&hq).await;
    for gross in [0, -1, of.gross_minor + 1] {
        let refused = credit(&hq, of.id, Amount::Gross(gross)).await;
        assert!(
            matches!(refused, Err(CreditError::TooMuch { left }) if left == of.gross_minor),
            "{refused:?}"
        );
    }
    let note = credit(&hq, of.id, Amount::Gross(100)).await.unwrap();
    for not_an_invoice in [note.id, InvoiceId(Uuid::from_u128(7))] {
        assert!(matches!(credit(&hq, not_an_invoice, Amount::Whole).await, Err(CreditError::NoInvoice)));
    }
    let refused = credit(&hq, of.id, Amount::Gross(of.gross_minor - 99)).await;
    assert!(matches!(refused, Err(CreditError::TooMuch { .. })), "{refused:?}");
    assert_eq!(hq.issued().await.len(), 2, "a refusal takes no number");
    let next = credit(&hq, of.id, Amount::Gross(100)).await.unwrap();
    assert_eq!(next.number, "HQA-2026-000002");
}

async fn two_at_once_take_no_more_than_one_after_the_other(hq: Hq) {
    let (.., of) = billed(&hq).await;
    let half = Amount::Gross(of.gross_minor / 2 + 1);
    let (one, other) = tokio::join!(credit(&hq, of.id, half), credit(&hq, of.id, half));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    assert_eq!(hq.issued().await.len(), 2);
}

async fn what_was_billed_too_much_is_given_back(hq: Hq) {
    let (org, row, first) = billed(&hq).await;
    let engine = InstanceId(Uuid::from_u128(1));
    hq.uses(org, engine, 400, 0).await;
    hq.advance(Duration::days(31));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1);
    let second = hq.issued().await.remove(1);
    assert!(second.net_minor > 3_000_000, "392 FPU for a month: {second:?}");
    // It turns out to have been gone after a day, and nothing else is due with the next period.
    hq.uses(org, engine, 0, 30 * 86_400).await;
    hq.advance(Duration::days(30));
    let mut operation = hq.operation().await;
    let ended = hq_server::billing::millis(operation.now());
    let id =
        hq.bill(&mut operation, &row, Reason::Ended { at: ended }).await.expect("something to give back");
    commit(operation).await;
    let note = invoice::Entity::find_by_id(id).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(
        (note.kind.as_str(), note.corrects_id),
        ("credit_note", Some(second.id)),
        "not {}",
        first.number
    );
    assert!(note.net_minor > 3_000_000 && note.net_minor < second.net_minor, "{note:?}");
    assert_eq!(ledger::total(hq.app.db().read()).await.unwrap(), 0);
    let mut operation = hq.operation().await;
    let again = hq.bill(&mut operation, &row, Reason::Ended { at: ended + 1 }).await;
    assert_eq!(again, None, "it was given back once");
    hq.documents_pass().await;
}

async fn what_is_more_than_any_invoice_is_given_back_by_several(hq: Hq) {
    let (org, row, first) = billed(&hq).await;
    let engine = InstanceId(Uuid::from_u128(1));
    hq.uses(org, engine, 400, 0).await;
    hq.advance(Duration::days(92));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 3);
    let before = hq.issued().await;
    // It turns out that there was none at all, in three months.
    hq.uses(org, engine, 0, 92 * 86_400 - 1).await;
    hq.advance(Duration::days(20));
    let ended = hq_server::billing::millis(hq.app.now());
    let mut operation = hq.operation().await;
    hq.bill(&mut operation, &row, Reason::Ended { at: ended }).await.expect("something to give back");
    commit(operation).await;
    let mut notes = hq.issued().await.split_off(before.len());
    // They are of one moment.
    notes.sort_by(|one, other| one.number.cmp(&other.number));
    assert_eq!(notes.len(), 3, "{notes:?}");
    let mut corrected: Vec<_> = notes.iter().map(|note| note.corrects_id).collect();
    corrected.dedup();
    let newest: Vec<_> = before[1..].iter().rev().map(|invoice| Some(invoice.id)).collect();
    assert_eq!(corrected, newest, "the newest first, and not {}", first.number);
    let db = hq.app.db().read();
    let used = |rows: &[invoice::Model]| rows.iter().map(|row| row.net_minor).sum::<i64>();
    let fees = 3 * before[0].net_minor;
    let given = used(&notes);
    assert!((used(&before[1..]) - fees - given).abs() <= 3, "all but the fees: {given}");
    for note in &notes {
        let of = before.iter().find(|invoice| Some(invoice.id) == note.corrects_id).unwrap();
        assert!(note.net_minor <= of.net_minor && note.gross_minor <= of.gross_minor);
        let lines = invoice_line::Entity::find()
            .filter(invoice_line::Column::InvoiceId.eq(note.id))
            .all(db)
            .await
            .unwrap();
        assert_eq!(lines.iter().map(|line| line.net_minor).sum::<i64>(), note.net_minor);
    }
    assert_eq!(ledger::total(db).await.unwrap(), 0);
    let mut operation = hq.operation().await;
    let again = hq.bill(&mut operation, &row, Reason::Ended { at: ended + 1000 }).await;
    assert_eq!(again, None, "it was given back once");
    hq.documents_pass().await;
}
