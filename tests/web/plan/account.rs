//! A billing account that is opened on the way.

use super::{
    account,
    choose::{path, premium_at, value},
    quote, sent, whole_account, with,
};
use crate::{
    acme::{id, page, pause, visit_again},
    stage::{Stage, focused, settle},
};
use hq_contract::{Problem, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const CREATE: &str = "POST /api/v1/billing-accounts";
const GO_ON: &str = "Create and continue";

async fn fill_in(stage: &Stage) {
    stage.type_into("input[name=payer-name]", "Acme SAS").await;
    stage.type_into("input[name=line1]", "1 rue de la Paix").await;
    stage.type_into("input[name=postcode]", "75002").await;
    stage.type_into("input[name=city]", "Paris").await;
    stage.select("select[name=country]", "FR").await;
    stage.type_into("input[name=siren]", "404 833 048").await;
}

#[wasm_bindgen_test]
async fn a_french_company_is_opened_once_and_pays() {
    let server = with(Value::Null, &[]);
    let stage = premium_at(&server, "/payer").await;
    assert_eq!(value(&stage, "input[name=payer-email]"), "ada@example.org", "one's own address at first");
    fill_in(&stage).await;
    stage.press_button("Use FR83404833048").await;
    assert_eq!(value(&stage, "input[name=vat-id]"), "FR83404833048", "it follows from the SIREN");
    server.holds(CREATE);
    let button = stage.called("main button", GO_ON);
    button.click();
    settle().await;
    button.click();
    settle().await;
    assert_eq!(server.got(CREATE).len(), 1, "a second press opens no second account");
    assert_eq!(
        sent(&server, CREATE),
        json!({
            "name": "Acme SAS", "company": true, "email": "ada@example.org",
            "address": {"line1": "1 rue de la Paix", "postcode": "75002", "city": "Paris", "country": "FR"},
            "siren": "404833048", "vat_id": "FR83404833048",
        })
    );
    server.says("GET /api/v1/billing-accounts", 200, &page(&[account(40, "Acme SAS")]));
    let methods = format!("GET /api/v1/billing-accounts/{}/payment-methods", id(40));
    server.says(&methods, 200, &json!({"cards": false, "methods": []}));
    server.answers_waiting(&whole_account(40, "Acme SAS")).await;
    settle().await;
    assert_eq!(path(), "/organizations/acme/plan/choose/payment");
    pause().await;
    settle().await;
    assert_eq!(sent(&server, &quote())["billing_account"], json!(id(40)), "VAT is that of the account");
    stage.press_named("Back").await;
    settle().await;
    assert!(stage.all("input[name=payer-name]").is_empty(), "there is one now");
}

#[wasm_bindgen_test]
async fn numbers_are_checked_as_they_are_typed() {
    let stage = premium_at(&with(Value::Null, &[]), "/payer").await;
    assert!(stage.all("input[name=siren], input[name=vat-id]").is_empty(), "not before the country is known");
    stage.select("select[name=country]", "DE").await;
    assert!(stage.all("input[name=siren]").is_empty(), "only French companies have one");
    stage.type_into("input[name=vat-id]", "FR83404833048").await;
    assert!(stage.text().contains("This VAT number belongs to a different country"), "{}", stage.text());
    stage.press_button(GO_ON).await;
    assert_eq!(focused().get_attribute("name").as_deref(), Some("payer-name"), "the first that is wrong");
    assert!(stage.text().contains("Enter the name for receipts."));
    stage.select("select[name=country]", "FR").await;
    assert!(!stage.text().contains("This VAT number belongs to a different country"));
    fill_in(&stage).await;
    stage.type_into("input[name=siren]", "404 833 049").await;
    stage.press_button(GO_ON).await;
    assert_eq!(focused().get_attribute("name").as_deref(), Some("siren"));
    stage.press("input[type=radio][value=person]").await;
    settle().await;
    assert!(stage.all("input[name=siren], input[name=vat-id]").is_empty(), "people have none");
}

#[wasm_bindgen_test]
async fn countries_are_in_the_order_of_the_language() {
    let stage = premium_at(&with(Value::Null, &[]), "/payer").await;
    let options: Vec<String> =
        stage.all("select[name=country] option").iter().map(|o| o.inner_text()).collect();
    assert_eq!(options[0], "Choose a country");
    let at =
        |name: &str| options.iter().position(|option| option == name).unwrap_or_else(|| panic!("{name}"));
    assert!(at("Åland Islands") < at("Albania") && at("Germany") < at("Sweden") && options.len() > 240);
    stage.press_button(GO_ON).await;
    assert!(stage.find("select[name=country]").get_attribute("aria-invalid").is_some());
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let server = with(Value::Null, &[]);
    let stage = premium_at(&server, "/payer").await;
    fill_in(&stage).await;
    let mut wrong = serde_json::to_value(Problem::new(ProblemCode::Invalid)).unwrap();
    wrong["fields"] = json!({"/address/city": "bad_character"});
    server.says(CREATE, 422, &wrong);
    stage.press_button(GO_ON).await;
    assert_eq!(focused().get_attribute("name").as_deref(), Some("city"));
    server.refuses(CREATE, ProblemCode::LimitReached);
    stage.press_button(GO_ON).await;
    assert!(stage.text().contains("reached the limit of billing accounts"), "{}", stage.text());
    server.loses(CREATE);
    stage.press_button(GO_ON).await;
    assert_eq!(value(&stage, "input[name=payer-name]"), "Acme SAS");
    drop(stage);
    let stage = visit_again(&server, "/plan/choose/payer").await;
    settle().await;
    assert_eq!(value(&stage, "input[name=payer-name]"), "Acme SAS");
    assert_eq!(value(&stage, "input[name=siren]"), "404 833 048");
}
