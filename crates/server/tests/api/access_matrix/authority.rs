//! Every operation that writes, while what lets its caller do it is taken away: after the request was let in, before its
//! transaction. The order is no matter of luck: the loss holds the lock until the request waits for it, and commits then.

use super::{
    Row,
    request::Request,
    rows::forget_tries,
    table,
    world::{Kind, World},
};
use crate::{
    on_both,
    support::{Hq, PASSWORD, Reply},
};
use hq_server::{
    db::{
        Transaction,
        entity::{dataplant_deletion, mfa},
        sql,
    },
    platform::token::Token,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, ConnectionTrait, DbBackend, Value};
use std::pin::pin;
use tokio::task::yield_now;
use totp_rs::Builder;

on_both!(crate::support::Hq::selling => what_was_lost_while_a_request_waited_counts, what_a_key_lost_while_its_request_waited_counts);

/// It looks for the organization itself, by the link.
const CONFIRM: &str = "POST /api/v1/dataplant-deletions/{token}/confirm";

/// What a caller can lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loss {
    Removed,
    Demoted,
    SignedOut,
    PasswordChanged,
    OrganizationDeleted,
}

impl Loss {
    const ALL: [Self; 5] =
        [Self::Removed, Self::Demoted, Self::SignedOut, Self::PasswordChanged, Self::OrganizationDeleted];

    /// Takes it away, under the locks that whoever does it holds.
    async fn happen(self, tx: &Transaction, world: &World, kind: Kind) {
        let (organization, user) = (world.victim.organization.id.0, world.user(kind).0);
        let run = async |text: &str, values: Vec<Value>| {
            tx.execute_raw(sql(tx.get_database_backend(), text, values)).await.unwrap();
        };
        let of_member = vec![organization.into(), user.into()];
        match self {
            Self::Removed => {
                run("UPDATE organizations SET version = version WHERE id = ?", vec![organization.into()])
                    .await;
                run("DELETE FROM memberships WHERE organization_id = ? AND user_id = ?", of_member).await;
            }
            Self::Demoted => {
                run("UPDATE organizations SET version = version WHERE id = ?", vec![organization.into()])
                    .await;
                let demote = "UPDATE memberships SET role = 'user', rules = '[]', rules_count = 0 \
                    WHERE organization_id = ? AND user_id = ?";
                run(demote, of_member).await;
            }
            Self::SignedOut => run("DELETE FROM sessions WHERE user_id = ?", vec![user.into()]).await,
            Self::PasswordChanged => {
                run("UPDATE users SET password_hash = 'another' WHERE id = ?", vec![user.into()]).await;
                run("DELETE FROM sessions WHERE user_id = ?", vec![user.into()]).await;
            }
            Self::OrganizationDeleted => {
                let delete = "UPDATE organizations SET deleted_at = ?, version = version + 1 WHERE id = ?";
                run(delete, vec![world.hq.app.now().into(), organization.into()]).await;
            }
        }
    }

    /// The status for somebody who comes after it.
    fn status(self, row: &Row, kind: Kind) -> u16 {
        match self {
            Self::SignedOut | Self::PasswordChanged => 401,
            Self::OrganizationDeleted if row.operation.ends_with("/restore") => 200,
            Self::OrganizationDeleted if row.is_of_organization() => 404,
            Self::OrganizationDeleted if row.operation.contains("/me/invitations") => 410,
            _ if row.operation == CONFIRM => 404,
            _ if success(row.operation).is_some() => success(row.operation).unwrap(),
            Self::Removed => row.status[Kind::Removed as usize],
            Self::Demoted => row.status[Kind::User as usize],
            Self::OrganizationDeleted => row.status[kind as usize],
        }
    }
}

/// Refused for a reason that comes first: a link that nobody sent, or a proof that is none any more.
fn otherwise_refused(row: &Row, kind: Kind, loss: Loss, reply: &Reply) -> bool {
    let own = row.status[kind as usize];
    (success(row.operation).is_none() && own >= 400 && reply.status == own)
        || (loss == Loss::PasswordChanged && reply.status == 422)
}

/// What an operation answers that the table's callers have no cause for, and `allowed` has.
fn success(operation: &str) -> Option<u16> {
    match operation.split_once("/api/v1").unwrap().1 {
        "/me/mfa/disable" => Some(200),
        "/me/mfa/recovery-codes" | "/me/invitations/{id}/accept" | "/organizations/{org}/join-requests" => {
            Some(201)
        }
        "/dataplant-deletions/{token}/confirm" => Some(202),
        "/me/deletion" | "/me/invitations/{id}/decline" | "/organizations/{org}/join-requests/{id}" => {
            Some(204)
        }
        _ => None,
    }
}

/// A caller to whom the operation is open, and a request that is fine.
async fn allowed(world: &World, row: &Row) -> (Kind, Request) {
    let request = Request::about(row.operation, world.victim.organization.slug.as_str(), &world.victim);
    if row.operation == "DELETE /api/v1/organizations/{org}" {
        empty(world).await;
    }
    match row.operation.split_once("/api/v1").unwrap().1 {
        "/me/deletion" => (Kind::Admin, request.with_field("/password", PASSWORD)),
        "/me/mfa/disable" | "/me/mfa/recovery-codes" => {
            let row = mfa::ActiveModel {
                user_id: Set(world.user(Kind::Admin)),
                secret: Set(vec![7; 20]),
                last_step: Set(0),
                created_at: Set(world.hq.app.now()),
                enabled_at: Set(Some(world.hq.app.now())),
                ..Default::default()
            };
            row.insert(world.hq.app.db().write()).await.unwrap();
            let app = Builder::new().with_secret([7; 20].as_slice()).build().unwrap();
            let code = app.generate(u64::try_from(world.hq.app.now().seconds()).unwrap()).to_string();
            (Kind::Admin, request.with_field("/code", &code))
        }
        "/dataplant-deletions/{token}/confirm" => {
            let token = Token::derived(&["the link of a mail"]);
            let link = dataplant_deletion::ActiveModel {
                token_hash: Set(token.hash()),
                dataplant_id: Set(world.victim.dataplant),
                organization_id: Set(world.victim.organization.id),
                user_id: Set(world.user(Kind::Admin)),
                created_at: Set(world.hq.app.now()),
                expires_at: Set(world.hq.app.now() + 60_000_000),
                used_at: Set(None),
            };
            link.insert(world.hq.app.db().write()).await.unwrap();
            let path = request.path.replace("unknown", token.expose());
            (Kind::Admin, Request { path, ..request })
        }
        "/me/invitations/{id}/accept" | "/me/invitations/{id}/decline" => {
            let id = world.invitation_of(Kind::Invited).to_string();
            let things = &world.victim;
            (Kind::Invited, Request::naming(row.operation, "", "", &id, things))
        }
        "/organizations/{org}/join-requests" => (Kind::Removed, request),
        "/organizations/{org}/join-requests/{id}" => {
            let id = world.request_of(Kind::Requested).to_string();
            let org = world.victim.organization.slug.as_str();
            (Kind::Requested, Request::naming(row.operation, org, "", &id, &world.victim))
        }
        _ => (Kind::Admin, request),
    }
}

/// Takes away what keeps an organization from being deleted.
async fn empty(world: &World) {
    let dataplants = ["dataplant_names", "dataplant_engines", "dataplants", "storage_engine_uses"];
    let engines = ["storage_engine_credentials", "storage_engine_days", "storage_engines"];
    for table in dataplants.iter().chain(&engines) {
        world.hq.app.db().write().execute_unprepared(&format!("DELETE FROM {table}")).await.unwrap();
    }
}

/// Waits until the request has asked for the writer (SQLite) or waits for a lock (PostgreSQL): it was let in before.
async fn let_in(hq: &Hq, asked: u64) {
    let db = hq.app.db();
    let waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    loop {
        let is_in = match db.read().get_database_backend() {
            DbBackend::Postgres => {
                let row = db.read().query_one_raw(sql(DbBackend::Postgres, waiting, [])).await.unwrap();
                row.unwrap().try_get_by_index::<i64>(0).unwrap() > 0
            }
            _ => db.writes() > asked,
        };
        if is_in {
            return;
        }
        yield_now().await;
    }
}

/// The answer to a request that was let in before the loss, and did not write before it; nothing where it did.
async fn overtaken(
    world: &World,
    kind: Kind,
    request: &Request,
    happen: impl AsyncFnOnce(&Transaction),
) -> Option<Reply> {
    let tx = world.hq.app.db().begin().await.unwrap();
    happen(&tx).await;
    let asked = world.hq.app.db().writes();
    let mut sent = pin!(request.send(world.browser(kind)));
    tokio::select! {
        biased;
        _ = &mut sent => {
            tx.commit().await.unwrap();
            return None;
        }
        () = let_in(&world.hq, asked) => {}
    }
    tx.commit().await.unwrap();
    Some(sent.await)
}

async fn what_was_lost_while_a_request_waited_counts(hq: Hq) {
    let world = World::new(hq).await;
    let mut wrong = Vec::new();
    let mut waited = 0;
    for row in table().filter(|row| !row.operation.starts_with("GET")) {
        for loss in Loss::ALL {
            let (kind, request) = allowed(&world, row).await;
            if row.status[Kind::Anonymous as usize] != 401 || request.body.pointer("/token").is_some() {
                continue;
            }
            let happen = async |tx: &Transaction| loss.happen(tx, &world, kind).await;
            let reply = overtaken(&world, kind, &request, happen).await;
            let expected = loss.status(row, kind);
            if let Some(reply) = &reply {
                waited += 1;
                if reply.status != expected && !otherwise_refused(row, kind, loss, reply) {
                    wrong.push(format!(
                        "{loss:?}, {} by {kind:?}: not {expected}: {} {}",
                        row.operation, reply.status, reply.body
                    ));
                }
            }
            world.rows.put_back(&world.hq).await;
            forget_tries(&world.hq).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(waited > 150, "only {waited} requests were overtaken");
}

/// Its name, what is written, and the status.
type LossOfKey = (&'static str, &'static [&'static str], fn(&Row) -> u16);

/// What an API key can lose, with what whoever takes it away writes under the organization's lock, and the status for a key that
/// comes after it.
const LOSSES_OF_KEYS: [LossOfKey; 5] = [
    (
        "revoked",
        &["UPDATE api_keys SET revoked_at = 1 WHERE id = ?", "DELETE FROM api_key_secrets WHERE key_id = ?"],
        |_| 401,
    ),
    ("replaced", &["DELETE FROM api_key_secrets WHERE key_id = ?"], |_| 401),
    ("expired", &["UPDATE api_key_secrets SET expires_at = 1 WHERE key_id = ?"], |_| 401),
    ("demoted", &["UPDATE api_keys SET role = 'user', rules = '[]' WHERE id = ?"], |row| {
        row.status[Kind::Key as usize]
    }),
    (
        "organization deleted",
        &[
            "UPDATE organizations SET deleted_at = 1 WHERE id = (SELECT organization_id FROM api_keys WHERE id = ?)",
        ],
        |_| 404,
    ),
];

async fn what_a_key_lost_while_its_request_waited_counts(hq: Hq) {
    let world = World::new(hq).await;
    let (kind, mut wrong, mut waited) = (Kind::AdminKey, Vec::new(), 0);
    let organization = world.victim.organization.id.0;
    let open = |row: &&Row| {
        ![401, 403].contains(&row.status[kind as usize]) && row.status[Kind::RevokedKey as usize] == 401
    };
    for row in table().filter(|row| !row.operation.starts_with("GET")).filter(open) {
        for (loss, statements, status) in LOSSES_OF_KEYS {
            let request =
                Request::about(row.operation, world.victim.organization.slug.as_str(), &world.victim);
            let happen = async |tx: &Transaction| {
                let lock = "UPDATE organizations SET version = version WHERE id = ?";
                for (text, id) in [(lock, organization)]
                    .into_iter()
                    .chain(statements.iter().map(|text| (*text, world.key(kind).0)))
                {
                    tx.execute_raw(sql(tx.get_database_backend(), text, [id.into()])).await.unwrap();
                }
            };
            if let Some(reply) = overtaken(&world, kind, &request, happen).await {
                waited += 1;
                let expected = status(row);
                if reply.status != expected {
                    wrong.push(format!(
                        "{loss}, {}: not {expected}: {} {}",
                        row.operation, reply.status, reply.body
                    ));
                }
            }
            world.rows.put_back(&world.hq).await;
            forget_tries(&world.hq).await;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(waited > 100, "only {waited} requests were overtaken");
}
