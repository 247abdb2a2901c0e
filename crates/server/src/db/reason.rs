//! Why PostgreSQL cannot be reached.

use super::Fault;
use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{Connection as _, PgConnection, postgres::PgConnectOptions},
};
use std::time::Duration;
use tokio::time::timeout;

/// How long a server may take to say no.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is behind an error of a pool that was asked for its first connection. It tries until its time is over and says only that: a
/// single connection says at once what is wrong.
pub async fn reason(error: DbErr, url: &str) -> DbErr {
    if Fault::of(&error) != Some(Fault::Busy) {
        return error;
    }
    let Ok(options) = url.parse::<PgConnectOptions>() else { return error };
    match timeout(PATIENCE, PgConnection::connect_with(&options)).await {
        Ok(Err(reason)) => DbErr::Conn(RuntimeErr::SqlxError(reason.into())),
        Ok(Ok(connection)) => {
            // By now there is a place: what the pool said was right.
            let _ = connection.close().await;
            error
        }
        Err(_) => DbErr::Custom("it does not answer".to_owned()),
    }
}
