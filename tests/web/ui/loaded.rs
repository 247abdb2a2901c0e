use crate::stage::{attribute, mount, settle};
use hq_console::ui::{LoadState, Loaded};
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
}
