//! Acme, of which Ada is an admin: its people, and what a person finds on its pages.

use crate::{
    server::{Server, open, open_again, organization, person, signed_in},
    stage::{Stage, settle, unisolated, wait},
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// An id whose last digits are these.
pub fn id(number: u32) -> String {
    format!("01890a5d-ac96-774b-bcce-b3020000{number:04}")
}

/// `GET /api/v1/organizations/{acme}` and what follows.
pub fn at(method: &str, path: &str) -> String {
    let acme = organization("Acme");
    format!("{method} /api/v1/organizations/{}{path}", acme["id"].as_str().unwrap())
}

/// Ada, who is signed in.
pub const ADA: &str = "01890a5d-ac96-774b-bcce-b302099a8002";

/// That Ada did something.
pub fn by_ada() -> Value {
    json!({"kind": "person", "id": ADA, "name": "Ada Lovelace"})
}

/// The same, as the audit log tells it.
pub fn logged_ada() -> Value {
    let mut ada = by_ada();
    ada["standing"] = json!("member");
    ada
}

/// A member.
pub fn member(id: &str, name: &str, role: &str) -> Value {
    json!({
        "id": id, "full_name": name, "email": format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
        "role": role, "mfa": true, "rules": 3, "joined_at": "2026-01-01T00:00:00Z", "last_active_at": "2026-01-02T00:00:00Z",
    })
}

/// An invitation.
pub fn invitation(number: u32, email: &str) -> Value {
    json!({
        "id": id(number), "email": email, "role": "user", "rules": 0, "state": "pending", "inviter": person("Ada Lovelace"),
        "sent_at": "2026-01-02T00:00:00Z", "expires_at": "2036-01-09T00:00:00Z", "mail": "sent",
        "mail_error": null, "renewal_asked_at": null, "inviter_lost_right": false,
    })
}

/// A request to join.
pub fn request(number: u32, name: &str) -> Value {
    json!({
        "id": id(number), "full_name": name, "email": "joan@example.org", "note": "Bob knows me.",
        "created_at": "2026-01-02T00:00:00Z",
    })
}

/// One page that is all there is.
pub fn page(items: &[Value]) -> Value {
    json!({"items": items, "next_page": null, "total": items.len()})
}

/// A server with Acme: Ada (admin) and Bob (user), nobody invited, nobody who asks.
pub fn acme() -> Server {
    let server = signed_in(&["Acme", "Beta"]);
    let people = [member(ADA, "Ada Lovelace", "admin"), member(&id(2), "Bob Stone", "user")];
    server.says(&at("GET", "/members"), 200, &page(&people));
    for person in &people {
        let path = format!("/members/{}", person["id"].as_str().unwrap());
        server.says(&at("GET", &path), 200, person);
        let nothing = json!({"invitations": 0, "only_admin": false});
        server.says(&at("GET", &format!("{path}/holdings")), 200, &nothing);
    }
    server.says(&at("GET", "/invitations"), 200, &page(&[]));
    server.says(&at("GET", "/join-requests"), 200, &page(&[]));
    server.says(&at("GET", "/domains"), 200, &page(&[]));
    server.says(&at("GET", "/api-keys"), 200, &page(&[]));
    let certificates = json!({"items": [], "next_page": null, "total": 0, "can_be_kept": true});
    server.says(&at("GET", "/certificates"), 200, &certificates);
    server.says(
        "GET /api/v1/me/mfa",
        200,
        &json!({"enabled_at": "2026-01-01T00:00:00Z", "recovery_codes": 10}),
    );
    server
}

/// The same, but Ada is a user there, without rules.
pub fn acme_of_a_user() -> Server {
    acme_of_a_user_who_may(&[])
}

/// The same, but Ada is a user there, whose rules allow this.
pub fn acme_of_a_user_who_may(more: &[Permission]) -> Server {
    let server = acme();
    let mut acme = organization("Acme");
    acme["role"] = json!("user");
    acme["permissions"] = json!([&[Permission::ReadOrganization, Permission::ReadMembers], more].concat());
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let mut people = [member(ADA, "Ada Lovelace", "user"), member(&id(2), "Bob Stone", "admin")];
    if !more.contains(&Permission::ReadMemberDetails) {
        for hidden in ["email", "mfa", "rules"] {
            people[1][hidden] = Value::Null;
        }
    }
    server.says(&at("GET", "/members"), 200, &page(&people));
    server
}

/// Opens a page of Acme in a tab that remembers nothing.
pub async fn visit(server: &Server, path: &str) -> Stage {
    let stage = open(server, &format!("/organizations/acme{path}")).await;
    settle().await;
    stage
}

/// Opens it in the same tab again.
pub async fn visit_again(server: &Server, path: &str) -> Stage {
    let stage = open_again(server, &format!("/organizations/acme{path}")).await;
    settle().await;
    stage
}

/// What assistive technology calls an element.
pub fn name(element: &Element) -> String {
    let words = || {
        let read: Element = element.clone_node_with_deep(true).unwrap().unchecked_into();
        while let Some(unread) = read.query_selector("[aria-hidden=true]").unwrap() {
            unread.remove();
        }
        read.text_content()
    };
    let said = element.get_attribute("aria-label").or_else(words).unwrap_or_default();
    unisolated(&said).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Stage {
    /// The element of that name; the only one.
    pub fn called(&self, selector: &str, wanted: &str) -> HtmlElement {
        let all = self.all(selector);
        let fits: Vec<&HtmlElement> = all.iter().filter(|element| name(element) == wanted).collect();
        let names: Vec<String> = all.iter().map(|element| name(element)).collect();
        assert_eq!(fits.len(), 1, "{selector} {wanted:?} among {names:?}");
        fits[0].clone()
    }

    /// Whether there is an element of that name.
    pub fn has(&self, selector: &str, wanted: &str) -> bool {
        self.all(selector).iter().any(|element| name(element) == wanted)
    }

    /// Presses the button of that name.
    pub async fn press_button(&self, wanted: &str) {
        self.called("button", wanted).click();
        settle().await;
        settle().await;
    }

    /// Chooses from the menu of that name.
    pub async fn choose(&self, menu: &str, item: &str) {
        self.press_button(menu).await;
        self.called("[role=menuitem]", item).click();
        settle().await;
        settle().await;
    }

    /// The row of a table that is about somebody.
    pub fn row(&self, about: &str) -> HtmlElement {
        let rows = self.all("tbody tr");
        rows.into_iter()
            .find(|row| row.inner_text().contains(about))
            .unwrap_or_else(|| panic!("no row of {about}"))
    }

    /// The dialog that is open.
    pub fn dialog(&self) -> HtmlElement {
        self.find("dialog[open]")
    }

    /// What has been said in toasts.
    pub fn toasts(&self) -> String {
        self.find(".toasts").inner_text()
    }

    /// Chooses in a native select.
    pub async fn select(&self, selector: &str, value: &str) {
        let select = self.find(selector);
        select.unchecked_ref::<web_sys::HtmlInputElement>().set_value(value);
        crate::stage::fire(&select, "change");
        settle().await;
    }
}

/// As long as the console waits before it asks what is being typed for.
pub async fn pause() {
    wait(320).await;
}
