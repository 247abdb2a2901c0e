//! Deleting one's account: what goes, what stays, and who cannot.

use crate::{
    access_matrix::{Matrix, signed_in},
    mfa::enrol,
    on_both,
    support::{Browser, Hq, PASSWORD, pictures::Place},
};
use hq_contract::{
    FieldCode, Problem, ProblemCode, Role, UserId,
    invitations::{AcceptInvitation, GetInvitation, InvitationState},
    join_requests::{AskToJoin, ListJoinRequests, NewJoinRequest},
    me::{AccountDeletion, DeleteAccount, GetDeletion, GetMe, Me, MyOrganization},
    members::{ListMembers, MemberPatch, UpdateMember},
    mfa::MfaCode,
    organizations::{GetOrganization, Organization},
    pictures::DeletePicture,
    session::{Credentials, SignIn},
};
use hq_server::db::entity::{audit_log, former_rules, membership, session, user};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/deletion", 200),
    // With a wrong password.
    signed_in("POST /api/v1/me/deletion", 422).body(|_| json!({"password": "not this one"})),
]);

on_both!(
    it_takes_the_password_and_the_address_can_begin_anew,
    no_line_of_the_log_says_who_it_was,
    organizations_are_left_or_deleted_as_it_was_said_before,
    the_only_admin_of_others_stays_and_nothing_is_done_by_halves,
    a_code_is_asked_for_where_the_account_has_one,
    requests_are_withdrawn_and_invitations_wait_for_another_inviter,
    of_two_last_admins_at_once_one_stays,
    nobody_joins_while_their_account_is_deleted,
);

fn deletion(code: Option<&str>) -> DeleteAccount {
    let code = code.map(|code| MfaCode::parse(code).unwrap());
    DeleteAccount(AccountDeletion { password: PASSWORD.into(), code })
}

fn names(organizations: &[MyOrganization]) -> Vec<&str> {
    organizations.iter().map(|organization| organization.name.as_str()).collect()
}

async fn total(browser: &Browser, org: &Organization) -> u64 {
    browser.call(&ListMembers::of(org.id)).await.unwrap().total
}

async fn row(hq: &Hq, id: UserId) -> user::Model {
    user::Entity::find_by_id(id).one(hq.app.db().read()).await.unwrap().unwrap()
}

async fn it_takes_the_password_and_the_address_can_begin_anew(hq: Hq) {
    let elsewhere = hq.person("ada@example.org").await;
    let (browser, _) = hq.sign_in("ada@example.org").await;
    let id = browser.id().await;
    let wrong = DeleteAccount(AccountDeletion { password: "not this".into(), code: None });
    let refused = browser.call(&wrong).await.unwrap_err();
    assert_eq!(refused.field("/password"), Some(FieldCode::WrongPassword));
    browser.call(&GetMe).await.unwrap();

    let reply = browser
        .send(browser.request("POST", "/me/deletion").json(&serde_json::json!({"password": PASSWORD})))
        .await;
    assert_eq!(reply.status, 204, "{}", reply.body);
    assert_eq!(browser.cookie(), None, "the cookie is cleared");
    assert!(!elsewhere.is_signed_in().await);
    let sessions = session::Entity::find().filter(session::Column::UserId.eq(id));
    assert_eq!(sessions.count(hq.app.db().read()).await.unwrap(), 0);
    for email in ["ada@example.org", &format!("deleted-{id}@deleted.invalid")] {
        for password in [PASSWORD, ""] {
            let credentials =
                Credentials { email: email.parse().unwrap(), password: password.to_owned(), code: None };
            let refused = hq.browser().call(&SignIn(credentials)).await.unwrap_err();
            assert_eq!(refused.code(), ProblemCode::WrongCredentials, "{email}");
        }
    }
    let kept = row(&hq, id).await;
    assert_eq!(kept.full_name, "Deleted account");
    assert!(
        ![&kept.email, &kept.email_canonical, &kept.email_search, &kept.name_search]
            .iter()
            .any(|text| text.contains("ada"))
    );
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq("me.delete_account"));
    assert_eq!(lines.one(hq.app.db().read()).await.unwrap().unwrap().actor_id, Some(id));

    let anew = hq.person("ada@example.org").await;
    assert_ne!(anew.id().await, id);
}

/// The log says for ever that something was changed; so it may not say what of a person it was.
async fn no_line_of_the_log_says_who_it_was(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person("bob@acme.example").await;
    bob.call(&AskToJoin { org: acme.id, body: NewJoinRequest::default() }).await.unwrap();
    let mut told = vec!["bob@acme.example".to_owned(), PASSWORD.to_owned()];
    for name in ["Bob Stone", "Robert Pebble"] {
        let body = json!({"full_name": name, "language": "fr"});
        let reply = bob.send(bob.request("PATCH", "/me").header("if-match", "*").json(&body)).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        told.push(name.to_owned());
    }
    for shade in [1, 2] {
        told.push(Place::of_person().put_shade::<Me>(&bob, shade).await.picture.unwrap());
    }
    bob.call(&DeletePicture).await.unwrap();
    told.push(Place::of_person().put_shade::<Me>(&bob, 3).await.picture.unwrap());
    let change = json!({"email": "rob@acme.example", "password": PASSWORD});
    let reply = bob.post("/me/email-change", &change).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    told.push("rob@acme.example".to_owned());
    let id = bob.id().await;
    bob.call(&deletion(None)).await.unwrap();

    let lines = audit_log::Entity::find().filter(audit_log::Column::ActorId.eq(id));
    let lines = lines.all(hq.app.db().read()).await.unwrap();
    let actions: Vec<_> = lines.iter().map(|line| line.action.as_str()).collect();
    for action in
        ["me.update", "me.put_picture", "me.delete_picture", "email_changes.request", "join_requests.ask"]
    {
        assert!(actions.contains(&action), "{actions:?}");
    }
    for line in &lines {
        for word in &told {
            let kept = line.detail.contains(word) || line.subject.contains(word);
            assert!(!kept, "{}: {}", line.action, line.detail);
        }
    }
}

async fn organizations_are_left_or_deleted_as_it_was_said_before(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &["allow members read all"]).await;
    let shared = bob.create("Shared").await;
    hq.joined(&bob, &shared, "carl@example.net", Role::Admin).await;
    let sandbox = bob.create("Sandbox").await;
    bob.invite(&sandbox, "dora@example.net", Role::User).await;
    let token = hq.token_from_mail("dora@example.net", "/join/").await;

    let told = bob.call(&GetDeletion).await.unwrap();
    assert_eq!((names(&told.alone.items), told.alone.total), (vec!["Sandbox"], 1));
    assert_eq!((told.only_admin.total, told.left), (0, 2));
    let id = bob.id().await;
    bob.call(&deletion(None)).await.unwrap();
    assert_eq!(total(&ada, &acme).await, 1);
    let rows = membership::Entity::find().filter(membership::Column::UserId.eq(id));
    let rows = rows.count(hq.app.db().read()).await.unwrap();
    assert_eq!(rows, 0, "nor in the one that is deleted, where nobody could restore it");
    let former = former_rules::Entity::find().count(hq.app.db().read()).await.unwrap();
    assert_eq!(former, 0, "nobody comes back to them");
    let state = hq.browser().call(&GetInvitation { token }).await;
    let open = state.is_ok_and(|invitation| invitation.state == InvitationState::Pending);
    assert!(!open, "nobody is let into what is deleted");
}

async fn the_only_admin_of_others_stays_and_nothing_is_done_by_halves(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    // Before and behind the other in the order of ids.
    let first = ada.create("First").await;
    let acme = ada.create("Acme").await;
    let last = ada.create("Last").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let told = ada.call(&GetDeletion).await.unwrap();
    assert_eq!(names(&told.only_admin.items), ["Acme"]);
    assert_eq!((names(&told.alone.items), told.left), (vec!["First", "Last"], 0));

    let refused = ada.call(&deletion(None)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LastAdmin);
    assert_eq!(ada.call(&GetMe).await.unwrap().full_name.as_str(), "Ada Lovelace");
    for org in [&first, &acme, &last] {
        assert_eq!(ada.call(&GetOrganization(org.id.to_string())).await.unwrap().role, Role::Admin);
    }
    let patch = MemberPatch { role: Some(Role::Admin) };
    let version = hq_contract::ETag("*".into());
    let user = bob.id().await;
    ada.call(&UpdateMember { org: acme.id, user, version, patch }).await.unwrap();
    ada.call(&deletion(None)).await.unwrap();
    assert_eq!(total(&bob, &acme).await, 1);
}

async fn a_code_is_asked_for_where_the_account_has_one(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let (_, codes) = enrol(&hq, &ada).await;
    let field = |problem: &Problem| problem.field("/code");
    let missing = ada.call(&deletion(None)).await.unwrap_err();
    assert_eq!(missing.code(), ProblemCode::LastAdmin, "what cannot be done asks for no code");
    hq_make_admin(&ada, &acme, &bob).await;
    let missing = ada.call(&deletion(None)).await.unwrap_err();
    assert_eq!(field(&missing.problem), Some(FieldCode::Required));
    let wrong = ada.call(&deletion(Some("aaaa-bbbb-cccc-dddd"))).await.unwrap_err();
    assert_eq!(field(&wrong.problem), Some(FieldCode::WrongCode));
    assert_eq!(total(&ada, &acme).await, 2, "nothing was done");
    for _ in 0..9 {
        ada.call(&deletion(Some("aaaa-bbbb-cccc-dddd"))).await.unwrap_err();
    }
    let tried_out = ada.call(&deletion(Some(&codes[0]))).await.unwrap_err();
    assert_eq!(tried_out.code(), ProblemCode::TooManyRequests);
    hq.advance(time::Duration::minutes(61));
    ada.call(&deletion(Some(&codes[0]))).await.unwrap();
    assert_eq!(total(&bob, &acme).await, 1);
}

async fn hq_make_admin(admin: &Browser, org: &Organization, member: &Browser) {
    let patch = MemberPatch { role: Some(Role::Admin) };
    let version = hq_contract::ETag("*".into());
    let user = member.id().await;
    admin.call(&UpdateMember { org: org.id, user, version, patch }).await.unwrap();
}

async fn requests_are_withdrawn_and_invitations_wait_for_another_inviter(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    bob.invite(&acme, "guest@example.net", Role::User).await;
    let token = hq.token_from_mail("guest@example.net", "/join/").await;
    bob.call(&deletion(None)).await.unwrap();
    let invitation = ada.get(&format!("/organizations/{}/invitations", acme.id)).await.json();
    assert_eq!(invitation["items"][0]["inviter"]["name"], "Deleted account");
    assert_eq!(invitation["items"][0]["inviter_lost_right"], true);
    let guest = hq.person("guest@example.net").await;
    let accept = AcceptInvitation { token };
    assert_eq!(guest.call(&accept).await.unwrap_err().code(), ProblemCode::InviterLostRight);
    // The same address again is the same invitation, in another name.
    ada.invite(&acme, "guest@example.net", Role::User).await;
    let token = hq.token_from_mail("guest@example.net", "/join/").await;
    guest.call(&AcceptInvitation { token }).await.unwrap();

    let eve = hq.person("eve@acme.example").await;
    let ask = AskToJoin { org: acme.id, body: NewJoinRequest::default() };
    eve.call(&ask).await.unwrap();
    let waiting = ListJoinRequests { org: acme.id, page_token: None };
    assert_eq!(ada.call(&waiting).await.unwrap().total, 1);
    eve.call(&deletion(None)).await.unwrap();
    assert_eq!(ada.call(&waiting).await.unwrap().total, 0);
}

async fn of_two_last_admins_at_once_one_stays(hq: Hq) {
    for round in 0..8 {
        let ada = hq.person(&format!("ada{round}@acme.example")).await;
        let acme = ada.create("Acme").await;
        let bob = hq.joined(&ada, &acme, &format!("bob{round}@example.net"), Role::Admin).await;
        let carl = hq.joined(&ada, &acme, &format!("carl{round}@example.net"), Role::User).await;
        let (of_ada, of_bob) = (deletion(None), deletion(None));
        let (one, other) = tokio::join!(ada.call(&of_ada), bob.call(&of_bob));
        let refused: Vec<ProblemCode> =
            [one, other].into_iter().filter_map(|done| done.err().map(|error| error.code())).collect();
        assert_eq!(refused, [ProblemCode::LastAdmin]);
        assert_eq!(total(&carl, &acme).await, 2);
    }
}

async fn nobody_joins_while_their_account_is_deleted(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for round in 0..8 {
        let email = format!("bob{round}@example.net");
        let bob = hq.person(&email).await;
        let id = bob.id().await;
        ada.invite(&acme, &email, Role::User).await;
        let token = hq.token_from_mail(&email, "/join/").await;
        let (accept, delete) = (AcceptInvitation { token }, deletion(None));
        let (_, deleted) = tokio::join!(bob.call(&accept), bob.call(&delete));
        deleted.unwrap();
        assert_eq!(row(&hq, id).await.full_name, "Deleted account");
        assert_eq!(total(&ada, &acme).await, 1, "the one who invited");
    }
}
