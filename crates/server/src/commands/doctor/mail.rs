//! Whether the mail server takes our mails.

use super::{About, Finding};
use crate::{
    config::{PublicUrl, Secret, mail_server},
    mail::Unusable,
};
use std::time::Duration;

/// How long it may take for each connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects, says hello, encrypts and signs in as for a mail, and sends none.
pub async fn examine(url: Option<&Secret>, from: Option<&str>, public_url: &PublicUrl) -> Finding {
    let good = |sentence: String| Finding::good(About::Mail, sentence);
    let bad = |sentence: String| Finding::bad(About::Mail, sentence);
    let Some(url) = url else {
        return if public_url.is_local() {
            good("There is no mail server: mails are kept, and shown at /mailbox on this machine.".to_owned())
        } else {
            bad(format!(
                "There is no mail server, and people come to {}: no mail would reach them. Name one with --smtp-url.",
                public_url.as_str()
            ))
        };
    };
    let server = match mail_server::of(url, from, public_url) {
        Ok(server) => server,
        Err(error) => return bad(error.to_string()),
    };
    let host = server.host();
    match server.check(PATIENCE).await {
        Ok(true) => good(format!("{host} lets HQ in, and takes addresses with letters of any alphabet.")),
        Ok(false) => good(format!(
            "{host} lets HQ in. Addresses with letters beyond ASCII before the @ are refused (no SMTPUTF8)."
        )),
        Err(Unusable::Unreachable(words)) => bad(format!(
            "{host} cannot be reached: {words}. Check host and port in --smtp-url, and the firewall."
        )),
        Err(Unusable::Tls(words)) => bad(format!(
            "The connection to {host} cannot be encrypted: {words}. Check the name in its certificate, and whether \
             --smtp-url should say smtps:// or ?tls=required."
        )),
        Err(Unusable::SignIn(words)) => bad(format!(
            "{host} does not let HQ in: {words}. Check user and password in --smtp-url, percent-encoded."
        )),
    }
}
