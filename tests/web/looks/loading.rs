//! What is in sight of a page while parts of it are on their way.

use super::window;
use wasm_bindgen_test::wasm_bindgen_test;

const COMING: &str = r#"<div class="loaded" data-first="true" aria-busy="true"></div>"#;

#[wasm_bindgen_test]
async fn what_stands_under_something_on_its_way_comes_with_it() {
    let html = format!(
        r#"<main class="shell-main"><h1 id="title">Plan</h1><div class="page-content">
            <section class="card" id="here">Here</section>
            <section class="card" id="coming"><h2 id="name">Usage</h2>{COMING}<p id="note">Since May</p></section>
            <section class="card" id="under">Under</section>
            <section class="card" id="opened"><dialog open id="dialog"></dialog></section>
        </div><p id="foot">Foot</p></main>"#
    );
    let window = window(640, 900, &html).await;
    let seen = |selector: &str| window.style(selector, "display") != "none";
    for part in ["#title", "#here", "#coming", "#name", "#opened", "#dialog"] {
        assert!(seen(part), "{part}");
    }
    for part in ["#note", "#under", "#foot"] {
        assert!(!seen(part), "{part}");
    }
    window.find(".loaded").remove_attribute("data-first").unwrap();
    for part in ["#note", "#under", "#foot"] {
        assert!(seen(part), "{part}, once it has come, even where it comes again");
    }
}

#[wasm_bindgen_test]
async fn what_somebody_unfolds_takes_nothing_out_of_sight() {
    let html = format!(
        r#"<main class="shell-main"><details open><summary>More</summary>{COMING}</details><p id="under">Under</p></main>"#
    );
    let window = window(640, 400, &html).await;
    assert_eq!(window.style("#under", "display"), "block");
}
