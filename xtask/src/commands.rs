//! The table of commands. A new one is a file in this folder and a line in the table.

mod attack;
mod bench;
mod check;
mod columns;
mod dev;
mod dist;
mod failover;
mod feature;
mod firefox;
mod fmt;
mod fuzz;
mod mutants;
mod named;
mod openacr;
mod recipes;
mod run;
mod setup;
mod test;
mod tidy;

pub use dist::{build_release as build_dist, build_tested, build_tests};
pub use recipes::server;

use crate::outcome::Outcome;

/// A command: what it is called, what it does in a line, and how.
pub struct Command {
    name: &'static str,
    usage: &'static str,
    does: &'static str,
    /// Runs it with the arguments behind its name.
    pub run: fn(&[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        usage: "[--demo] [--port N] [--database URL] [--public-url URL]",
        does: "set up what is missing, build the console and start the server",
        run: run::run,
    },
    Command {
        name: "dev",
        usage: "",
        does: "the developer's loop: the page is rebuilt at every change",
        run: dev::run,
    },
    Command { name: "fmt", usage: "", does: "format everything, the inside of views too", run: fmt::run },
    Command {
        name: "check",
        usage: "",
        does: "the quick part of the tests: formats, clippy on both targets, tidy, cargo-deny",
        run: check::run,
    },
    Command {
        name: "test",
        usage: "[check | host | api | api-tools | web | e2e | by-keyboard] [PATTERN]",
        does: "all tests, or a part of them, or those whose name contains PATTERN",
        run: test::run,
    },
    Command {
        name: "tidy",
        usage: "",
        does: "the rules of ARCHITECTURE.md: who may use whom, and what lies where",
        run: tidy::run,
    },
    Command {
        name: "firefox",
        usage: "[--server BINARY]",
        does: "axe-core, targets and focus on the console's pages in Firefox, in both themes, wide and narrow",
        run: firefox::run,
    },
    Command {
        name: "openacr",
        usage: "",
        does: "make the accessibility report that programs read of docs/accessibility.md",
        run: openacr::run,
    },
    Command {
        name: "dist",
        usage: "",
        does: "the page and the server in release mode, and what each page weighs",
        run: dist::run,
    },
    Command { name: "setup", usage: "", does: "only set up what any command needs", run: setup::run },
    Command {
        name: "bench",
        usage: "[[SECONDS] [--rounds N] [--peer FILE] [--server BINARY] \
                | growth [SECONDS] [--rounds N] [--many ORGANIZATIONS,MEMBERSHIPS,LINES] [--server BINARY] \
                | pages [--runs N] [--door NAME] [--peer LABEL=URL --peer-ready SELECTOR] [--server BINARY]]",
        does: "what the release build does a second on both databases, and its memory; whether that is less in a database \
               that is full; or how soon its pages are usable on a slow phone (benches/README.md)",
        run: bench::run,
    },
    Command {
        name: "mutants",
        usage: "[contract | server]",
        does: "break the code of access and rules, one place at a time: some test has to notice",
        run: mutants::run,
    },
    Command {
        name: "fuzz",
        usage: "[certificates | pictures] [CASES]",
        does: "files that strangers send, made up by a fuzzer: ten million of each unless told otherwise",
        run: fuzz::run,
    },
    Command {
        name: "attack",
        usage: "[--server BINARY] [--database URL] [--seconds N] [NAME…]",
        does: "what one client can do to the release build: its memory, and how others fare meanwhile",
        run: attack::run,
    },
    Command {
        name: "failover",
        usage: "[--server BINARY] [--only FAULT]…",
        does: "two servers on a Patroni cluster whose machines are killed, frozen and cut off under load: nothing may be lost",
        run: failover::run,
    },
    Command {
        name: "feature",
        usage: "[--check]",
        does: "how many files a new feature touches and creates, by adding one to a copy of the checkout; whether it works",
        run: feature::run,
    },
    Command {
        name: "recipes",
        usage: "[litestream | pgbackrest] [--server BINARY]",
        does: "what docs/operations.md says of backups by Litestream and pgBackRest, done on this machine, with times",
        run: recipes::run,
    },
    Command { name: "ci", usage: "", does: "what .ci/run calls: the same as test", run: test::run },
];

/// The command of that name.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// What there is to choose from.
pub fn help() -> String {
    let mut text = "HQ's tasks\n".to_owned();
    for command in COMMANDS {
        text.push_str(&format!(
            "\n  cargo xtask {} {}\n      {}\n",
            command.name, command.usage, command.does
        ));
    }
    text
}
