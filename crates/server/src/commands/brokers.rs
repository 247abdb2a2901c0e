//! `hq brokers check`: whether the brokers can do what their catalogs say.

use crate::{
    brokers::embedded,
    config::{BrokerArguments, BrokersConfig, DatabaseArgument, EMBEDDED, Secret, StartError, secrets_key},
    platform::{clock::SystemClock, random::SystemRandom},
};
use clap::{Args, Subcommand};
use hq_broker::embedded::{Embedded, Finding};
use std::{
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr},
    process::ExitCode,
    sync::Arc,
};

/// See to the brokers.
#[derive(Clone, Debug, Args)]
pub struct BrokersCommand {
    /// What to do.
    #[command(subcommand)]
    pub what: What,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum What {
    /// Say of each broker whether it answers, and whether it can do what its catalog says. Ends with 1 where one cannot.
    Check(CheckArguments),
}

/// Which brokers: the options with which HQ is started.
#[derive(Clone, Debug, Args)]
pub struct CheckArguments {
    /// The database of HQ; the broker that comes with it has its files beside it.
    #[command(flatten)]
    pub database: DatabaseArgument,
    /// The keys of HQ.
    #[arg(long, env = "HQ_SECRETS_KEY", hide_env_values = true, value_name = "KEY", value_delimiter = ',')]
    pub secrets_key: Vec<Secret>,
    /// Who makes what people order.
    #[command(flatten)]
    pub brokers: BrokerArguments,
}

/// Checks, and says what was found on standard output. Makes and changes nothing.
///
/// # Errors
/// Where the options are not understood.
pub async fn check(arguments: CheckArguments) -> Result<ExitCode, StartError> {
    let database = arguments.database.url()?;
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let config = BrokersConfig::new(&arguments.brokers, &database, listen)?;
    let random = Arc::new(SystemRandom);
    let mut good = true;
    if let Some(own) = &config.embedded {
        let secrets = secrets_key::existing(&secrets_key::given(&arguments.secrets_key)?, &database)?;
        let config = embedded::config(own, None, secrets, Arc::new(SystemClock), random);
        good &= told(EMBEDDED, &Embedded::check(&config).await);
    }
    for (name, broker) in &config.others {
        let found = match broker.read_catalog().await {
            Err(error) => {
                vec![Finding { good: false, sentence: format!("The catalog cannot be read: {error}.") }]
            }
            Ok((catalog, left_out)) => {
                let plans: usize = catalog.services.iter().map(|service| service.plans.len()).sum();
                let sentence = format!("It offers {} services in {plans} plans.", catalog.services.len());
                let first = Finding { good: plans > 0, sentence };
                let left_out = left_out.iter().map(|left| {
                    let of = left.plan.as_deref().map(|plan| format!(", plan {plan}")).unwrap_or_default();
                    let sentence = format!("Service {}{of} cannot be offered: {}", left.service, left.reason);
                    Finding { good: false, sentence }
                });
                let clear = (!broker.is_confidential()).then(|| Finding {
                    good: true,
                    sentence: "It is not asked by TLS: it gets no certificates, and its credentials can be read on the way."
                        .to_owned(),
                });
                std::iter::once(first).chain(left_out).chain(clear).collect()
            }
        };
        good &= told(name, &found);
    }
    if config.embedded.is_none() && config.others.is_empty() {
        good = told(
            "brokers",
            &[Finding { good: false, sentence: "There are none: nothing can be ordered.".to_owned() }],
        );
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(name: &str, found: &[Finding]) -> bool {
    let mut out = io::stdout().lock();
    for finding in found {
        let mark = if finding.good { "ok " } else { "NOT" };
        let _ = writeln!(out, "{mark} {name}: {}", finding.sentence);
    }
    found.iter().all(|finding| finding.good)
}
