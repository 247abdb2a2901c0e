//! What members leave behind, who removes them, and an admin who steps down.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    ETag, FieldCode, Permission, ProblemCode, Role, UserId,
    invitations::{AcceptInvitation, GetInvitation, InvitationState},
    members::{
        GetMember, GetMemberHoldings, InvitationsOfRemoved, NewAdmin, RemoveMember, TransferAdministration,
    },
    organizations::Organization,
};
use uuid::Uuid;

on_both!(
    open_invitations_of_who_is_removed_go_on_or_are_taken_back,
    users_are_removed_by_who_may_and_admins_by_admins,
    an_admin_makes_another_and_steps_down_in_one_step,
    who_lost_the_right_meanwhile_is_refused,
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
        eve.invite(&acme, &guest, Role::Admin).await;
        let token = hq.token_from_mail(&guest, "/join/").await;
        let holdings = ada.call(&GetMemberHoldings { org: acme.id, user }).await.unwrap();
        assert_eq!((holdings.invitations, holdings.only_admin), (1, false));
        ada.call(&remove(&acme, user, fate)).await.unwrap();
        let state = hq.browser().call(&GetInvitation { token: token.clone() }).await.unwrap().state;
        let guest = hq.person(&guest).await;
        let accepted = guest.call(&AcceptInvitation { token }).await;
        if fate == InvitationsOfRemoved::TakeOver {
            assert_eq!(state, InvitationState::Pending);
            assert_eq!(accepted.unwrap().role, Role::Admin, "an admin stands behind it again");
        } else {
            assert_eq!(state, InvitationState::Revoked);
            assert_eq!(accepted.unwrap_err().code(), ProblemCode::InvitationRevoked);
        }
    }
    let ada_id = ada.id().await;
    let holdings = ada.call(&GetMemberHoldings { org: acme.id, user: ada_id }).await.unwrap();
    assert!(!holdings.only_admin, "the invited admin is there");
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
    let take = InvitationsOfRemoved::TakeOver;
    let not_allowed = carl.call(&remove(&acme, bob_id, take)).await.unwrap_err();
    assert_eq!(not_allowed.problem.permission, Some(Permission::RemoveMembers));
    let admin = bob.call(&remove(&acme, ada_id, take)).await.unwrap_err();
    assert_eq!(admin.problem.permission, Some(Permission::ManageMembers));
    bob.call(&remove(&acme, carl_id, take)).await.unwrap();
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
    let take = InvitationsOfRemoved::TakeOver;
    let (of_ada, of_bob) = (remove(&acme, ada_id, take), remove(&acme, bob_id, take));
    let (first, second) = tokio::join!(bob.call(&of_ada), ada.call(&of_bob));
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1, "{first:?} {second:?}");
    let left = carl.get(&format!("/organizations/{}/members", acme.id)).await.json();
    assert_eq!(left["total"], 2);
}
