//! What Stripe's double answers.

use super::{Bank, Fault, Fields, KEY, Memory, StripeDouble, fields};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hq_server::stripe;
use serde_json::{Value, json};

fn refusal(status: u16, kind: &str, code: &str) -> (u16, Value) {
    (status, json!({"error": {"type": kind, "code": code, "message": "no"}}))
}

fn answer((status, body): (u16, Value)) -> Response {
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

/// It is asked with its key, in the version that HQ was written for.
fn guard(headers: &HeaderMap) {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("authorization"), format!("Bearer {KEY}"));
    assert_eq!(header("stripe-version"), stripe::VERSION);
}

/// Who asks, and whether it fails.
pub(super) async fn front(State(double): State<StripeDouble>, request: Request, next: Next) -> Response {
    let asked = format!("{} {}", request.method(), request.uri().path());
    guard(request.headers());
    let fault = double.with(|memory| {
        memory.asked.push(asked);
        memory.faults.pop_front()
    });
    let lost = || {
        let broken = futures::stream::once(async { Err::<String, _>(std::io::Error::other("lost")) });
        Response::new(Body::from_stream(broken))
    };
    match fault {
        None | Some(Fault::None) => next.run(request).await,
        Some(Fault::LostBefore) => lost(),
        Some(Fault::BrokenBefore) => answer(refusal(500, "api_error", "")),
        Some(Fault::Busy) => answer(refusal(429, "invalid_request_error", "lock_timeout")),
        Some(Fault::LostAfter) => {
            next.run(request).await;
            lost()
        }
        Some(Fault::BrokenAfter) => {
            next.run(request).await;
            answer(refusal(500, "api_error", ""))
        }
    }
}

/// A repeated request is answered as the first time.
fn once(
    double: &StripeDouble,
    headers: &HeaderMap,
    fields: &Fields,
    work: impl FnOnce(&mut Memory) -> (u16, Value),
) -> Response {
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).map(str::to_owned);
    answer(double.with(|memory| {
        let Some(key) = key else { return work(memory) };
        if let Some((former, status, body)) = memory.answered.get(&key) {
            let same = former == fields;
            return if same { (*status, body.clone()) } else { refusal(400, "idempotency_error", "") };
        }
        let (status, body) = work(memory);
        memory.answered.insert(key, (fields.clone(), status, body.clone()));
        (status, body)
    }))
}

pub(super) async fn customers(
    State(double): State<StripeDouble>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let fields = fields(&body);
    once(&double, &headers, &fields, |memory| {
        let id = memory.name("cus");
        (200, json!({"id": id}))
    })
}

pub(super) async fn sessions(
    State(double): State<StripeDouble>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let fields = fields(&body);
    let base = double.base.clone();
    once(&double, &headers, &fields, |memory| {
        assert_eq!(fields["mode"], "setup", "HQ sells nothing on this page");
        let id = memory.name("cs");
        let session = json!({
            "id": id, "url": format!("{base}/pay/{id}"), "mode": "setup", "status": "open", "customer": fields["customer"],
            "client_reference_id": fields["client_reference_id"], "setup_intent": null,
            "success_url": fields["success_url"],
        });
        memory.sessions.insert(id, session.clone());
        // What is not asked for whole is told by its id.
        let mut told = session;
        told["setup_intent"] = json!("seti_1");
        (200, told)
    })
}

pub(super) async fn session(State(double): State<StripeDouble>, Path(id): Path<String>) -> Response {
    answer(double.with(|memory| match memory.sessions.get(&id) {
        Some(session) => (200, session.clone()),
        None => refusal(404, "invalid_request_error", "resource_missing"),
    }))
}

pub(super) async fn detach(State(double): State<StripeDouble>, Path(id): Path<String>) -> Response {
    answer(double.with(|memory| match memory.cards.get_mut(&id) {
        Some(card) if card["customer"].is_null() => refusal(400, "invalid_request_error", ""),
        Some(card) => {
            card["customer"] = Value::Null;
            (200, card.clone())
        }
        None => refusal(404, "invalid_request_error", "resource_missing"),
    }))
}

pub(super) async fn payments(
    State(double): State<StripeDouble>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let fields = fields(&body);
    once(&double, &headers, &fields, |memory| {
        assert!(headers.contains_key("idempotency-key"), "a payment is made once");
        assert!(!fields.contains_key("confirm"), "nothing is charged by making a payment");
        if is_too_little(&fields["amount"]) {
            return refusal(400, "invalid_request_error", "amount_too_small");
        }
        let id = memory.name("pi");
        let payment = json!({
            "id": id, "status": "requires_confirmation", "amount": fields["amount"].parse::<i64>().expect("an amount"),
            "amount_received": 0, "currency": fields["currency"], "customer": fields["customer"],
            "latest_charge": null, "last_payment_error": null,
        });
        memory.payments.insert(id, payment.clone());
        (200, payment)
    })
}

pub(super) async fn payment(State(double): State<StripeDouble>, Path(id): Path<String>) -> Response {
    answer(double.with(|memory| match memory.payments.get(&id) {
        Some(payment) => (200, payment.clone()),
        None => refusal(404, "invalid_request_error", "resource_missing"),
    }))
}

/// Stripe takes no less than 0.50 EUR with a card.
fn is_too_little(amount: &str) -> bool {
    amount.parse::<i64>().expect("an amount") < 50
}

fn is_over(payment: &Value) -> bool {
    ["succeeded", "processing", "canceled"].iter().any(|status| payment["status"] == *status)
}

pub(super) async fn change(
    State(double): State<StripeDouble>,
    Path(id): Path<String>,
    body: String,
) -> Response {
    let fields = fields(&body);
    answer(double.with(|memory| match memory.payments.get_mut(&id) {
        Some(payment) if is_over(payment) => {
            refusal(400, "invalid_request_error", "payment_intent_unexpected_state")
        }
        Some(_) if is_too_little(&fields["amount"]) => {
            refusal(400, "invalid_request_error", "amount_too_small")
        }
        Some(payment) => {
            payment["amount"] = json!(fields["amount"].parse::<i64>().expect("an amount"));
            (200, payment.clone())
        }
        None => refusal(404, "invalid_request_error", "resource_missing"),
    }))
}

pub(super) async fn confirm(
    State(double): State<StripeDouble>,
    Path(id): Path<String>,
    body: String,
) -> Response {
    let fields = fields(&body);
    answer(double.with(|memory| {
        assert_eq!(fields["off_session"], "true");
        let Some(payment) = memory.payments.get(&id) else {
            return refusal(404, "invalid_request_error", "resource_missing");
        };
        if is_over(payment) {
            return refusal(400, "invalid_request_error", "payment_intent_unexpected_state");
        }
        let own = memory
            .cards
            .get(&fields["payment_method"])
            .is_some_and(|card| card["customer"] == payment["customer"]);
        if !own {
            return refusal(400, "invalid_request_error", "payment_method_customer_mismatch");
        }
        let (bank, card) = (memory.banks.pop_front(), fields["payment_method"].as_str());
        if bank != Some(Bank::NotAsked) {
            memory.try_charge(&id, card);
        }
        match bank {
            Some(Bank::Declines) => memory.refuse(&id, &json!(card), "card_declined", None),
            Some(Bank::WantsPerson) => memory.refuse(&id, &json!(card), "authentication_required", None),
            Some(Bank::Says(decline)) => memory.refuse(&id, &json!(card), "card_declined", Some(decline)),
            Some(Bank::NotAsked) => refusal(402, "card_error", "expired_card"),
            Some(Bank::TakesTime) => {
                let payment = memory.payments.get_mut(&id).expect("it is there");
                payment["status"] = json!("processing");
                (200, payment.clone())
            }
            None => {
                memory.charge(&id);
                (200, memory.payments[&id].clone())
            }
        }
    }))
}
