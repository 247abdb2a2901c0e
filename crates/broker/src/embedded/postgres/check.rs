//! Whether the server can do what the catalog says.

use super::{
    Server,
    server::{column, scalar},
};
use crate::embedded::{EmbeddedError, Finding, check::listed};
use sea_orm::sqlx::{Connection as _, PgConnection};

/// The oldest version that is supported: 14.
const OLDEST: u32 = 140_000;

/// What was found on the server, a sentence each.
pub async fn findings(server: &Server) -> Vec<Finding> {
    match look(server).await {
        Ok(findings) => findings,
        Err(error) => vec![Finding::bad(format!("The storage server cannot be asked: {error}."))],
    }
}

async fn look(server: &Server) -> Result<Vec<Finding>, EmbeddedError> {
    let mut connection = server.connect().await?;
    let text = |found: Option<String>| found.unwrap_or_default();
    let version = text(scalar(&mut connection, "SELECT current_setting('server_version')".into()).await?);
    let number = text(scalar(&mut connection, "SELECT current_setting('server_version_num')".into()).await?);
    let role = text(scalar(&mut connection, "SELECT current_user".into()).await?);
    let mut findings = vec![Finding {
        good: number.parse::<u32>().is_ok_and(|number| number >= OLDEST),
        sentence: format!("The storage server runs PostgreSQL {version}; version 14 or newer is needed."),
    }];
    for (column, right) in [("rolcreatedb", "CREATEDB"), ("rolcreaterole", "CREATEROLE")] {
        findings.push(right_of(&mut connection, &role, column, right).await?);
    }
    let open = "SELECT datname FROM pg_database WHERE datallowconn
                AND has_database_privilege('public', oid, 'CONNECT') ORDER BY datname";
    let open = column(&mut connection, open.into()).await?;
    findings.push(if open.is_empty() {
        Finding::good("No database lets in every role of the server.".into())
    } else {
        let names = listed(&open);
        Finding::bad(format!(
            "Every role of the server may connect to {names}, and so may the tenants of engines. The owner of each can end \
             that: GRANT CONNECT ON DATABASE name TO {role}; REVOKE ALL ON DATABASE name FROM PUBLIC."
        ))
    });
    let _ = connection.close().await;
    Ok(findings)
}

async fn right_of(
    connection: &mut PgConnection,
    role: &str,
    column: &'static str,
    right: &str,
) -> Result<Finding, EmbeddedError> {
    let query = format!("SELECT 1 FROM pg_roles WHERE rolname = current_user AND ({column} OR rolsuper)");
    Ok(if scalar(connection, query).await?.is_some() {
        Finding::good(format!("The role {role} has {right}."))
    } else {
        Finding::bad(format!("The role {role} lacks {right}: as a superuser, ALTER ROLE {role} {right}."))
    })
}
