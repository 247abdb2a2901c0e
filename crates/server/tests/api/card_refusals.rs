//! A card that is refused: who sees it, and what of it.

use crate::{
    on_both,
    support::{Bank, Browser, Hq, monthly, new_account, terms},
};
use hq_contract::{
    BillingAccountId, OrganizationId, Role, Timestamp,
    billing_accounts::ListAccountInvoices,
    card_payments::{CardRefusal, RefusalReason, RefusedInvoice},
    invoices::{Invoice, ListInvoices},
    payment_methods::ListPaymentMethods,
    plan::{Plan, SupportLevel},
    subscription::{GetSubscription, Terms},
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

on_both!(crate::support::Hq::selling_with_cards =>
    a_refusal_is_told_wherever_somebody_looks,
    others_of_the_organization_are_not_told_why,
    it_is_no_longer_told_once_it_is_paid,
    it_is_no_longer_told_once_another_card_is_chosen,
    it_is_said_when_no_more_tries_come,
    each_organization_and_account_sees_its_own,
    what_no_card_is_charged_is_paid_by_transfer,
);

/// Ada's organization, paid by her card.
async fn acme(hq: &Hq) -> (Browser, OrganizationId, BillingAccountId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let account = ada.account(new_account("Ada")).await.id;
    hq.save_card_of(account, &ada, "4242").await;
    hq.subscribe(org, account, monthly(Plan::Premium)).await;
    (ada, org, account)
}

async fn listed(browser: &Browser, org: OrganizationId) -> Vec<Invoice> {
    let list = ListInvoices { org, year: None, state: None, page_token: None };
    browser.call(&list).await.expect("invoices").items
}

async fn of_plan(browser: &Browser, org: OrganizationId) -> Option<RefusedInvoice> {
    browser.call(&GetSubscription { org }).await.expect("a subscription").card_refused
}

async fn of_account(browser: &Browser, id: BillingAccountId) -> Option<RefusedInvoice> {
    browser.call(&ListPaymentMethods { id }).await.expect("the owner's").refused
}

impl Hq {
    /// The minute so many days from now.
    fn in_days(&self, days: i64) -> String {
        minute(&(self.app.clock().now() + Duration::days(days)).into())
    }
}

/// The minute of a moment: the clock goes on by a microsecond each time that it is looked at.
fn minute(at: &Timestamp) -> String {
    at.as_str()[..16].to_owned()
}

fn next(refusal: &CardRefusal) -> Option<String> {
    refusal.next_try.as_ref().map(minute)
}

async fn a_refusal_is_told_wherever_somebody_looks(hq: Hq) {
    let (ada, org, account) = acme(&hq).await;
    assert_eq!(listed(&ada, org).await[0].card_refusal, None, "it was not tried yet");
    hq.double().bank_says([Bank::Says("insufficient_funds")]);
    hq.round().await;
    let invoice = listed(&ada, org).await.remove(0);
    let refusal = invoice.card_refusal.clone().unwrap();
    assert_eq!((refusal.reason, refusal.tries), (Some(RefusalReason::InsufficientFunds), 1));
    assert_eq!((minute(&refusal.refused_at), next(&refusal)), (hq.in_days(0), Some(hq.in_days(3))));
    assert_eq!(refusal.billing_account, Some(account));
    let list = ListAccountInvoices { id: account, year: None, state: None, page_token: None };
    assert_eq!(ada.call(&list).await.unwrap().items[0].card_refusal, Some(refusal.clone()));
    let refused = RefusedInvoice {
        id: invoice.id,
        number: invoice.number,
        open: invoice.open,
        reference: invoice.reference,
        refusal,
    };
    assert!(refused.reference.is_some());
    assert_eq!(of_plan(&ada, org).await, Some(refused.clone()));
    assert_eq!(of_account(&ada, account).await, Some(refused));

    hq.advance(Duration::days(3) + Duration::minutes(1));
    hq.double().bank_says([Bank::WantsPerson]);
    hq.round().await;
    let told = of_account(&ada, account).await.unwrap().refusal;
    assert_eq!((told.tries, told.reason), (2, Some(RefusalReason::Authentication)), "the last one");
    assert_eq!(next(&told), Some(hq.in_days(5)));
}

async fn others_of_the_organization_are_not_told_why(hq: Hq) {
    let (ada, _, _) = acme(&hq).await;
    let organization = ada.create("Globex").await;
    let account = ada.account(new_account("Ada")).await.id;
    hq.save_card_of(account, &ada, "4242").await;
    hq.subscribe(organization.id, account, monthly(Plan::Premium)).await;
    let bob = hq.joined(&ada, &organization, "bob@acme.example", Role::Admin).await;
    hq.double().bank_says([Bank::Says("insufficient_funds"); 2]);
    hq.round().await;
    let refused = of_plan(&bob, organization.id).await.unwrap();
    let listed = listed(&bob, organization.id).await.remove(0).card_refusal.unwrap();
    assert_eq!(listed, refused.refusal);
    assert_eq!((listed.reason, listed.billing_account, listed.tries), (None, None, 1));
    assert_eq!(next(&listed), Some(hq.in_days(3)));
    assert!(refused.reference.is_some(), "they can pay by bank transfer");
    assert!(of_plan(&ada, organization.id).await.unwrap().refusal.reason.is_some());
}

async fn it_is_no_longer_told_once_it_is_paid(hq: Hq) {
    let (ada, org, account) = acme(&hq).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    let number = listed(&ada, org).await.remove(0).number;
    hq.billing(&["mark-paid", &number, "--amount", "1", "--reference", "1"]).await.unwrap();
    assert_eq!(of_plan(&ada, org).await.unwrap().open.minor, 161_900, "a part is open still");
    hq.billing(&["mark-paid", &number, "--amount", "1619", "--reference", "2"]).await.unwrap();
    assert_eq!(listed(&ada, org).await[0].card_refusal, None);
    assert_eq!((of_plan(&ada, org).await, of_account(&ada, account).await), (None, None));
}

async fn it_is_no_longer_told_once_another_card_is_chosen(hq: Hq) {
    let (ada, org, account) = acme(&hq).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    hq.save_card_of(account, &ada, "1881").await;
    assert_eq!(listed(&ada, org).await[0].card_refusal, None, "the other one is tried at once");
    assert_eq!((of_plan(&ada, org).await, of_account(&ada, account).await), (None, None));
    hq.double().bank_says([Bank::Says("expired_card")]);
    hq.round().await;
    let told = of_account(&ada, account).await.unwrap().refusal;
    assert_eq!((told.tries, told.reason), (1, Some(RefusalReason::Expired)), "tries of the new one");
}

async fn it_is_said_when_no_more_tries_come(hq: Hq) {
    let (_, org, account) = acme(&hq).await;
    hq.double().bank_says([Bank::Declines; 4]);
    for days in [3, 5, 7, 0] {
        hq.round().await;
        hq.advance(Duration::days(days) + Duration::minutes(1));
    }
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let told = of_account(&ada, account).await.unwrap().refusal;
    assert_eq!((told.tries, told.next_try.clone()), (4, None));
    // Nobody has a card any more: it is paid by bank transfer.
    for card in ada.call(&ListPaymentMethods { id: account }).await.unwrap().methods {
        let gone = hq_contract::payment_methods::DeletePaymentMethod { id: account, method: card.id };
        ada.call(&gone).await.unwrap();
    }
    assert_eq!(listed(&ada, org).await[0].card_refusal, Some(told));
}

async fn what_no_card_is_charged_is_paid_by_transfer(hq: Hq) {
    let (ada, org, account) = acme(&hq).await;
    hq.round().await;
    let end = ada.subscription(org).await.period.unwrap().end;
    let end = OffsetDateTime::parse(end.as_str(), &Rfc3339).unwrap();
    hq.advance(end - hq.app.clock().now() - Duration::seconds(30));
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let advanced = Terms { support: SupportLevel::Advanced, ..terms(Plan::Premium) };
    let quote = ada.subscribe(org, advanced, account).await;
    assert!((1..50).contains(&quote.gross.minor), "{:?}", quote.gross);
    hq.round().await;
    let told = of_account(&ada, account).await.unwrap().refusal;
    assert_eq!((told.reason, told.tries), (Some(RefusalReason::NotSupported), 1));
    assert_eq!(told.next_try, None, "no day and no other card would be better");
}

async fn each_organization_and_account_sees_its_own(hq: Hq) {
    let (ada, org, account) = acme(&hq).await;
    let bob = hq.person("bob@globex.example").await;
    let other = bob.create("Globex").await.id;
    let transfer = bob.account(new_account("Bob")).await.id;
    hq.subscribe(other, transfer, monthly(Plan::Premium)).await;
    hq.double().bank_says([Bank::Declines]);
    hq.round().await;
    assert!(of_plan(&ada, org).await.is_some() && of_account(&ada, account).await.is_some());
    assert_eq!((of_plan(&bob, other).await, of_account(&bob, transfer).await), (None, None));
    let globex = listed(&bob, other).await.remove(0);
    assert_eq!(globex.card_refusal, None, "it pays by bank transfer");
}
