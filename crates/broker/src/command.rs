//! `hq broker`: the embedded broker as a program of its own.

use crate::{
    embedded::{Embedded, certified, provider},
    front_door,
    osb::extension::ExposedCertificate,
    serve::{self, Credentials},
};
use futures::future::OptionFuture;
use rustls::{
    ServerConfig,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// What `hq broker` runs.
pub struct Program {
    /// The broker.
    pub broker: Embedded,
    /// Where its API is asked.
    pub api: TcpListener,
    /// The TLS of its API; see [`tls`]. Without it only this machine should reach the API: credentials go over it.
    pub tls: Option<Arc<ServerConfig>>,
    /// Who may ask.
    pub credentials: Credentials,
    /// Where dataplants answer: the address of the configuration's [`FrontDoor`](crate::embedded::FrontDoor).
    pub front_door: Option<TcpListener>,
}

/// Serves the API and the front door and carries out what is ordered, until told to stop; what is under way then is finished.
pub async fn run(program: Program, stop: CancellationToken) {
    let Program { broker, api, tls, credentials, front_door } = program;
    let router = serve::router(Arc::new(broker.clone()), credentials);
    let door: OptionFuture<_> =
        front_door.map(|listener| front_door::serve(listener, broker.clone(), stop.clone())).into();
    tokio::join!(serve::serve(api, tls, router, stop.clone()), broker.run(stop.clone()), door);
}

/// TLS with one certificate, whatever name is asked for.
///
/// # Errors
/// Where chain or key (PEM) cannot be read, or do not belong together: a sentence that holds neither.
pub fn tls(chain: String, private_key: String) -> Result<Arc<ServerConfig>, String> {
    let key = certified(&ExposedCertificate { chain, private_key })?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(Always(Arc::new(key))));
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.clone())
    }
}
