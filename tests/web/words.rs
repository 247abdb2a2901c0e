//! What the console finds and compares by itself, as the server would.

use crate::{
    acme::{acme, at, visit},
    server::{address, open, organization, signed_in},
    stage::{Stage, attribute, fire, focused, settle},
};
use hq_console::language::fold;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const CREATE: &str = "POST /api/v1/organizations";

#[wasm_bindgen_test]
fn the_browsers_tables_fold_as_the_servers_do() {
    let folded = [
        ("Łukasz O’Brien–Œ", "lukasz o'brien-oe"),
        ("Société ＡＣＭＥ", "societe acme"),
        ("Straße ΟΔΥΣΣΕΥΣ", "strasse οδυσσευσ"),
        ("İstanbul Kırış Đặng Þór", "istanbul kiris dang thor"),
        ("e\u{301}\u{a0}\u{200b} ﬁ½", "e fi1⁄2"),
        ("مُحَمَّد أحمد", "محمد احمد"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞﾝﾀﾞﾑ ガンダム", "かんたむ かんたむ"),
        ("हिन्दी ไม่", "हिन्दी ไม่"),
        ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
    ];
    for (text, expected) in folded {
        assert_eq!(fold(text).as_str(), expected, "{text}");
    }
}

async fn find(stage: &Stage, name: &str) -> Vec<String> {
    stage.find(".finder-button").focus().unwrap();
    stage.key("ArrowDown").await;
    let search: HtmlInputElement = focused().unchecked_into();
    search.set_value(name);
    fire(&search, "input");
    settle().await;
    let found = stage.all("[role=option] .finder-label").iter().map(|option| option.inner_text()).collect();
    stage.key("Escape").await;
    found
}

#[wasm_bindgen_test]
async fn organizations_are_found_however_their_names_are_typed() {
    let server = signed_in(&["Acme", "Beta"]);
    let mut session = crate::server::session(&["Acme", "Beta"]);
    session["organizations"]["items"][1]["name"] = json!("Łódź O’Neill");
    server.says("GET /api/v1/session", 200, &session);
    let stage = open(&server, "/organizations/acme").await;
    for typed in ["lodz", "ŁÓDŹ", "o'n", " lodz  o`neill"] {
        assert_eq!(find(&stage, typed).await, ["Łódź O’Neill"], "{typed}");
    }
    assert!(find(&stage, "xy").await.is_empty());
}

#[wasm_bindgen_test]
async fn a_slug_in_capitals_leads_to_the_page() {
    let server = acme();
    // The browser follows the redirect of the server.
    server.says("GET /api/v1/organizations/ACME", 200, &organization("Acme"));
    let stage = open(&server, "/organizations/ACME/members?q=bob").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members?q=bob");
    assert!(stage.find(".finder-button").inner_text().contains("Acme"));
}

#[wasm_bindgen_test]
async fn a_name_without_latin_letters_asks_for_a_slug_at_the_start() {
    let server = signed_in(&[]);
    server.says(CREATE, 201, &organization("Nihongo"));
    server.says("GET /api/v1/organizations/nihongo", 200, &organization("Nihongo"));
    let stage = open(&server, "/").await;
    assert!(stage.all("input[name=slug]").is_empty());
    stage.type_into("input[name=organization]", "日本語").await;
    stage.press("main button[type=submit]").await;
    assert!(server.got(CREATE).is_empty(), "nobody is given organization-8");
    assert_eq!(attribute(&focused(), "name"), "slug");
    assert!(stage.text().contains("Choose a slug: letters from a to z"), "{}", stage.text());
    stage.type_into("input[name=slug]", "nihongo").await;
    stage.press("main button[type=submit]").await;
    settle().await;
    let sent: serde_json::Value =
        serde_json::from_str(server.got(CREATE)[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(sent, json!({"name": "日本語", "slug": "nihongo"}));
    assert_eq!(address(), "/organizations/nihongo");
    drop(stage);

    let stage = open(&signed_in(&[]), "/").await;
    stage.type_into("input[name=organization]", "Dữ liệu").await;
    assert!(stage.all("input[name=slug]").is_empty(), "this one makes du-lieu");
}

#[wasm_bindgen_test]
async fn a_new_organization_suggests_the_slug_that_reads_like_its_name() {
    let server = signed_in(&["Acme"]);
    let stage = open(&server, "/organizations/new").await;
    let slug = |stage: &Stage| stage.find("input[name=slug]").unchecked_into::<HtmlInputElement>().value();
    for (name, suggested) in
        [("Dữ liệu", "du-lieu"), ("Łódź Straße", "lodz-strasse"), ("العربية", ""), ("🚀", "")]
    {
        stage.type_into("input[name=organization]", name).await;
        assert_eq!(slug(&stage), suggested, "{name}");
    }
    stage.press("main button[type=submit]").await;
    assert!(server.got(CREATE).is_empty());
    assert!(stage.text().contains("Choose a slug"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_name_is_retyped_to_delete_as_keyboards_have_it_or_copied() {
    let server = acme();
    let mut acme = organization("Acme");
    acme["name"] = json!("L’Été – Data");
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let nothing = json!({
        "other_members": 0, "invitations": 0, "join_requests": 0, "domains": 0, "certificates": 0, "api_keys": 0, "dataplants": 0,
        "storage_engines": 0,
        "dataplants": 0, "storage_engines": 0, "restorable_until": "2036-02-01T00:00:00Z",
    });
    server.says(&at("GET", "/deletion"), 200, &nothing);
    let stage = visit(&server, "/settings").await;
    stage.press_button("Delete L’Été – Data").await;
    settle().await;
    let waits = |stage: &Stage| stage.find("dialog[open] button[type=submit]").has_attribute("disabled");
    assert!(waits(&stage));
    for typed in ["L'E\u{301}te\u{301} - Data", "l'été-data", " L’Été – Data ", "L’Été\u{a0}– Data"]
    {
        stage.type_into("input[name=delete-organization]", typed).await;
        assert_eq!(waits(&stage), typed == "l'été-data", "{typed}");
    }
    stage.type_into("input[name=delete-organization]", "L’Été").await;
    assert!(waits(&stage) && stage.dialog().inner_text().contains("Type or paste the name."));
    assert!(stage.has("dialog[open] button", "Copy: L’Été – Data"));
}
