//! Orders around the moment at which a period ends: what was quoted before it is not what is billed after it.

use crate::{
    on_both,
    support::{Browser, Hq, terms},
};
use hq_contract::{
    BillingAccountId, OrganizationId, ProblemCode,
    invoices::LineSubject,
    plan::{Plan, SupportLevel},
    subscription::{CancelSubscription, Cancellation, ReactivateSubscription, Terms},
};
use hq_server::{db::entity::organization, invoices, subscription::store};
use sea_orm::EntityTrait as _;
use time::Duration;

on_both!(crate::support::Hq::selling =>
    a_quote_of_before_an_invoice_is_worth_nothing_after_it,
    a_trial_that_was_billed_is_not_ended_for_nothing,
    less_that_is_confirmed_just_after_the_end_holds_at_once,
    what_was_read_before_an_invoice_is_not_written_after_it,
    a_clock_that_is_behind_takes_nothing_back,
);

/// An organization with a plan, some seconds before its period ends.
async fn just_before_the_end(
    hq: &Hq,
    plan: Plan,
    seconds: i64,
) -> (Browser, OrganizationId, BillingAccountId) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(plan), account).await;
    let left = hq.subscription_row(org).await.next_run_at - hq.app.now();
    hq.advance(Duration::microseconds(left) - Duration::seconds(seconds));
    (hq.sign_in("ada@example.org").await.0, org, account)
}

async fn a_quote_of_before_an_invoice_is_worth_nothing_after_it(hq: Hq) {
    let (ada, org, account) = just_before_the_end(&hq, Plan::Premium, 60).await;
    let more = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let quote = ada.quote(org, more, Some(account)).await.unwrap();
    assert!(quote.net.minor < 10, "a minute of it: {}", quote.net.minor);
    hq.advance(Duration::minutes(2));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1, "the next month is billed as it was");
    let refused = ada.order_plan(org, &quote, account).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuoteChanged);
    let quote = ada.subscribe(org, more, account).await;
    assert!((98_900..=99_000).contains(&quote.net.minor), "all of the month: {}", quote.net.minor);
}

async fn a_trial_that_was_billed_is_not_ended_for_nothing(hq: Hq) {
    let (ada, org, account) = just_before_the_end(&hq, Plan::Standard, 60).await;
    let quote = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap();
    assert_eq!(quote.net.minor, 135_000, "it ends the trial");
    hq.advance(Duration::minutes(2));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1, "the trial is over");
    let refused = ada.order_plan(org, &quote, account).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuoteChanged);
    assert_eq!(ada.subscription(org).await.terms.plan, Plan::Standard);
    let before: i64 = hq.issued().await.iter().map(|row| row.net_minor).sum();
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let after: i64 = hq.issued().await.iter().map(|row| row.net_minor).sum();
    // Of 90 € and then 1,350 €, for the same month but for two minutes.
    assert_eq!(before, 9_000);
    assert!((134_900..=135_000).contains(&after), "{after}");
}

async fn less_that_is_confirmed_just_after_the_end_holds_at_once(hq: Hq) {
    let (ada, org, account) = just_before_the_end(&hq, Plan::Premium, 10).await;
    let quote = ada.quote(org, terms(Plan::Standard), Some(account)).await.unwrap();
    hq.advance(Duration::seconds(20));
    ada.order_plan(org, &quote, account).await.unwrap();
    let row = organization::Entity::find_by_id(org).one(hq.app.db().read()).await.unwrap();
    assert_eq!(row.unwrap().plan.as_str(), "standard", "what it may do is what it pays");
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1);
    let lines = ada.get(&format!("/organizations/{org}/invoices")).await.json();
    assert_eq!(lines["items"][0]["net"]["minor"], 9_000);
    assert_eq!(ada.subscription(org).await.terms.plan, Plan::Standard);
}

async fn what_was_read_before_an_invoice_is_not_written_after_it(hq: Hq) {
    let (ada, org, _) = just_before_the_end(&hq, Plan::Premium, 1).await;
    // Somebody cancels in the last second, and is overtaken by the bill of the next month.
    let before = hq.subscription_row(org).await;
    hq.advance(Duration::seconds(2));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1);
    let operation = hq.operation().await;
    let organization = store::rows::Canceller::Organization(None);
    let refused =
        store::rows::cancel(&operation, &before, before.next_run_at, organization).await.unwrap_err();
    let hq_server::http::problem::Failure::Refused(problem, _) = refused else { panic!("{refused:?}") };
    assert_eq!(problem.code, ProblemCode::QuoteChanged);
    drop(operation);
    assert_eq!(ada.subscription(org).await.ends_at, None);
    let billed = ada.quote(org, terms(Plan::Premium), None).await.unwrap();
    assert!(!billed.lines.iter().any(|line| matches!(line.subject, LineSubject::Plan { .. })));
}

async fn a_clock_that_is_behind_takes_nothing_back(hq: Hq) {
    let (ada, org, account) = just_before_the_end(&hq, Plan::Premium, 1).await;
    let cancel = CancelSubscription { org, body: Cancellation::default() };
    // One server bills the next month; another, whose clock is two seconds behind, is asked to cancel.
    hq.advance(Duration::seconds(2));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1);
    hq.advance(Duration::seconds(-2));
    let paid_until = hq.subscription_row(org).await.next_run_at;
    ada.call(&cancel).await.unwrap();
    assert_eq!(hq.subscription_row(org).await.cancel_at, Some(paid_until), "it is paid until then");
    // It bills the last month; the other is asked to go on.
    hq.advance(Duration::microseconds(paid_until - hq.app.now()) + Duration::seconds(1));
    let (ada, _) = hq.sign_in("ada@example.org").await;
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1);
    hq.advance(Duration::seconds(-2));
    let refused = ada.call(&ReactivateSubscription { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSubscription);
    let refused = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuoteChanged);
}
