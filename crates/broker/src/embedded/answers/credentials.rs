//! Credentials as they are told.

use crate::{
    embedded::{
        postgres::{Access, Engine, Ident, Password, Server},
        sandbox,
    },
    osb::Credentials,
};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Of a role.
pub fn of_role(server: &Server, engine: &Engine, access: &Access, password: Password) -> Credentials {
    let (host, port, database) = (&server.host, server.port, engine.name.as_str());
    let (role, password) = (access.role.as_str(), password.tell());
    let bracketed =
        if host.contains(':') && !host.starts_with('[') { format!("[{host}]") } else { host.clone() };
    // Nothing in a name or password of ours has to be escaped in a URL.
    let mut uri = format!("postgres://{role}:{password}@{bracketed}:{port}/{database}");
    let mut parts = Map::from_iter([
        ("host".to_owned(), json!(host)),
        ("port".to_owned(), json!(port)),
        ("database".to_owned(), json!(database)),
        ("username".to_owned(), json!(role)),
        ("password".to_owned(), json!(password)),
        ("max_connections".to_owned(), json!(engine.per_credential())),
    ]);
    if let Some(mode) = &server.ssl_mode {
        uri.push_str("?sslmode=");
        uri.extend(percent_encoding::utf8_percent_encode(mode, percent_encoding::NON_ALPHANUMERIC));
        parts.insert("sslmode".to_owned(), json!(mode));
    }
    parts.insert("uri".to_owned(), json!(uri));
    with_schema(parts, access.schema.as_ref())
}

/// Of a Sandbox file. Who opens it should set `max_page_count`: SQLite keeps it for a connection only.
pub fn of_file(file: &Path, schema: Option<&Ident>, limit: u64) -> Credentials {
    let parts = Map::from_iter([
        ("file".to_owned(), json!(file.to_string_lossy())),
        ("database".to_owned(), json!(file.to_string_lossy())),
        ("uri".to_owned(), json!(format!("sqlite://{}", file.to_string_lossy()))),
        ("max_bytes".to_owned(), json!(limit)),
        ("max_page_count".to_owned(), json!(sandbox::pages(limit))),
    ]);
    with_schema(parts, schema)
}

fn with_schema(mut parts: Map<String, Value>, schema: Option<&Ident>) -> Credentials {
    if let Some(schema) = schema {
        parts.insert("schema".to_owned(), json!(schema.as_str()));
    }
    Credentials(parts)
}
