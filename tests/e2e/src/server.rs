//! The server's binary, as an operator runs it.

use crate::environment::{free_port, path};
use std::{process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

/// A server with an SQLite file of its own; it can be stopped and started again on the same port.
pub struct Server {
    port: u16,
    files: TempDir,
    arguments: Vec<String>,
    process: Option<Child>,
}

impl Server {
    /// Starts a server with an empty database.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// Starts a server with further arguments.
    pub async fn start_with(arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        let mut server = Self { port: free_port(), files: TempDir::new().unwrap(), arguments, process: None };
        server.resume().await;
        server
    }

    /// Where the console is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts the stopped server again.
    ///
    /// # Panics
    /// Where it does not answer within ten seconds.
    pub async fn resume(&mut self) {
        let database = format!("sqlite:{}", self.files.path().join("hq.sqlite").display());
        let process = Command::new(path("HQ_E2E_SERVER"))
            .args(["--port", &self.port.to_string(), "--database", &database])
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .expect("the server's binary starts");
        self.process = Some(process);
        let deadline = Instant::now() + Duration::from_secs(10);
        let alive = format!("{}/livez", self.url());
        while !reqwest::get(&alive).await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(Instant::now() < deadline, "the server does not answer");
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends the server at once, as a power cut would.
    pub async fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().await.unwrap();
        }
    }
}
