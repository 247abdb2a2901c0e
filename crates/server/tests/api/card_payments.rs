//! Invoices paid by card: each is charged once, whatever happens on the way.

use crate::{
    on_both,
    support::{Backend, Bank, Books, Fault, Hq, StripeDouble},
};
use hq_billing::ledger::Account;
use hq_server::{
    card_payments,
    db::entity::{card_payment, invoice, payment},
    ledger,
    stripe::PaymentIntent,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use time::Duration;

on_both!(crate::support::Hq::start_with_cards =>
    an_invoice_is_charged_to_the_card,
    invoices_of_before_go_by_bank_transfer,
    a_part_that_came_by_transfer_is_not_charged,
    what_was_paid_meanwhile_is_not_charged,
    a_card_that_is_refused_is_tried_on_dated_steps,
    a_bank_that_wants_its_customer_says_so_in_the_mail,
    another_card_is_tried_at_once,
    without_a_card_it_waits,
    what_takes_its_time_is_booked_when_it_is_over,
    a_payment_that_was_cancelled_is_not_tried_again,
    what_came_is_booked_and_not_what_was_asked_for,
    two_servers_at_once_charge_once,
    another_customer_is_another_payment,
    no_order_of_faults_charges_twice,
);

impl Hq {
    /// A payer with a card, which was saved as people do it.
    pub async fn payer_with_card(&self) -> (Books, crate::support::Browser) {
        let owner = self.person("ada@acme.example").await;
        let books = self.books(Some(owner.me().await)).await;
        self.save_card(&books, &owner, "4242").await;
        (books, owner)
    }

    pub async fn card_payment(&self, invoice: &invoice::Model) -> card_payment::Model {
        let row = card_payment::Entity::find().filter(card_payment::Column::InvoiceId.eq(invoice.id));
        row.one(self.app.db().write()).await.unwrap().expect("it was begun")
    }

    pub async fn round(&self) -> usize {
        card_payments::round(&self.app).await.expect("the database is there")
    }

    pub fn double(&self) -> &StripeDouble {
        self.stripe.as_ref().expect("cards")
    }

    pub async fn payments(&self) -> Vec<payment::Model> {
        payment::Entity::find().all(self.app.db().write()).await.unwrap()
    }

    pub async fn card_mails(&self) -> Vec<String> {
        self.mails("billing@acme.example").await.into_iter().map(|mail| mail.text_body).collect()
    }
}

async fn an_invoice_is_charged_to_the_card(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    assert_eq!(hq.round().await, 1);
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    let payments = hq.payments().await;
    assert_eq!(
        (payments.len(), payments[0].amount_minor, payments[0].provider.as_str()),
        (1, 12_000, "stripe")
    );
    assert_eq!(hq.double().charges(), [(payments[0].reference.clone(), 12_000)]);
    assert_eq!(ledger::balance(hq.app.db().read(), Account::Provider, "EUR").await.unwrap(), 12_000);
    assert_eq!(hq.card_payment(&invoice).await.state.as_str(), "paid");
    for _ in 0..3 {
        hq.advance(Duration::days(10));
        assert_eq!(hq.round().await, 0);
    }
    assert_eq!(hq.double().charges().len(), 1);
    assert_eq!(hq.card_mails().await, Vec::<String>::new());
}

async fn invoices_of_before_go_by_bank_transfer(hq: Hq) {
    let owner = hq.person("ada@acme.example").await;
    let books = hq.books(Some(owner.me().await)).await;
    let before = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.save_card(&books, &owner, "4242").await;
    let after = hq.invoice(&books, "HQ-2026-000002", 1_000, 200).await;
    hq.issue(&books, "HQC-2026-000001", "EUR", (100, 20), Some(before.id)).await;
    assert_eq!(hq.round().await, 1);
    assert_eq!((hq.open(&before).await, hq.open(&after).await), (11_880, 0));
}

async fn a_part_that_came_by_transfer_is_not_charged(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.billing(&["mark-paid", "HQ-2026-000001", "--amount", "50", "--reference", "1"]).await.unwrap();
    hq.round().await;
    assert_eq!(hq.double().charges()[0].1, 7_000);
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
}

async fn what_was_paid_meanwhile_is_not_charged(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    hq.billing(&["mark-paid", "HQ-2026-000001", "--reference", "1"]).await.unwrap();
    hq.advance(Duration::days(4));
    assert_eq!(hq.round().await, 1);
    assert_eq!(hq.card_payment(&invoice).await.state.as_str(), "settled");
    assert!(hq.double().charges().is_empty());
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
}

async fn a_card_that_is_refused_is_tried_on_dated_steps(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines; 4]);
    for (attempt, days) in [3, 5, 7].into_iter().enumerate() {
        assert_eq!(hq.round().await, 1);
        let row = hq.card_payment(&invoice).await;
        assert_eq!((row.state.as_str(), row.attempts), ("due", i64::try_from(attempt).unwrap() + 1));
        assert_eq!(row.problem.as_deref(), Some("card_declined"));
        let mails = hq.card_mails().await;
        assert_eq!(mails.len(), attempt + 1, "one a try");
        assert!(
            mails[0].contains("HQ-2026-000001") && mails[0].contains(&format!("{days} days")),
            "{}",
            mails[0]
        );
        assert!(mails[0].contains(invoice.reference.as_deref().unwrap()), "the way out: {}", mails[0]);
        assert!(mails[0].contains(&format!("/billing-accounts/{}/payment", books.account)), "{}", mails[0]);
        hq.advance(Duration::days(days) - Duration::hours(1));
        assert_eq!(hq.round().await, 0, "not before");
        hq.advance(Duration::hours(2));
    }
    assert_eq!(hq.round().await, 1);
    assert_eq!(hq.card_payment(&invoice).await.state.as_str(), "stopped");
    hq.advance(Duration::days(60));
    assert_eq!(hq.round().await, 0, "its payer has to do something");
    assert_eq!((hq.double().charges().len(), hq.open(&invoice).await), (0, 12_000));
    assert_eq!(hq.double().payments().len(), 1, "one payment an invoice");
}

async fn a_bank_that_wants_its_customer_says_so_in_the_mail(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::WantsPerson]);
    hq.round().await;
    assert_eq!(hq.card_payment(&invoice).await.problem.as_deref(), Some("authentication_required"));
    let mail = hq.card_mails().await.remove(0);
    assert!(mail.contains("wants you to confirm"), "{mail}");
    hq.advance(Duration::days(4));
    hq.round().await;
    assert_eq!(hq.open(&invoice).await, 0);
}

async fn another_card_is_tried_at_once(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines; 4]);
    for days in [3, 5, 7, 9] {
        hq.round().await;
        hq.advance(Duration::days(days + 1));
    }
    assert_eq!(hq.card_payment(&invoice).await.state.as_str(), "stopped");
    let (owner, _) = hq.sign_in("ada@acme.example").await;
    hq.save_card(&books, &owner, "1881").await;
    assert_eq!(hq.round().await, 1);
    assert_eq!((hq.open(&invoice).await, hq.double().charges().len()), (0, 1));
}

async fn without_a_card_it_waits(hq: Hq) {
    let (books, owner) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    hq.forget_cards(&books, &owner).await;
    hq.advance(Duration::days(4));
    assert_eq!(hq.round().await, 1);
    hq.advance(Duration::days(40));
    assert_eq!(hq.round().await, 0, "it is paid by bank transfer");
    assert_eq!((hq.open(&invoice).await, hq.double().charges().len()), (12_000, 0));
    // Their session has ended by now.
    let (owner, _) = hq.sign_in("ada@acme.example").await;
    hq.save_card(&books, &owner, "1881").await;
    assert_eq!(hq.round().await, 1);
    assert_eq!(hq.open(&invoice).await, 0);
}

async fn what_takes_its_time_is_booked_when_it_is_over(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::TakesTime]);
    hq.round().await;
    assert_eq!((hq.open(&invoice).await, hq.round().await), (12_000, 0));
    hq.advance(Duration::hours(2));
    assert_eq!(hq.round().await, 1, "it is looked at");
    hq.double().process(&hq.double().payments()[0]);
    hq.advance(Duration::hours(2));
    hq.round().await;
    assert_eq!((hq.open(&invoice).await, hq.double().charges().len()), (0, 1));
}

async fn a_payment_that_was_cancelled_is_not_tried_again(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    hq.double().cancel(&hq.double().payments()[0]);
    hq.advance(Duration::days(4));
    hq.round().await;
    assert_eq!(hq.card_payment(&invoice).await.state.as_str(), "stopped");
    assert_eq!((hq.open(&invoice).await, hq.double().charges().len()), (12_000, 0));
}

async fn what_came_is_booked_and_not_what_was_asked_for(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    let told = PaymentIntent {
        id: hq.card_payment(&invoice).await.provider_reference.unwrap(),
        status: "requires_payment_method".to_owned(),
        amount: 12_000,
        amount_received: 7_000,
        currency: "eur".to_owned(),
        ..PaymentIntent::default()
    };
    let tell = async |payment: PaymentIntent| card_payments::told(&hq.app, &payment).await;
    for status in ["requires_payment_method", "processing", "canceled"] {
        tell(PaymentIntent { status: status.to_owned(), ..told.clone() }).await.unwrap();
    }
    assert_eq!(hq.payments().await.len(), 0, "nothing came yet");
    let succeeded = PaymentIntent { status: "succeeded".to_owned(), ..told };
    let dollars = PaymentIntent { currency: "usd".to_owned(), ..succeeded.clone() };
    assert!(tell(dollars).await.is_err(), "another currency pays nothing");
    assert_eq!((hq.payments().await.len(), hq.open(&invoice).await), (0, 12_000));
    for _ in 0..2 {
        tell(succeeded.clone()).await.unwrap();
        assert_eq!((hq.payments().await.len(), hq.open(&invoice).await), (1, 5_000));
    }
    let unknown = PaymentIntent { id: "pi_unknown".to_owned(), ..succeeded };
    tell(unknown).await.unwrap();
    assert_eq!((hq.payments().await.len(), hq.credit(&books).await), (1, 0));
}

async fn two_servers_at_once_charge_once(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let mut invoices = Vec::new();
    for number in 0..5 {
        invoices.push(hq.invoice(&books, &format!("HQ-2026-00000{number}"), 10_000, 2_000).await);
    }
    let tried: usize = futures::future::join_all((0..4).map(|_| hq.round())).await.into_iter().sum();
    assert_eq!((tried, hq.double().charges().len(), hq.payments().await.len()), (5, 5, 5));
    for invoice in &invoices {
        assert_eq!(hq.open(invoice).await, 0);
    }
}

async fn another_customer_is_another_payment(hq: Hq) {
    let (books, owner) = hq.payer_with_card().await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    hq.forget_cards(&books, &owner).await;
    // As a hand-over to another owner leaves the account.
    let heir = hq.person("grace@acme.example").await;
    hq.hand_over(&books, heir.me().await).await;
    hq.save_card(&books, &heir, "1881").await;
    hq.round().await;
    assert_eq!(
        (hq.open(&invoice).await, hq.double().charges().len(), hq.double().payments().len()),
        (0, 1, 2)
    );
}

/// What can happen between two rounds, and to the requests of the next one.
#[derive(Clone, Debug)]
struct Turn {
    faults: Vec<Fault>,
    banks: Vec<Bank>,
    transfer: bool,
    webhook: bool,
    at_once: bool,
}

fn turn() -> impl Strategy<Value = Turn> {
    let fault = prop_oneof![
        Just(Fault::LostBefore),
        Just(Fault::LostAfter),
        Just(Fault::LostAfter),
        Just(Fault::BrokenBefore),
        Just(Fault::BrokenAfter),
        Just(Fault::Busy),
    ];
    let bank = prop_oneof![Just(Bank::Declines), Just(Bank::WantsPerson), Just(Bank::TakesTime)];
    (
        prop::collection::vec(fault, 0..5),
        prop::collection::vec(bank, 0..2),
        prop::bool::weighted(0.1),
        any::<bool>(),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(faults, banks, transfer, webhook, at_once)| Turn {
            faults,
            banks,
            transfer,
            webhook,
            at_once,
        })
}

async fn no_order_of_faults_charges_twice(hq: Hq) {
    let (books, _) = hq.payer_with_card().await;
    let mut runner = TestRunner::deterministic();
    let turns = prop::collection::vec(turn(), 1..5);
    for number in 0..200 {
        let turns = turns.new_tree(&mut runner).unwrap().current();
        survive(&hq, &books, number, &turns).await;
    }
    let charged: i64 = hq.double().charges().iter().map(|(_, minor)| minor).sum();
    assert_eq!(ledger::balance(hq.app.db().read(), Account::Provider, "EUR").await.unwrap(), charged);
    assert!(charged > 0);
}

async fn survive(hq: &Hq, books: &Books, number: usize, turns: &[Turn]) {
    let before = hq.double().charges().len();
    let invoice = hq.invoice(books, &format!("HQ-{number}"), 10_000, 2_000).await;
    let mut transferred = 0;
    for (place, turn) in turns.iter().enumerate() {
        hq.double().fails(turn.faults.iter().copied());
        hq.double().bank_says(turn.banks.iter().copied());
        if turn.at_once {
            futures::future::join(hq.round(), hq.round()).await;
        } else {
            hq.round().await;
        }
        if turn.transfer {
            let name = format!("{number}/{place}");
            let arguments = ["mark-paid", &invoice.number, "--amount", "10", "--reference", &name];
            hq.billing(&arguments).await.unwrap();
            transferred += 1_000;
        }
        let row = hq.card_payment(&invoice).await;
        if let (true, Some(payment)) = (turn.webhook, &row.provider_reference) {
            let event = format!("evt_{number}_{place}");
            let _ = hq.stripe_tells(&event, "payment_intent.succeeded", payment).await;
        }
        hq.advance(Duration::days(8));
    }
    // All is well again: what is not over comes to an end.
    hq.double().recovers();
    for payment in hq.double().payments() {
        hq.double().finish(&payment);
    }
    for _ in 0..3 {
        hq.round().await;
        hq.advance(Duration::days(8));
    }
    if hq.card_payment(&invoice).await.state.as_str() == "stopped" {
        let (owner, _) = hq.sign_in("ada@acme.example").await;
        hq.forget_cards(books, &owner).await;
        hq.save_card(books, &owner, "4242").await;
        hq.round().await;
    }
    let charges = hq.double().charges()[before..].to_vec();
    assert!(charges.len() <= 1, "{charges:?} after {turns:?}");
    let charged: i64 = charges.iter().map(|(_, minor)| minor).sum();
    assert_eq!(hq.open(&invoice).await, 0, "{turns:?}");
    let booked: Vec<payment::Model> = hq
        .payments()
        .await
        .into_iter()
        .filter(|row| charges.iter().any(|(id, _)| *id == row.reference))
        .collect();
    assert_eq!(booked.iter().map(|row| row.amount_minor).sum::<i64>(), charged, "{turns:?}");
    assert!(charged + transferred >= 12_000, "{charged} {transferred}: {turns:?}");
}

/// Without a provider nothing is tried.
#[tokio::test]
async fn without_a_provider_nobody_is_charged() {
    let hq = Hq::start(Backend::Sqlite).await;
    let books = hq.books(None).await;
    hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    assert_eq!(card_payments::round(&hq.app).await.unwrap(), 0);
}
