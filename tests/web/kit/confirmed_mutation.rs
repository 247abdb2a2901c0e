use super::with_server;
use crate::{
    server::Server,
    stage::{Stage, settle},
};
use hq_console::{
    api::Error,
    kit::{ConfirmDialog, ConfirmedMutation},
    ui::{Toasts, Tone},
};
use hq_contract::{ProblemCode, me::EndMySession};
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8001";
const END: &str = "DELETE /api/v1/me/sessions/01890a5d-ac96-774b-bcce-b302099a8001";

fn is_gone(error: &Error) -> bool {
    error.code() == Some(ProblemCode::NotFound)
}

/// A button that asks whether to end a session; the page counts how often it was ended.
async fn ending(server: &Server) -> Stage {
    with_server(server, || {
        let ended = RwSignal::new(0);
        let toasts = expect_context::<Toasts>();
        let end = ConfirmedMutation::new(
            |name: String| {
                assert_eq!(name, "Firefox");
                EndMySession(ID.parse().unwrap())
            },
            |_, name| format!("{name} is signed out."),
            move |_| ended.update(|ended| *ended += 1),
        )
        .overtaken(is_gone, move |name, _| toasts.push(Tone::Warning, format!("{name} was gone.")));
        let subject = end.subject();
        let title = move || format!("Sign {} out", subject.get().unwrap_or_default());
        view! {
            <button class="ask" on:click=move |_| end.ask("Firefox".to_owned())></button>
            <p class="ended">{ended}</p>
            <ConfirmDialog
                mutation=end
                title=Signal::derive(title)
                text="It has to sign in again."
                confirm_label="Sign out"
            />
        }
        .into_any()
    })
    .await
}

async fn confirm(stage: &Stage) {
    stage.press("dialog[open] button[type=submit]").await;
    settle().await;
}

fn toasts(stage: &Stage) -> String {
    stage.find(".toasts").inner_text()
}

#[wasm_bindgen_test]
async fn it_runs_once_it_was_confirmed_and_says_so() {
    let server = Server::default();
    server.says(END, 204, &Value::Null);
    let stage = ending(&server).await;
    stage.press(".ask").await;
    let said = stage.find("dialog[open]").inner_text();
    assert!(said.contains("Sign Firefox out") && said.contains("It has to sign in again."), "{said}");
    stage.press("dialog[open] .actions button[type=button]").await;
    assert!(stage.all("dialog[open]").is_empty() && server.got(END).is_empty(), "cancelled");
    stage.press(".ask").await;
    confirm(&stage).await;
    assert_eq!(server.got(END).len(), 1);
    assert!(stage.all("dialog[open]").is_empty());
    assert!(toasts(&stage).contains("Firefox is signed out."));
    assert_eq!(stage.find(".ended").inner_text(), "1");
}

#[wasm_bindgen_test]
async fn a_failure_stands_in_the_dialog_until_it_is_asked_anew() {
    let server = Server::default();
    server.refuses(END, ProblemCode::Internal);
    let stage = ending(&server).await;
    stage.press(".ask").await;
    confirm(&stage).await;
    assert_eq!(stage.all("dialog[open] [role=alert]").len(), 1);
    assert!(!stage.find("dialog[open] [role=alert]").inner_text().is_empty());
    assert_eq!((toasts(&stage).as_str(), stage.find(".ended").inner_text().as_str()), ("", "0"));
    stage.press("dialog[open] .actions button[type=button]").await;
    stage.press(".ask").await;
    let left = stage.all("dialog[open] [role=alert]");
    assert!(left.iter().all(|alert| alert.inner_text().is_empty()), "an old failure is forgotten");
}

#[wasm_bindgen_test]
async fn where_somebody_else_was_faster_the_dialog_closes() {
    let server = Server::default();
    server.refuses(END, ProblemCode::NotFound);
    let stage = ending(&server).await;
    stage.press(".ask").await;
    confirm(&stage).await;
    assert!(stage.all("dialog[open]").is_empty());
    assert!(toasts(&stage).contains("Firefox was gone."));
    assert_eq!(stage.find(".ended").inner_text(), "0");
}
