//! How an engine is.

use super::{Engine, Server, ident::literal, server::scalar};
use crate::embedded::EmbeddedError;
use sea_orm::sqlx::Connection as _;

impl Server {
    /// Connects to the engine's database. Answers its size in bytes.
    pub async fn measure(&self, engine: &Engine) -> Result<u64, EmbeddedError> {
        let mut inside = self.connect_to(&engine.name).await?;
        let size = format!("SELECT pg_database_size({})", literal(engine.name.as_str()));
        let bytes = scalar(&mut inside, size).await?.and_then(|bytes| bytes.parse().ok());
        let _ = inside.close().await;
        Ok(bytes.unwrap_or_default())
    }
}
