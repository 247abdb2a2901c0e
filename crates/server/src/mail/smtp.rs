//! The mail server that takes our mails.

use super::door::Door;
use crate::db::entity::outbox::Model;
use hq_contract::{EmailAddress, idn};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{self, extension::Extension},
};
use std::{fmt, time::Duration, time::SystemTime};
use time::OffsetDateTime;
use tokio::time::timeout;

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It may be taken later.
    Later(String),
    /// It never will be.
    Never(String),
    /// Never by this server: it cannot send to addresses with letters beyond ASCII before the `@` (RFC 6531).
    Unsupported(String),
}

/// Why a mail server takes nothing from us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be reached, or does not speak SMTP.
    Unreachable(String),
    /// The connection cannot be encrypted as was asked.
    Tls(String),
    /// It does not know us.
    SignIn(String),
}

/// Answers that are about the recipient and so will not change (RFC 5321, 4.2.3). Other refusals, even those that the
/// server calls final, may go away when the operator corrects a setting.
const FINAL: [u16; 4] = [550, 551, 553, 556];
/// The extension for addresses with letters beyond ASCII.
const SMTPUTF8: &str = "SMTPUTF8";

/// A mail server as the operator named it.
#[derive(Clone)]
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    door: Door,
    from: Mailbox,
    patience: Duration,
    host: String,
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sent through {} as {}", self.host, self.from)
    }
}

impl fmt::Debug for MailServer {
    /// Without the URL: it may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl MailServer {
    /// A mail server by its URL: `smtps://user:password@mail.example.org`,
    /// `smtp://mail.example.org:587?tls=required`, or `tls=none` for none. A mail that it has not taken after `patience` is tried again later.
    ///
    /// # Errors
    /// Where the URL is none of a mail server.
    pub fn new(url: &str, from: Mailbox, patience: Duration) -> Result<Self, smtp::Error> {
        // A connection for each mail: one that was given up in the middle of an exchange must never be used again.
        let from = Mailbox::new(from.name.clone(), ascii(&from.email));
        // lettre has no word for no TLS.
        let plain = url.strip_suffix("?tls=none").unwrap_or(url);
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(plain)?.timeout(Some(patience)).build();
        let door = Door::of(url)?;
        Ok(Self { transport, host: door.host().to_owned(), door, from, patience })
    }

    /// Whether it takes addresses with letters beyond ASCII before the `@`: what its EHLO says (RFC 6531, 3.1).
    ///
    /// # Errors
    /// Where it cannot be reached, in its words.
    pub async fn offers_smtputf8(&self) -> Result<bool, String> {
        match timeout(self.patience, self.door.extensions(self.patience)).await {
            Ok(Ok(said)) => Ok(said.supports_feature(Extension::SmtpUtfEight)),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the mail server took too long".to_owned()),
        }
    }

    /// Connects as for a mail, up to the sign-in, and sends none; answers whether it takes addresses with letters beyond ASCII
    /// before the `@`.
    ///
    /// # Errors
    /// At which point it ended, in the server's words.
    pub async fn check(&self, patience: Duration) -> Result<bool, Unusable> {
        let late = || Unusable::Unreachable(format!("no answer in {} seconds", patience.as_secs()));
        let connected = timeout(patience, self.door.connect(patience)).await.map_err(|_| late())?;
        let mut connection = connected.map_err(|error| {
            let words = words(&error);
            // lettre says so before anything is encrypted.
            if error.is_tls() || words.contains("STARTTLS") {
                Unusable::Tls(words)
            } else {
                Unusable::Unreachable(words)
            }
        })?;
        let signed_in = timeout(patience, self.door.sign_in(&mut connection)).await;
        let international = connection.server_info().supports_feature(Extension::SmtpUtfEight);
        connection.abort().await;
        signed_in.map_err(|_| late())?.map_err(|error| Unusable::SignIn(words(&error)))?;
        Ok(international)
    }

    /// Its name.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Hands a mail to the server.
    ///
    /// # Errors
    /// In the server's words.
    pub async fn send(&self, mail: &Model, now: OffsetDateTime) -> Result<(), Refusal> {
        let message = self.compose(mail, now).map_err(|error| Refusal::Never(error.to_string()))?;
        match timeout(self.patience, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(self.refusal(&error)),
            Err(_) => Err(Refusal::Later("the mail server took too long".to_owned())),
        }
    }

    fn compose(&self, mail: &Model, now: OffsetDateTime) -> Result<Message, Box<dyn std::error::Error>> {
        Ok(Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, EmailAddress::parse(&mail.recipient)?.mailed()?.parse()?))
            .subject(mail.subject.as_str())
            .message_id(Some(mail.message_id.clone()))
            .date(SystemTime::from(now))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text_body.clone(), mail.html_body.clone()))?)
    }

    fn refusal(&self, error: &smtp::Error) -> Refusal {
        let words = words(error);
        match error.status() {
            Some(code) if FINAL.contains(&u16::from(code)) => Refusal::Never(words),
            // Said by lettre before anything is sent, and not by the server: it will say so each time.
            None if error.is_client() && words.contains(SMTPUTF8) => Refusal::Unsupported(format!(
                "the mail server {} does not offer {SMTPUTF8} (RFC 6531), which the letters before the @ need",
                self.host
            )),
            _ => Refusal::Later(words),
        }
    }
}

/// What a mail server or the way to it said. The cause says more than "transient error", and the operator reads it.
fn words(error: &smtp::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

/// An address with its domain as the DNS has it: the letters of people take an extension that few mail servers offer.
fn ascii(address: &Address) -> Address {
    let domain = idn::to_ascii(address.domain()).ok();
    domain.and_then(|domain| Address::new(address.user(), domain).ok()).unwrap_or_else(|| address.clone())
}

/// Tells programs not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
