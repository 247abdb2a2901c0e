//! What the journeys measure targets and focus with, measured itself.

use super::{Window, window};
use crate::stage::wait;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SCRIPT: &str = include_str!("../../e2e/src/targets.js");

/// What an expression is, said with the script before it, as JSON.
fn said(expression: &str) -> String {
    let run = Function::new_no_args(&format!("{SCRIPT}\nreturn JSON.stringify({expression})"));
    run.call0(&JsValue::UNDEFINED).unwrap().as_string().unwrap()
}

/// The same in a window of its own.
fn said_in(window: &Window, expression: &str) -> String {
    let own = window.document().default_view().unwrap();
    let eval: Function = Reflect::get(&own, &"eval".into()).unwrap().unchecked_into();
    let text = format!("(() => {{ {SCRIPT}\nreturn JSON.stringify({expression}) }})()");
    eval.call1(&own, &text.into()).unwrap().as_string().unwrap()
}

/// A target by its place and size.
fn target(left: f64, top: f64, width: f64, height: f64) -> String {
    let (right, bottom) = (left + width, top + height);
    format!("{{rect: {{left: {left}, top: {top}, right: {right}, bottom: {bottom}}}, inSentence: false}}")
}

#[wasm_bindgen_test]
fn small_targets_need_room_around_them() {
    let small = |others: &[String]| said(&format!("tooSmall([{}])", others.join(",")));
    let link = target(0.0, 0.0, 80.0, 16.0);
    assert_eq!(small(std::slice::from_ref(&link)), "[]", "nothing else is near");
    assert_eq!(
        small(&[link.clone(), target(0.0, 21.0, 80.0, 16.0)]),
        "[0,1]",
        "each is in the other's circle"
    );
    assert_eq!(small(&[link.clone(), target(0.0, 24.0, 80.0, 16.0)]), "[]", "a line of 24 px each is enough");
    assert_eq!(small(&[link.clone(), target(0.0, 18.0, 80.0, 40.0)]), "[0]", "the large one is large enough");
    assert_eq!(small(&[target(0.0, 0.0, 24.0, 24.0), target(24.0, 0.0, 24.0, 24.0)]), "[]");
    assert_eq!(small(&[target(0.0, 0.0, 23.7, 24.0), target(24.0, 0.0, 24.0, 24.0)]), "[]", "rounded");
    let in_sentence = link.replace("false", "true");
    assert_eq!(small(&[in_sentence, target(0.0, 17.0, 80.0, 40.0)]), "[]", "its line decides its height");
}

#[wasm_bindgen_test]
fn focus_is_hidden_where_nothing_of_it_is_in_sight() {
    let rect = |left: u32, top: u32, right: u32, bottom: u32| {
        format!("{{left: {left}, top: {top}, right: {right}, bottom: {bottom}}}")
    };
    let hidden = |own: String, covers: &[String]| {
        said(&format!("isHidden({own}, [{}], {{width: 320, height: 600}})", covers.join(",")))
    };
    let bar = rect(0, 500, 320, 600);
    assert_eq!(hidden(rect(10, 520, 100, 550), std::slice::from_ref(&bar)), "true");
    assert_eq!(hidden(rect(10, 480, 100, 550), std::slice::from_ref(&bar)), "false", "a part of it is seen");
    assert_eq!(hidden(rect(10, 520, 100, 550), &[]), "false");
    assert_eq!(hidden(rect(10, 620, 100, 650), &[]), "true", "it is below the window");
    let halves = [rect(0, 500, 60, 600), rect(60, 500, 320, 600)];
    assert_eq!(hidden(rect(10, 520, 100, 550), &halves), "true", "two together hide it");
}

/// A page with every kind of fault, and what looks like one and is none.
const FAULTY: &str = r##"<style>#drawn::after { content: ""; position: absolute; inset: -8px 0 }</style>
    <a href="#main" style="position: fixed; top: 4px; left: 4px; z-index: 2; height: 30px; background: white">Skip</a>
    <div style="position: sticky; top: 0; z-index: 1; height: 40px; background: white">Header</div>
    <p style="font: 14px/15px sans-serif">A <a href="#a" id="words">link among words</a> of<br>a <a href="#e">sentence</a>.</p>
    <ul style="line-height: 16px; margin: 60px 0"><li><a href="#b">First</a></li><li><a href="#c">Second</a></li></ul>
    <p style="line-height: 16px"><a href="#d" id="drawn" style="position: relative">Drawn larger</a></p>
    <label style="display: inline-block; padding: 10px"><input type="checkbox"> Choose</label>
    <div style="height: 1500px"></div>
    <button style="height: 30px" id="under">Under the bar</button>
    <div style="position: fixed; bottom: 0; left: 0; right: 0; height: 200px; background: white">
        <button style="height: 30px">In the bar</button></div>"##;

#[wasm_bindgen_test]
async fn each_fault_of_a_page_is_told_and_nothing_else() {
    let window = window(320, 480, FAULTY).await;
    let faults = said_in(&window, "faults()");
    for told in ["First", "Second", "Under the bar"] {
        assert!(faults.contains(told), "{told} in {faults}");
    }
    assert_eq!(faults.matches("too small").count(), 2, "{faults}");
    assert_eq!(faults.matches("focus is hidden").count(), 1, "{faults}");
    wait(0).await;
    let page = window.document();
    assert_eq!(page.active_element().unwrap().tag_name(), "BODY", "the focus is where it was");
}

#[wasm_bindgen_test]
async fn a_page_that_makes_room_has_no_faults() {
    let mended = FAULTY.replace("line-height: 16px", "line-height: 26px");
    let html = format!(
        "<style>:root {{ scroll-padding: 60px 0 220px }}</style>{mended}<div style='height: 300px'></div>"
    );
    let window = window(320, 480, &html).await;
    assert_eq!(said_in(&window, "faults()"), "[]");
}
