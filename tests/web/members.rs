//! Who belongs to an organization.

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, invitation, member, page, pause, request, visit},
    server::address,
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn members() -> String {
    at("GET", "/members")
}

fn bob(method: &str) -> String {
    at(method, &format!("/members/{}", id(2)))
}

#[wasm_bindgen_test]
async fn admins_see_addresses_activity_and_status() {
    let stage = visit(&acme(), "/members").await;
    assert_eq!(stage.find("h1").inner_text(), "Members");
    let bob = stage.row("Bob Stone");
    for said in ["bob.stone@example.org", "User", "Active"] {
        assert!(bob.inner_text().contains(said), "{said}");
    }
    let active = bob.query_selector("time").unwrap().unwrap();
    assert!(attribute(&active, "title").contains("2026"), "the exact time on hover");
    assert!(stage.row("Ada Lovelace").inner_text().contains("you"));
    for place in stage.all("nav [aria-current=page]") {
        assert_eq!(attribute(&place, "href"), "/organizations/acme/members");
    }
}

#[wasm_bindgen_test]
async fn users_see_names_and_roles_and_can_leave() {
    let server = acme_of_a_user();
    let stage = visit(&server, "/members?invite=1").await;
    let bob = stage.row("Bob Stone").inner_text();
    assert!(bob.contains("Admin") && !bob.contains('@') && !bob.contains("Active"), "{bob}");
    for button in ["Invite people", "Actions for Bob Stone"] {
        assert!(!stage.has("button", button), "{button}");
    }
    assert!(stage.all("dialog[open]").is_empty(), "the address alone allows nothing");
    assert!(server.got(&at("GET", "/invitations")).is_empty());
    assert!(server.got(&at("GET", "/join-requests")).is_empty());
    stage.press_button("Actions for Ada Lovelace").await;
    let items: Vec<String> = stage.all("[role=menuitem]").iter().map(|item| item.inner_text()).collect();
    assert_eq!(items, ["Leave organization"]);
}

#[wasm_bindgen_test]
async fn a_search_waits_for_a_pause_and_stands_in_the_address() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    for typed in ["b", "bo", "bob"] {
        stage.type_into("input[name=q]", typed).await;
    }
    assert_eq!(server.got(&members()).len(), 1, "not while something is typed");
    pause().await;
    assert_eq!(address(), "/organizations/acme/members?q=bob");
    let asked = server.got(&members());
    assert_eq!(asked.len(), 2);
    assert!(asked[1].url.ends_with("?q=bob"), "{}", asked[1].url);
    assert_eq!(server.got(&at("GET", "/invitations")).len(), 1, "these are not searched");
    server.says(&members(), 200, &page(&[]));
    stage.type_into("input[name=q]", "zed").await;
    pause().await;
    assert!(stage.text().contains("No members match."));
    stage.called("a", "Clear search and filters").click();
    settle().await;
    assert_eq!(address(), "/organizations/acme/members");
    let field: web_sys::HtmlInputElement = stage.find("input[name=q]").unchecked_into();
    assert_eq!(field.value(), "");
}

#[wasm_bindgen_test]
async fn the_address_decides_what_is_asked_for() {
    let server = acme();
    let stage = visit(&server, "/members?q=a&role=admin&sort=joined").await;
    assert!(server.got(&members())[0].url.ends_with("?q=a&role=admin&sort=joined"));
    let sort = stage.called("th button", "Last active");
    sort.click();
    settle().await;
    assert_eq!(address(), "/organizations/acme/members?q=a&role=admin&sort=last_active");
    let head = stage.called("th", "Last active");
    assert_eq!(attribute(&head, "aria-sort"), "descending");
    stage.select("select[name=role]", "").await;
    assert_eq!(address(), "/organizations/acme/members?q=a&sort=last_active");
    assert!(server.got(&members())[2].url.ends_with("?q=a&sort=last_active"));
}

#[wasm_bindgen_test]
async fn a_plus_in_the_address_is_a_space() {
    let server = acme();
    let stage = visit(&server, "/members?q=bob+stone").await;
    let field: web_sys::HtmlInputElement = stage.find("input[name=q]").unchecked_into();
    assert_eq!(field.value(), "bob stone");
    assert!(server.got(&members())[0].url.ends_with("?q=bob%20stone"));
    drop(stage);
    let stage = visit(&server, "/members?q=bob%2Bstone").await;
    let field: web_sys::HtmlInputElement = stage.find("input[name=q]").unchecked_into();
    assert_eq!(field.value(), "bob+stone");
}

#[wasm_bindgen_test]
async fn each_change_of_the_list_is_said_once_it_has_come() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    let said = || stage.find(".list-status").inner_text();
    assert_eq!(said(), "", "the page says itself what it opened with");
    server.says(&members(), 200, &page(&[member(&id(2), "Bob Stone", "user")]));
    stage.select("select[name=role]", "user").await;
    settle().await;
    assert_eq!(said(), "1 member found");
    server.holds(&members());
    stage.select("select[name=mfa]", "true").await;
    settle().await;
    assert_eq!(said(), "1 member found", "nothing has come yet");
    server.answers_waiting(&page(&[])).await;
    settle().await;
    assert_eq!(said(), "0 members found");
    server.refuses(&members(), ProblemCode::Unavailable);
    stage.select("select[name=role]", "").await;
    settle().await;
    assert!(stage.find("main [role=alert] .empty-text").inner_text().contains("unavailable"));
}

#[wasm_bindgen_test]
async fn pages_are_turned_by_their_numbers() {
    let server = acme();
    let fifty = |first: u32| -> Vec<Value> {
        (first..first + 50).map(|n| member(&id(n), &format!("Person {n}"), "user")).collect()
    };
    let of = |items: Vec<Value>, total: u32| json!({"items": items, "next_page": "p", "total": total});
    server.says(&members(), 200, &of(fifty(100), 10_002));
    let stage = visit(&server, "/members?role=user").await;
    let range = || stage.find(".pager-range").inner_text();
    assert_eq!(range(), "1–50 of 10,002");
    let pages: Vec<String> = stage.all(".pager a").iter().map(|page| crate::acme::name(page)).collect();
    assert_eq!(pages, ["Page 1", "Page 2", "Page 201", "Next page"]);
    assert_eq!(attribute(&stage.called(".pager a", "Page 1"), "aria-current"), "page");
    server.says(&members(), 200, &of(fifty(200), 10_002));
    stage.called(".pager a", "Next page").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members?role=user&page=2");
    assert!(server.got(&members())[1].url.ends_with("?role=user&offset=50"), "{:?}", server.urls());
    assert_eq!(range(), "51–100 of 10,002");
    assert_eq!(stage.all("tbody tr").len(), 50);
    assert!(stage.has(".pager a", "Previous page"));
    let last: Vec<Value> = (1..=2).map(|n| member(&id(n), &format!("Person {n}"), "user")).collect();
    server.says(&members(), 200, &of(last, 10_002));
    stage.called(".pager a", "Page 201").click();
    settle().await;
    settle().await;
    assert_eq!(range(), "10,001–10,002 of 10,002");
    assert!(!stage.has(".pager a", "Next page"));
    stage.select("select[name=sort]", "joined").await;
    assert_eq!(address(), "/organizations/acme/members?role=user&sort=joined", "from the first page on");
}

#[wasm_bindgen_test]
async fn a_page_that_is_not_there_any_more_is_the_last_one() {
    let server = acme();
    server.says(&members(), 200, &json!({"items": [], "next_page": null, "total": 60}));
    let stage = visit(&server, "/members?page=9").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members?page=2");
    assert!(server.got(&members())[1].url.ends_with("?offset=50"));
    drop(stage);
    let stage = visit(&acme(), "/members").await;
    assert!(stage.all(".pager a").is_empty(), "a single page has no others");
    assert_eq!(stage.find(".pager-range").inner_text(), "1–2 of 2");
}

async fn choose_admin(stage: &Stage) {
    stage.choose("Actions for Bob Stone", "Change role").await;
    stage.find("dialog[open] input[value=admin]").click();
    stage.press_button("Save").await;
}

#[wasm_bindgen_test]
async fn a_role_is_changed_at_the_version_that_was_read() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    server.says(&bob("PATCH"), 200, &member(&id(2), "Bob Stone", "admin"));
    choose_admin(&stage).await;
    let sent = server.got(&bob("PATCH"));
    assert_eq!(sent[0].header("if-match"), Some("\"1\""));
    assert_eq!(sent[0].body.as_deref(), Some(r#"{"role":"admin"}"#));
    assert!(stage.all("dialog[open]").is_empty());
    assert!(stage.row("Bob Stone").inner_text().contains("Admin"));
    assert!(stage.toasts().contains("Bob Stone is now an admin."));
    assert_eq!(focused(), stage.called("button", "Actions for Bob Stone"), "the focus is where it was");
}

#[wasm_bindgen_test]
async fn the_last_admin_is_told_the_way_out() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    let ada = at("PATCH", &format!("/members/{ADA}"));
    server.refuses(&ada, ProblemCode::LastAdmin);
    stage.choose("Actions for Ada Lovelace", "Change role").await;
    stage.find("dialog[open] input[value=user]").click();
    settle().await;
    assert!(stage.dialog().inner_text().contains("This is your own role"));
    stage.press_button("Save").await;
    assert!(stage.dialog().inner_text().contains("Make someone else admin first."));
    assert!(stage.row("Ada Lovelace").inner_text().contains("Admin"));
}

#[wasm_bindgen_test]
async fn somebody_elses_change_is_read_and_told() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    server.refuses(&bob("PATCH"), ProblemCode::Stale);
    choose_admin(&stage).await;
    assert!(stage.dialog().inner_text().contains("Someone else changed this member"));
    assert_eq!(server.got(&bob("GET")).len(), 2, "the next try is at the present version");
    server.refuses(&bob("PATCH"), ProblemCode::NotFound);
    stage.press_button("Save").await;
    assert!(stage.toasts().contains("Bob Stone is no longer a member"));
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(stage.all("tbody tr").len(), 1);
}

#[wasm_bindgen_test]
async fn a_member_is_removed_by_name() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    stage.choose("Actions for Bob Stone", "Remove from organization").await;
    assert!(
        stage
            .dialog()
            .inner_text()
            .contains("Bob Stone loses access to Acme immediately and has to be invited")
    );
    server.refuses(&bob("DELETE"), ProblemCode::Internal);
    stage.press_button("Remove Bob Stone").await;
    assert!(stage.dialog().inner_text().contains("Something went wrong"));
    assert_eq!(stage.all("tbody tr").len(), 2);
    server.says(&bob("DELETE"), 204, &Value::Null);
    stage.press_button("Remove Bob Stone").await;
    assert_eq!(server.got(&bob("DELETE"))[1].header("if-match"), Some("\"1\""));
    assert_eq!(stage.all("tbody tr").len(), 1);
    assert!(stage.text().contains("1 member"));
    assert!(stage.toasts().contains("Bob Stone was removed."));
    settle().await;
    assert_eq!(focused(), stage.find("h1"), "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn nobody_closes_the_dialog_while_somebody_is_being_removed() {
    let server = acme();
    let stage = visit(&server, "/members").await;
    stage.choose("Actions for Bob Stone", "Remove from organization").await;
    server.holds(&bob("DELETE"));
    stage.press_button("Remove Bob Stone").await;
    let cancel = stage.find("dialog[open] .actions button:not([type=submit])");
    assert!(cancel.has_attribute("disabled"), "what comes of it would be told of whoever is next");
}

#[wasm_bindgen_test]
async fn who_leaves_goes_on_to_the_next_organization() {
    let server = acme();
    let leave = at("POST", "/leave");
    let stage = visit(&server, "/members").await;
    server.refuses(&leave, ProblemCode::LastAdmin);
    stage.choose("Actions for Ada Lovelace", "Leave organization").await;
    stage.press_button("Leave Acme").await;
    assert!(stage.dialog().inner_text().contains("Make someone else admin first."));
    stage.called("dialog[open] .dialog-head button", "Cancel").click();
    settle().await;
    server.says(&leave, 204, &Value::Null);
    stage.choose("Actions for Ada Lovelace", "Leave organization").await;
    stage.press_button("Leave Acme").await;
    settle().await;
    assert_eq!(address(), "/organizations/beta");
    assert!(stage.toasts().contains("You left Acme."));
    stage.press(".finder-button").await;
    let rows: Vec<String> = stage.all("[role=option]").iter().map(|row| row.inner_text()).collect();
    assert!(rows.len() == 1 && rows[0].contains("Beta"), "{rows:?}");
}

#[wasm_bindgen_test]
async fn the_members_are_one_step_from_the_home_page() {
    let server = acme();
    let stage = visit(&server, "").await;
    stage.called("main a", "Invite people").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members?invite=1");
    assert!(stage.dialog().inner_text().contains("Invite people"));
    drop(stage);
    let stage = visit(&acme_of_a_user(), "").await;
    assert!(!stage.has("main a", "Invite people"), "users do not invite");
}

#[wasm_bindgen_test]
async fn who_is_alone_is_told_what_to_do() {
    let server = acme();
    server.says(&members(), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    let stage = visit(&server, "/members").await;
    assert!(stage.text().contains("Just you so far"));
    stage.find(".empty button").click();
    settle().await;
    assert!(stage.dialog().inner_text().contains("Invite people"));
    drop(stage);
    let stage = visit(&acme(), "/members").await;
    assert!(!stage.text().contains("Just you so far"));
}

#[wasm_bindgen_test]
async fn what_did_not_load_is_told_once_and_asked_for_again() {
    let server = acme();
    for list in [members(), at("GET", "/invitations"), at("GET", "/join-requests")] {
        server.refuses(&list, ProblemCode::Unavailable);
    }
    let stage = visit(&server, "/members").await;
    let alerts = || {
        let alerts = stage.all("main [role=alert]");
        alerts.iter().filter(|alert| alert.inner_text().contains("temporarily unavailable")).count()
    };
    assert_eq!(alerts(), 1);
    assert!(!stage.text().contains("0 members"));
    server.says(&members(), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    stage.find(".members-part .loaded [role=alert] button").click();
    settle().await;
    assert!(stage.text().contains("1 member"));
    assert_eq!(alerts(), 0, "what the other tabs count is told there");
}

#[wasm_bindgen_test]
async fn the_tabs_are_addresses_of_their_own_with_their_numbers() {
    let server = acme();
    server.says(&at("GET", "/invitations"), 200, &page(&[invitation(8, "sam@example.org")]));
    server.says(&at("GET", "/join-requests"), 200, &page(&[request(7, "Joan Doe"), request(9, "Rosa May")]));
    let stage = visit(&server, "/members").await;
    let tabs: Vec<String> = stage.all(".people-tabs a").iter().map(|tab| crate::acme::name(tab)).collect();
    assert_eq!(tabs, ["Members", "Invitations 1 pending invitation", "Requests 2 requests to join"]);
    assert!(!stage.text().contains("sam@example.org") && !stage.text().contains("Joan Doe"));
    for (tab, at, title, about) in [
        ("Invitations 1 pending invitation", "/members/invitations", "Invitations", "sam@example.org"),
        ("Requests 2 requests to join", "/members/requests", "Requests to join", "Joan Doe"),
        ("Members", "/members", "Members", "Bob Stone"),
    ] {
        stage.called(".people-tabs a", tab).click();
        settle().await;
        settle().await;
        assert_eq!(address(), format!("/organizations/acme{at}"));
        assert_eq!((stage.find("h1").inner_text().as_str(), focused()), (title, stage.find("h1")));
        assert!(stage.text().contains(about), "{about}");
        assert_eq!(crate::acme::name(&stage.find(".people-tabs [aria-current=page]")), tab);
        let side =
            stage.find("nav a[href='/organizations/acme/members'][aria-current=page]:not(.people-tabs a)");
        assert!(crate::acme::name(&side).starts_with("Members"), "the navigation stays where it is");
    }
}

#[wasm_bindgen_test]
async fn who_may_see_members_only_has_no_tabs() {
    let stage = visit(&acme_of_a_user(), "/members").await;
    assert!(stage.all(".people-tabs").is_empty());
    drop(stage);
    let server = acme_of_a_user();
    let stage = visit(&server, "/members/invitations").await;
    assert!(server.got(&at("GET", "/invitations")).is_empty());
    assert!(
        stage.text().contains("invite people") || !stage.text().contains("No pending"),
        "{}",
        stage.text()
    );
}
