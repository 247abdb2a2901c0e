//! Rules of members: reading, writing, several at once, history, and what comes back.

use crate::{
    access_matrix::{Matrix, Place, admin, ruled, some_rules},
    on_both,
    support::{Hq, rule, rules},
};
use hq_contract::{
    FieldCode, Permission, ProblemCode, Role, UserId,
    invitations::{AcceptInvitation, Invite, NewInvitations},
    members::GetMember,
    organizations::{GetOrganization, OrganizationPatch, UpdateOrganization},
    rules::{
        GetRules, ListRulesChanges, MOST_RULES, NewRules, NewRulesOfMembers, PreviewRules, PutRules,
        PutRulesOfMembers, Rule, RulesMode, RulesOutcome,
    },
};
use serde_json::json;
use uuid::Uuid;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/members/{user}/rules", "members read", 200),
    admin("PUT /api/v1/organizations/{org}/members/{user}/rules", 200)
        .body(|_| json!({"rules": some_rules()}))
        .naming(&[(Place::Body, "/rules/0/resource")]),
    ruled("POST /api/v1/organizations/{org}/members/{user}/rules/preview", "members read", 200)
        .body(|_| json!({"rules": some_rules()}))
        .naming(&[(Place::Body, "/rules/0/resource")]),
    ruled("GET /api/v1/organizations/{org}/members/{user}/rules/history", "members read", 200),
    admin("POST /api/v1/organizations/{org}/members/rules", 200)
        .body(|things| json!({"members": [things.user], "mode": "append", "rules": some_rules()}))
        .naming(&[(Place::Body, "/rules/0/resource"), (Place::BulkList, "/members/0")]),
]);

on_both!(
    rules_are_put_with_the_version_that_was_read,
    rules_that_a_category_does_not_have_are_refused_where_they_stand,
    what_rules_allow_can_be_done_and_nothing_else,
    a_preview_tells_what_changes_and_changes_nothing,
    a_preview_is_never_longer_than_an_answer_holds,
    several_members_get_rules_each_with_a_result,
    appended_rules_come_last_and_stand_once,
    the_history_tells_who_changed_what,
    rules_come_with_an_invitation_of_an_admin,
    rules_are_read_by_oneself_and_by_who_may_read_details,
);

async fn rules_are_put_with_the_version_that_was_read(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let user = bob.id().await;
    let (before, version) = ada.rules_of(&acme, user).await;
    assert!(before.is_empty());
    let list = rules(&["deny dataplants all all", "allow dataplants read tag:EU", "allow billing read all"]);
    let put = |version, rules: &[_]| PutRules {
        org: acme.id,
        user,
        version,
        body: NewRules { rules: rules.to_vec() },
    };
    let (after, next) = ada.call_versioned(&put(version.clone(), &list)).await.unwrap();
    assert_eq!(after.rules, list, "in this order, tags in lower case");
    assert_eq!(ada.rules_of(&acme, user).await, (list.clone(), next.clone()));
    assert_eq!(ada.call(&GetMember { org: acme.id, user }).await.unwrap().rules, Some(3));
    // Another admin wrote meanwhile.
    let stale = ada.call(&put(version, &[])).await.unwrap_err();
    assert_eq!(stale.code(), ProblemCode::Stale);
    assert_eq!(ada.rules_of(&acme, user).await.0, list);
    // The same again is the same version.
    assert_eq!(ada.call_versioned(&put(next.clone(), &list)).await.unwrap().1, next);
    let path = format!("/organizations/{}/members/{user}/rules", acme.id);
    let bare = ada.send(ada.request("PUT", &path).json(&serde_json::json!({"rules": []}))).await;
    assert_eq!(bare.status, 428, "{}", bare.body);
}

async fn rules_that_a_category_does_not_have_are_refused_where_they_stand(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let user = ada.id().await;
    let put = |rules: Vec<_>| PutRules {
        org: acme.id,
        user,
        version: hq_contract::ETag("*".into()),
        body: NewRules { rules },
    };
    let good = rule("allow dataplants read all", "Good");
    let action = ada.call(&put(vec![good.clone(), rule("allow billing deploy all", "x")])).await.unwrap_err();
    assert_eq!(action.field("/rules/1/action"), Some(FieldCode::WrongType));
    let resource = ada.call(&put(vec![rule("allow members read tag:eu", "x")])).await.unwrap_err();
    assert_eq!(resource.field("/rules/0/resource"), Some(FieldCode::WrongType));
    let many = ada.call(&put(vec![good; MOST_RULES + 1])).await.unwrap_err();
    assert_eq!(many.field("/rules"), Some(FieldCode::TooLong));
    // What is shown, sent back, is refused where it is not for writing.
    let path = format!("/organizations/{}/members/{user}/rules", acme.id);
    let send = async |body: serde_json::Value| {
        ada.send(ada.request("PUT", &path).header("if-match", "*").json(&body)).await.json()
    };
    let shown = ada.get(&path).await.json();
    assert_eq!(send(shown).await["fields"]["/former"], "unknown_field");
    let name = serde_json::json!({"rules": [{"category": "billing", "name": " ", "effect": "allow", "action": "all", "resource": "all"}]});
    assert_eq!(send(name).await["fields"]["/rules/0/name"], "required");
    assert!(ada.rules_of(&acme, user).await.0.is_empty());
}

async fn what_rules_allow_can_be_done_and_nothing_else(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let user = bob.id().await;
    let rename = async |name: &str| {
        let (_, version) = bob.call_versioned(&GetOrganization(acme.id.to_string())).await.unwrap();
        let patch = OrganizationPatch { name: Some(name.parse().unwrap()), ..OrganizationPatch::default() };
        bob.call(&UpdateOrganization { id: acme.id, version, patch }).await
    };
    let refused = rename("Bob's").await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    assert_eq!(refused.problem.permission, Some(Permission::UpdateOrganization), "says what is lacking");
    ada.put_rules(&acme, user, rules(&["allow settings update all"])).await;
    let renamed = rename("Bob's").await.unwrap();
    assert_eq!(
        renamed.permissions,
        [Permission::ReadOrganization, Permission::UpdateOrganization, Permission::ReadMembers]
    );
    // The last rule that matches wins.
    ada.put_rules(&acme, user, rules(&["allow settings update all", "deny settings all all"])).await;
    assert_eq!(rename("Again").await.unwrap_err().code(), ProblemCode::Forbidden);
    // No rule makes an admin: not over rules, nor over roles, nor by an invitation.
    ada.put_rules(&acme, user, rules(&["allow members all all", "allow settings all all"])).await;
    let (_, version) = bob.rules_of(&acme, user).await;
    let body = NewRules { rules: rules(&["allow billing all all"]) };
    let own = bob.call(&PutRules { org: acme.id, user, version, body }).await.unwrap_err();
    assert_eq!(own.problem.permission, Some(Permission::ManageMembers));
    let invite = |role, rules| Invite {
        org: acme.id,
        body: NewInvitations { emails: vec!["carl@example.net".into()], role, note: None, rules },
    };
    let admin = bob.call(&invite(Role::Admin, Vec::new())).await.unwrap_err();
    let with_rules = bob.call(&invite(Role::User, rules(&["allow billing all all"]))).await.unwrap_err();
    for refused in [admin, with_rules] {
        assert_eq!(refused.problem.permission, Some(Permission::InviteAdmins));
    }
    bob.call(&invite(Role::User, Vec::new())).await.unwrap();
}

async fn a_preview_tells_what_changes_and_changes_nothing(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &["allow dataplants delete all"]).await;
    let user = bob.id().await;
    let body = NewRules {
        // Positions are those in the category.
        rules: rules(&[
            "deny billing read all",
            "deny dataplants read all",
            "allow dataplants read all",
            "deny dataplants read tag:secret",
        ]),
    };
    let preview = ada.call(&PreviewRules { org: acme.id, user, body: body.clone() }).await.unwrap();
    let preview = serde_json::to_value(preview).unwrap();
    assert_eq!(
        preview,
        serde_json::json!({
            "gains": [{"category": "dataplants", "action": "read", "on": [], "except": ["tag:secret"]}],
            "loses": [{"category": "dataplants", "action": "delete", "on": [], "except": []}],
            "shadowed": [{
                "rule": {"position": 1, "rule": body.rules[1]},
                "by": [{"position": 2, "rule": body.rules[2]}],
            }],
        })
    );
    assert_eq!(ada.rules_of(&acme, user).await.0.len(), 1, "nothing was changed");
    let admin = ada.call(&PreviewRules { org: acme.id, user: ada.id().await, body }).await.unwrap();
    assert!(admin.gains.is_empty() && admin.loses.is_empty(), "admins may do everything as it is");
}

async fn a_preview_is_never_longer_than_an_answer_holds(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let list = |count: usize, of: &dyn Fn(usize) -> Vec<String>| -> Vec<Rule> {
        (1..=count).flat_map(of).map(|words| rule(&words, "A rule")).collect()
    };
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let user = bob.id().await;
    let path = format!("/organizations/{}/members/{user}/rules/preview", acme.id);
    let preview = async |rules: &[Rule]| ada.post(&path, &json!({"rules": rules})).await;
    for (action, status) in [("read", 200_u16), ("all", 422)] {
        let each = |tag: usize| {
            [("allow", "b"), ("deny", "c")]
                .map(|(does, of)| format!("{does} dataplants {action} tag:{of}{tag}"))
        };
        let reply = preview(&list(100, &|tag| each(tag).to_vec())).await;
        assert_eq!(reply.status, status, "{action}");
        assert!(reply.body.len() < 1_000_000, "{action}: {}", reply.body.len());
        assert!(status == 200 || reply.json()["fields"]["/rules"] == "too_long", "{}", reply.body);
    }
    ada.put_rules(&acme, user, list(200, &|tag| vec![format!("deny dataplants all tag:a{tag}")])).await;
    let turned = list(200, &|tag| vec![format!("allow dataplants all tag:a{}", 201 - tag)]);
    let reply = preview(&turned).await;
    assert_eq!(reply.json()["gains"].as_array().unwrap().len(), 200 * 6, "each tag, and no two");
}

async fn several_members_get_rules_each_with_a_result(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let list = ["allow dataplants read all"];
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &list).await.id().await;
    let carl = hq.joined(&ada, &acme, "carl@example.net", Role::User).await.id().await;
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await;
    let (olga_id, unknown) = (olga.id().await, UserId(Uuid::from_u128(7)));
    let body = |members: &[UserId]| NewRulesOfMembers {
        members: members.to_vec(),
        mode: RulesMode::Replace,
        rules: rules(&list),
    };
    let members = [bob, carl, carl, olga_id, unknown];
    let answer = ada.call(&PutRulesOfMembers { org: acme.id, body: body(&members) }).await.unwrap();
    let outcomes: Vec<(UserId, RulesOutcome)> =
        answer.results.iter().map(|result| (result.user, result.outcome)).collect();
    use RulesOutcome::{Changed, NotFound, Repeated, Unchanged};
    let expected = [Unchanged, Changed, Repeated, NotFound, NotFound];
    assert_eq!(outcomes, members.into_iter().zip(expected).collect::<Vec<_>>());
    assert_eq!(ada.rules_of(&acme, carl).await.0, rules(&list));
    assert!(olga.rules_of(&globex, olga_id).await.0.is_empty(), "those of others are not touched");
    let none = ada.call(&PutRulesOfMembers { org: acme.id, body: body(&[]) }).await.unwrap_err();
    assert_eq!(none.field("/members"), Some(FieldCode::Required));
    let many = ada.call(&PutRulesOfMembers { org: acme.id, body: body(&[bob; 101]) }).await.unwrap_err();
    assert_eq!(many.field("/members"), Some(FieldCode::TooLong));
}

async fn appended_rules_come_last_and_stand_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (allow, deny) = ("allow dataplants read all", "deny dataplants delete all");
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &[allow, deny]).await.id().await;
    let append = |words: &[&str]| PutRulesOfMembers {
        org: acme.id,
        body: NewRulesOfMembers { members: vec![bob], mode: RulesMode::Append, rules: rules(words) },
    };
    ada.call(&append(&[allow])).await.unwrap();
    assert_eq!(ada.rules_of(&acme, bob).await.0, rules(&[deny, allow]));
    let full: Vec<String> = (0..MOST_RULES).map(|tag| format!("allow dataplants read tag:{tag}")).collect();
    let full: Vec<&str> = full.iter().map(String::as_str).collect();
    let answer = ada.call(&append(&full)).await.unwrap();
    assert_eq!(answer.results[0].outcome, RulesOutcome::TooMany);
    assert_eq!(ada.rules_of(&acme, bob).await.0.len(), 2);
    let answer = ada.call(&append(&full[2..])).await.unwrap();
    assert_eq!(answer.results[0].outcome, RulesOutcome::Changed, "as many as there may be");
    assert_eq!(ada.rules_of(&acme, bob).await.0.len(), MOST_RULES);
}

async fn the_history_tells_who_changed_what(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &["allow dataplants read all"]).await;
    let user = bob.id().await;
    hq.advance(time::Duration::minutes(1));
    ada.put_rules(&acme, user, Vec::new()).await;
    let list = ListRulesChanges { org: acme.id, user, page_token: None };
    let history = ada.call(&list).await.unwrap();
    let lists: Vec<usize> = history.items.iter().map(|change| change.rules.len()).collect();
    assert_eq!((lists, history.total), (vec![0, 1], 2), "the newest first");
    assert_eq!(history.items[0].actor.as_ref().unwrap().name(), "Ada Lovelace");
    assert_eq!(bob.call(&list).await.unwrap().total, 2, "everybody sees their own");
    let path = format!("/organizations/{}/members/{user}/rules/history?limit=1", acme.id);
    let first = ada.get(&path).await.json();
    let next = first["next_page"].as_str().unwrap();
    let second = ada.get(&format!("{path}&page_token={next}")).await.json();
    assert_eq!(second["items"][0]["rules"][0]["name"], "allow dataplants read all");
    assert!(second["next_page"].is_null());
}

async fn rules_come_with_an_invitation_of_an_admin(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let list = rules(&["allow billing all all", "allow members invite all"]);
    let email = "bob@example.net";
    let bob = hq.person(email).await;
    let invite =
        NewInvitations { emails: vec![email.into()], role: Role::User, note: None, rules: list.clone() };
    ada.call(&Invite { org: acme.id, body: invite }).await.unwrap();
    let pending = ada.get(&format!("/organizations/{}/invitations", acme.id)).await.json();
    assert_eq!(pending["items"][0]["rules"], 2);
    let token = hq.token_from_mail(email, "/join/").await;
    bob.call(&AcceptInvitation { token }).await.unwrap();
    let user = bob.id().await;
    assert_eq!(bob.rules_of(&acme, user).await.0, list);
    let changes = ListRulesChanges { org: acme.id, user, page_token: None };
    assert_eq!(ada.call(&changes).await.unwrap().items[0].rules, list);
    // Who may invite, but is no admin, cannot send on what only an admin may offer.
    let admin = ada.invite(&acme, "carl@example.net", Role::Admin).await.invitation.unwrap();
    for action in ["resend", "link"] {
        let path = format!("/organizations/{}/invitations/{admin}/{action}", acme.id);
        let refused = bob.post(&path, &serde_json::json!({})).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["permission"]), (403, &"invite_admins".into()));
    }
}

async fn rules_are_read_by_oneself_and_by_who_may_read_details(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let carl = hq.user_with(&ada, &acme, "carl@example.net", &["allow members read all"]).await;
    let get = |user| GetRules { org: acme.id, user };
    let (bob_id, carl_id) = (bob.id().await, carl.id().await);
    assert!(bob.call(&get(bob_id)).await.is_ok());
    let refused = bob.call(&get(carl_id)).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(Permission::ReadMemberDetails));
    assert!(carl.call(&get(bob_id)).await.is_ok());
    let seen = carl.call(&GetMember { org: acme.id, user: bob_id }).await.unwrap();
    assert_eq!((seen.email.is_some(), seen.rules), (true, Some(0)));
    let hidden = bob.call(&GetMember { org: acme.id, user: carl_id }).await.unwrap();
    assert_eq!((hidden.email, hidden.rules, hidden.mfa), (None, None, None));
}
