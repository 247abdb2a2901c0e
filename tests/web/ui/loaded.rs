use crate::stage::{attribute, mount, settle};
use hq_console::ui::{Face, Loaded};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_four_faces() {
    let (face, retries) = (RwSignal::new(Face::Loading), RwSignal::new(0));
    let stage = mount(move || {
        view! {
            <Loaded
                face=face
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
    face.set(Face::Failed("lost".to_owned()));
    settle().await;
    assert!(stage.find("[role=alert]").inner_text().contains("lost"));
    stage.press("button").await;
    assert_eq!(retries.get_untracked(), 1);
    face.set(Face::Empty);
    settle().await;
    assert_eq!(stage.text(), "nothing");
    face.set(Face::Full);
    settle().await;
    let input = stage.find("input");
    face.set(Face::Full);
    settle().await;
    assert_eq!(stage.find("input"), input, "stays as it is");
}
