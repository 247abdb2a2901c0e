//! The link of an invitation, in every situation in which somebody can open it.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    Password, ProblemCode, Role,
    accounts::{SignUp, Verification, Verify},
    invitations::{
        AcceptInvitation, AcceptMyInvitation, DeclineInvitation, DeclineMyInvitation, GetInvitation,
        InvitationObstacle, InvitationState, InvitedAccount, LinkInvitation, LinkedInvitation,
        ListInvitations, ListMyInvitations, RenewInvitation, ResendInvitation, RevokeInvitation,
        SignUpInvited, Viewer,
    },
    me::ListMyOrganizations,
    members::{GetMember, MemberPatch, UpdateMember},
    organizations::Organization,
};
use hq_server::db::entity::{audit_log, idempotency_key, invitation_link, membership, organization, session};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
};
use serde_json::json;

on_both!(
    whoever_opens_the_link_learns_what_to_do,
    reading_changes_nothing,
    accepting_lands_in_the_organization,
    a_new_account_is_verified_by_the_mailed_link_and_joins,
    a_link_that_was_passed_on_proves_no_address,
    the_wrong_account_joins_nothing,
    an_expired_link_asks_the_inviter_for_another,
    a_declined_one_says_so_and_can_be_sent_again,
    a_revoked_one_says_so,
    an_older_link_says_that_there_is_a_newer,
    a_used_link_says_so,
    a_deleted_organization_says_so,
    a_full_plan_lets_nobody_in,
    who_is_no_admin_any_more_makes_no_admin,
    unknown_foreign_and_mangled_links_are_the_same,
    signed_in_invitations_need_no_link,
    the_address_is_compared_in_any_case,
    no_secret_is_kept_or_told,
);

const EMAIL: &str = "bob@example.net";

/// Ada, her organization, and the secret of the link that Bob got.
async fn invited(hq: &Hq, role: Role) -> (Browser, Organization, String) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, EMAIL, role).await;
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    (ada, acme, token)
}

async fn look(browser: &Browser, token: &str) -> LinkedInvitation {
    browser.call(&GetInvitation { token: token.to_owned() }).await.unwrap()
}

async fn accept(browser: &Browser, token: &str) -> Result<hq_contract::me::MyOrganization, ProblemCode> {
    browser.call(&AcceptInvitation { token: token.to_owned() }).await.map_err(|refused| refused.code())
}

async fn open_id(ada: &Browser, acme: &Organization) -> hq_contract::InvitationId {
    let list = ListInvitations { org: acme.id, q: None, page_token: None };
    ada.call(&list).await.unwrap().items[0].id
}

async fn whoever_opens_the_link_learns_what_to_do(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let nobody = look(&hq.browser(), &token).await;
    assert_eq!(
        (nobody.organization.name.as_str(), nobody.inviter.as_ref().unwrap().name(), nobody.email.as_str()),
        ("Acme", "Ada Lovelace", EMAIL)
    );
    assert_eq!(
        (nobody.viewer, nobody.state, nobody.mailed),
        (Viewer::Nobody, InvitationState::Pending, true)
    );
    assert!(nobody.account == Some(false) && nobody.slug.is_none() && nobody.obstacle.is_none());
    let bob = hq.person(EMAIL).await;
    let invitee = look(&bob, &token).await;
    assert_eq!((invitee.viewer, invitee.account), (Viewer::Invitee, Some(true)));
    let carl = hq.person("carl@example.com").await;
    assert_eq!(look(&carl, &token).await.viewer, Viewer::SomebodyElse);
    let member = look(&ada, &token).await;
    assert_eq!((member.viewer, member.slug), (Viewer::Member, Some(acme.slug)));
}

async fn reading_changes_nothing(hq: Hq) {
    let (_, _, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    let links = async || invitation_link::Entity::find().all(hq.app.db().read()).await.unwrap();
    let rows =
        async || hq_server::db::entity::invitation::Entity::find().all(hq.app.db().read()).await.unwrap();
    let before = (links().await, rows().await);
    for method in ["GET", "HEAD"] {
        for browser in [&hq.browser(), &bob] {
            let scan = browser.request(method, &format!("/invitations/{token}"));
            assert_eq!(browser.send(scan.header("purpose", "prefetch")).await.status, 200);
        }
    }
    // A scanner that follows the actions too is refused: they are POSTs, and joining is for the invited person alone.
    for action in ["accept", "decline", "report", "renewal", "account"] {
        let scan = bob.get(&format!("/invitations/{token}/{action}")).await;
        assert_eq!(scan.status, 405, "{action}");
    }
    let scan = hq.browser().post(&format!("/invitations/{token}/accept"), &json!({})).await;
    assert_eq!(scan.status, 401);
    assert_eq!(before, (links().await, rows().await));
}

async fn accepting_lands_in_the_organization(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::Admin).await;
    let bob = hq.person(EMAIL).await;
    let session = bob.session().await;
    assert_eq!((session.invitations.total, session.organizations.total), (1, 0));
    let joined = accept(&bob, &token).await.unwrap();
    assert_eq!((joined.id, joined.slug, joined.role), (acme.id, acme.slug.clone(), Role::Admin));
    let session = bob.session().await;
    assert_eq!((session.invitations.total, session.organizations.total), (0, 1));
    assert_eq!(
        ada.call(&ListInvitations { org: acme.id, q: None, page_token: None }).await.unwrap().total,
        0
    );
    assert_eq!(bob.get(&format!("/organizations/{}", acme.slug)).await.status, 200);
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq("invitations.accept"));
    assert_eq!(lines.all(hq.app.db().read()).await.unwrap().len(), 1);
}

fn account() -> InvitedAccount {
    InvitedAccount {
        full_name: "Bob Noyce".parse().unwrap(),
        password: Password::parse(PASSWORD).unwrap(),
        language: None,
    }
}

async fn a_new_account_is_verified_by_the_mailed_link_and_joins(hq: Hq) {
    let (_, acme, token) = invited(&hq, Role::User).await;
    let browser = hq.browser();
    let session = browser.call(&SignUpInvited { token: token.clone(), body: account() }).await.unwrap();
    assert_eq!((session.user.email.as_str(), session.user.full_name.as_str()), (EMAIL, "Bob Noyce"));
    assert_eq!(session.organizations.items[0].id, acme.id);
    assert_eq!(browser.session().await.user.id, session.user.id, "signed in");
    hq.sign_in(EMAIL).await;
    let twice = hq.browser().call(&SignUpInvited { token, body: account() }).await.unwrap_err();
    assert_eq!(twice.code(), ProblemCode::LinkUsed);
}

async fn a_link_that_was_passed_on_proves_no_address(hq: Hq) {
    let (ada, acme, mailed) = invited(&hq, Role::User).await;
    let id = open_id(&ada, &acme).await;
    let made = ada.call(&LinkInvitation { org: acme.id, id }).await.unwrap().url;
    let token = made.rsplit('/').next().unwrap().to_owned();
    assert!(made.starts_with(&format!("http://{}/join/", hq.address)));
    assert!(!look(&hq.browser(), &token).await.mailed);
    let refused =
        hq.browser().call(&SignUpInvited { token: token.clone(), body: account() }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    // Who verified the address in the ordinary way joins by it.
    let bob = hq.browser();
    bob.call(&SignUp(Hq::new_account(EMAIL))).await.unwrap();
    let verification = hq.token_from_mail(EMAIL, "/verify/").await;
    bob.call(&Verify(Verification::of(verification))).await.unwrap();
    // Asking again ends the one before, and not the mailed one.
    let second = ada.call(&LinkInvitation { org: acme.id, id }).await.unwrap().url;
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::LinkUnknown));
    assert_eq!(look(&bob, &mailed).await.state, InvitationState::Pending);
    accept(&bob, second.rsplit('/').next().unwrap()).await.unwrap();
}

async fn the_wrong_account_joins_nothing(hq: Hq) {
    let (_, _, token) = invited(&hq, Role::User).await;
    let carl = hq.person("carl@example.com").await;
    assert_eq!(accept(&carl, &token).await, Err(ProblemCode::WrongAccount));
    assert_eq!(look(&carl, &token).await.state, InvitationState::Pending);
}

async fn an_expired_link_asks_the_inviter_for_another(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    let early = bob.call(&RenewInvitation { token: token.clone() }).await.unwrap_err();
    assert_eq!(early.code(), ProblemCode::AlreadyAnswered, "it can still be accepted");
    hq.advance(time::Duration::days(7));
    assert_eq!(look(&bob, &token).await.state, InvitationState::Expired);
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::LinkExpired));
    for _ in 0..2 {
        hq.browser().call(&RenewInvitation { token: token.clone() }).await.unwrap();
    }
    let mail = hq.newest_mail("ada@example.org").await.unwrap();
    assert!(mail.subject.contains("new link to Acme") && mail.text_body.contains(EMAIL), "{}", mail.subject);
    let mails = hq_server::mail::outbox::local(&hq.app, 100).await.unwrap();
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("new link")).count(), 1, "once a day");
    let item =
        ada.call(&ListInvitations { org: acme.id, q: None, page_token: None }).await.unwrap().items.remove(0);
    assert!(item.renewal_asked_at.is_some());
    ada.call(&ResendInvitation { org: acme.id, id: item.id }).await.unwrap();
    let newest = hq.token_from_mail(EMAIL, "/join/").await;
    accept(&bob, &newest).await.unwrap();
}

async fn a_declined_one_says_so_and_can_be_sent_again(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    bob.call(&DeclineInvitation { token: token.clone() }).await.unwrap();
    assert_eq!(look(&bob, &token).await.state, InvitationState::Declined);
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::InvitationDeclined));
    let item =
        ada.call(&ListInvitations { org: acme.id, q: None, page_token: None }).await.unwrap().items.remove(0);
    assert_eq!(item.state, InvitationState::Declined, "the admin sees it");
    ada.call(&ResendInvitation { org: acme.id, id: item.id }).await.unwrap();
    assert_eq!(look(&bob, &token).await.state, InvitationState::Replaced);
    let newest = hq.token_from_mail(EMAIL, "/join/").await;
    accept(&bob, &newest).await.unwrap();
}

async fn a_revoked_one_says_so(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    ada.call(&RevokeInvitation { org: acme.id, id: open_id(&ada, &acme).await }).await.unwrap();
    assert_eq!(look(&bob, &token).await.state, InvitationState::Revoked);
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::InvitationRevoked));
    let renewal = bob.call(&RenewInvitation { token }).await.unwrap_err();
    assert_eq!(renewal.code(), ProblemCode::InvitationRevoked);
}

async fn an_older_link_says_that_there_is_a_newer(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    ada.call(&ResendInvitation { org: acme.id, id: open_id(&ada, &acme).await }).await.unwrap();
    assert_eq!(look(&bob, &token).await.state, InvitationState::Replaced);
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::InvitationReplaced));
    accept(&bob, &hq.token_from_mail(EMAIL, "/join/").await).await.unwrap();
}

async fn a_used_link_says_so(hq: Hq) {
    let (_, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    accept(&bob, &token).await.unwrap();
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::LinkUsed));
    assert_eq!(look(&bob, &token).await.viewer, Viewer::Member);
    assert_eq!(look(&hq.browser(), &token).await.state, InvitationState::Accepted);
    bob.call(&hq_contract::members::LeaveOrganization { org: acme.id }).await.unwrap();
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::LinkUsed), "a link lets in once");
}

async fn a_deleted_organization_says_so(hq: Hq) {
    let (_, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    delete(&hq, &acme).await;
    assert_eq!(look(&bob, &token).await.state, InvitationState::OrganizationDeleted);
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::OrganizationDeleted));
    assert_eq!(bob.call(&ListMyInvitations::default()).await.unwrap().total, 0);
}

/// As the row looks once an organization is deleted.
async fn delete(hq: &Hq, acme: &Organization) {
    let row = organization::ActiveModel {
        id: Set(acme.id),
        deleted_at: Set(Some(hq.app.now())),
        ..Default::default()
    };
    row.update(hq.app.db().write()).await.unwrap();
}

async fn a_full_plan_lets_nobody_in(hq: Hq) {
    let (_, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    let seats = async |seats| {
        let row =
            organization::ActiveModel { id: Set(acme.id), seats: Set(Some(seats)), ..Default::default() };
        row.update(hq.app.db().write()).await.unwrap();
    };
    seats(1).await;
    let seen = look(&bob, &token).await;
    assert_eq!((seen.state, seen.obstacle), (InvitationState::Pending, Some(InvitationObstacle::SeatsFull)));
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::SeatsFull));
    bob.call(&RenewInvitation { token: token.clone() }).await.expect("the admins hear of it");
    seats(2).await;
    accept(&bob, &token).await.unwrap();
}

async fn who_is_no_admin_any_more_makes_no_admin(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let carl = hq.joined(&ada, &acme, "carl@example.org", Role::Admin).await;
    carl.invite(&acme, EMAIL, Role::Admin).await;
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    let user = carl.session().await.user.id;
    let (_, version) = ada.call_versioned(&GetMember { org: acme.id, user }).await.unwrap();
    let patch = MemberPatch { role: Some(Role::User) };
    ada.call(&UpdateMember { org: acme.id, user, version, patch }).await.unwrap();
    let bob = hq.person(EMAIL).await;
    let seen = look(&bob, &token).await;
    assert_eq!(seen.obstacle, Some(InvitationObstacle::InviterLostRight));
    assert_eq!(accept(&bob, &token).await, Err(ProblemCode::InviterLostRight));
    // An admin can take the offer over by sending it again.
    bob.call(&RenewInvitation { token }).await.unwrap();
    assert!(hq.newest_mail("ada@example.org").await.unwrap().subject.contains("new link"));
    let list = ListInvitations { org: acme.id, q: Some("bob".into()), page_token: None };
    let id = ada.call(&list).await.unwrap().items[0].id;
    ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    accept(&bob, &hq.token_from_mail(EMAIL, "/join/").await).await.unwrap();
}

async fn unknown_foreign_and_mangled_links_are_the_same(hq: Hq) {
    let (_, _, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    hq.browser().call(&SignUp(Hq::new_account("new@example.net"))).await.unwrap();
    let of_another_kind = hq.token_from_mail("new@example.net", "/verify/").await;
    let unknown = bob.get(&format!("/invitations/{}", "A".repeat(43))).await;
    assert_eq!((unknown.status.as_u16(), &unknown.json()["code"]), (404, &json!("link_unknown")));
    let upper = token.to_uppercase();
    for bad in [&token[1..], &of_another_kind, "x", "%F0%9F%92%A9", &upper, "..%2f..%2fme"] {
        assert_eq!(bob.get(&format!("/invitations/{bad}")).await.anonymous(), unknown.anonymous(), "{bad}");
        let accepted = bob.post(&format!("/invitations/{bad}/accept"), &json!({})).await;
        assert_eq!(accepted.anonymous(), unknown.anonymous(), "{bad}");
    }
}

async fn signed_in_invitations_need_no_link(hq: Hq) {
    let (ada, acme, _) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    let mine = bob.call(&ListMyInvitations::default()).await.unwrap().items.remove(0);
    assert_eq!((mine.organization.name.as_str(), mine.inviter.unwrap().name()), ("Acme", "Ada Lovelace"));
    let carl = hq.person("carl@example.com").await;
    let foreign = carl.call(&AcceptMyInvitation { id: mine.id }).await.unwrap_err();
    assert_eq!(foreign.code(), ProblemCode::NotFound);
    bob.call(&DeclineMyInvitation { id: mine.id }).await.unwrap();
    assert_eq!(bob.call(&ListMyInvitations::default()).await.unwrap().total, 0);
    let late = bob.call(&AcceptMyInvitation { id: mine.id }).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::InvitationDeclined);
    ada.invite(&acme, EMAIL, Role::User).await;
    bob.call(&AcceptMyInvitation { id: mine.id }).await.unwrap();
    assert_eq!(bob.call(&ListMyOrganizations::default()).await.unwrap().total, 1);
}

async fn the_address_is_compared_in_any_case(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "BOB@Example.NET", Role::User).await;
    let token = hq.token_from_mail("BOB@Example.NET", "/join/").await;
    let bob = hq.person(EMAIL).await;
    assert_eq!(look(&bob, &token).await.viewer, Viewer::Invitee);
    accept(&bob, &token).await.unwrap();
}

/// Plants a known link, uses it in every way, and looks for it wherever something is kept.
async fn no_secret_is_kept_or_told(hq: Hq) {
    let (ada, acme, token) = invited(&hq, Role::User).await;
    let bob = hq.person(EMAIL).await;
    let id = open_id(&ada, &acme).await;
    let copied =
        ada.send(ada.prepare(&LinkInvitation { org: acme.id, id }).header("idempotency-key", "k")).await;
    let copied = copied.json()["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let mut told = String::new();
    for path in [
        format!("/invitations/{token}"),
        format!("/organizations/{}/invitations", acme.id),
        "/me/invitations".into(),
        "/session".into(),
    ] {
        for browser in [&ada, &bob] {
            let reply = browser.get(&path).await;
            told.push_str(&format!("{:?}{}", reply.headers, reply.body));
        }
    }
    let accepted = bob
        .send(bob.prepare(&AcceptInvitation { token: token.clone() }).header("idempotency-key", "a"))
        .await;
    assert_eq!(accepted.status, 201);
    told.push_str(&accepted.body);
    let db = hq.app.db().read();
    told.push_str(&format!("{:?}", audit_log::Entity::find().all(db).await.unwrap()));
    told.push_str(&format!("{:?}", idempotency_key::Entity::find().all(db).await.unwrap()));
    told.push_str(&format!("{:?}", hq_server::db::entity::invitation::Entity::find().all(db).await.unwrap()));
    told.push_str(&format!("{:?}", invitation_link::Entity::find().all(db).await.unwrap()));
    told.push_str(&format!("{:?}", membership::Entity::find().all(db).await.unwrap()));
    told.push_str(&format!("{:?}", session::Entity::find().all(db).await.unwrap()));
    for secret in [&token, &copied] {
        assert!(!told.contains(secret.as_str()), "a secret is kept or told");
    }
}
