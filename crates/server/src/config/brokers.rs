//! Which brokers make what people order.

use super::{DatabaseUrl, Secret, StartError};
use clap::Args;
use hq_broker::{
    embedded::JOURNAL_DATABASE,
    http::{AddressPolicy, Auth, HttpBroker, Settings},
};
use ipnet::IpNet;
use std::{
    collections::BTreeMap,
    fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

/// What the broker that comes with HQ is called.
pub const EMBEDDED: &str = "hq";
/// By so much the port of dataplants is above that of the console, where nothing else is said.
const DOOR_ABOVE: u16 = 10;

/// What the operator says about brokers.
#[derive(Clone, Debug, Args)]
pub struct BrokerArguments {
    /// A broker (Open Service Broker API 2.17) that makes what people order, as NAME=URL. May be repeated. The name stays:
    /// what was ordered is found by it.
    #[arg(long, env = "HQ_BROKER", value_name = "NAME=URL", value_delimiter = ',')]
    pub broker: Vec<String>,
    /// The sign-in to a broker, as NAME=USER:PASSWORD, or NAME=TOKEN for a bearer token. May be repeated.
    #[arg(
        long,
        env = "HQ_BROKER_CREDENTIALS",
        hide_env_values = true,
        value_name = "NAME=USER:PASSWORD",
        value_delimiter = ','
    )]
    pub broker_credentials: Vec<Secret>,
    /// A file with the sign-in to a broker, as NAME=PATH. May be repeated.
    #[arg(long, env = "HQ_BROKER_CREDENTIALS_FILE", value_name = "NAME=PATH", value_delimiter = ',')]
    pub broker_credentials_file: Vec<String>,
    /// A network in which brokers may be that is not public, such as 10.0.0.0/8. May be repeated.
    #[arg(long, env = "HQ_BROKER_NETWORKS", value_name = "CIDR", value_delimiter = ',')]
    pub broker_networks: Vec<String>,
    /// A PostgreSQL server on which HQ makes storage engines itself: postgres://USER:PASSWORD@HOST/DATABASE. Its user needs
    /// LOGIN, CREATEDB and CREATEROLE.
    #[arg(long, env = "HQ_STORAGE", hide_env_values = true, value_name = "URL")]
    pub storage: Option<Secret>,
    /// The database on that server in which HQ keeps what it made there. All servers of one HQ have the same, another HQ another.
    #[arg(long, env = "HQ_STORAGE_JOURNAL", value_name = "NAME", default_value = JOURNAL_DATABASE, requires = "storage")]
    pub storage_journal: String,
    /// Where the dataplants that HQ makes itself answer. Default: the address of --listen, ten ports above.
    #[arg(long, env = "HQ_DATAPLANTS_LISTEN", value_name = "ADDRESS:PORT")]
    pub dataplants_listen: Option<SocketAddr>,
}

/// What the operator said about brokers, checked.
#[derive(Clone, Debug)]
pub struct BrokersConfig {
    /// Others' brokers, by their names.
    pub others: Vec<(String, HttpBroker)>,
    /// The broker that comes with HQ; none where nothing is there to make things of.
    pub embedded: Option<EmbeddedArguments>,
}

/// What the broker that comes with HQ makes things of.
#[derive(Clone, Debug)]
pub struct EmbeddedArguments {
    /// The PostgreSQL server; without one there is Sandbox alone.
    pub storage: Option<Secret>,
    /// The database on it that holds the journal.
    pub journal: String,
    /// Sandbox's files.
    pub folder: PathBuf,
    /// Where dataplants answer.
    pub door: SocketAddr,
    /// Whether the operator said so: then it has to be free.
    pub door_said: bool,
}

impl BrokersConfig {
    /// Checks what was said. Without a storage server, HQ makes files beside a SQLite database; several servers on one
    /// PostgreSQL would each have their own, and so they make none.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub fn new(
        arguments: &BrokerArguments,
        database: &DatabaseUrl,
        listen: SocketAddr,
    ) -> Result<Self, StartError> {
        let storage = arguments.storage.clone();
        if let Some(url) = &storage {
            let known =
                ["postgres://", "postgresql://"].iter().any(|scheme| url.expose().starts_with(scheme));
            if !known || !url::Url::parse(url.expose()).is_ok_and(|url| url.has_host()) {
                return Err(StartError::new(
                    "--storage is not the URL of a PostgreSQL server.",
                    "Write it as postgres://USER:PASSWORD@HOST/DATABASE.",
                ));
            }
        }
        let beside = database.file().map(|file| folder_beside(&file));
        let folder = beside.or_else(|| storage.is_some().then(|| PathBuf::from("data/broker")));
        let above = if listen.port() == 0 { 0 } else { listen.port().saturating_add(DOOR_ABOVE) };
        let embedded = folder.map(|folder| EmbeddedArguments {
            journal: arguments.storage_journal.clone(),
            storage,
            folder,
            door: arguments.dataplants_listen.unwrap_or_else(|| SocketAddr::new(listen.ip(), above)),
            door_said: arguments.dataplants_listen.is_some(),
        });
        Ok(Self { others: others(arguments)?, embedded })
    }
}

/// Where the broker that comes with HQ has its files: beside a SQLite database and named after it, so that two HQs in one
/// folder have one each.
#[must_use]
pub fn folder_beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".broker");
    name.into()
}

fn others(arguments: &BrokerArguments) -> Result<Vec<(String, HttpBroker)>, StartError> {
    let credentials = credentials(arguments)?;
    let networks = networks(&arguments.broker_networks)?;
    let mut others: Vec<(String, HttpBroker)> = Vec::new();
    for text in &arguments.broker {
        let (name, url) = named("--broker", text, "URL")?;
        if name == EMBEDDED || others.iter().any(|(other, _)| other == name) {
            return Err(StartError::new(
                format!("--broker {name} is a name that is taken."),
                "Give each broker a name of its own.",
            ));
        }
        let auth = credentials.get(name).cloned().ok_or_else(|| {
            StartError::new(
                format!("--broker {name} has no sign-in."),
                format!("Add --broker-credentials-file {name}=PATH with USER:PASSWORD in the file."),
            )
        })?;
        let policy = AddressPolicy::new(networks.clone());
        let settings = Settings { policy, ..Settings::default() };
        let broker = HttpBroker::new(url, auth, settings).map_err(|error| {
            StartError::new(
                format!("--broker {name} cannot be used: {error}."),
                "Write it as NAME=https://HOST.",
            )
        })?;
        others.push((name.to_owned(), broker));
    }
    Ok(others)
}

fn credentials(arguments: &BrokerArguments) -> Result<BTreeMap<String, Auth>, StartError> {
    let mut all = BTreeMap::new();
    for secret in &arguments.broker_credentials {
        // The text is not repeated: it holds a password.
        let (name, text) = named("--broker-credentials", secret.expose(), "USER:PASSWORD").map_err(|_| {
            StartError::new("--broker-credentials is not understood.", "Write it as NAME=USER:PASSWORD.")
        })?;
        all.insert(name.to_owned(), auth(text));
    }
    for text in &arguments.broker_credentials_file {
        let (name, path) = named("--broker-credentials-file", text, "PATH")?;
        let read = fs::read_to_string(path).map_err(|error| {
            StartError::new(
                format!("The file {path} of --broker-credentials-file cannot be read: {error}."),
                "Make it readable for this user.",
            )
        })?;
        all.insert(name.to_owned(), auth(read.trim()));
    }
    Ok(all)
}

fn auth(text: &str) -> Auth {
    match text.split_once(':') {
        Some((name, password)) => Auth::Basic { name: name.to_owned(), password: password.to_owned() },
        None => Auth::Bearer(text.to_owned()),
    }
}

fn named<'a>(option: &str, text: &'a str, what: &str) -> Result<(&'a str, &'a str), StartError> {
    let usable = |name: &str| {
        (1..=32).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.split_once('=').filter(|(name, _)| usable(name)).ok_or_else(|| {
        StartError::new(
            format!("{option} {text} is not understood."),
            format!("Write it as NAME={what}, the name in lower-case letters, digits and hyphens."),
        )
    })
}

fn networks(texts: &[String]) -> Result<Vec<IpNet>, StartError> {
    let net = |text: &String| {
        let text = text.trim();
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            StartError::new(
                format!("--broker-networks {text} is not a network."),
                "Write it as 10.0.0.0/8, several separated by commas.",
            )
        })
    };
    texts.iter().map(net).collect()
}
