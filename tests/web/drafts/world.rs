//! A server with something for every form, and the two people who use one tab.

use super::forms::{KEPT, Typed};
use crate::{
    acme::{acme, at, id, page},
    billing, billing_accounts,
    cloud::{self, built_in, engine, has_engine, with_engines},
    dataplants::{self, dataplant, has, verified},
    invitations::{READ, linked},
    plan,
    server::{Server, me, session, session_with},
    stage::{Stage, fire, settle},
};
use hq_contract::{Problem, accounts::SignUpBegun};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

pub const SESSION: &str = "GET /api/v1/session";

/// Somebody at the tab.
#[derive(Clone, Copy, Debug)]
pub enum Person {
    /// The one who types.
    Ada,
    /// The next one.
    Grace,
}

/// Nobody is signed in yet, and everything is there that forms need.
pub fn world() -> Server {
    let server = acme();
    let nobody = json!({"enabled": false, "domains": [], "available": ["a.example"], "verified": []});
    server.says(&at("GET", "/authentication"), 200, &json!({"force_mfa": false, "join_requests": nobody}));
    server.says(&at("GET", &format!("/members/{}/rules", id(2))), 200, &json!({"rules": [], "former": null}));
    server.says(READ, 200, &linked(&json!({"account": false})));
    server.says("POST /api/v1/accounts", 202, &json!({"email": "kept-words@example.org"}));
    let sign_up: SignUpBegun =
        serde_json::from_value(json!({"email": "ada@example.org", "full_name": "Ada"})).unwrap();
    let wanted = serde_json::to_value(Problem::password_wanted(sign_up)).unwrap();
    server.says("POST /api/v1/accounts/verify", 409, &wanted);
    let nothing = json!({"items": [], "next_page": null, "total": 0});
    server.says("GET /api/v1/me/join-requests", 200, &nothing);
    server.says("GET /api/v1/me/sessions", 200, &nothing);
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    let engines = [built_in(), engine(3, "Sales")];
    with_engines(&server, &engines);
    has_engine(&server, 3, &engines[1]);
    has(&server, &[dataplant(1, "Sales", "ready")]);
    server.says(&at("GET", "/domains"), 200, &page(&[verified("verified.example")]));
    let local = dataplants::offer("own/local", &["empty"]);
    let offers =
        [cloud::offer("pg", "postgresql", "cloud", &["paris", "tokyo"]), cloud::sandbox_offer(), local];
    server.says("GET /api/v1/providers", 200, &cloud::offered(&offers));
    plan::has_plan(&server);
    billing::has_bills(&server);
    billing_accounts::has_account(&server);
    crate::FORMS.iter().for_each(|feature| (feature.has)(&server));
    sign_out(&server);
    server
}

/// The session has ended.
pub fn sign_out(server: &Server) {
    server.says(SESSION, 200, &Value::Null);
}

/// Somebody is signed in: for the start screen somebody without an organization, who may ask to join one.
pub fn sign_in(server: &Server, person: Person, path: &str) {
    let user = user(person);
    server.says("GET /api/v1/me", 200, &user);
    server.says(SESSION, 200, &session_of(person, path));
}

/// Their session.
pub fn session_of(person: Person, path: &str) -> Value {
    let mut session = if path == "/" { session_with(&[], &[], &["Cargo"]) } else { session(&["Acme"]) };
    session["user"] = user(person);
    session
}

fn user(person: Person) -> Value {
    let mut user = me("Ada Lovelace");
    if matches!(person, Person::Grace) {
        user["id"] = json!("01890a5d-ac96-774b-bcce-b302099a8010");
        user["full_name"] = json!("Grace Hopper");
        user["email"] = json!("grace@example.org");
    }
    user
}

impl Typed {
    /// Comes to the form on a page that is there.
    pub async fn come(&self, stage: &Stage) {
        for button in self.open {
            match button.split_once(" > ") {
                Some((menu, item)) => stage.choose(menu, item).await,
                None => stage.press_button(button).await,
            }
        }
    }

    /// Fills it in.
    pub async fn fill_in(&self, stage: &Stage) {
        for (field, text) in self.secrets.iter().chain(self.fields) {
            set(stage, field, text).await;
        }
        for button in self.then {
            stage.press_button(button).await;
        }
    }

    /// Whether any of what was typed can be seen, in the field or elsewhere.
    pub fn stands_on(&self, stage: &Stage) -> bool {
        let holds =
            |field: &str, text: &str| stage.all(field).iter().any(|field| value(field) == text.trim());
        stage.text().contains(KEPT) || self.fields.iter().any(|(field, text)| holds(field, text))
    }

    /// Whether what was typed is there, on a page that was opened anew. All of it, or nothing.
    pub async fn is_found(&self, stage: &Stage) -> bool {
        for (field, _) in self.secrets {
            let fields = stage.all(field);
            assert!(fields.iter().all(|field| value(field).is_empty()), "{field} came back");
        }
        if let Some(text) = self.shows {
            return stage.text().contains(text);
        }
        self.come(stage).await;
        let (mut found, mut chosen) = (Vec::new(), true);
        for (field, text) in self.fields {
            // What comes only with a choice before it is not there without that.
            let holds =
                (chosen || !stage.all(field).is_empty()) && value(&first(stage, field)) == text.trim();
            chosen &= holds || *text != "true";
            found.push(holds);
        }
        assert!(found.iter().all(|one| *one == found[0]), "{found:?} of {}", self.path);
        found[0]
    }
}

fn first(stage: &Stage, field: &str) -> HtmlInputElement {
    let mut all = stage.all(field);
    assert!(!all.is_empty(), "{field} in {}", stage.text());
    all.remove(0).unchecked_into()
}

/// Types a text into a field, or chooses it.
async fn set(stage: &Stage, field: &str, text: &str) {
    let element = first(stage, field);
    if text == "true" {
        element.click();
    } else {
        element.set_value(text);
        fire(&element, if element.tag_name() == "SELECT" { "change" } else { "input" });
    }
    settle().await;
}

/// What a field holds.
fn value(field: &web_sys::HtmlElement) -> String {
    if let Some(on) = field.get_attribute("aria-checked") {
        return on;
    }
    let field: &HtmlInputElement = field.unchecked_ref();
    match field.get_attribute("type").as_deref() {
        Some("radio" | "checkbox") => field.checked().to_string(),
        _ => field.value().trim().to_owned(),
    }
}
