//! The plan: its page, choosing one, what the home and the orders tell of it.

mod account;
mod choose;
mod home;
mod order;
mod page;
mod quotas;
mod vouchers;
mod zones;

use crate::{
    acme::{acme, at, id, name, page as list},
    drafts::forms::{Forms, KEPT, TYPED, Typed, nothing, typed},
    server::Server,
    stage::Stage,
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is kept of its forms.
pub const FORMS: Forms = Forms {
    kept: &[
        typed(
            "plan/cancel.rs",
            Typed {
                path: "/organizations/acme/plan?do=cancel",
                fields: &[("dialog[open] textarea[name=reason]", KEPT)],
                mark: Some("Plan"),
                ..TYPED
            },
        ),
        typed(
            "plan/quota_request.rs",
            Typed {
                path: "/organizations/acme/plan?do=quota&kind=dataplants",
                fields: &[
                    ("dialog[open] input[name=wanted]", "12"),
                    ("dialog[open] textarea[name=reason]", KEPT),
                ],
                mark: Some("Plan"),
                ..TYPED
            },
        ),
        typed(
            "plan/choose/frame.rs",
            Typed {
                path: "/organizations/acme/plan/choose/resources",
                fields: &[("input[name=committed]", "7")],
                mark: Some("Plan"),
                in_address: true,
                ..TYPED
            },
        ),
        typed(
            "plan/choose/frame.rs",
            Typed {
                path: "/organizations/acme/plan/choose/payer",
                fields: &[
                    ("main input[value=new]", "true"),
                    ("input[name=payer-name]", KEPT),
                    ("input[name=city]", "kept-words of it"),
                ],
                mark: Some("Plan"),
                ..TYPED
            },
        ),
        nothing("plan/voucher.rs", "a code"),
    ],
    filled: &[],
    others: &[],
    has: |_| {},
};

pub fn subscription() -> String {
    at("GET", "/subscription")
}

pub fn quote() -> String {
    at("POST", "/subscription/quote")
}

pub fn put() -> String {
    at("PUT", "/subscription")
}

pub fn euros(minor: i64) -> Value {
    json!({"minor": minor, "currency": "EUR"})
}

/// What is sold: the plans of the pictures.
pub fn plans() -> Value {
    let plan = |plan: &str, month: Option<i64>, fpu: u32, gb: u32, dataplants: Option<u32>, days: u32| {
        json!({
            "plan": plan, "month": month.map(euros), "year": month.map(|month| euros(month * 108 / 10)),
            "included_fpu": fpu, "included_storage_gb": gb, "dataplants": dataplants, "members": null, "trial_days": days,
        })
    };
    let support = |level: &str, month: i64| json!({"level": level, "month": euros(month)});
    let beyond = json!({
        "category": "dataplants", "meter": "dataplant", "price_micro": 120_000, "currency": "EUR", "per_seconds": 3_600,
        "month": euros(8_760),
    });
    json!({
        "plans": [
            plan("standard", Some(9_000), 0, 50, Some(1), 7), plan("premium", Some(135_000), 8, 250, Some(2), 0),
            plan("enterprise", None, 32, 1_000, None, 0),
        ],
        "support": [support("basic", 0), support("advanced", 99_000), support("business_critical", 250_000)],
        "committed_fpu_month": euros(6_000), "committed_fpu_most": 100, "yearly_rebate_percent": 10, "beyond": [beyond],
        "sales_email": "sales@hq.example", "seller": "HQ", "payment": ["bank_transfer"],
    })
}

/// An organization's subscription in a state.
pub fn of_plan(plan: &str, state: &str) -> Value {
    let ends = ["cancelled", "ended"].contains(&state).then_some("2026-12-12T00:00:00Z");
    json!({
        "terms": {"plan": plan, "cycle": "monthly", "support": "advanced", "committed_fpu": 0}, "state": state,
        "trial_until": (state == "trial").then_some("2026-12-03T12:00:00Z"),
        "period": {"start": "2026-11-12T12:00:00Z", "end": "2026-12-12T12:00:00Z", "zone": "Europe/Paris"}, "ends_at": ends, "next": null,
        "payer": {"id": id(40), "name": "Acme SAS", "mine": true, "payment": "bank_transfer"}, "month": euros(234_000),
        "allowances": [
            {"kind": "fpu_seconds", "included": 8 * 2_592_000, "used": 2_592_000, "beyond_month": euros(8_760)},
            {"kind": "storage_gb_seconds", "included": 250 * 2_592_000_u64, "used": 300 * 2_592_000_u64, "beyond_month": euros(20)},
            {"kind": "dataplants", "included": 2, "used": 2, "beyond_month": null},
            {"kind": "members", "included": null, "used": 7, "beyond_month": null},
        ],
        "zone": "Europe/Paris",
    })
}

/// What there is of it.
pub fn current(subscription: Value) -> Value {
    json!({
        "billing": true, "trial_left": subscription.is_null(), "subscription": subscription, "vouchers": [],
        "overdue": null,
    })
}

/// The quotas: of two dataplants two, nothing asked for.
pub fn quotas(requests: &[Value]) -> Value {
    let quota =
        |kind: &str, limit: Option<u64>, used: u64| json!({"kind": kind, "limit": limit, "used": used});
    json!({
        "plan": true,
        "quotas": [
            quota("dataplants", Some(2), 2), quota("storage_engines", Some(10), 1), quota("fpu", Some(64), 6),
            quota("members", None, 7),
        ],
        "requests": requests,
    })
}

/// A billing account of Ada's.
pub fn account(number: u32, name: &str) -> Value {
    json!({"id": id(number), "name": name, "country": "FR", "payment": "bank_transfer", "organizations": 1})
}

/// The whole of it.
pub fn whole_account(number: u32, name: &str) -> Value {
    json!({
        "id": id(number), "name": name, "company": true, "email": "ada@example.org", "contact": null, "phone": null,
        "address": {"line1": "1 rue de la Paix", "city": "Paris", "country": "FR", "postcode": "75002"},
        "siren": "404833048", "vat_id": "FR83404833048", "reference": null, "tax": "standard", "payment": "bank_transfer",
        "transfer": null, "created_at": "2026-01-01T00:00:00Z",
    })
}

/// A quote of Premium with Advanced support: at once, with VAT or without knowing it.
pub fn quoted(hash: &str, net: i64, certain: bool) -> Value {
    let line = |category: &str, subject: Value, net: i64| json!({"category": category, "subject": subject, "period": null, "net": euros(net)});
    json!({
        "hash": hash, "terms": {"plan": "premium", "cycle": "monthly", "support": "advanced", "committed_fpu": 0},
        "takes_effect": {"when": "now"}, "trial_until": null,
        "lines": [
            line("plan", json!({"kind": "plan", "plan": "premium", "cycle": "monthly", "partial": false}), net - 99_000),
            line("support", json!({"kind": "support", "level": "advanced", "partial": false}), 99_000),
        ],
        "net": euros(net),
        "taxes": [{"treatment": "standard", "rate_basis_points": 2_000, "base": euros(net), "amount": euros(net / 5)}],
        "gross": euros(net + net / 5), "month": euros(net),
        "plan_fees": {
            "plan_month": euros(net - 99_000), "plan_year": euros(1_458_000), "support_month": euros(99_000),
            "support_year": euros(1_188_000), "committed_month": euros(0), "committed_year": euros(0),
        },
        "next_invoice": "2026-12-26T12:00:00Z", "zone": "Europe/Paris", "tax_certain": certain,
    })
}

/// From now on Acme has Premium, and Ada no billing account.
pub fn has_plan(server: &Server) {
    server.says("GET /api/v1/plans", 200, &plans());
    server.says(&subscription(), 200, &current(of_plan("premium", "active")));
    server.says(&at("GET", "/quotas"), 200, &quotas(&[]));
    server.says("GET /api/v1/billing-accounts", 200, &list(&[]));
    server.says(&quote(), 200, &quoted("q1", 234_000, true));
}

/// Acme, of which Ada is an admin, with this subscription and these accounts of hers.
pub fn with(subscription_is: Value, accounts: &[Value]) -> Server {
    let server = acme();
    server.says("GET /api/v1/plans", 200, &plans());
    server.says(&subscription(), 200, &current(subscription_is));
    server.says(&at("GET", "/quotas"), 200, &quotas(&[]));
    server.says("GET /api/v1/billing-accounts", 200, &list(accounts));
    server.says(&quote(), 200, &quoted("q1", 234_000, !accounts.is_empty()));
    for account in accounts {
        let methods =
            format!("GET /api/v1/billing-accounts/{}/payment-methods", account["id"].as_str().unwrap());
        server.says(&methods, 200, &json!({"cards": false, "methods": []}));
    }
    server
}

/// The rows of a table, each with its cells.
pub fn rows(stage: &Stage, table: &str) -> Vec<String> {
    let row = |row: &HtmlElement| {
        let cells = row.query_selector_all("th, td").unwrap();
        let cells = (0..cells.length()).map(|at| name(cells.item(at).unwrap().unchecked_ref::<Element>()));
        cells.collect::<Vec<_>>().join(" ")
    };
    stage.all(&format!("{table} tr")).iter().map(row).collect()
}

/// The body of the last request of that name.
pub fn sent(server: &Server, request: &str) -> Value {
    let last = server.got(request).pop().unwrap_or_else(|| panic!("no {request}"));
    serde_json::from_str(last.body.as_deref().unwrap()).unwrap()
}
