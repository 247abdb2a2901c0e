//! Domain names: claiming, the record, what was found of it, giving up.

use crate::{
    acme::{acme, acme_of_a_user, acme_of_a_user_who_may, at, id, page, visit},
    drafts::forms::{Forms, TYPED, Typed, typed},
    filled::{FILLED, Filled},
    server::Server,
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::{Permission, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

/// Its forms.
pub const FORMS: Forms = Forms {
    kept: &[typed(
        "domains/adding.rs",
        Typed {
            path: "/organizations/acme/settings/domains",
            fields: &[("input[name=domain]", "kept-words.example")],
            mark: Some("Domain names"),
            ..TYPED
        },
    )],
    filled: &[Filled {
        source: "domains/adding.rs",
        path: "/organizations/acme/settings/domains",
        fields: &[("input[name=domain]", "kept-words.example")],
        sent: "POST {Acme}/domains",
        says: &["kept-words.example"],
        ..FILLED
    }],
    others: &[],
    has: |_| {},
};

const PATH: &str = "/settings/domains";

fn list() -> String {
    at("GET", "/domains")
}

fn claim() -> String {
    at("POST", "/domains")
}

fn verify(number: u32) -> String {
    at("POST", &format!("/domains/{}/verify", id(number)))
}

fn release(number: u32) -> String {
    at("DELETE", &format!("/domains/{}", id(number)))
}

fn domain(number: u32, name: &str, state: &str) -> Value {
    let verified = (state != "pending").then_some("2026-01-03T00:00:00Z");
    json!({
        "id": id(number), "name": name, "display_name": name, "state": state,
        "record": {"name": format!("_hq-challenge.{name}"), "kind": "TXT", "value": format!("hq-verification={number}")},
        "finding": null, "held_by_another": false, "created_at": "2026-01-02T00:00:00Z", "verified_at": verified,
        "bound_until": (state == "lost").then_some("2026-01-10T00:00:00Z"), "missing_since": null, "lost_from": null,
        "next_check_at": "2026-01-05T00:00:00Z",
    })
}

fn found(domain: &Value, result: &str, values: &[&str], elsewhere: Option<&str>) -> Value {
    let mut domain = domain.clone();
    domain["finding"] = json!({
        "checked_at": "2026-01-04T00:00:00Z", "result": result, "values": values, "hint": null, "elsewhere": elsewhere,
        "old_until": null,
    });
    domain
}

fn with(domains: &[Value]) -> Server {
    let server = acme();
    server.says(&list(), 200, &page(domains));
    server
}

fn names(stage: &Stage) -> Vec<String> {
    stage.all("h2.domain-name").iter().map(|name| name.inner_text()).collect()
}

async fn add(stage: &Stage, name: &str) {
    stage.type_into("input[name=domain]", name).await;
    stage.press_button("Add domain").await;
}

#[wasm_bindgen_test]
async fn an_invisible_character_in_a_domain_is_told_by_name() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    add(&stage, "a\u{200d}b.example").await;
    assert!(server.got(&claim()).is_empty());
    assert!(stage.text().contains("invisible character"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_first_domain_is_added_and_shows_its_record() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "Domain names");
    assert!(stage.text().contains("No domains yet"));
    server.says(&claim(), 200, &domain(1, "data.example.org", "pending"));
    add(&stage, " https://Data.Example.org/x ").await;
    assert_eq!(server.got(&claim())[0].body.as_deref(), Some(r#"{"name":"data.example.org"}"#));
    assert_eq!(names(&stage), ["data.example.org"]);
    assert_eq!(focused().inner_text(), "data.example.org", "what was added has the focus");
    assert!(stage.toasts().contains("data.example.org added."));
    assert!(stage.text().contains("Waiting for the record") && stage.text().contains("Not checked yet."));
    let rows: Vec<String> = stage
        .all(".domain-table tr")
        .iter()
        .map(|row| row.inner_text().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        rows,
        [
            "Type TXT",
            "Name _hq-challenge.data.example.org",
            "Name in the zone data.example.org _hq-challenge",
            "Name in the zone example.org _hq-challenge.data",
            "Value hq-verification=1",
        ]
    );
    stage.press_button("Copy: Value (data.example.org)").await;
    let said = stage.find(".domain-record [role=status]").inner_text();
    assert!(said.contains("Copied.") || said.contains("didn’t allow copying"), "{said}");
    let field: HtmlInputElement = stage.find("input[name=domain]").unchecked_into();
    assert_eq!(field.value(), "");
}

#[wasm_bindgen_test]
async fn what_is_no_domain_is_not_sent() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    for (typed, said) in [
        ("", "Enter a domain name."),
        ("*.example.org", "Enter a domain name such as"),
        ("10.1", "Enter a domain name such as"),
    ] {
        add(&stage, typed).await;
        assert!(stage.find("main .field-error").inner_text().contains(said), "{typed}");
        assert_eq!(attribute(&focused(), "name"), "domain");
    }
    assert!(server.got(&claim()).is_empty());
}

#[wasm_bindgen_test]
async fn what_is_pasted_is_read_like_in_the_address_bar() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    server.says(&claim(), 200, &domain(1, "x.example", "pending"));
    for (number, (typed, name)) in [
        ("हिन्दी.example", "xn--j2bd4cyah0f.example"),
        ("HTTPS://A.example/x", "a.example"),
        ("ada@Bücher.example", "xn--bcher-kva.example"),
        ("https://ada:secret@b.example:8443/?q", "b.example"),
        ("c.example.\u{200b}", "c.example"),
        ("example.ΕΛΛΆΣ", "example.xn--hxarsa5b"),
    ]
    .into_iter()
    .enumerate()
    {
        add(&stage, typed).await;
        let sent = json!({"name": name}).to_string();
        assert_eq!(server.got(&claim())[number].body.as_deref(), Some(sent.as_str()), "{typed}");
    }
}

#[wasm_bindgen_test]
async fn refusals_are_said_in_words() {
    let server = with(&[domain(1, "example.org", "verified")]);
    let stage = visit(&server, PATH).await;
    server.refuses(&claim(), ProblemCode::LimitReached);
    add(&stage, "example.com").await;
    assert!(stage.find(".form-error").inner_text().contains("up to 100 domains"));
    let mut problem = serde_json::to_value(Problem::new(ProblemCode::Invalid)).unwrap();
    problem["fields"] = json!({"/name": "not_a_domain"});
    server.says(&claim(), 422, &problem);
    add(&stage, "example.com").await;
    assert!(stage.text().contains("Enter a domain name such as example.org"));
    assert!(stage.all(".form-error").is_empty());
    server.refuses(&verify(1), ProblemCode::TooManyRequests);
    stage.press_button("Check now example.org").await;
    assert!(stage.find(".domain .field-error").inner_text().contains("Too many attempts."));
    server.says(&claim(), 200, &domain(1, "example.org", "verified"));
    add(&stage, "example.org").await;
    assert!(stage.toasts().contains("example.org is already in the list."));
    assert_eq!(names(&stage), ["example.org"]);
}

#[wasm_bindgen_test]
async fn a_check_tells_what_was_found() {
    let pending = domain(1, "example.org", "pending");
    let server = with(&[pending.clone(), domain(2, "other.test", "verified")]);
    let stage = visit(&server, PATH).await;
    let check = async |answer: &Value| {
        server.says(&verify(1), 200, answer);
        stage.press_button("Check now example.org").await;
        stage.all(".domain")[0].inner_text()
    };
    let said = check(&found(&pending, "missing", &[], None)).await;
    assert!(said.contains("No TXT record at _hq-challenge.example.org yet."), "{said}");
    let time = stage.all(".domain-finding time");
    assert!(attribute(&time[0], "title").contains("2026"), "the exact time on hover");
    let said = check(&found(&pending, "differs", &["hq-verification=  1", "x"], None)).await;
    assert!(said.contains("is a different one. Found:"), "{said}");
    let values: Vec<String> =
        stage.all("code.domain-value").iter().map(|value| value.text_content().unwrap()).collect();
    assert_eq!(values, ["hq-verification=  1", "x"], "exactly");
    let said = check(&found(&pending, "differs", &[], None)).await;
    assert!(said.contains("is a different one.") && !said.contains("Found:"), "{said}");
    let doubled = "_hq-challenge.example.org.example.org";
    let said = check(&found(&pending, "missing", &[], Some(doubled))).await;
    assert!(said.contains(&format!("We found the record at {doubled}: your provider appended")), "{said}");
    let said = check(&found(&pending, "unreachable", &[], None)).await;
    assert!(said.contains("didn’t answer"), "{said}");
    let mut held = found(&pending, "found", &["hq-verification=1"], None);
    held["held_by_another"] = json!(true);
    let said = check(&held).await;
    assert!(said.contains("another organization on HQ holds example.org"), "{said}");
    let mut verified = found(&domain(1, "example.org", "verified"), "found", &["hq-verification=1"], None);
    verified["held_by_another"] = json!(false);
    let said = check(&verified).await;
    assert!(said.contains("Verified") && !said.contains("another organization"), "{said}");
    assert!(stage.toasts().contains("example.org is verified."));
    assert_eq!(names(&stage), ["example.org", "other.test"], "the order stays");
    assert_eq!(stage.all("details:not([open]) .domain-table").len(), 2, "folded");
    assert_eq!(server.got(&verify(1)).len(), 7);
}

#[wasm_bindgen_test]
async fn what_is_wrong_with_a_record_is_told() {
    let pending = domain(1, "example.org", "pending");
    let server = with(std::slice::from_ref(&pending));
    let stage = visit(&server, PATH).await;
    for (hint, told) in [
        ("quotes", "quotation marks"),
        ("separators", "“;”"),
        ("spaces", "in one piece"),
        ("case", "Upper and lower case"),
        ("prefix", "“hq-verification=” is missing"),
        ("more", "contains more than the value"),
        ("other", "with another value"),
        ("wildcard", "the wildcard record *.example.org answers"),
    ] {
        let mut answer = found(&pending, "differs", &[], None);
        answer["finding"]["hint"] = json!(hint);
        server.says(&verify(1), 200, &answer);
        stage.press_button("Check now example.org").await;
        assert!(stage.text().contains(told), "{hint}");
    }
    let mut old = found(&pending, "missing", &[], None);
    old["finding"]["old_until"] = json!("2026-01-04T01:00:00Z");
    server.says(&verify(1), 200, &old);
    stage.press_button("Check now example.org").await;
    assert!(stage.text().contains("This may be an old answer") && stage.text().contains("January 4, 2026"));
    let mut waiting = found(&pending, "waiting", &[], None);
    waiting["next_check_at"] = json!("2026-02-03T12:05:00Z");
    server.says(&verify(1), 200, &waiting);
    stage.press_button("Check now example.org").await;
    assert!(stage.text().contains("First check: February 3, 2026"));
}

#[wasm_bindgen_test]
async fn a_missing_record_is_told_calmly() {
    let mut missing = found(&domain(1, "example.org", "verified"), "missing", &[], None);
    missing["missing_since"] = json!("2026-01-04T12:00:00Z");
    missing["lost_from"] = json!("2026-01-05T12:00:00Z");
    let mut unwatched = domain(2, "other.test", "pending");
    unwatched["next_check_at"] = Value::Null;
    let stage = visit(&with(&[missing, unwatched]), PATH).await;
    let banners = stage.all(".domain .banner");
    assert_eq!(banners.len(), 2);
    assert_eq!(attribute(&banners[0], "data-tone"), "info");
    let said = banners[0].inner_text();
    assert!(said.contains("missing since January 4, 2026"), "{said}");
    assert!(said.contains("keeps checking, until January 5, 2026"), "{said}");
    assert!(stage.text().contains("Verified") && !stage.text().contains("Record missing"));
    assert!(banners[1].inner_text().contains("HQ stopped checking"));
}

#[wasm_bindgen_test]
async fn a_lost_record_is_told_with_its_term() {
    let server = with(&[domain(1, "example.org", "lost")]);
    let stage = visit(&server, PATH).await;
    let notice = stage.find(".domain .banner");
    assert_eq!(attribute(&notice, "data-tone"), "warning");
    assert!(notice.inner_text().contains("Restore it by January 10, 2026"), "{}", notice.inner_text());
    assert!(stage.text().contains("Record missing"));
    assert!(stage.all("details .domain-table").is_empty(), "the record is in sight");
}

#[wasm_bindgen_test]
async fn giving_up_says_what_follows_and_leads_back_to_the_field() {
    let server = with(&[domain(1, "example.org", "verified"), domain(2, "other.test", "pending")]);
    let stage = visit(&server, PATH).await;
    stage.press_button("Remove domain other.test").await;
    assert!(stage.dialog().inner_text().contains("HQ stops checking for its record"));
    stage.called("dialog[open] .actions button", "Cancel").click();
    settle().await;
    stage.press_button("Remove domain example.org").await;
    assert!(stage.dialog().inner_text().contains("can no longer ask to join"));
    server.refuses(&release(1), ProblemCode::Internal);
    stage.called("dialog[open] .actions button", "Remove example.org").click();
    settle().await;
    settle().await;
    assert!(stage.dialog().inner_text().contains("Something went wrong"));
    server.says(&release(1), 204, &Value::Null);
    stage.called("dialog[open] .actions button", "Remove example.org").click();
    settle().await;
    settle().await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(names(&stage), ["other.test"]);
    assert!(stage.toasts().contains("example.org removed."));
    assert_eq!(attribute(&focused(), "name"), "domain");
}

#[wasm_bindgen_test]
async fn what_somebody_else_gave_up_goes() {
    let server = with(&[domain(1, "example.org", "pending")]);
    let stage = visit(&server, PATH).await;
    server.refuses(&verify(1), ProblemCode::NotFound);
    server.says(&list(), 200, &page(&[]));
    stage.press_button("Check now example.org").await;
    settle().await;
    assert!(stage.toasts().contains("Someone else removed example.org"));
    assert!(stage.text().contains("No domains yet"));
}

#[wasm_bindgen_test]
async fn names_of_other_alphabets_are_shown_in_both_forms() {
    let mut buecher = domain(1, "xn--bcher-kva.example", "pending");
    buecher["display_name"] = json!("bücher.example");
    let stage = visit(&with(&[buecher]), PATH).await;
    assert_eq!(names(&stage), ["bücher.example"]);
    assert_eq!(stage.find(".domain-ascii").inner_text(), "xn--bcher-kva.example");
    assert!(
        stage
            .find(".domain-record")
            .inner_text()
            .contains("the DNS of bücher.example (xn--bcher-kva.example)")
    );
}

#[wasm_bindgen_test]
async fn a_failure_to_load_can_be_tried_again() {
    let server = acme();
    server.refuses(&list(), ProblemCode::Internal);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("Something went wrong on our side."));
    server.says(&list(), 200, &page(&[domain(1, "example.org", "verified")]));
    stage.press_button("Try again").await;
    assert_eq!(names(&stage), ["example.org"]);
}

#[wasm_bindgen_test]
async fn only_those_who_may_find_the_page() {
    let server = acme_of_a_user();
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("You can’t manage domains"));
    assert!(server.got(&list()).is_empty());
    assert!(!stage.has("nav a", "Domain names"));
    drop(stage);
    let server = acme_of_a_user_who_may(&[Permission::ManageInfrastructure]);
    let stage = visit(&server, PATH).await;
    assert!(stage.has("nav a", "Domain names") && stage.has("nav a", "TLS certificates"));
    assert!(stage.text().contains("No domains yet"));
}
