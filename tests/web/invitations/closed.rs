//! Links that lead nowhere any more, and what becomes of one meanwhile.

use super::{ACCEPT, READ, invitee, linked, title, visit};
use crate::server::{Server, open, signed_in, signed_out};
use crate::stage::focused;
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlButtonElement;

const RENEW: &str = "POST /api/v1/invitations/t0ken/renewal";

#[wasm_bindgen_test]
async fn a_member_opens_the_organization() {
    let server = signed_in(&["Acme"]);
    let stage = visit(&server, &json!({"viewer": "member", "slug": "acme", "state": "accepted"})).await;
    assert_eq!(title(&stage), "You’re already a member of Acme");
    assert_eq!(stage.named("Open Acme").get_attribute("href").unwrap(), "/organizations/acme");
}

#[wasm_bindgen_test]
async fn a_member_gives_way_to_who_is_invited() {
    let server = signed_in(&["Acme"]);
    let different = json!({"viewer": "member", "slug": "acme", "email": "eve@example.org"});
    let stage = visit(&server, &different).await;
    assert_eq!(title(&stage), "You’re already a member of Acme");
    assert!(stage.text().contains("eve@example.org"));
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    server.says(READ, 200, &linked(&json!({"email": "eve@example.org"})));
    stage.press_named("Switch account").await;
    assert_eq!(title(&stage), "Sign in to join Acme");
}

#[wasm_bindgen_test]
async fn an_expired_link_is_renewed_once_by_anybody() {
    let server = signed_out();
    let stage = visit(&server, &json!({"state": "expired"})).await;
    assert_eq!(title(&stage), "This invitation has expired");
    server.refuses(RENEW, ProblemCode::TooManyRequests);
    stage.press_named("Ask for a new link").await;
    assert!(stage.find("main [role=alert]").inner_text().contains("Too many"));
    server.says(RENEW, 202, &Value::Null);
    stage.press_named("Ask for a new link").await;
    assert!(stage.find("main [role=status]").inner_text().contains("An admin of Acme was notified"));
    let button: HtmlButtonElement = stage.named("Ask for a new link").unchecked_into();
    assert!(button.disabled());
    assert_eq!(focused(), stage.find("h1"));
}

#[wasm_bindgen_test]
async fn who_declined_can_ask_for_another() {
    let server = signed_in(&[]);
    let stage = visit(&server, &json!({"viewer": "invitee", "state": "declined"})).await;
    server.says(RENEW, 202, &Value::Null);
    stage.press_named("Ask for another invitation").await;
    assert!(stage.find("main [role=status]").inner_text().contains("An admin of Acme was notified"));
    assert_eq!(server.got(RENEW).len(), 1);
}

/// Title and way out of a link in this state.
async fn closed(server: &Server, different: &Value) -> (String, String) {
    let stage = visit(server, different).await;
    let ways = stage.all("main a");
    assert_eq!(ways.len(), 1, "one way out");
    (title(&stage), ways[0].get_attribute("href").unwrap())
}

#[wasm_bindgen_test]
async fn each_closed_link_has_its_page_and_way_out() {
    let states = [
        ("revoked", "This invitation was revoked", "/sign-in"),
        ("declined", "You declined this invitation", "/sign-in"),
        ("reported", "You reported this invitation", "/sign-in"),
        ("accepted", "This invitation was already accepted", "/sign-in"),
        ("replaced", "There’s a newer invitation", "/sign-in?return_to=%2Faccount%2Forganizations"),
        ("organization_deleted", "Acme was deleted", "/sign-in"),
    ];
    for (state, title, way) in states {
        let there = closed(&signed_out(), &json!({"state": state})).await;
        assert_eq!(there, (title.into(), way.into()));
        let there = closed(&signed_in(&[]), &json!({"state": state, "viewer": "invitee"})).await;
        let way = if state == "replaced" { "/account/organizations" } else { "/" };
        assert_eq!(there, (title.into(), way.into()));
    }
}

#[wasm_bindgen_test]
async fn an_unknown_link_says_so() {
    for (server, way) in [(signed_out(), "/sign-in"), (signed_in(&[]), "/")] {
        server.refuses(READ, ProblemCode::LinkUnknown);
        let stage = open(&server, "/join/t0ken").await;
        assert_eq!(title(&stage), "Unknown link");
        assert_eq!(stage.find("main a").get_attribute("href").unwrap(), way);
    }
}

#[wasm_bindgen_test]
async fn what_became_of_an_invitation_meanwhile_is_a_page_and_no_error() {
    let races = [
        (ProblemCode::AlreadyMember, "You’re already a member of Acme"),
        (ProblemCode::LinkUsed, "This invitation was already accepted"),
        (ProblemCode::InvitationRevoked, "This invitation was revoked"),
        (ProblemCode::InvitationDeclined, "You declined this invitation"),
        (ProblemCode::InvitationReplaced, "There’s a newer invitation"),
        (ProblemCode::LinkExpired, "This invitation has expired"),
        (ProblemCode::OrganizationDeleted, "Acme was deleted"),
        (ProblemCode::SeatsFull, "Acme has no free seats"),
        (ProblemCode::InviterLostRight, "An admin has to invite you"),
        (ProblemCode::WrongAccount, "This invitation is for another address"),
        (ProblemCode::LinkUnknown, "Unknown link"),
    ];
    for (code, wanted) in races {
        let (server, stage) = invitee().await;
        server.refuses(ACCEPT, code);
        stage.press_named("Join Acme").await;
        assert_eq!(title(&stage), wanted);
        assert!(stage.all("main [role=alert]").is_empty(), "{code:?}");
        assert_eq!(focused(), stage.find("h1"), "{code:?}");
    }
}

#[wasm_bindgen_test]
async fn a_member_of_meanwhile_finds_the_way_in() {
    let (server, stage) = invitee().await;
    server.refuses(ACCEPT, ProblemCode::AlreadyMember);
    server.says(READ, 200, &linked(&json!({"viewer": "member", "slug": "acme", "state": "accepted"})));
    stage.press_named("Join Acme").await;
    assert_eq!(stage.named("Open Acme").get_attribute("href").unwrap(), "/organizations/acme");
}
