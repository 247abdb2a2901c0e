//! Inviting people, and what became of it.

use crate::{
    acme::{acme, at, id, invitation, page, pause, visit, visit_again},
    server::{Server, address},
    stage::{Stage, attribute, fire, focused, settle, wait},
};
use hq_contract::{IDEMPOTENCY_KEY, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const FIELD: &str = "textarea[name=emails]";

fn invitations(method: &str) -> String {
    at(method, "/invitations")
}

fn one(method: &str, number: u32, rest: &str) -> String {
    at(method, &format!("/invitations/{}{rest}", id(number)))
}

fn value(stage: &Stage) -> String {
    stage.find(FIELD).unchecked_into::<HtmlInputElement>().value()
}

/// Types letter by letter, as people do.
async fn spell(stage: &Stage, text: &str) {
    let field: HtmlInputElement = stage.find(FIELD).unchecked_into();
    for letter in text.chars() {
        field.set_value(&format!("{}{letter}", field.value()));
        fire(&field, "input");
    }
    settle().await;
}

fn chips(stage: &Stage) -> Vec<String> {
    stage.all(".chip-text").iter().map(|chip| chip.inner_text().trim().to_owned()).collect()
}

fn status(stage: &Stage) -> String {
    stage.find("dialog[open] .field > [aria-live]:not([class*=field])").text_content().unwrap()
}

async fn inviting(server: &Server) -> Stage {
    visit(server, "/members?invite=1").await
}

#[wasm_bindgen_test]
async fn the_address_opens_the_dialog_and_closing_returns() {
    let server = acme();
    let stage = inviting(&server).await;
    assert_eq!(focused(), stage.find(FIELD), "one can type at once");
    stage.called("dialog[open] .dialog-head button", "Close").click();
    wait(60).await;
    assert_eq!(address(), "/organizations/acme/members");
    drop(stage);
    let stage = visit(&server, "/members?role=user").await;
    stage.press_button("Invite people").await;
    assert_eq!(address(), "/organizations/acme/members?role=user&invite=1");
    assert_eq!(stage.all("h1").len(), 1);
    assert_eq!(server.got(&at("GET", "/members")).len(), 2, "the page under it stays");
    web_sys::window().unwrap().history().unwrap().back().unwrap();
    wait(60).await;
    assert!(stage.all("dialog[open]").is_empty(), "going back closes it");
    stage.called("button", "Invite people").focus().unwrap();
    stage.press_button("Invite people").await;
    stage.called("dialog[open] .dialog-head button", "Close").click();
    wait(60).await;
    assert_eq!(address(), "/organizations/acme/members?role=user");
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(focused(), stage.called("button", "Invite people"));
}

#[wasm_bindgen_test]
async fn what_is_typed_becomes_chips() {
    let stage = inviting(&acme()).await;
    spell(&stage, "ada@example.org,bob@example.org;carl@example.org ").await;
    assert_eq!(chips(&stage), ["ada@example.org", "bob@example.org", "carl@example.org"]);
    assert_eq!(value(&stage), "");
    assert_eq!(status(&stage), "carl@example.org added.");
    spell(&stage, "dora@example.org").await;
    assert!(stage.has("button", "Invite 4 people"), "what is typed counts");
    stage.key("Enter").await;
    assert_eq!(chips(&stage).len(), 4);
    spell(&stage, "ADA@example.org,").await;
    assert_eq!(chips(&stage).len(), 4);
    assert_eq!(status(&stage), "ADA@example.org is already in the list.");
    spell(&stage, ",").await;
    assert_eq!(value(&stage), "", "a comma alone is nothing");
    assert!(stage.dialog().inner_text().contains("4 of 100"));
}

#[wasm_bindgen_test]
async fn a_list_is_pasted() {
    let stage = inviting(&acme()).await;
    stage.type_into(FIELD, "Ada <ada@example.org>, bob@example.org\n\"Doe, Jo\" <jo@example.org>").await;
    assert_eq!(chips(&stage), ["ada@example.org", "bob@example.org", "jo@example.org"]);
    assert_eq!(status(&stage), "3 addresses added.");
}

fn notice(stage: &Stage) -> String {
    stage.find(".chips-notice").inner_text()
}

#[wasm_bindgen_test]
async fn nobody_of_a_pasted_text_vanishes() {
    for (text, wanted) in [
        ("A\" <a@x.example>; b@x.example", &["a@x.example", "b@x.example"][..]),
        ("Anna <a@x.example> Bert <b@x.example>", &["a@x.example", "b@x.example"]),
        ("Anna <a@x.example>\tBert <b@x.example>", &["a@x.example", "b@x.example"]),
        ("Doe, J <j@x.example>; Roe, R <r@x.example>", &["j@x.example", "r@x.example"]),
        ("1. c@x.example", &["c@x.example"]),
        ("\u{feff}\"name\",\"email\"\n\"Ada\",\"'+o@x.example\"\n", &["+o@x.example"]),
        ("mailto:a@x.example?cc=b@x.example", &["a@x.example", "b@x.example"]),
    ] {
        let stage = inviting(&acme()).await;
        stage.type_into(FIELD, text).await;
        assert_eq!(chips(&stage), wanted, "{text}");
        assert!(stage.all(".chip-wrong").is_empty(), "{text}");
        assert_eq!(value(&stage), "");
    }
}

#[wasm_bindgen_test]
async fn what_does_not_come_into_the_list_is_said() {
    let stage = inviting(&acme()).await;
    let list =
        "name,email,role\nAda,a@x.example,admin\nBob,b@x.example,user\nBob,B@x.example,user\nCarl,carl@,user";
    stage.type_into(FIELD, list).await;
    assert_eq!(chips(&stage), ["a@x.example", "b@x.example", "carl@"]);
    let left = "B@x.example is already in the list. Ignored, no address found: “name”, “email”, “role”, “Ada”, “admin” and 3 more.";
    assert_eq!(notice(&stage), left);
    assert_eq!(status(&stage), format!("2 addresses added. carl@ is not an email address. {left}"));
    assert!(stage.dialog().inner_text().contains("1 entry is not an email address."));
    assert!(stage.has("button", "Invite 2 people"));
    spell(&stage, "d@x.example,").await;
    assert_eq!(notice(&stage), "", "that was the other text");
}

#[wasm_bindgen_test]
async fn a_wrong_one_is_told_in_words_and_mended() {
    let stage = inviting(&acme()).await;
    spell(&stage, "ada@example.org,bob@,").await;
    assert_eq!(status(&stage), "bob@ is not an email address.");
    assert_eq!(stage.find(".chip-wrong").inner_text().trim(), "not an email address");
    let described = attribute(&stage.called("button", "Edit bob@"), "aria-describedby");
    assert_eq!(crate::stage::by_id(&described), stage.find(".chip-wrong"));
    assert_eq!(attribute(&stage.find(FIELD), "aria-invalid"), "true");
    assert!(stage.dialog().inner_text().contains("1 entry is not an email address."));
    assert!(stage.has("button", "Invite 1 person"));
    stage.press_button("Edit bob@").await;
    assert_eq!((value(&stage).as_str(), focused()), ("bob@", stage.find(FIELD)));
    spell(&stage, "example.org,").await;
    assert_eq!(chips(&stage), ["ada@example.org", "bob@example.org"]);
    assert!(stage.find(FIELD).get_attribute("aria-invalid").is_none());
}

#[wasm_bindgen_test]
async fn backspace_takes_the_last_one_back_and_buttons_take_any_out() {
    let stage = inviting(&acme()).await;
    spell(&stage, "ada@example.org,bob@example.org,").await;
    assert!(!stage.key("Backspace").await, "the letter stays");
    assert_eq!(value(&stage), "bob@example.org");
    assert!(stage.key("Backspace").await, "the field's own business");
    assert_eq!(chips(&stage), ["ada@example.org"]);
    stage.press_button("Remove ada@example.org").await;
    assert!(chips(&stage).is_empty());
    assert_eq!(status(&stage), "ada@example.org removed.");
    assert_eq!(focused(), stage.find(FIELD));
}

fn answered(emails: &[(&str, &str, Option<u32>)]) -> Value {
    let result = |(email, outcome, invitation): &(&str, &str, Option<u32>)| json!({"email": email, "outcome": outcome, "invitation": invitation.map(id)});
    json!({"results": emails.iter().map(result).collect::<Vec<_>>()})
}

#[wasm_bindgen_test]
async fn each_address_is_answered() {
    let server = acme();
    let stage = inviting(&server).await;
    spell(&stage, "ada@example.org,bob@example.org,x@example.org,wrong,").await;
    stage.find("dialog[open] input[value=admin]").click();
    stage.type_into("textarea[name=note]", "Welcome!").await;
    let results = [
        ("ada@example.org", "already_member", None),
        ("bob@example.org", "invited", Some(42)),
        ("x@example.org", "not_an_address", None),
    ];
    server.says(&invitations("POST"), 201, &answered(&results));
    server.says(&invitations("GET"), 200, &page(&[invitation(42, "bob@example.org")]));
    stage.press_button("Invite 3 people").await;
    let sent = server.got(&invitations("POST"));
    let body: Value = serde_json::from_str(sent[0].body.as_deref().unwrap()).unwrap();
    let emails = json!(["ada@example.org", "bob@example.org", "x@example.org"]);
    assert_eq!(body, json!({"emails": emails, "role": "admin", "note": "Welcome!"}));
    assert!(sent[0].header(IDEMPOTENCY_KEY).is_some());
    assert_eq!(chips(&stage), ["x@example.org", "wrong"], "what is wrong stays to be mended");
    let note: HtmlInputElement = stage.find("textarea[name=note]").unchecked_into();
    let user: HtmlInputElement = stage.find("dialog[open] input[value=user]").unchecked_into();
    assert!(note.value().is_empty() && user.checked(), "the next ones are asked about anew");
    let results = stage.find(".invite-results");
    assert_eq!(focused(), results);
    for said in ["1 person invited.", "Already a member", "Invited"] {
        assert!(results.inner_text().contains(said), "{said}");
    }
    assert_eq!(
        crate::acme::name(&stage.called(".people-tabs a", "Invitations 1 pending invitation")),
        "Invitations 1 pending invitation",
        "it is counted"
    );
    assert!(!stage.has("button", "Copy link for ada@example.org"));
    server.says(&one("POST", 42, "/link"), 200, &json!({"url": "https://hq.example/join/abc"}));
    stage.called("dialog[open] button", "Copy link for bob@example.org").click();
    wait(60).await;
    assert!(stage.dialog().inner_text().contains("https://hq.example/join/abc"));
    assert!(stage.dialog().inner_text().contains("shown only once"));
}

#[wasm_bindgen_test]
async fn nothing_typed_is_lost() {
    let server = acme();
    let stage = inviting(&server).await;
    spell(&stage, "ada@example.org,bob@exam").await;
    stage.type_into("textarea[name=note]", "Welcome!").await;
    drop(stage);
    let stage = visit_again(&server, "/members?invite=1").await;
    assert_eq!(chips(&stage), ["ada@example.org"]);
    assert_eq!(value(&stage), "bob@exam");
    stage.type_into(FIELD, "").await;
    let mut limited = serde_json::to_value(Problem::new(ProblemCode::TooManyRequests)).unwrap();
    limited["retry_after"] = json!(300);
    server.says(&invitations("POST"), 429, &limited);
    stage.press_button("Invite 1 person").await;
    assert!(stage.find("dialog[open] .form-error").inner_text().contains("in 5 minutes"));
    assert_eq!(chips(&stage), ["ada@example.org"]);
    server.says(&invitations("POST"), 201, &answered(&[("ada@example.org", "invited", Some(41))]));
    stage.press_button("Invite 1 person").await;
    assert!(stage.all("dialog[open] .form-error").is_empty());
    drop(stage);
    let stage = visit_again(&server, "/members?invite=1").await;
    assert!(chips(&stage).is_empty(), "what was sent is not sent again");
    let note: HtmlInputElement = stage.find("textarea[name=note]").unchecked_into();
    assert_eq!(note.value(), "");
}

#[wasm_bindgen_test]
async fn too_many_and_none_are_told_and_not_sent() {
    let server = acme();
    let stage = inviting(&server).await;
    stage.press_button("Invite").await;
    assert!(stage.dialog().inner_text().contains("Enter at least one email address."));
    assert_eq!(focused(), stage.find(FIELD));
    let list: Vec<String> = (0..102).map(|number| format!("p{number}@example.org")).collect();
    stage.type_into(FIELD, &list.join(", ")).await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("At most 100 people at a time. Remove 2 addresses"), "{said}");
    stage.press_button("Invite 102 people").await;
    assert!(server.got(&invitations("POST")).is_empty());
    assert_eq!(chips(&stage).len(), 102, "nothing is thrown away");
    stage.press_button("Remove p7@example.org").await;
    stage.press_button("Remove p8@example.org").await;
    assert!(!stage.dialog().inner_text().contains("At most"));
}

fn invited() -> Server {
    let server = acme();
    let mut waits = invitation(41, "kate@example.org");
    waits["renewal_asked_at"] = json!("2026-01-03T00:00:00Z");
    let mut failed = invitation(42, "linus@example.org");
    failed["mail"] = json!("failed");
    failed["mail_error"] = json!("550 User unknown");
    let mut expired = invitation(43, "barbara@example.org");
    expired["state"] = json!("expired");
    let mut declined = invitation(44, "tim@example.org");
    declined["state"] = json!("declined");
    server.says(&invitations("GET"), 200, &page(&[waits, failed, expired, declined]));
    server
}

#[wasm_bindgen_test]
async fn who_is_invited_is_listed_with_what_became_of_it() {
    let stage = visit(&invited(), "/members/invitations").await;
    let row = |about: &str| stage.row(about).inner_text();
    assert!(row("kate@").contains("Not joined yet") && row("kate@").contains("Asked for a new link"));
    assert!(row("kate@").contains("Invited by Ada Lovelace"));
    assert!(row("linus@").contains("couldn’t be delivered") && row("linus@").contains("550 User unknown"));
    assert!(row("barbara@").contains("Expired") && row("tim@").contains("Declined"));
    assert!(!stage.has("button", "Copy link for barbara@example.org"), "its time is over");
    assert!(stage.has("button", "Send another email to barbara@example.org"));
    assert!(stage.has("button", "Send another email to tim@example.org"));
    assert!(!stage.has("button", "Copy link for tim@example.org"));
    assert!(stage.has("button", "Remove tim@example.org from list"));
    // On a phone each has a word, with which its name begins (WCAG 2.5.3).
    let buttons = stage.all(".invitation .row-actions > button");
    for button in &buttons {
        let word = button.query_selector(".button-word").unwrap().unwrap().text_content().unwrap();
        assert!(button.get_attribute("aria-label").unwrap().starts_with(&word), "{word}");
    }
    assert!(buttons.len() > 8, "{}", buttons.len());
}

#[wasm_bindgen_test]
async fn a_mail_that_ours_cannot_send_says_so() {
    let server = acme();
    let mut unsupported = invitation(45, "jörg@example.org");
    unsupported["mail"] = json!("unsupported");
    unsupported["mail_error"] = json!("no SMTPUTF8");
    server.says(&invitations("GET"), 200, &page(&[unsupported]));
    let row = visit(&server, "/members/invitations").await.row("jörg@").inner_text();
    assert!(
        row.contains("HQ’s mail server doesn’t support the letters before the @")
            && !row.contains("The mail server said"),
        "{row}"
    );
}

#[wasm_bindgen_test]
async fn another_mail_is_sent_from_its_row() {
    let server = invited();
    let stage = visit(&server, "/members/invitations").await;
    server.refuses(&one("POST", 43, "/resend"), ProblemCode::Internal);
    let send = stage.called("button", "Send another email to barbara@example.org");
    send.focus().unwrap();
    send.click();
    settle().await;
    assert!(stage.row("barbara@").inner_text().contains("Something went wrong"), "told where it happened");
    server.says(&one("POST", 43, "/resend"), 200, &invitation(43, "barbara@example.org"));
    send.click();
    settle().await;
    assert!(stage.toasts().contains("Email sent again to barbara@example.org."));
    assert!(stage.row("barbara@").inner_text().contains("Not joined yet"));
    assert!(!stage.row("barbara@").inner_text().contains("Something went wrong"));
    assert_eq!(focused(), send, "the focus stays");
}

#[wasm_bindgen_test]
async fn a_link_is_shown_until_another_mail_ends_it() {
    let server = invited();
    let stage = visit(&server, "/members/invitations").await;
    server.says(&one("POST", 41, "/link"), 200, &json!({"url": "https://hq.example/join/abc"}));
    stage.press_button("Copy link for kate@example.org").await;
    wait(60).await;
    let row = stage.row("kate@").inner_text();
    assert!(row.contains("https://hq.example/join/abc") && row.contains("shown only once"), "{row}");
    server.says(&one("POST", 41, "/resend"), 200, &invitation(41, "kate@example.org"));
    stage.press_button("Send another email to kate@example.org").await;
    assert!(!stage.row("kate@").inner_text().contains("hq.example"));
}

#[wasm_bindgen_test]
async fn an_invitation_is_taken_back_or_turns_out_to_be_answered() {
    let server = invited();
    let stage = visit(&server, "/members/invitations").await;
    stage.press_button("Revoke invitation for kate@example.org").await;
    assert!(stage.dialog().inner_text().contains("kate@example.org stop working"));
    server.says(&one("DELETE", 41, ""), 204, &Value::Null);
    stage.press_button("Revoke invitation").await;
    assert!(stage.toasts().contains("Invitation for kate@example.org revoked."));
    assert_eq!(stage.all("tbody tr").len(), 3);
    server.refuses(&one("DELETE", 42, ""), ProblemCode::AlreadyAnswered);
    server.says(&invitations("GET"), 200, &page(&[]));
    stage.press_button("Revoke invitation for linus@example.org").await;
    stage.press_button("Revoke invitation").await;
    settle().await;
    assert!(stage.toasts().contains("The list is up to date."));
    assert!(stage.all("dialog[open]").is_empty());
    assert!(stage.text().contains("No pending invitations"));
}

#[wasm_bindgen_test]
async fn invitations_are_searched_and_counted_whatever_is_searched() {
    let server = acme();
    let many: Vec<Value> = (50..57).map(|n| invitation(n, &format!("p{n}@example.org"))).collect();
    server.says(&invitations("GET"), 200, &page(&many));
    let stage = visit(&server, "/members/invitations").await;
    assert_eq!(stage.all("tbody tr").len(), 7);
    server.says(&invitations("GET"), 200, &page(&many[..1]));
    stage.type_into("input[name=q]", "p50").await;
    pause().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members/invitations?q=p50");
    assert!(server.got(&invitations("GET"))[1].url.ends_with("?q=p50"));
    assert_eq!(stage.find(".list-status").inner_text(), "1 invitation found");
    assert!(stage.has(".people-tabs a", "Invitations 7 pending invitations"), "of all");
    server.says(&invitations("GET"), 200, &page(&[]));
    stage.type_into("input[name=q]", "zed").await;
    pause().await;
    assert!(stage.text().contains("No invitations match."));
}
