//! An organization's logo: choosing, dropping, taking away, and where it is shown.

use crate::{
    acme::{acme, acme_of_a_user, at, visit},
    images::{PNG, choose, drop_file, shown},
    server::{Server, organization},
    stage::{attribute, focused},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn put() -> String {
    at("PUT", "/logo")
}

fn with_logo(logo: Option<&str>) -> Value {
    let mut acme = organization("Acme");
    acme["logo"] = json!(logo);
    acme
}

/// Acme with a logo.
fn pictured() -> Server {
    let server = acme();
    server.says("GET /api/v1/organizations/acme", 200, &with_logo(Some("one")));
    server
}

fn address() -> String {
    let acme = organization("Acme");
    format!("/api/v1/organizations/{}/logo?version=", acme["id"].as_str().unwrap())
}

#[wasm_bindgen_test]
async fn a_picture_is_seen_at_once_and_then_everywhere() {
    let server = acme();
    server.holds(&put());
    let stage = visit(&server, "/settings").await;
    assert!(shown(&stage, "").is_empty());
    choose(&stage, "logo", PNG).await;
    let seen = shown(&stage, ".image-upload");
    assert!(seen.len() == 1 && seen[0].starts_with("data:image/png;base64,iVBORw0KGgp0"), "{seen:?}");
    let sent = server.got(&put());
    assert_eq!(sent[0].header("content-type"), Some("image/png"));
    assert_eq!((sent[0].file.as_deref(), sent[0].body.as_deref()), (Some(PNG), None));
    choose(&stage, "logo", PNG).await;
    assert_eq!(server.got(&put()).len(), 1, "one after the other");

    server.answers_waiting(&with_logo(Some("one"))).await;
    let kept = vec![format!("{}one", address())];
    assert_eq!(shown(&stage, ".image-upload"), kept);
    assert_eq!(shown(&stage, ".finder-button"), kept);
    assert!(stage.toasts().contains("Logo changed."));
    stage.press(".finder-button").await;
    assert_eq!(shown(&stage, "[role=listbox]"), kept, "Beta has none");
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_not_sent() {
    let server = acme();
    let stage = visit(&server, "/settings").await;
    for other in [&b"GIF89a and more"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""] {
        choose(&stage, "logo", other).await;
        assert!(stage.find(".drop-area .form-error").inner_text().contains("isn’t a PNG, JPEG or WebP"));
    }
    let large = [PNG, &vec![0; 1024 * 1024]].concat();
    choose(&stage, "logo", &large).await;
    assert!(stage.find(".drop-area .form-error").inner_text().contains("larger than 1 MiB"));
    assert!(server.got(&put()).is_empty());
    server.says(&put(), 200, &with_logo(Some("one")));
    choose(&stage, "logo", PNG).await;
    assert!(stage.all(".drop-area .form-error").is_empty());
    assert_eq!(server.got(&put()).len(), 1);
}

#[wasm_bindgen_test]
async fn what_the_server_refuses_is_told_in_words_of_the_page() {
    let server = pictured();
    let stage = visit(&server, "/settings").await;
    for (code, said) in [
        (ProblemCode::ImageUnreadable, "damaged or incomplete"),
        (ProblemCode::ImageTooLarge, "more than 4,096 pixels"),
        (ProblemCode::TooLarge, "larger than 1 MiB"),
        (ProblemCode::UnsupportedMediaType, "isn’t a PNG, JPEG or WebP"),
        (ProblemCode::Internal, "Something went wrong"),
    ] {
        server.refuses(&put(), code);
        choose(&stage, "logo", PNG).await;
        let text = stage.find(".drop-area .form-error").inner_text();
        assert!(text.contains(said), "{code:?}: {text}");
        assert_eq!(shown(&stage, ".image-upload"), [format!("{}one", address())], "as it was");
    }
}

#[wasm_bindgen_test]
async fn a_picture_can_be_dropped() {
    let server = acme();
    server.says(&put(), 200, &with_logo(Some("one")));
    let stage = visit(&server, "/settings").await;
    assert!(!drop_file(&stage, "Logo", PNG).await, "the browser does not open it");
    assert_eq!(server.got(&put())[0].file.as_deref(), Some(PNG));
}

#[wasm_bindgen_test]
async fn a_logo_is_taken_away() {
    let server = pictured();
    let delete = at("DELETE", "/logo");
    server.refuses(&delete, ProblemCode::Unavailable);
    let stage = visit(&server, "/settings").await;
    assert!(stage.has("label", "Choose another image"));
    stage.press_button("Remove logo").await;
    assert!(stage.find(".drop-area .form-error").inner_text().contains("temporarily unavailable"));
    server.says(&delete, 200, &with_logo(None));
    stage.press_button("Remove logo").await;
    assert!(shown(&stage, "").is_empty());
    assert!(stage.toasts().contains("Logo removed."));
    assert!(!stage.has("button", "Remove logo"));
    assert_eq!(attribute(&focused(), "name"), "logo", "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn who_may_not_change_it_finds_it_locked() {
    let server = acme_of_a_user();
    let stage = visit(&server, "/settings").await;
    assert!(stage.find("input[name=logo]").has_attribute("disabled"));
    assert!(stage.find(".drop-area").inner_text().contains("You can view this but not change it."));
    drop_file(&stage, "Logo", PNG).await;
    assert!(server.got(&put()).is_empty());
}
