use super::with_server;
use crate::{
    server::{Server, me, mine},
    stage::{Stage, attribute, settle},
};
use hq_console::{
    api::{List, Query},
    kit::AsyncView,
};
use hq_contract::{
    ProblemCode,
    me::{GetMe, ListMyOrganizations},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ORGANIZATIONS: &str = "GET /api/v1/me/organizations";

fn page(items: &[Value]) -> Value {
    json!({"items": items, "next_page": null, "total": items.len()})
}

/// The person's organizations, waited for until `show`; the button asks for them anew.
async fn organizations(server: &Server, show: RwSignal<bool>) -> Stage {
    with_server(server, move || {
        let list = List::new(|page_token| Some(ListMyOrganizations { q: None, limit: None, page_token }));
        let names =
            move || list.items().get().into_iter().map(|one| one.name.to_string()).collect::<String>();
        view! {
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                show_when=show
                loading=|| "on its way"
                empty=|| "nothing"
            >
                <p>{names}</p>
                <input />
            </AsyncView>
            <button class="again" on:click=move |_| list.retry()></button>
        }
        .into_any()
    })
    .await
}

#[wasm_bindgen_test]
async fn a_list_has_four_states() {
    let server = Server::default();
    server.holds(ORGANIZATIONS);
    let stage = organizations(&server, RwSignal::new(true)).await;
    assert_eq!(stage.text().trim(), "on its way");
    assert_eq!(attribute(&stage.find(".loaded"), "aria-busy"), "true");
    server.answers_waiting(&page(&[])).await;
    assert_eq!(stage.text().trim(), "nothing");
    server.says(ORGANIZATIONS, 200, &page(&[mine("Acme")]));
    stage.press(".again").await;
    assert_eq!(stage.text().trim(), "Acme");
    let input = stage.find("input");
    server.says(ORGANIZATIONS, 200, &page(&[mine("Acme"), mine("Bolt")]));
    stage.press(".again").await;
    assert_eq!(stage.text().trim(), "AcmeBolt");
    assert_eq!(stage.find("input"), input, "what is inside stays as it is");
}

#[wasm_bindgen_test]
async fn a_failure_is_told_and_tried_again() {
    let server = Server::default();
    server.refuses("GET /api/v1/me", ProblemCode::Internal);
    let stage = with_server(&server, || {
        let query = Query::new(|| Some(GetMe));
        let name =
            move || query.with(|remote| remote.ready().map(|answer| answer.value.full_name.to_string()));
        view! {
            <AsyncView data=query loading=|| "on its way">
                {name}
            </AsyncView>
        }
        .into_any()
    })
    .await;
    assert!(!stage.find("[role=alert]").inner_text().trim().is_empty());
    server.holds("GET /api/v1/me");
    stage.press_named("Try again").await;
    assert_eq!(stage.text().trim(), "on its way");
    server.answers_waiting(&me("Ada Lovelace")).await;
    assert_eq!(stage.text().trim(), "Ada Lovelace");
    assert_eq!(server.got("GET /api/v1/me").len(), 2);
}

#[wasm_bindgen_test]
async fn data_waits_for_show_when_but_a_failure_does_not() {
    let (server, show) = (Server::default(), RwSignal::new(false));
    server.says(ORGANIZATIONS, 200, &page(&[mine("Acme")]));
    let stage = organizations(&server, show).await;
    assert_eq!(stage.text().trim(), "on its way");
    show.set(true);
    settle().await;
    assert_eq!(stage.text().trim(), "Acme");
    drop(stage);
    server.refuses(ORGANIZATIONS, ProblemCode::Internal);
    let stage = organizations(&server, RwSignal::new(false)).await;
    stage.find("[role=alert]");
}
