//! The zone of a subscription's days: everything that tells one of them names it.

use crate::{
    on_both,
    support::{Hq, terms},
};
use hq_contract::{
    billing_accounts::ListPaidSubscriptions,
    invoices::{GetUpcomingInvoice, ListInvoices},
    plan::{Cycle, Plan},
    subscription::{GetSubscription, PutSubscription, Quote, SubscriptionOrder, Terms},
};
use time::Duration;

on_both!(crate::support::Hq::selling =>
    days_are_those_of_the_zone_that_was_ordered_in,
);

async fn days_are_those_of_the_zone_that_was_ordered_in(hq: Hq) {
    const TOKYO: &str = "Asia/Tokyo";
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let Quote { hash, terms, zone, .. } =
        ada.quote(org, self::terms(Plan::Premium), Some(account)).await.unwrap();
    assert_eq!(zone, None, "the order says it");
    let order =
        SubscriptionOrder { terms, billing_account: account, quote: hash, zone: Some(TOKYO.to_owned()) };
    ada.call(&PutSubscription { org, body: order }).await.unwrap();
    let own = ada.subscription(org).await;
    assert_eq!((own.zone.as_str(), own.period.unwrap().zone.as_str()), (TOKYO, TOKYO));
    let yearly = Terms { cycle: Cycle::Yearly, ..self::terms(Plan::Premium) };
    // A change is of the same days, whatever zone it names.
    let Quote { hash, terms, zone, .. } = ada.quote(org, yearly, Some(account)).await.unwrap();
    assert_eq!(zone.as_deref(), Some(TOKYO));
    let order = SubscriptionOrder {
        terms,
        billing_account: account,
        quote: hash,
        zone: Some("Europe/Rome".to_owned()),
    };
    let changed = ada.call(&PutSubscription { org, body: order }).await.unwrap();
    assert_eq!(changed.subscription.unwrap().zone, TOKYO);
    let upcoming = ada.call(&GetUpcomingInvoice { org }).await.unwrap();
    let lines = upcoming.lines.iter().filter_map(|line| line.period.as_ref());
    for period in lines.chain([&upcoming.period]) {
        assert_eq!(period.zone, TOKYO);
    }
    let all = ListInvoices { org, year: None, state: None, page_token: None };
    let issued = ada.call(&all).await.unwrap().items;
    assert!(!issued.is_empty());
    for invoice in issued {
        assert_eq!(invoice.period.unwrap().zone, TOKYO);
    }
    let paid = ada.call(&ListPaidSubscriptions { id: account }).await.unwrap();
    assert_eq!(paid.items[0].zone, TOKYO);
    // Bank transfer: due in 30 days.
    hq.advance(Duration::days(40));
    let ada = hq.sign_in("ada@example.org").await.0;
    let late = ada.call(&GetSubscription { org }).await.unwrap().overdue.unwrap();
    assert_eq!(late.zone, TOKYO);
}
