//! Vouchers: each use once, each organization once.

use crate::{
    access_matrix::{Matrix, VOUCHER, ruled},
    on_both,
    support::{Hq, new_engine, terms},
};
use futures::future::join_all;
use hq_contract::{
    FieldCode, Money, ProblemCode,
    invoices::{GetUpcomingInvoice, LineSubject},
    plan::Plan,
    plans::CostCategory,
    storage_engines::NewStorageEngine,
    subscription::{CancelSubscription, Cancellation, GetSubscription},
    vouchers::{ActiveVoucher, RedeemVoucher, Redemption, VoucherCode, VoucherGift},
};
use hq_server::{
    commands::sales::{Sales, VoucherArguments, perform},
    db::entity::voucher,
};
use sea_orm::EntityTrait as _;
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix =
    Matrix::of(&[ruled("POST /api/v1/organizations/{org}/vouchers", "billing update", 201)
        .body(|_| json!({"code": VOUCHER}))]);

on_both!(crate::support::Hq::selling =>
    of_32_at_once_one_redeems_the_last_use,
    an_organization_redeems_a_voucher_once,
    what_is_no_voucher_is_refused,
    money_is_taken_off_what_is_billed,
    fpu_cost_nothing_for_their_time,
    what_an_earlier_subscription_used_is_gone,
    a_trial_is_used_by_the_next_order,
    a_code_is_found_by_nobody_who_tries,
);

fn voucher_of(code: &str) -> VoucherArguments {
    VoucherArguments {
        code: code.parse().unwrap(),
        credit: None,
        fpu: None,
        trial: None,
        days: None,
        uses: 1,
        valid: None,
    }
}

async fn make(hq: &Hq, arguments: VoucherArguments) -> Result<String, String> {
    let mut out = Vec::new();
    let outcome = perform(&hq.app, Sales::Voucher(arguments), &mut out).await;
    outcome.map(|_| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

fn code(text: &str) -> VoucherCode {
    text.parse().unwrap()
}

fn redeem(org: hq_contract::OrganizationId, code: &str) -> RedeemVoucher {
    RedeemVoucher { org, body: Redemption { code: code.parse().unwrap() } }
}

fn euros(minor: i64) -> Money {
    Money { minor, currency: "EUR".to_owned() }
}

async fn of_32_at_once_one_redeems_the_last_use(hq: Hq) {
    make(&hq, VoucherArguments { credit: Some(10_000), ..voucher_of("LAST-ONE") }).await.unwrap();
    let mut people = Vec::new();
    for number in 0..8 {
        let browser = hq.person(&format!("p{number}@example.org")).await;
        let mut organizations = Vec::new();
        for name in ["One", "Two", "Three", "Four"] {
            organizations.push(browser.create(&format!("{name} {number}")).await.id);
        }
        people.push((browser, organizations));
    }
    let tries = people.iter().flat_map(|(browser, organizations)| {
        organizations.iter().map(move |org| async move { browser.call(&redeem(*org, "last-one")).await })
    });
    let outcomes = join_all(tries).await;
    assert_eq!((outcomes.len(), outcomes.iter().filter(|outcome| outcome.is_ok()).count()), (32, 1));
    let codes = outcomes.into_iter().filter_map(Result::err).map(|refused| refused.code());
    assert!(codes.into_iter().all(|code| code == ProblemCode::VoucherUsed));
    let row = voucher::Entity::find_by_id(code("LAST-ONE")).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!((row.used, row.uses), (1, 1));
}

async fn an_organization_redeems_a_voucher_once(hq: Hq) {
    let said =
        make(&hq, VoucherArguments { credit: Some(10_000), uses: 5, ..voucher_of("WELCOME-2026") }).await;
    assert_eq!(said.unwrap(), "WELCOME-2026 gives 100.00 EUR, 5 times.\n");
    let taken = make(&hq, VoucherArguments { credit: Some(1), ..voucher_of("WELCOME-2026") }).await;
    assert!(taken.unwrap_err().contains("already"));
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let outcomes = join_all((0..4).map(|_| {
        let ada = &ada;
        async move { ada.call(&redeem(org, " welcome-2026 ")).await }
    }))
    .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let refused = ada.call(&redeem(org, "WELCOME-2026")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::VoucherRedeemed);
    let row =
        voucher::Entity::find_by_id(code("WELCOME-2026")).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(row.used, 1);
    let vouchers = ada.call(&GetSubscription { org }).await.unwrap().vouchers;
    let expected = ActiveVoucher {
        code: "WELCOME-2026".parse().unwrap(),
        gift: VoucherGift::Credit { amount: euros(10_000) },
        left: Some(euros(10_000)),
        until: None,
    };
    assert_eq!(vouchers, [expected]);
}

async fn what_is_no_voucher_is_refused(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let refused = ada.call(&redeem(org, "NONE-SUCH")).await.unwrap_err();
    assert_eq!(refused.field("/code"), Some(FieldCode::NotAVoucher));
    make(&hq, VoucherArguments { credit: Some(1), valid: Some(1), ..voucher_of("SHORT") }).await.unwrap();
    hq.advance(Duration::days(1));
    let refused = ada.call(&redeem(org, "SHORT")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::VoucherExpired);
    assert!(ada.call(&GetSubscription { org }).await.unwrap().vouchers.is_empty());
}

async fn money_is_taken_off_what_is_billed(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    make(&hq, VoucherArguments { credit: Some(200_000), ..voucher_of("BIG-ONE") }).await.unwrap();
    ada.call(&redeem(org, "BIG-ONE")).await.unwrap();
    let account = hq.account(&ada).await;
    let quote = ada.subscribe(org, terms(Plan::Premium), account).await;
    assert_eq!((quote.net.minor, quote.gross.minor), (0, 0));
    let off = quote.lines.iter().find(|line| line.category == CostCategory::Vouchers).unwrap();
    assert_eq!(
        (off.net.minor, &off.subject),
        (-135_000, &LineSubject::Voucher { code: "BIG-ONE".to_owned() })
    );
    let left = ada.call(&GetSubscription { org }).await.unwrap().vouchers.remove(0).left;
    assert_eq!(left, Some(euros(65_000)));
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    assert_eq!(upcoming.net.minor, 135_000 - 65_000);
    let mail = hq.mails("invoices@acme.example").await.remove(0);
    assert!(mail.text_body.contains("There’s nothing to pay"), "{}", mail.text_body);
    assert!(!mail.text_body.contains("RF"), "{}", mail.text_body);
}

async fn fpu_cost_nothing_for_their_time(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    make(&hq, VoucherArguments { fpu: Some(4), days: Some(3), ..voucher_of("FOUR-FPU") }).await.unwrap();
    ada.call(&redeem(org, "FOUR-FPU")).await.unwrap();
    hq.engine(&ada, org, "Orders").await;
    hq.advance(Duration::days(3));
    let usage = async || {
        let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
        let engines = upcoming.lines.iter().find(|line| line.category == CostCategory::StorageEngines);
        engines.map_or(0, |line| line.net.minor)
    };
    assert_eq!(usage().await, 0);
    assert!(ada.call(&GetSubscription { org }).await.unwrap().vouchers.is_empty(), "its time is over");
    hq.advance(Duration::days(1));
    // A day of 4 FPU at 0.12 €, less the moment that the engine came after the voucher.
    assert!((1150..=1152).contains(&usage().await), "{}", usage().await);
}

async fn what_an_earlier_subscription_used_is_gone(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    make(&hq, VoucherArguments { fpu: Some(8), days: Some(30), ..voucher_of("EIGHT-FPU") }).await.unwrap();
    ada.call(&redeem(org, "EIGHT-FPU")).await.unwrap();
    ada.subscribe(org, terms(Plan::Standard), account).await;
    // 32 FPU in the seven days of the trial: 5,376 of the 5,760 hours.
    for name in ["Orders", "Sales"] {
        hq.engine_like(&ada, org, NewStorageEngine { fpu: Some(16), ..new_engine(name) }).await;
    }
    ada.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    hq.advance(Duration::days(7));
    let ada = hq.sign_in("ada@example.org").await.0;
    hq.take_effect().await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    let usage = async || {
        let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
        let engines = upcoming.lines.iter().find(|line| line.category == CostCategory::StorageEngines);
        engines.map_or(0, |line| line.net.minor)
    };
    hq.advance(Duration::hours(11));
    assert_eq!(usage().await, 0, "352 hours of the 384 that are left");
    hq.advance(Duration::hours(13));
    hq.take_effect().await;
    // A day of 32 FPU is 768 hours: half of them at 0.12 €, but for the seconds in between.
    assert!((4600..=4616).contains(&usage().await), "{}", usage().await);
    // All that the first one used was given, and is still.
    hq_server::invoices::round(&hq.app).await.unwrap();
    let nets: Vec<i64> = hq.issued().await.iter().map(|invoice| invoice.net_minor).collect();
    assert_eq!(nets, [9000], "the fee of the second one");
}

async fn a_trial_is_used_by_the_next_order(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let trial = VoucherArguments { trial: Some(Plan::Premium), days: Some(30), ..voucher_of("TRY-PREMIUM") };
    make(&hq, trial).await.unwrap();
    ada.call(&redeem(org, "TRY-PREMIUM")).await.unwrap();
    assert!(ada.call(&GetSubscription { org }).await.unwrap().trial_left);
    let account = hq.account(&ada).await;
    let quote = ada.subscribe(org, terms(Plan::Premium), account).await;
    assert_eq!(quote.gross.minor, 0);
    assert!(quote.trial_until.is_some());
    assert!(ada.call(&GetSubscription { org }).await.unwrap().vouchers.is_empty());
}

async fn a_code_is_found_by_nobody_who_tries(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    for number in 0..20 {
        let refused = ada.call(&redeem(org, &format!("GUESS-{number}"))).await.unwrap_err();
        assert_eq!(refused.problem.status, 422);
    }
    let refused = ada.call(&redeem(org, "GUESS-20")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
}
