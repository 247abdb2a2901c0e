use crate::stage::{attribute, mount, settle};
use hq_console::ui::{Coming, LoadState, Loaded};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_four_states() {
    let (state, retries) = (RwSignal::new(LoadState::Loading), RwSignal::new(0));
    let stage = mount(move || {
        view! {
            <Loaded
                state=state
                retry_label="Try again"
                on_retry=move |()| retries.update(|retries| *retries += 1)
                loading=|| "on its way"
                empty=|| "nothing"
            >
                <input />
            </Loaded>
        }
        .into_any()
    })
    .await;
    assert_eq!(stage.text(), "on its way");
    assert_eq!(attribute(&stage.find(".loaded"), "aria-busy"), "true");
    assert_eq!(attribute(&stage.find(".loaded"), "data-first"), "true");
    state.set(LoadState::Failed("lost".to_owned()));
    settle().await;
    assert!(stage.find("[role=alert]").inner_text().contains("lost"));
    stage.press("button").await;
    assert_eq!(retries.get_untracked(), 1);
    state.set(LoadState::Empty);
    settle().await;
    assert_eq!(stage.text(), "nothing");
    state.set(LoadState::Ready);
    settle().await;
    let input = stage.find("input");
    state.set(LoadState::Ready);
    settle().await;
    assert_eq!(stage.find("input"), input, "stays as it is");
    state.set(LoadState::Loading);
    settle().await;
    assert_eq!(attribute(&stage.find(".loaded"), "aria-busy"), "true");
    assert!(!stage.find(".loaded").has_attribute("data-first"), "it was here before");
}

#[wasm_bindgen_test]
async fn what_may_push_the_rest_down_is_waited_for_once() {
    let here = RwSignal::new(false);
    let stage =
        mount(move || view! { <Coming here=here loading=|| "on its way" /> "the rest" }.into_any()).await;
    assert_eq!(attribute(&stage.find(".loaded"), "data-first"), "true");
    here.set(true);
    settle().await;
    assert_eq!(stage.text(), "the rest");
    here.set(false);
    settle().await;
    assert_eq!(stage.text(), "the rest", "asking again takes nothing away");
}
