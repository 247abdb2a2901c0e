//! What rules let somebody see and do: with which dataplants, by their ids and tags.

use crate::{
    access_matrix::{Kind, Matrix, Place, member, ruled, ruled_thing},
    on_both,
    support::{Browser, Hq, Refused, new_dataplant},
};
use hq_contract::{
    DataplantId, OrganizationId, Permission, ProblemCode, Tag,
    dataplants::{
        DataplantOrder, DataplantPatch, ForgetDataplant, GetDataplant, GetDataplantSteps,
        ListDataplantOperations, ListDataplants, NewDataplant, RetryDataplant,
    },
    operations::LifeState,
    organizations::Organization,
    storage_engines::{ForgetThing, ThingRights},
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    // Those that one may read: for others none.
    member("GET /api/v1/organizations/{org}/dataplants", 200).naming(&[(Place::Query, "q")]),
    ruled("POST /api/v1/organizations/{org}/dataplants", "dataplants create", 202)
        .body(|_| json!({"offer": "double/dataplant/dp", "region": "here", "fpu": 2, "name": "Another"})),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}", "dataplants read", 200),
    ruled_thing("PATCH /api/v1/organizations/{org}/dataplants/{id}", "dataplants all", 200),
    // One that is there: a mail asks to confirm it.
    ruled_thing("DELETE /api/v1/organizations/{org}/dataplants/{id}", "dataplants all", 202)
        .but(Kind::RuledKey, 403)
        .but(Kind::AdminKey, 403),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}/steps", "dataplants read", 200),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}/operations", "dataplants read", 200),
    // One that could not be made.
    ruled_thing("POST /api/v1/organizations/{org}/dataplants/{id}/retry", "dataplants all", 202),
    ruled_thing("POST /api/v1/organizations/{org}/dataplants/{id}/forget", "dataplants all", 204)
        .body(|_| json!({"name": "Failed"})),
])
.about(|things, operation| {
    let failed = operation.ends_with("/retry") || operation.ends_with("/forget");
    if failed { things.failed_dataplant.0 } else { things.dataplant.0 }
});

on_both!(
    nobody_sees_what_no_rule_lets_them,
    a_rule_may_be_about_one_or_about_a_tag,
    what_may_be_read_and_no_more_says_which_right_is_missing,
    a_new_one_is_judged_by_its_tags,
    nobody_gains_a_right_by_a_tag,
    the_list_is_searched_filtered_and_ordered,
    the_list_has_pages,
);

async fn acme(hq: &Hq) -> (Browser, Organization) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.work().await;
    (ada, acme)
}

fn tagged(name: &str, tags: &[&str]) -> NewDataplant {
    NewDataplant { tags: tags.iter().map(|tag| tag.parse().unwrap()).collect(), ..new_dataplant(name) }
}

fn all(org: OrganizationId) -> ListDataplants {
    ListDataplants { org, q: None, state: None, sort: DataplantOrder::Name, page_token: None }
}

async fn names(browser: &Browser, list: &ListDataplants) -> Vec<String> {
    let page = browser.call(list).await.expect("a list");
    assert_eq!(page.total, page.items.len() as u64);
    page.items.iter().map(|item| item.name.to_string()).collect()
}

fn code(result: Result<impl Sized, Refused>) -> Option<ProblemCode> {
    result.err().map(|refused| refused.code())
}

async fn nobody_sees_what_no_rule_lets_them(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &["allow storage_engines all all"]).await;
    assert!(names(&bob, &all(org)).await.is_empty());
    let unknown = DataplantId(uuid::Uuid::from_u128(1));
    let path = |id: DataplantId, what: &str| format!("/organizations/{org}/dataplants/{id}{what}");
    for (method, what) in [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/steps"),
        ("GET", "/operations"),
        ("POST", "/retry"),
        ("POST", "/forget"),
    ] {
        let body = match (method, what) {
            ("POST", "/forget") => Some(serde_json::json!({"name": "Orders"})),
            ("PATCH", _) => Some(serde_json::json!({"name": "Sales"})),
            _ => None,
        };
        let send = |id| {
            let request = bob.request(method, &path(id, what)).header("if-match", "*");
            bob.send(match &body {
                Some(body) => request.json(body),
                None => request,
            })
        };
        let (there, missing) = (send(id).await, send(unknown).await);
        assert_eq!((there.status.as_u16(), there.anonymous()), (404, missing.anonymous()), "{method} {what}");
    }
}

async fn a_rule_may_be_about_one_or_about_a_tag(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    let one = hq.dataplant(&ada, org, new_dataplant("One")).await.id;
    hq.dataplant(&ada, org, tagged("Secret", &["secret"])).await;
    hq.dataplant(&ada, org, tagged("Test", &["test"])).await;
    let of_one = format!("allow dataplants read id:{one}");
    let bob =
        hq.user_with(&ada, &acme, "bob@acme.example", &[&of_one, "allow dataplants all tag:test"]).await;
    assert_eq!(names(&bob, &all(org)).await, ["One", "Test"]);
    let seen = bob.call(&all(org)).await.unwrap().items;
    let rights: Vec<ThingRights> = seen.iter().map(|item| item.may).collect();
    let every = ThingRights { update: true, delete: true };
    assert_eq!(rights, [ThingRights::default(), every]);
    let eve_may = ["allow dataplants read all", "deny dataplants all tag:secret"];
    let eve = hq.user_with(&ada, &acme, "eve@acme.example", &eve_may).await;
    assert_eq!(names(&eve, &all(org)).await, ["One", "Test"]);
    assert_eq!(names(&ada, &all(org)).await, ["One", "Secret", "Test"]);
    // The engines' names are for who may read these.
    let engine = |browser| async move { Browser::dataplant(browser, org, one).await.engines[0].name.clone() };
    assert!(engine(&bob).await.is_none() && engine(&ada).await.is_some());
}

async fn what_may_be_read_and_no_more_says_which_right_is_missing(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &["allow dataplants read all"]).await;
    bob.call(&GetDataplantSteps { org, id }).await.unwrap();
    bob.call(&ListDataplantOperations { org, id }).await.unwrap();
    let lacks = |result: Result<(), Refused>| result.unwrap_err().problem.permission;
    let patch = DataplantPatch { fpu: Some(8), ..DataplantPatch::default() };
    let update = Some(Permission::UpdateDataplants);
    assert_eq!(lacks(bob.change(org, id, patch).await.map(drop)), update);
    assert_eq!(lacks(bob.call(&RetryDataplant { org, id }).await.map(drop)), update);
    let delete = Some(Permission::DeleteDataplants);
    assert_eq!(lacks(bob.ask_to_delete(org, id).await.map(drop)), delete);
    let forget = ForgetDataplant { org, id, body: ForgetThing { name: "Orders".into() } };
    assert_eq!(lacks(bob.call(&forget).await.map(drop)), delete);
    let create = bob.order(org, new_dataplant("More")).await.map(drop);
    assert_eq!(lacks(create), Some(Permission::CreateDataplants));
    assert!(
        hq.newest_mail("bob@acme.example")
            .await
            .is_none_or(|mail| !mail.text_body.contains("dataplant-deletions"))
    );
}

async fn a_new_one_is_judged_by_its_tags(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    let may = ["allow dataplants create tag:test", "deny dataplants create tag:secret"];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &may).await;
    let forbidden = Some(ProblemCode::Forbidden);
    assert_eq!(code(bob.order(org, new_dataplant("One")).await), forbidden);
    assert_eq!(code(bob.order(org, tagged("One", &["test", "secret"])).await), forbidden);
    let made = bob.order(org, tagged("One", &["test"])).await.unwrap();
    assert_eq!(made.created_by.map(|by| by.name().to_owned()), Some("Ada Lovelace".into()));
    assert_eq!(code(bob.call(&GetDataplant { org, id: made.id }).await), Some(ProblemCode::NotFound));
    assert_eq!(names(&ada, &all(org)).await, ["One"]);
}

async fn nobody_gains_a_right_by_a_tag(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let may =
        ["allow dataplants read all", "allow dataplants update all", "allow dataplants delete tag:trash"];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &may).await;
    let tag = |tags: &[&str]| {
        let tags: Vec<Tag> = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        DataplantPatch { tags: Some(tags), ..DataplantPatch::default() }
    };
    let refused = bob.change(org, id, tag(&["trash"])).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(Permission::DeleteDataplants));
    assert_eq!(bob.change(org, id, tag(&["mine"])).await.unwrap().tags.len(), 1);
    ada.change(org, id, tag(&["trash"])).await.expect("an admin may");
    bob.ask_to_delete(org, id).await.expect("by the tag");
}

async fn the_list_is_searched_filtered_and_ordered(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    hq.dataplant(&ada, org, tagged("Été 50%", &["sales"])).await;
    hq.advance(time::Duration::seconds(1));
    hq.dataplant(&ada, org, NewDataplant { fpu: Some(16), ..new_dataplant("Zoo") }).await;
    hq.advance(time::Duration::seconds(1));
    ada.order(org, NewDataplant { fpu: Some(2), ..new_dataplant("Bar") }).await.unwrap();
    let find = |q: &str| ListDataplants { q: Some(q.to_owned()), ..all(org) };
    for (q, found) in [
        ("ete", &["Été 50%"][..]),
        ("SALE", &["Été 50%"]),
        ("50%", &["Été 50%"]),
        ("a", &["Bar", "Été 50%"]),
        ("x", &[]),
        (" ", &["Bar", "Été 50%", "Zoo"]),
    ] {
        assert_eq!(names(&ada, &find(q)).await, found, "{q}");
    }
    let sorted = |sort| ListDataplants { sort, ..all(org) };
    assert_eq!(names(&ada, &sorted(DataplantOrder::Size)).await, ["Zoo", "Été 50%", "Bar"]);
    assert_eq!(names(&ada, &sorted(DataplantOrder::Created)).await, ["Bar", "Zoo", "Été 50%"]);
    let state = |state| ListDataplants { state: Some(state), ..all(org) };
    assert_eq!(names(&ada, &state(LifeState::Creating)).await, ["Bar"]);
    assert_eq!(names(&ada, &state(LifeState::Ready)).await, ["Été 50%", "Zoo"]);
    assert!(names(&ada, &state(LifeState::Failed)).await.is_empty());
    for bad in ["state=gone", "sort=age", "limit=0", "limit=101", "page_token=x"] {
        let reply = ada.get(&format!("/organizations/{org}/dataplants?{bad}")).await;
        assert_eq!(reply.status, 400, "{bad}");
    }
}

async fn the_list_has_pages(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let org = acme.id;
    for name in ["C", "A", "E", "B", "D"] {
        ada.order(org, new_dataplant(name)).await.unwrap();
    }
    for sort in ["name", "size", "created"] {
        let (mut seen, mut token) = (Vec::new(), String::new());
        loop {
            let path = format!("/organizations/{org}/dataplants?limit=2&sort={sort}{token}");
            let page = ada.get(&path).await.json();
            assert_eq!(page["total"], 5);
            let items = page["items"].as_array().unwrap();
            seen.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
            match page["next_page"].as_str() {
                Some(next) => token = format!("&page_token={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 5, "{sort}");
        if sort == "name" {
            assert_eq!(seen, ["A", "B", "C", "D", "E"]);
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 5, "each once, by {sort}");
    }
}
