//! What journeys are made of: the real server, a real browser, and steps in the words of a person: open, fill in,
//! press, see. Elements are found by role and name only.

mod accessibility;
mod authenticator;
mod browser;
#[allow(missing_docs, reason = "the API's tests say what is not clear")]
#[path = "../../../crates/server/tests/api/support/dns.rs"]
pub mod dns;
mod doors;
mod environment;
mod keyboard;
mod person;
mod pictures;
mod server;
mod shifts;
mod targets;

pub use browser::{Browser, Theme};
use dns::DnsDouble;
pub use doors::{Door, Visit, Visitor};
pub use pictures::{no_picture, picture};
pub use server::Server;
pub use thirtyfour::Key;

/// A running server, and a browser in front of it.
pub struct Journey {
    /// The server.
    pub server: Server,
    /// The browser.
    pub browser: Browser,
    /// The DNS server that the server asks.
    pub dns: DnsDouble,
}

/// Runs a journey with a server and a browser of its own. Where it fails, the page is kept as a picture and as text.
///
/// # Panics
/// Where the journey does not work.
pub fn journey(name: &str, steps: impl AsyncFnOnce(&mut Journey)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let dns = DnsDouble::start().await;
        let server = Server::start_with(&["--dns", &dns.address.to_string()]).await;
        let browser = Browser::start(name, &server.url()).await;
        let mut journey = Journey { server, browser, dns };
        steps(&mut journey).await;
        journey.browser.quit().await;
    });
}
