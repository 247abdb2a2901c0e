//! What this server is.

use crate::{LocalPath, endpoint::endpoint};
use serde::{Deserialize, Serialize};

/// What this server is and offers to this caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// The server's version.
    pub version: String,
    /// Where mails can be read, on a server that sends none: only told to callers on the same machine.
    pub mailbox: Option<LocalPath>,
}

endpoint!(
    /// What this server is
    ///
    /// Open to everybody. Where the server sends no mails, callers on its own machine are told where to read them.
    GetAbout Get "/about" -> About,
    tag "about", for Everybody,
    200 "What this server is"
);
