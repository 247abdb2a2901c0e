//! Credentials of an engine: a role each.

use super::{
    Engine, Ident, Server,
    ident::literal,
    make::{ROLE, end_sessions_of, join, mark},
    password::Password,
    server::{column, exists, run, scalar},
};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::{Connection as _, PgConnection};

/// What a binding asks for.
#[derive(Clone, Debug)]
pub struct Access {
    /// The role.
    pub role: Ident,
    /// In which schema its sessions begin: made where it is not there.
    pub schema: Option<Ident>,
}

impl Server {
    /// Makes the role, or gives it a new password where it is there.
    pub async fn grant(
        &self,
        engine: &Engine,
        access: &Access,
        password: &Password,
        journal: &str,
    ) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let (role, group) = (&access.role, &engine.name);
        if !exists(&mut connection, ROLE, role).await? {
            // No password, so nobody gets in before the rest is done. One transaction: no role without its mark.
            let mark = literal(&mark(journal, engine));
            let make =
                format!("CREATE ROLE {role} NOLOGIN IN ROLE {group}; COMMENT ON ROLE {role} IS {mark}");
            run(&mut connection, make).await?;
        }
        join(&mut connection, role).await?;
        if let Some(schema) = &access.schema {
            self.make_schema(group, schema).await?;
        }
        let begins = access.schema.as_ref().map_or_else(|| "public".to_owned(), ToString::to_string);
        for statement in [
            // What it makes is the group's, so that it stays when the role goes.
            format!("ALTER ROLE {role} SET role TO {group}"),
            format!("ALTER ROLE {role} IN DATABASE {group} SET search_path TO {begins}"),
            format!(
                "ALTER ROLE {role} LOGIN CONNECTION LIMIT {} PASSWORD {}",
                engine.per_credential(),
                literal(&password.verifier())
            ),
        ] {
            run(&mut connection, statement).await?;
        }
        let _ = connection.close().await;
        Ok(())
    }

    async fn make_schema(&self, group: &Ident, schema: &Ident) -> Result<(), EmbeddedError> {
        let mut inside = self.connect_to(group).await?;
        if !exists(&mut inside, "SELECT 1 FROM pg_namespace WHERE nspname = ", schema).await? {
            run(&mut inside, format!("CREATE SCHEMA {schema} AUTHORIZATION {group}")).await?;
        }
        let owner = format!(
            "SELECT 1 FROM pg_namespace WHERE nspname = {} AND nspowner <> (SELECT oid FROM pg_roles WHERE rolname = {})",
            literal(schema.as_str()),
            literal(group.as_str())
        );
        if scalar(&mut inside, owner).await?.is_some() {
            run(&mut inside, format!("ALTER SCHEMA {schema} OWNER TO {group}")).await?;
        }
        let _ = inside.close().await;
        Ok(())
    }

    /// Removes the role; what it owns is the group's from then on. Nothing happens where it is gone.
    pub async fn revoke(&self, engine: &Engine, role: &Ident) -> Result<(), EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        self.drop_role(&mut connection, role, Some(&engine.name)).await?;
        let _ = connection.close().await;
        Ok(())
    }

    /// Removes a role with all that it owns in any database; what it owns in the heir's database goes to the heir.
    pub(super) async fn drop_role(
        &self,
        connection: &mut PgConnection,
        role: &Ident,
        heir: Option<&Ident>,
    ) -> Result<(), EmbeddedError> {
        if !exists(connection, ROLE, role).await? {
            return Ok(());
        }
        run(connection, format!("ALTER ROLE {role} NOLOGIN")).await?;
        join(connection, role).await?;
        end_sessions_of(connection, role).await?;
        let where_it_owns = format!(
            "SELECT DISTINCT d.datname FROM pg_shdepend s JOIN pg_database d ON d.oid = s.dbid
             WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = {})",
            literal(role.as_str())
        );
        for database in column(connection, where_it_owns).await? {
            let database = Ident::parse(&database)?;
            let mut inside = self.connect_to(&database).await?;
            if let Some(heir) = heir.filter(|heir| **heir == database) {
                run(&mut inside, format!("REASSIGN OWNED BY {role} TO {heir}")).await?;
            }
            run(&mut inside, format!("DROP OWNED BY {role}")).await?;
            let _ = inside.close().await;
        }
        // Permissions on databases themselves, which no database holds.
        run(connection, format!("DROP OWNED BY {role}")).await?;
        run(connection, format!("DROP ROLE {role}")).await
    }
}
