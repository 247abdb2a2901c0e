//! How a mail server is asked what it offers, without a mail.

use lettre::transport::smtp::{
    self, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, Tls, TlsParameters},
    extension::{ClientId, ServerInfo},
};
use percent_encoding::percent_decode_str;
use std::time::Duration;
use url::Url;

/// Where a mail server is reached, and how the connection is encrypted.
#[derive(Clone)]
pub struct Door {
    host: String,
    port: u16,
    tls: Tls,
    hello: ClientId,
    credentials: Option<Credentials>,
}

impl Door {
    /// Of the URL of a mail server, read as lettre reads it for sending (`AsyncSmtpTransport::from_url`, which has accepted
    /// it).
    ///
    /// # Errors
    /// Where its host is none that a certificate can name.
    pub fn of(url: &str) -> Result<Self, smtp::Error> {
        let url = Url::parse(url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned();
        let (port, tls) =
            match (url.as_ref().map_or("smtp", Url::scheme), url.as_ref().and_then(tls).as_deref()) {
                ("smtps", _) => (SUBMISSIONS_PORT, Tls::Wrapper(TlsParameters::new(host.clone())?)),
                (_, Some("required")) => (SUBMISSION_PORT, Tls::Required(TlsParameters::new(host.clone())?)),
                (_, Some("opportunistic")) => {
                    (SUBMISSION_PORT, Tls::Opportunistic(TlsParameters::new(host.clone())?))
                }
                _ => (SMTP_PORT, Tls::None),
            };
        let name = url.as_ref().map_or("", Url::path).trim_matches('/');
        let hello = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_owned()) };
        let port = url.as_ref().and_then(Url::port).unwrap_or(port);
        let credentials = url.as_ref().and_then(credentials);
        Ok(Self { host, port, tls, hello, credentials })
    }

    /// The mail server's name.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What the server says after EHLO, on the connection on which it gets mails: some say more once it is encrypted.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn extensions(&self, patience: Duration) -> Result<ServerInfo, smtp::Error> {
        let mut connection = self.connect(patience).await?;
        let said = connection.server_info().clone();
        connection.abort().await;
        Ok(said)
    }

    /// A connection on which the server has said what it offers, encrypted as the URL says, before any sign-in.
    ///
    /// # Errors
    /// Where it cannot be reached, or not be encrypted.
    pub async fn connect(&self, patience: Duration) -> Result<AsyncSmtpConnection, smtp::Error> {
        let wrapped = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let place = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(place, Some(patience), &self.hello, wrapped, None).await?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters.clone(), &self.hello).await?,
            Tls::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.hello).await?;
            }
            _ => {}
        }
        Ok(connection)
    }

    /// Signs in, where the URL has a user and a password.
    ///
    /// # Errors
    /// Where the server does not know them, or no way to say them.
    pub async fn sign_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), smtp::Error> {
        match &self.credentials {
            Some(credentials) => connection.auth(DEFAULT_MECHANISMS, credentials).await.map(drop),
            None => Ok(()),
        }
    }
}

/// Read as lettre reads them for sending.
fn credentials(url: &Url) -> Option<Credentials> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().ok().map(Into::into);
    Some(Credentials::new(decoded(url.username())?, decoded(url.password()?)?))
}

fn tls(url: &Url) -> Option<String> {
    url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned())
}
