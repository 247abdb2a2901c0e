use crate::stage::{fire, focused, mount, settle};
use hq_console::ui::{Button, Form, FormError};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn submitting_stays_on_the_page() {
    let (busy, sent) = (RwSignal::new(false), RwSignal::new(0));
    let stage = mount(move || {
        view! {
            <Form on_submit=move |()| sent.update(|sent| *sent += 1)>
                <Button label="Done" submit=true busy=busy />
            </Form>
        }
        .into_any()
    })
    .await;
    stage.press("button").await;
    assert_eq!(sent.get_untracked(), 1);
    busy.set(true);
    settle().await;
    stage.press("button").await;
    assert_eq!(sent.get_untracked(), 1, "busy");
    fire(&stage.find("form"), "submit");
    assert_eq!(sent.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn an_error_takes_the_focus_each_time() {
    let message = RwSignal::new(None::<String>);
    let stage = mount(move || view! { <FormError message=message /> }.into_any()).await;
    assert!(stage.all("[role=alert]").is_empty());
    for text in ["Lost", "Lost again"] {
        message.set(None);
        settle().await;
        message.set(Some(text.to_owned()));
        settle().await;
        assert_eq!(focused(), stage.find("[role=alert]"));
        assert_eq!(stage.text(), text);
    }
}
