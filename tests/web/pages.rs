//! The table of pages: what follows from an entry.

use crate::{
    acme::{ADA, acme, id, visit},
    cloud, dataplants,
    navigation::press,
    server::{Server, address, open, organization, signed_out},
    stage::{Stage, mount, settle, unisolated},
};
use hq_console::{
    App,
    api::Transport,
    chunk, pages,
    routes::{
        find::Pages,
        page::{Audience, Menu, Page, Section},
        table::PAGES,
    },
    ui::Symbol,
};
use hq_contract::Permission;
use leptos::prelude::*;
use leptos_router::{NestedRoute, any_nested_route::IntoAnyNestedRoute};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

chunk! {
    /// What the page below shows.
    quotas_chunk() in page_quotas {
        view! { <p class="quotas">"What is allowed"</p> }.into_any()
    }
}

/// A page as an entry of the table would make it.
static QUOTAS: Page = Page {
    path: "/organizations/:org/settings/quotas",
    title: hq_text::next_steps::PLAN,
    audience: Audience::SignedIn,
    permission: Some(Permission::ManageInfrastructure),
    menu: Some(Menu::Organization(Section::Settings)),
    icon: Symbol::Usage,
    plain: false,
    requests: &[],
    chunk: quotas_chunk,
    lazy: |pattern| NestedRoute::new(pattern, || pages::open(&QUOTAS)).into_any_nested_route(),
};

/// The console with that page, and with no other change.
async fn open_with_quotas(server: &Server, path: &str) -> Stage {
    let window = web_sys::window().unwrap();
    window.local_storage().unwrap().unwrap().set_item("hq.language", "en").unwrap();
    window.history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(path)).unwrap();
    let transport: Rc<dyn Transport> = Rc::new(server.clone());
    let all: Vec<&'static Page> = PAGES.iter().copied().chain([&QUOTAS]).collect();
    let pages: Pages = all.leak();
    let stage = mount(move || view! { <App transport=transport pages=pages /> }.into_any()).await;
    settle().await;
    stage
}

/// Acme as somebody sees it who may do only this there.
fn acme_with(permissions: &[Permission]) -> Server {
    let server = acme();
    let mut organization = organization("Acme");
    organization["permissions"] = serde_json::to_value(permissions).unwrap();
    server.says("GET /api/v1/organizations/acme", 200, &organization);
    server
}

/// What the links of an element say.
fn links(stage: &Stage, selector: &str) -> Vec<String> {
    stage.all(selector).iter().map(|link| link.text_content().unwrap().trim().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn a_page_of_the_table_is_opened_and_stands_in_the_navigation() {
    let stage = open_with_quotas(&acme(), "/organizations/acme/settings/quotas").await;
    assert_eq!(stage.find("main .quotas").inner_text(), "What is allowed");
    assert!(
        links(&stage, "main nav a").contains(&"Get a plan".to_owned()),
        "{:?}",
        links(&stage, "main nav a")
    );
    assert_eq!(links(&stage, "main nav a[aria-current=page]"), ["Get a plan"]);
}

#[wasm_bindgen_test]
async fn a_page_of_the_table_stands_in_the_palette() {
    let stage = open_with_quotas(&acme(), "/organizations/acme").await;
    press("k", true).await;
    let row = stage.called(".palette .finder-label", "Get a plan");
    assert!(row.closest("a").unwrap().unwrap().text_content().unwrap().contains("Acme"));
}

#[wasm_bindgen_test]
async fn a_page_of_the_table_is_guarded() {
    let may_read = [Permission::ReadOrganization, Permission::ReadMembers];
    let stage = open_with_quotas(&acme_with(&may_read), "/organizations/acme/settings/quotas").await;
    assert!(stage.all("main .quotas").is_empty(), "{}", stage.text());
    assert!(!links(&stage, "main nav a").contains(&"Get a plan".to_owned()));
    assert_eq!(stage.find("h1").inner_text(), "Get a plan");
    drop(stage);
    let _stage = open_with_quotas(&signed_out(), "/organizations/acme/settings/quotas").await;
    assert_eq!(address(), "/sign-in?return_to=%2Forganizations%2Facme%2Fsettings%2Fquotas");
}

#[wasm_bindgen_test]
async fn every_page_asks_for_what_the_table_says_that_it_will() {
    for page in PAGES.iter().filter(|page| !page.requests.is_empty() && page.pattern().is_in_organization()) {
        let (server, acme) = (acme(), organization("Acme"));
        crate::plan::has_plan(&server);
        let fill = |text: &str| {
            text.replace(":org", "acme")
                .replace(":id", acme["id"].as_str().unwrap())
                .replace(":user", crate::acme::ADA)
                .replace(":dataplant", crate::acme::ADA)
                .replace(":engine", crate::acme::ADA)
                .replace(":key", crate::acme::ADA)
        };
        let _stage = open(&server, &fill(page.path)).await;
        let sent = server.urls();
        for (_, request) in page.requests {
            let url = format!("/api/v1{}", fill(request));
            assert!(sent.contains(&url), "{} asks for {sent:?}, and not for {url}", page.path);
        }
    }
}

/// Follows a link that stands on the page, as one in a text would.
async fn follow(path: &str) {
    let document = web_sys::window().unwrap().document().unwrap();
    let link: web_sys::HtmlElement = document.create_element("a").unwrap().unchecked_into();
    link.set_attribute("href", path).unwrap();
    document.body().unwrap().append_child(&link).unwrap();
    link.click();
    link.remove();
    settle().await;
    settle().await;
}

#[wasm_bindgen_test]
async fn a_link_from_one_thing_to_another_of_its_kind_shows_the_other() {
    let server = cloud::acme_with(&[cloud::built_in()]);
    for (number, name) in [(2, "Sales"), (3, "Stock")] {
        cloud::has_engine(&server, number, &cloud::engine(number, name));
    }
    let plants =
        [(1, "Robots"), (4, "Sensors")].map(|(number, name)| dataplants::dataplant(number, name, "ready"));
    dataplants::has(&server, &plants);
    let kinds = [
        ("storage-engines", [(id(2), "Sales"), (id(3), "Stock")]),
        ("dataplants", [(id(1), "Robots"), (id(4), "Sensors")]),
        ("members", [(ADA.to_owned(), "Ada Lovelace"), (id(2), "Bob Stone")]),
    ];
    for (kind, [(one, first), (other, second)]) in kinds {
        let stage = visit(&server, &format!("/{kind}/{one}")).await;
        assert!(unisolated(&stage.find("h1").inner_text()).contains(first), "{kind}: {}", stage.text());
        follow(&format!("/organizations/acme/{kind}/{other}")).await;
        let title = unisolated(&stage.find("h1").inner_text());
        assert!(title.contains(second) && !title.contains(first), "{kind}: {title}");
        drop(stage);
    }
}
