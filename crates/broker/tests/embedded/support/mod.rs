//! An embedded broker for each test, with a clock that stands still until it is told.

pub mod asking;
pub mod broker;
pub mod postgres;
pub mod scram;
pub mod tls;

pub use broker::{Hq, Where};

/// Runs `async fn name(hq: Hq)` with files, and with a role of its own on the PostgreSQL server.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => { $(mod $name {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn files() {
            $crate::support::broker::with($crate::support::Where::Files, super::$name).await;
        }
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn postgres() {
            $crate::support::broker::with($crate::support::Where::Server, super::$name).await;
        }
    })+ };
}

/// Runs `async fn name(hq: Hq)` on the PostgreSQL server only.
macro_rules! on_server {
    ($($name:ident),+ $(,)?) => { $(mod $name {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn postgres() {
            $crate::support::broker::with($crate::support::Where::Server, super::$name).await;
        }
    })+ };
}

pub(crate) use {on_both, on_server};
