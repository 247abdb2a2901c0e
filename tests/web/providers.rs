//! Choosing a place: the cards and the map share one choice; size, availability and what it comes to.

use crate::{
    acme::{acme, visit},
    cloud::{built_in, offer, offered, providers, sandbox_offer, with_engines},
    server::Server,
    stage::{Stage, attribute, focused, settle},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

fn with(offered: &Value) -> Server {
    let server = acme();
    with_engines(&server, &[built_in()]);
    server.says("GET /api/v1/providers", 200, offered);
    server
}

/// The order's page with PostgreSQL chosen.
async fn open(server: &Server) -> Stage {
    let stage = visit(server, "/storage-engines/new").await;
    stage.press("input[value=postgresql]").await;
    settle().await;
    stage
}

fn radio(stage: &Stage, label: &str) -> HtmlInputElement {
    let lines = stage.all(".places .choice");
    let line = lines.iter().find(|line| line.inner_text().contains(label)).unwrap();
    line.query_selector("input").unwrap().unwrap().unchecked_into()
}

fn points(stage: &Stage) -> Vec<String> {
    let read = |point: &web_sys::HtmlElement| {
        let on = if attribute(point, "aria-checked") == "true" { " (chosen)" } else { "" };
        format!("{}{on}", attribute(point, "aria-label"))
    };
    stage
        .all("[role=radiogroup] [role=radio]")
        .iter()
        .map(|point| crate::stage::unisolated(&read(point)))
        .collect()
}

fn total(stage: &Stage) -> String {
    let text = crate::stage::unisolated(&stage.find(".total-sum").inner_text());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn cards_and_map_share_one_choice() {
    let stage = open(&with(&providers())).await;
    assert_eq!(points(&stage), ["A Cloud: Paris, France", "A Cloud: Tokyo, Japan"]);
    assert!(total(&stage).contains("Depends on the location"), "{}", total(&stage));

    radio(&stage, "Tokyo").click();
    settle().await;
    assert_eq!(points(&stage)[1], "A Cloud: Tokyo, Japan (chosen)");

    let paris: Element = stage.all("[role=radio]")[0].clone().unchecked_into();
    paris.dispatch_event(&web_sys::Event::new("click").unwrap()).unwrap();
    settle().await;
    assert!(radio(&stage, "Paris").checked() && !radio(&stage, "Tokyo").checked());
}

#[wasm_bindgen_test]
async fn the_map_is_used_by_keyboard() {
    let stage = open(&with(&providers())).await;
    let stops: Vec<String> =
        stage.all("[role=radio]").iter().map(|point| attribute(point, "tabindex")).collect();
    assert_eq!(stops, ["0", "-1"], "one stop of the Tab key");
    stage.all("[role=radio]")[0].focus().unwrap();
    stage.key(" ").await;
    assert!(radio(&stage, "Paris").checked());
    stage.key("ArrowRight").await;
    assert!(radio(&stage, "Tokyo").checked());
    assert!(attribute(&focused(), "aria-label").contains("Tokyo"));
    stage.key("ArrowRight").await;
    assert!(radio(&stage, "Paris").checked(), "the first follows the last");
}

#[wasm_bindgen_test]
async fn points_are_large_enough_to_press() {
    let stage = open(&with(&providers())).await;
    let sheet = web_sys::window().unwrap().document().unwrap().create_element("style").unwrap();
    sheet.set_text_content(Some(include_str!("../../style/ui/map.css")));
    stage.find(".places-map").append_child(&sheet).unwrap();
    let target = stage.all(".map-target")[0].clone();
    let style = web_sys::window().unwrap().get_computed_style(&target).unwrap().unwrap();
    let has = |name: &str| style.get_property_value(name).unwrap();
    assert_eq!((has("stroke-width").as_str(), has("vector-effect").as_str()), ("24px", "non-scaling-stroke"));
}

#[wasm_bindgen_test]
async fn what_cannot_be_ordered_stays_with_its_reason() {
    let mut away = offer("away", "postgresql", "cloud", &["tokyo"]);
    away["unavailable"] = json!({"code": "by_broker", "detail": "No machines left."});
    let here = offer("pg", "postgresql", "cloud", &["paris"]);
    let stage = open(&with(&offered(&[here, away]))).await;
    assert!(radio(&stage, "Tokyo").disabled());
    assert!(stage.text().contains("The provider says: No machines left."), "{}", stage.text());
    assert!(radio(&stage, "Paris").checked(), "the only one that can be had needs no choice");
    assert!(points(&stage)[0].contains("Not available"), "{:?}", points(&stage));
    stage.all("[role=radio]")[1].focus().unwrap();
    stage.key("ArrowRight").await;
    assert!(radio(&stage, "Paris").checked() && !radio(&stage, "Tokyo").checked());
}

#[wasm_bindgen_test]
async fn the_map_draws_what_can_be_had_over_what_cannot() {
    let mut away = offer("away", "postgresql", "cloud", &["tokyo"]);
    away["unavailable"] = json!({"code": "broker_away", "detail": null});
    let stage = open(&with(&offered(&[offer("pg", "postgresql", "cloud", &["paris"]), away]))).await;
    let drawn = points(&stage);
    assert!(drawn[0].contains("Tokyo") && drawn[1].contains("Paris"), "{drawn:?}");
    let both = stage.find(".places-both").children();
    assert!(both.item(0).unwrap().class_list().contains("places-map"), "the map comes first");
}

#[wasm_bindgen_test]
async fn the_total_follows_size_and_availability() {
    let stage = open(&with(&providers())).await;
    radio(&stage, "Paris").click();
    settle().await;
    let field: HtmlInputElement = stage.find("input[name=fpu]").unchecked_into();
    assert_eq!(field.value(), "2", "the least");
    assert!(total(&stage).contains("€25.00 a month") && total(&stage).contains("2 FPU at €12.50 each"));
    stage.press_button("Larger").await;
    assert!(total(&stage).contains("€50.00 a month"), "{}", total(&stage));
    stage.press("[role=switch]").await;
    assert!(total(&stage).contains("€100.00 a month"), "{}", total(&stage));
    assert!(total(&stage).contains("twice for high availability"), "{}", total(&stage));

    stage.type_into("input[name=fpu]", "5").await;
    crate::stage::fire(&stage.find("input[name=fpu]"), "blur");
    settle().await;
    assert!(stage.text().contains("Choose a size from 2 to 16 FPU, in steps of 2."), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_has_no_price_says_so_in_words() {
    let mut dear = offer("pg", "postgresql", "cloud", &["paris"]);
    dear["fpu_month"] = Value::Null;
    dear["high_availability"] = json!("always");
    let stage = open(&with(&offered(&[dear, sandbox_offer()]))).await;
    assert!(total(&stage).contains("Price on request"), "{}", total(&stage));
    assert!(stage.text().contains("High availability is always on here"));
    assert!(stage.all("[role=switch]").is_empty());

    stage.press("input[value=sandbox]").await;
    settle().await;
    assert!(total(&stage).contains("No charge"), "{}", total(&stage));
    assert!(stage.text().contains("No high availability here"));
    assert!(stage.text().contains("This comes in one size."));
    assert!(stage.text().contains("CPU and memory are shared."));
}
