//! TLS certificates: adding and replacing.

use crate::{
    acme::{at, id, page, visit, visit_again},
    certificates::{PATH, add, certificates, list, one, ours, with},
    drafts::forms::{Forms, TYPED, Typed, typed},
    filled::{FILLED, Filled},
    server::address,
    stage::{Stage, attribute, fire, focused, settle},
};
use hq_contract::{Problem, ProblemCode, certificates::CertificateFault};
use js_sys::{Array, Uint8Array};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, DragEvent, DragEventInit, File, HtmlInputElement, Storage};

/// Its forms.
pub const FORMS: Forms = Forms {
    kept: &[
        typed(
            "certificates/form.rs",
            Typed { path: "/organizations/acme/settings/certificates?add=1", ..CHAINED },
        ),
        typed(
            "certificates/form.rs",
            Typed {
                path: "/organizations/acme/settings/certificates?replace=01890a5d-ac96-774b-bcce-b30200000001",
                ..CHAINED
            },
        ),
    ],
    filled: &[Filled {
        source: "certificates/form.rs",
        path: "/organizations/acme/settings/certificates?add=1",
        fields: &[("textarea[name=chain]", CHAIN), ("textarea[name=private-key]", KEY)],
        sent: "POST {Acme}/certificates",
        says: &["BEGIN CERTIFICATE", "PRIVATE KEY"],
        ..FILLED
    }],
    others: &[],
    has: |server| server.says(&list(), 200, &certificates(&[ours(1, 20)], true)),
};

/// What is filled in, new or in the place of another.
const CHAINED: Typed = Typed {
    fields: &[("textarea[name=chain]", CHAIN)],
    secrets: &[("textarea[name=private-key]", KEY)],
    mark: Some("TLS certificates"),
    ..TYPED
};

const ADD: &str = "/settings/certificates?add=1";
const CHAIN: &str = include_str!("../fixtures/certificates/chain.pem");
const KEY: &str = include_str!("../fixtures/certificates/chain.key");
const OTHER_KEY: &str = include_str!("../fixtures/certificates/other.key");
const ENCRYPTED_KEY: &str = include_str!("../fixtures/certificates/encrypted.key");
const EXPIRED: &str = include_str!("../fixtures/certificates/expired.pem");
/// The fields.
const CHAIN_FIELD: &str = "textarea[name=chain]";
const KEY_FIELD: &str = "textarea[name=private-key]";

/// What is said under a field.
fn wrong(stage: &Stage, field: &str) -> String {
    let field = stage.find(field).closest(".field").unwrap().unwrap();
    field.query_selector(".field-error").unwrap().unwrap().text_content().unwrap()
}

fn value(stage: &Stage, field: &str) -> String {
    stage.find(field).unchecked_into::<HtmlInputElement>().value()
}

/// Types into a field and leaves it.
async fn enter(stage: &Stage, field: &str, text: &str) {
    stage.type_into(field, text).await;
    fire(&stage.find(field), "blur");
    settle().await;
}

fn held(bytes: &[u8]) -> DataTransfer {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let data = DataTransfer::new().unwrap();
    data.items().add_with_file(&File::new_with_u8_array_sequence(&parts, "x.pem").unwrap()).unwrap();
    data
}

async fn choose(stage: &Stage, input: &str, bytes: &[u8]) {
    let input: HtmlInputElement = stage.find(&format!("input[name={input}]")).unchecked_into();
    input.set_files(held(bytes).files().as_ref());
    fire(&input, "change");
    settle().await;
    settle().await;
}

async fn drop_onto(stage: &Stage, field: &str, bytes: &[u8]) {
    let init = DragEventInit::new();
    init.set_data_transfer(Some(&held(bytes)));
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = DragEvent::new_with_event_init_dict("drop", &init).unwrap();
    assert!(!stage.find(field).dispatch_event(&event).unwrap(), "the browser does not open the file");
    settle().await;
    settle().await;
}

/// Everything that the browser remembers.
fn stored() -> String {
    let window = web_sys::window().unwrap();
    let of = |storage: Storage| {
        let keys = (0..storage.length().unwrap()).filter_map(|index| storage.key(index).unwrap());
        keys.map(|key| storage.get_item(&key).unwrap().unwrap_or_default()).collect::<String>()
    };
    of(window.local_storage().unwrap().unwrap()) + &of(window.session_storage().unwrap().unwrap())
}

fn refusal(faults: &[&str]) -> Value {
    let mut problem = serde_json::to_value(Problem::new(ProblemCode::Invalid)).unwrap();
    problem["faults"] = json!(faults);
    problem["fields"] = json!({"/chain": "unusable"});
    problem
}

#[wasm_bindgen_test]
async fn a_certificate_is_looked_at_added_and_its_key_forgotten() {
    let server = with(&[]);
    let verified = json!({
        "id": id(9), "name": "acme.example", "display_name": "acme.example", "state": "verified",
        "record": {"name": "", "kind": "TXT", "value": ""}, "finding": null, "held_by_another": false,
        "created_at": "2026-01-02T00:00:00Z", "verified_at": "2026-01-02T00:00:00Z", "bound_until": null,
    });
    server.says(&at("GET", "/domains"), 200, &page(&[verified]));
    let stage = visit(&server, PATH).await;
    stage.press("main .empty button").await;
    settle().await;
    let key = stage.find(KEY_FIELD);
    assert_eq!(attribute(&key, "autocomplete"), "off");
    assert_eq!(attribute(&key, "spellcheck"), "false");
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    let preview = stage.find("section.certificate-preview").inner_text();
    for part in ["acme.example", "www.acme.example", "P-256", "Issuer", "Domains"] {
        assert!(preview.contains(part), "{part} in {preview}");
    }
    assert!(!preview.contains("Not for"), "{preview}");
    assert_eq!(wrong(&stage, KEY_FIELD), "", "nothing is said of a field that was not reached yet");
    enter(&stage, KEY_FIELD, KEY).await;
    assert!(!stored().contains("PRIVATE KEY"), "the key is in no storage");
    assert!(stored().contains("BEGIN CERTIFICATE"), "the chain outlives a reload");
    server.says(&add(), 200, &ours(1, 400));
    stage.press_button("Add certificate").await;
    let body: Value = serde_json::from_str(server.got(&add())[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(body, json!({"chain": CHAIN, "private_key": KEY}));
    settle().await;
    settle().await;
    assert!(address().ends_with(PATH), "{}", address());
    assert!(stage.toasts().contains("Certificate for acme.example added."));
    assert!(stage.row("acme.example").inner_text().contains("P-256"));
    assert!(!stored().contains("BEGIN"), "{}", stored());
    stage.press_button("Add certificate").await;
    assert_eq!((value(&stage, CHAIN_FIELD), value(&stage, KEY_FIELD)), (String::new(), String::new()));
}

#[wasm_bindgen_test]
async fn what_the_browser_can_tell_is_said_under_its_field_and_not_sent() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    stage.press_button("Add certificate").await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("Paste the certificate chain here"));
    assert!(wrong(&stage, KEY_FIELD).contains("Paste the private key here"));
    assert_eq!(attribute(&focused(), "name"), "chain");
    enter(&stage, CHAIN_FIELD, EXPIRED).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("has expired"));
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    assert_eq!(wrong(&stage, CHAIN_FIELD), "");
    for (key, said) in [
        (ENCRYPTED_KEY, "openssl pkey -in FILE -out key.pem"),
        (OTHER_KEY, "belongs to another certificate"),
        (CHAIN, "This is a certificate."),
    ] {
        enter(&stage, KEY_FIELD, key).await;
        assert!(wrong(&stage, KEY_FIELD).contains(said), "{}", wrong(&stage, KEY_FIELD));
        stage.press_button("Add certificate").await;
        assert_eq!(attribute(&focused(), "name"), "private-key");
    }
    enter(&stage, CHAIN_FIELD, KEY).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("Move it to the field below."));
    assert!(!stored().contains("PRIVATE KEY"), "not even out of the wrong field");
    assert!(server.got(&add()).is_empty());
}

#[wasm_bindgen_test]
async fn a_wrong_clock_keeps_nobody_from_going_on() {
    let server = with(&[]);
    server.says(&add(), 422, &refusal(&["expired"]));
    let stage = visit(&server, ADD).await;
    enter(&stage, CHAIN_FIELD, EXPIRED).await;
    enter(&stage, KEY_FIELD, KEY).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("has expired"), "it is said all the same");
    stage.press_button("Add certificate").await;
    assert_eq!(server.got(&add()).len(), 1, "of time the server decides");
    assert!(wrong(&stage, CHAIN_FIELD).contains("has expired"));
}

#[wasm_bindgen_test]
async fn what_the_server_alone_can_tell_is_said_under_its_field() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    enter(&stage, KEY_FIELD, KEY).await;
    server.says(&add(), 422, &refusal(&["signature_wrong", "wrong_key", "unknown_to_this_console"]));
    stage.press_button("Add certificate").await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("A signature doesn’t match"));
    assert!(wrong(&stage, KEY_FIELD).contains("belongs to another certificate"));
    assert!(stage.all(".form-error").is_empty(), "said once");
    assert_eq!(value(&stage, KEY_FIELD), KEY, "nothing typed is lost");
    server.says(&add(), 422, &refusal(&["unknown_to_this_console"]));
    stage.press_button("Add certificate").await;
    assert!(stage.find(".form-error").inner_text().contains("Something isn’t right"));
    for (code, said) in [
        (ProblemCode::CertificateExists, "has already been added"),
        (ProblemCode::LimitReached, "up to 100 certificates"),
        (ProblemCode::NoSecretsKey, "HQ_SECRETS_KEY"),
    ] {
        server.refuses(&add(), code);
        stage.press_button("Add certificate").await;
        assert!(stage.find(".form-error").inner_text().contains(said), "{said}");
    }
}

#[wasm_bindgen_test]
async fn a_text_with_both_is_divided() {
    let stage = visit(&with(&[]), ADD).await;
    stage.type_into(KEY_FIELD, &format!("Bag Attributes\n{KEY}{CHAIN}")).await;
    settle().await;
    assert_eq!((value(&stage, CHAIN_FIELD), value(&stage, KEY_FIELD)), (CHAIN.to_owned(), KEY.to_owned()));
    assert!(stage.text().contains("Chain and key were split"));
    assert!(stage.text().contains("Preview"));
    assert!(!stored().contains("PRIVATE KEY"));
}

#[wasm_bindgen_test]
async fn whatever_the_spelling_only_what_was_read_is_sent_and_stored() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    let written_out = format!("\u{feff}TLS=\"{}\"\nPASSWORD=hunter2\n", CHAIN.replace('\n', "\\n"));
    enter(&stage, CHAIN_FIELD, &written_out).await;
    assert!(stage.find("section.certificate-preview").inner_text().contains("acme.example"));
    enter(&stage, KEY_FIELD, &KEY.replace('\n', " ")).await;
    let mut added = ours(1, 400);
    added["left_out"] = json!(2);
    server.says(&add(), 200, &added);
    stage.press_button("Add certificate").await;
    let body: Value = serde_json::from_str(server.got(&add())[0].body.as_deref().unwrap()).unwrap();
    assert_eq!(body, json!({"chain": CHAIN, "private_key": KEY}));
    assert!(!stored().contains("hunter2"), "{}", stored());
    let said = "Certificate for acme.example added. 2 certificates weren’t needed and were left out.";
    assert!(stage.toasts().contains(said), "{}", stage.toasts());
}

#[wasm_bindgen_test]
async fn a_key_in_the_chain_is_moved_or_refused_and_never_sent() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    // Glued to the chain, as `cat` does where the last line has no end.
    let glued = format!("{}{KEY}", CHAIN.trim_end());
    enter(&stage, CHAIN_FIELD, &glued).await;
    assert_eq!((value(&stage, CHAIN_FIELD), value(&stage, KEY_FIELD)), (CHAIN.to_owned(), KEY.to_owned()));
    let cut = format!("{CHAIN}{}", KEY.replace("-----END PRIVATE KEY-----", ""));
    enter(&stage, CHAIN_FIELD, &cut).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("This is a private key."));
    stage.press_button("Add certificate").await;
    assert!(server.got(&add()).is_empty());
    assert!(!stored().contains("PRIVATE KEY"), "{}", stored());
}

#[wasm_bindgen_test]
async fn what_is_not_needed_and_not_covered_is_said_before_sending() {
    let stage = visit(&with(&[]), ADD).await;
    enter(&stage, CHAIN_FIELD, include_str!("../fixtures/certificates/unrelated.pem")).await;
    let preview = stage.find("section.certificate-preview").inner_text();
    assert!(preview.contains("1 certificate the chain doesn’t need"), "{preview}");
    enter(&stage, CHAIN_FIELD, include_str!("../fixtures/certificates/only-wildcard.pem")).await;
    let preview = stage.find("section.certificate-preview").inner_text();
    assert!(preview.contains("not for acme.example itself"), "{preview}");
    enter(&stage, CHAIN_FIELD, include_str!("../fixtures/certificates/wildcard.pem")).await;
    assert!(!stage.find("section.certificate-preview").inner_text().contains("itself"));
    enter(&stage, CHAIN_FIELD, include_str!("../fixtures/certificates/rsa-8192.pem")).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("RSA 8192"), "{}", wrong(&stage, CHAIN_FIELD));
}

#[wasm_bindgen_test]
async fn files_are_read_into_the_field_that_they_belong_to() {
    let stage = visit(&with(&[]), ADD).await;
    choose(&stage, "chain-file", CHAIN.as_bytes()).await;
    assert_eq!(value(&stage, CHAIN_FIELD), CHAIN);
    drop_onto(&stage, CHAIN_FIELD, KEY.as_bytes()).await;
    assert_eq!((value(&stage, CHAIN_FIELD), value(&stage, KEY_FIELD)), (CHAIN.to_owned(), KEY.to_owned()));
    assert!(stage.text().contains("put into the matching field"));
    choose(&stage, "chain-file", &[0x30, 0x03, 0x02, 0x01, 0x00]).await;
    assert!(wrong(&stage, CHAIN_FIELD).contains("openssl x509 -inform der"));
    assert_eq!(value(&stage, CHAIN_FIELD), CHAIN, "what was there stays");
    choose(&stage, "key-file", &[0x30, 0x05, 0x02, 0x01, 0x03, 0x30, 0x00]).await;
    assert!(wrong(&stage, KEY_FIELD).contains("openssl pkcs12"));
    choose(&stage, "key-file", &vec![b'x'; 1_048_577]).await;
    assert!(wrong(&stage, KEY_FIELD).contains("larger than 1 MiB"));
    drop_onto(&stage, KEY_FIELD, format!("{CHAIN}{OTHER_KEY}").as_bytes()).await;
    assert_eq!(value(&stage, KEY_FIELD), OTHER_KEY);
    assert!(wrong(&stage, KEY_FIELD).contains("belongs to another certificate"));
}

#[wasm_bindgen_test]
async fn a_reload_keeps_the_chain_and_never_the_key() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    enter(&stage, KEY_FIELD, KEY).await;
    drop(stage);
    let stage = visit_again(&server, ADD).await;
    assert_eq!((value(&stage, CHAIN_FIELD), value(&stage, KEY_FIELD)), (CHAIN.to_owned(), String::new()));
    assert!(stage.text().contains("The chain is as you left it."));
    stage.press_button("Cancel").await;
    settle().await;
    assert!(!stored().contains("BEGIN"), "cancelling forgets it");
}

#[wasm_bindgen_test]
async fn replacing_takes_the_version_that_was_read() {
    let server = with(&[ours(1, 20)]);
    let stage = visit(&server, &format!("{PATH}?replace={}", id(1))).await;
    assert_eq!(stage.find("h1").inner_text(), "Replace the certificate for acme.example");
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    enter(&stage, KEY_FIELD, KEY).await;
    server.refuses(&one("PUT", 1), ProblemCode::Stale);
    let mut newer = ours(1, 20);
    newer["version"] = json!(4);
    server.says(&list(), 200, &certificates(&[newer], true));
    stage.press_button("Replace certificate").await;
    settle().await;
    assert!(stage.find(".form-error").inner_text().contains("Your input is kept"));
    assert_eq!(value(&stage, KEY_FIELD), KEY);
    let mut replaced = ours(1, 400);
    replaced["version"] = json!(5);
    server.says(&one("PUT", 1), 200, &replaced);
    stage.press_button("Replace certificate").await;
    settle().await;
    let versions: Vec<_> =
        server.got(&one("PUT", 1)).iter().map(|sent| sent.header("if-match").unwrap().to_owned()).collect();
    assert_eq!(versions, ["\"3\"", "\"4\""]);
    assert!(stage.toasts().contains("Certificate for acme.example replaced."));
    assert!(address().ends_with(PATH), "{}", address());
    assert!(stage.all("main .banner").is_empty(), "nothing expires soon any more");
}

#[wasm_bindgen_test]
async fn what_is_gone_is_not_replaced() {
    let stage = visit(&with(&[]), &format!("{PATH}?replace={}", id(1))).await;
    assert!(stage.text().contains("Someone else removed this certificate"));
    stage.press_button("Back to certificates").await;
    assert!(address().ends_with(PATH), "{}", address());
    assert!(stage.text().contains("No certificates yet"));
}

#[wasm_bindgen_test]
async fn every_fault_is_said_in_its_own_words_under_its_field() {
    let server = with(&[]);
    let stage = visit(&server, ADD).await;
    enter(&stage, CHAIN_FIELD, CHAIN).await;
    enter(&stage, KEY_FIELD, KEY).await;
    let mut said = BTreeSet::new();
    for fault in CertificateFault::ALL {
        server.says(&add(), 422, &refusal(&[fault.as_str()]));
        stage.press_button("Add certificate").await;
        let (own, other) =
            if fault.is_of_key() { (KEY_FIELD, CHAIN_FIELD) } else { (CHAIN_FIELD, KEY_FIELD) };
        assert_eq!(wrong(&stage, other), "", "{fault:?}");
        said.insert(wrong(&stage, own));
    }
    assert!(!said.contains(""));
    assert_eq!(said.len(), CertificateFault::ALL.len());
}
