//! Webhooks of Stripe: only Stripe's, only of now, each once, and never believed.

use crate::{
    on_both,
    support::{Bank, Books, Fault, Hq, StripeDouble},
};
use hq_server::{
    card_payments,
    db::entity::{card_payment, invoice, payment, provider_event},
};
use reqwest::{Client, StatusCode};
use sea_orm::EntityTrait as _;
use time::Duration;

on_both!(crate::support::Hq::start_with_cards =>
    what_is_not_stripes_is_refused,
    an_event_is_done_with_once,
    what_an_event_says_is_not_believed,
    an_event_that_could_not_be_looked_at_is_told_again,
    events_in_another_order_end_the_same,
    a_webhook_and_the_jobs_own_answer_at_once_book_once,
    what_concerns_nobody_is_taken,
);

impl Hq {
    /// Sends a webhook, without an `Origin` as Stripe does; answers its status.
    pub async fn webhook(&self, body: &str, signature: Option<&str>) -> StatusCode {
        let url = format!("http://{}/api/v1/webhooks/stripe", self.address);
        let mut request =
            Client::new().post(url).header("content-type", "application/json").body(body.to_owned());
        if let Some(signature) = signature {
            request = request.header("stripe-signature", signature);
        }
        request.send().await.expect("the server answers").status()
    }

    fn seconds(&self) -> i64 {
        self.app.clock().now().unix_timestamp()
    }

    /// Stripe tells of something, now; answers the status.
    pub async fn stripe_tells(&self, id: &str, kind: &str, object: &str) -> u16 {
        let (body, signature) = StripeDouble::event(id, kind, object, self.seconds());
        self.webhook(&body, Some(&signature)).await.as_u16()
    }

    async fn events(&self) -> Vec<provider_event::Model> {
        provider_event::Entity::find().all(self.app.db().write()).await.unwrap()
    }
}

/// A payment that takes its time, and has succeeded by now: nobody knows but Stripe.
async fn unknown_success(hq: &Hq) -> (Books, invoice::Model, String) {
    let owner = hq.person("ada@acme.example").await;
    let books = hq.books(Some(owner.me().await)).await;
    hq.save_card(&books, &owner, "4242").await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let double = hq.stripe.as_ref().unwrap();
    double.bank_says([Bank::TakesTime]);
    card_payments::round(&hq.app).await.unwrap();
    let payment = double.payments().remove(0);
    double.process(&payment);
    assert_eq!(hq.open(&invoice).await, 12_000);
    (books, invoice, payment)
}

async fn what_is_not_stripes_is_refused(hq: Hq) {
    let (_, invoice, payment) = unknown_success(&hq).await;
    let before = hq.events().await.len();
    let now = hq.seconds();
    let kind = "payment_intent.succeeded";
    let (body, signature) = StripeDouble::event("evt_1", kind, &payment, now);
    let sign = |body: &str, at| Some(StripeDouble::sign("whsec_double", body, at));
    let other = StripeDouble::sign("whsec_other", &body, now);
    let own = || Some(signature.clone());
    for (body, signature) in [
        (body.clone(), None),
        (body.clone(), Some(String::new())),
        (body.clone(), Some("t=1,v1=00".to_owned())),
        (body.clone(), Some(other.clone())),
        (body.replace("evt_1", "evt_2"), own()),
        (format!("{body} "), own()),
        (String::new(), own()),
        ("{}".to_owned(), sign("{}", now)),
        ("no json".to_owned(), sign("no json", now)),
        (body.clone(), sign(&body, now - 400)),
        (body.clone(), sign(&body, now + 400)),
    ] {
        assert_eq!(hq.webhook(&body, signature.as_deref()).await, 400, "{body} {signature:?}");
    }
    assert_eq!((hq.events().await.len(), hq.open(&invoice).await), (before, 12_000));
    let both = format!("{other},{}", signature.split_once(',').unwrap().1);
    assert_eq!(hq.webhook(&body, Some(&both)).await, 200, "while a secret is replaced there are two");
    assert_eq!(hq.open(&invoice).await, 0);
}

async fn an_event_is_done_with_once(hq: Hq) {
    let (books, invoice, payment) = unknown_success(&hq).await;
    let asked = || hq.stripe.as_ref().unwrap().asked().len();
    assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", &payment).await, 200);
    let before = asked();
    for _ in 0..3 {
        assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", &payment).await, 200);
    }
    assert_eq!(asked(), before, "it is not even looked at again");
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    // At once, and as another event.
    let all = futures::future::join_all((0..6).map(|number| {
        let hq = &hq;
        let payment = payment.as_str();
        async move {
            let id = format!("evt_{}", 2 + number % 2);
            hq.stripe_tells(&id, "payment_intent.succeeded", payment).await
        }
    }));
    assert!(all.await.iter().all(|status| *status == 200));
    let payments = payment::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!((payments.len(), hq.credit(&books).await), (1, 0));
    assert!(hq.events().await.iter().all(|event| event.done_at.is_some()));
}

async fn what_an_event_says_is_not_believed(hq: Hq) {
    let owner = hq.person("ada@acme.example").await;
    let books = hq.books(Some(owner.me().await)).await;
    hq.save_card(&books, &owner, "4242").await;
    let invoice = hq.invoice(&books, "HQ-2026-000001", 10_000, 2_000).await;
    let double = hq.stripe.as_ref().unwrap();
    double.bank_says([Bank::Declines]);
    card_payments::round(&hq.app).await.unwrap();
    let payment = double.payments().remove(0);
    // The body says that it has succeeded.
    assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", &payment).await, 200);
    assert_eq!(hq.stripe_tells("evt_2", "payment_intent.succeeded", "pi_unknown").await, 200);
    assert_eq!(hq.stripe_tells("evt_3", "payment_intent.succeeded", "../customers/cus_1").await, 200);
    assert_eq!(hq.open(&invoice).await, 12_000);
    hq.advance(Duration::days(4));
    card_payments::round(&hq.app).await.unwrap();
    assert_eq!(hq.open(&invoice).await, 0);
    assert_eq!(payment::Entity::find().all(hq.app.db().read()).await.unwrap()[0].amount_minor, 12_000);
}

async fn an_event_that_could_not_be_looked_at_is_told_again(hq: Hq) {
    let (_, invoice, payment) = unknown_success(&hq).await;
    for fault in [Fault::LostBefore, Fault::BrokenBefore, Fault::Busy] {
        hq.stripe.as_ref().unwrap().fails([fault]);
        assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", &payment).await, 503, "{fault:?}");
        assert_eq!(hq.open(&invoice).await, 12_000);
    }
    assert_eq!(hq.stripe_tells("evt_1", "payment_intent.succeeded", &payment).await, 200);
    assert_eq!(hq.open(&invoice).await, 0);
}

async fn events_in_another_order_end_the_same(hq: Hq) {
    let (books, invoice, payment) = unknown_success(&hq).await;
    for (id, kind) in [
        ("evt_3", "payment_intent.succeeded"),
        ("evt_1", "payment_intent.created"),
        ("evt_2", "payment_intent.processing"),
        ("evt_0", "payment_intent.payment_failed"),
    ] {
        assert_eq!(hq.stripe_tells(id, kind, &payment).await, 200);
    }
    assert_eq!((hq.open(&invoice).await, hq.credit(&books).await), (0, 0));
    let rows = card_payment::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!((rows.len(), rows[0].state.as_str()), (1, "paid"));
}

async fn a_webhook_and_the_jobs_own_answer_at_once_book_once(hq: Hq) {
    let (books, invoice, payment) = unknown_success(&hq).await;
    hq.advance(Duration::hours(2));
    let tells = (0..3).map(|number| {
        let (hq, payment) = (&hq, payment.as_str());
        async move { hq.stripe_tells(&format!("evt_{number}"), "payment_intent.succeeded", payment).await }
    });
    let job = async { card_payments::round(&hq.app).await.unwrap() };
    futures::future::join(job, futures::future::join_all(tells)).await;
    let payments = payment::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!((payments.len(), hq.open(&invoice).await, hq.credit(&books).await), (1, 0, 0));
}

async fn what_concerns_nobody_is_taken(hq: Hq) {
    for (id, kind) in
        [("evt_1", "invoice.paid"), ("evt_2", "checkout.session.completed"), ("evt_3", "charge.refunded")]
    {
        assert_eq!(hq.stripe_tells(id, kind, "x_1").await, 200);
    }
    let events = hq.events().await;
    assert_eq!(events.len(), 3);
    assert!(events.iter().all(|event| event.done_at.is_some()), "{events:?}");
}
