use crate::{
    access_matrix::{Kind, Matrix, Place, admin, member, people, ruled},
    on_both,
    support::{Browser, Hq, rules},
};
use hq_contract::{
    ETag, OrganizationId, ProblemCode, Role, UserId,
    invitations::AcceptInvitation,
    members::{
        GetMember, InvitationsOfRemoved, LeaveOrganization, ListMembers, Member, MemberOrder, MemberPatch,
        RemoveMember, UpdateMember,
    },
    organizations::Organization,
    rules::{GetRules, NewRules, PutRules},
};
use sea_orm::EntityTrait as _;
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    member("GET /api/v1/organizations/{org}/members", 200).naming(&[(Place::Query, "q")]),
    member("GET /api/v1/organizations/{org}/members/{user}", 200),
    member("GET /api/v1/organizations/{org}/members/{user}/picture", 200),
    admin("PATCH /api/v1/organizations/{org}/members/{user}", 200),
    ruled("DELETE /api/v1/organizations/{org}/members/{user}", "members remove", 204),
    ruled("GET /api/v1/organizations/{org}/members/{user}/holdings", "members remove", 200),
    ruled("GET /api/v1/organizations/{org}/members.csv", "members read", 200).naming(&[(Place::Query, "q")]),
    people(admin("POST /api/v1/organizations/{org}/transfer", 204))
        .body(|things| json!({"user": things.user}))
        .naming(&[(Place::Body, "/user")]),
    // Whoever is kept out can go.
    people(member("POST /api/v1/organizations/{org}/leave", 204).but(Kind::KeptOut, 204)),
]);

on_both!(
    admins_see_addresses_and_users_only_their_own,
    members_are_searched_filtered_and_ordered,
    pages_follow_each_other_in_every_order,
    a_page_that_is_empty_by_now_still_counts,
    names_are_counted_as_people_count,
    a_page_is_turned_to_by_its_number,
    a_role_changes_with_the_version_that_was_read,
    a_removed_member_loses_the_organization_at_once,
    who_comes_back_is_another_member,
    a_members_version_changes_with_their_rules,
    who_leaves_is_gone_and_can_be_invited_again,
    the_last_admin_stays,
    members_of_others_do_not_exist,
);

async fn me(browser: &Browser) -> UserId {
    browser.session().await.user.id
}

async fn rename(browser: &Browser, name: &str) {
    let body = serde_json::json!({"full_name": name});
    let reply = browser.send(browser.request("PATCH", "/me").header("if-match", "*").json(&body)).await;
    assert_eq!(reply.status, 200);
}

async fn version(browser: &Browser, org: OrganizationId, user: UserId) -> ETag {
    browser.call_versioned(&GetMember { org, user }).await.unwrap().1
}

fn remove(org: OrganizationId, user: UserId, version: ETag) -> RemoveMember {
    RemoveMember { org, user, version, invitations: InvitationsOfRemoved::default() }
}

fn names(items: &[Member]) -> Vec<&str> {
    items.iter().map(|member| member.full_name.as_str()).collect()
}

/// Ada (admin), Émile and Zoe (users).
async fn three(hq: &Hq) -> (Browser, Organization, Browser, Browser) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.advance(time::Duration::minutes(1));
    let emile = hq.joined(&ada, &acme, "emile@example.net", Role::User).await;
    rename(&emile, "Émile Borel").await;
    hq.advance(time::Duration::minutes(1));
    let zoe = hq.joined(&ada, &acme, "zoe@example.net", Role::User).await;
    rename(&zoe, "Zoe Lamb").await;
    (ada, acme, emile, zoe)
}

async fn admins_see_addresses_and_users_only_their_own(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let all = ada.call(&ListMembers::of(acme.id)).await.unwrap();
    assert_eq!((names(&all.items), all.total), (vec!["Ada Lovelace", "Émile Borel", "Zoe Lamb"], 3));
    assert!(all.items.iter().all(|member| member.email.is_some()));
    let seen = emile.call(&ListMembers::of(acme.id)).await.unwrap();
    let with: Vec<bool> = seen.items.iter().map(|member| member.email.is_some()).collect();
    assert_eq!(with, [false, true, false]);
    let by_address = emile
        .call(&ListMembers { q: Some("acme.example".into()), ..ListMembers::of(acme.id) })
        .await
        .unwrap();
    assert_eq!(by_address.total, 0, "nor can they be found by it");
    let one = emile.call(&GetMember { org: acme.id, user: me(&ada).await }).await.unwrap();
    assert_eq!((one.role, one.email), (Role::Admin, None));
}

async fn members_are_searched_filtered_and_ordered(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let search = async |q: &str| {
        let found = ada.call(&ListMembers { q: Some(q.into()), ..ListMembers::of(acme.id) }).await.unwrap();
        found.items.iter().map(|member| member.full_name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(search("EMILE").await, ["Émile Borel"]);
    assert_eq!(search("zoe@").await, ["Zoe Lamb"]);
    assert_eq!(search("%").await, Vec::<String>::new());
    let admins =
        ada.call(&ListMembers { role: Some(Role::Admin), ..ListMembers::of(acme.id) }).await.unwrap();
    assert_eq!((names(&admins.items), admins.total), (vec!["Ada Lovelace"], 1));
    let joined =
        ada.call(&ListMembers { sort: MemberOrder::Joined, ..ListMembers::of(acme.id) }).await.unwrap();
    assert_eq!(names(&joined.items), ["Zoe Lamb", "Émile Borel", "Ada Lovelace"]);
    hq.advance(time::Duration::minutes(1));
    emile.call(&hq_contract::organizations::VisitOrganization(acme.id)).await.unwrap();
    let active =
        ada.call(&ListMembers { sort: MemberOrder::LastActive, ..ListMembers::of(acme.id) }).await.unwrap();
    assert_eq!(names(&active.items)[0], "Émile Borel");
    assert_eq!(ada.get(&format!("/organizations/{}/members?sort=shoe_size", acme.id)).await.status, 400);
}

async fn pages_follow_each_other_in_every_order(hq: Hq) {
    let (ada, acme, ..) = three(&hq).await;
    for sort in MemberOrder::ALL {
        let whole = ada.call(&ListMembers { sort, ..ListMembers::of(acme.id) }).await.unwrap();
        let mut seen = Vec::new();
        let mut path = format!("/organizations/{}/members?limit=1&sort={}", acme.id, sort.as_str());
        loop {
            let page = ada.get(&path).await.json();
            seen.push(page["items"][0]["full_name"].as_str().unwrap().to_owned());
            let Some(next) = page["next_page"].as_str() else { break };
            path = format!(
                "/organizations/{}/members?limit=1&sort={}&page_token={next}",
                acme.id,
                sort.as_str()
            );
        }
        assert_eq!(seen, names(&whole.items), "{sort:?}");
        let both = ["asc", "desc"]
            .map(|order| format!("/organizations/{}/members?sort={}&order={order}", acme.id, sort.as_str()));
        let [asc, desc] = [ada.get(&both[0]).await.json(), ada.get(&both[1]).await.json()];
        let ids = |page: &serde_json::Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()).collect()
        };
        let usual = if sort == MemberOrder::Name { &asc } else { &desc };
        assert_eq!(usual["items"], serde_json::json!(whole.items), "{sort:?}");
        assert!(ids(&asc).iter().rev().eq(&ids(&desc)), "{sort:?}");
    }
}

async fn names_are_counted_as_people_count(hq: Hq) {
    let (ada, acme, emile, zoe) = three(&hq).await;
    for (one, name) in [(&ada, "Person 10"), (&emile, "Person 2"), (&zoe, "Person 9b")] {
        rename(one, name).await;
    }
    let all = ada.call(&ListMembers::of(acme.id)).await.unwrap();
    assert_eq!(names(&all.items), ["Person 2", "Person 9b", "Person 10"]);
}

async fn a_page_is_turned_to_by_its_number(hq: Hq) {
    let (ada, acme, ..) = three(&hq).await;
    let page = async |more: &str| {
        let page = ada.get(&format!("/organizations/{}/members?limit=1{more}", acme.id)).await.json();
        let names = page["items"].as_array().unwrap().iter();
        let names: Vec<String> = names.map(|one| one["full_name"].as_str().unwrap().to_owned()).collect();
        (names, page["total"].as_u64().unwrap(), page["next_page"].as_str().map(str::to_owned))
    };
    let (names, total, next) = page("&offset=1").await;
    assert_eq!((names, total), (vec!["Émile Borel".to_owned()], 3));
    let (names, ..) = page(&format!("&page_token={}", next.unwrap())).await;
    assert_eq!(names, ["Zoe Lamb"], "a place is the same however it was come to");
    assert_eq!(page("&offset=2").await.2, None, "the last one");
    assert_eq!(page("&offset=3").await, (Vec::new(), 3, None), "behind the last one it is still counted");
    assert_eq!(page("&offset=1&role=user&sort=joined").await.0, ["Émile Borel"]);
    assert_eq!(page("&offset=4294967295&q=zoe").await, (Vec::new(), 1, None));
    for wrong in ["-1", "4294967296", "x"] {
        let path = format!("/organizations/{}/members?offset={wrong}", acme.id);
        assert_eq!(ada.get(&path).await.status, 400, "{wrong}");
    }
}

async fn a_page_that_is_empty_by_now_still_counts(hq: Hq) {
    let (ada, acme, _, zoe) = three(&hq).await;
    let path = format!("/organizations/{}/members?limit=2", acme.id);
    let page = ada.get(&path).await.json();
    assert_eq!(page["total"], 3);
    let next = page["next_page"].as_str().unwrap();
    zoe.call(&LeaveOrganization { org: acme.id }).await.unwrap();
    let page = ada.get(&format!("{path}&page_token={next}")).await.json();
    assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (0, &2.into()), "{page}");
    let none = ada.get(&format!("{path}&q=nobody-of-this-name")).await.json();
    assert_eq!(none["total"], 0);
    let other = ada.get(&format!("{path}&q=nobody-of-this-name&page_token={next}")).await;
    assert_eq!(other.status, 400, "a place of another list");
}

async fn a_role_changes_with_the_version_that_was_read(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let user = me(&emile).await;
    let before = version(&ada, acme.id, user).await;
    let to =
        |role, version| UpdateMember { org: acme.id, user, version, patch: MemberPatch { role: Some(role) } };
    let (after, _) = ada.call_versioned(&to(Role::Admin, before.clone())).await.unwrap();
    assert_eq!(after.role, Role::Admin);
    let stale = ada.call(&to(Role::User, before)).await.unwrap_err();
    assert_eq!(stale.code(), ProblemCode::Stale);
    // Made admin, he may do what admins may; and may take it from who made him one.
    let ada_id = me(&ada).await;
    let version = version(&emile, acme.id, ada_id).await;
    let patch = MemberPatch { role: Some(Role::User) };
    emile.call(&UpdateMember { org: acme.id, user: ada_id, version, patch }).await.unwrap();
}

async fn who_comes_back_is_another_member(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let (org, user) = (acme.id, me(&emile).await);
    let before = version(&ada, org, user).await;
    let (_, rules) = ada.call_versioned(&GetRules { org, user }).await.unwrap();
    ada.call(&remove(org, user, before.clone())).await.unwrap();
    ada.invite(&acme, "emile@example.net", Role::Admin).await;
    let token = hq.token_from_mail("emile@example.net", "/join/").await;
    emile.call(&AcceptInvitation { token }).await.unwrap();

    assert_ne!(version(&ada, org, user).await, before);
    let demote =
        UpdateMember { org, user, version: before.clone(), patch: MemberPatch { role: Some(Role::User) } };
    assert_eq!(ada.call(&demote).await.unwrap_err().code(), ProblemCode::Stale);
    assert_eq!(ada.call(&remove(org, user, before)).await.unwrap_err().code(), ProblemCode::Stale);
    let put = PutRules { org, user, version: rules, body: NewRules { rules: Vec::new() } };
    assert_eq!(ada.call(&put).await.unwrap_err().code(), ProblemCode::Stale);
    assert_eq!(ada.call(&GetMember { org, user }).await.unwrap().role, Role::Admin);
}

async fn a_members_version_changes_with_their_rules(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let (org, user) = (acme.id, me(&emile).await);
    let before = version(&ada, org, user).await;
    ada.put_rules(&acme, user, rules(&["allow billing read all"])).await;
    let after = version(&ada, org, user).await;
    assert_ne!(after, before);
    assert_eq!(ada.call(&remove(org, user, before)).await.unwrap_err().code(), ProblemCode::Stale);
    // What others only look at is no other version to change from.
    rename(&emile, "Émile B.").await;
    assert_ne!(version(&ada, org, user).await, after, "another text");
    ada.call(&remove(org, user, after)).await.unwrap();
}

async fn a_removed_member_loses_the_organization_at_once(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let user = me(&emile).await;
    let version = version(&ada, acme.id, user).await;
    ada.call(&remove(acme.id, user, version.clone())).await.unwrap();
    assert_eq!(emile.get(&format!("/organizations/{}", acme.slug)).await.status, 404);
    assert_eq!(emile.session().await.organizations.total, 0);
    let twice = ada.call(&remove(acme.id, user, version)).await.unwrap_err();
    assert_eq!(twice.code(), ProblemCode::NotFound);
}

async fn who_leaves_is_gone_and_can_be_invited_again(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    emile.call(&LeaveOrganization { org: acme.id }).await.unwrap();
    assert_eq!(ada.call(&ListMembers::of(acme.id)).await.unwrap().total, 2);
    ada.invite(&acme, "emile@example.net", Role::User).await;
    let token = hq.token_from_mail("emile@example.net", "/join/").await;
    emile.call(&hq_contract::invitations::AcceptInvitation { token }).await.unwrap();
    assert_eq!(ada.call(&ListMembers::of(acme.id)).await.unwrap().total, 3);
}

async fn the_last_admin_stays(hq: Hq) {
    let (ada, acme, ..) = three(&hq).await;
    let user = me(&ada).await;
    let version = version(&ada, acme.id, user).await;
    let leave = ada.call(&LeaveOrganization { org: acme.id }).await.unwrap_err();
    let remove = ada.call(&remove(acme.id, user, version.clone())).await.unwrap_err();
    let patch = MemberPatch { role: Some(Role::User) };
    let demote = ada.call(&UpdateMember { org: acme.id, user, version, patch }).await.unwrap_err();
    for refused in [leave, remove, demote] {
        assert_eq!(refused.code(), ProblemCode::LastAdmin);
    }
    let rows = hq_server::db::entity::membership::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.role == Role::Admin).count(), 1);
}

async fn members_of_others_do_not_exist(hq: Hq) {
    let (ada, acme, emile, _) = three(&hq).await;
    let user = me(&emile).await;
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await;
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    for method in ["GET", "PATCH", "DELETE"] {
        let send = async |org: String, user: &str| {
            let request = olga.request(method, &format!("/organizations/{org}/members/{user}"));
            olga.send(request.header("if-match", "*").json(&serde_json::json!({}))).await
        };
        let foreign = send(globex.id.to_string(), &user.to_string()).await;
        assert_eq!(foreign.status, 404, "{method}");
        assert_eq!(foreign.anonymous(), send(globex.id.to_string(), unknown).await.anonymous());
        assert_eq!(
            send(acme.id.to_string(), &user.to_string()).await.anonymous(),
            send(unknown.to_owned(), &user.to_string()).await.anonymous()
        );
    }
    assert_eq!(ada.call(&ListMembers::of(acme.id)).await.unwrap().total, 3);
}
