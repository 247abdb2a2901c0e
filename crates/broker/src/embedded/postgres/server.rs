//! The operator's server, and connections to it.

use super::{Ident, ident::literal};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, PgConnection, Row as _,
    postgres::PgConnectOptions,
};
use std::time::Duration;
use tokio::time::timeout;
use url::Url;
use uuid::Uuid;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// The longest that the server works on one statement: less than a lease lasts.
const STATEMENT: &str = "40s";
/// How many connections each credential of an engine has for each FPU.
pub const CONNECTIONS_PER_FPU: u32 = 5;
/// So many credentials can be used to the full at once, the old and the new one of a rotation among them.
const CREDENTIALS_AT_ONCE: u32 = 6;
/// What the broker itself needs beside the tenants.
const SPARE: u32 = 3;

/// The operator's PostgreSQL server.
#[derive(Clone, Debug)]
pub struct Server {
    options: PgConnectOptions,
    /// As credentials name it.
    pub host: String,
    /// As credentials name it.
    pub port: u16,
    /// As credentials name it, where the operator does.
    pub ssl_mode: Option<String>,
}

/// An engine on it.
#[derive(Clone, Debug)]
pub struct Engine {
    /// Its id.
    pub instance: Uuid,
    /// The name of its database, and of the group that its roles are in.
    pub name: Ident,
    /// Its size.
    pub fpu: u32,
}

impl Engine {
    /// Of an instance.
    pub fn new(instance: Uuid, fpu: u32) -> Self {
        Self { instance, name: Ident::engine(instance), fpu }
    }

    /// How many connections each of its credentials may have.
    pub const fn per_credential(&self) -> u32 {
        self.fpu.saturating_mul(CONNECTIONS_PER_FPU)
    }

    /// How many connections its database takes in all.
    pub const fn in_all(&self) -> u32 {
        self.per_credential().saturating_mul(CREDENTIALS_AT_ONCE).saturating_add(SPARE)
    }
}

impl Server {
    /// The server of a URL.
    ///
    /// # Errors
    /// Where it is no URL of PostgreSQL with a host.
    pub fn parse(url: &str) -> Result<Self, EmbeddedError> {
        let parsed = Url::parse(url).map_err(|_| EmbeddedError::StorageUrl)?;
        if !matches!(parsed.scheme(), "postgres" | "postgresql")
            || parsed.host_str().is_none_or(str::is_empty)
        {
            return Err(EmbeddedError::StorageUrl);
        }
        let options: PgConnectOptions = url.parse().map_err(|_| EmbeddedError::StorageUrl)?;
        let ssl_mode = parsed
            .query_pairs()
            .find(|(name, _)| name == "sslmode" || name == "ssl-mode")
            .map(|(_, mode)| mode.into_owned());
        // A tenant may make functions and operators of any name: what the broker says is always PostgreSQL's own.
        let options = options
            .application_name("hq-broker")
            .options([("search_path", "pg_catalog"), ("statement_timeout", STATEMENT)])
            .statement_cache_capacity(0)
            .disable_statement_logging();
        let (host, port) = (options.get_host().to_owned(), options.get_port());
        Ok(Self { options, host, port, ssl_mode })
    }

    /// How the journal's pool connects to it.
    pub fn journal_options(&self, database: &Ident) -> PgConnectOptions {
        let options = self.options.clone().database(database.as_str()).statement_cache_capacity(128);
        // The journal has tables of its own, where nobody else may be.
        options.options([("search_path", "public")])
    }

    /// A connection to the database that the operator named.
    pub async fn connect(&self) -> Result<PgConnection, EmbeddedError> {
        within(PgConnection::connect_with(&self.options)).await
    }

    /// A connection to another database.
    pub async fn connect_to(&self, database: &Ident) -> Result<PgConnection, EmbeddedError> {
        within(PgConnection::connect_with(&self.options.clone().database(database.as_str()))).await
    }

    /// A connection on which nobody else works on that engine meanwhile: what a killed process has begun there ends before,
    /// since the server keeps its lock that long.
    pub async fn connect_alone(&self, instance: Uuid) -> Result<PgConnection, EmbeddedError> {
        let mut connection = self.connect().await?;
        let (high, low) = instance.as_u64_pair();
        let key = (high ^ low).cast_signed();
        run(&mut connection, format!("SELECT pg_advisory_lock({key})")).await?;
        Ok(connection)
    }

    /// Whether there is a database of that name.
    pub async fn has_database(&self, database: &Ident) -> Result<bool, EmbeddedError> {
        let mut connection = self.connect().await?;
        let found = exists(&mut connection, "SELECT 1 FROM pg_database WHERE datname = ", database).await?;
        let _ = connection.close().await;
        Ok(found)
    }

    /// Makes the journal's database, where there is none. Nobody but its owner may connect.
    pub async fn make_journal(&self, database: &Ident) -> Result<(), EmbeddedError> {
        let mut connection = self.connect().await?;
        run(&mut connection, "SELECT pg_advisory_lock(1213268225)".to_owned()).await?;
        if !exists(&mut connection, "SELECT 1 FROM pg_database WHERE datname = ", database).await? {
            let make = format!("CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8'");
            let made = run(&mut connection, make).await;
            // A process whose URL names another database has another lock, and may have been quicker.
            if made.is_err()
                && !exists(&mut connection, "SELECT 1 FROM pg_database WHERE datname = ", database).await?
            {
                made?;
            }
        }
        run(&mut connection, format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC")).await?;
        for open_to_all in COMMON {
            // Where it fails the operator has to: `check` says so.
            if let Err(error) = shut_out_public(&mut connection, open_to_all).await {
                tracing::warn!(database = open_to_all, %error, "everybody may still connect");
            }
        }
        let _ = connection.close().await;
        Ok(())
    }
}

/// Databases that every server has, and which let everybody in.
const COMMON: [&str; 2] = ["postgres", "template1"];

/// Lets nobody connect to a database who is not named, where the broker's role may decide that. It lets itself in first.
async fn shut_out_public(connection: &mut PgConnection, database: &str) -> Result<(), EmbeddedError> {
    let may = format!(
        "SELECT 1 FROM pg_database WHERE datname = {} AND has_database_privilege('public', oid, 'CONNECT')
         AND pg_has_role(current_user, datdba, 'USAGE')",
        literal(database)
    );
    if scalar(connection, may).await?.is_some() {
        let database = Ident::parse(database)?;
        run(connection, format!("GRANT CONNECT ON DATABASE {database} TO CURRENT_USER")).await?;
        run(connection, format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC")).await?;
    }
    Ok(())
}

/// Runs one statement made of [`Ident`]s and [`literal`]s.
pub async fn run(connection: &mut PgConnection, statement: String) -> Result<(), EmbeddedError> {
    connection.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}

/// Whether a query that ends with a comparison finds that name.
pub async fn exists(connection: &mut PgConnection, query: &str, name: &Ident) -> Result<bool, EmbeddedError> {
    Ok(scalar(connection, format!("{query}{}", literal(name.as_str()))).await?.is_some())
}

/// The first column of the first row, where there is one: a text, or a number as one.
pub async fn scalar(connection: &mut PgConnection, query: String) -> Result<Option<String>, EmbeddedError> {
    Ok(column(connection, query).await?.into_iter().next())
}

/// The first column of all rows, as texts.
pub async fn column(connection: &mut PgConnection, query: String) -> Result<Vec<String>, EmbeddedError> {
    let query = format!("SELECT found::text FROM ({query}) AS rows(found) WHERE found IS NOT NULL");
    let rows = connection.fetch_all(AssertSqlSafe(query)).await?;
    rows.iter().map(|row| row.try_get::<String, _>(0).map_err(Into::into)).collect()
}

async fn within(
    connecting: impl Future<Output = Result<PgConnection, sea_orm::sqlx::Error>>,
) -> Result<PgConnection, EmbeddedError> {
    match timeout(CONNECT, connecting).await {
        Ok(connected) => Ok(connected?),
        Err(_) => Err(EmbeddedError::Storage(sea_orm::sqlx::Error::PoolTimedOut)),
    }
}
