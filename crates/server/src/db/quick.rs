//! Reads of SQLite on the thread that asks, without the way to a thread of sqlx and back (docs/decisions/0044-reads-and-memory.md).

use super::{
    pool::Pool,
    reads::{Reads, Row},
};
use crate::http::problem::Failure;
use rusqlite::{
    Connection, OpenFlags, ToSql,
    types::{ToSqlOutput, ValueRef},
};
use sea_orm::Value;
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// A step is an instruction of SQLite's virtual machine, and takes some tens of nanoseconds. After so many of them, a millisecond or
/// two, a statement has kept its thread for long enough, and is begun again elsewhere.
const STEPS: u32 = 64 * STEPS_AT_ONCE;
/// How often steps are counted.
const STEPS_AT_ONCE: u32 = 1000;
/// So many statements of each connection stay prepared.
const STATEMENTS: usize = 256;

/// Where reads run. Those that soon come to an end do so on the thread that asks; what takes longer, or fails, is begun again on
/// the connections that have threads of their own, and so does everything on PostgreSQL.
#[derive(Clone, Copy, Debug)]
pub struct Quick<'db> {
    pub(super) here: Option<&'db Here>,
    pub(super) elsewhere: &'db Pool,
}

/// Connections to a SQLite file that only read. None is held while something is waited for, so there are never more of them
/// than threads that serve requests.
#[derive(Debug)]
pub struct Here {
    file: PathBuf,
    /// Nothing once the database was closed.
    idle: Mutex<Option<Vec<Reader>>>,
}

#[derive(Debug)]
struct Reader {
    connection: Connection,
    /// What the statement at hand has taken, in times of [`STEPS_AT_ONCE`].
    taken: Arc<AtomicU32>,
}

impl Reads for Quick<'_> {
    async fn rows<T: Send>(
        &self,
        text: &str,
        values: Vec<Value>,
        mut item: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Vec<T>, Failure> {
        if let Some(here) = self.here
            && let Some(done) = here.rows(text, &values, &mut item)
        {
            return done;
        }
        self.elsewhere.rows(text, values, item).await
    }
}

impl Here {
    /// For a file whose tables are up to date.
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::new(Some(Vec::new())) }
    }

    /// Closes the connections; there will be no others.
    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The items, unless the statement has to be run elsewhere.
    fn rows<T>(
        &self,
        text: &str,
        values: &[Value],
        item: &mut impl FnMut(&Row<'_>) -> Result<T, Failure>,
    ) -> Option<Result<Vec<T>, Failure>> {
        let reader = self.take()?;
        let done = reader.rows(text, values, item);
        // One whose statement failed may be the reason.
        if done.is_some() || reader.has_taken_long() {
            self.give_back(reader);
        }
        done
    }

    fn take(&self) -> Option<Reader> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut()?.pop();
        idle.or_else(|| Reader::open(&self.file).ok())
    }

    fn give_back(&self, reader: Reader) {
        if let Some(idle) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            idle.push(reader);
        }
    }
}

impl Reader {
    fn open(file: &PathBuf) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        // To wait for a lock is for other threads.
        connection.busy_timeout(Duration::ZERO)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let taken = Arc::new(AtomicU32::new(0));
        let count = taken.clone();
        let is_too_much = move || count.fetch_add(1, Ordering::Relaxed) >= STEPS / STEPS_AT_ONCE;
        connection.progress_handler(STEPS_AT_ONCE.cast_signed(), Some(is_too_much))?;
        Ok(Self { connection, taken })
    }

    fn has_taken_long(&self) -> bool {
        self.taken.load(Ordering::Relaxed) > STEPS / STEPS_AT_ONCE
    }

    fn rows<T>(
        &self,
        text: &str,
        values: &[Value],
        item: &mut impl FnMut(&Row<'_>) -> Result<T, Failure>,
    ) -> Option<Result<Vec<T>, Failure>> {
        self.taken.store(0, Ordering::Relaxed);
        let mut statement = self.connection.prepare_cached(text).ok()?;
        for (place, value) in (1..).zip(values) {
            statement.raw_bind_parameter(place, Bound(value)).ok()?;
        }
        let mut rows = statement.raw_query();
        let mut items = Vec::new();
        while let Some(row) = rows.next().ok()? {
            match item(&Row::from(row)) {
                Ok(item) => items.push(item),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(items))
    }
}

/// A value as SQLite keeps it: ids as their bytes, as SeaORM does.
struct Bound<'v>(&'v Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self.0 {
            Value::Bool(value) => value.map(|it| ValueRef::Integer(it.into())),
            Value::BigInt(value) => value.map(ValueRef::Integer),
            Value::String(value) => value.as_ref().map(|it| ValueRef::Text(it.as_bytes())),
            Value::Bytes(value) => value.as_ref().map(|it| ValueRef::Blob(it)),
            Value::Uuid(value) => value.as_ref().map(|it| ValueRef::Blob(it.as_bytes())),
            other => {
                let unknown = format!("no statement that reads has had such a value yet: {other:?}");
                return Err(rusqlite::Error::ToSqlConversionFailure(unknown.into()));
            }
        };
        Ok(ToSqlOutput::Borrowed(value.unwrap_or(ValueRef::Null)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::StatementStatus;

    fn number(row: &Row<'_>) -> Result<i64, Failure> {
        Ok(row.get(0)?)
    }

    fn read(here: &Here, text: &str, values: &[Value]) -> Option<Vec<i64>> {
        here.rows(text, values, &mut number).map(Result::unwrap)
    }

    /// A file whose readers wait for its writer: none of ours does, they all have a log.
    fn file() -> (tempfile::TempDir, Connection, Here) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a?b.sqlite");
        let writer = Connection::open(&file).unwrap();
        writer.execute_batch("CREATE TABLE t (n INTEGER); INSERT INTO t VALUES (7)").unwrap();
        (folder, writer, Here::new(file))
    }

    #[test]
    fn what_is_locked_is_left_to_others_at_once() {
        let (_folder, writer, here) = file();
        let all = || read(&here, "SELECT n FROM t", &[]);
        assert_eq!(all(), Some(vec![7]));
        writer.execute_batch("BEGIN EXCLUSIVE").unwrap();
        assert_eq!(all(), None);
        writer.execute_batch("COMMIT").unwrap();
        assert_eq!(all(), Some(vec![7]));
        assert_eq!(read(&here, "PRAGMA busy_timeout", &[]), Some(vec![0]), "it waits for no lock");
    }

    #[test]
    fn nothing_is_written() {
        let (_folder, _writer, here) = file();
        assert_eq!(read(&here, "DELETE FROM t RETURNING n", &[]), None);
        assert_eq!(read(&here, "SELECT n FROM t", &[]), Some(vec![7]));
    }

    #[test]
    fn what_takes_long_is_left_to_others() {
        const MANY: &str =
            "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ?) SELECT n FROM s";
        let (_folder, _writer, here) = file();
        let many = |most: i64| read(&here, MANY, &[most.into()]).map(|all| all.len());
        assert_eq!(many(1_000), Some(1_000));
        assert_eq!(many(1_000_000), None);
        assert_eq!(many(1_000), Some(1_000), "each statement has the whole time");
        assert_eq!(here.idle.lock().unwrap().as_ref().map(Vec::len), Some(1), "on the same connection");
    }

    /// Values that are bound anew, also how many rows are wanted, do not have a statement prepared again.
    #[test]
    fn a_statement_is_prepared_once() {
        const SOME: &str = "SELECT n FROM t WHERE n >= ? ORDER BY n LIMIT ?";
        let (_folder, _writer, here) = file();
        for least in 0..8_i64 {
            assert_eq!(read(&here, SOME, &[least.into(), (least + 1).into()]), Some(vec![7]));
        }
        let reader = here.take().unwrap();
        let statement = reader.connection.prepare_cached(SOME).unwrap();
        assert_eq!(statement.get_status(StatementStatus::Run), 8);
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn a_closed_database_is_not_opened_again() {
        let (_folder, _writer, here) = file();
        assert_eq!(read(&here, "SELECT n FROM t", &[]), Some(vec![7]));
        here.close();
        assert_eq!(read(&here, "SELECT n FROM t", &[]), None);
    }
}
