//! Removing an engine. Each step can be done again, after a success too.

use super::{
    Engine, Ident, Server,
    ident::literal,
    make::end_sessions,
    server::{column, exists, run, scalar},
};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::Connection as _;

const DATABASE: &str = "SELECT 1 FROM pg_database WHERE datname = ";

impl Server {
    /// Lets nobody in any more, and sends away who is there. Answers how many.
    pub async fn shut(&self, engine: &Engine) -> Result<usize, EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let mut ended = 0;
        if exists(&mut connection, DATABASE, &engine.name).await? {
            run(&mut connection, format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", engine.name)).await?;
            ended = end_sessions(&mut connection, &engine.name).await?;
        }
        let _ = connection.close().await;
        Ok(ended)
    }

    /// Removes the database. Answers how many bytes it had; nothing where it is gone.
    pub async fn drop_database(&self, engine: &Engine) -> Result<Option<u64>, EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let size = format!(
            "SELECT pg_database_size(oid) FROM pg_database WHERE datname = {}",
            literal(engine.name.as_str())
        );
        let bytes = scalar(&mut connection, size).await?.and_then(|bytes| bytes.parse().ok());
        run(&mut connection, format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", engine.name)).await?;
        let _ = connection.close().await;
        Ok(bytes)
    }

    /// Removes the roles of bindings, those that only the group knows of too, and the group. Answers how many.
    pub async fn drop_roles(&self, engine: &Engine, roles: &[Ident]) -> Result<usize, EmbeddedError> {
        let mut connection = self.connect_alone(engine.instance).await?;
        let members = format!(
            "SELECT m.rolname FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member
             JOIN pg_roles g ON g.oid = a.roleid
             WHERE g.rolname = {} AND m.rolname LIKE {}",
            literal(engine.name.as_str()),
            literal("hq\\_b\\_%")
        );
        let mut all = roles.to_vec();
        for member in column(&mut connection, members).await? {
            all.push(Ident::parse(&member)?);
        }
        all.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
        all.dedup();
        for role in &all {
            self.drop_role(&mut connection, role, None).await?;
        }
        self.drop_role(&mut connection, &engine.name, None).await?;
        let _ = connection.close().await;
        Ok(all.len())
    }

    /// What is left of an engine: names of databases and roles.
    pub async fn left_of(&self, engine: &Engine, roles: &[Ident]) -> Result<Vec<String>, EmbeddedError> {
        let mut connection = self.connect().await?;
        let mut names = vec![literal(engine.name.as_str())];
        names.extend(roles.iter().map(|role| literal(role.as_str())));
        let names = names.join(", ");
        let query = format!(
            "SELECT datname FROM pg_database WHERE datname IN ({names})
             UNION ALL SELECT rolname FROM pg_roles WHERE rolname IN ({names})"
        );
        let left = column(&mut connection, query).await?;
        let _ = connection.close().await;
        Ok(left)
    }
}
