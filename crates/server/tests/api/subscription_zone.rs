//! The zone of a subscription's days: everything that tells one of them names it.

use crate::{
    on_both,
    support::{Hq, terms},
};
use hq_contract::{
    FieldCode, ProblemCode,
    billing_accounts::ListPaidSubscriptions,
    invoices::{GetUpcomingInvoice, ListInvoices},
    plan::{Cycle, Plan},
    subscription::{GetSubscription, PutSubscription, Quote, SubscriptionOrder, Terms},
};
use time::Duration;

on_both!(crate::support::Hq::selling =>
    days_are_those_of_the_zone_that_was_ordered_in,
    a_first_plan_is_quoted_in_the_zone_that_it_begins_in,
);

async fn a_first_plan_is_quoted_in_the_zone_that_it_begins_in(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let account = hq.account(&ada).await;
    let premium = terms(Plan::Premium);
    let mut ends = Vec::new();
    for zone in ["Pacific/Kiritimati", "Europe/Paris", "Europe/London", "America/Los_Angeles"] {
        let org = ada.create(zone).await.id;
        let quote = ada.quote_in(org, premium, Some(account), Some(zone)).await.unwrap();
        assert_eq!(quote.zone, zone);
        assert!(quote.lines.iter().filter_map(|line| line.period.as_ref()).all(|period| period.zone == zone));
        let (next, gross) = (quote.next_invoice.clone().unwrap(), quote.gross.clone());
        ada.order_plan(org, &quote, account).await.unwrap();
        // What was confirmed is what there is, and what was billed.
        assert_eq!(ada.subscription(org).await.period.unwrap().end, next, "{zone}");
        let all = ListInvoices { org, year: None, state: None, page_token: None };
        assert_eq!(ada.call(&all).await.unwrap().items[0].gross, gross, "{zone}");
        ends.push(next);
    }
    ends.dedup();
    assert_eq!(ends.len(), 4, "each zone has its own midnight");
    let org = ada.create("Acme").await.id;
    // Nobody says one: the operator's.
    let quote = ada.quote(org, premium, Some(account)).await.unwrap();
    assert_eq!(quote.zone, "Europe/Paris");
    for unknown in ["Mars/Olympus", "Etc/Unknown", "Factory", "GMT+03:00", ""] {
        let refused = ada.quote_in(org, premium, None, Some(unknown)).await.unwrap_err();
        let fields: Vec<_> = refused.problem.fields.into_iter().collect();
        assert_eq!(fields, [("/zone".to_owned(), FieldCode::NotOffered)], "{unknown}");
    }
    // What was quoted counts, whatever the order says: Rome has the days of Paris, and is another zone.
    let order = |quote, zone: &str| SubscriptionOrder {
        terms: premium,
        billing_account: account,
        quote,
        zone: Some(zone.to_owned()),
    };
    let in_rome = ada.quote_in(org, premium, Some(account), Some("europe/rome")).await.unwrap();
    assert_eq!(in_rome.zone, "Europe/Rome");
    let refused = ada.call(&PutSubscription { org, body: order(in_rome.hash, "Asia/Tokyo") }).await;
    assert_eq!(refused.unwrap_err().code(), ProblemCode::QuoteChanged);
    ada.call(&PutSubscription { org, body: order(quote.hash, "Europe/Rome") }).await.unwrap();
    assert_eq!(ada.subscription(org).await.zone, "Europe/Paris");
}

async fn days_are_those_of_the_zone_that_was_ordered_in(hq: Hq) {
    const TOKYO: &str = "Asia/Tokyo";
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    let quote = ada.quote_in(org, self::terms(Plan::Premium), Some(account), Some(TOKYO)).await.unwrap();
    ada.order_plan(org, &quote, account).await.unwrap();
    let own = ada.subscription(org).await;
    assert_eq!((own.zone.as_str(), own.period.unwrap().zone.as_str()), (TOKYO, TOKYO));
    let yearly = Terms { cycle: Cycle::Yearly, ..self::terms(Plan::Premium) };
    // A change is of the same days, whatever zone it names.
    let quote = ada.quote_in(org, yearly, Some(account), Some("Europe/Rome")).await;
    let Quote { hash, terms, zone, .. } = quote.unwrap();
    assert_eq!(zone, TOKYO);
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
