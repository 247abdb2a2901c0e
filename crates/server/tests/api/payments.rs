//! Payments in the ledger: nothing is lost, nothing is booked twice, nothing is changed.

use crate::{
    on_both,
    support::{Books, Hq},
};
use futures::future::join_all;
use hq_billing::ledger::Account;
use hq_server::{
    db::entity::invoice,
    ledger,
    operation::{Operation, Origin},
    payments::{self, Booked, NewPayment, PaymentError, Provider},
    platform::micros::Micros,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use sea_orm::ConnectionTrait as _;

on_both!(
    an_invoice_is_open_until_it_is_paid,
    a_part_leaves_the_rest_open,
    what_is_too_much_is_the_payers_credit,
    one_reference_is_booked_once_however_many_tell_of_it,
    two_payments_at_once_pay_what_is_open_once,
    a_credit_note_of_a_paid_invoice_frees_what_was_paid,
    credit_pays_another_invoice_or_goes_back_once,
    a_payment_that_came_back_opens_the_invoice_again,
    another_currency_is_refused,
    what_was_booked_is_never_changed,
    whatever_comes_the_ledger_adds_up,
);

/// Books a payment of so much; another reference is another payment.
async fn pay(hq: &Hq, invoice: &invoice::Model, minor: i64, reference: &str) -> Result<Booked, PaymentError> {
    let operation = Operation::begin(&hq.app, &Origin::server()).await?;
    let payment = NewPayment {
        provider: Provider::Operator,
        reference,
        minor,
        currency: "EUR",
        received_at: Micros::default(),
    };
    let booked = payments::book(&operation, invoice, &payment).await?;
    operation.finish_empty(http::StatusCode::NO_CONTENT).await?;
    Ok(booked)
}

async fn balance(hq: &Hq, account: Account) -> i64 {
    ledger::balance(hq.app.db().read(), account, "EUR").await.unwrap()
}

async fn an_invoice_is_open_until_it_is_paid(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    assert_eq!(hq.open(&invoice).await, 12_000);
    let booked = pay(&hq, &invoice, 12_000, "one").await.unwrap();
    assert!(matches!(booked, Booked::Now { pays: 12_000, credit: 0, .. }), "{booked:?}");
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    assert_eq!(balance(&hq, Account::Bank).await, 12_000);
    assert_eq!(balance(&hq, Account::Revenue).await, -10_000);
    assert_eq!(balance(&hq, Account::Vat).await, -2_000);
    assert_eq!(balance(&hq, Account::Receivable).await, 0);
}

async fn a_part_leaves_the_rest_open(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    pay(&hq, &invoice, 5_000, "one").await.unwrap();
    assert_eq!(hq.open(&invoice).await, 7_000);
    pay(&hq, &invoice, 7_000, "two").await.unwrap();
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    for minor in [0, -5] {
        assert!(matches!(pay(&hq, &invoice, minor, "three").await, Err(PaymentError::NotPositive)));
    }
}

async fn what_is_too_much_is_the_payers_credit(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let booked = pay(&hq, &invoice, 12_500, "one").await.unwrap();
    assert!(matches!(booked, Booked::Now { pays: 12_000, credit: 500, .. }), "{booked:?}");
    // It is paid already.
    let booked = pay(&hq, &invoice, 12_000, "two").await.unwrap();
    assert!(matches!(booked, Booked::Now { pays: 0, credit: 12_000, .. }), "{booked:?}");
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 12_500));
    assert_eq!(balance(&hq, Account::Bank).await, 24_500);
}

async fn one_reference_is_booked_once_however_many_tell_of_it(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let other = hq.invoice(&books, "HQ-2026-000002", 10_000, 2_000).await;
    let all = join_all((0..8).map(|_| pay(&hq, &invoice, 12_000, "one"))).await;
    let new = all.iter().filter(|booked| matches!(booked, Ok(Booked::Now { .. }))).count();
    let before = all.iter().filter(|booked| matches!(booked, Ok(Booked::Before))).count();
    assert_eq!((new, before), (1, 7), "{all:?}");
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    assert!(matches!(pay(&hq, &other, 11_000, "one").await, Err(PaymentError::Contradicted(_))));
    // The same amount of the same payer, and yet another payment: of another invoice, in another currency, of somebody else.
    assert!(matches!(pay(&hq, &other, 12_000, "one").await, Err(PaymentError::Contradicted(_))));
    let dollars = hq.issue(&books, "HQ-2026-000003", "USD", (10_000, 2_000), None).await;
    let operation = hq.operation().await;
    let new = NewPayment {
        provider: Provider::Operator,
        reference: "one",
        minor: 12_000,
        currency: "USD",
        received_at: Micros::default(),
    };
    let refused = payments::book(&operation, &dollars, &new).await;
    assert!(matches!(refused, Err(PaymentError::Contradicted(_))), "{refused:?}");
    drop(operation);
    let elsewhere = hq.books(None).await;
    let theirs = hq.invoice(&elsewhere, "HQ-2026-000004", 10_000, 2_000).await;
    assert!(matches!(pay(&hq, &theirs, 12_000, "one").await, Err(PaymentError::Contradicted(_))));
    for open in [&other, &dollars, &theirs] {
        assert_eq!(hq.open(open).await, 12_000);
    }
    for nothing in [0, -1] {
        assert!(matches!(pay(&hq, &other, nothing, "nothing").await, Err(PaymentError::NotPositive)));
    }
}

async fn two_payments_at_once_pay_what_is_open_once(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let names: Vec<String> = (0..6).map(|number| format!("payment {number}")).collect();
    for booked in join_all(names.iter().map(|name| pay(&hq, &invoice, 5_000, name))).await {
        booked.unwrap();
    }
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 18_000));
    assert_eq!(balance(&hq, Account::Bank).await, 30_000);
}

async fn a_credit_note_of_a_paid_invoice_frees_what_was_paid(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    pay(&hq, &invoice, 12_000, "one").await.unwrap();
    hq.issue(&books, "HQC-2026-000001", "EUR", (2_500, 500), Some(invoice.id)).await;
    assert_eq!(hq.open(&invoice).await, -3_000);
    for freed in [3_000, 0] {
        let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
        assert_eq!(payments::free_surplus(&operation, &invoice).await.unwrap(), freed);
        operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
    }
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 3_000));
    assert_eq!(balance(&hq, Account::Revenue).await, -7_500);
}

async fn use_credit(hq: &Hq, invoice: &invoice::Model) -> Result<i64, PaymentError> {
    let operation = Operation::begin(&hq.app, &Origin::server()).await?;
    let used = payments::use_credit(&operation, invoice).await?;
    operation.finish_empty(http::StatusCode::NO_CONTENT).await?;
    Ok(used)
}

async fn credit_pays_another_invoice_or_goes_back_once(hq: Hq) {
    let books = hq.books(None).await;
    let first = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let second = hq.invoice(&books, "HQ-2026-000002", 1_000, 200).await;
    let third = hq.invoice(&books, "HQ-2026-000003", 1_000, 200).await;
    assert!(matches!(use_credit(&hq, &second).await, Err(PaymentError::NotSoMuchCredit(_))));
    pay(&hq, &first, 13_500, "one").await.unwrap();
    let both = join_all([use_credit(&hq, &second), use_credit(&hq, &third)]).await;
    let used: i64 = both.into_iter().map(Result::unwrap).sum();
    assert_eq!(used, 1_500, "no more than there was");
    assert_eq!(hq.open(&second).await + hq.open(&third).await, 900);
    assert!(matches!(use_credit(&hq, &first).await, Err(PaymentError::NothingOpen(_))));

    pay(&hq, &first, 1_000, "two").await.unwrap();
    let refund = async |minor, reference| {
        let operation = Operation::begin(&hq.app, &Origin::server()).await?;
        let new = payments::refund(&operation, &first, minor, reference, Micros::default()).await?;
        operation.finish_empty(http::StatusCode::NO_CONTENT).await?;
        Ok::<_, PaymentError>(new)
    };
    assert!(matches!(refund(1_001, "back").await, Err(PaymentError::NotSoMuchCredit(_))));
    assert!(refund(1_000, "back").await.unwrap());
    assert!(!refund(1_000, "back").await.unwrap(), "told again");
    assert!(matches!(refund(1, "back again").await, Err(PaymentError::NotSoMuchCredit(_))));
    assert_eq!((hq.credit(&books).await, balance(&hq, Account::Bank).await), (0, 13_500));
}

async fn reverse(hq: &Hq, invoice: &invoice::Model, minor: i64, name: &str) -> Result<Booked, PaymentError> {
    let operation = Operation::begin(&hq.app, &Origin::server()).await?;
    let payment = NewPayment {
        provider: Provider::Bank,
        reference: name,
        minor,
        currency: "EUR",
        received_at: Micros::default(),
    };
    let booked = payments::reverse(&operation, invoice, &payment).await?;
    operation.finish_empty(http::StatusCode::NO_CONTENT).await?;
    Ok(booked)
}

async fn a_payment_that_came_back_opens_the_invoice_again(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    assert!(matches!(reverse(&hq, &invoice, 12_000, "back").await, Err(PaymentError::NotPaid(_))));
    pay(&hq, &invoice, 12_500, "one").await.unwrap();
    assert!(matches!(reverse(&hq, &invoice, 12_501, "back").await, Err(PaymentError::NotPaid(_))));
    let booked = reverse(&hq, &invoice, 12_500, "back").await.unwrap();
    assert!(matches!(booked, Booked::Now { pays: -12_000, credit: -500, .. }), "{booked:?}");
    assert_eq!(reverse(&hq, &invoice, 12_500, "back").await.unwrap(), Booked::Before);
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (12_000, 0));
    assert_eq!(balance(&hq, Account::Bank).await, 0);
}

async fn another_currency_is_refused(hq: Hq) {
    let books = hq.books(None).await;
    let dollars = hq.issue(&books, "HQ-2026-000001", "USD", (10_000, 0), None).await;
    assert!(matches!(pay(&hq, &dollars, 10_000, "one").await, Err(PaymentError::Currency { .. })));
    assert_eq!(hq.open(&dollars).await, 10_000);
}

async fn what_was_booked_is_never_changed(hq: Hq) {
    let books = hq.books(None).await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    pay(&hq, &invoice, 12_000, "one").await.unwrap();
    for table in ["ledger", "payments", "payment_allocations"] {
        for statement in [format!("UPDATE {table} SET amount_minor = 1"), format!("DELETE FROM {table}")] {
            let refused = hq.app.db().write().execute_unprepared(&statement).await.unwrap_err();
            assert!(refused.to_string().contains("what was issued is never changed"), "{refused}");
        }
    }
    assert_eq!(hq.open(&invoice).await, 0);
}

/// One thing that can happen to an invoice's money.
#[derive(Clone, Copy, Debug)]
enum Step {
    Pay(i64),
    Again,
    Reverse(i64),
    Credit(i64),
    UseCredit,
    WriteOff,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (1..20_000_i64).prop_map(Step::Pay),
        Just(Step::Again),
        (1..20_000_i64).prop_map(Step::Reverse),
        (1..3_000_i64).prop_map(Step::Credit),
        Just(Step::UseCredit),
        Just(Step::WriteOff),
    ]
}

async fn whatever_comes_the_ledger_adds_up(hq: Hq) {
    let mut runner = TestRunner::deterministic();
    for round in 0..12 {
        let steps = prop::collection::vec(step(), 1..12).new_tree(&mut runner).unwrap().current();
        add_up(&hq, round, &steps).await;
    }
}

/// What is open and what is credit are always what was asked for less what came and was given up.
async fn add_up(hq: &Hq, round: usize, steps: &[Step]) {
    let books: Books = hq.books(None).await;
    let invoice = hq.invoice(&books, &format!("HQ-{round}"), 10_000, 2_000).await;
    let (mut money, mut owed, mut written_off) = (0, 12_000, 0);
    for (number, step) in steps.iter().enumerate() {
        let name = format!("{round}/{number}");
        match *step {
            Step::Pay(minor) => {
                pay(hq, &invoice, minor, &name).await.unwrap();
                money += minor;
            }
            Step::Again => {
                pay(hq, &invoice, 100, &format!("{round}/again")).await.unwrap();
                let before = pay(hq, &invoice, 100, &format!("{round}/again")).await.unwrap();
                assert_eq!(before, Booked::Before);
                money += if steps[..number].iter().any(|step| matches!(step, Step::Again)) { 0 } else { 100 };
            }
            Step::Reverse(minor) => {
                if reverse(hq, &invoice, minor, &name).await.is_ok() {
                    money -= minor;
                }
            }
            Step::Credit(minor) => {
                hq.issue(&books, &format!("HQC-{name}"), "EUR", (minor, 0), Some(invoice.id)).await;
                let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
                payments::free_surplus(&operation, &invoice).await.unwrap();
                operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
                // Of what was written off, nobody has anything back.
                let void = minor.min(written_off);
                written_off -= void;
                owed -= minor - void;
            }
            Step::UseCredit => drop(use_credit(hq, &invoice).await),
            Step::WriteOff => {
                let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
                if let Ok(given_up) = payments::write_off(&operation, &invoice).await {
                    operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
                    owed -= given_up;
                    written_off += given_up;
                }
            }
        }
        let (open, credit) = (hq.open(&invoice).await, hq.credit(&books).await);
        assert_eq!(open - credit, owed - money, "{steps:?} at {number}");
        assert!(open >= 0 && credit >= 0, "{open} {credit}: {steps:?} at {number}");
    }
}
