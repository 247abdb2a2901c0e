//! Stripe in this process: it keeps customers, cards and payments, answers a repeated request as the first time, counts what it
//! charged, and fails as a test tells it to.

mod answers;

use answers::{change, confirm, customers, detach, front, payment, payments, session, sessions};
use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use hq_server::stripe;
use ring::hmac;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

const KEY: &str = "sk_test_double";
const WEBHOOK_SECRET: &str = "whsec_double";

/// How a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not at all.
    None,
    /// The connection breaks before anything was done.
    LostBefore,
    /// The connection breaks after all was done.
    LostAfter,
    /// A fault of Stripe's before anything was done.
    BrokenBefore,
    /// A fault of Stripe's after all was done.
    BrokenAfter,
    /// Too many requests.
    Busy,
}

/// What a card's bank says the next time it is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bank {
    Declines,
    WantsPerson,
    /// Declines with this word of its own.
    Says(&'static str),
    /// Is not even asked: the card is refused before there is a charge.
    NotAsked,
    /// Takes its time: `processing` until [`StripeDouble::process`].
    TakesTime,
}

/// Stripe in this process. Clones are the same one.
#[derive(Clone)]
pub struct StripeDouble {
    memory: Arc<Mutex<Memory>>,
    base: String,
}

#[derive(Default)]
struct Memory {
    count: u64,
    /// What a request with an idempotency key was answered, with its fields.
    answered: HashMap<String, (BTreeMap<String, String>, u16, Value)>,
    sessions: HashMap<String, Value>,
    cards: HashMap<String, Value>,
    payments: HashMap<String, Value>,
    /// Each charge: the payment and how much.
    charges: Vec<(String, i64)>,
    faults: VecDeque<Fault>,
    banks: VecDeque<Bank>,
    asked: Vec<String>,
}

type Fields = BTreeMap<String, String>;

fn fields(body: &str) -> Fields {
    url::form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

impl StripeDouble {
    /// Listens on loopback.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let double = Self { memory: Arc::default(), base };
        let router = Router::new()
            .route("/v1/customers", post(customers))
            .route("/v1/checkout/sessions", post(sessions))
            .route("/v1/checkout/sessions/{id}", get(session))
            .route("/v1/payment_methods/{id}/detach", post(detach))
            .route("/v1/payment_intents", post(payments))
            .route("/v1/payment_intents/{id}", get(payment).post(change))
            .route("/v1/payment_intents/{id}/confirm", post(confirm))
            .layer(from_fn_with_state(double.clone(), front))
            .with_state(double.clone());
        tokio::spawn(async { axum::serve(listener, router).await });
        double
    }

    /// As the server asks it.
    pub fn client(&self) -> stripe::Stripe {
        let patience = stripe::Patience { connect: Duration::from_secs(5), whole: Duration::from_secs(10) };
        let secret = |text: &str| text.parse().expect("any text");
        stripe::Stripe::new(&self.base, secret(KEY), secret(WEBHOOK_SECRET), patience).expect("a client")
    }

    /// Lets the next requests fail so, one each.
    pub fn fails(&self, faults: impl IntoIterator<Item = Fault>) {
        self.with(|memory| memory.faults.extend(faults));
    }

    /// The same, once so many were answered.
    pub fn fails_after(&self, well: usize, faults: impl IntoIterator<Item = Fault>) {
        self.with(|memory| {
            memory.faults.extend(std::iter::repeat_n(Fault::None, well));
            memory.faults.extend(faults);
        });
    }

    /// Lets all be well from now on.
    pub fn recovers(&self) {
        self.with(|memory| (memory.faults.clear(), memory.banks.clear()));
    }

    /// What the bank says the next times a card is charged, one each.
    pub fn bank_says(&self, banks: impl IntoIterator<Item = Bank>) {
        self.with(|memory| memory.banks.extend(banks));
    }

    /// Each charge so far: the payment and how much.
    pub fn charges(&self) -> Vec<(String, i64)> {
        self.with(|memory| memory.charges.clone())
    }

    /// What it was asked so far: method and path.
    pub fn asked(&self) -> Vec<String> {
        self.with(|memory| memory.asked.clone())
    }

    /// Somebody types a card on that page; answers the page's id.
    pub fn types_card(&self, url: &str, last4: &str) -> String {
        let id = url.rsplit('/').next().expect("an id").to_owned();
        self.with(|memory| {
            let card = memory.name("pm");
            let session = memory.sessions.get_mut(&id).expect("the page");
            let method = json!({
                "id": card, "customer": session["customer"],
                "card": {"brand": "visa", "last4": last4, "exp_month": 8, "exp_year": 2031},
            });
            session["status"] = json!("complete");
            session["setup_intent"] = json!({"status": "succeeded", "payment_method": method});
            memory.cards.insert(card, method);
        });
        id
    }

    /// A payment that is in progress is over.
    pub fn process(&self, payment: &str) {
        self.with(|memory| memory.charge(payment));
    }

    /// A payment is over, if it is in progress.
    pub fn finish(&self, payment: &str) {
        self.with(|memory| {
            if memory.payments.get(payment).is_some_and(|found| found["status"] == "processing") {
                memory.charge(payment);
            }
        });
    }

    /// A payment that is in progress comes to nothing: the bank refuses it late, with this word.
    pub fn refuse_late(&self, payment: &str, decline: &str) {
        self.with(|memory| {
            assert_eq!(memory.payments[payment]["status"], "processing", "it is over");
            let card = memory.payments[payment]["payment_method"].clone();
            memory.refuse(payment, &card, "card_declined", Some(decline));
        });
    }

    /// A payment was cancelled in the dashboard.
    pub fn cancel(&self, payment: &str) {
        self.with(|memory| {
            memory.payments.get_mut(payment).expect("a payment")["status"] = json!("canceled")
        });
    }

    /// The ids of all payments.
    pub fn payments(&self) -> Vec<String> {
        self.with(|memory| memory.payments.keys().cloned().collect())
    }

    /// A webhook's body, and its signature at that moment (seconds since 1970).
    pub fn event(id: &str, kind: &str, object: &str, at: i64) -> (String, String) {
        // What it says of the object is wrong on purpose: nobody may believe it.
        let object = json!({"id": object, "status": "succeeded", "amount_received": 1, "currency": "usd"});
        let body = json!({"id": id, "type": kind, "data": {"object": object}}).to_string();
        let header = Self::sign(WEBHOOK_SECRET, &body, at);
        (body, header)
    }

    /// The signature of a body.
    pub fn sign(secret: &str, body: &str, at: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, format!("{at}.{body}").as_bytes());
        format!("t={at},v1={}", hex::encode(tag.as_ref()))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        work(&mut self.memory.lock().expect("nobody panicked with it"))
    }
}

impl Memory {
    fn name(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}_{}", self.count)
    }

    fn charge(&mut self, payment: &str) {
        let found = self.payments.get_mut(payment).expect("a payment");
        assert_ne!(found["status"], "succeeded", "a payment succeeds once");
        found["status"] = json!("succeeded");
        found["last_payment_error"] = Value::Null;
        found["amount_received"] = found["amount"].clone();
        let minor = found["amount"].as_i64().expect("an amount");
        self.charges.push((payment.to_owned(), minor));
    }

    /// Another try to charge a card begins, which has a name of its own.
    fn try_charge(&mut self, payment: &str, card: &str) {
        let charge = self.name("ch");
        let found = self.payments.get_mut(payment).expect("a payment");
        found["latest_charge"] = json!(charge);
        found["payment_method"] = json!(card);
        found["last_payment_error"] = Value::Null;
    }

    /// The try comes to nothing.
    fn refuse(&mut self, payment: &str, card: &Value, code: &str, decline: Option<&str>) -> (u16, Value) {
        let found = self.payments.get_mut(payment).expect("a payment");
        let error = json!({
            "type": "card_error", "code": code, "decline_code": decline, "charge": found["latest_charge"],
            "payment_method": {"id": card}, "message": "no",
        });
        found["status"] = json!("requires_payment_method");
        // The card is taken off the payment.
        found["payment_method"] = Value::Null;
        found["last_payment_error"] = error.clone();
        (402, json!({"error": error}))
    }
}
