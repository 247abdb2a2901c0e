//! Rows of what people were told of their account.

use crate::{
    app::App,
    db::{
        self,
        entity::{
            account_alert::{ActiveModel, AlertId, Column, Entity, Model},
            user,
        },
    },
    http::{problem::Failure, user_agent::UserAgent},
    me,
    mfa::store::FormerMfa,
    operation::Operation,
    platform::{
        micros::Micros,
        secrets::Secrets,
        token::{Token, hash},
    },
    session::store::USER_AGENT_MAX,
    users,
};
use hq_contract::{EmailAddress, ProblemCode, UserId, account_alerts::AlertKind};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Alias, Condition, Expr, ExprTrait as _, Query},
};

const HOUR: i64 = 3600 * 1_000_000;
/// So long after its end a link is still known, to say that it has ended.
const REMEMBER: i64 = 7 * 24 * HOUR;

/// Keeps what somebody is told, with the state before it, sealed. The token is for the mail alone. Without a key the state
/// before is not kept, and what was changed cannot be put back.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    user: &user::Model,
    kind: AlertKind,
    agent: &UserAgent,
    former: Option<&FormerMfa>,
) -> Result<Token, Failure> {
    let (app, now) = (operation.app(), operation.now());
    let (id, token) = (app.new_id(), Token::new(app.random().as_ref()));
    let sealed = match former {
        Some(former) => {
            app.secrets().seal(app.random().as_ref(), &place(user.id, id), &former.to_bytes()?).ok()
        }
        None => None,
    };
    let row = ActiveModel {
        id: Set(id),
        token_hash: Set(token.hash()),
        user_id: Set(user.id),
        kind: Set(kind),
        address: Set(operation.origin().address.clone()),
        user_agent: Set(agent.0.chars().take(USER_AGENT_MAX).collect()),
        sealed_mfa: Set(sealed),
        created_at: Set(now),
        expires_at: Set(now + i64::from(kind.hours()) * HOUR),
        used_at: Set(None),
        former_email: Set((kind == AlertKind::EmailChanged).then(|| user.email.clone())),
    };
    Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(token)
}

/// Where a sealed state belongs: in no other row it can be opened.
fn place(user: UserId, id: AlertId) -> Vec<u8> {
    [b"account alert", &user.as_bytes()[..], &id.as_bytes()[..]].concat()
}

/// What a link is about, if it still works.
///
/// # Errors
/// `link_unknown`, `link_expired`, `link_used`
pub async fn find(db: &impl ConnectionTrait, token: &str, now: Micros) -> Result<Model, Failure> {
    let found = Entity::find().filter(Column::TokenHash.eq(hash(&[token]))).one(db).await?;
    let alert = found.ok_or(ProblemCode::LinkUnknown)?;
    if alert.used_at.is_some() {
        return Err(ProblemCode::LinkUsed.into());
    }
    if alert.expires_at <= now {
        return Err(ProblemCode::LinkExpired.into());
    }
    Ok(alert)
}

/// Uses a link up, and locks its account, and its organizations before that: of any number of tries at once, one wins.
///
/// # Errors
/// Those of [`find`].
pub async fn redeem(operation: &Operation, token: &str) -> Result<Model, Failure> {
    let alert = find(operation.tx(), token, operation.now()).await?;
    me::store::lock_organizations(operation, alert.user_id).await?;
    // Whoever changes the account's password or its multi-factor authentication comes before or after.
    users::store::lock(operation, alert.user_id).await?;
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(operation.now()))
        .filter(Column::Id.eq(alert.id))
        .filter(Column::UsedAt.is_null())
        .exec(operation.tx())
        .await?;
    if used.rows_affected == 0 { Err(ProblemCode::LinkUsed.into()) } else { Ok(alert) }
}

/// Multi-factor authentication as it was when this happened: before this change, where it is one, or before the first one
/// that came after it. Nothing where there was none since, or where it is too late: what is older than its own link is not
/// undone by another one, and nothing before it either.
///
/// Where the address was changed since, and can still be put back, what was not settled by then is not settled before that: the
/// one without the other would keep the owner out. It is undone also where it got stronger shortly before the address changed:
/// that link ended in the first day.
///
/// # Errors
/// Where the database fails; 500 where what was kept cannot be opened.
pub async fn former_mfa(
    db: &impl ConnectionTrait,
    secrets: &Secrets,
    alert: &Model,
    now: Micros,
) -> Result<Option<FormerMfa>, Failure> {
    let unused = Condition::any().add(Column::UsedAt.is_null()).add(Column::Id.eq(alert.id));
    let theirs = Condition::all().add(Column::UserId.eq(alert.user_id)).add(unused);
    let moved = Entity::find()
        .filter(theirs.clone())
        .filter(Column::FormerEmail.is_not_null())
        .filter(Column::CreatedAt.gte(alert.created_at))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_asc(Column::CreatedAt)
        .one(db)
        .await?;
    let shortly_before = moved.as_ref().map(|moved| {
        Column::Kind.is_in(names(AlertKind::is_stronger)).and(Column::ExpiresAt.gt(moved.created_at))
    });
    let since = Entity::find()
        .filter(theirs)
        .filter(Column::Kind.is_in(names(AlertKind::is_of_mfa)))
        .filter(Condition::any().add(Column::CreatedAt.gte(alert.created_at)).add_option(shortly_before))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let with_the_address =
        |change: &Model| moved.as_ref().is_some_and(|moved| change.expires_at > moved.created_at);
    if since.iter().any(|change| change.expires_at <= now && !with_the_address(change)) {
        return Ok(None);
    }
    let Some((first, sealed)) = since.first().and_then(|first| Some((first, first.sealed_mfa.as_ref()?)))
    else {
        return Ok(None);
    };
    let opened = secrets.open(&place(first.user_id, first.id), sealed);
    match opened {
        Ok(former) => FormerMfa::from_bytes(&former).map(Some),
        // Without its key it stays as it is; the password, sessions and links are the owner's again all the same.
        Err(error) => {
            tracing::error!(cause = %error, alert = %first.id, "what two-step sign-in was before cannot be read");
            Ok(None)
        }
    }
}

/// The names of such kinds.
fn names(such: impl Fn(AlertKind) -> bool) -> impl Iterator<Item = &'static str> {
    AlertKind::ALL.into_iter().filter(move |kind| such(*kind)).map(AlertKind::as_str)
}

/// The address that the account had when this happened, if it was changed with it or since: the one that the mail with the
/// link went to. Nothing where another account has it by now.
///
/// # Errors
/// Where the database fails.
pub async fn former_email(db: &impl ConnectionTrait, alert: &Model) -> Result<Option<EmailAddress>, Failure> {
    let first = Entity::find()
        .filter(Column::UserId.eq(alert.user_id))
        .filter(Column::CreatedAt.gte(alert.created_at))
        .filter(Condition::any().add(Column::UsedAt.is_null()).add(Column::Id.eq(alert.id)))
        .filter(Column::FormerEmail.is_not_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .one(db)
        .await?;
    let Some(former) = first.and_then(|first| first.former_email) else { return Ok(None) };
    let former = db::kept(EmailAddress::parse(&former))?;
    let canonical = db::kept(former.canonical())?;
    let holder = users::store::find_by_email(db, &canonical).await?;
    Ok(holder.is_none_or(|holder| holder.id == alert.user_id).then_some(former))
}

/// Ends every link of an account that was secured by one, and forgets what they would put back. Where the address was changed
/// before that one was sent, and can still be put back, only what came from then on ends: it is undone. Else whoever reads
/// the present mailbox could take the way back from who had the former one, and with it what two-step sign-in was: links that
/// ended by themselves stay as they are.
///
/// # Errors
/// Where the database fails.
pub async fn end_settled(operation: &Operation, by: &Model) -> Result<(), Failure> {
    let way_back = Entity::find()
        .filter(Column::UserId.eq(by.user_id))
        .filter(Column::CreatedAt.lt(by.created_at))
        .filter(Column::FormerEmail.is_not_null())
        .filter(Column::UsedAt.is_null())
        .filter(Column::ExpiresAt.gt(operation.now()))
        .one(operation.tx())
        .await?;
    let from_then_on =
        way_back.map(|_| Column::CreatedAt.gte(by.created_at).and(Column::ExpiresAt.gt(operation.now())));
    let settled = Condition::all().add(Column::UserId.eq(by.user_id)).add_option(from_then_on);
    let none: Option<Vec<u8>> = None;
    Entity::update_many()
        .col_expr(Column::SealedMfa, Expr::value(none))
        .filter(settled.clone())
        .exec(operation.tx())
        .await?;
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(operation.now()))
        .filter(settled.add(Column::UsedAt.is_null()))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Forgets what an ended link would have put back, once no change of the address can be taken back with it, and a week later
/// the link.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    let (db, now) = (app.db().write(), app.now());
    let later = Alias::new("later");
    let of = |column: Column| Expr::col((later.clone(), column));
    let moved = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, later.clone())
        .and_where(of(Column::UserId).equals((Entity, Column::UserId)))
        .and_where(of(Column::FormerEmail).is_not_null())
        .and_where(of(Column::UsedAt).is_null())
        .and_where(of(Column::ExpiresAt).gt(now))
        .and_where(of(Column::CreatedAt).lt(Expr::col((Entity, Column::ExpiresAt))))
        .to_owned();
    let none: Option<Vec<u8>> = None;
    Entity::update_many()
        .col_expr(Column::SealedMfa, Expr::value(none))
        .filter(Column::SealedMfa.is_not_null())
        .filter(Column::ExpiresAt.lte(now))
        .filter(Expr::exists(moved).not())
        .exec(db)
        .await?;
    Entity::delete_many().filter(Column::ExpiresAt.lt(now - REMEMBER)).exec(db).await?;
    Ok(())
}

/// Encrypts what is kept with the first key of the configuration, where another was used, so that the other can go.
///
/// # Errors
/// Where the database fails. What cannot be decrypted is told in the log, and left as it is.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    let rows = Entity::find().filter(Column::SealedMfa.is_not_null()).all(app.db().read()).await?;
    for row in rows {
        let Some(kept) = &row.sealed_mfa else { continue };
        match app.secrets().renewed(app.random().as_ref(), &place(row.user_id, row.id), kept) {
            Ok(None) => {}
            Ok(Some(sealed)) => {
                Entity::update_many()
                    .col_expr(Column::SealedMfa, Expr::value(sealed))
                    .filter(Column::Id.eq(row.id))
                    .filter(Column::SealedMfa.is_not_null())
                    .exec(app.db().write())
                    .await?;
            }
            Err(_) => tracing::error!(
                account = %row.user_id,
                "what a link would put back cannot be decrypted: configure its secrets key"
            ),
        }
    }
    Ok(())
}

/// Of how many accounts it cannot be opened with these keys what a link would put back.
///
/// # Errors
/// Where the database fails.
pub async fn unopenable(db: &impl ConnectionTrait, secrets: &Secrets) -> Result<usize, DbErr> {
    let rows = Entity::find().filter(Column::SealedMfa.is_not_null()).all(db).await?;
    let kept = rows.iter().filter_map(|row| Some((place(row.user_id, row.id), row.sealed_mfa.as_deref()?)));
    Ok(kept.filter(|(place, sealed)| secrets.open(place, sealed).is_err()).count())
}

/// Forgets what a person was told whose account is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    Entity::delete_many().filter(Column::UserId.eq(user)).exec(operation.tx()).await?;
    Ok(())
}
