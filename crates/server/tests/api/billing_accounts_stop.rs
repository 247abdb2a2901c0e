//! The owner of a billing account stops paying for an organization.

use crate::{
    on_both,
    support::{Browser, Hq, monthly, new_account, terms},
};
use futures::future::join_all;
use hq_contract::{
    BillingAccountId, FieldCode, IDEMPOTENCY_KEY, Nothing, OrganizationId, ProblemCode, Role,
    audit_log::{AuditFilter, AuditStanding, ListAuditLog, LoggedActor},
    billing_accounts::{ListPaidSubscriptions, PaidSubscription, StopPaying},
    invitations::AcceptInvitation,
    members::LeaveOrganization,
    organizations::Organization,
    plan::Plan,
    subscription::{CancelSubscription, Cancellation, ReactivateSubscription, SubscriptionState},
};
use serde_json::json;
use time::Duration;

on_both!(crate::support::Hq::selling =>
    it_ends_as_if_the_organization_had_cancelled,
    the_admins_are_told_and_the_log_says_who,
    only_the_owner_takes_it_back,
    another_payer_keeps_it,
    what_is_not_paid_for_cannot_be_stopped,
    what_was_cancelled_is_not_stopped_again,
    it_is_stopped_once,
    what_runs_on_after_the_end_is_billed_to_somebody,
);

/// Acme, of which Zoe is an admin, and which Ada pays for without being a member.
struct Acme {
    ada: Browser,
    zoe: Browser,
    organization: Organization,
    account: BillingAccountId,
}

impl Acme {
    async fn start(hq: &Hq, plan: Plan) -> Self {
        let (ada, zoe) = (hq.person("ada@acme.example").await, hq.person("zoe@zoo.example").await);
        let organization = zoe.create("Acme").await;
        let account = ada.account(new_account("Ada SARL")).await.id;
        hq.subscribe(organization.id, account, monthly(plan)).await;
        Self { ada, zoe, organization, account }
    }

    fn stop(&self) -> StopPaying {
        StopPaying { id: self.account, org: self.organization.id, body: Nothing {} }
    }

    async fn paid(&self) -> PaidSubscription {
        let list = ListPaidSubscriptions { id: self.account };
        self.ada.call(&list).await.expect("her own").items.remove(0)
    }
}

async fn code<E: hq_contract::Endpoint>(browser: &Browser, endpoint: &E) -> ProblemCode {
    match browser.call(endpoint).await {
        Ok(_) => panic!("{} was done", E::TEMPLATE),
        Err(refused) => refused.code(),
    }
}

async fn it_ends_as_if_the_organization_had_cancelled(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    hq.advance(Duration::days(10));
    let before = acme.paid().await;
    assert_eq!(
        (before.state, before.stopped, before.ends_at.clone()),
        (SubscriptionState::Active, false, None)
    );
    // The same subscription, cancelled by its own admin.
    let twin = acme.zoe.create("Twin").await;
    let bob = hq.person("bob@zoo.example").await;
    let other = bob.account(new_account("Bob")).await.id;
    hq.subscribe(twin.id, other, monthly(Plan::Premium)).await;
    acme.zoe.call(&CancelSubscription { org: twin.id, body: Cancellation::default() }).await.unwrap();

    let stopped = acme.ada.call(&acme.stop()).await.unwrap();
    assert_eq!((stopped.state, stopped.stopped), (SubscriptionState::Cancelled, true));
    assert_eq!((stopped.ends_at.clone(), stopped.could_end_at.clone()), (before.could_end_at.clone(), None));
    assert_eq!(stopped, acme.paid().await);
    assert_eq!((stopped.slug, stopped.organization.id), (None, acme.organization.id), "she is no member");
    let subscription = acme.zoe.subscription(acme.organization.id).await;
    assert_eq!(
        (subscription.state, subscription.ends_at.clone(), subscription.payer.stops),
        (SubscriptionState::Cancelled, before.could_end_at, true)
    );
    let (stopped, cancelled) =
        (hq.subscription_row(acme.organization.id).await, hq.subscription_row(twin.id).await);
    assert_eq!(stopped.next_run_at, stopped.cancel_at.unwrap(), "what is used until then is billed then");
    assert_eq!(cancelled.next_run_at, cancelled.cancel_at.unwrap());
    assert_eq!((cancelled.payer_stopped_at, stopped.cancel_reason.clone()), (None, None));
    assert!(!acme.zoe.subscription(twin.id).await.payer.stops);

    // It runs until then, and ends.
    hq.advance(Duration::days(20));
    hq.take_effect().await;
    let (zoe, _) = hq.sign_in("zoe@zoo.example").await;
    assert_eq!(zoe.subscription(acme.organization.id).await.state, SubscriptionState::Cancelled);
    hq.advance(Duration::days(1));
    hq.take_effect().await;
    let ended = zoe.subscription(acme.organization.id).await;
    assert_eq!((ended.state, ended.payer.stops), (SubscriptionState::Ended, false));
}

async fn the_admins_are_told_and_the_log_says_who(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Standard).await;
    let other = hq.joined(&acme.zoe, &acme.organization, "bob@acme.example", Role::Admin).await;
    hq.joined(&acme.zoe, &acme.organization, "eve@acme.example", Role::User).await;
    let count = async |address: &str| {
        let mails = hq.mails(address).await;
        mails.into_iter().filter(|mail| mail.subject == "Ada SARL stops paying for Acme").collect::<Vec<_>>()
    };
    acme.ada.call(&acme.stop()).await.unwrap();
    for address in ["zoe@zoo.example", "bob@acme.example"] {
        let mails = count(address).await;
        assert_eq!(mails.len(), 1, "{address}");
        let text = &mails[0].text_body;
        let day = acme.paid().await.ends_at.unwrap();
        assert!(text.contains("choose another billing account before then"), "{text}");
        assert!(text.contains(&format!("/organizations/{}/plan", acme.organization.slug)), "{text}");
        // Midnight in Paris is the evening before in UTC.
        assert!(text.contains("2026-04-01") && day.as_str() == "2026-03-31T22:00:00Z", "{day:?} {text}");
    }
    for address in ["eve@acme.example", "ada@acme.example"] {
        assert!(count(address).await.is_empty(), "{address}");
    }
    let filter = AuditFilter { action: Some("subscription.payer_stop".to_owned()), ..AuditFilter::default() };
    let list = ListAuditLog { org: acme.organization.id, filter, page_token: None };
    let line = other.call(&list).await.unwrap().items.remove(0);
    let Some(LoggedActor::Person { id, standing, email, .. }) = line.actor else { panic!("{line:?}") };
    assert_eq!((id, standing, email), (acme.ada.id().await, AuditStanding::Outsider, None));
    let told: Vec<_> =
        line.changes.iter().map(|change| (change.field.as_str(), change.after.as_deref())).collect();
    assert_eq!(told, [("ends_at", Some("2026-03-31T22:00:00Z")), ("payer", Some("Ada SARL"))]);
}

async fn only_the_owner_takes_it_back(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    let org = acme.organization.id;
    acme.ada.call(&acme.stop()).await.unwrap();
    assert_eq!(code(&acme.zoe, &ReactivateSubscription { org }).await, ProblemCode::PayerStopped);
    // Nor by an order with the same account: to others it is not there.
    let quote = acme.zoe.quote(org, terms(Plan::Premium), None).await.unwrap();
    assert!(!quote.tax_certain, "nobody pays yet");
    let refused = acme.zoe.order_plan(org, &quote, acme.account).await.unwrap_err();
    assert_eq!(refused.field("/billing_account"), Some(FieldCode::NotOffered));
    let asked = acme.zoe.quote(org, terms(Plan::Premium), Some(acme.account)).await.unwrap_err();
    assert_eq!(asked.field("/billing_account"), Some(FieldCode::NotOffered));
    assert_eq!(acme.zoe.subscription(org).await.state, SubscriptionState::Cancelled);
    // The owner can, as a member who may.
    acme.zoe.invite(&acme.organization, "ada@acme.example", Role::Admin).await;
    let token = hq.token_from_mail("ada@acme.example", "/join/").await;
    acme.ada.call(&AcceptInvitation { token }).await.unwrap();
    let current = acme.ada.call(&ReactivateSubscription { org }).await.unwrap().subscription.unwrap();
    assert_eq!((current.state, current.payer.stops), (SubscriptionState::Active, false));
    assert_eq!(acme.paid().await.state, SubscriptionState::Active);
    // And what was cancelled by the organization is the organization's again.
    acme.zoe.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    acme.zoe.call(&ReactivateSubscription { org }).await.unwrap();
    // She who left still can stop.
    acme.ada.call(&LeaveOrganization { org }).await.unwrap();
    assert!(acme.ada.call(&acme.stop()).await.unwrap().stopped);
}

async fn another_payer_keeps_it(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    let org = acme.organization.id;
    acme.ada.call(&acme.stop()).await.unwrap();
    let own = acme.zoe.account(new_account("Zoe")).await.id;
    let quote = acme.zoe.quote(org, terms(Plan::Premium), Some(own)).await.unwrap();
    assert_eq!(quote.gross.minor, 0, "the period is paid");
    let current = acme.zoe.order_plan(org, &quote, own).await.unwrap().subscription.unwrap();
    assert_eq!(
        (current.state, current.payer.id, current.payer.stops),
        (SubscriptionState::Active, own, false)
    );
    assert_eq!(acme.ada.call(&ListPaidSubscriptions { id: acme.account }).await.unwrap().items, []);
    assert_eq!(code(&acme.ada, &acme.stop()).await, ProblemCode::NotFound, "it pays no longer");
    // The next period is the new payer's.
    hq.advance(Duration::days(32));
    hq.take_effect().await;
    hq_server::invoices::round(&hq.app).await.unwrap();
    let issued = hq.issued().await;
    assert_eq!(issued.last().unwrap().billing_account_id, own);
    assert_eq!(issued.iter().filter(|row| row.billing_account_id == acme.account).count(), 1);
}

async fn what_is_not_paid_for_cannot_be_stopped(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    let stranger = hq.person("eve@example.net").await;
    let others = stranger.create("Others").await.id;
    let own = stranger.account(new_account("Eve")).await.id;
    hq.subscribe(others, own, monthly(Plan::Premium)).await;
    let missing = OrganizationId(uuid::Uuid::from_u128(acme.organization.id.0.as_u128() ^ 1));
    let stop = async |browser: &Browser, id: BillingAccountId, org: OrganizationId| {
        browser.post(&format!("/billing-accounts/{id}/subscriptions/{org}/stop"), &json!({})).await
    };
    let none = stop(&acme.ada, acme.account, missing).await;
    assert_eq!(none.status, 404);
    for (browser, id, org) in [
        // An organization that it does not pay for, with her own account.
        (&acme.ada, acme.account, others),
        // Somebody else's account, as an admin of the organization, and as nobody.
        (&acme.zoe, acme.account, acme.organization.id),
        (&stranger, acme.account, acme.organization.id),
        // Her own account, for an organization that another one pays for.
        (&stranger, own, acme.organization.id),
    ] {
        let reply = stop(browser, id, org).await;
        assert_eq!((reply.status.as_u16(), reply.anonymous()), (404, none.anonymous()));
    }
    assert_eq!(stop(&hq.browser(), acme.account, acme.organization.id).await.status, 401);
    assert_eq!(acme.paid().await.state, SubscriptionState::Active);
    assert_eq!(hq.subscription_row(others).await.cancel_at, None);
    assert!(hq.mails("zoe@zoo.example").await.iter().all(|mail| !mail.subject.contains("stops paying")));
}

async fn what_was_cancelled_is_not_stopped_again(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    let org = acme.organization.id;
    acme.zoe.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    assert_eq!(code(&acme.ada, &acme.stop()).await, ProblemCode::NoSubscription);
    assert!(!acme.paid().await.stopped);
    acme.zoe.call(&ReactivateSubscription { org }).await.unwrap();
    acme.ada.call(&acme.stop()).await.unwrap();
    assert_eq!(code(&acme.ada, &acme.stop()).await, ProblemCode::NoSubscription);
    hq.advance(Duration::days(40));
    hq.take_effect().await;
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(code(&ada, &acme.stop()).await, ProblemCode::NotFound, "it has ended");
}

async fn it_is_stopped_once(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    let path = format!("/billing-accounts/{}/subscriptions/{}/stop", acme.account, acme.organization.id);
    let same = join_all((0..4).map(|_| {
        let request = acme.ada.request("POST", &path).header(IDEMPOTENCY_KEY, "one try").json(&json!({}));
        acme.ada.send(request)
    }));
    let answers: Vec<u16> = same.await.iter().map(|reply| reply.status.as_u16()).collect();
    assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
    let again = acme.ada.request("POST", &path).header(IDEMPOTENCY_KEY, "one try").json(&json!({}));
    assert_eq!(acme.ada.send(again).await.status, 200, "the same answer");
    let mails = hq.mails("zoe@zoo.example").await;
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("stops paying")).count(), 1);
}

async fn what_runs_on_after_the_end_is_billed_to_somebody(hq: Hq) {
    let acme = Acme::start(&hq, Plan::Premium).await;
    hq.uses(acme.organization.id, hq.app.new_id(), 20, 0).await;
    acme.ada.call(&acme.stop()).await.unwrap();
    for _ in 0..3 {
        hq.advance(Duration::days(31));
        hq.take_effect().await;
        hq_server::invoices::round(&hq.app).await.unwrap();
    }
    let issued = hq.issued().await;
    assert!(issued.len() >= 3, "{}", issued.len());
    assert!(issued.iter().all(|row| row.billing_account_id == acme.account));
}
