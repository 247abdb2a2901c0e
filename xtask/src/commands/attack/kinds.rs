//! The attacks, each with what must hold meanwhile (docs/testing.md).

mod bodies;
mod connections;
mod exports;
mod logo;
mod passwords;
mod png;
mod slow;
mod timing;

use super::options::Options;
use super::report::Row;
use super::server::Server;
use crate::outcome::Outcome;

/// An attack.
pub struct Kind {
    /// What it is called on the command line and in the table.
    pub name: &'static str,
    /// What is done, in a line.
    pub does: &'static str,
    /// Does it to a server that has just started.
    pub run: fn(&Ground) -> Outcome<Row>,
}

/// Where an attack takes place.
pub struct Ground {
    /// Its name.
    pub name: &'static str,
    /// The server.
    pub server: Server,
    /// What was asked for.
    pub options: Options,
}

/// All of them, in the order in which they run.
pub const KINDS: [Kind; 10] = [
    Kind {
        name: "idle",
        does: "4,096 connections of one address, silent after a request each; 55 more a second for those that are closed",
        run: connections::idle,
    },
    Kind {
        name: "slow-bodies",
        does: "4,096 connections of one address that send a byte of a body a second",
        run: connections::slow_bodies,
    },
    Kind {
        name: "bodies",
        does: "1,370 bodies of 1 MiB from 137 addresses, all but their last byte, without signing in",
        run: bodies::unfinished,
    },
    Kind {
        name: "heads",
        does: "4,000 heads of 57 kB from 400 addresses, without their end",
        run: bodies::heads,
    },
    Kind {
        name: "passwords",
        does: "650 wrong passwords from as many addresses, for accounts that there are and others",
        run: passwords::wrong,
    },
    Kind {
        name: "lock-out",
        does: "30 wrong passwords for somebody's account, who then signs in from elsewhere",
        run: passwords::lock_out,
    },
    Kind { name: "logo", does: "a logo of 1 MB whose colour profile unpacks to 1,000 MiB", run: logo::bomb },
    Kind {
        name: "exports",
        does: "40 exports of an audit log at once, by one person and then by five",
        run: exports::forty,
    },
    Kind {
        name: "timing",
        does: "400 sign-ins and 400 resets each for addresses with an account and without, in turn",
        run: timing::tell,
    },
    Kind {
        name: "slow",
        does: "64 connections that send nothing, and 64 that send a byte of a head twice a second",
        run: slow::clients,
    },
];
