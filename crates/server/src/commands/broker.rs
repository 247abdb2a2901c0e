//! `hq broker`: the broker that comes with HQ, for others by HTTP.

use crate::{
    brokers::embedded::Started,
    config::{EmbeddedArguments, Secret, StartError, secrets_key},
    http::serve::system,
    platform::{clock::SystemClock, log, random::SystemRandom, secrets::Secrets},
};
use clap::Args;
use hq_broker::{
    command::{self, Program},
    embedded::JOURNAL_DATABASE,
    serve::Credentials,
};
use rustls::ServerConfig;
use std::{
    fs,
    io::{self, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;

/// Serve the broker that comes with HQ.
#[derive(Clone, Debug, Args)]
pub struct BrokerCommand {
    /// Address and port to listen on.
    #[arg(long, env = "HQ_BROKER_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8070")]
    pub listen: SocketAddr,
    /// The file with the sign-in of those who may ask: USER:PASSWORD.
    #[arg(long, env = "HQ_BROKER_SIGN_IN_FILE", value_name = "PATH")]
    pub sign_in_file: PathBuf,
    /// The certificate and those above it (PEM), to be asked by TLS. Without one, only this machine should reach it.
    #[arg(long, env = "HQ_BROKER_TLS_CHAIN", value_name = "PATH", requires = "tls_key")]
    pub tls_chain: Option<PathBuf>,
    /// The private key of that certificate (PEM).
    #[arg(long, env = "HQ_BROKER_TLS_KEY", value_name = "PATH", requires = "tls_chain")]
    pub tls_key: Option<PathBuf>,
    /// A PostgreSQL server on which storage engines are made: postgres://USER:PASSWORD@HOST/DATABASE. Its user needs LOGIN,
    /// CREATEDB and CREATEROLE. Without one there is Sandbox alone, as files in --folder.
    #[arg(long, env = "HQ_STORAGE", hide_env_values = true, value_name = "URL")]
    pub storage: Option<Secret>,
    /// The database on that server that holds the journal.
    #[arg(long, env = "HQ_STORAGE_JOURNAL", value_name = "NAME", default_value = JOURNAL_DATABASE)]
    pub storage_journal: String,
    /// The folder of Sandbox's files.
    #[arg(long, env = "HQ_BROKER_FOLDER", value_name = "PATH", default_value = "data/broker")]
    pub folder: PathBuf,
    /// Where dataplants answer.
    #[arg(long, env = "HQ_DATAPLANTS_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8090")]
    pub dataplants_listen: SocketAddr,
    /// A key that encrypts what dataplants have to keep: base64 of 32 bytes (openssl rand -base64 32). May be repeated: the
    /// first one encrypts. Without one no dataplant can be made.
    #[arg(long, env = "HQ_SECRETS_KEY", hide_env_values = true, value_name = "KEY", value_delimiter = ',')]
    pub secrets_key: Vec<Secret>,
    /// How the log is written.
    #[arg(long, env = "HQ_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: log::Format,
    /// What is logged: a level, or levels by module.
    #[arg(long, env = "HQ_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
}

/// Serves until told to stop.
///
/// # Errors
/// In one sentence, with what to do.
pub async fn run(command: BrokerCommand) -> Result<(), StartError> {
    log::start(command.log_format, &command.log).map_err(|error| {
        StartError::new(
            format!("--log is not understood ({error})."),
            "Write it as info or info,hq_server=debug.",
        )
    })?;
    let credentials = sign_in(&command.sign_in_file)?;
    let tls = match (&command.tls_chain, &command.tls_key) {
        (Some(chain), Some(key)) => Some(tls(chain, key)?),
        _ => None,
    };
    let secrets = Secrets::new(secrets_key::given(&command.secrets_key)?);
    if tls.is_none() && !command.listen.ip().is_loopback() {
        tracing::warn!(address = %command.listen, "the broker is asked in clear: whoever is on the way can read its sign-in, credentials and private keys; give it --tls-chain and --tls-key");
    }
    let arguments = EmbeddedArguments {
        storage: command.storage,
        journal: command.storage_journal,
        folder: command.folder,
        door: command.dataplants_listen,
        door_said: true,
    };
    arguments.check_door(command.listen, "--listen")?;
    let listener = TcpListener::bind(command.listen)
        .await
        .map_err(|error| StartError::listen(command.listen, "--listen", &error))?;
    let started = Started::open(&arguments, secrets, Arc::new(SystemClock), Arc::new(SystemRandom)).await?;
    let stop = system::stop_signal().map_err(|error| {
        StartError::new(format!("Signals cannot be listened to: {error}."), "Please report it.")
    })?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let address = listener.local_addr().unwrap_or(command.listen);
    let _ = writeln!(io::stdout(), "The broker is at {scheme}://{address}");
    let (broker, front_door) = started.parts();
    command::run(Program { broker, api: listener, tls, credentials, front_door }, stop).await;
    Ok(())
}

fn sign_in(file: &Path) -> Result<Credentials, StartError> {
    let text = fs::read_to_string(file).map_err(|error| {
        StartError::new(
            format!("The file {} of --sign-in-file cannot be read: {error}.", file.display()),
            "Write USER:PASSWORD into it, and make it readable for this user.",
        )
    })?;
    let (username, password) = text.trim().split_once(':').ok_or_else(|| {
        StartError::new(
            format!("The file {} holds no sign-in.", file.display()),
            "Write USER:PASSWORD into it.",
        )
    })?;
    if password.len() < 16 {
        return Err(StartError::new(
            format!("The password in {} is shorter than 16 characters.", file.display()),
            "Make one with: openssl rand -base64 24",
        ));
    }
    Ok(Credentials { username: username.to_owned(), password: password.to_owned() })
}

fn tls(chain: &Path, key: &Path) -> Result<Arc<ServerConfig>, StartError> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| {
            let what = format!("The file {} cannot be read: {error}.", path.display());
            StartError::new(what, "Make it readable for this user.")
        })
    };
    command::tls(read(chain)?, read(key)?).map_err(|why| {
        let what = format!("{} and {} cannot be used: {why}.", chain.display(), key.display());
        StartError::new(what, "Both have to be PEM, and belong together.")
    })
}
