//! The list, and the home.

use super::{dataplant, has, list, of, with};
use crate::{
    acme::{ADA, acme, acme_of_a_user, acme_of_a_user_who_may, at, member, name, page, pause, visit},
    server::address,
    stage::{Stage, attribute, settle, wait},
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn names(stage: &Stage) -> Vec<String> {
    stage.all("main .dataplant-card-name").iter().map(|one| name(one)).collect()
}

#[wasm_bindgen_test]
async fn cards_say_what_there_is_and_lead_to_it() {
    let mut silent = dataplant(3, "Old", "ready");
    silent["health"]["reachable"] = json!(false);
    let server = with(&[dataplant(1, "Sales", "ready"), dataplant(2, "Lab", "failed"), silent]);
    let stage = visit(&server, "/dataplants").await;
    assert_eq!(names(&stage), ["Sales", "Lab", "Old"]);
    let cards = stage.all("main article");
    let first = cards[0].inner_text();
    for said in ["Ready", "This machine, Here", "2 FPU", "€20.00 a month", "sales"] {
        assert!(first.contains(said), "{said}: {first}");
    }
    assert!(!first.contains("Reachable"), "one mark says that all is well: {first}");
    let second = cards[1].inner_text();
    assert!(second.contains("Failed") && !second.contains("Reachable"), "{second}");
    let third = cards[2].inner_text();
    assert!(third.contains("Ready") && third.contains("Not reachable"), "{third}");
    assert!(stage.has("nav a", "Dataplants"));
    stage.press_named("Sales").await;
    settle().await;
    assert!(address().ends_with(&crate::acme::id(1)), "{}", address());
    assert_eq!(
        attribute(&stage.called("nav a", "Dataplants"), "aria-current"),
        "page",
        "the list is around it"
    );
}

#[wasm_bindgen_test]
async fn many_tags_are_counted_in_a_list_and_all_on_the_page() {
    let tags: Vec<String> = (0..20).map(|number| format!("tag-{number}")).collect();
    let mut tagged = dataplant(1, "Sales", "ready");
    tagged["tags"] = json!(tags);
    let server = with(std::slice::from_ref(&tagged));
    let stage = visit(&server, "/dataplants").await;
    let shown = || -> Vec<String> { stage.all("main .tag").iter().map(|tag| tag.inner_text()).collect() };
    assert_eq!(shown()[..4], tags[..4]);
    assert!(shown()[4].contains("+16") && shown()[4].contains("tag-19"), "{:?}", shown());
    assert_eq!(attribute(&stage.all("main .tag")[4], "title"), tags[4..].join(", "));
    stage.press_named("Sales").await;
    settle().await;
    assert_eq!(shown(), tags);
}

#[wasm_bindgen_test]
async fn a_place_that_is_its_own_provider_is_named_once() {
    let mut own = dataplant(1, "Sales", "ready");
    own["region"]["name"] = json!("This machine");
    own["month"]["minor"] = json!(0);
    let stage = visit(&with(&[own]), "/dataplants").await;
    let card = stage.find("main article").inner_text();
    assert_eq!(card.matches("This machine").count(), 1, "{card}");
    assert!(card.contains("No charge"), "{card}");
}

#[wasm_bindgen_test]
async fn search_filter_order_and_shape_are_in_the_address() {
    let server = with(&[dataplant(1, "Sales", "ready")]);
    let stage = visit(&server, "/dataplants").await;
    stage.type_into("main input[name=q]", "sa").await;
    pause().await;
    stage.select("main select[name=state]", "ready").await;
    settle().await;
    stage.called("main a", "Table").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/dataplants?q=sa&state=ready&view=table");
    assert_eq!(stage.all("tbody tr").len(), 1);
    let last = server.got(&list()).pop().unwrap().url;
    assert!(last.ends_with("/dataplants?q=sa&state=ready"), "the shape is no matter of the server: {last}");
    stage.called("main th button", "Size").click();
    settle().await;
    assert!(address().contains("sort=size"), "{}", address());
    drop(stage);
    let stage = visit(&server, "/dataplants?q=sa&view=table").await;
    assert_eq!(stage.all("tbody tr").len(), 1, "a link leads to the same");
    server.says(&list(), 200, &page(&[]));
    drop(stage);
    let stage = visit(&server, "/dataplants?q=zz&state=failed&view=table").await;
    assert!(stage.text().contains("No dataplants match."));
    stage.press_named("Clear search and filters").await;
    assert_eq!(address(), "/organizations/acme/dataplants?view=table");
}

#[wasm_bindgen_test]
async fn a_list_is_asked_for_again_only_while_something_moves() {
    let server = with(&[dataplant(1, "Sales", "creating")]);
    let stage = visit(&server, "/dataplants").await;
    assert!(stage.text().contains("Creating"));
    server.says(&list(), 200, &page(&[dataplant(1, "Sales", "ready")]));
    wait(1_300).await;
    settle().await;
    assert!(stage.text().contains("Ready"), "{}", stage.text());
    let asked = server.got(&list()).len();
    wait(1_600).await;
    assert_eq!(server.got(&list()).len(), asked, "nothing moves any more");
}

#[wasm_bindgen_test]
async fn an_empty_list_says_what_to_do_or_why_nothing_can_be_done() {
    let stage = visit(&acme(), "/dataplants").await;
    assert!(stage.text().contains("No dataplants yet"));
    assert_eq!(stage.all("main a").iter().filter(|link| name(link) == "New dataplant").count(), 2);
    drop(stage);
    let stage = visit(&acme_of_a_user_who_may(&[Permission::ReadDataplants]), "/dataplants").await;
    assert!(stage.text().contains("you can’t create them yourself"), "{}", stage.text());
    assert!(!stage.has("main a", "New dataplant"));
    assert!(stage.called("main button", "New dataplant").has_attribute("disabled"));
    drop(stage);
    let stage = visit(&acme_of_a_user(), "/dataplants").await;
    assert!(stage.text().contains("No dataplants you can see"), "{}", stage.text());
    assert!(stage.has("main button", "Why? You can’t see all dataplants"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn the_home_shows_six_the_way_to_all_and_ticks_its_step() {
    let all: Vec<Value> =
        (1..=8).map(|number| dataplant(number, &format!("Plant {number}"), "ready")).collect();
    let server = with(&all);
    server.says(&at("GET", "/members"), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    let stage = visit(&server, "").await;
    assert_eq!(names(&stage).len(), 6);
    assert_eq!(server.got(&list()).len(), 1, "asked for once, beside the code");
    assert!(stage.has("main a", "New dataplant"));
    let step =
        stage.all(".step").into_iter().find(|step| step.inner_text().contains("Create a dataplant")).unwrap();
    assert!(name(&step).contains("done"), "{}", name(&step));
    stage.called("main a", "All 8 dataplants").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/dataplants");
    drop(stage);
    let stage = visit(&acme(), "").await;
    stage.called(".step a", "Choose a template").click();
    settle().await;
    assert!(address().starts_with("/organizations/acme/dataplants/new"), "{}", address());
}

#[wasm_bindgen_test]
async fn who_can_take_no_step_is_shown_no_checklist() {
    let server = acme_of_a_user();
    has(&server, &[dataplant(1, "Sales", "ready")]);
    let stage = visit(&server, "").await;
    assert!(
        !stage.text().contains("Get started") && !stage.has("main a", "New dataplant"),
        "{}",
        stage.text()
    );
    assert_eq!(names(&stage), ["Sales"]);
}

#[wasm_bindgen_test]
async fn the_drop_down_unfolds_the_dataplants_of_an_organization() {
    let server = with(&[dataplant(1, "Sales", "ready"), dataplant(2, "Lab", "ready")]);
    let stage = visit(&server, "/members").await;
    assert!(server.got(&list()).is_empty(), "nobody has asked for them");
    stage.find(".finder-button").focus().unwrap();
    stage.key("ArrowDown").await;
    assert_eq!(stage.all("[role=option]").len(), 2);
    stage.key("ArrowRight").await;
    settle().await;
    let rows: Vec<String> = stage.all("[role=option]").iter().map(|row| name(row)).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(rows[1].contains("Sales") && rows[2].contains("Lab"), "{rows:?}");
    stage.key("ArrowDown").await;
    stage.key("ArrowLeft").await;
    stage.key("ArrowLeft").await;
    assert_eq!(stage.all("[role=option]").len(), 2, "from a dataplant to its organization, which folds");
    stage.key("ArrowRight").await;
    stage.key("ArrowDown").await;
    server.says(&of("GET", 1, ""), 200, &dataplant(1, "Sales", "ready"));
    stage.key("Enter").await;
    settle().await;
    assert!(address().ends_with(&crate::acme::id(1)), "{}", address());
    assert_eq!(server.got(&list()).len(), 2, "asked for whenever it unfolds");
}
