//! Deleting an organization, and restoring it.

use crate::{
    acme::{acme, acme_of_a_user, at, page, visit},
    server::{Server, address, open, organization, signed_in},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

const DELETED: &str = "GET /api/v1/me/deleted-organizations";

fn told(members: u32, invitations: u32, requests: u32) -> Value {
    json!({
        "other_members": members, "invitations": invitations, "join_requests": requests, "domains": 0,
        "certificates": 0, "api_keys": 0, "dataplants": 0, "storage_engines": 0, "restorable_until": "2036-02-01T00:00:00Z",
    })
}

fn deleted() -> Value {
    let acme = organization("Acme");
    json!({
        "id": acme["id"], "slug": "acme", "name": "Acme", "colour": "teal",
        "deleted_at": "2036-01-02T00:00:00Z", "restorable_until": "2036-02-01T00:00:00Z",
    })
}

async fn dialog(told: &Value) -> (Server, Stage) {
    let server = acme();
    server.says(&at("GET", "/deletion"), 200, told);
    let stage = visit(&server, "/settings").await;
    assert!(server.got(&at("GET", "/deletion")).is_empty(), "nobody has asked");
    stage.press_button("Delete Acme").await;
    settle().await;
    (server, stage)
}

/// The button that does it.
fn button(stage: &Stage) -> HtmlElement {
    stage.find("dialog[open] button[type=submit]")
}

async fn submit(stage: &Stage) {
    stage.press("dialog[open] button[type=submit]").await;
    settle().await;
}

#[wasm_bindgen_test]
async fn what_holds_data_has_to_go_first() {
    let mut told = told(0, 0, 0);
    told["dataplants"] = json!(2);
    told["storage_engines"] = json!(1);
    let (_server, stage) = dialog(&told).await;
    let said = stage.dialog().inner_text();
    assert!(said.contains("2 dataplants") && said.contains("1 storage engine"), "{said}");
    let link = attribute(&stage.called("dialog[open] a", "View dataplants"), "href");
    assert_eq!(link, "/organizations/acme/dataplants");
    stage.type_into("input[name=delete-organization]", "Acme").await;
    settle().await;
    assert!(button(&stage).has_attribute("disabled"), "whatever is typed");
    assert!(stage.dialog().inner_text().contains("Delete the dataplants and storage engines first."));
}

#[wasm_bindgen_test]
async fn what_goes_is_told_and_the_name_asked() {
    let (server, stage) = dialog(&told(11, 1, 0)).await;
    let said = stage.dialog().inner_text();
    assert!(
        said.contains("11 other members lose access") && said.contains("1 invitation stops working"),
        "{said}"
    );
    assert!(!said.contains("request"), "{said}");
    assert!(said.contains("restore everything until February 1, 2036"), "{said}");
    let delete = at("DELETE", "");
    let waits = |stage: &Stage| button(stage).has_attribute("disabled");
    assert!(waits(&stage) && stage.dialog().inner_text().contains("Tick every line first."));
    stage.type_into("input[name=delete-organization]", "Acme").await;
    stage.called("dialog[open] label", "11 other members lose access").click();
    settle().await;
    assert!(waits(&stage), "one line is not ticked");
    stage.called("dialog[open] label", "1 invitation stops working").click();
    settle().await;
    assert!(!waits(&stage) && !stage.dialog().inner_text().contains("first."));
    stage.type_into("input[name=delete-organization]", "Acm").await;
    assert!(waits(&stage) && stage.dialog().inner_text().contains("Type or paste the name."));
    submit(&stage).await;
    assert!(server.got(&delete).is_empty(), "not without the name");

    stage.type_into("input[name=delete-organization]", "Acme").await;
    let field = FieldError { pointer: "/name".into(), code: FieldCode::NotTheName };
    let refused = serde_json::to_value(Problem::invalid([field])).unwrap();
    server.says(&delete, 422, &refused);
    submit(&stage).await;
    assert_eq!(attribute(&focused(), "name"), "delete-organization");
    assert!(stage.dialog().inner_text().contains("That’s not the organization’s name."));
    assert!(stage.all("dialog .form-error").is_empty(), "said in one place");

    server.says(&delete, 200, &deleted());
    server.says(DELETED, 200, &page(&[deleted()]));
    submit(&stage).await;
    let sent = &server.got(&delete)[1];
    assert!(sent.url.ends_with("?name=Acme"), "{}", sent.url);
    assert_eq!(sent.header("if-match"), Some("\"1\""));
    assert_eq!(address(), "/account/organizations");
    assert!(stage.toasts().contains("Acme deleted."));
    assert!(stage.text().contains("Can be restored until February 1, 2036"));
}

#[wasm_bindgen_test]
async fn each_line_leads_to_where_it_can_be_dealt_with() {
    let mut all = told(1, 2, 3);
    (all["domains"], all["certificates"]) = (json!(1), json!(2));
    let (_, stage) = dialog(&all).await;
    let line = |words: &str, link: &str| {
        assert!(stage.has("dialog[open] label", words), "{words}");
        attribute(&stage.called("dialog[open] a", link), "href")
    };
    let members = "/organizations/acme/members";
    assert_eq!(line("1 other member loses access", "View members"), members);
    assert_eq!(line("2 invitations stop working", "View invitations"), members);
    assert_eq!(line("3 requests to join are dropped", "View requests"), members);
    let domains = line("1 domain is released", "View domains");
    assert_eq!(domains, "/organizations/acme/settings/domains");
    let certificates = line("2 TLS certificates and their keys", "View certificates");
    assert_eq!(certificates, "/organizations/acme/settings/certificates");
}

#[wasm_bindgen_test]
async fn what_is_still_to_be_paid_is_a_line_with_the_way_to_the_receipts() {
    let mut owing = told(0, 0, 0);
    owing["open_balance"] = json!({"minor": 280_850, "currency": "EUR"});
    let (_server, stage) = dialog(&owing).await;
    assert_eq!(
        attribute(&stage.called("dialog[open] a", "View receipts"), "href"),
        "/organizations/acme/receipts"
    );
    stage.type_into("input[name=delete-organization]", "Acme").await;
    settle().await;
    assert!(button(&stage).has_attribute("disabled"), "it is not ticked");
    stage.called("dialog[open] label", "€2,808.50 with VAT is still to be paid").click();
    settle().await;
    assert!(!button(&stage).has_attribute("disabled"), "a debt does not stand in the way");
}

#[wasm_bindgen_test]
async fn a_deletion_is_undone_in_its_toast() {
    let (server, stage) = dialog(&told(0, 0, 0)).await;
    server.says(&at("DELETE", ""), 200, &deleted());
    server.says(DELETED, 200, &page(&[deleted()]));
    stage.type_into("input[name=delete-organization]", "Acme").await;
    submit(&stage).await;
    assert_eq!(address(), "/account/organizations");
    let restore = at("POST", "/restore");
    server.refuses(&restore, ProblemCode::Unavailable);
    stage.press_button("Undo").await;
    assert!(stage.toasts().contains("temporarily unavailable"), "{}", stage.toasts());
    assert_eq!(address(), "/account/organizations");
    drop(stage);

    let (server, stage) = dialog(&told(0, 0, 0)).await;
    server.says(&at("DELETE", ""), 200, &deleted());
    server.says(DELETED, 200, &page(&[deleted()]));
    stage.type_into("input[name=delete-organization]", "Acme").await;
    submit(&stage).await;
    server.says(&restore, 200, &organization("Acme"));
    stage.press_button("Undo").await;
    settle().await;
    assert_eq!(server.got(&restore).len(), 1);
    assert_eq!(address(), "/organizations/acme");
    assert!(stage.toasts().contains("Acme restored."));
    assert_eq!(stage.find(".finder-button").inner_text().trim(), "Acme");
}

#[wasm_bindgen_test]
async fn what_somebody_has_changed_meanwhile_is_read_again_and_what_was_typed_stays() {
    let (server, stage) = dialog(&told(0, 0, 0)).await;
    assert!(stage.dialog().inner_text().contains("It has no other members."));
    let delete = at("DELETE", "");
    server.refuses(&delete, ProblemCode::Stale);
    stage.type_into("input[name=delete-organization]", "Acme").await;
    let reads = server.got("GET /api/v1/organizations/acme").len();
    submit(&stage).await;
    assert_eq!(server.got("GET /api/v1/organizations/acme").len(), reads + 1);
    let typed: HtmlInputElement = stage.find("input[name=delete-organization]").unchecked_into();
    assert_eq!(typed.value(), "Acme");
    server.says(&delete, 200, &deleted());
    submit(&stage).await;
    assert_eq!(address(), "/account/organizations");
}

#[wasm_bindgen_test]
async fn who_may_not_delete_it_can_ask_why() {
    let stage = visit(&acme_of_a_user(), "/settings").await;
    let button = stage.called("button", "Delete Acme");
    assert!(button.has_attribute("disabled"));
    assert!(stage.has("button", "Why? You can’t delete this organization"));
    assert!(stage.has("button", "Leave Acme"), "but everybody can leave");
}

#[wasm_bindgen_test]
async fn a_deleted_organization_is_restored_from_the_profile() {
    let server = signed_in(&["Beta"]);
    server.says(DELETED, 200, &page(&[deleted()]));
    let stage = open(&server, "/account/organizations").await;
    settle().await;
    let restore = at("POST", "/restore");
    server.refuses(&restore, ProblemCode::NotFound);
    stage.press_button("Restore Acme").await;
    settle().await;
    assert!(stage.text().contains("Can be restored until"), "it is still there");
    server.says(&restore, 200, &organization("Acme"));
    server.says(DELETED, 200, &page(&[]));
    stage.press_button("Restore Acme").await;
    settle().await;
    assert!(stage.toasts().contains("Acme restored."));
    assert!(!stage.text().contains("Deleted organizations"));
    assert!(stage.has("a", "Acme"), "among the person's own again");
}
