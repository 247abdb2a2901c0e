//! Two people on one tab, at every form.

use super::{
    forms::{Form, KEPT, Keeps, Typed, all},
    tab::{drafts, reload, signed_in_elsewhere},
    world::{Person, sign_in, sign_out, world},
};
use crate::{
    server::{Server, open, open_again},
    stage::{Stage, settle},
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Every form of which something is kept, and the file it is in.
pub fn typed() -> impl Iterator<Item = (&'static str, &'static Typed)> {
    all().filter_map(|Form { source, keeps }| match keeps {
        Keeps::Typed(typed) => Some((*source, typed)),
        Keeps::Nothing(why) => {
            assert!(!why.is_empty(), "{source}");
            None
        }
    })
}

/// Ada, or nobody yet, fills the form in.
pub async fn filled_in(source: &str, form: &Typed) -> (Server, Stage) {
    let server = world();
    if form.signed_in {
        sign_in(&server, Person::Ada, form.path);
    }
    let stage = open(&server, form.path).await;
    settle().await;
    form.come(&stage).await;
    form.fill_in(&stage).await;
    assert!(!drafts().is_empty(), "{source} keeps nothing");
    for (_, secret) in form.secrets {
        let line = secret.lines().nth(1).unwrap_or(secret);
        assert!(!drafts().contains(line), "{source} keeps a secret");
    }
    (server, stage)
}

#[wasm_bindgen_test]
async fn what_was_typed_is_there_after_a_reload_and_a_new_sign_in() {
    for (source, form) in typed() {
        let (server, stage) = filled_in(source, form).await;
        let stage = reload(&server, stage, form.path).await;
        if let Some(page) = form.mark {
            assert!(stage.has("nav a", &format!("{page} (unsaved changes)")), "{source} is not marked");
        }
        assert!(form.is_found(&stage).await, "{source} has lost it");
        if form.signed_in {
            sign_out(&server);
            let stage = reload(&server, stage, form.path).await;
            assert_eq!(stage.find("h1").inner_text(), "Sign in");
            assert!(!stage.text().contains(KEPT));
            sign_in(&server, Person::Ada, form.path);
            let stage = reload(&server, stage, form.path).await;
            assert!(form.is_found(&stage).await, "{source} has lost it with the session");
        }
    }
}

#[wasm_bindgen_test]
async fn the_next_person_finds_nothing() {
    for (source, form) in typed() {
        let (server, stage) = filled_in(source, form).await;
        // The session ended elsewhere; the next one signs in on this tab.
        sign_in(&server, Person::Grace, form.path);
        let stage =
            reload(&server, stage, if form.signed_in { form.path } else { "/organizations/acme" }).await;
        assert_eq!(drafts(), "", "{source} is left to Grace");
        if form.signed_in {
            assert!(!form.is_found(&stage).await, "{source} is shown to Grace");
            if let Some(page) = form.mark {
                assert!(stage.has("nav a", page), "{source} is marked for Grace");
            }
        } else {
            sign_out(&server);
            let stage = reload(&server, stage, form.path).await;
            assert!(!form.is_found(&stage).await, "{source} is shown to who comes after Grace");
        }
    }
}

#[wasm_bindgen_test]
async fn who_signs_in_in_another_tab_finds_nothing_in_this_one() {
    for (source, form) in typed().filter(|(_, form)| form.signed_in && !form.in_address) {
        let (server, stage) = filled_in(source, form).await;
        sign_in(&server, Person::Grace, form.path);
        signed_in_elsewhere().await;
        assert!(stage.has("button", "Menu of Grace Hopper"), "{source}: {}", stage.text());
        assert_eq!(drafts(), "", "{source} is left to Grace");
        assert!(!form.stands_on(&stage), "{source} is shown to Grace");
    }
}

#[wasm_bindgen_test]
async fn signing_out_leaves_nothing() {
    for (source, form) in typed().filter(|(_, form)| form.signed_in) {
        let (server, stage) = filled_in(source, form).await;
        sign_out(&server);
        stage.choose("Menu of Ada Lovelace", "Sign out").await;
        settle().await;
        assert_eq!(stage.find("h1").inner_text(), "Sign in");
        assert_eq!(drafts(), "", "{source}");
        drop(stage);
        sign_in(&server, Person::Ada, form.path);
        let stage = open_again(&server, form.path).await;
        settle().await;
        assert!(!form.is_found(&stage).await, "{source} is back");
    }
}

#[wasm_bindgen_test]
async fn who_waits_for_the_mail_leaves_nothing_with_the_page() {
    let server = world();
    let stage = open(&server, "/sign-up").await;
    for (field, text) in
        [("name", "Ada Lovelace"), ("email", "kept-words@example.org"), ("password", "correct horse battery")]
    {
        stage.type_into(&format!("input[name={field}]"), text).await;
    }
    stage.press_button("Create account").await;
    let stage = reload(&server, stage, "/sign-up").await;
    assert!(stage.text().contains("kept-words@example.org"));
    stage.press_button("Send again").await;
    assert_eq!(server.got("POST /api/v1/accounts").len(), 1, "the password has gone with the page");
    stage.type_into("input[name=password]", "correct horse battery").await;
    stage.press_button("Send again").await;
    let sent = server.got("POST /api/v1/accounts");
    assert_eq!((sent.len(), &sent[0].body), (2, &sent[1].body));
    assert!(!drafts().contains("horse"));
    drop(stage);
    assert_eq!(drafts(), "");
    let stage = open_again(&server, "/sign-up").await;
    assert!(!stage.text().contains("kept-words") && stage.has("button", "Create account"));
}
