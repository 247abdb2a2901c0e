//! On whose data a command works.

use crate::{
    app::{App, Services, Settings},
    billing::Billing,
    brokers::Brokers,
    config::{self, DatabaseUrl, PublicUrl, Secret, StartError, secrets_key},
    db::Db,
    platform::{
        clock::{SharedClock, SystemClock, micros},
        dns::Dns,
        passwords::{Cost, Passwords},
        random::SystemRandom,
        writes,
    },
};
use clap::Args;
use std::{net::SocketAddr, path::PathBuf, sync::Arc};

/// Where HQ's data is: the options with which HQ is started.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// The database of HQ, which may go on running.
    #[arg(
        long,
        global = true,
        env = "HQ_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite:data/hq.sqlite"
    )]
    pub database: Secret,
    /// The keys of HQ.
    #[arg(
        long,
        global = true,
        env = "HQ_SECRETS_KEY",
        hide_env_values = true,
        value_name = "KEY",
        value_delimiter = ','
    )]
    pub secrets_key: Vec<Secret>,
    /// Where people reach the console; links in mails start so. Default: http:// and the address of --listen.
    #[arg(long, global = true, env = "HQ_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where HQ listens, if no public URL is given.
    #[arg(
        long,
        global = true,
        env = "HQ_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,
    /// The mail server of HQ: where there is none, mails go to the local mailbox. The server that runs sends them.
    #[arg(long, global = true, env = "HQ_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<Secret>,
    /// What is sold, and who sells it: the file with which HQ is started. Credit notes need it.
    #[arg(long, global = true, env = "HQ_BILLING", value_name = "PATH")]
    pub billing: Option<PathBuf>,
}

impl Place {
    /// Opens it.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub async fn open(&self) -> Result<App, StartError> {
        let database = DatabaseUrl::parse(self.database.clone())?;
        let public_url = PublicUrl::given(self.public_url.as_deref(), self.listen)?;
        let random = Arc::new(SystemRandom);
        let clock: SharedClock = Arc::new(SystemClock);
        database.prepare()?;
        let db = Db::connect(database.expose()).await.map_err(|error| database.failed(&error))?;
        let keys = secrets_key::keys(&secrets_key::given(&self.secrets_key)?, &database, random.as_ref())?;
        let passwords = Passwords::new(Cost::Full, 1, random.clone()).map_err(|error| {
            StartError::new(
                format!("HQ could not hash passwords: {error}."),
                "This should not happen; please report it.",
            )
        })?;
        let billing = match &self.billing {
            Some(path) => {
                let file = config::billing::read(path)?;
                let opened = Billing::open(&db, micros(clock.now()), file).await;
                Some(opened.map_err(|error| {
                    StartError::new(
                        format!("What HQ sells cannot be kept. {error}"),
                        "See: hq billing check FILE",
                    )
                })?)
            }
            None => None,
        };
        let settings = Settings {
            public_url: public_url.as_str().to_owned(),
            trusted_origins: Vec::new(),
            local_mailbox: self.smtp_url.is_none(),
            writes_per_minute: writes::USUAL,
        };
        let services = Services {
            passwords,
            secrets: keys,
            dns: Dns::new(&[]),
            brokers: Brokers::new([]),
            billing,
            stripe: None,
        };
        Ok(App::new(settings, db, clock, random, services))
    }
}
