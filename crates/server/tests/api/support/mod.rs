//! A server for each test, and browsers that talk to it.

mod api_keys;
mod billing;
mod books;
mod broker;
mod browser;
mod certificates;
mod database;
mod dataplants;
mod dns;
mod documented;
mod engines;
mod invoices;
mod log;
mod name_servers;
mod people;
pub mod pictures;
mod raw;
mod rules;
mod server;
pub mod site;
mod smtp;
mod spellings;
mod stripe;
mod test_clock;
mod wire;

pub use api_keys::new_api_key;
pub use billing::{NOTHING, PRICES, terms};
pub use books::Books;
pub use broker::{BrokerDouble, in_progress, over};
pub use browser::{Browser, Refused, Reply};
pub use certificates::{certificate, pem};
pub use database::{before_step, postgres, run};
pub use dataplants::new_dataplant;
pub use dns::{DnsAnswer, DnsDouble};
pub use engines::{list_engines, new_engine};
pub use invoices::{address, commit, monthly, new_account};
pub use log::Log;
pub use name_servers::{NameServer, Resolver};
pub use people::PASSWORD;
pub use raw::{Raw, RawReply};
pub use rules::{rule, rules};
pub use server::{Backend, Hq, Setup};
pub use smtp::{Mood, SmtpDouble};
pub use spellings::spellings;
pub use stripe::{Bank, Fault, StripeDouble};
pub use wire::Wire;

/// How many rounds a race runs: all of them where `HQ_TEST_THOROUGH` is set (`cargo xtask test api --thorough`), else a fifth.
#[expect(clippy::disallowed_methods, reason = "the tests' own settings come this way")]
pub fn rounds(all: usize) -> usize {
    if std::env::var_os("HQ_TEST_THOROUGH").is_some() { all } else { all / 5 }
}

/// Runs tests (`async fn name(hq: Hq)`) on SQLite and on PostgreSQL, each with a server of its own; `start => …` says
/// how it is started.
#[macro_export]
macro_rules! on_both {
    ($start:path => $($name:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($start($crate::support::Backend::Sqlite).await).await;
            })*
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($start($crate::support::Backend::Postgres).await).await;
            })*
        }
    };
    ($($name:ident),* $(,)?) => {
        $crate::on_both!($crate::support::Hq::start => $($name),*);
    };
}
