//! One operation that writes: one transaction, with its audit rows, its mails and the answer that a retry gets.

mod answered;
mod counted;
mod former;
mod org_operation;
mod origin;
mod outcome;
mod repeat;

pub use answered::answer;
pub use org_operation::OrgOperation;
pub use origin::Origin;
pub use repeat::{Idempotency, Repeat};

use self::former::Marks;
use crate::{
    access::{Actor, ActorId, sessions},
    app::App,
    db::{
        Patience, Transaction,
        entity::{audit_log, idempotency_key},
    },
    http::{
        cookies::{self, Purpose},
        endpoint::Done,
        problem::Failure,
    },
    platform::{micros::Micros, token::Token},
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::Response,
};
use hq_contract::{
    AuditEntryId, ETag, OrganizationId, ProblemCode, SessionId, UserId, audit_log::AuditAction,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::OnConflict,
};
use std::{fmt, sync::OnceLock};

/// Says that an answer is that of an earlier request with the same key.
pub const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A transaction under way. Dropped without [`Operation::finish`], nothing of it has happened.
pub struct Operation {
    app: App,
    tx: Transaction,
    now: Micros,
    origin: Origin,
    /// Whose session, or which key, has to be there still when it commits.
    caller: Option<Actor>,
    replay_key: Option<Vec<u8>>,
    /// A line that it wrote into the audit log.
    line: OnceLock<AuditEntryId>,
    signed_in: Option<(SessionId, Token)>,
    mail_queued: bool,
    ordered: bool,
}

/// A line of the audit log: who did what to what.
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    /// In which organization, if in one.
    pub organization: Option<OrganizationId>,
    /// Who, if known: an account, or the key that the operation was begun with.
    pub actor: Option<ActorId>,
    /// What, as `feature.verb`.
    pub action: &'static str,
    /// To what: an id, never a secret.
    pub subject: &'a str,
    /// Before and after, without secrets.
    pub detail: serde_json::Value,
}

impl Operation {
    /// Begins what nobody who is signed in does: the server by itself, or who comes by a link or a password.
    ///
    /// # Errors
    /// 503 where the database is away.
    pub async fn begin(app: &App, origin: &Origin) -> Result<Self, Failure> {
        let tx = app.db().begin().await?;
        let (app, now, origin) = (app.clone(), app.now(), origin.clone());
        Ok(Self {
            app,
            tx,
            now,
            origin,
            caller: None,
            replay_key: None,
            line: OnceLock::new(),
            signed_in: None,
            mail_queued: false,
            ordered: false,
        })
    }

    /// Begins what the server did by itself at another moment: the past that the demo has.
    ///
    /// # Errors
    /// 503 where the database is away.
    pub async fn begin_at(app: &App, now: Micros) -> Result<Self, Failure> {
        Ok(Self { now, ..Self::begin(app, &Origin::server()).await? })
    }

    /// Begins what somebody does who is signed in, or has a key. Their session was looked at when the request came; it is looked
    /// at again in the transaction, before it commits, so that nothing comes of a request that waited while its session was
    /// ended (signed out elsewhere, another password, the account deleted) or its key revoked. A PUT, PATCH or DELETE that did its work before ends
    /// here, as a POST does.
    ///
    /// # Errors
    /// 429 where the caller writes too much; 503 where the database is away; see [`Operation::begin_once`].
    pub async fn begin_as(app: &App, origin: &Origin, caller: impl Into<Actor>) -> Result<Self, Failure> {
        let caller: Actor = caller.into();
        if let Some(repeat) = origin.repeat() {
            return Self::begin_once(app, origin, Some(caller), &repeat.once()).await;
        }
        counted::take(app, origin, Some(&caller))?;
        Ok(Self { caller: Some(caller), ..Self::begin(app, origin).await? })
    }

    /// Begins what may be sent again. With an `Idempotency-Key` that did its work before, ends with the answer of then; two at once
    /// wait for each other.
    ///
    /// # Errors
    /// The former answer; 422 `idempotency_key_reused`; 429 where the caller writes too much, whatever was done with the key before;
    /// 503 where the database is away.
    pub async fn begin_once(
        app: &App,
        origin: &Origin,
        caller: Option<Actor>,
        once: &Idempotency,
    ) -> Result<Self, Failure> {
        counted::take(app, origin, caller.as_ref())?;
        let marks = once.marks(caller.as_ref());
        let mut operation = Self { caller, ..Self::begin(app, origin).await? };
        let Some(marks) = marks else { return Ok(operation) };
        let row = idempotency_key::ActiveModel {
            key_hash: Set(marks.key_hash.clone()),
            fingerprint: Set(marks.fingerprint.clone()),
            status: Set(None),
            body: Set(None),
            etag: Set(None),
            session_id: Set(None),
            created_at: Set(operation.now),
        };
        let inserted = idempotency_key::Entity::insert(row)
            .on_conflict(OnConflict::column(idempotency_key::Column::KeyHash).do_nothing().to_owned())
            .exec_without_returning(&operation.tx)
            .await?;
        if inserted == 0 {
            return Err(operation.replay(marks).await?);
        }
        operation.replay_key = Some(marks.key_hash);
        Ok(operation)
    }

    /// The former answer. Where it signed somebody in, that session goes on under a new token: the first answer may
    /// never have arrived, and tokens are not kept.
    async fn replay(self, marks: Marks) -> Result<Failure, Failure> {
        let former = idempotency_key::Entity::find_by_id(marks.key_hash).one(&self.tx).await?;
        let Some(former) = former.filter(|former| former.fingerprint == marks.fingerprint) else {
            return Ok(ProblemCode::IdempotencyKeyReused.into());
        };
        let status = former
            .status
            .and_then(|status| u16::try_from(status).ok())
            .and_then(|s| StatusCode::from_u16(s).ok());
        let mut response = answer(status.unwrap_or(StatusCode::OK), former.body, former.etag.map(ETag));
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        if let Some(session) = former.session_id {
            let token = Token::new(self.app.random().as_ref());
            // What it signed in has ended since: saying again that it is there would be wrong, and is proof of nothing.
            if !sessions::replace_token(&self.tx, session, &token).await? {
                return Ok(ProblemCode::NotSignedIn.into());
            }
            cookies::add(response.headers_mut(), &self.app.cookies().set(Purpose::Session, &token));
            self.tx.commit().await?;
        }
        Ok(Failure::Answered(Box::new(response)))
    }

    /// Looks at the caller's session, or key, now instead of before the commit, for what ends that session itself. Begin with
    /// the account's lock (`crate::users::store::lock`), as whoever ends sessions.
    ///
    /// # Errors
    /// 401 where it has ended.
    pub async fn look_again(&mut self) -> Result<(), Failure> {
        match self.caller.take() {
            Some(caller) => caller.hold(&self.app, &self.tx).await,
            None => Ok(()),
        }
    }

    /// The transaction, for stores.
    #[must_use]
    pub const fn tx(&self) -> &Transaction {
        &self.tx
    }

    /// Where the request comes from.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The server's state.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// The operation's one moment, as the database keeps it.
    #[must_use]
    pub const fn now(&self) -> Micros {
        self.now
    }

    /// Writes a line of the audit log.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit(&self, entry: Audit<'_>) -> Result<(), Failure> {
        debug_assert!(
            entry.organization.is_none() || AuditAction::named(entry.action).is_some(),
            "the contract does not know the action {}",
            entry.action
        );
        let id = self.app.new_id();
        let row = audit_log::ActiveModel {
            id: Set(id),
            organization_id: Set(entry.organization),
            actor_id: Set(entry.actor.and_then(ActorId::account)),
            api_key_id: Set(entry.actor.and_then(ActorId::key)),
            action: Set(entry.action.to_owned()),
            subject: Set(entry.subject.to_owned()),
            detail: Set(entry.detail.to_string()),
            address: Set(self.origin.address.clone()),
            request_id: Set(self.origin.request_id.clone()),
            created_at: Set(self.now),
        };
        audit_log::Entity::insert(row).exec_without_returning(&self.tx).await?;
        let _ = self.line.set(id);
        Ok(())
    }

    /// Writes a line of what somebody did in an organization.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit_in(
        &self,
        organization: OrganizationId,
        actor: impl Into<ActorId>,
        action: &'static str,
        subject: impl fmt::Display,
        detail: serde_json::Value,
    ) -> Result<(), Failure> {
        let subject = subject.to_string();
        self.audit(Audit {
            organization: Some(organization),
            actor: Some(actor.into()),
            action,
            subject: &subject,
            detail,
        })
        .await
    }

    /// Writes a line of what somebody did to their own account. What it was before and after is not in it: the line stays
    /// for ever, and who they were goes with the account.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn audit_own(&self, user: UserId, action: &'static str) -> Result<(), Failure> {
        let subject = user.to_string();
        let detail = serde_json::json!({});
        self.audit(Audit { organization: None, actor: Some(user.into()), action, subject: &subject, detail })
            .await
    }

    /// Says that a mail was queued: the worker is woken after the commit.
    pub const fn mail_queued(&mut self) {
        self.mail_queued = true;
    }

    /// Says that something is to be asked of a broker: who works on that is woken after the commit.
    pub const fn ordered(&mut self) {
        self.ordered = true;
    }

    /// Says that this operation signed somebody in: the answer carries the cookie.
    pub fn signed_in(&mut self, session: SessionId, token: Token) {
        self.signed_in = Some((session, token));
    }

    /// Commits, and answers without a body.
    ///
    /// # Errors
    /// Where the database fails; nothing has happened then.
    pub async fn finish_empty(self, status: StatusCode) -> Result<Response, Failure> {
        let headers = self.commit(status, None, None).await?;
        let mut response = answer(status, None, None);
        response.headers_mut().extend(headers);
        Ok(response)
    }

    /// Commits, and answers what was done.
    ///
    /// # Errors
    /// Where the database fails; nothing has happened then.
    pub async fn finish_with<E>(self, mut done: Done<E>) -> Result<Done<E>, Failure> {
        let headers = self.commit(done.status, done.body.as_deref(), done.etag.as_ref()).await?;
        done.headers_mut().extend(headers);
        Ok(done)
    }

    /// Commits, and keeps the answer for a retry. What it comes to are the headers that go with the answer.
    async fn commit(
        mut self,
        status: StatusCode,
        body: Option<&str>,
        etag: Option<&ETag>,
    ) -> Result<HeaderMap, Failure> {
        self.look_again().await?;
        let keyed = self.replay_key.is_some();
        if let Some(key_hash) = self.replay_key {
            let kept = idempotency_key::ActiveModel {
                key_hash: Set(key_hash),
                status: Set(Some(i64::from(status.as_u16()))),
                body: Set(body.map(str::to_owned)),
                etag: Set(etag.map(|etag| etag.0.clone())),
                session_id: Set(self.signed_in.as_ref().map(|(session, _)| *session)),
                ..Default::default()
            };
            kept.update(&self.tx).await?;
        }
        if let Err(error) = self.tx.commit().await {
            outcome::find(&self.app, error, keyed, self.line.get().copied()).await?;
        }
        if let Some(patience) = Patience::current() {
            patience.settle();
        }
        if self.mail_queued {
            self.app.mail_queued().notify_one();
        }
        if self.ordered {
            self.app.ordered().notify_waiters();
        }
        let mut headers = HeaderMap::new();
        if let Some((_, token)) = &self.signed_in {
            cookies::add(&mut headers, &self.app.cookies().set(Purpose::Session, token));
        }
        Ok(headers)
    }
}

/// Forgets the answers of keys older than a day.
///
/// # Errors
/// Where the database fails.
pub async fn forget_answers(app: &App) -> Result<(), Failure> {
    const DAY: i64 = 24 * 3600 * 1_000_000;
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(app.now() - DAY))
        .exec(app.db().write())
        .await?;
    Ok(())
}
