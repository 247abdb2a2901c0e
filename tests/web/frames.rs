//! What can be filled in while the console is on its way is what the console then shows.

use crate::{
    server::{open, signed_out},
    stage::document,
};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

const SIGN_IN: &str = include_str!("../../src/session/sign_in.html");
const ENGLISH: &str = include_str!("../../crates/text/texts/en.json");

/// What tells elements of one page apart, and what only is heard once something is said.
const OF_ONE_PAGE: [&str; 5] = ["id", "for", "aria-describedby", "aria-labelledby", "aria-live"];

#[wasm_bindgen_test]
async fn what_signing_in_begins_with_is_the_consoles_own_form() {
    let stage = open(&signed_out(), "/sign-in").await;
    let first = document().create_element("div").unwrap();
    first.set_inner_html(&filled(SIGN_IN));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    outline(&first, 0, &mut before);
    outline(&stage.find("main"), 0, &mut after);
    assert!(before.len() > 20, "{before:#?}");
    assert_eq!(before[1..].join("\n"), after[1..].join("\n"));
}

/// Each `{feature.key}` replaced by its text, as the build does.
fn filled(markup: &str) -> String {
    let texts: Value = serde_json::from_str(ENGLISH).unwrap();
    let mut parts = markup.split('{');
    let mut filled = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap();
        let text = texts.pointer(&format!("/{}", name.replace('.', "/"))).and_then(Value::as_str);
        filled.push_str(text.unwrap_or_else(|| panic!("no text {name}")));
        filled.push_str(rest);
    }
    filled
}

/// A line for each element with what it carries, and for each run of text.
fn outline(element: &Element, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let mut attributes: Vec<String> = element
        .get_attribute_names()
        .iter()
        .filter_map(|name| name.as_string())
        .filter(|name| !OF_ONE_PAGE.contains(&name.as_str()))
        .map(|name| format!("{name}={:?}", element.get_attribute(&name).unwrap_or_default()))
        .collect();
    attributes.sort();
    lines.push(format!("{indent}{} {}", element.tag_name().to_lowercase(), attributes.join(" ")));
    let mut said = String::new();
    let mut child = element.first_child();
    while let Some(node) = child {
        match node.dyn_ref::<Element>() {
            Some(inside) => {
                say(&mut said, &indent, lines);
                outline(inside, depth + 1, lines);
            }
            None if node.node_type() == Node::TEXT_NODE => {
                said.push_str(&node.text_content().unwrap_or_default());
            }
            None => {}
        }
        child = node.next_sibling();
    }
    say(&mut said, &indent, lines);
}

fn say(said: &mut String, indent: &str, lines: &mut Vec<String>) {
    let text = std::mem::take(said);
    if !text.trim().is_empty() {
        lines.push(format!("{indent}  {:?}", text.trim()));
    }
}
