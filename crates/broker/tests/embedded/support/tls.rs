//! A TLS client that knows what it wants to see.

use hq_broker::osb::extension::ExposedCertificate;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use std::{io, net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// A certificate for these names, signed by itself.
pub fn certificate(names: &[&str]) -> ExposedCertificate {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).expect("a certificate");
    ExposedCertificate { chain: made.cert.pem(), private_key: made.signing_key.serialize_pem() }
}

/// Connects under a name, and takes these certificates and no others.
pub async fn connect(
    address: SocketAddr,
    name: &str,
    trusted: &[&ExposedCertificate],
) -> io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    for certificate in trusted {
        let der = CertificateDer::from_pem_slice(certificate.chain.as_bytes()).expect("PEM");
        roots.add(der).expect("a root");
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from(name.to_owned()).expect("a name");
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

/// The certificate that was presented.
pub fn presented(stream: &TlsStream<TcpStream>) -> Vec<u8> {
    stream.get_ref().1.peer_certificates().expect("one")[0].to_vec()
}

/// The first certificate of a chain.
pub fn leaf(certificate: &ExposedCertificate) -> Vec<u8> {
    CertificateDer::from_pem_slice(certificate.chain.as_bytes()).expect("PEM").to_vec()
}

/// Asks for a path, and answers head and body.
pub async fn get(
    stream: &mut (impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin),
    host: &str,
    path: &str,
) -> String {
    raw(stream, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).await
}

/// Sends a request as it is, and answers all that comes.
pub async fn raw(
    stream: &mut (impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin),
    request: &str,
) -> String {
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
