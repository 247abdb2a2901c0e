//! Asking the front door as a client would: a step that says an address answers has asked there.

use crate::embedded::{FrontDoor, provider};
use bytes::Bytes;
use http::{Request, StatusCode, header::HOST};
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::{
    ClientConfig, DigitallySignedStruct, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::CertifiedKey,
};
use serde::Deserialize;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use uuid::Uuid;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many bytes it has at most.
const MOST: usize = 4096;

#[derive(Deserialize)]
struct Health {
    dataplant: Uuid,
}

/// Whether a dataplant answers under a host without TLS; or why not, in English.
pub async fn plain(door: FrontDoor, host: &str, id: Uuid) -> Result<(), String> {
    let asking = async {
        let stream = connect(door.asked_at()).await?;
        answers(stream, host, id).await
    };
    in_time(asking).await
}

/// Whether a dataplant answers at this front door under a name, with just that certificate.
pub async fn proven(door: FrontDoor, name: &str, key: &CertifiedKey, id: Uuid) -> Result<(), String> {
    proven_at(door.asked_at(), name, key, id).await
}

/// Whether a dataplant answers at an address under a name, with just that certificate.
pub async fn proven_at(address: SocketAddr, name: &str, key: &CertifiedKey, id: Uuid) -> Result<(), String> {
    let asking = async {
        let leaf = key.cert.first().ok_or("there is no certificate")?.clone().into_owned();
        let verifier = Arc::new(Just { leaf, provider: provider() });
        let config = ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        let server = ServerName::try_from(name.to_owned()).map_err(|_| "it is no domain name")?;
        let stream = connect(address).await?;
        let connector = TlsConnector::from(Arc::new(config));
        let stream = connector.connect(server, stream).await.map_err(|error| error.to_string())?;
        answers(stream, name, id).await
    };
    in_time(asking).await.map_err(|why| format!("{name}: {why}"))
}

async fn in_time(asking: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    match timeout(PATIENCE, asking).await {
        Ok(answered) => answered,
        Err(_) => Err("no answer within 5 seconds".to_owned()),
    }
}

async fn connect(address: SocketAddr) -> Result<TcpStream, String> {
    TcpStream::connect(address).await.map_err(|error| error.to_string())
}

async fn answers(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    host: &str,
    id: Uuid,
) -> Result<(), String> {
    let said = |error: hyper::Error| error.to_string();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(said)?;
    let connection = tokio::spawn(connection);
    let request = Request::get("/healthz").header(HOST, host).body(Empty::<Bytes>::new());
    let request = request.map_err(|error| error.to_string())?;
    let answer = sender.send_request(request).await.map_err(said)?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), MOST).collect().await;
    connection.abort();
    if status != StatusCode::OK {
        return Err(format!("answered {}", status.as_u16()));
    }
    let body = body.map_err(|error| error.to_string())?.to_bytes();
    match serde_json::from_slice::<Health>(&body) {
        Ok(health) if health.dataplant == id => Ok(()),
        Ok(_) => Err("another dataplant answered".to_owned()),
        Err(_) => Err("something else answered".to_owned()),
    }
}

/// Takes one certificate and no other: the one that the dataplant was given, whoever has signed it.
#[derive(Debug)]
struct Just {
    leaf: CertificateDer<'static>,
    provider: CryptoProvider,
}

impl ServerCertVerifier for Just {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _between: &[CertificateDer<'_>],
        _name: &ServerName<'_>,
        _ocsp: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if *leaf == self.leaf {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::Error::General("it has another certificate".to_owned()))
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, leaf, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        leaf: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, leaf, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
