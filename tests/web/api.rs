//! The client's rules, without a page around them.

use crate::{
    server::{Server, me},
    stage::{Stage, mount, settle, wait},
};
use hq_console::api::{FetchTransport, Mutation, Query, Remote, Request, Transport, provide_client};
use hq_contract::{
    IDEMPOTENCY_KEY,
    me::GetMe,
    members::LeaveOrganization,
    organizations::{GetSlugState, SlugState},
    password_resets::{NewPasswordReset, RequestPasswordReset},
};
use leptos::prelude::*;
use serde_json::{Value, json};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const RESETS: &str = "POST /api/v1/password-resets";

async fn with_client(server: &Server, view: impl FnOnce() -> AnyView + 'static) -> Stage {
    let transport: Rc<dyn Transport> = Rc::new(server.clone());
    mount(move || {
        provide_client(transport, String::new());
        view()
    })
    .await
}

/// A button that asks for a mail to whoever is named in the field.
async fn reset(server: &Server) -> Stage {
    with_client(server, || {
        let done = RwSignal::new(0);
        let email = RwSignal::new(String::from("ada@example.org"));
        let request = Mutation::<RequestPasswordReset>::new(move |_| done.update(|done| *done += 1));
        let run = move |_| {
            let email = email.get_untracked().parse().unwrap();
            request.run(&RequestPasswordReset(NewPasswordReset { email }));
        };
        view! {
            <input prop:value=email on:input=move |event| email.set(event_target_value(&event)) />
            <button on:click=run>"Send"</button>
            <p>{move || done.get()} {move || request.error().get().map(|_| "failed")}</p>
        }
        .into_any()
    })
    .await
}

fn keys(server: &Server) -> Vec<String> {
    server.got(RESETS).iter().map(|sent| sent.header(IDEMPOTENCY_KEY).unwrap().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn a_post_that_nobody_knows_of_is_sent_again_with_its_key() {
    let server = Server::default();
    server.says("GET /livez", 200, &Value::Null);
    let stage = reset(&server).await;
    server.loses(RESETS);
    stage.press("button").await;
    assert!(stage.text().contains("failed"));
    server.says(RESETS, 503, &json!({}));
    stage.press("button").await;
    server.says(RESETS, 202, &Value::Null);
    stage.press("button").await;
    assert!(stage.text().contains('1'));
    stage.press("button").await;
    let keys = keys(&server);
    assert_eq!((&keys[0], &keys[0]), (&keys[1], &keys[2]), "one attempt");
    assert_ne!(keys[2], keys[3], "done is done");
}

#[wasm_bindgen_test]
async fn another_body_is_another_attempt() {
    let server = Server::default();
    server.says("GET /livez", 200, &Value::Null);
    server.loses(RESETS);
    let stage = reset(&server).await;
    stage.press("button").await;
    stage.type_into("input", "bob@example.org").await;
    stage.press("button").await;
    let keys = keys(&server);
    assert_ne!(keys[0], keys[1]);
}

#[wasm_bindgen_test]
async fn a_second_press_does_nothing_while_the_first_goes_on() {
    let server = Server::default();
    server.holds(RESETS);
    let stage = reset(&server).await;
    stage.press("button").await;
    stage.press("button").await;
    assert_eq!(server.got(RESETS).len(), 1);
    server.answers_waiting(&json!({})).await;
    assert!(stage.text().contains('1'));
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_late_is_dropped() {
    let server = Server::default();
    for slug in ["one", "two"] {
        server.holds(&format!("GET /api/v1/organization-slugs/{slug}"));
    }
    let slug = RwSignal::new("one");
    let stage = with_client(&server, move || {
        let state = Query::<SlugState>::keeping(move || Some(GetSlugState(slug.get().parse().unwrap())));
        let shown = move || state.with(|remote| remote.ready().map(|answer| answer.value.slug.to_string()));
        view! { <p>{shown}</p> }.into_any()
    })
    .await;
    slug.set("two");
    settle().await;
    let answer = |slug: &str| json!({"slug": slug, "available": true, "suggestion": slug});
    server.answers_waiting(&answer("one")).await;
    assert_eq!(stage.text(), "", "asked no more");
    server.answers_waiting(&answer("two")).await;
    assert_eq!(stage.text(), "two");
}

#[wasm_bindgen_test]
async fn what_was_lost_is_asked_for_when_the_server_is_back() {
    let server = Server::default();
    server.loses("GET /api/v1/me");
    server.loses("GET /livez");
    let stage = with_client(&server, || {
        let me = Query::new(|| Some(GetMe));
        let shown = move || {
            me.with(|remote| match remote {
                Remote::Loading => "loading".to_owned(),
                Remote::Failed(_) => "failed".to_owned(),
                Remote::Ready(answer) => answer.value.full_name.to_string(),
            })
        };
        view! { <p>{shown}</p> }.into_any()
    })
    .await;
    assert_eq!(stage.text(), "failed");
    server.says("GET /api/v1/me", 200, &me("Ada"));
    server.says("GET /livez", 200, &Value::Null);
    wait(1300).await;
    assert_eq!(stage.text(), "Ada");
}

#[wasm_bindgen_test]
async fn each_time_that_the_server_is_back_it_is_asked_again() {
    let server = Server::default();
    server.loses("GET /api/v1/me");
    server.says("GET /livez", 200, &Value::Null);
    let stage = with_client(&server, || {
        let me = Query::new(|| Some(GetMe));
        let leave = Mutation::<LeaveOrganization>::new(|_| {});
        let org = crate::acme::id(1).parse().unwrap();
        leave.run(&LeaveOrganization { org });
        let error = leave.error();
        let shown = move || {
            let state = me.with(|remote| match remote {
                Remote::Loading => "loading".to_owned(),
                Remote::Failed(_) => "failed".to_owned(),
                Remote::Ready(answer) => answer.value.full_name.to_string(),
            });
            format!("{state} {}", if error.get().is_some() { "refused" } else { "well" })
        };
        view! { <p>{shown}</p> }.into_any()
    })
    .await;
    wait(100).await;
    assert_eq!(stage.text(), "failed refused");
    assert_eq!(server.got("GET /api/v1/me").len(), 2, "the server is there: once more, and no further");
    // It is away, comes back without that answer, is away again, and comes back with it.
    for (answers, shown) in [(false, "failed well"), (true, "Ada well")] {
        server.loses("GET /livez");
        crate::stage::fire_at_window("offline");
        wait(50).await;
        if answers {
            server.says("GET /api/v1/me", 200, &me("Ada"));
        }
        server.says("GET /livez", 200, &Value::Null);
        crate::stage::fire_at_window("online");
        wait(100).await;
        assert_eq!(stage.text(), shown);
    }
}

/// What 200,000 lines of an audit log weigh.
const LARGE: u32 = 64 << 20;

#[wasm_bindgen_test]
async fn a_large_file_stays_out_of_the_consoles_memory() {
    let line = "x".repeat(1023) + "\n";
    let parts: js_sys::Array = (0..LARGE / 1024).map(|_| wasm_bindgen::JsValue::from_str(&line)).collect();
    let content = web_sys::Blob::new_with_str_sequence(&parts).unwrap();
    let url = web_sys::Url::create_object_url_with_blob(&content).unwrap();
    let memory = || {
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length()
    };
    let before = memory();
    let request = Request { to_file: true, ..Request::get(url) };
    let file = FetchTransport.send(request, false).await.unwrap().file.unwrap();
    assert_eq!(file.content().size(), f64::from(LARGE));
    assert_eq!(memory(), before);
}
