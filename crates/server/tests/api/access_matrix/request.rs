//! A request of each operation that is fine in every respect.

use super::{table, world::Things};
use crate::support::{Browser, Reply};
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

/// A list with a rule.
pub fn some_rules() -> Value {
    json!([{"category": "dataplants", "name": "One", "effect": "allow", "action": "read", "resource": "all"}])
}

/// What an operation's row says to send.
fn body(operation: &str, things: &Things) -> Value {
    let row = table().find(|row| row.operation == operation).expect("an operation with its row");
    match row.body {
        Some(body) => body(things),
        None if operation.starts_with("PATCH") => json!({}),
        None => Value::Null,
    }
}
