//! TLS of the front door: the certificate is that of the name which is asked for.

use super::table::Doors;
use crate::embedded::provider;
use rustls::{
    ServerConfig,
    server::{ClientHello, NoServerSessionStorage, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// Accepts connections under names of dataplants.
pub fn acceptor(doors: Arc<Doors>) -> Result<TlsAcceptor, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_cert_resolver(doors);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // No session outlives its connection: it would outlive its certificate.
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

impl ResolvesServerCert for Doors {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name()?.to_ascii_lowercase();
        self.table().key(&name).cloned()
    }
}
