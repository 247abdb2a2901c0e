//! The wire: what each request and answer looks like as JSON. A change here breaks clients.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once"
)]

use hq_contract::{
    FieldCode, FieldError, LanguageTag, Page, PageToken, Password, Problem, ProblemCode,
    about::About,
    accounts::{CheckYourMail, NewAccount, Verification},
    me::{Me, MePatch, MyOrganization, MySession, PasswordChange},
    organizations::{NewOrganization, Organization, OrganizationPatch, SlugState},
    password_resets::{NewPasswordReset, PasswordResetConfirmation},
    session::{Credentials, Session},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const WHEN: &str = "2026-11-23T19:00:00Z";

/// Reads the JSON and writes it again: nothing may be lost, renamed or added.
fn same<T: Serialize + DeserializeOwned>(json: Value) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
    read
}

fn me() -> Value {
    json!({"id": ID, "full_name": "Ada Lovelace", "email": "ada@example.org", "language": "en", "created_at": WHEN})
}

fn my_organization() -> Value {
    json!({"id": ID, "slug": "acme", "name": "Acme", "colour": "blue", "role": "admin", "opened_at": WHEN})
}

#[test]
fn requests() {
    let password = "a long and quiet evening";
    same::<NewAccount>(json!({"full_name": "Ada", "email": "ada@example.org", "password": password}));
    same::<NewAccount>(
        json!({"full_name": "Ada", "email": "ada@example.org", "password": password, "language": "fr", "return_to": "/x"}),
    );
    same::<Verification>(json!({"token": "t"}));
    same::<Credentials>(json!({"email": "ada@example.org", "password": "x"}));
    same::<NewPasswordReset>(json!({"email": "ada@example.org"}));
    same::<PasswordResetConfirmation>(json!({"token": "t", "password": password}));
    same::<PasswordChange>(json!({"current": "x", "new": password}));
    same::<MePatch>(json!({"full_name": "Ada"}));
    same::<NewOrganization>(json!({"name": "Acme", "slug": "acme", "description": "d", "colour": "teal"}));
    same::<OrganizationPatch>(json!({"name": "Acme", "description": null, "colour": "red"}));
    same::<OrganizationPatch>(json!({}));
}

#[test]
fn answers() {
    same::<About>(json!({"version": "0.1.0", "mailbox": "/mailbox"}));
    same::<CheckYourMail>(json!({"email": "ada@example.org"}));
    same::<Me>(me());
    same::<MySession>(
        json!({"id": ID, "current": true, "created_at": WHEN, "last_seen_at": WHEN, "address": "::1", "user_agent": "x"}),
    );
    same::<Page<MyOrganization>>(json!({"items": [my_organization()], "next_page": "abc", "total": 2}));
    same::<Session>(json!({
        "id": ID, "created_at": WHEN, "expires_at": WHEN, "user": me(),
        "organizations": {"items": [my_organization()], "next_page": null, "total": 1},
    }));
    same::<Organization>(json!({
        "id": ID, "slug": "acme", "name": "Acme", "description": null, "colour": "violet", "created_at": WHEN, "role": "user",
    }));
    same::<SlugState>(json!({"slug": "acme", "available": false, "suggestion": "acme-2"}));
}

#[test]
fn problems() {
    let problem =
        Problem::invalid([FieldError { pointer: "/name".into(), code: FieldCode::TooLong }]).detail("why");
    assert_eq!(
        serde_json::to_value(&problem).unwrap(),
        json!({
            "type": "urn:hq:problem:invalid", "title": "A value is not allowed", "status": 422, "detail": "why",
            "code": "invalid", "fields": {"/name": "too_long"}, "request_id": "",
        })
    );
    let codes: Vec<String> =
        ProblemCode::ALL.iter().map(|code| format!("{} {}", code.status(), code.as_str())).collect();
    insta::assert_json_snapshot!("problem_codes", codes);
}

#[test]
fn small_values() {
    assert!(
        serde_json::from_str::<LanguageTag>("\"fr-CA\"").is_ok()
            && serde_json::from_str::<LanguageTag>("\"f\"").is_err()
    );
    assert_eq!(serde_json::to_value(PageToken("t".into())).unwrap(), json!("t"));
    assert!(serde_json::from_str::<Password>("\"short\"").is_err());
}
