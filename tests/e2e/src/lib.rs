//! What journeys are made of: the real server, a real browser, and steps in the words of a person: open, fill in,
//! press, see. Elements are found by role and name only.

mod accessibility;
mod authenticator;
mod browser;
mod environment;
mod person;
mod server;

pub use browser::{Browser, Theme};
pub use server::Server;
pub use thirtyfour::Key;

/// A running server, and a browser in front of it.
pub struct Journey {
    /// The server.
    pub server: Server,
    /// The browser.
    pub browser: Browser,
}

/// Runs a journey with a server and a browser of its own. Where it fails, the page is kept as a picture and as text.
///
/// # Panics
/// Where the journey does not work.
pub fn journey(name: &str, steps: impl AsyncFnOnce(&mut Journey)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Server::start().await;
        let browser = Browser::start(name, &server.url()).await;
        let mut journey = Journey { server, browser };
        steps(&mut journey).await;
        journey.browser.quit().await;
    });
}
