//! A request of each operation that is fine in every respect.

use super::world::Things;
use crate::support::{Browser, PASSWORD, Reply, pem};
use serde_json::{Value, json};

/// A picture of one pixel (PNG).
pub const PICTURE: &[u8] = include_bytes!("pixel.png");

#[derive(Clone, Debug)]
pub struct Request {
    pub operation: &'static str,
    /// Under the API's base.
    pub path: String,
    pub body: Value,
}

impl Request {
    /// About an organization (by its id or slug) and what is in it.
    pub fn about(operation: &'static str, org: &str, things: &Things) -> Self {
        Self::naming(operation, org, &things.user.to_string(), &things.id(operation).to_string(), things)
    }

    /// The same with other names in the path.
    pub fn naming(operation: &'static str, org: &str, user: &str, id: &str, things: &Things) -> Self {
        let (_, template) = operation.split_once(" /api/v1").unwrap();
        let path = template
            .replace("{org}", org)
            .replace("{id}", id)
            .replace("{method}", id)
            .replace("{user}", user)
            .replace("{credential}", &things.credential.to_string())
            .replace("{invoice}", id)
            .replace("{token}", "unknown")
            .replace("{slug}", "free-one");
        let request = Self { operation, path, body: body(operation, things) };
        match operation {
            "DELETE /api/v1/organizations/{org}" => request.with("name", things.organization.name.as_str()),
            _ if operation.ends_with("/access") => {
                request.with("category", "dataplants").with("action", "read")
            }
            _ => request,
        }
    }

    /// The same with one more parameter.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.path.push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(&format!("{name}={value}"));
        self
    }

    /// The same with something else in a place of the body.
    pub fn with_field(mut self, pointer: &str, value: &str) -> Self {
        if pointer == "/instead_of" {
            self.body = json!({"instead_of": null});
        }
        *self.body.pointer_mut(pointer).expect("a place of the body") = value.into();
        self
    }

    pub fn is_read(&self) -> bool {
        self.operation.starts_with("GET")
    }

    pub async fn send(&self, browser: &Browser) -> Reply {
        let (method, _) = self.operation.split_once(' ').unwrap();
        let mut request = browser.request(method, &self.path).header("if-match", "*");
        if matches!(self.operation, "PUT /api/v1/organizations/{org}/logo" | "PUT /api/v1/me/picture") {
            request = request.header("content-type", "image/png").body(PICTURE);
        }
        if self.body != Value::Null {
            request = request.json(&self.body);
        }
        browser.send(request).await
    }
}

/// A voucher that everybody can redeem.
pub const VOUCHER: &str = "FOR-EVERYBODY";

fn terms() -> Value {
    json!({"plan": "premium", "cycle": "monthly", "support": "basic", "committed_fpu": 0})
}

fn certificate(chain: &str, key: &str) -> Value {
    json!({"chain": pem(chain), "private_key": pem(key)})
}

fn body(operation: &str, things: &Things) -> Value {
    let rules = json!([{
        "category": "dataplants", "name": "One", "effect": "allow", "action": "read", "resource": "all",
    }]);
    match operation.trim_start_matches("POST /api/v1/organizations/{org}") {
        "POST /api/v1/accounts" => {
            json!({"full_name": "New", "email": "new@example.org", "password": PASSWORD})
        }
        "POST /api/v1/accounts/verify" => json!({"token": "unknown"}),
        "POST /api/v1/session" => json!({"email": "unknown@example.org", "password": "x"}),
        "POST /api/v1/password-resets" => json!({"email": "unknown@example.org"}),
        "POST /api/v1/password-resets/confirm" => json!({"token": "unknown", "password": PASSWORD}),
        "PUT /api/v1/me/password" => json!({"current": PASSWORD, "new": "another quiet evening"}),
        "POST /api/v1/me/email-change" => json!({"email": "another@example.net", "password": PASSWORD}),
        "POST /api/v1/me/deletion" => json!({"password": "not this one"}),
        "POST /api/v1/account-alerts/{token}/secure" => json!({"password": PASSWORD}),
        "POST /api/v1/me/mfa" => json!({"password": PASSWORD}),
        "POST /api/v1/me/mfa/recovery-codes" | "POST /api/v1/me/mfa/disable" => {
            json!({"password": PASSWORD, "code": "123456"})
        }
        "POST /api/v1/me/mfa/confirm" => json!({"code": "123456"}),
        "POST /api/v1/organizations" => json!({"name": "Mine"}),
        "POST /api/v1/billing-accounts" => json!({
            "name": "Mine", "company": false, "email": "mine@example.org",
            "address": {"line1": "1 rue du Port", "city": "Lyon", "country": "FR"},
        }),
        "POST /api/v1/billing-accounts/{id}/transfer" => json!({"to": "another@nowhere.example"}),
        "POST /api/v1/billing-accounts/{id}/transfer/confirm"
        | "POST /api/v1/billing-accounts/{id}/transfer/accept" => {
            json!({"token": "unknown"})
        }
        "POST /api/v1/invitations/{token}/account" => json!({"full_name": "New", "password": PASSWORD}),
        "/invitations" => json!({"emails": ["another@nowhere.example"], "role": "user", "rules": []}),
        "/members/{user}/rules/preview" | "PUT /api/v1/organizations/{org}/members/{user}/rules" => {
            json!({"rules": rules})
        }
        "/members/rules" => json!({"members": [things.user], "mode": "append", "rules": rules}),
        "/domains" => json!({"name": "new.example"}),
        "/certificates" => certificate("rsa.pem", "rsa.key"),
        "PUT /api/v1/organizations/{org}/certificates/{id}" => certificate("p384.pem", "p384.key"),
        "/api-keys" => json!({"name": "Another", "rules": rules}),
        "/transfer" => json!({"user": things.user}),
        "/storage-engines" => {
            json!({"offer": "double/postgresql/pg", "region": "here", "fpu": 2, "name": "Another"})
        }
        "/dataplants" => {
            json!({"offer": "double/dataplant/dp", "region": "here", "fpu": 2, "name": "Another"})
        }
        "/subscription/quote" => json!({"terms": terms(), "billing_account": things.account}),
        "PUT /api/v1/organizations/{org}/subscription" => {
            json!({"terms": terms(), "billing_account": things.account, "quote": "0-0"})
        }
        "/subscription/cancel" => json!({"reason": "Another one"}),
        "PUT /api/v1/organizations/{org}/budget" => json!({"minor": 100_000}),
        "/quotas/requests" => json!({"kind": "fpu", "wanted": 1000, "reason": "A big evening"}),
        "/vouchers" => json!({"code": VOUCHER}),
        "/dataplants/{id}/forget" => json!({"name": "Failed"}),
        "/storage-engines/{id}/forget" => json!({"name": "Failed"}),
        "/storage-engines/{id}/credentials" => json!({"name": "Another"}),
        // As it is: who may not read an engine may leave it where it is.
        "PUT /api/v1/organizations/{org}/storage-defaults" => {
            let engine = things.sandbox();
            json!({"primary": engine, "mart": engine, "ml": engine})
        }
        operation if operation.starts_with("PATCH") => json!({}),
        _ => Value::Null,
    }
}
