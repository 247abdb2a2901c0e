//! What the operator decides: arguments, or environment variables of the same name with `HQ_` before it.

pub mod billing;
mod brokers;
mod database;
mod error;
pub mod mail_server;
mod private;
mod public_url;
mod secret;
pub mod secrets_key;
mod stripe;
mod way;

pub use brokers::{BrokerArguments, BrokersConfig, EMBEDDED, EmbeddedArguments, folder_beside};
pub use database::{DatabaseArgument, DatabaseUrl};
pub use error::StartError;
pub use public_url::PublicUrl;
pub use secret::Secret;
pub use stripe::StripeArguments;

use crate::{
    demo,
    http::serve::{ForwardedHeader, TrustedProxies},
    mail::MailServer,
    platform::{
        log,
        random::Random,
        secrets::{KEY_BYTES, Secrets},
        writes,
    },
    stripe::Stripe,
};
use clap::Parser;
use hq_billing::PriceFile;
use ipnet::IpNet;
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// HQ, the organization console: its server.
#[derive(Clone, Debug, Parser)]
#[command(name = "hq", version, about, long_about = None)]
pub struct Arguments {
    /// Address and port to listen on.
    #[arg(long, env = "HQ_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Port to listen on, instead of the one in --listen.
    #[arg(long, env = "HQ_PORT", value_name = "PORT")]
    pub port: Option<u16>,
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseArgument,
    /// Where people reach the console; links in mails start so. Default: http:// and the address of --listen.
    #[arg(long, env = "HQ_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The mail server: smtps://USER:PASSWORD@HOST, or smtp://HOST:587?tls=required. Without one, mails go to a
    /// mailbox page that only this machine can open.
    #[arg(long, env = "HQ_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<Secret>,
    /// The sender of mails. Default: HQ <no-reply@the public URL's host>.
    #[arg(long, env = "HQ_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,
    /// Seconds for which a mail belongs to the server that is sending it: after a crash, another try begins then.
    #[arg(long, env = "HQ_MAIL_LEASE", value_name = "SECONDS", default_value_t = 180, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub mail_lease: u64,
    /// How often one person, API key, or network without either may write in a minute, on each server; then 429.
    #[arg(long, env = "HQ_WRITES_PER_MINUTE", value_name = "NUMBER", default_value_t = writes::USUAL, value_parser = clap::value_parser!(u32).range(1..))]
    pub writes_per_minute: u32,
    /// Address and port for /metrics (Prometheus). Off by default.
    #[arg(long, env = "HQ_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<SocketAddr>,
    /// A key that encrypts private keys in the database: base64 of 32 bytes (openssl rand -base64 32). May be repeated:
    /// the first one encrypts, the others still decrypt. Default: beside a SQLite file, made the first time; none on
    /// PostgreSQL, and then no TLS certificates can be added.
    #[arg(long, env = "HQ_SECRETS_KEY", hide_env_values = true, value_name = "KEY", value_delimiter = ',')]
    pub secrets_key: Vec<Secret>,
    /// Address and port of a DNS server to ask for domain names' records. May be repeated. Default: the system's.
    #[arg(long, env = "HQ_DNS", value_name = "ADDRESS:PORT", value_delimiter = ',')]
    pub dns: Vec<SocketAddr>,
    /// Another origin whose pages may use the API, such as a developer's trunk serve. May be repeated.
    #[arg(long, env = "HQ_TRUSTED_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub trusted_origin: Vec<String>,
    /// Addresses of proxies, such as 10.0.0.0/8, that are believed about who the client is.
    #[arg(long, env = "HQ_TRUSTED_PROXIES", value_name = "CIDR", value_delimiter = ',')]
    pub trusted_proxies: Vec<String>,
    /// The header in which these proxies name the client; the proxy has to overwrite it, and no other is read.
    #[arg(
        long,
        env = "HQ_FORWARDED_HEADER",
        value_name = "HEADER",
        value_enum,
        default_value_t,
        requires = "trusted_proxies"
    )]
    pub forwarded_header: ForwardedHeader,
    /// Who makes what people order.
    #[command(flatten)]
    pub brokers: BrokerArguments,
    /// What is sold, at which prices, and who sells it: a file, of which `hq billing check` says what is wrong. Without one nothing
    /// is sold, and everything can be used; --demo has one of its own.
    #[arg(long, env = "HQ_BILLING", value_name = "FILE")]
    pub billing: Option<PathBuf>,
    /// Whether people may pay by card.
    #[command(flatten)]
    pub stripe: StripeArguments,
    /// How the log is written.
    #[arg(long, env = "HQ_LOG_FORMAT", value_enum, default_value_t)]
    pub log_format: log::Format,
    /// What is logged: a level, or levels by module, such as info,hq_server=debug.
    #[arg(long, env = "HQ_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// Fill in a fixed cast of people and organizations, and print their sign-ins.
    #[arg(long, env = "HQ_DEMO")]
    pub demo: bool,
    /// Fill the demo in even where others can reach the server: its passwords are known to everybody.
    #[arg(long, env = "HQ_DEMO_PUBLIC", requires = "demo")]
    pub demo_public: bool,
    /// Add a person to the demo who is in so many organizations.
    #[arg(long, env = "HQ_DEMO_ORGANIZATIONS", value_name = "NUMBER", requires = "demo")]
    pub demo_organizations: Option<u32>,
    /// Add so many members to the demo's first organization.
    #[arg(long, env = "HQ_DEMO_MEMBERS", value_name = "NUMBER", requires = "demo", default_value_t = 0)]
    pub demo_members: u32,
}

/// What the operator decided, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the data is.
    pub database: DatabaseUrl,
    /// Where people reach the console.
    pub public_url: PublicUrl,
    /// Whether that follows from where the server listens.
    follows_listener: bool,
    /// Who sends mails; without one they stay in the local mailbox.
    pub smtp: Option<MailServer>,
    /// How long a mail belongs to the server that took it.
    pub mail_lease: Duration,
    /// How often one caller may write in a minute.
    pub writes_per_minute: u32,
    /// Where to listen for metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// The keys that were given to encrypt secrets with.
    secrets_keys: Vec<[u8; KEY_BYTES]>,
    /// Whom to ask about domain names; the system's servers where there are none.
    pub dns: Vec<SocketAddr>,
    /// Origins besides the public URL's.
    pub trusted_origins: Vec<String>,
    /// Proxies to believe.
    pub trusted_proxies: TrustedProxies,
    /// Who makes what people order.
    pub brokers: BrokersConfig,
    /// What is sold, and who sells it; none where nothing is.
    pub billing: Option<PriceFile>,
    /// Takes cards.
    pub stripe: Option<Stripe>,
    /// How the log is written.
    pub log_format: log::Format,
    /// What is logged.
    pub log: String,
    /// Whether to fill in the cast, and whom besides.
    pub demo: Option<demo::Crowd>,
}

impl Config {
    /// Checks what was said.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub fn new(arguments: Arguments) -> Result<Self, StartError> {
        let mut listen = arguments.listen;
        if let Some(port) = arguments.port {
            listen.set_port(port);
        }
        let public_url = PublicUrl::given(arguments.public_url.as_deref(), listen)?;
        if arguments.demo && !arguments.demo_public && !public_url.is_local() {
            return Err(StartError::new(
                format!(
                    "--demo would let anybody sign in at {}: its passwords are known.",
                    public_url.as_str()
                ),
                "Leave it out, or add --demo-public where that is meant.",
            ));
        }
        let smtp = arguments.smtp_url.as_ref();
        let smtp =
            smtp.map(|url| mail_server::of(url, arguments.mail_from.as_deref(), &public_url)).transpose()?;
        let database = arguments.database.url()?;
        let brokers = BrokersConfig::new(&arguments.brokers, &database, listen)?;
        if let (Some(own), Some(metrics)) = (&brokers.embedded, arguments.metrics_listen) {
            own.check_door(metrics, "--metrics-listen")?;
        }
        let billing = match &arguments.billing {
            Some(path) => Some(billing::read(path)?),
            None if arguments.demo => Some(billing::demo()?),
            None => None,
        };
        Ok(Self {
            listen,
            brokers,
            database,
            smtp,
            mail_lease: Duration::from_secs(arguments.mail_lease),
            public_url,
            follows_listener: arguments.public_url.is_none(),
            writes_per_minute: arguments.writes_per_minute,
            metrics_listen: arguments.metrics_listen,
            secrets_keys: secrets_key::given(&arguments.secrets_key)?,
            dns: arguments.dns,
            trusted_origins: arguments
                .trusted_origin
                .iter()
                .map(|origin| trusted_origin(origin))
                .collect::<Result<_, _>>()?,
            trusted_proxies: TrustedProxies {
                networks: trusted_proxies(&arguments.trusted_proxies)?,
                header: arguments.forwarded_header,
            },
            billing,
            stripe: arguments.stripe.client()?,
            log_format: arguments.log_format,
            log: arguments.log,
            demo: arguments.demo.then_some(demo::Crowd {
                organizations: arguments.demo_organizations,
                members: arguments.demo_members,
            }),
        })
    }

    /// The keys that encrypt secrets.
    ///
    /// # Errors
    /// Where the file of the key cannot be used.
    pub fn secrets(&self, random: &dyn Random) -> Result<Secrets, StartError> {
        secrets_key::keys(&self.secrets_keys, &self.database, random)
    }

    /// The server listens here: with port 0 the system chose one.
    ///
    /// # Errors
    /// Where the public URL cannot follow from it.
    pub fn listening(&mut self, address: SocketAddr) -> Result<(), StartError> {
        if self.follows_listener {
            self.public_url = PublicUrl::of_listener(address)?;
        }
        Ok(())
    }
}

fn trusted_origin(text: &str) -> Result<String, StartError> {
    let origin = url::Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(|url| url.origin());
    origin.map(|origin| origin.ascii_serialization()).ok_or_else(|| {
        StartError::new(
            format!("--trusted-origin {text} is not an origin."),
            "Write it as http://127.0.0.1:8081.",
        )
    })
}

fn trusted_proxies(texts: &[String]) -> Result<Vec<IpNet>, StartError> {
    let net = |text: &String| {
        let text = text.trim();
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            StartError::new(
                format!("--trusted-proxies {text} is not an address."),
                "Write it as 10.0.0.7 or 10.0.0.0/8, several separated by commas.",
            )
        })
    };
    texts.iter().map(net).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(arguments: &[&str]) -> Result<Config, StartError> {
        Config::new(Arguments::parse_from([&["hq"], arguments].concat()))
    }

    #[test]
    fn the_port_decides_the_public_url() {
        assert_eq!(config(&["--port", "9000"]).unwrap().public_url.as_str(), "http://127.0.0.1:9000");
        assert_eq!(config(&["--listen", "0.0.0.0:80"]).unwrap().public_url.as_str(), "http://localhost");
    }

    #[test]
    fn one_header_is_believed_and_only_with_proxies() {
        let header = |arguments: &[&str]| config(arguments).unwrap().trusted_proxies.header;
        assert_eq!(header(&["--trusted-proxies", "10.0.0.7"]), ForwardedHeader::XForwardedFor);
        let other = ["--trusted-proxies", "10.0.0.7", "--forwarded-header", "forwarded"];
        assert_eq!(header(&other), ForwardedHeader::Forwarded);
        assert!(Arguments::try_parse_from(["hq", "--forwarded-header", "forwarded"]).is_err());
        assert!(Arguments::try_parse_from(["hq"]).is_ok());
    }

    #[test]
    fn mistakes_are_one_sentence_with_what_to_do() {
        for (arguments, word) in [
            (["--public-url", "hq.example.org"], "--public-url"),
            (["--public-url", "http://hq.example.org"], "https"),
            (["--database", "mysql://localhost/hq"], "--database"),
            (["--smtp-url", "mail.example.org"], "--smtp-url"),
            (["--trusted-proxies", "everybody"], "--trusted-proxies"),
            (["--trusted-origin", "localhost"], "--trusted-origin"),
            (["--secrets-key", "hunter2"], "--secrets-key"),
        ] {
            let message = config(&arguments).unwrap_err().to_string();
            assert!(message.contains(word) && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn mails_in_clear_leave_this_machine_only_where_that_is_said() {
        let url = |url: &str| config(&["--smtp-url", url]);
        let message = url("smtp://hq:hunter2@mail.example.org:587").unwrap_err().to_string();
        assert!(message.contains("?tls=required") && !message.contains("hunter2"), "{message}");
        for good in [
            "smtps://mail.example.org",
            "smtp://mail.example.org?tls=required",
            "smtp://mail.example.org?tls=opportunistic",
            "smtp://mail.example.org?tls=none",
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
        ] {
            assert!(url(good).is_ok(), "{good}");
        }
        assert!(url("smtp://mail.example.org?tls=perhaps").is_err());
    }

    #[test]
    fn the_demo_takes_a_second_word_where_others_come() {
        let public = ["--demo", "--public-url", "https://hq.example.org"];
        let message = config(&public).unwrap_err().to_string();
        assert!(message.contains("--demo-public") && !message.contains('\n'), "{message}");
        assert!(config(&[&public[..], &["--demo-public"]].concat()).unwrap().demo.is_some());
        assert!(config(&public[1..]).unwrap().demo.is_none());
        for local in ["http://localhost:8080", "https://hq.localhost", "http://[::1]:8080"] {
            assert!(config(&["--demo", "--public-url", local]).is_ok(), "{local}");
        }
        assert!(config(&["--demo", "--listen", "0.0.0.0:8080"]).is_ok(), "the public URL is this machine's");
        assert!(Arguments::try_parse_from(["hq", "--demo-public"]).is_err(), "without the demo");
    }

    #[test]
    fn passwords_are_not_shown() {
        let good = config(&[
            "--database",
            "postgres://hq:hunter2@db/hq?sslmode=verify-full",
            "--smtp-url",
            "smtps://hq:hunter2@mail.example.org",
        ]);
        assert!(!format!("{:?}", good.unwrap()).contains("hunter2"));
        let arguments = Arguments::parse_from(["hq", "--smtp-url", "smtps://hq:hunter2@mail"]);
        assert!(!format!("{arguments:?}").contains("hunter2"));
        let wrong = self::config(&["--database", "mysql://hq:hunter2@db/hq"]).unwrap_err();
        assert!(!wrong.to_string().contains("hunter2"));
    }
}
