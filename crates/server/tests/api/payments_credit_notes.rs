//! `hq billing credit-note`: an invoice is taken back, and what was paid of it is its payer's credit.

use crate::{
    on_both,
    support::{Backend, Hq, commit, monthly, new_account},
};
use hq_billing::ledger::Account;
use hq_contract::plan::Plan;
use hq_server::{
    db::entity::invoice,
    ledger,
    payments::{self, NewPayment, Provider, amount::shown},
    platform::micros::Micros,
};

on_both!(crate::support::Hq::selling =>
    a_paid_invoice_is_taken_back_in_parts,
    what_was_given_up_is_nobodys_credit,
    what_the_bank_takes_back_is_not_owed_once_it_was_taken_off,
);

async fn billed(hq: &Hq) -> invoice::Model {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("Ada")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Premium)).await;
    hq.issued().await.remove(0)
}

async fn a_paid_invoice_is_taken_back_in_parts(hq: Hq) {
    let invoice = billed(&hq).await;
    let number = invoice.number.as_str();
    hq.billing(&["mark-paid", number, "--reference", "1"]).await.unwrap();
    let part = ["credit-note", number, "--amount", "12.00", "--reason", "Agreed by phone"];
    let said = hq.billing(&part).await.unwrap();
    assert!(
        said.starts_with("Credit note HQA-")
            && said.contains(&format!("takes 12.00 EUR of invoice {number}")),
        "{said}"
    );
    let credit =
        async || ledger::credit(hq.app.db().read(), invoice.billing_account_id, "EUR").await.unwrap();
    assert_eq!((hq.open(&invoice).await, credit().await), (0, 1_200));

    let left = shown(invoice.gross_minor - 1_200, "EUR");
    let all = shown(invoice.gross_minor, "EUR");
    let more = ["credit-note", number, "--amount", all.trim_end_matches(" EUR"), "--reason", "Too much"];
    let refused = hq.billing(&more).await.unwrap_err().to_string();
    assert!(refused.starts_with(&format!("Only {left} of invoice {number} can be taken back.")), "{refused}");
    let said = hq.billing(&["credit-note", number, "--reason", "The rest"]).await.unwrap();
    assert!(said.contains(&format!("takes {left} of invoice")), "{said}");
    assert_eq!((hq.open(&invoice).await, credit().await), (0, invoice.gross_minor));

    let note = said.split(' ').nth(2).unwrap();
    let refused = hq.billing(&["credit-note", note, "--reason", "Again"]).await.unwrap_err().to_string();
    assert!(refused.contains("is a credit note"), "{refused}");
    assert!(hq.billing(&["credit-note", "HQ-9", "--reason", "x"]).await.is_err());
}

async fn what_was_given_up_is_nobodys_credit(hq: Hq) {
    let invoice = billed(&hq).await;
    let number = invoice.number.as_str();
    let db = hq.app.db().read();
    hq.billing(&["mark-paid", number, "--amount", "10.00", "--reference", "1"]).await.unwrap();
    hq.billing(&["write-off", number, "--reason", "Insolvent"]).await.unwrap();
    let lost = async || ledger::balance(db, Account::WriteOff, "EUR").await.unwrap();
    assert_eq!((hq.open(&invoice).await, lost().await), (0, invoice.gross_minor - 1_000));
    let credit = async || ledger::credit(db, invoice.billing_account_id, "EUR").await.unwrap();
    hq.billing(&["credit-note", number, "--amount", "20.00", "--reason", "A part"]).await.unwrap();
    assert_eq!((credit().await, lost().await), (0, invoice.gross_minor - 3_000), "so much less is lost");
    hq.billing(&["credit-note", number, "--reason", "The rest"]).await.unwrap();
    assert_eq!((hq.open(&invoice).await, lost().await), (0, 0));
    assert_eq!(credit().await, 1_000, "what was paid, and no more");
}

async fn what_the_bank_takes_back_is_not_owed_once_it_was_taken_off(hq: Hq) {
    let invoice = billed(&hq).await;
    let number = invoice.number.as_str();
    hq.billing(&["mark-paid", number, "--reference", "1"]).await.unwrap();
    hq.billing(&["credit-note", number, "--amount", "20.00", "--reason", "A part"]).await.unwrap();
    let operation = hq.operation().await;
    let back = NewPayment {
        provider: Provider::Operator,
        reference: "1 back",
        minor: invoice.gross_minor,
        currency: "EUR",
        received_at: Micros::default(),
    };
    payments::reverse(&operation, &invoice, &back).await.unwrap();
    commit(operation).await;
    let credit = ledger::credit(hq.app.db().read(), invoice.billing_account_id, "EUR").await.unwrap();
    assert_eq!((hq.open(&invoice).await, credit), (invoice.gross_minor - 2_000, 0));
    // What was paid of it is nothing now: there is nothing more to take back.
    let operation = hq.operation().await;
    let more = NewPayment { reference: "2 back", minor: 1, ..back };
    assert!(payments::reverse(&operation, &invoice, &more).await.is_err());
}

#[tokio::test]
async fn without_a_seller_there_are_no_credit_notes() {
    let hq = Hq::start(Backend::Sqlite).await;
    let books = hq.books(None).await;
    hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let refused =
        hq.billing(&["credit-note", "HQ-2026-000001", "--reason", "x"]).await.unwrap_err().to_string();
    assert!(refused.starts_with("Without --billing nobody sells"), "{refused}");
}
