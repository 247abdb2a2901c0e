//! Connecting with the credentials of an engine, whoever made it.

use crate::osb::Credentials;
use sea_orm::sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgSslMode},
};
use url::Url;

const PORT: u16 = 5432;

/// How to connect, and to what as people call it; nothing where these are no credentials of PostgreSQL.
pub fn options(credentials: &Credentials) -> Option<(PgConnectOptions, String)> {
    let parts = parts(credentials)?;
    let place = format!("{} on {}:{} as {}", parts.database, parts.host, parts.port, parts.user);
    let options = PgConnectOptions::new_without_pgpass()
        .host(&parts.host)
        .port(parts.port)
        .database(&parts.database)
        .username(&parts.user)
        .password(&parts.password)
        .ssl_mode(parts.ssl_mode)
        .application_name("hq-dataplant")
        .statement_cache_capacity(0)
        .disable_statement_logging();
    Some((options, place))
}

struct Parts {
    host: String,
    port: u16,
    database: String,
    user: String,
    password: String,
    ssl_mode: PgSslMode,
}

/// From the parts where there are any, otherwise from the URI.
fn parts(credentials: &Credentials) -> Option<Parts> {
    let uri = credentials.text(&["uri", "url"]).and_then(|uri| Url::parse(&uri).ok());
    let uri = uri.filter(|uri| matches!(uri.scheme(), "postgres" | "postgresql"));
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().ok().map(Into::into);
    let of_uri = |read: fn(&Url) -> Option<&str>| uri.as_ref().and_then(read).and_then(decoded);
    let text = |names: &[&str]| credentials.text(names);
    let ssl_mode = text(&["sslmode"]).or_else(|| {
        let mut pairs = uri.as_ref()?.query_pairs();
        pairs.find(|(name, _)| name == "sslmode").map(|(_, mode)| mode.into_owned())
    });
    Some(Parts {
        host: text(&["host", "hostname"]).or_else(|| of_uri(|uri| uri.host_str()))?,
        port: match text(&["port"]) {
            Some(port) => port.parse().ok()?,
            None => uri.as_ref().and_then(Url::port).unwrap_or(PORT),
        },
        database: text(&["database", "name", "dbname"])
            .or_else(|| of_uri(|uri| uri.path().strip_prefix('/').filter(|name| !name.is_empty())))?,
        user: text(&["username", "user"])
            .or_else(|| of_uri(|uri| Some(uri.username()).filter(|name| !name.is_empty())))?,
        password: text(&["password"]).or_else(|| of_uri(Url::password))?,
        ssl_mode: ssl_mode.and_then(|mode| mode.parse().ok()).unwrap_or(PgSslMode::Prefer),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn place(value: serde_json::Value) -> Option<String> {
        options(&Credentials(value.as_object().cloned().unwrap())).map(|(_, place)| place)
    }

    #[test]
    fn parts_and_uris_are_read() {
        let parts = json!({ "host": "h", "port": 1, "database": "d", "username": "u", "password": "p" });
        assert_eq!(place(parts).unwrap(), "d on h:1 as u");
        let uri = json!({ "uri": "postgres://u%40x:p@h/d?sslmode=require" });
        assert_eq!(place(uri).unwrap(), "d on h:5432 as u@x");
        assert_eq!(place(json!({ "uri": "snowflake://u:p@h/d" })), None);
        assert_eq!(place(json!({ "host": "h" })), None);
    }
}
