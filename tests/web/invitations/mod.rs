//! The page of an invitation's link, in every situation in which somebody opens it.

mod account;
mod answer;
mod closed;
mod report;

use crate::server::{Server, open, organization, person, session_with, signed_in};
use crate::stage::Stage;
use serde_json::{Value, json};

pub const READ: &str = "GET /api/v1/invitations/t0ken";
const SESSION: &str = "GET /api/v1/session";
const ACCEPT: &str = "POST /api/v1/invitations/t0ken/accept";

/// Grace's invitation of Ada to Acme, with what is different here.
pub fn linked(different: &Value) -> Value {
    let mut invitation = json!({
        "organization": {"id": organization("Acme")["id"], "name": "Acme"}, "colour": "teal", "slug": null, "inviter": person("Grace Hopper"),
        "email": "ada@example.org", "role": "user", "note": "See you on Monday.",
        "expires_at": "2027-01-01T00:00:00Z", "state": "pending", "obstacle": null, "account": true,
        "mailed": true, "viewer": "nobody",
    });
    for (name, value) in different.as_object().unwrap() {
        invitation[name] = value.clone();
    }
    // Told of an account is by a mailed link, or whoever is invited.
    if invitation["account"].is_null() {
        invitation.as_object_mut().unwrap().remove("account");
    }
    invitation
}

fn knows_acme(server: &Server) {
    let acme = organization("Acme");
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    server.says(
        &format!("POST /api/v1/organizations/{}/visits", acme["id"].as_str().unwrap()),
        204,
        &Value::Null,
    );
}

async fn visit(server: &Server, different: &Value) -> Stage {
    server.says(READ, 200, &linked(different));
    open(server, "/join/t0ken").await
}

/// Ada, signed in, before an open invitation.
async fn invitee() -> (Server, Stage) {
    let server = signed_in(&[]);
    server.says(SESSION, 200, &session_with(&[], &["Acme"], &[]));
    knows_acme(&server);
    let stage = visit(&server, &json!({"viewer": "invitee"})).await;
    (server, stage)
}

fn title(stage: &Stage) -> String {
    stage.find("h1").inner_text()
}
