//! A server for each test, and browsers that talk to it.

mod browser;
mod database;
mod people;
mod server;
mod test_clock;

pub use browser::{Browser, Reply};
pub use people::PASSWORD;
pub use server::{Backend, Hq};

/// Runs tests (`async fn name(hq: Hq)`) on SQLite and on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::support::Hq::start($crate::support::Backend::Sqlite).await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::support::Hq::start($crate::support::Backend::Postgres).await).await;
            })*
        }
    };
}
