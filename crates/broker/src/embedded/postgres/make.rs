//! Making an engine, and changing it. Each step can be done again, after a success too.

use super::{
    Engine, Ident, Server,
    ident::literal,
    server::{column, exists, run, scalar},
};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::{Connection as _, PgConnection};

const DATABASE: &str = "SELECT 1 FROM pg_database WHERE datname = ";
pub(super) const ROLE: &str = "SELECT 1 FROM pg_roles WHERE rolname = ";

/// How HQ's databases and roles are marked: with the journal that knows them and the id of the instance.
pub fn mark(journal: &str, engine: &Engine) -> String {
    format!("hq {journal} {}", engine.instance)
}

impl Server {
    /// Asks the server who it is. Answers its version.
    pub async fn greet(&self) -> Result<String, EmbeddedError> {
        let mut connection = self.connect().await?;
        let version = scalar(&mut connection, "SELECT current_setting('server_version')".to_owned()).await?;
        let _ = connection.close().await;
        Ok(version.unwrap_or_default())
    }

    /// Makes the group that owns what is in the engine. The broker is a member, so that it can hand over and remove what
    /// bindings leave behind.
    pub async fn make_group(&self, engine: &Engine, journal: &str) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let name = &engine.name;
        if !exists(&mut connection, ROLE, name).await? {
            // One transaction: no role without its mark.
            let mark = literal(&mark(journal, engine));
            run(&mut connection, format!("CREATE ROLE {name} NOLOGIN; COMMENT ON ROLE {name} IS {mark}"))
                .await?;
        }
        join(&mut connection, name).await?;
        let _ = connection.close().await;
        Ok(())
    }

    /// Makes the database. The broker owns it: an owner can lift its limits, and drop it.
    pub async fn make_database(&self, engine: &Engine, journal: &str) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let name = &engine.name;
        if !exists(&mut connection, DATABASE, name).await? {
            // Shut until its permissions are set: a new database lets everybody connect.
            let make = format!(
                "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' ALLOW_CONNECTIONS false CONNECTION LIMIT {}",
                engine.in_all()
            );
            run(&mut connection, make).await?;
        }
        run(&mut connection, format!("COMMENT ON DATABASE {name} IS {}", literal(&mark(journal, engine))))
            .await?;
        let _ = connection.close().await;
        Ok(())
    }

    /// Lets in the group and nobody else.
    pub async fn set_permissions(&self, engine: &Engine) -> Result<(), EmbeddedError> {
        let name = &engine.name;
        let mut connection = self.connect_alone(engine.instance).await?;
        run(&mut connection, format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC")).await?;
        run(&mut connection, format!("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {name} TO {name}"))
            .await?;
        run(&mut connection, format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await?;
        let mut inside = self.connect_to(name).await?;
        // Before PostgreSQL 15 the schema is the superuser's, and everybody who may connect may write to it: the group only.
        if may_grant_public(&mut inside).await? {
            run(&mut inside, "REVOKE ALL ON SCHEMA public FROM PUBLIC".to_owned()).await?;
            run(&mut inside, format!("GRANT ALL ON SCHEMA public TO {name}")).await?;
        }
        let _ = inside.close().await;
        let _ = connection.close().await;
        Ok(())
    }

    /// Makes a table as the group, writes to it and reads from it. Nothing of it stays.
    pub async fn try_out(&self, engine: &Engine) -> Result<(), EmbeddedError> {
        let mut inside = self.connect_to(&engine.name).await?;
        for statement in [
            "BEGIN".to_owned(),
            format!("SET LOCAL ROLE {}", engine.name),
            "CREATE TABLE public.hq_trial (n integer)".to_owned(),
            "INSERT INTO public.hq_trial VALUES (1)".to_owned(),
        ] {
            run(&mut inside, statement).await?;
        }
        let read = scalar(&mut inside, "SELECT n FROM public.hq_trial".to_owned()).await?;
        run(&mut inside, "ROLLBACK".to_owned()).await?;
        let _ = inside.close().await;
        match read.as_deref() {
            Some("1") => Ok(()),
            _ => Err(EmbeddedError::Storage(sea_orm::sqlx::Error::RowNotFound)),
        }
    }

    /// Sets the limits of connections to what the engine's size gives.
    pub async fn set_limits(&self, engine: &Engine, roles: &[Ident]) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let alter = format!("ALTER DATABASE {} CONNECTION LIMIT {}", engine.name, engine.in_all());
        run(&mut connection, alter).await?;
        for role in roles {
            if exists(&mut connection, ROLE, role).await? {
                let alter = format!("ALTER ROLE {role} CONNECTION LIMIT {}", engine.per_credential());
                run(&mut connection, alter).await?;
            }
        }
        let _ = connection.close().await;
        Ok(())
    }

    /// Lets nobody in but the broker, and sends away who is there. (`ALLOW_CONNECTIONS false` would keep out the broker too:
    /// then nobody could measure it, or remove a binding.)
    pub async fn suspend(&self, engine: &Engine) -> Result<usize, EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let name = &engine.name;
        run(&mut connection, format!("REVOKE CONNECT ON DATABASE {name} FROM {name}")).await?;
        let ended = end_sessions(&mut connection, name).await?;
        let _ = connection.close().await;
        Ok(ended)
    }

    /// Lets the group in again.
    pub async fn resume(&self, engine: &Engine) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let name = &engine.name;
        run(&mut connection, format!("GRANT CONNECT ON DATABASE {name} TO {name}")).await?;
        let _ = connection.close().await;
        Ok(())
    }
}

/// Makes the broker's own role a member of another.
pub(super) async fn join(connection: &mut PgConnection, role: &Ident) -> Result<(), EmbeddedError> {
    // A superuser is as good as a member of every role, and needs no grant.
    let superuser = "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper";
    if scalar(connection, superuser.to_owned()).await?.is_none() {
        run(connection, format!("GRANT {role} TO CURRENT_USER")).await?;
    }
    Ok(())
}

/// Ends the sessions in a database but the broker's, and those of whom it may not send away: a superuser who is looking. Answers
/// how many there were.
pub(super) async fn end_sessions(
    connection: &mut PgConnection,
    database: &Ident,
) -> Result<usize, EmbeddedError> {
    let end = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = {} AND pid <> pg_backend_pid() AND usename <> current_user
         AND pg_has_role(current_user, usesysid, 'MEMBER')",
        literal(database.as_str())
    );
    Ok(column(connection, end).await?.len())
}

/// Ends the sessions of a role.
pub(super) async fn end_sessions_of(
    connection: &mut PgConnection,
    role: &Ident,
) -> Result<(), EmbeddedError> {
    let end = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = {}",
        literal(role.as_str())
    );
    column(connection, end).await?;
    Ok(())
}

async fn may_grant_public(inside: &mut PgConnection) -> Result<bool, EmbeddedError> {
    let query = "SELECT 1 FROM pg_namespace WHERE nspname = 'public' AND pg_has_role(current_user, nspowner, 'USAGE')";
    Ok(scalar(inside, query.to_owned()).await?.is_some())
}
