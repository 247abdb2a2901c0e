//! Subscribing, and what there is then.

use crate::{
    access_matrix::{Matrix, Place, ruled},
    on_both,
    support::{Hq, NOTHING, new_engine, terms},
};
use futures::future::join_all;
use hq_contract::{
    BillingAccountId, ProblemCode, Role,
    invoices::{GetUpcomingInvoice, LineSubject, NewBudget, PutBudget, TaxTreatment},
    organizations::GetOrganization,
    plan::{Cycle, Plan, SupportLevel},
    plans::CostCategory,
    subscription::{
        AllowanceKind, CancelSubscription, Cancellation, GetPlanStanding, GetSubscription, PlanStanding,
        PutSubscription, ReactivateSubscription, SubscriptionOrder, SubscriptionState, TakesEffect, Terms,
    },
};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/subscription", "billing read", 200),
    ruled("POST /api/v1/organizations/{org}/subscription/quote", "billing update", 200)
        .body(|things| json!({"terms": terms(Plan::Premium), "billing_account": things.account}))
        .naming(&[(Place::Body, "/billing_account")]),
    // With a quote of nothing.
    ruled("PUT /api/v1/organizations/{org}/subscription", "billing update", 409)
        .body(|things| {
            json!({"terms": terms(Plan::Premium), "billing_account": things.account, "quote": "0-0"})
        })
        .naming(&[(Place::Body, "/billing_account")]),
    ruled("POST /api/v1/organizations/{org}/subscription/cancel", "billing update", 200)
        .body(|_| json!({"reason": "Another one"})),
    // Nothing was cancelled.
    ruled("POST /api/v1/organizations/{org}/subscription/reactivate", "billing update", 409),
]);

on_both!(crate::support::Hq::selling =>
    a_plan_begins_with_its_trial_once,
    a_plan_without_a_trial_is_billed_today,
    a_quote_holds_for_its_moment_and_its_facts_only,
    of_two_orders_at_once_one_wins,
    the_same_key_orders_once,
    who_pays_is_somebody_of_ones_own,
    enterprise_is_agreed_on,
    people_see_what_their_rules_say,
    the_next_invoice_says_what_was_used,
    a_budget_is_told_of_once_a_period,
);

const PREMIUM_YEAR: Terms =
    Terms { plan: Plan::Premium, cycle: Cycle::Yearly, support: SupportLevel::Advanced, committed_fpu: 10 };

async fn a_plan_begins_with_its_trial_once(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let before = ada.call(&GetSubscription { org }).await.unwrap();
    assert!(before.billing && before.trial_left && before.subscription.is_none());
    assert_eq!(ada.call(&GetPlanStanding { org }).await.unwrap(), PlanStanding::from(&before));
    let account = hq.account(&ada).await;
    let quote = ada.quote(org, terms(Plan::Standard), Some(account)).await.unwrap();
    assert_eq!((quote.gross.minor, quote.takes_effect.clone(), quote.lines.len()), (0, TakesEffect::Now, 0));
    assert!(quote.trial_until.is_some() && quote.next_invoice == quote.trial_until);
    let current = ada.order_plan(org, &quote, account).await.unwrap();
    assert_eq!(ada.call(&GetPlanStanding { org }).await.unwrap(), PlanStanding::from(&current));
    let subscription = current.subscription.unwrap();
    assert_eq!(subscription.state, SubscriptionState::Trial);
    assert_eq!((subscription.month.minor, subscription.payer.mine), (9000, true));
    assert!(!current.trial_left);
    // It is over after seven days, and costs something then.
    hq.advance(Duration::days(7));
    let subscription = ada.subscription(org).await;
    assert_eq!((subscription.state, subscription.trial_until), (SubscriptionState::Active, None));
    // Cancelled, ended, and ordered again: no second trial.
    ada.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    hq.advance(Duration::days(40));
    let ada = hq.sign_in("ada@example.org").await.0;
    hq.take_effect().await;
    assert_eq!(ada.subscription(org).await.state, SubscriptionState::Ended);
    let quote = ada.quote(org, terms(Plan::Standard), Some(account)).await.unwrap();
    assert_eq!((quote.gross.minor, quote.trial_until.clone()), (10_800, None));
    ada.order_plan(org, &quote, account).await.unwrap();
    assert_eq!(ada.subscription(org).await.state, SubscriptionState::Active);
}

async fn a_plan_without_a_trial_is_billed_today(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let quote = ada.quote(org, PREMIUM_YEAR, Some(account)).await.unwrap();
    let lines: Vec<(CostCategory, i64)> =
        quote.lines.iter().map(|line| (line.category, line.net.minor)).collect();
    // 12 × 1,350 € − 10 %, 12 × 990 €, 12 × 10 × 65 €.
    assert_eq!(
        lines,
        [
            (CostCategory::Plan, 1_458_000),
            (CostCategory::Support, 1_188_000),
            (CostCategory::Committed, 780_000)
        ]
    );
    assert_eq!((quote.net.minor, quote.gross.minor), (3_426_000, 4_111_200));
    assert_eq!((quote.taxes[0].rate_basis_points, quote.taxes[0].amount.minor), (2000, 685_200));
    assert_eq!(quote.month.minor, 121_500 + 99_000 + 65_000);
    assert!(quote.tax_certain);
    ada.order_plan(org, &quote, account).await.unwrap();
    let subscription = ada.subscription(org).await;
    assert_eq!((subscription.terms, subscription.state), (PREMIUM_YEAR, SubscriptionState::Active));
    let fpu = subscription.allowances.iter().find(|a| a.kind == AllowanceKind::FpuSeconds).unwrap();
    // 8 included and 10 committed, for the 31 days of March less the hour of summer time.
    assert_eq!(fpu.included, Some(18 * (31 * 24 - 1 - 10) * 3600));
    let organization = ada.call(&GetOrganization(org.to_string())).await.unwrap();
    assert_eq!(organization.plan, Plan::Premium);
    // Outside of the Union there is no French VAT.
    let swiss = hq.account_in(&ada, "CH").await;
    let other = ada.create("Other").await.id;
    let quote = ada.quote(other, terms(Plan::Premium), Some(swiss)).await.unwrap();
    assert_eq!((quote.gross.minor, quote.taxes[0].treatment), (135_000, TaxTreatment::OutsideScope));
    // Without an account, it is what the seller's country asks for.
    let quote = ada.quote(other, terms(Plan::Premium), None).await.unwrap();
    assert_eq!((quote.gross.minor, quote.tax_certain), (162_000, false));
}

/// The hash with another last digit, whatever it ended in.
fn forged(hash: &str) -> String {
    let (rest, last) = hash.split_at(hash.len() - 1);
    format!("{rest}{}", if last == "0" { "1" } else { "0" })
}

async fn a_quote_holds_for_its_moment_and_its_facts_only(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let quote = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap();
    let changed = async |terms: Terms, hash: &str, account| {
        let body = SubscriptionOrder { terms, billing_account: account, quote: hash.to_owned(), zone: None };
        ada.call(&PutSubscription { org, body }).await
    };
    let forged = forged(&quote.hash);
    let other = hq.account_in(&ada, "CH").await;
    for (terms, hash, account) in [
        (terms(Plan::Standard), quote.hash.as_str(), account),
        (terms(Plan::Premium), forged.as_str(), account),
        (terms(Plan::Premium), "", account),
        (terms(Plan::Premium), "0-0", account),
        (terms(Plan::Premium), quote.hash.as_str(), other),
    ] {
        let refused = changed(terms, hash, account).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::QuoteChanged, "{terms:?} {hash}");
    }
    assert!(ada.call(&GetSubscription { org }).await.unwrap().subscription.is_none());
    // Old ones are asked for again.
    hq.advance(Duration::minutes(15) + Duration::seconds(1));
    let refused = ada.order_plan(org, &quote, account).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuoteChanged);
    let quote = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap();
    hq.advance(Duration::minutes(14));
    ada.order_plan(org, &quote, account).await.unwrap();
    // And one that was confirmed is confirmed.
    let refused = ada.order_plan(org, &quote, account).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuoteChanged);
}

async fn of_two_orders_at_once_one_wins(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let account = hq.account(&ada).await;
    let quote = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap();
    let orders = (0..8).map(|_| ada.order_plan(org, &quote, account));
    let outcomes = join_all(orders).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let refused = outcomes.into_iter().filter_map(Result::err);
    assert!(refused.map(|refused| refused.code()).all(|code| code == ProblemCode::QuoteChanged));
    // Two changes, both more: one.
    hq.advance(Duration::days(1));
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let committed = Terms { committed_fpu: 5, ..terms(Plan::Premium) };
    let (one, other) =
        (ada.quote(org, advanced, None).await.unwrap(), ada.quote(org, committed, None).await.unwrap());
    let outcomes = [ada.order_plan(org, &one, account), ada.order_plan(org, &other, account)];
    let outcomes = join_all(outcomes).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let rows = hq_server::subscription::store::phases(hq.app.db().read(), hq.subscription_row(org).await.id);
    assert_eq!(rows.await.unwrap().len(), 2);
}

async fn the_same_key_orders_once(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let quote = ada.quote(org, terms(Plan::Premium), Some(account)).await.unwrap();
    let body = serde_json::json!({
        "terms": quote.terms, "billing_account": account, "quote": quote.hash,
    });
    let send = || {
        let request = ada.request("PUT", &format!("/organizations/{org}/subscription"));
        ada.send(request.header("idempotency-key", "one").json(&body))
    };
    let (first, second) = (send().await, send().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200), "{}", second.body);
    assert_eq!(first.body, second.body);
    assert_eq!(hq.subscription_row(org).await.version, 1);
}

async fn who_pays_is_somebody_of_ones_own(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let grace = hq.joined(&ada, &organization, "grace@example.org", Role::Admin).await;
    let (adas, graces) = (hq.account(&ada).await, hq.account(&grace).await);
    for foreign in [graces, BillingAccountId(NOTHING)] {
        let refused = ada.quote(org, terms(Plan::Premium), Some(foreign)).await.unwrap_err();
        assert_eq!(refused.problem.status, 422);
    }
    ada.subscribe(org, terms(Plan::Premium), adas).await;
    // The one that pays now may go on to, whoever changes the plan.
    hq.advance(Duration::days(1));
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    grace.subscribe(org, advanced, adas).await;
    let payer = grace.subscription(org).await.payer;
    assert_eq!((payer.id, payer.mine), (adas, false));
    // And another admin can take it over, where nothing else changes too.
    hq.advance(Duration::days(1));
    let quote = grace.subscribe(org, advanced, graces).await;
    assert_eq!((quote.takes_effect, quote.gross.minor), (TakesEffect::Unchanged, 0));
    assert_eq!(ada.subscription(org).await.payer.id, graces);
}

async fn enterprise_is_agreed_on(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let refused = ada.quote(org, terms(Plan::Enterprise), Some(account)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::AskForOffer);
    hq.enterprise(org, account).await;
    let subscription = ada.subscription(org).await;
    assert_eq!((subscription.terms.plan, subscription.month.minor), (Plan::Enterprise, 450_000));
    // What goes with it can be changed, at the price that was agreed on.
    hq.advance(Duration::days(1));
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Enterprise) };
    let quote = ada.subscribe(org, advanced, account).await;
    assert!(quote.gross.minor > 0 && quote.lines.iter().all(|line| line.category == CostCategory::Support));
    assert_eq!(ada.subscription(org).await.month.minor, 450_000 + 99_000);
    let most = Terms { committed_fpu: 10_001, ..terms(Plan::Enterprise) };
    assert_eq!(ada.quote(org, most, None).await.unwrap_err().problem.status, 422);
}

async fn people_see_what_their_rules_say(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let reader = hq.user_with(&ada, &organization, "r@example.org", &["allow billing read all"]).await;
    let nobody = hq.user_with(&ada, &organization, "n@example.org", &[]).await;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    assert!(!reader.subscription(org).await.payer.mine);
    let refused = nobody.call(&GetSubscription { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let refused = reader.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let refused = reader.call(&ReactivateSubscription { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

async fn the_next_invoice_says_what_was_used(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let refused = ada.call(&GetUpcomingInvoice { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSubscription);
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let engine = |name| hq_contract::storage_engines::NewStorageEngine { fpu: Some(8), ..new_engine(name) };
    // 16 FPU, of which 8 are included.
    hq.engine_like(&ada, org, engine("One")).await;
    hq.engine_like(&ada, org, engine("Two")).await;
    hq.advance(Duration::days(2));
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    let usage = upcoming.lines.iter().find(|line| line.category == CostCategory::StorageEngines).unwrap();
    // What is included lasts for the whole period: after two days there is enough of it still.
    let LineSubject::Usage { seconds, included_seconds, .. } = usage.subject else { panic!("{usage:?}") };
    assert_eq!((seconds, included_seconds), (16 * 2 * 24 * 3600, 16 * 2 * 24 * 3600));
    assert_eq!(upcoming.used.minor, 0);
    // The plan of the next period comes with it.
    assert!(upcoming.lines.iter().any(|line| line.category == CostCategory::Plan));
    hq.advance(Duration::days(20));
    let ada = hq.sign_in("ada@example.org").await.0;
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    // 22 days of 16 FPU less 8 for the period of 31 days, at 0.12 € an hour.
    let hours = 16 * 22 * 24 - 8 * (31 * 24 - 10 - 1);
    let storage = upcoming.lines.iter().find(|line| line.category == CostCategory::Storage);
    let storage = storage.map_or(0, |line| line.net.minor);
    assert_eq!(upcoming.used.minor, hours * 12 + storage);
    assert!(upcoming.forecast.minor > upcoming.used.minor);
    // A plan's own page counts what is stored as the bill does: against the whole period.
    let held: u64 = upcoming.days.iter().map(|day| day.storage_gb_seconds).sum();
    let own = ada.subscription(org).await;
    let stored = own.allowances.iter().find(|one| one.kind == AllowanceKind::StorageGbSeconds).unwrap();
    assert!(held > 0);
    assert_eq!((stored.used, stored.included), (held, Some(250 * (31 * 24 - 10 - 1) * 3600)));
    // Days are of the zone, and make up the whole.
    let days: u64 = upcoming.days.iter().map(|day| day.fpu_seconds).sum();
    assert_eq!((upcoming.days.len(), days), (23, 16 * 22 * 24 * 3600));
    assert_eq!(upcoming.days[0].day, "2026-03-01");
    assert_eq!(upcoming.days[1].fpu_seconds, 16 * 24 * 3600);
}

async fn a_budget_is_told_of_once_a_period(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let budget = |minor| PutBudget { org, body: NewBudget { minor } };
    let refused = ada.call(&budget(Some(1000))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSubscription);
    let account = hq.account(&ada).await;
    let standard = terms(Plan::Standard);
    ada.subscribe(org, standard, account).await;
    assert_eq!(ada.call(&budget(Some(0))).await.unwrap_err().problem.status, 422);
    // 4 FPU at 0.12 € an hour: 11.52 € a day.
    hq.engine(&ada, org, "Orders").await;
    ada.call(&budget(Some(2000))).await.unwrap();
    let told = async || {
        let mails = hq.mails("ada@example.org").await;
        mails
            .into_iter()
            .filter(|mail| mail.subject.contains("budget"))
            .map(|mail| mail.subject)
            .collect::<Vec<_>>()
    };
    hq.take_effect().await;
    assert!(told().await.is_empty());
    hq.advance(Duration::days(1));
    hq.take_effect().await;
    hq.take_effect().await;
    assert_eq!(told().await, ["Acme has spent 50% of its budget"]);
    // Where the invoices go, too.
    assert_eq!(hq.mails("invoices@acme.example").await.len(), 1);
    hq.advance(Duration::days(1));
    // Two servers at once.
    tokio::join!(hq.take_effect(), hq.take_effect());
    assert_eq!(told().await.len(), 2);
    assert_eq!(told().await[0], "Acme has spent 100% of its budget");
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    let shown = upcoming.budget.unwrap();
    assert_eq!((shown.amount.minor, shown.told_percent), (2000, Some(100)));
    assert!((114..=116).contains(&shown.spent_percent), "{}", shown.spent_percent);
    // A greater one is told of anew, once it is reached.
    ada.call(&budget(Some(4000))).await.unwrap();
    let shown = ada.call(&GetUpcomingInvoice { org }).await.unwrap().budget.unwrap();
    assert_eq!((shown.amount.minor, shown.told_percent), (4000, Some(50)));
    ada.call(&budget(Some(2500))).await.unwrap();
    hq.take_effect().await;
    assert_eq!(told().await.len(), 3);
    assert_eq!(told().await[0], "Acme has spent 80% of its budget");
    ada.call(&budget(Some(2000))).await.unwrap();
    hq.take_effect().await;
    assert_eq!(told().await[0], "Acme has spent 100% of its budget");
    // Another period, another time: what the last one has used counts no more, whether it is billed yet or not.
    hq.advance(Duration::days(6));
    hq.take_effect().await;
    assert_eq!(told().await.len(), 5);
    assert_eq!(told().await[0], "Acme has spent 50% of its budget");
    ada.call(&budget(None)).await.unwrap();
    assert!(ada.call(&GetUpcomingInvoice { org }).await.unwrap().budget.is_none());
}
