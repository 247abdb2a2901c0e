//! API keys: the list, making one, its secret, changing, rotating and revoking.

use crate::{
    acme::{acme, acme_of_a_user, at, id, name, page, visit},
    drafts::forms::{Forms, KEPT, TYPED, Typed, nothing, typed},
    filled::{FILLED, Filled, Step::Press},
    server::Server,
    stage::{Stage, focused, settle},
};
use hq_contract::{Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement};

/// Its forms.
pub const FORMS: Forms = Forms {
    kept: &[
        typed(
            "api_keys/form.rs",
            Typed {
                path: "/organizations/acme/settings/api-keys",
                open: &["New API key"],
                fields: &[
                    ("dialog[open] input[name=api_key]", KEPT),
                    ("dialog[open] select[name=expires]", "365"),
                ],
                mark: Some("API keys"),
                ..TYPED
            },
        ),
        typed(
            "api_keys/form.rs",
            Typed {
                path: "/organizations/acme/settings/api-keys",
                open: &["Actions for Deploy > Change…"],
                fields: &[("dialog[open] input[name=api_key]", KEPT)],
                mark: Some("API keys"),
                ..TYPED
            },
        ),
        typed(
            "rules/bar.rs",
            Typed {
                path: "/organizations/acme/settings/api-keys/01890a5d-ac96-774b-bcce-b30200000001",
                open: &["Add new rule Dataplants"],
                fields: &[("dialog[open] [name=rule_name]", KEPT)],
                then: &["Add rule"],
                shows: Some(KEPT),
                mark: Some("API keys"),
                ..TYPED
            },
        ),
        nothing("api_keys/rotate.rs", "two choices, and nothing is typed"),
    ],
    filled: &[Filled {
        source: "api_keys/form.rs",
        path: "/organizations/acme/settings/api-keys",
        come: &[Press("New API key")],
        fields: &[("dialog[open] input[name=api_key]", KEPT), ("dialog[open] input[value=admin]", "true")],
        sent: "POST {Acme}/api-keys",
        says: &[KEPT, r#""role":"admin""#],
        ..FILLED
    }],
    others: &[("api_keys/rotate.rs", "two choices, as in api_keys/form.rs")],
    has: |server| {
        server.says(&list(), 200, &page(&[key(1, "Deploy")]));
        server.says(&one("GET", 1), 200, &key(1, "Deploy"));
    },
};

const PATH: &str = "/settings/api-keys";
const SECRET: &str = "hqk_00000000000000000000000000000000000000000002CZclj";

fn list() -> String {
    at("GET", "/api-keys")
}

fn one(method: &str, number: u32) -> String {
    at(method, &format!("/api-keys/{}", id(number)))
}

fn key(number: u32, name: &str) -> Value {
    let rule = json!({
        "category": "dataplants", "name": "All", "effect": "allow", "action": "all", "resource": "all",
    });
    json!({
        "id": id(number), "version": 3, "name": name, "role": "user", "rules": [rule], "starts_with": "hqk_Ab3d",
        "expires_at": "2236-04-01T00:00:00Z", "expired": false, "last_used_at": null, "last_used_from": null,
        "former": null, "created_by": {"kind": "person", "id": id(9), "name": "Bob Stone"}, "creator_left": false,
        "created_at": "2026-01-02T00:00:00Z",
    })
}

fn issued(key: &Value) -> Value {
    let mut issued = key.clone();
    issued["secret"] = json!(SECRET);
    issued
}

fn with(keys: &[Value]) -> Server {
    let server = acme();
    server.says(&list(), 200, &page(keys));
    server
}

fn body(server: &Server, request: &str) -> Value {
    serde_json::from_str(server.got(request)[0].body.as_deref().unwrap()).unwrap()
}

fn is_open(stage: &Stage) -> bool {
    !stage.all("dialog[open]").is_empty()
}

#[wasm_bindgen_test]
async fn a_key_is_made_and_its_secret_shown_once() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "API keys");
    assert!(stage.text().contains("No API keys yet"));
    stage.press("main .empty button").await;
    settle().await;
    stage.press_button("Create API key").await;
    assert!(
        server.got(&at("POST", "/api-keys")).is_empty()
            && stage.dialog().inner_text().contains("Fill this in.")
    );
    stage.type_into("dialog[open] input[name=api_key]", "Nightly deploy").await;
    server.says(&at("POST", "/api-keys"), 201, &issued(&key(1, "Nightly deploy")));
    stage.press_button("Create API key").await;
    settle().await;
    let sent = body(&server, &at("POST", "/api-keys"));
    assert_eq!(
        (&sent["name"], &sent["role"], &sent["expires_in_days"]),
        (&json!("Nightly deploy"), &json!("user"), &json!(90))
    );
    assert!(!sent["rules"].as_array().unwrap().is_empty(), "those of the first template");
    let shown = stage.dialog().inner_text();
    assert!(shown.contains("Secret of Nightly deploy") && shown.contains("can’t show it again"), "{shown}");
    assert!(shown.contains(&format!("curl -H 'Authorization: Bearer {SECRET}' http")), "{shown}");
    assert!(stage.has("dialog[open] button", "Copy: Secret"));
    let row = stage.row("Nightly deploy").inner_text();
    for part in ["hqk_Ab3d…", "1 rule", "Never used", "Bob Stone"] {
        assert!(row.contains(part), "{part} in {row}");
    }
    stage.press_button("Done").await;
    settle().await;
    let page = web_sys::window().unwrap().document().unwrap().body().unwrap().inner_html();
    assert!(!is_open(&stage) && !page.contains(SECRET), "it is gone from the page");
}

/// Every way that there is to close a dialog; a second Escape closes it whatever is said to that.
async fn try_to_close(stage: &Stage) {
    for button in stage.all("dialog[open] button").into_iter().filter(|button| name(button) == "Cancel") {
        button.click();
        settle().await;
    }
    let dialog: HtmlDialogElement = stage.dialog().unchecked_into();
    let init = EventInit::new();
    init.set_cancelable(true);
    let escape = Event::new_with_event_init_dict("cancel", &init).unwrap();
    assert!(!dialog.dispatch_event(&escape).unwrap(), "Escape is told no");
    dialog.close();
    settle().await;
    settle().await;
}

#[wasm_bindgen_test]
async fn nobody_closes_the_dialog_while_a_secret_is_on_its_way() {
    let server = with(&[key(1, "Deploy")]);
    let stage = visit(&server, PATH).await;
    let rotating = at("POST", &format!("/api-keys/{}/rotate", id(1)));
    for (request, submit) in [(at("POST", "/api-keys"), "Create API key"), (rotating, "Rotate API key")] {
        if submit == "Create API key" {
            stage.press_button("New API key").await;
            stage.type_into("dialog[open] input[name=api_key]", "Reports").await;
        } else {
            stage.choose("Actions for Deploy", "Rotate…").await;
        }
        server.holds(&request);
        stage.press_button(submit).await;
        try_to_close(&stage).await;
        assert!(stage.has("dialog[open] button", submit), "{submit}: it is there still");
        let told = if submit == "Create API key" { key(2, "Reports") } else { key(1, "Deploy") };
        server.answers_waiting(&issued(&told)).await;
        settle().await;
        assert!(stage.dialog().inner_text().contains(SECRET), "{submit}");
        stage.press_button("Done").await;
        settle().await;
        assert!(!is_open(&stage), "{submit}");
    }
}

/// An answer that got lost is asked for again, as the same request: no second key, and its secret is told.
#[wasm_bindgen_test]
async fn a_secret_whose_answer_got_lost_is_asked_for_again() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    stage.press("main .empty button").await;
    settle().await;
    stage.type_into("dialog[open] input[name=api_key]", "Deploy").await;
    let request = at("POST", "/api-keys");
    server.loses(&request);
    stage.press_button("Create API key").await;
    settle().await;
    server.says(&request, 201, &issued(&key(1, "Deploy")));
    stage.press_button("Create API key").await;
    settle().await;
    let sent = server.got(&request);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].header("idempotency-key"), sent[1].header("idempotency-key"));
    assert!(sent[0].header("idempotency-key").is_some() && stage.dialog().inner_text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn an_admin_key_has_no_rules_and_one_may_have_no_end() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    stage.press("main .empty button").await;
    settle().await;
    stage.type_into("dialog[open] input[name=api_key]", "Ops").await;
    stage.press("dialog[open] input[value=admin]").await;
    assert!(stage.all("dialog[open] input[value=read_everything]").is_empty());
    let expires = stage.find("dialog[open] select[name=expires]");
    js_sys::Reflect::set(&expires, &"value".into(), &"never".into()).unwrap();
    crate::stage::fire(&expires, "change");
    server.says(&at("POST", "/api-keys"), 201, &issued(&key(1, "Ops")));
    stage.press_button("Create API key").await;
    assert_eq!(body(&server, &at("POST", "/api-keys")), json!({"name": "Ops", "role": "admin"}));
}

#[wasm_bindgen_test]
async fn what_is_refused_is_said_where_it_is_and_nothing_is_lost() {
    let server = with(&[key(1, "Deploy")]);
    let stage = visit(&server, PATH).await;
    stage.press_button("New API key").await;
    stage.type_into("dialog[open] input[name=api_key]", "Deploy").await;
    let taken = json!({
        "type": "", "title": "", "status": 422, "code": "invalid", "fields": {"/name": "taken"}, "request_id": "",
    });
    server.says(&at("POST", "/api-keys"), 422, &taken);
    stage.press_button("Create API key").await;
    assert!(stage.dialog().inner_text().contains("This is taken."));
    let full = serde_json::to_value(Problem::new(ProblemCode::LimitReached)).unwrap();
    server.says(&at("POST", "/api-keys"), 409, &full);
    stage.type_into("dialog[open] input[name=api_key]", "Reports").await;
    stage.press_button("Create API key").await;
    assert!(stage.dialog().inner_text().contains("up to 100 API keys"), "{}", stage.dialog().inner_text());
    assert!(is_open(&stage));
}

#[wasm_bindgen_test]
async fn a_key_is_changed_with_its_version_and_keeps_its_rules() {
    let server = with(&[key(1, "Deploy")]);
    let stage = visit(&server, PATH).await;
    stage.choose("Actions for Deploy", "Change…").await;
    assert!(stage.dialog().inner_text().contains("Change Deploy"));
    assert!(stage.all("dialog[open] select[name=expires]").is_empty(), "when it ends is the secret's");
    stage.type_into("dialog[open] input[name=api_key]", "Releases").await;
    server.says(&one("PATCH", 1), 200, &key(1, "Releases"));
    stage.press_button("Save").await;
    settle().await;
    let sent = server.got(&one("PATCH", 1)).remove(0);
    assert_eq!(sent.body.as_deref(), Some(r#"{"name":"Releases"}"#));
    assert!(stage.toasts().contains("Releases was changed."));
    assert!(stage.row("Releases").inner_text().contains("1 rule"));
}

#[wasm_bindgen_test]
async fn a_key_is_rotated_with_both_secrets_good_for_a_while() {
    let server = with(&[key(1, "Deploy")]);
    let stage = visit(&server, PATH).await;
    stage.choose("Actions for Deploy", "Rotate…").await;
    let mut rotated = key(1, "Deploy");
    rotated["starts_with"] = json!("hqk_New0");
    rotated["former"] =
        json!({"starts_with": "hqk_Ab3d", "expires_at": "2236-01-01T00:00:00Z", "last_used_at": null});
    server.says(&at("POST", &format!("/api-keys/{}/rotate", id(1))), 200, &issued(&rotated));
    stage.press_button("Rotate API key").await;
    settle().await;
    let sent = body(&server, &at("POST", &format!("/api-keys/{}/rotate", id(1))));
    assert_eq!(sent, json!({"overlap_hours": 24, "expires_in_days": 90}));
    assert!(stage.dialog().inner_text().contains(SECRET));
    let row = stage.row("Deploy").inner_text();
    assert!(row.contains("hqk_New0…") && row.contains("The old secret hqk_Ab3d… works until"), "{row}");
}

#[wasm_bindgen_test]
async fn a_key_is_revoked_once_that_is_confirmed() {
    let server = with(&[key(1, "Deploy"), key(2, "Reports")]);
    let stage = visit(&server, PATH).await;
    stage.choose("Actions for Deploy", "Revoke…").await;
    assert!(stage.dialog().inner_text().contains("You can’t undo this."));
    server.says(&one("DELETE", 1), 204, &Value::Null);
    stage.press_button("Revoke Deploy").await;
    settle().await;
    assert!(stage.toasts().contains("Deploy was revoked."));
    assert_eq!(stage.all("tr.api-key").len(), 1);
    settle().await;
    assert_eq!(focused().inner_text(), "API keys");
}

#[wasm_bindgen_test]
async fn what_one_should_look_at_stands_out() {
    let mut old = key(1, "Old");
    old["expired"] = json!(true);
    old["expires_at"] = json!("2020-01-01T00:00:00Z");
    old["creator_left"] = json!(true);
    old["last_used_at"] = json!("2020-01-01T00:00:00Z");
    old["last_used_from"] = json!("203.0.113.7");
    let stage = visit(&with(&[old]), PATH).await;
    let row = stage.row("Old").inner_text();
    for part in ["Expired", "Bob Stone (left)", "From 203.0.113.7"] {
        assert!(row.contains(part), "{part} in {row}");
    }
}

#[wasm_bindgen_test]
async fn its_rules_are_edited_as_a_members_are() {
    let server = acme();
    server.says(&one("GET", 1), 200, &key(1, "Deploy"));
    let stage = visit(&server, &format!("{PATH}/{}", id(1))).await;
    assert_eq!(stage.find("h1").inner_text(), "Deploy");
    assert!(
        stage.text().contains("What Deploy can do") && !stage.text().contains("History"),
        "{}",
        stage.text()
    );
    stage.choose("Actions for All", "Delete").await;
    let mut without = key(1, "Deploy");
    without["rules"] = json!([]);
    server.says(&one("PATCH", 1), 200, &without);
    stage.press_button("Save").await;
    settle().await;
    assert_eq!(body(&server, &one("PATCH", 1)), json!({"rules": []}));
    assert!(stage.toasts().contains("Rules saved for Deploy."), "{}", stage.toasts());
}

/// What is typed into its rules can be sent nowhere any more.
#[wasm_bindgen_test]
async fn nothing_stays_unsaved_of_a_key_that_is_revoked() {
    let server = with(&[key(1, "Deploy")]);
    server.says(&one("GET", 1), 200, &key(1, "Deploy"));
    let stage = visit(&server, &format!("{PATH}/{}", id(1))).await;
    stage.choose("Actions for All", "Delete").await;
    stage.called("nav a", "API keys (unsaved changes)").click();
    for _ in 0..3 {
        settle().await;
    }
    stage.choose("Actions for Deploy", "Revoke…").await;
    server.says(&one("DELETE", 1), 204, &Value::Null);
    stage.press_button("Revoke Deploy").await;
    settle().await;
    assert!(stage.has("nav a", "API keys") && !stage.text().contains("unsaved"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn its_page_says_what_only_people_can_do() {
    let server = acme();
    let mut admin = key(1, "Ops");
    admin["role"] = json!("admin");
    server.says(&one("GET", 1), 200, &admin);
    let stage = visit(&server, &format!("{PATH}/{}", id(1))).await;
    for field in [
        "Members, Invite: Only people",
        "Members, Read: Allowed",
        "Members, Remove: Partly allowed",
        "Dataplants, Delete: Partly allowed",
        "Dataplants, Update: Allowed",
    ] {
        assert!(stage.has(".matrix-field", field), "{field}");
    }
    let answer = async |field: &str| {
        stage.called(".matrix-field", field).click();
        settle().await;
        settle().await;
        stage.find(".why-answer").inner_text()
    };
    let invite = answer("Members, Invite: Only people").await;
    assert!(invite.contains("Only people can invite.") && !invite.contains("Allowed"), "{invite}");
    let delete = answer("Dataplants, Delete: Partly allowed").await;
    assert!(delete.contains("an email asks them to confirm"), "{delete}");
    // A rule that allows it changes nothing.
    let mut ruled = key(1, "Ops");
    ruled["rules"][0]["category"] = json!("members");
    server.says(&one("GET", 1), 200, &ruled);
    let stage = visit(&server, &format!("{PATH}/{}", id(1))).await;
    assert!(stage.has(".matrix-field", "Members, Invite: Only people"));
    assert!(stage.has(".matrix-field", "Members, Answer requests: Allowed"));
    assert!(stage.has(".matrix-field", "Dataplants, Delete: Denied"));
}

#[wasm_bindgen_test]
async fn who_is_no_admin_is_told_who_may() {
    let stage = visit(&acme_of_a_user(), PATH).await;
    assert!(stage.text().contains("You can’t manage API keys"), "{}", stage.text());
}
