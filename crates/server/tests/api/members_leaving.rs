//! What members leave behind, who removes them, and an admin who steps down.

use crate::{
    on_both,
    support::{Browser, Hq, rules},
};
use hq_contract::{
    ETag, FieldCode, Permission, ProblemCode, Role, UserId,
    invitations::{AcceptInvitation, GetInvitation, InvitationState},
    members::{
        GetMember, GetMemberHoldings, InvitationsOfRemoved, NewAdmin, RemoveMember, TransferAdministration,
    },
    organizations::Organization,
};
use hq_server::db::entity::{membership, organization};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

on_both!(
    open_invitations_of_who_is_removed_go_on_or_are_taken_back,
    users_are_removed_by_who_may_and_admins_by_admins,
    an_admin_makes_another_and_steps_down_in_one_step,
    who_lost_the_right_meanwhile_is_refused,
    who_loses_the_right_while_they_wait_is_refused,
);

fn remove(org: &Organization, user: UserId, invitations: InvitationsOfRemoved) -> RemoveMember {
    RemoveMember { org: org.id, user, version: ETag("*".into()), invitations }
}

async fn role(browser: &Browser, org: &Organization, user: UserId) -> Role {
    browser.call(&GetMember { org: org.id, user }).await.unwrap().role
}

async fn open_invitations_of_who_is_removed_go_on_or_are_taken_back(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for (index, fate) in
        [InvitationsOfRemoved::TakeOver, InvitationsOfRemoved::Revoke].into_iter().enumerate()
    {
        let eve = hq.joined(&ada, &acme, &format!("eve{index}@example.net"), Role::Admin).await;
        let user = eve.id().await;
        let guest = format!("guest{index}@example.net");
        eve.invite(&acme, &guest, Role::User).await;
        let token = hq.token_from_mail(&guest, "/join/").await;
        let holdings = ada.call(&GetMemberHoldings { org: acme.id, user }).await.unwrap();
        assert_eq!((holdings.invitations, holdings.only_admin), (1, false));
        ada.call(&remove(&acme, user, fate)).await.unwrap();
        let state = hq.browser().call(&GetInvitation { token: token.clone() }).await.unwrap().state;
        let guest = hq.person(&guest).await;
        let accepted = guest.call(&AcceptInvitation { token }).await;
        if fate == InvitationsOfRemoved::TakeOver {
            assert_eq!(state, InvitationState::Pending);
            assert_eq!(accepted.unwrap().role, Role::User, "an admin stands behind it again");
        } else {
            assert_eq!(state, InvitationState::Revoked);
            assert_eq!(accepted.unwrap_err().code(), ProblemCode::InvitationRevoked);
        }
    }
    let ada_id = ada.id().await;
    let holdings = ada.call(&GetMemberHoldings { org: acme.id, user: ada_id }).await.unwrap();
    assert!(holdings.only_admin, "the others are gone");
    let nonsense = format!("/organizations/{}/members/{ada_id}?invitations=burn", acme.id);
    let reply = ada.send(ada.request("DELETE", &nonsense).header("if-match", "*")).await;
    assert_eq!(reply.status, 400);
}

async fn users_are_removed_by_who_may_and_admins_by_admins(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &["allow members remove all"]).await;
    let carl = hq.joined(&ada, &acme, "carl@example.net", Role::User).await;
    let (ada_id, bob_id, carl_id) = (ada.id().await, bob.id().await, carl.id().await);
    let keep = InvitationsOfRemoved::Keep;
    let not_allowed = carl.call(&remove(&acme, bob_id, keep)).await.unwrap_err();
    assert_eq!(not_allowed.problem.permission, Some(Permission::RemoveMembers));
    let admin = bob.call(&remove(&acme, ada_id, keep)).await.unwrap_err();
    assert_eq!(admin.problem.permission, Some(Permission::ManageMembers));
    bob.call(&remove(&acme, carl_id, keep)).await.unwrap();
    assert_eq!(carl.get(&format!("/organizations/{}", acme.id)).await.status, 404);
}

async fn an_admin_makes_another_and_steps_down_in_one_step(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let (ada_id, bob_id) = (ada.id().await, bob.id().await);
    let to = |user| TransferAdministration { org: acme.id, body: NewAdmin { user } };
    assert_eq!(ada.call(&to(ada_id)).await.unwrap_err().field("/user"), Some(FieldCode::WrongType));
    let olga = hq.person("olga@globex.example").await.id().await;
    for nobody in [olga, UserId(Uuid::from_u128(7))] {
        assert_eq!(ada.call(&to(nobody)).await.unwrap_err().code(), ProblemCode::NotFound);
    }
    assert_eq!(role(&ada, &acme, ada_id).await, Role::Admin, "nothing was done by halves");
    ada.call(&to(bob_id)).await.unwrap();
    assert_eq!((role(&bob, &acme, ada_id).await, role(&bob, &acme, bob_id).await), (Role::User, Role::Admin));
    assert_eq!(ada.call(&to(bob_id)).await.unwrap_err().code(), ProblemCode::Forbidden);
}

/// Two admins who remove each other at once: one of them is gone, and the other stays an admin.
async fn who_lost_the_right_meanwhile_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    let carl = hq.joined(&ada, &acme, "carl@example.net", Role::Admin).await;
    let (ada_id, bob_id) = (ada.id().await, bob.id().await);
    let keep = InvitationsOfRemoved::Keep;
    let (of_ada, of_bob) = (remove(&acme, ada_id, keep), remove(&acme, bob_id, keep));
    let (first, second) = tokio::join!(bob.call(&of_ada), ada.call(&of_bob));
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1, "{first:?} {second:?}");
    let left = carl.get(&format!("/organizations/{}/members", acme.id)).await.json();
    assert_eq!(left["total"], 2);
}

/// A request that waits for the organization's lock while its sender loses the right is refused as if it had come later.
async fn who_loses_the_right_while_they_wait_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    let carl = hq.joined(&ada, &acme, "carl@example.net", Role::User).await.id().await;
    let key = (acme.id, bob.id().await);
    let invitation = ada.invite(&acme, "dora@example.net", Role::User).await.invitation.unwrap();
    let (org, none) = (format!("/organizations/{}", acme.id), json!({}));
    let acts = [
        ("DELETE", format!("{org}/members/{carl}"), none.clone()),
        ("PATCH", format!("{org}/members/{carl}"), json!({"role": "admin"})),
        ("PUT", format!("{org}/members/{carl}/rules"), json!({"rules": rules(&["allow billing all all"])})),
        ("POST", format!("{org}/members/rules"), json!({"members": [carl], "mode": "replace", "rules": []})),
        ("POST", format!("{org}/transfer"), json!({"user": carl})),
        ("POST", format!("{org}/invitations"), json!({"emails": ["eve@example.net"], "role": "user"})),
        ("POST", format!("{org}/invitations/{invitation}/resend"), none.clone()),
        ("DELETE", format!("{org}/invitations/{invitation}"), none.clone()),
    ];
    let before = membership::Entity::find_by_id(key).one(hq.app.db().read()).await.unwrap().unwrap();
    for (method, path, body) in acts {
        for (role, status) in [(Some(Role::User), 403), (None, 404)] {
            let tx = hq.app.db().begin().await.unwrap();
            // As every operation does that changes who belongs to it.
            let lock = organization::Entity::update_many()
                .col_expr(organization::Column::Version, Expr::col(organization::Column::Version))
                .filter(organization::Column::Id.eq(acme.id));
            lock.exec(&tx).await.unwrap();
            match role {
                Some(role) => {
                    let row = membership::ActiveModel { role: Set(role), ..before.clone().into() };
                    row.update(&tx).await.map(drop)
                }
                None => membership::Entity::delete_by_id(key).exec(&tx).await.map(drop),
            }
            .unwrap();
            let mut request =
                Box::pin(bob.send(bob.request(method, &path).header("if-match", "*").json(&body)));
            let waits = tokio::time::timeout(Duration::from_millis(150), &mut request).await;
            assert!(waits.is_err(), "{method} {path} does not wait: {waits:?}");
            tx.commit().await.unwrap();
            let reply = request.await;
            assert_eq!(reply.status, status, "{method} {path}: {}", reply.body);
            let _ = membership::Entity::delete_by_id(key).exec(hq.app.db().write()).await.unwrap();
            let row = membership::ActiveModel::from(before.clone());
            membership::Entity::insert(row).exec_without_returning(hq.app.db().write()).await.unwrap();
        }
    }
}
