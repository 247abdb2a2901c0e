//! What is not well in an organization, above its information.

use crate::{
    acme::{ADA, acme, acme_of_a_user_who_may, at, id, member, page, visit},
    certificates::urgency,
    server::Server,
    stage::{Stage, attribute},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn certificate(number: u32, name: &str, days: i64) -> Value {
    let end = js_sys::Date::new_0();
    // So many days of the calendar too, at whatever time of the day.
    let hours = if days > 0 && end.get_hours() >= 12 { -1.0 } else { 1.0 };
    end.set_time(end.get_time() + days as f64 * 86_400_000.0 + hours * 3_600_000.0);
    json!({
        "id": id(number), "version": 1, "names": [{"name": name, "domain": null}], "issuer": "A", "key_type": "P-256",
        "fingerprint": "00", "serial": "01", "chain_length": 2, "left_out": 0, "publicly_trusted": true,
        "not_before": "2026-01-01T00:00:00Z", "not_after": format!("{}Z", &String::from(end.to_iso_string())[..19]), "expires_in_days": days, "urgency": urgency(days),
        "created_at": "2026-01-01T00:00:00Z", "replaced_at": null,
    })
}

fn domain(number: u32, name: &str, state: &str) -> Value {
    json!({
        "id": id(number), "name": name, "display_name": name, "state": state,
        "record": {"name": format!("_hq-challenge.{name}"), "kind": "TXT", "value": "hq-verification=x"},
        "finding": null, "held_by_another": false, "created_at": "2026-01-01T00:00:00Z",
        "verified_at": "2026-01-01T00:00:00Z",
        "bound_until": (state == "lost").then_some("2036-02-01T00:00:00Z"),
    })
}

fn has_certificates(server: &Server, items: &[Value]) {
    let mut all = page(items);
    all["can_be_kept"] = json!(true);
    server.says(&at("GET", "/certificates"), 200, &all);
}

fn notes(stage: &Stage) -> Vec<String> {
    stage.all("main .banner").iter().map(|note| note.inner_text()).collect()
}

#[wasm_bindgen_test]
async fn certificates_near_their_end_are_told() {
    let server = acme();
    has_certificates(&server, &[certificate(1, "acme.example", 12), certificate(2, "other.example", 31)]);
    let stage = visit(&server, "/settings").await;
    let said = notes(&stage);
    assert!(said.len() == 1 && said[0].contains("for acme.example expires in 12 days"), "{said:?}");
    let replace = attribute(&stage.called("main .banner a", "Replace"), "href");
    assert_eq!(replace, format!("/organizations/acme/settings/certificates?replace={}", id(1)));
    drop(stage);

    let over = [certificate(1, "a.example", -3), certificate(2, "b.example", -1)];
    has_certificates(&server, &[&over[..], &[certificate(3, "c.example", 0)]].concat());
    let stage = visit(&server, "/settings").await;
    let said = notes(&stage);
    assert!(said.len() == 2 && said[0].contains("2 TLS certificates have expired."), "{said:?}");
    assert!(said[1].contains("for c.example expires in"), "{said:?}");
}

#[wasm_bindgen_test]
async fn lost_domains_are_told() {
    let server = acme();
    let lost = domain(1, "acme.example", "lost");
    server.says(&at("GET", "/domains"), 200, &page(&[lost, domain(2, "b.example", "verified")]));
    let stage = visit(&server, "/settings").await;
    let said = notes(&stage);
    assert!(said.len() == 1 && said[0].contains("acme.example is missing"), "{said:?}");
    assert!(said[0].contains("by February 1, 2036"), "{said:?}");
    let mend = attribute(&stage.called("main .banner a", "View domains"), "href");
    assert_eq!(mend, "/organizations/acme/settings/domains");
}

#[wasm_bindgen_test]
async fn one_admin_is_too_few() {
    let server = acme();
    server.says(&at("GET", "/members"), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    let stage = visit(&server, "/settings").await;
    assert!(server.got(&at("GET", "/members"))[0].url.contains("role=admin"));
    let said = notes(&stage);
    assert!(said.len() == 1 && said[0].contains("Acme has only one admin"), "{said:?}");
    let mend = attribute(&stage.called("main .banner a", "View members"), "href");
    assert_eq!(mend, "/organizations/acme/members");
}

#[wasm_bindgen_test]
async fn nothing_is_said_while_all_is_well_or_nothing_is_known() {
    let stage = visit(&acme(), "/settings").await;
    assert!(notes(&stage).is_empty());
    drop(stage);
    let server = acme();
    for list in ["/certificates", "/domains", "/members"] {
        server.refuses(&at("GET", list), ProblemCode::Internal);
    }
    let stage = visit(&server, "/settings").await;
    assert!(notes(&stage).is_empty());
}

#[wasm_bindgen_test]
async fn only_those_are_told_who_can_mend_it() {
    let server = acme_of_a_user_who_may(&[Permission::UpdateOrganization]);
    has_certificates(&server, &[certificate(1, "acme.example", 12)]);
    let stage = visit(&server, "/settings").await;
    assert!(notes(&stage).is_empty());
    for list in ["/certificates", "/domains", "/members"] {
        assert!(server.got(&at("GET", list)).is_empty(), "{list}");
    }
}
