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
            check_storage(url)?;
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
        if let Some(own) = &embedded {
            own.check_door(listen, "--listen")?;
        }
        Ok(Self { others: others(arguments)?, embedded })
    }
}

impl EmbeddedArguments {
    /// Refuses a place for dataplants that something else of HQ listens at.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub fn check_door(&self, other: SocketAddr, option: &str) -> Result<(), StartError> {
        let everywhere = self.door.ip().is_unspecified() || other.ip().is_unspecified();
        let same = self.door.port() == other.port() && (everywhere || self.door.ip() == other.ip());
        if !same || self.door.port() == 0 || !self.door_said {
            return Ok(());
        }
        Err(StartError::new(
            format!("--dataplants-listen {} and {option} {other} are the same place.", self.door),
            "Choose another port for dataplants: they have pages of their own.",
        ))
    }
}

/// How a connection to PostgreSQL can be encrypted (PostgreSQL, 32.18.1).
const SSL_MODES: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/// Refuses what is no URL of a PostgreSQL server. None of it is repeated but the mode: it holds a password.
fn check_storage(url: &Secret) -> Result<(), StartError> {
    let known = ["postgres://", "postgresql://"].iter().any(|scheme| url.expose().starts_with(scheme));
    let parsed = url::Url::parse(url.expose()).ok().filter(|url| known && url.has_host());
    let Some(parsed) = parsed else {
        return Err(StartError::new(
            "--storage is not the URL of a PostgreSQL server.",
            "Write it as postgres://USER:PASSWORD@HOST/DATABASE.",
        ));
    };
    for (name, mode) in parsed.query_pairs() {
        if matches!(name.as_ref(), "sslmode" | "ssl-mode") && !SSL_MODES.contains(&mode.as_ref()) {
            let mode: String = mode.chars().filter(|character| !character.is_control()).take(40).collect();
            return Err(StartError::new(
                format!("--storage has sslmode={mode}, which PostgreSQL does not know."),
                format!("Write one of {}.", SSL_MODES.join(", ")),
            ));
        }
    }
    Ok(())
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
    let mut credentials = credentials(arguments)?;
    let networks = networks(&arguments.broker_networks)?;
    let mut others: Vec<(String, HttpBroker)> = Vec::new();
    for text in &arguments.broker {
        let (name, url) = named("--broker", text, "URL")?;
        if name == EMBEDDED {
            return Err(StartError::new(
                format!("--broker {name} is the name of the broker that comes with HQ."),
                "Give this one another name.",
            ));
        }
        if others.iter().any(|(other, _)| other == name) {
            return Err(StartError::new(
                format!("--broker {name} is there twice."),
                "Give each broker a name of its own.",
            ));
        }
        let auth = credentials.remove(name).ok_or_else(|| {
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
    if let Some(name) = credentials.keys().next() {
        return Err(StartError::new(
            format!("There is a sign-in for the broker {name}, and no --broker {name}=URL."),
            "Add that, or leave the sign-in out.",
        ));
    }
    Ok(others)
}

/// The sign-ins by the brokers' names: each broker has one, by one of the two options.
fn credentials(arguments: &BrokerArguments) -> Result<BTreeMap<String, Auth>, StartError> {
    let mut all = BTreeMap::new();
    let mut add = |option: &str, name: &str, text: &str| {
        if all.contains_key(name) {
            return Err(StartError::new(
                format!("The broker {name} has two sign-ins."),
                "Leave one of them out: --broker-credentials or --broker-credentials-file, once for each broker.",
            ));
        }
        let auth = auth(text).ok_or_else(|| {
            StartError::new(
                format!("{option} has an empty sign-in for the broker {name}."),
                "Write USER:PASSWORD, or a token.",
            )
        })?;
        all.insert(name.to_owned(), auth);
        Ok(())
    };
    for secret in &arguments.broker_credentials {
        let (name, text) = named("--broker-credentials", secret.expose(), "USER:PASSWORD")?;
        add("--broker-credentials", name, text)?;
    }
    for text in &arguments.broker_credentials_file {
        let (name, path) = named("--broker-credentials-file", text, "PATH")?;
        let read = fs::read_to_string(path).map_err(|error| {
            StartError::new(
                format!("The file {path} of --broker-credentials-file cannot be read: {error}."),
                "Make it readable for this user.",
            )
        })?;
        add("--broker-credentials-file", name, read.trim())?;
    }
    Ok(all)
}

/// A sign-in; none where there is nothing in it.
fn auth(text: &str) -> Option<Auth> {
    match text.split_once(':') {
        Some(("", _) | (_, "")) => None,
        Some((name, password)) => Some(Auth::Basic { name: name.to_owned(), password: password.to_owned() }),
        None if text.is_empty() => None,
        None => Some(Auth::Bearer(text.to_owned())),
    }
}

/// A name and what is said of it. What is said is not repeated: it may hold a password.
fn named<'a>(option: &str, text: &'a str, what: &str) -> Result<(&'a str, &'a str), StartError> {
    let usable = |name: &str| {
        (1..=32).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let Some((name, said)) = text.split_once('=') else {
        return Err(StartError::new(
            format!("{option} is not understood."),
            format!("Write it as NAME={what}."),
        ));
    };
    if !usable(name) {
        let name: String = name.chars().filter(|character| !character.is_control()).take(40).collect();
        return Err(StartError::new(
            format!("{option} {name}=… has no name that can be used."),
            format!(
                "Write it as NAME={what}, the name in lower-case letters, digits and hyphens, 32 at most."
            ),
        ));
    }
    Ok((name, said))
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Said {
        #[command(flatten)]
        brokers: BrokerArguments,
    }

    fn config(said: &[&str]) -> Result<BrokersConfig, StartError> {
        let said = Said::parse_from([&["hq"], said].concat());
        let database = DatabaseUrl::parse("sqlite:data/hq.sqlite".parse().unwrap()).unwrap();
        BrokersConfig::new(&said.brokers, &database, "127.0.0.1:8080".parse().unwrap())
    }

    fn refusal(said: &[&str]) -> String {
        let message = config(said).unwrap_err().to_string();
        assert!(!message.contains('\n') && !message.contains("hunter2"), "{message}");
        message
    }

    const ACME: [&str; 2] = ["--broker", "acme=https://broker.example"];
    const SIGN_IN: [&str; 2] = ["--broker-credentials", "acme=hq:hunter2"];

    #[test]
    fn each_broker_has_one_sign_in() {
        assert_eq!(config(&[ACME, SIGN_IN].concat()).unwrap().others.len(), 1);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sign-in");
        fs::write(&file, "hq:hunter2\n").unwrap();
        let of_file = format!("acme={}", file.display());
        let from_file = ["--broker-credentials-file", of_file.as_str()];
        assert!(config(&[ACME, from_file].concat()).is_ok());
        for (said, word) in [
            (ACME.to_vec(), "has no sign-in"),
            (SIGN_IN.to_vec(), "no --broker acme=URL"),
            ([ACME, SIGN_IN, from_file].concat(), "has two sign-ins"),
            ([ACME, SIGN_IN, SIGN_IN].concat(), "has two sign-ins"),
            ([ACME, ACME, SIGN_IN].concat(), "is there twice"),
            ([ACME, ["--broker-credentials", "acme="]].concat(), "an empty sign-in for the broker acme"),
            ([ACME, ["--broker-credentials", "acme=:"]].concat(), "an empty sign-in"),
            ([ACME, ["--broker-credentials", "acme=hq:"]].concat(), "an empty sign-in"),
            ([ACME, ["--broker-credentials", "hunter2"]].concat(), "--broker-credentials is not understood"),
        ] {
            let message = refusal(&said);
            assert!(message.contains(word), "{word}: {message}");
        }
        fs::write(&file, "\n").unwrap();
        assert!(refusal(&[ACME, from_file].concat()).contains("an empty sign-in"));
    }

    #[test]
    fn names_are_in_lower_case() {
        for said in [
            ["--broker", "Acme=https://hq:hunter2@broker.example"],
            ["--broker-credentials", "Acme=hq:hunter2"],
            ["--broker-credentials-file", "Acme=hunter2"],
        ] {
            let message = refusal(&said);
            assert!(
                message.contains(&format!("{} Acme", said[0])) && message.contains("lower-case"),
                "{message}"
            );
        }
        assert!(refusal(&["--broker", "hq=https://x.example"]).contains("comes with HQ"));
    }

    #[test]
    fn a_storage_server_is_reached_in_a_way_that_there_is() {
        for mode in SSL_MODES {
            assert!(config(&["--storage", &format!("postgres://hq:hunter2@db/hq?sslmode={mode}")]).is_ok());
        }
        let message = refusal(&["--storage", "postgres://hq:hunter2@db/hq?sslmode=foo"]);
        assert!(message.contains("sslmode=foo") && message.contains("verify-full"), "{message}");
        assert!(refusal(&["--storage", "mysql://hq:hunter2@db/hq"]).contains("--storage"));
    }

    #[test]
    fn dataplants_answer_where_nothing_else_does() {
        for same in ["127.0.0.1:8080", "0.0.0.0:8080"] {
            let message = refusal(&["--dataplants-listen", same]);
            assert!(message.contains("--dataplants-listen") && message.contains("--listen"), "{message}");
        }
        for other in ["127.0.0.1:8081", "127.0.0.2:8080", "127.0.0.1:0"] {
            assert!(config(&["--dataplants-listen", other]).is_ok(), "{other}");
        }
    }
}
