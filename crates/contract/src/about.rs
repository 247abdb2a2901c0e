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
    /// Asks a server what it is. Open to everybody.
    GetAbout Get "/about" -> About
);
