//! Rows of prices: each version once, and never another.

use crate::{
    db::{Db, entity::price_book},
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::price_book::PriceBook;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait as _, sea_query::OnConflict};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Why nothing can be sold.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Prices of this version were others before.
    #[error("The prices of version {0} are not what they were: something may have been sold at those.")]
    Changed(u32),
    /// The prices cannot be written down.
    #[error("the prices cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The database fails.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Keeps prices; does nothing where they are kept already.
pub(super) async fn keep(db: &Db, now: Micros, book: &PriceBook) -> Result<(), OpenError> {
    let text = serde_json::to_string(book)?;
    let hash = hex::encode(Sha256::digest(text.as_bytes()));
    let row = price_book::ActiveModel {
        version: Set(book.version.into()),
        hash: Set(hash.clone()),
        book: Set(text),
        created_at: Set(now),
    };
    price_book::Entity::insert(row)
        .on_conflict(OnConflict::column(price_book::Column::Version).do_nothing().to_owned())
        .exec_without_returning(db.write())
        .await?;
    let kept = price_book::Entity::find_by_id(i64::from(book.version)).one(db.read()).await?;
    if kept.is_some_and(|kept| kept.hash == hash) { Ok(()) } else { Err(OpenError::Changed(book.version)) }
}

/// All prices at which was ever sold, by version.
///
/// # Errors
/// Where the database fails; 500 where a row holds none.
pub async fn books(db: &impl ConnectionTrait) -> Result<BTreeMap<u32, PriceBook>, Failure> {
    let rows = price_book::Entity::find().all(db).await?;
    let read = |row: price_book::Model| {
        let book: PriceBook = serde_json::from_str(&row.book).map_err(|error| Failure::internal(&error))?;
        Ok((book.version, book))
    };
    rows.into_iter().map(read).collect()
}
