//! Statements that read, on whichever way to the database is the shortest.

use super::sql;
use crate::http::problem::Failure;
use sea_orm::{
    ConnectionTrait, DbErr, QueryResult, TryGetable, Value,
    sea_query::{ArrayType, ValueType},
};

/// What statements that read run on: a connection or transaction of SeaORM, or [`Quick`](super::Quick).
pub trait Reads: Sync {
    /// Runs a statement with `?` for its values, and makes an item of each row. `item` may see a row twice: where the
    /// statement had to begin again, the items of before are thrown away.
    fn rows<T: Send>(
        &self,
        text: &str,
        values: Vec<Value>,
        item: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> impl Future<Output = Result<Vec<T>, Failure>> + Send;

    /// The same for a statement that answers one row or none.
    fn row<T: Send>(
        &self,
        text: &str,
        values: Vec<Value>,
        item: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> impl Future<Output = Result<Option<T>, Failure>> + Send {
        async move { Ok(self.rows(text, values, item).await?.into_iter().next()) }
    }
}

impl<C: ConnectionTrait> Reads for C {
    async fn rows<T: Send>(
        &self,
        text: &str,
        values: Vec<Value>,
        mut item: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Vec<T>, Failure> {
        let rows = self.query_all_raw(sql(self.get_database_backend(), text, values)).await?;
        rows.iter().map(|row| item(&Row(Of::SeaOrm(row)))).collect()
    }
}

/// What a statement answers besides, of rows that may be there: what would be a statement of its own, and on a server another
/// round trip.
#[derive(Debug, Default)]
pub struct Joined {
    /// Its columns, each behind a comma.
    pub columns: String,
    /// The outer joins.
    pub joins: String,
    /// The values of the joins.
    pub values: Vec<Value>,
}

/// A row that a statement answers.
#[derive(Debug)]
pub struct Row<'r>(Of<'r>);

#[derive(Debug)]
enum Of<'r> {
    SeaOrm(&'r QueryResult),
    Sqlite(&'r rusqlite::Row<'r>),
}

/// What a column may hold: `i64`, `bool`, `String`, bytes, ids, types that are kept as one of these, and each of them or nothing.
pub trait Column: TryGetable + ValueType {}

impl<T: TryGetable + ValueType> Column for T {}

impl Row<'_> {
    /// The value of a column, counted from 0.
    ///
    /// # Errors
    /// Where there is no such column, or it holds something else.
    pub fn get<T: Column>(&self, column: usize) -> Result<T, DbErr> {
        match self.0 {
            Of::SeaOrm(row) => row.try_get_by_index(column),
            Of::Sqlite(row) => {
                let value = of_sqlite(row, column, &T::array_type())?;
                T::try_from(value)
                    .map_err(|_| DbErr::Type(format!("column {column} is no {}", T::type_name())))
            }
        }
    }
}

/// The value of a column of SQLite, as SeaORM has it: nothing of a type is of that type too.
fn of_sqlite(row: &rusqlite::Row<'_>, column: usize, kept_as: &ArrayType) -> Result<Value, DbErr> {
    let value = match kept_as {
        ArrayType::Bool => row.get(column).map(Value::Bool),
        ArrayType::BigInt => row.get(column).map(Value::BigInt),
        ArrayType::String => row.get(column).map(Value::String),
        ArrayType::Bytes => row.get(column).map(Value::Bytes),
        ArrayType::Uuid => row.get(column).map(Value::Uuid),
        other => {
            return Err(DbErr::Type(format!("no statement that reads has had such a column yet: {other:?}")));
        }
    };
    value.map_err(|error| DbErr::Type(error.to_string()))
}

impl<'r> From<&'r rusqlite::Row<'r>> for Row<'r> {
    fn from(row: &'r rusqlite::Row<'r>) -> Self {
        Self(Of::Sqlite(row))
    }
}
