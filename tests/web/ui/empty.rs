use crate::stage::{attribute, mount};
use hq_console::ui::{Drawing, Empty, NoMatch};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_drawing_is_decoration_and_the_words_say_it() {
    for drawing in [Drawing::Team, Drawing::Requests, Drawing::Search, Drawing::Mail, Drawing::Locked] {
        let stage = mount(move || {
            view! {
                <Empty drawing=drawing title="Just you so far" text="Invite people.">
                    <button>"Invite people"</button>
                </Empty>
            }
            .into_any()
        })
        .await;
        assert_eq!(attribute(&stage.find("svg.illustration"), "aria-hidden"), "true");
        assert_eq!(stage.find("h2").inner_text(), "Just you so far");
        assert!(stage.has("button", "Invite people"));
    }
}

#[wasm_bindgen_test]
async fn what_fits_nothing_is_said_with_the_way_back() {
    let stage =
        mount(|| view! { <NoMatch text="No members match.">"Clear filters"</NoMatch> }.into_any()).await;
    assert_eq!(attribute(&stage.find("svg.illustration"), "aria-hidden"), "true");
    assert_eq!(stage.find("p").inner_text(), "No members match.");
    assert!(stage.text().contains("Clear filters") && stage.all("h2").is_empty());
}
