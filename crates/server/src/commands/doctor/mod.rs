//! `hq doctor`: what is wrong before the server is started.

mod clock;
mod database;
mod disk;
mod dns;
mod finding;
mod mail;
mod permissions;
mod postgres;
mod secrets;
mod sold;

pub use finding::{About, Finding};

use crate::{
    config::{DatabaseArgument, PublicUrl, Secret, StripeArguments},
    platform::clock::{Clock, SystemClock},
};
use clap::Args;
use std::{
    io::{self, Write as _},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

/// With which options HQ is to start.
#[derive(Clone, Debug, Args)]
pub struct DoctorArguments {
    /// The database of HQ; a server may go on running on it.
    #[command(flatten)]
    pub database: DatabaseArgument,
    /// The keys of HQ.
    #[arg(long, env = "HQ_SECRETS_KEY", hide_env_values = true, value_name = "KEY", value_delimiter = ',')]
    pub secrets_key: Vec<Secret>,
    /// Where people reach the console. Default: http:// and the address of --listen.
    #[arg(long, env = "HQ_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where HQ listens, if no public URL is given.
    #[arg(long, env = "HQ_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// The mail server.
    #[arg(long, env = "HQ_SMTP_URL", hide_env_values = true, value_name = "URL")]
    pub smtp_url: Option<Secret>,
    /// The sender of mails.
    #[arg(long, env = "HQ_MAIL_FROM", value_name = "MAILBOX")]
    pub mail_from: Option<String>,
    /// The DNS servers to ask. Default: the system's.
    #[arg(long, env = "HQ_DNS", value_name = "ADDRESS:PORT", value_delimiter = ',')]
    pub dns: Vec<SocketAddr>,
    /// The file of what is sold.
    #[arg(long, env = "HQ_BILLING", value_name = "FILE")]
    pub billing: Option<PathBuf>,
    /// Whether people may pay by card.
    #[command(flatten)]
    pub stripe: StripeArguments,
}

/// Looks at everything, and says what was found on standard output, a line each. Fails where something is wrong.
pub async fn run(arguments: DoctorArguments) -> ExitCode {
    let findings = examine(&arguments, &SystemClock).await;
    let mut out = io::stdout().lock();
    for finding in &findings {
        let _ = writeln!(out, "{finding}");
    }
    if findings.iter().all(|finding| finding.good) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Looks at everything with these options, and changes nothing.
pub async fn examine(arguments: &DoctorArguments, clock: &dyn Clock) -> Vec<Finding> {
    let mut findings = Vec::new();
    match arguments.database.url() {
        Ok(database) => {
            let (found, db) = database::examine(&database, clock).await;
            findings.extend(found);
            findings.extend(secrets::examine(&arguments.secrets_key, &database, db.as_ref()).await);
            if let Some(db) = db {
                let _ = db.close().await;
            }
            findings.extend(disk::examine(&database));
            findings.extend(permissions::of_data(&database));
        }
        Err(error) => findings.push(Finding::bad(About::Database, error.to_string())),
    }
    findings.extend(dns::examine(&arguments.dns).await);
    match PublicUrl::given(arguments.public_url.as_deref(), arguments.listen) {
        Ok(public_url) => {
            let from = arguments.mail_from.as_deref();
            findings.push(mail::examine(arguments.smtp_url.as_ref(), from, &public_url).await);
        }
        Err(error) => findings.push(Finding::bad(About::PublicUrl, error.to_string())),
    }
    findings.extend(sold::examine(arguments.billing.as_deref()));
    findings.extend(sold::cards(&arguments.stripe));
    findings
}
