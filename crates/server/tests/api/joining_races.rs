//! Joining while others do the opposite: one final state, and an honest answer for everybody.

use crate::{
    on_both,
    support::{Browser, Hq, rounds},
};
use futures::future::join_all;
use hq_contract::{
    ProblemCode, Role,
    invitations::{AcceptInvitation, DeclineInvitation, ResendInvitation, RevokeInvitation},
    join_requests::{AskToJoin, NewJoinRequest},
    members::{GetMember, InvitationsOfRemoved, LeaveOrganization, MemberPatch, RemoveMember, UpdateMember},
    organizations::Organization,
};
use hq_server::{
    db::entity::{audit_log, membership, organization},
    platform::micros::Micros,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
};

on_both!(
    one_of_many_accepts_wins,
    accepting_while_it_is_revoked_ends_one_way,
    accepting_while_it_is_declined_or_sent_again_ends_one_way,
    accepting_while_the_organization_goes_ends_one_way,
    the_last_seat_goes_to_one,
    two_admins_leave_and_one_stays,
);

const EMAIL: &str = "bob@example.net";
/// One invitation is accepted by so many at once, so many times over: each round in another way through the locks.
const CALLERS: usize = 64;
const ROUNDS: usize = 200;

async fn token(hq: &Hq, ada: &Browser, acme: &Organization) -> String {
    ada.invite(acme, EMAIL, Role::User).await;
    // Far from the limit of mails a day.
    hq.advance(time::Duration::hours(3));
    hq.token_from_mail(EMAIL, "/join/").await
}

async fn count(hq: &Hq, action: &str) -> u64 {
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq(action));
    lines.count(hq.app.db().read()).await.unwrap()
}

async fn is_member(hq: &Hq, acme: &Organization, browser: &Browser) -> bool {
    let user = browser.session().await.user.id;
    let row = membership::Entity::find_by_id((acme.id, user)).one(hq.app.db().read()).await.unwrap();
    row.is_some()
}

async fn one_of_many_accepts_wins(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person(EMAIL).await;
    for round in 0..rounds(ROUNDS) {
        let token = token(&hq, &ada, &acme).await;
        let accept = AcceptInvitation { token };
        let outcomes = join_all((0..CALLERS).map(|_| bob.call(&accept))).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}");
        for refused in outcomes.into_iter().filter_map(Result::err) {
            assert!([409, 410].contains(&refused.problem.status), "{:?}", refused.problem);
        }
        let members = membership::Entity::find().filter(membership::Column::OrganizationId.eq(acme.id));
        assert_eq!(members.count(hq.app.db().read()).await.unwrap(), 2);
        assert_eq!(count(&hq, "invitations.accept").await, round as u64 + 1, "one line");
        bob.call(&LeaveOrganization { org: acme.id }).await.unwrap();
    }
}

async fn accepting_while_it_is_revoked_ends_one_way(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person(EMAIL).await;
    for _ in 0..20 {
        // A day has a limit on mails to one address.
        hq.advance(time::Duration::days(1));
        let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
        let accept = AcceptInvitation { token: hq.token_from_mail(EMAIL, "/join/").await };
        let revoke = RevokeInvitation { org: acme.id, id };
        let (accepted, revoked) = tokio::join!(bob.call(&accept), ada.call(&revoke));
        assert_ne!(accepted.is_ok(), revoked.is_ok());
        assert_eq!(is_member(&hq, &acme, &bob).await, accepted.is_ok());
        match (accepted, revoked) {
            (Err(refused), _) => assert_eq!(refused.code(), ProblemCode::InvitationRevoked),
            (_, refused) => {
                assert_eq!(refused.unwrap_err().code(), ProblemCode::AlreadyAnswered);
                bob.call(&LeaveOrganization { org: acme.id }).await.unwrap();
            }
        }
    }
}

async fn accepting_while_it_is_declined_or_sent_again_ends_one_way(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person(EMAIL).await;
    for round in 0..20 {
        // A day has a limit on mails to one address.
        hq.advance(time::Duration::days(1));
        let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
        let token = hq.token_from_mail(EMAIL, "/join/").await;
        let accept = AcceptInvitation { token: token.clone() };
        let other = async {
            if round % 2 == 0 {
                bob.call(&DeclineInvitation { token }).await.map(drop)
            } else {
                ada.call(&ResendInvitation { org: acme.id, id }).await.map(drop)
            }
        };
        let (accepted, other) = tokio::join!(bob.call(&accept), other);
        assert_ne!(accepted.is_ok(), other.is_ok());
        assert_eq!(is_member(&hq, &acme, &bob).await, accepted.is_ok());
        if accepted.is_ok() {
            bob.call(&LeaveOrganization { org: acme.id }).await.unwrap();
        }
    }
}

async fn accepting_while_the_organization_goes_ends_one_way(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let target = ada.create("Acme").await;
    let carl = hq.person("carl@acme.example").await;
    let bob = hq.person(EMAIL).await;
    for _ in 0..15 {
        // A day has a limit on mails to one address.
        hq.advance(time::Duration::days(1));
        let twin = carl.create("Acme twin").await;
        carl.invite(&twin, EMAIL, Role::User).await;
        let accept = AcceptInvitation { token: hq.token_from_mail(EMAIL, "/join/").await };
        let body = NewJoinRequest { note: None, instead_of: Some(twin.id) };
        let give_up = AskToJoin { org: target.id, body };
        let (accepted, given_up) = tokio::join!(bob.call(&accept), carl.call(&give_up));
        assert_ne!(accepted.is_ok(), given_up.is_ok());
        let row = organization::Entity::find_by_id(twin.id).one(hq.app.db().read()).await.unwrap().unwrap();
        assert_eq!(row.deleted_at.is_some(), given_up.is_ok());
        assert_eq!(is_member(&hq, &twin, &bob).await, accepted.is_ok());
        match (accepted, given_up) {
            (Err(refused), _) => assert_eq!(refused.code(), ProblemCode::OrganizationDeleted),
            (_, refused) => assert_eq!(refused.unwrap_err().code(), ProblemCode::OrganizationInUse),
        }
        hq.advance(time::Duration::hours(2));
    }
}

async fn the_last_seat_goes_to_one(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let row = organization::ActiveModel { id: Set(acme.id), seats: Set(Some(2)), ..Default::default() };
    row.update(hq.app.db().write()).await.unwrap();
    let mut offers = Vec::new();
    for number in 0..8 {
        let email = format!("p{number}@example.net");
        let browser = hq.person(&email).await;
        ada.invite(&acme, &email, Role::User).await;
        offers.push((browser, AcceptInvitation { token: hq.token_from_mail(&email, "/join/").await }));
    }
    for _ in 0..10 {
        // Far from the limits of mails a minute and a day.
        hq.advance(time::Duration::hours(3));
        let outcomes = join_all(offers.iter().map(|(browser, accept)| browser.call(accept))).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for (number, ((browser, accept), outcome)) in offers.iter_mut().zip(outcomes).enumerate() {
            if let Err(refused) = outcome {
                assert_eq!(refused.code(), ProblemCode::SeatsFull);
                continue;
            }
            browser.call(&LeaveOrganization { org: acme.id }).await.unwrap();
            let email = format!("p{number}@example.net");
            ada.invite(&acme, &email, Role::User).await;
            accept.token = hq.token_from_mail(&email, "/join/").await;
        }
    }
}

async fn two_admins_leave_and_one_stays(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, EMAIL, Role::Admin).await;
    let both = [(&ada, ada.session().await.user.id), (&bob, bob.session().await.user.id)];
    for round in 0..90 {
        let acts = [round % 3, round / 3 % 3];
        let act = async |index: usize| {
            let (browser, own) = &both[index];
            let (_, version) = browser.call_versioned(&GetMember { org: acme.id, user: *own }).await.unwrap();
            match acts[index] {
                0 => browser.call(&LeaveOrganization { org: acme.id }).await.map(drop),
                1 => browser
                    .call(&RemoveMember {
                        org: acme.id,
                        user: *own,
                        version,
                        invitations: InvitationsOfRemoved::Keep,
                    })
                    .await
                    .map(drop),
                _ => {
                    let patch = MemberPatch { role: Some(Role::User) };
                    browser.call(&UpdateMember { org: acme.id, user: *own, version, patch }).await.map(drop)
                }
            }
        };
        let (first, second) = tokio::join!(act(0), act(1));
        assert_eq!(
            [&first, &second].iter().filter(|outcome| outcome.is_ok()).count(),
            1,
            "round {round}: {first:?} {second:?}"
        );
        let refused = first.err().or(second.err()).unwrap();
        assert_eq!(refused.code(), ProblemCode::LastAdmin);
        let rows = membership::Entity::find().filter(membership::Column::OrganizationId.eq(acme.id));
        let rows = rows.all(hq.app.db().read()).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.role == Role::Admin).count(), 1);
        // Both are admins again.
        for &(_, user) in &both {
            let _ = membership::Entity::delete_by_id((acme.id, user)).exec(hq.app.db().write()).await;
            let row = membership::Model {
                organization_id: acme.id,
                user_id: user,
                role: Role::Admin,
                joined_at: Micros::default(),
                opened_at: Micros::default(),
                version: 1,
                rules: "[]".into(),
                rules_count: 0,
                rules_version: 1,
            };
            membership::Entity::insert(membership::ActiveModel::from(row))
                .exec_without_returning(hq.app.db().write())
                .await
                .unwrap();
        }
    }
}
