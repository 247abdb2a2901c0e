//! Rows of people.

pub mod deleted;

use crate::{
    db::{Row, entity::user, kept},
    http::{extract::version_tag, problem::Failure},
    operation::Operation,
    platform::{clock::moment, search},
};
use hq_contract::{ETag, EmailAddress, LanguageTag, PersonName, UserId, me::Me};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Condition, Expr, OnConflict},
};
use std::collections::HashMap;

/// The account.
///
/// # Errors
/// Where the database fails.
pub async fn find(db: &impl ConnectionTrait, id: UserId) -> Result<Option<user::Model>, Failure> {
    Ok(user::Entity::find_by_id(id).one(db).await?)
}

/// The columns of an account, for [`read`].
pub const COLUMNS: &str = "u.id, u.email, u.email_canonical, u.email_search, u.full_name, u.name_search, \
    u.password_hash, u.language, u.version, u.created_at, u.name_sort, u.picture";

/// The account whose [`COLUMNS`] begin at this column of a row.
///
/// # Errors
/// Where they do not.
pub fn read(row: &Row<'_>, first: usize) -> Result<user::Model, Failure> {
    Ok(user::Model {
        id: row.get(first)?,
        email: row.get(first + 1)?,
        email_canonical: row.get(first + 2)?,
        email_search: row.get(first + 3)?,
        full_name: row.get(first + 4)?,
        name_search: row.get(first + 5)?,
        password_hash: row.get(first + 6)?,
        language: row.get(first + 7)?,
        version: row.get(first + 8)?,
        created_at: row.get(first + 9)?,
        name_sort: row.get(first + 10)?,
        picture: row.get(first + 11)?,
    })
}

/// The account of an address in its canonical form.
///
/// # Errors
/// Where the database fails.
pub async fn find_by_email(
    db: &impl ConnectionTrait,
    canonical: &str,
) -> Result<Option<user::Model>, Failure> {
    Ok(user::Entity::find().filter(user::Column::EmailCanonical.eq(canonical)).one(db).await?)
}

/// The accounts of these addresses, by canonical address.
///
/// # Errors
/// Where the database fails.
pub async fn of_addresses(
    db: &impl ConnectionTrait,
    canonical: &[String],
) -> Result<HashMap<String, user::Model>, Failure> {
    let rows = user::Entity::find().filter(user::Column::EmailCanonical.is_in(canonical)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.email_canonical.clone(), row)).collect())
}

/// The account as its holder sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(user: user::Model) -> Result<Me, Failure> {
    Ok(Me {
        id: user.id,
        full_name: kept(PersonName::parse(&user.full_name))?,
        email: kept(EmailAddress::parse(&user.email))?,
        picture: user.picture,
        language: kept(LanguageTag::parse(&user.language))?,
        created_at: moment(user.created_at).into(),
    })
}

/// The version of the account.
#[must_use]
pub fn etag(user: &user::Model) -> ETag {
    version_tag(user.version)
}

/// Locks an account until the operation ends: its password and its multi-factor authentication are not changed meanwhile,
/// and nobody signs in by what held before. Whoever ends sessions begins so.
///
/// # Errors
/// Where the database fails.
pub async fn lock(operation: &Operation, user: UserId) -> Result<(), Failure> {
    lock_if(operation, Condition::all().add(user::Column::Id.eq(user))).await?;
    Ok(())
}

/// Locks an account whose password was proven before the operation began; false where it is another by now: checking
/// one takes too long for a transaction, so that a change may have come in between.
///
/// # Errors
/// Where the database fails.
pub async fn lock_proven(operation: &Operation, proven: &user::Model) -> Result<bool, Failure> {
    let same = Condition::all()
        .add(user::Column::Id.eq(proven.id))
        .add(user::Column::PasswordHash.eq(proven.password_hash.as_str()));
    lock_if(operation, same).await
}

async fn lock_if(operation: &Operation, condition: Condition) -> Result<bool, Failure> {
    let locked = user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version))
        .filter(condition)
        .exec(operation.tx())
        .await?;
    Ok(locked.rows_affected == 1)
}

/// Puts another hash of the same password in the place of one that it was checked against, unless it was changed
/// meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn renew_password(operation: &Operation, user: &user::Model, hash: &str) -> Result<(), Failure> {
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::PasswordHash.eq(&user.password_hash))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Somebody whose address is verified.
#[derive(Clone, Copy, Debug)]
pub struct Verified<'a> {
    /// The address.
    pub email: &'a EmailAddress,
    /// The person's name.
    pub full_name: &'a str,
    /// The hash of the password.
    pub password_hash: &'a str,
    /// The language of mails.
    pub language: &'a str,
}

/// Adds the account of somebody whose address is verified; none where the address has one by now.
///
/// # Errors
/// Where the database fails.
pub async fn add(operation: &Operation, new: &Verified<'_>) -> Result<Option<user::Model>, Failure> {
    let name_search = search::fold(new.full_name);
    let user = user::Model {
        id: operation.app().new_id(),
        email_canonical: kept(new.email.canonical())?,
        email_search: search::fold(&new.email.searched()),
        email: new.email.as_str().to_owned(),
        full_name: new.full_name.to_owned(),
        name_sort: search::natural(&name_search),
        name_search,
        password_hash: new.password_hash.to_owned(),
        language: new.language.to_owned(),
        version: 1,
        created_at: operation.now(),
        picture: None,
    };
    let inserted = user::Entity::insert(user::ActiveModel::from(user.clone()))
        .on_conflict(OnConflict::column(user::Column::EmailCanonical).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok((inserted == 1).then_some(user))
}
