//! Whether the resolvers answer that domains' records are asked of.

use super::{About, Finding};
use crate::platform::dns::Dns;
use std::net::SocketAddr;

/// Asks each. One that answers is enough; that another does not is told.
pub async fn examine(servers: &[SocketAddr]) -> Vec<Finding> {
    let asked = Dns::new(servers).check().await;
    let any = asked.iter().any(|(_, answers)| *answers);
    let finding = |(server, answers): (SocketAddr, bool)| {
        if answers {
            Finding::good(About::Dns, format!("{server} answers."))
        } else {
            let rest =
                if any { " The others are asked, each time later." } else { " No domain can be verified." };
            Finding::bad(
                About::Dns,
                format!(
                    "{server} does not answer.{rest} Let this machine reach it (port {}, UDP and TCP), or name others with --dns.",
                    server.port()
                ),
            )
        }
    };
    asked.into_iter().map(finding).collect()
}
