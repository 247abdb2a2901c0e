//! The two ways to build.

use crate::paths;
use std::path::PathBuf;

/// How much time the build may take, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Soon there: `cargo xtask run`.
    Quick,
    /// As small and as fast as it gets: what is released, and the page that the journeys go through.
    Release,
}

impl Profile {
    /// Cargo's profile of the console.
    pub const fn of_console(self) -> &'static str {
        match self {
            Self::Quick => "console-quick",
            Self::Release => "console",
        }
    }

    /// Cargo's profile of the server.
    pub const fn of_server(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Release => "release",
        }
    }

    /// Where the server of the journeys is: the one that the other tests are of, around the page that is released.
    pub fn tested_server() -> PathBuf {
        paths::target().join("debug/hq")
    }

    /// Where the server's binary is.
    pub fn server(self) -> PathBuf {
        paths::target().join(self.of_server()).join("hq")
    }

    /// The builds that are as good as this one where they are there already.
    pub const fn or_better(self) -> &'static [Self] {
        match self {
            Self::Quick => &[Self::Quick, Self::Release],
            Self::Release => &[Self::Release],
        }
    }
}
