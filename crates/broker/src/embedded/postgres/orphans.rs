//! What HQ has made on the server, as its marks say.

use super::{
    Ident, Server,
    ident::literal,
    server::{column, run},
};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::Connection as _;

/// Something on the server that bears HQ's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stray {
    /// A database.
    Database(Ident),
    /// A role.
    Role(Ident),
}

impl Server {
    /// The databases and roles that this journal has marked, and those that this role has made and nobody has marked yet. What
    /// another HQ has marked is its own.
    pub async fn marked(&self, journal: &str) -> Result<Vec<Stray>, EmbeddedError> {
        let mut connection = self.connect().await?;
        let ours = literal(&format!("hq {journal} %"));
        let databases = format!(
            "SELECT datname FROM pg_database d WHERE datname ~ '^hq_[0-9a-f]{{32}}$'
             AND (shobj_description(oid, 'pg_database') LIKE {ours}
                  OR shobj_description(oid, 'pg_database') IS NULL
                     AND datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user))"
        );
        // A role has no owner that says who made it; only marked ones are ours.
        let roles = format!(
            "SELECT rolname FROM pg_roles WHERE rolname ~ '^hq_(b_)?[0-9a-f]{{32}}$'
             AND shobj_description(oid, 'pg_authid') LIKE {ours}"
        );
        let mut found = Vec::new();
        for name in column(&mut connection, databases).await? {
            found.push(Stray::Database(Ident::parse(&name)?));
        }
        for name in column(&mut connection, roles).await? {
            found.push(Stray::Role(Ident::parse(&name)?));
        }
        let _ = connection.close().await;
        Ok(found)
    }

    /// Removes it.
    pub async fn remove_stray(&self, stray: &Stray) -> Result<(), EmbeddedError> {
        let mut connection = self.connect().await?;
        match stray {
            Stray::Database(name) => {
                run(&mut connection, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
            }
            Stray::Role(name) => self.drop_role(&mut connection, name, None).await?,
        }
        let _ = connection.close().await;
        Ok(())
    }
}
