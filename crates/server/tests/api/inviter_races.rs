//! Joining while the inviter loses the right: nobody is in who accepted afterwards. Which came first is read from the audit
//! log, in the order in which its lines were written: whoever writes one holds the organization's lock until the commit.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use futures::future::join_all;
use hq_contract::{
    ETag, ProblemCode, Role, UserId,
    invitations::{AcceptInvitation, Invite, NewInvitations},
    members::{InvitationsOfRemoved, MemberPatch, RemoveMember, UpdateMember},
    organizations::Organization,
};
use hq_server::db::{
    entity::{membership, organization},
    sql,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, QueryFilter as _, sea_query::Expr,
};
use std::time::Duration;

on_both!(
    nobody_joins_after_the_inviter_was_demoted,
    nobody_joins_after_the_inviter_was_removed,
    an_acceptance_that_waits_sees_what_was_lost_meanwhile,
);

const ROUNDS: usize = 24;
/// So many accept in each round, and the inviter goes before, among or after them.
const GUESTS: usize = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loss {
    Demoted,
    Removed,
}

impl Loss {
    const fn action(self) -> &'static str {
        match self {
            Self::Demoted => "members.update",
            Self::Removed => "members.remove",
        }
    }

    async fn happen(self, ada: &Browser, acme: &Organization, user: UserId) {
        let (org, version) = (acme.id, ETag("*".into()));
        match self {
            Self::Demoted => {
                let patch = MemberPatch { role: Some(Role::User) };
                ada.call(&UpdateMember { org, user, version, patch }).await.map(drop)
            }
            Self::Removed => {
                let invitations = InvitationsOfRemoved::Keep;
                ada.call(&RemoveMember { org, user, version, invitations }).await.map(drop)
            }
        }
        .unwrap();
    }
}

/// Ada, her organization, and Eve, who is another admin of it.
async fn start(hq: &Hq) -> (Browser, Organization, Browser) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let eve = hq.joined(&ada, &acme, "eve@example.org", Role::Admin).await;
    let write = hq.app.db().write();
    if write.get_database_backend() == DbBackend::Postgres {
        // SQLite numbers the rows by itself.
        write.execute_unprepared("ALTER TABLE audit_log ADD COLUMN place BIGSERIAL").await.unwrap();
    }
    (ada, acme, eve)
}

/// The actions of the last lines in the order in which they were written, as many as there are since `before`.
async fn written(hq: &Hq, loss: Loss, before: usize) -> Vec<String> {
    let read = hq.app.db().read();
    let backend = read.get_database_backend();
    let place = if backend == DbBackend::Postgres { "place" } else { "rowid" };
    let text = format!(
        "SELECT action FROM audit_log WHERE action IN ('invitations.accept', '{}') ORDER BY {place}",
        loss.action()
    );
    let rows = read.query_all_raw(sql(backend, &text, [])).await.unwrap();
    rows.iter().skip(before).map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Eve's invitations of so many people, accepted by all of them while she loses the right, in many rounds.
async fn race(hq: &Hq, loss: Loss) {
    let (ada, acme, eve) = start(hq).await;
    let user = eve.id().await;
    let key = (acme.id, user);
    let admin = membership::Entity::find_by_id(key).one(hq.app.db().read()).await.unwrap().unwrap();
    let emails: Vec<String> = (0..GUESTS).map(|number| format!("p{number}@example.net")).collect();
    let guests = join_all(emails.iter().map(|email| hq.person(email))).await;
    let mut before = written(hq, loss, 0).await.len();
    let (mut joined, mut kept_out) = (0, 0);
    for round in 0..ROUNDS {
        // Far from the limits of mails a day.
        hq.advance(time::Duration::hours(3));
        let body = NewInvitations { emails: emails.clone(), role: Role::User, note: None, rules: Vec::new() };
        eve.call(&Invite { org: acme.id, body }).await.unwrap();
        let mut accepts = Vec::new();
        for email in &emails {
            accepts.push(AcceptInvitation { token: hq.token_from_mail(email, "/join/").await });
        }
        let place = round % (GUESTS + 1);
        let acts = (0..=GUESTS).map(async |turn| {
            if turn == place {
                loss.happen(&ada, &acme, user).await;
                return None;
            }
            let guest = turn - usize::from(turn > place);
            Some(guests[guest].call(&accepts[guest]).await.map(drop).map_err(|refused| refused.code()))
        });
        let outcomes: Vec<Result<(), ProblemCode>> = join_all(acts).await.into_iter().flatten().collect();
        let accepted = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        for refused in outcomes.iter().filter_map(|outcome| outcome.err()) {
            assert_eq!(refused, ProblemCode::InviterLostRight, "round {round}");
        }
        let lines = written(hq, loss, before).await;
        let mut expected = vec!["invitations.accept"; accepted];
        expected.push(loss.action());
        assert_eq!(lines, expected, "round {round}: whoever is in was in before");
        before += lines.len();
        joined += accepted;
        kept_out += GUESTS - accepted;
        put_back(hq, &acme, &admin, &guests).await;
    }
    assert!(joined > 0 && kept_out > 0, "{loss:?}: {joined} before, {kept_out} after");
}

/// Eve is an admin again, and the guests are out.
async fn put_back(hq: &Hq, acme: &Organization, admin: &membership::Model, guests: &[Browser]) {
    let write = hq.app.db().write();
    let mut gone = vec![admin.user_id];
    for guest in guests {
        gone.push(guest.id().await);
    }
    let gone = membership::Entity::delete_many()
        .filter(membership::Column::OrganizationId.eq(acme.id))
        .filter(membership::Column::UserId.is_in(gone));
    gone.exec(write).await.unwrap();
    let row = membership::ActiveModel::from(admin.clone());
    membership::Entity::insert(row).exec_without_returning(write).await.unwrap();
}

async fn nobody_joins_after_the_inviter_was_demoted(hq: Hq) {
    race(&hq, Loss::Demoted).await;
}

async fn nobody_joins_after_the_inviter_was_removed(hq: Hq) {
    race(&hq, Loss::Removed).await;
}

/// The loss holds the organization's lock while the acceptance waits for it, and commits then.
async fn an_acceptance_that_waits_sees_what_was_lost_meanwhile(hq: Hq) {
    let (_, acme, eve) = start(&hq).await;
    let guest = hq.person("p@example.net").await;
    eve.invite(&acme, "p@example.net", Role::User).await;
    let accept = AcceptInvitation { token: hq.token_from_mail("p@example.net", "/join/").await };
    let key = (acme.id, eve.id().await);
    let admin = membership::Entity::find_by_id(key).one(hq.app.db().read()).await.unwrap().unwrap();
    for loss in [Loss::Demoted, Loss::Removed] {
        let tx = hq.app.db().begin().await.unwrap();
        let lock = organization::Entity::update_many()
            .col_expr(organization::Column::Version, Expr::col(organization::Column::Version))
            .filter(organization::Column::Id.eq(acme.id));
        lock.exec(&tx).await.unwrap();
        membership::Entity::delete_by_id(key).exec(&tx).await.unwrap();
        if loss == Loss::Demoted {
            let row = membership::Model { role: Role::User, ..admin.clone() };
            membership::Entity::insert(membership::ActiveModel::from(row))
                .exec_without_returning(&tx)
                .await
                .unwrap();
        }
        let mut request = Box::pin(guest.call(&accept));
        let waits = tokio::time::timeout(Duration::from_millis(150), &mut request).await;
        assert!(waits.is_err(), "{loss:?}: it does not wait");
        tx.commit().await.unwrap();
        assert_eq!(request.await.unwrap_err().code(), ProblemCode::InviterLostRight, "{loss:?}");
        put_back(&hq, &acme, &admin, &[]).await;
    }
    guest.call(&accept).await.unwrap();
}
