//! A dataplant's connection to an engine, with nothing but the credentials that it was given.

use crate::{
    embedded::{
        EmbeddedError,
        postgres::{Ident, tenant},
        sandbox::Sandbox,
        work::StepError,
    },
    osb::Credentials,
};
use sea_orm::sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, Row as _, SqliteConnection,
};
use std::{path::Path, time::Duration};
use tokio::time::{Instant, timeout};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How large a Sandbox file may become whose credentials say nothing, in bytes.
const UNSAID: u64 = 1_000_000_000;

/// A connection.
pub struct Link {
    inside: Inside,
    schema: Option<Ident>,
    place: String,
    took: Duration,
}

enum Inside {
    Postgres(Box<PgConnection>),
    File(SqliteConnection),
}

impl Link {
    /// Connects.
    pub async fn open(credentials: &Credentials, sandbox: &Sandbox) -> Result<Self, StepError> {
        let began = Instant::now();
        let schema = credentials.text(&["schema"]).map(|name| Ident::parse(&name)).transpose()?;
        let opening = async {
            match credentials.text(&["file"]) {
                Some(file) => Self::open_file(credentials, Path::new(&file), sandbox).await,
                None => Self::open_postgres(credentials).await,
            }
        };
        let opened = timeout(CONNECT, opening).await;
        let (inside, place) =
            opened.map_err(|_| StepError::Again("no connection within 5 seconds".to_owned()))??;
        Ok(Self { inside, schema, place, took: began.elapsed() })
    }

    /// Only files of Sandbox: credentials come from outside, and any other file of the machine could be named in them.
    async fn open_file(
        credentials: &Credentials,
        file: &Path,
        sandbox: &Sandbox,
    ) -> Result<(Inside, String), StepError> {
        let instance = sandbox
            .instance_of(file)
            .ok_or_else(|| StepError::Never("the file is none of this broker's Sandbox".to_owned()))?;
        let limit = credentials.text(&["max_bytes"]).and_then(|bytes| bytes.parse().ok()).unwrap_or(UNSAID);
        let connection = Sandbox::connect(file, limit).await?;
        Ok((Inside::File(connection), format!("Sandbox {}", instance.simple())))
    }

    async fn open_postgres(credentials: &Credentials) -> Result<(Inside, String), StepError> {
        let (options, place) = tenant::options(credentials).ok_or_else(|| {
            StepError::Never("these are credentials of neither PostgreSQL nor Sandbox".to_owned())
        })?;
        let connection = PgConnection::connect_with(&options).await.map_err(EmbeddedError::from)?;
        Ok((Inside::Postgres(Box::new(connection)), place))
    }

    /// To what it is connected, and how long that took. No secret.
    pub fn describe(&self) -> String {
        format!("{}, {} ms", self.place, self.took.as_millis())
    }

    /// How long it took to connect.
    pub const fn took(&self) -> Duration {
        self.took
    }

    /// Makes a table in the schema, writes a token to it, reads it back, and removes the table.
    pub async fn write_and_read(&mut self, table: &str, token: &str) -> Result<String, StepError> {
        // Both are of this crate's making; parsed all the same, since they become part of statements.
        let (table, token) = (Ident::parse(table)?, Ident::parse(&format!("t{token}"))?);
        let table = self.in_schema(&table)?;
        let read = self.token_through(&table, token.as_str()).await.map_err(EmbeddedError::from)?;
        if read == token.as_str() {
            Ok(format!("wrote to {} and read it back", self.where_it_writes()))
        } else {
            Err(StepError::Never("what was read is not what was written".to_owned()))
        }
    }

    async fn token_through(&mut self, table: &str, token: &str) -> Result<String, sea_orm::sqlx::Error> {
        let make = format!("CREATE TABLE IF NOT EXISTS {table} (token text)");
        let write = format!("INSERT INTO {table} (token) VALUES ('{token}')");
        let read = format!("SELECT token FROM {table} WHERE token = '{token}'");
        let remove = format!("DROP TABLE {table}");
        match &mut self.inside {
            Inside::Postgres(connection) => {
                connection.execute(AssertSqlSafe(make)).await?;
                connection.execute(AssertSqlSafe(write)).await?;
                let read = connection.fetch_one(AssertSqlSafe(read)).await?.try_get(0)?;
                connection.execute(AssertSqlSafe(remove)).await?;
                Ok(read)
            }
            Inside::File(connection) => {
                connection.execute(AssertSqlSafe(make)).await?;
                connection.execute(AssertSqlSafe(write)).await?;
                let read = connection.fetch_one(AssertSqlSafe(read)).await?.try_get(0)?;
                connection.execute(AssertSqlSafe(remove)).await?;
                Ok(read)
            }
        }
    }

    /// Whether it leads to PostgreSQL.
    pub const fn is_postgres(&self) -> bool {
        matches!(self.inside, Inside::Postgres(_))
    }

    /// Runs statements of this crate's making, all or none.
    pub async fn run(&mut self, statements: &[String]) -> Result<(), StepError> {
        for statement in
            std::iter::once("BEGIN").chain(statements.iter().map(String::as_str)).chain(["COMMIT"])
        {
            let statement = AssertSqlSafe(statement.to_owned());
            match &mut self.inside {
                Inside::Postgres(connection) => connection.execute(statement).await.map(drop),
                Inside::File(connection) => connection.execute(statement).await.map(drop),
            }
            .map_err(EmbeddedError::from)?;
        }
        Ok(())
    }

    /// SQLite has no schemas: there the names of tables begin with theirs.
    pub fn in_schema(&self, table: &Ident) -> Result<String, EmbeddedError> {
        Ok(match (&self.schema, &self.inside) {
            (None, _) => table.to_string(),
            (Some(schema), Inside::Postgres(_)) => format!("{schema}.{table}"),
            (Some(schema), Inside::File(_)) => {
                Ident::parse(&format!("{}__{}", schema.as_str(), table.as_str()))?.to_string()
            }
        })
    }

    fn where_it_writes(&self) -> &str {
        self.schema.as_ref().map_or("its first schema", Ident::as_str)
    }

    /// Closes it.
    pub async fn close(self) {
        let _ = match self.inside {
            Inside::Postgres(connection) => connection.close().await,
            Inside::File(connection) => connection.close().await,
        };
    }
}
