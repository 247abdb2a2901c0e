//! `cargo xtask bench`: what the release build does a second, and what it needs for that; `bench growth` whether it takes longer in
//! a database that is full, and `bench pages` its pages
//! (benches/README.md).

mod growth;
mod hq;
mod load;
mod options;
mod pages;
mod peer;
mod server;

use super::build_dist;
use crate::outcome::Outcome;

/// Measures the server with the options given, or the pages.
pub fn run(arguments: &[String]) -> Outcome {
    match arguments.split_first() {
        Some((word, options)) if word == "growth" => growth::run(options),
        Some((word, options)) if word == "pages" => pages::run(options),
        _ => server::run(arguments),
    }
}
