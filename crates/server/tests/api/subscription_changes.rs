//! Changing a subscription: more at once, less at the end of what is paid, cancelled and reactivated.

use crate::{
    on_both,
    support::{Hq, new_engine, terms},
};
use hq_contract::{
    ProblemCode,
    invoices::{GetUpcomingInvoice, LineSubject},
    organizations::{GetOrganization, deletion::GetOrganizationDeletion},
    plan::{Cycle, Plan, SupportLevel},
    plans::CostCategory,
    subscription::{
        AllowanceKind, CancelSubscription, Cancellation, GetSubscription, ReactivateSubscription,
        SubscriptionState, TakesEffect, Terms,
    },
};
use hq_server::{
    billing::{NEVER, millis},
    db::entity::organization,
    subscription::{due, store},
};
use sea_orm::EntityTrait as _;
use time::Duration;

on_both!(crate::support::Hq::selling =>
    more_is_at_once_and_in_proportion,
    less_is_at_the_end_of_what_is_paid,
    a_period_includes_what_each_of_its_plans_does,
    a_plan_that_cannot_be_tried_ends_a_trial,
    a_trial_that_an_order_ends_gives_its_support_back,
    two_changes_in_a_moment_are_billed_once_each,
    a_cancelled_one_runs_to_its_end,
    a_deleted_organization_has_none_any_more,
    what_runs_on_is_billed_on,
    what_is_not_paid_yet_is_said_before_deleting,
);

async fn plan(hq: &Hq, org: hq_contract::OrganizationId) -> String {
    let row = organization::Entity::find_by_id(org).one(hq.app.db().read()).await.unwrap();
    row.unwrap().plan.to_string()
}

async fn more_is_at_once_and_in_proportion(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    hq.advance(Duration::days(10));
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let quote = ada.quote(org, advanced, Some(account)).await.unwrap();
    assert_eq!(quote.takes_effect, TakesEffect::Now);
    let [line] = &quote.lines[..] else { panic!("{:?}", quote.lines) };
    assert_eq!(line.subject, LineSubject::Support { level: SupportLevel::Advanced, partial: true });
    // 990 € for what remains of the period, by the second.
    let period = ada.subscription(org).await.period.unwrap();
    let row = hq.subscription_row(org).await;
    let (start, end) = (millis(row.started_at), millis(row.next_run_at));
    let remains = end / 1000 - (start / 1000 + 10 * 24 * 3600);
    let share = 99_000.0 * remains as f64 / (end / 1000 - start / 1000) as f64;
    assert!((line.net.minor as f64 - share).abs() < 1.0, "{} {share}", line.net.minor);
    assert_eq!(line.period.as_ref().unwrap().end, period.end);
    let current = ada.order_plan(org, &quote, account).await.unwrap().subscription.unwrap();
    assert_eq!((current.terms, current.next), (advanced, None));
    // A year instead of a month: the month that is paid is taken off.
    hq.advance(Duration::days(1));
    let yearly = Terms { cycle: Cycle::Yearly, ..advanced };
    let quote = ada.quote(org, yearly, Some(account)).await.unwrap();
    assert!(quote.lines.iter().any(|line| line.net.minor < 0) && quote.net.minor > 0);
    ada.order_plan(org, &quote, account).await.unwrap();
    assert_eq!(ada.subscription(org).await.terms, yearly);
}

async fn less_is_at_the_end_of_what_is_paid(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    hq.advance(Duration::days(3));
    let quote = ada.subscribe(org, terms(Plan::Standard), account).await;
    let TakesEffect::PeriodEnd { at } = quote.takes_effect else { panic!("{:?}", quote.takes_effect) };
    assert_eq!((quote.gross.minor, quote.lines.len()), (0, 0));
    let subscription = ada.subscription(org).await;
    assert_eq!(subscription.terms.plan, Plan::Premium);
    let next = subscription.next.unwrap();
    assert_eq!((next.terms.plan, &next.at), (Plan::Standard, &at));
    // It can be taken back until then.
    ada.call(&ReactivateSubscription { org }).await.unwrap();
    assert_eq!(ada.subscription(org).await.next, None);
    let refused = ada.call(&ReactivateSubscription { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSubscription);
    ada.subscribe(org, terms(Plan::Standard), account).await;
    hq.take_effect().await;
    assert_eq!(plan(&hq, org).await, "premium");
    hq.advance(Duration::days(30));
    let ada = hq.sign_in("ada@example.org").await.0;
    // On any number of servers.
    tokio::join!(hq.take_effect(), hq.take_effect(), hq.take_effect());
    assert_eq!(plan(&hq, org).await, "standard");
    assert_eq!(ada.call(&GetOrganization(org.to_string())).await.unwrap().plan, Plan::Standard);
    let subscription = ada.subscription(org).await;
    assert_eq!((subscription.terms.plan, subscription.next), (Plan::Standard, None));
}

async fn a_period_includes_what_each_of_its_plans_does(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    hq.advance(Duration::days(40));
    hq.take_effect().await;
    let ada = hq.sign_in("ada@example.org").await.0;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let (own, changed) = (ada.subscription(org).await, millis(hq.app.now()) / 1000);
    let period = own.period.unwrap();
    let [start, end] = [period.start, period.end].map(|at| at.as_str().parse::<jiff::Timestamp>().unwrap());
    let (before, after) = (changed - start.as_second(), end.as_second() - changed);
    assert!(before > 0 && after > 0, "{before} {after}");
    for (kind, standard, premium) in
        [(AllowanceKind::StorageGbSeconds, 50, 250), (AllowanceKind::FpuSeconds, 0, 8)]
    {
        let own = own.allowances.iter().find(|one| one.kind == kind).unwrap().included.unwrap();
        let wanted = standard * before + premium * after;
        // An order holds from the next second on.
        assert!((wanted - own.cast_signed()).abs() <= 2 * premium, "{kind:?}: {own}, not {wanted}");
    }
}

async fn a_plan_that_cannot_be_tried_ends_a_trial(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    hq.advance(Duration::days(2));
    let quote = ada.subscribe(org, terms(Plan::Premium), account).await;
    assert_eq!((quote.net.minor, quote.trial_until), (135_000, None));
    let subscription = ada.subscription(org).await;
    assert_eq!((subscription.state, subscription.terms.plan), (SubscriptionState::Active, Plan::Premium));
    assert_eq!(plan(&hq, org).await, "premium");
    let row = hq.subscription_row(org).await;
    // The next invoice comes a month later, on the day of this one.
    assert_eq!((row.anchor_day, row.trial_until.unwrap() < row.next_run_at), (3, true));
}

async fn a_trial_that_an_order_ends_gives_its_support_back(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let advanced = |plan| Terms { support: SupportLevel::Advanced, ..terms(plan) };
    let trial = ada.subscribe(org, advanced(Plan::Standard), account).await;
    // Support is all that a trial costs: its part of the month that follows.
    let ([paid], Some(until)) = (&trial.lines[..], &trial.trial_until) else { panic!("{trial:?}") };
    assert_eq!((paid.net.minor, &paid.period.as_ref().unwrap().end), (trial.net.minor, until));
    hq.advance(Duration::days(2));
    let quote = ada.subscribe(org, advanced(Plan::Premium), account).await;
    let unused = quote.lines.iter().find(|line| line.net.minor < 0).unwrap();
    assert_eq!(unused.subject, LineSubject::Support { level: SupportLevel::Advanced, partial: true });
    let period = unused.period.as_ref().unwrap();
    assert_eq!(&period.end, until);
    // So many of the seconds of seven days, to the cent: what was paid is rounded itself.
    let [from, end] = [&period.start, &period.end].map(|at| at.as_str().parse::<jiff::Timestamp>().unwrap());
    let remains = (end.as_second() - from.as_second()) as f64 / (7.0 * 24.0 * 3600.0);
    assert!((5.0 / 7.0 - remains).abs() < 1e-4, "{remains}");
    let share = trial.net.minor as f64 * remains;
    assert!((unused.net.minor as f64 + share).abs() <= 1.0, "{} {share}", unused.net.minor);
    assert_eq!(quote.net.minor, 135_000 + 99_000 + unused.net.minor);
    let invoices: Vec<i64> = hq.issued().await.iter().map(|invoice| invoice.net_minor).collect();
    assert_eq!(invoices, [trial.net.minor, quote.net.minor]);
    // Made again of what is kept they say the same, and the next one is a whole month's.
    let row = hq.subscription_row(org).await;
    let (db, billing) = (hq.app.db().read(), hq.app.billing().unwrap());
    for (reason, net) in [
        (hq_billing::Reason::Started, trial.net.minor),
        (hq_billing::Reason::PeriodEnds(0), quote.net.minor),
        (hq_billing::Reason::PeriodEnds(1), 135_000 + 99_000),
    ] {
        let again = hq_server::subscription::statement::at(db, billing, &row, reason, hq.app.now()).await;
        assert_eq!(again.unwrap().net, net, "{reason:?}");
    }
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    assert_eq!(upcoming.net.minor, 135_000 + 99_000);
}

async fn two_changes_in_a_moment_are_billed_once_each(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let critical = Terms { support: SupportLevel::BusinessCritical, ..terms(Plan::Premium) };
    let first = ada.subscribe(org, advanced, account).await;
    let again = ada.quote(org, advanced, Some(account)).await.unwrap();
    assert_eq!((again.takes_effect, again.gross.minor), (TakesEffect::Unchanged, 0));
    let second = ada.subscribe(org, critical, account).await;
    // Together what the greater costs, but for the seconds in between.
    let sum = first.net.minor + second.net.minor;
    assert!((248_900..=249_000).contains(&sum), "{sum}");
    let refused = ada.call(&ReactivateSubscription { org }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSubscription, "what is paid is not taken back");
    hq.advance(Duration::minutes(2));
    hq.take_effect().await;
    assert_eq!(ada.subscription(org).await.terms, critical);
}

async fn a_cancelled_one_runs_to_its_end(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let cancel =
        || CancelSubscription { org, body: Cancellation { reason: Some("Enough".parse().unwrap()) } };
    assert_eq!(ada.call(&cancel()).await.unwrap_err().code(), ProblemCode::NoSubscription);
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let current = ada.call(&cancel()).await.unwrap().subscription.unwrap();
    assert_eq!(
        (current.state, &current.ends_at),
        (SubscriptionState::Cancelled, &current.period.as_ref().map(|p| p.end.clone()))
    );
    // Once more is nothing more.
    ada.call(&cancel()).await.unwrap();
    assert_eq!(hq.subscription_row(org).await.version, 2);
    ada.call(&ReactivateSubscription { org }).await.unwrap();
    let current = ada.subscription(org).await;
    assert_eq!((current.state, current.ends_at), (SubscriptionState::Active, None));
    // Whoever orders more takes it back too.
    ada.call(&cancel()).await.unwrap();
    hq.advance(Duration::days(1));
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    ada.subscribe(org, advanced, account).await;
    assert_eq!(ada.subscription(org).await.state, SubscriptionState::Active);
    ada.call(&cancel()).await.unwrap();
    hq.advance(Duration::days(31));
    let ada = hq.sign_in("ada@example.org").await.0;
    // Nobody can order any more, whether the server has noticed or not.
    assert_eq!(
        ada.call(&ReactivateSubscription { org }).await.unwrap_err().code(),
        ProblemCode::NoSubscription
    );
    tokio::join!(hq.take_effect(), hq.take_effect());
    let current = ada.subscription(org).await;
    assert_eq!((current.state, current.period), (SubscriptionState::Ended, None));
    assert_eq!(plan(&hq, org).await, "standard");
    hq.work().await;
    let refused = ada.order_engine(org, new_engine("Orders")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PlanNeeded);
    // It is ordered again.
    ada.subscribe(org, terms(Plan::Premium), account).await;
    assert_eq!(ada.subscription(org).await.state, SubscriptionState::Active);
}

async fn a_deleted_organization_has_none_any_more(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    hq.advance(Duration::days(5));
    let delete = ada.request("DELETE", &format!("/organizations/{org}?name=Acme")).header("if-match", "*");
    assert_eq!(ada.send(delete).await.status, 200);
    let row = hq.subscription_row(org).await;
    assert!(row.ended_at.is_some() && row.next_run_at <= hq.app.now() && row.changes_at == NEVER);
    let pure = store::read(hq.app.db().read(), &row).await.unwrap();
    let reason = due::reason(&row, &pure).unwrap();
    assert!(matches!(reason, hq_billing::Reason::Ended { .. }), "{reason:?}");
    let statement = hq_server::subscription::statement::at(
        hq.app.db().read(),
        hq.app.billing().unwrap(),
        &row,
        reason,
        hq.app.now(),
    );
    assert_eq!(statement.await.unwrap().net, 0, "nothing was used, and what is paid stays paid");
    // Restored, it can subscribe again, and the old one stays ended.
    let restore = ada.request("POST", &format!("/organizations/{org}/restore"));
    assert_eq!(ada.send(restore).await.status, 200);
    assert_eq!(ada.subscription(org).await.state, SubscriptionState::Ended);
    ada.subscribe(org, terms(Plan::Premium), account).await;
    assert_eq!(
        ada.call(&GetSubscription { org }).await.unwrap().subscription.unwrap().state,
        SubscriptionState::Active
    );
}

/// Each run that is due, as whoever bills makes it: what it comes to.
async fn runs(
    hq: &Hq,
    org: hq_contract::OrganizationId,
) -> Vec<(hq_billing::Reason, i64, Vec<CostCategory>)> {
    use hq_server::operation::{Operation, Origin};
    let mut made = Vec::new();
    loop {
        let rows = hq_server::db::entity::subscription::Entity::find().all(hq.app.db().read()).await.unwrap();
        let due_now =
            rows.into_iter().find(|row| row.organization_id == org && row.next_run_at <= hq.app.now());
        let Some(row) = due_now else { return made };
        let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
        let pure = store::read(operation.tx(), &row).await.unwrap();
        let reason = due::reason(&row, &pure).unwrap();
        let statement = hq_server::subscription::statement::at(
            operation.tx(),
            hq.app.billing().unwrap(),
            &row,
            reason,
            hq.app.now(),
        )
        .await
        .unwrap();
        let lines = statement.lines.iter().map(|line| line.category).collect();
        made.push((reason, statement.net, lines));
        due::ran(&operation, &row).await.unwrap();
        operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
    }
}

async fn what_runs_on_is_billed_on(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    hq.engine_like(
        &ada,
        org,
        hq_contract::storage_engines::NewStorageEngine { fpu: Some(8), ..new_engine("Orders") },
    )
    .await;
    ada.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    hq.advance(Duration::days(32));
    let ada = hq.sign_in("ada@example.org").await.0;
    hq.take_effect().await;
    // The last period of the plan: all is included, and nothing is paid in advance.
    let made = runs(&hq, org).await;
    assert_eq!(made.len(), 1);
    assert!(!made[0].2.contains(&CostCategory::Plan), "{made:?}");
    let first = hq.subscription_row(org).await;
    assert!(first.next_run_at != NEVER, "something runs still");
    // Ten days later there is another plan: what ran in between is billed until then, without what was included.
    hq.advance(Duration::days(10));
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let made = runs(&hq, org).await;
    let [(hq_billing::Reason::Ended { .. }, net, _)] = &made[..] else { panic!("{made:?}") };
    // About 11 days of 8 FPU at 0.12 €.
    assert!((8 * 10 * 24 * 12..=8 * 12 * 24 * 12 + 100).contains(net), "{net}");
    let rows = hq_server::db::entity::subscription::Entity::find().all(hq.app.db().read()).await.unwrap();
    let old = rows.iter().find(|row| row.id == first.id).unwrap();
    assert_eq!((rows.len(), old.next_run_at), (2, NEVER));
}

async fn what_is_not_paid_yet_is_said_before_deleting(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let open = async || {
        let effects = ada.call(&GetOrganizationDeletion { org }).await.unwrap();
        effects.open_balance.map(|money| money.minor)
    };
    assert_eq!(open().await, None);
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    assert_eq!(open().await, None, "it is tried, and nothing was used");
    hq.engine(&ada, org, "Orders").await;
    hq.advance(Duration::days(1));
    // 4 FPU for a day at 0.12 € an hour, with VAT.
    assert_eq!(open().await, Some(1382));
}
