//! What is sent is what was typed, letter by letter: browsers give back something else of fields that they know better.

use crate::{
    server::{open, signed_out},
    stage::{Stage, fire, settle},
};
use js_sys::Function;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

const FORMS: [(&str, &str); 3] = [
    ("/sign-in", "POST /api/v1/session"),
    ("/sign-up", "POST /api/v1/accounts"),
    ("/reset-password", "POST /api/v1/password-resets"),
];
const ADDRESSES: [&str; 6] = [
    "j@weiß.example",
    "j@faß。example",
    "j@bücher.example",
    "j@xn--bcher-kva.example",
    "j@نامه\u{200c}ای.example",
    "j@ශ්\u{200d}රී.example",
];

/// As a keyboard does it: what scripts set, browsers leave alone.
async fn type_like_a_person(stage: &Stage, selector: &str, text: &str) {
    let field: HtmlInputElement = stage.find(selector).unchecked_into();
    field.focus().unwrap();
    field.select();
    Function::new_with_args("text", "document.execCommand('insertText', false, text)")
        .call1(&JsValue::NULL, &text.into())
        .unwrap();
    fire(&field, "change");
    settle().await;
}

async fn send(stage: &Stage, path: &str, address: &str) {
    type_like_a_person(stage, "input[name=email]", address).await;
    for (field, text) in [("input[name=name]", "Ada"), ("input[name=password]", "correct horse battery")] {
        if !stage.all(field).is_empty() {
            stage.type_into(field, text).await;
        }
    }
    let form = stage.find("input[name=email]").closest("form").unwrap().expect(path);
    form.query_selector("button[type=submit]").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    settle().await;
}

#[wasm_bindgen_test]
async fn an_address_is_sent_as_it_was_typed() {
    for (path, request) in FORMS {
        for address in ADDRESSES {
            let server = signed_out();
            let stage = open(&server, path).await;
            send(&stage, path, address).await;
            let got = server.got(request);
            let sent: Value = serde_json::from_str(got[0].body.as_ref().unwrap()).unwrap();
            assert_eq!(sent["email"], address, "{path}");
        }
    }
}

#[wasm_bindgen_test]
async fn an_invisible_character_within_an_address_is_refused_by_name() {
    for (path, request) in FORMS {
        let server = signed_out();
        let stage = open(&server, path).await;
        send(&stage, path, "j@b\u{200b}üc.example").await;
        assert!(server.got(request).is_empty(), "{path}");
        assert!(stage.text().contains("invisible character"), "{path}: {}", stage.text());
    }
}

#[wasm_bindgen_test]
async fn password_managers_and_phones_still_know_the_field() {
    for (path, _) in FORMS {
        let stage = open(&signed_out(), path).await;
        let field = stage.find("input[name=email]");
        for (name, value) in [
            ("type", "text"),
            ("inputmode", "email"),
            ("autocomplete", "username"),
            ("autocapitalize", "none"),
            ("spellcheck", "false"),
        ] {
            assert_eq!(field.get_attribute(name).as_deref(), Some(value), "{path}: {name}");
        }
    }
}
