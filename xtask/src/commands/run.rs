//! `cargo xtask run`: from a fresh clone to a running server.

use super::dist;
use crate::console;
use crate::outcome::{Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::profile::Profile;
use crate::setup::{self, need, system};
use std::env;
use std::net::TcpListener;

const PORT: u16 = 8080;

/// Sets up, builds, and becomes the server. Every argument is the server's.
pub fn run(arguments: &[String]) -> Outcome {
    if let Some(port) = port(arguments)? {
        free(port)?;
    }
    if given(arguments, "--database", "HQ_DATABASE").is_none() {
        system::writable(&paths::in_root("data"))?;
    }
    // Most of the server needs nothing of what is set up, and downloads and linking leave a core idle. What of it embeds
    // the page is compiled again, which takes seconds.
    console::ensure_folder()?;
    let server = dist::server(Profile::Quick).beside()?;
    let mut steps = setup::ensure_before(need::TO_RUN, dist::STEPS)?;
    dist::build(Profile::Quick, &mut steps, Some(server))?;
    Err(Run::new(Profile::Quick.server()).args(arguments).become_it())
}

/// The port to listen on. With an address of its own the server says itself what is wrong with it.
fn port(arguments: &[String]) -> Outcome<Option<u16>> {
    match given(arguments, "--port", "HQ_PORT") {
        Some(text) => text.parse().map(Some).map_err(|_| {
            Failure::new(format!("'{text}' is no port.")).advise("give a number between 1 and 65535")
        }),
        None => Ok(given(arguments, "--listen", "HQ_LISTEN").is_none().then_some(PORT)),
    }
}

/// What the server will be told, by an argument or by the environment.
fn given(arguments: &[String], name: &str, variable: &str) -> Option<String> {
    value(arguments, name).map(str::to_owned).or_else(|| env::var(variable).ok())
}

/// Sees early that somebody else has the port: the build takes minutes the first time.
pub fn free(port: u16) -> Outcome {
    TcpListener::bind(("127.0.0.1", port)).map(drop).map_err(|error| {
        Failure::new(format!("Port {port} cannot be used: {error}."))
            .advise("stop the program that has it ('ss -ltnp' shows it), or choose another with --port N")
    })
}

/// The value of an option, written `--name value` or `--name=value`.
fn value<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let at = arguments.iter().position(|argument| argument == name);
    let following = at.and_then(|index| arguments.get(index + 1)).map(String::as_str);
    following.or_else(|| arguments.iter().find_map(|argument| argument.strip_prefix(name)?.strip_prefix('=')))
}

#[cfg(test)]
mod tests {
    use super::{free, port, value};
    use std::net::TcpListener;

    #[test]
    fn options_are_found_in_both_forms() {
        let arguments = ["--demo", "--port", "9000", "--database=sqlite::memory:"].map(str::to_owned);
        assert_eq!(value(&arguments, "--port"), Some("9000"));
        assert_eq!(value(&arguments, "--database"), Some("sqlite::memory:"));
        assert_eq!(value(&arguments, "--public-url"), None);
    }

    #[test]
    fn a_port_is_a_number() {
        let arguments = |text: &str| ["--port".to_owned(), text.to_owned()];
        assert_eq!(port(&arguments("9000")).unwrap(), Some(9000));
        assert!(port(&arguments("many")).is_err());
    }

    #[test]
    fn a_taken_port_is_told_with_what_to_do() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let failure = free(taken.local_addr().unwrap().port()).unwrap_err().to_string();
        assert!(failure.contains("--port"), "{failure}");
    }
}
