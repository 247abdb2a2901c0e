//! What plain statements answer, by the names of its columns.

use super::sql;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, TryGetable, Value};

/// Every row that a statement answers, with `?` for its values.
///
/// # Errors
/// Where the database fails, or a column holds something else.
pub async fn all<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, DbErr> {
    let rows = db.query_all_raw(sql(db.get_database_backend(), text, values)).await?;
    rows.iter().map(|row| T::from_query_result(row, "")).collect()
}

/// The row that a statement answers, if there is one.
///
/// # Errors
/// Where the database fails, or a column holds something else.
pub async fn one<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>, DbErr> {
    let row = db.query_one_raw(sql(db.get_database_backend(), text, values)).await?;
    row.map(|row| T::from_query_result(&row, "")).transpose()
}

/// The values of the one column that a statement answers.
///
/// # Errors
/// Where the database fails, or the column holds something else.
pub async fn values<T: TryGetable>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, DbErr> {
    let rows = db.query_all_raw(sql(db.get_database_backend(), text, values)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// The one value that a statement answers, if it answers one.
///
/// # Errors
/// Where the database fails, or the column holds something else.
pub async fn value<T: TryGetable>(
    db: &impl ConnectionTrait,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>, DbErr> {
    let row = db.query_one_raw(sql(db.get_database_backend(), text, values)).await?;
    row.map(|row| row.try_get_by_index(0)).transpose()
}
