//! Deleting an organization: what goes, who is told, who restores it, and what is erased.

use crate::{
    access_matrix::{Kind, Matrix, admin, keys, people, signed_in},
    on_both,
    support::{Browser, Hq, Refused},
};
use hq_contract::{
    ETag, FieldCode, ProblemCode, Role, Timestamp,
    invitations::{AcceptInvitation, GetInvitation, InvitationState},
    join_requests::{AskToJoin, NewJoinRequest},
    members::{LeaveOrganization, MemberPatch, UpdateMember},
    organizations::{
        GetOrganization, Organization,
        deletion::{
            DeleteOrganization, DeletedOrganization, GetOrganizationDeletion, ListDeletedOrganizations,
            RestoreOrganization,
        },
    },
};
use hq_server::{
    db::entity::{audit_log, invitation, invitation_link, join_request, membership, organization},
    jobs::housekeeping,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/deleted-organizations", 200),
    // It has dataplants and storage engines, which are deleted before.
    people(admin("DELETE /api/v1/organizations/{org}", 409)),
    admin("GET /api/v1/organizations/{org}/deletion", 200),
    // It is not deleted: its admins are told so, and nobody else anything.
    keys(admin("POST /api/v1/organizations/{org}/restore", 200), 403, 403)
        .but(Kind::User, 404)
        .but(Kind::Unruled, 404)
        .but(Kind::Ruled, 404)
        .but(Kind::KeptOut, 404),
]);

on_both!(
    it_takes_the_version_and_the_name,
    the_name_is_retyped_as_keyboards_have_it,
    for_everybody_it_is_gone_at_once,
    its_admins_are_told_and_can_restore_it_as_it_was,
    only_its_admins_restore_it_and_only_in_time,
    what_is_over_is_erased_but_for_slugs_and_log,
    who_accepts_at_the_same_moment_is_in_it_when_it_is_restored_or_never,
    deleting_restoring_and_leaving_at_once_end_one_way,
    erasing_and_restoring_never_both_happen,
);

const EMAIL: &str = "bob@example.net";

async fn delete(browser: &Browser, organization: &Organization) -> Result<DeletedOrganization, Refused> {
    let name = organization.name.to_string();
    browser.call(&DeleteOrganization { org: organization.id, name, version: ETag("*".into()) }).await
}

async fn restore(browser: &Browser, organization: &Organization) -> Result<Organization, Refused> {
    browser.call(&RestoreOrganization { org: organization.id }).await
}

async fn row(hq: &Hq, organization: &Organization) -> organization::Model {
    organization::Entity::find_by_id(organization.id).one(hq.app.db().read()).await.unwrap().unwrap()
}

async fn lines(hq: &Hq, action: &str) -> u64 {
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq(action));
    lines.count(hq.app.db().read()).await.unwrap()
}

async fn it_takes_the_version_and_the_name(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme & Söhne").await;
    let path = format!("/organizations/{}", acme.id);
    let unversioned = ada.send(ada.request("DELETE", &format!("{path}?name=x"))).await;
    assert_eq!(unversioned.status, 428);
    for (name, code) in
        [("", FieldCode::Required), (" \u{200b}", FieldCode::Required), ("Acme Söhne", FieldCode::NotTheName)]
    {
        let wrong = DeleteOrganization { org: acme.id, name: name.into(), version: ETag("*".into()) };
        assert_eq!(ada.call(&wrong).await.unwrap_err().field("/name"), Some(code));
    }
    let stale = ETag("\"7\"".into());
    let stale = DeleteOrganization { org: acme.id, name: acme.name.to_string(), version: stale };
    assert_eq!(ada.call(&stale).await.unwrap_err().code(), ProblemCode::Stale);
    assert!(row(&hq, &acme).await.deleted_at.is_none());
    assert_eq!(lines(&hq, "organizations.delete").await, 0);

    let (_, version) = ada.call_versioned(&GetOrganization(acme.id.to_string())).await.unwrap();
    let spaced = format!("  {} ", acme.name);
    let deleted = ada.call(&DeleteOrganization { org: acme.id, name: spaced, version }).await.unwrap();
    assert_eq!((deleted.id, deleted.name), (acme.id, acme.name.clone()));
    assert_eq!(lines(&hq, "organizations.delete").await, 1);
    assert_eq!(delete(&ada, &acme).await.unwrap_err().code(), ProblemCode::NotFound, "once");
}

async fn the_name_is_retyped_as_keyboards_have_it(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let retyped = [
        ("L’Été – Söhne", "L'E\u{301}te\u{301} - So\u{308}hne"),
        ("Łukasz\u{a0}“Data”", "lukasz \"data\""),
        ("Cafe\u{301} ー １号", "Café ー 1号"),
        ("שָׁלוֹם", "שלום"),
    ];
    for (index, (name, typed)) in retyped.into_iter().enumerate() {
        let new = serde_json::json!({"name": name, "slug": format!("acme-{index}")});
        let acme: Organization =
            serde_json::from_value(ada.post("/organizations", &new).await.json()).unwrap();
        let delete =
            |name: &str| DeleteOrganization { org: acme.id, name: name.into(), version: ETag("*".into()) };
        let other = ada.call(&delete(&format!("{typed}x"))).await.unwrap_err();
        assert_eq!(other.field("/name"), Some(FieldCode::NotTheName));
        ada.call(&delete(typed)).await.unwrap();
    }
}

async fn for_everybody_it_is_gone_at_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let user = hq.joined(&ada, &acme, "carl@example.net", Role::User).await;
    let refused = delete(&user, &acme).await.unwrap_err();
    assert_eq!((refused.code(), refused.problem.permission.is_some()), (ProblemCode::Forbidden, true));
    ada.invite(&acme, EMAIL, Role::User).await;
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    let dora = hq.person("dora@acme.example").await;
    let ask = AskToJoin { org: acme.id, body: NewJoinRequest { note: None, instead_of: None } };
    dora.call(&ask).await.unwrap();

    let told = ada.call(&GetOrganizationDeletion { org: acme.id }).await.unwrap();
    assert_eq!((told.other_members, told.invitations, told.join_requests), (1, 1, 1));
    let deleted = delete(&ada, &acme).await.unwrap();
    let second = |moment: &Timestamp| moment.as_str().split('.').next().unwrap().to_owned();
    assert_eq!(second(&deleted.restorable_until), second(&told.restorable_until));

    for browser in [&ada, &user, &dora] {
        for path in ["", "/members", "/audit-log", "/deletion"] {
            let gone = browser.get(&format!("/organizations/{}{path}", acme.slug)).await;
            let never = browser.get(&format!("/organizations/nowhere{path}")).await;
            assert_eq!((gone.status.as_u16(), gone.anonymous()), (404, never.anonymous()), "{path}");
        }
    }
    let seen = hq.browser().call(&GetInvitation { token: token.clone() }).await.unwrap();
    assert_eq!(seen.state, InvitationState::OrganizationDeleted);
    let bob = hq.person(EMAIL).await;
    let refused = bob.call(&AcceptInvitation { token }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::OrganizationDeleted);
    assert_eq!(dora.call(&ask).await.unwrap_err().code(), ProblemCode::NotFound);
    let other = dora.post("/organizations", &serde_json::json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(other.status, 409, "its slug stays reserved");
}

async fn its_admins_are_told_and_can_restore_it_as_it_was(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let other = hq.joined(&ada, &acme, "carl@example.net", Role::Admin).await;
    ada.invite(&acme, EMAIL, Role::User).await;
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    delete(&ada, &acme).await.unwrap();
    for address in ["ada@example.org", "carl@example.net"] {
        let mail = hq.newest_mail(address).await.unwrap();
        assert_eq!(mail.subject, "The organization Acme was deleted", "{address}");
        assert!(mail.text_body.contains("/account/organizations"), "{}", mail.text_body);
    }
    let mine = other.call(&ListDeletedOrganizations).await.unwrap();
    assert_eq!((mine.total, mine.items[0].id), (1, acme.id));

    let restored = restore(&other, &acme).await.unwrap();
    assert_eq!((restored.slug, restored.role), (acme.slug.clone(), Role::Admin));
    assert_eq!(restore(&ada, &acme).await.unwrap().id, acme.id, "who was second finds it done");
    assert_eq!(lines(&hq, "organizations.restore").await, 1);
    assert_eq!(ada.call(&ListDeletedOrganizations).await.unwrap().total, 0);
    assert!(ada.call(&GetOrganization("acme".into())).await.is_ok());
    let bob = hq.person(EMAIL).await;
    bob.call(&AcceptInvitation { token }).await.unwrap();
}

async fn only_its_admins_restore_it_and_only_in_time(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let user = hq.joined(&ada, &acme, "carl@example.net", Role::User).await;
    let stranger = hq.person("eve@example.org").await;
    delete(&ada, &acme).await.unwrap();
    for browser in [&user, &stranger] {
        assert_eq!(restore(browser, &acme).await.unwrap_err().code(), ProblemCode::NotFound);
        assert_eq!(browser.call(&ListDeletedOrganizations).await.unwrap().total, 0);
    }
    hq.advance(Duration::days(29));
    let (ada, _) = hq.sign_in("ada@example.org").await;
    assert!(restore(&ada, &acme).await.is_ok());
    delete(&ada, &acme).await.unwrap();
    hq.advance(Duration::days(30));
    let (ada, _) = hq.sign_in("ada@example.org").await;
    assert_eq!(ada.call(&ListDeletedOrganizations).await.unwrap().total, 0);
    assert_eq!(restore(&ada, &acme).await.unwrap_err().code(), ProblemCode::NotFound, "too late");
}

async fn what_is_over_is_erased_but_for_slugs_and_log(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let kept = ada.create("Kept").await;
    hq.joined(&ada, &acme, "carl@example.net", Role::User).await;
    for organization in [&acme, &kept] {
        ada.invite(organization, EMAIL, Role::User).await;
    }
    let dora = hq.person("dora@acme.example").await;
    let ask = |org| AskToJoin { org, body: NewJoinRequest { note: None, instead_of: None } };
    dora.call(&ask(acme.id)).await.unwrap();
    delete(&ada, &acme).await.unwrap();
    housekeeping::round(&hq.app).await.unwrap();
    assert!(row(&hq, &acme).await.erased_at.is_none(), "there is time");
    hq.advance(Duration::days(30));
    // Two servers at once.
    let (one, other) = tokio::join!(housekeeping::round(&hq.app), housekeeping::round(&hq.app));
    one.unwrap();
    other.unwrap();

    let (erased, db) = (row(&hq, &acme).await, hq.app.db().read());
    assert!(erased.erased_at.is_some());
    assert_eq!((erased.name.as_str(), erased.description), ("Erased organization", None));
    assert_eq!(lines(&hq, "organizations.erase").await, 1);
    let of_acme = (
        membership::Entity::find().filter(membership::Column::OrganizationId.eq(acme.id)).count(db).await,
        invitation::Entity::find().filter(invitation::Column::OrganizationId.eq(acme.id)).count(db).await,
        join_request::Entity::find().filter(join_request::Column::OrganizationId.eq(acme.id)).count(db).await,
    );
    assert_eq!((of_acme.0.unwrap(), of_acme.1.unwrap(), of_acme.2.unwrap()), (0, 0, 0));
    assert_eq!(invitation_link::Entity::find().count(db).await.unwrap(), 1, "that of the other organization");
    let log = audit_log::Entity::find().filter(audit_log::Column::OrganizationId.eq(acme.id));
    assert!(log.count(db).await.unwrap() > 3, "the log stays");
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let taken = ada.post("/organizations", &serde_json::json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!(taken.status, 409);
    assert!(ada.call(&GetOrganization("kept".into())).await.is_ok());
}

async fn who_accepts_at_the_same_moment_is_in_it_when_it_is_restored_or_never(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person(EMAIL).await;
    let acme = ada.create("Acme").await;
    for round in 0..20 {
        ada.invite(&acme, EMAIL, Role::User).await;
        // Far from the limits of a day.
        hq.advance(Duration::hours(6));
        let token = hq.token_from_mail(EMAIL, "/join/").await;
        let accept = AcceptInvitation { token };
        let (accepted, deleted) = tokio::join!(bob.call(&accept), delete(&ada, &acme));
        deleted.unwrap();
        if let Err(refused) = &accepted {
            assert_eq!(refused.code(), ProblemCode::OrganizationDeleted, "round {round}");
        }
        assert_eq!(bob.get(&format!("/organizations/{}", acme.id)).await.status, 404);
        restore(&ada, &acme).await.unwrap();
        let inside = bob.get(&format!("/organizations/{}", acme.id)).await.status == 200;
        assert_eq!(inside, accepted.is_ok(), "round {round}");
        if inside {
            bob.call(&LeaveOrganization { org: acme.id }).await.unwrap();
        }
    }
}

async fn deleting_restoring_and_leaving_at_once_end_one_way(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, EMAIL, Role::Admin).await;
    let id = bob.id().await;
    for round in 0..20 {
        // Far from the limits of a day.
        hq.advance(Duration::days(1));
        let leave = LeaveOrganization { org: acme.id };
        let (first, second, restored, left) =
            tokio::join!(delete(&ada, &acme), delete(&bob, &acme), restore(&ada, &acme), bob.call(&leave));
        let what = format!("round {round}: {first:?} {second:?} {restored:?} {left:?}");
        assert!(first.is_ok() || second.is_ok(), "{what}");
        let deleted = row(&hq, &acme).await.deleted_at.is_some();
        assert_eq!(ada.get("/organizations/acme").await.status == 404, deleted, "{what}");
        restore(&ada, &acme).await.unwrap();
        if left.is_ok() {
            assert_eq!(bob.get("/organizations/acme").await.status, 404, "{what}");
            ada.invite(&acme, EMAIL, Role::Admin).await;
            let token = hq.token_from_mail(EMAIL, "/join/").await;
            bob.call(&AcceptInvitation { token }).await.unwrap();
        }
        let patch = MemberPatch { role: Some(Role::Admin) };
        let version = ETag("*".into());
        ada.call(&UpdateMember { org: acme.id, user: id, version, patch }).await.unwrap();
    }
    let (deletions, restorations) =
        (lines(&hq, "organizations.delete").await, lines(&hq, "organizations.restore").await);
    assert_eq!(deletions, restorations, "each deletion was taken back once");
}

async fn erasing_and_restoring_never_both_happen(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let mut organizations = Vec::new();
    for n in 0..8 {
        organizations.push(ada.create(&format!("Acme {n}")).await);
    }
    for acme in &organizations {
        delete(&ada, acme).await.unwrap();
        hq.advance(Duration::milliseconds(1));
    }
    // Half of them are over.
    hq.advance(Duration::days(30) - Duration::milliseconds(4));
    let (ada, _) = hq.sign_in("ada@example.org").await;
    let restoring = futures::future::join_all(organizations.iter().map(|acme| restore(&ada, acme)));
    let (restored, round) = tokio::join!(restoring, housekeeping::round(&hq.app));
    round.unwrap();
    for (acme, restored) in organizations.iter().zip(restored) {
        let row = row(&hq, acme).await;
        assert_eq!(row.deleted_at.is_none(), restored.is_ok());
        assert_ne!(row.erased_at.is_some(), restored.is_ok(), "{row:?}");
    }
}
