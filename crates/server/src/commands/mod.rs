//! What `hq` does besides serving HQ.

pub mod backup;
pub mod billing;
pub mod broker;
pub mod brokers;
pub mod doctor;
mod files;
pub mod restore;
pub mod sales;

use crate::config::Arguments;
use backup::BackupArguments;
use billing::BillingCommand;
use broker::BrokerCommand;
use brokers::BrokersCommand;
use clap::{Parser, Subcommand};
use doctor::DoctorArguments;
use restore::RestoreArguments;
use uuid::Uuid;

/// An id among a command's arguments.
fn id<I: From<Uuid>>(text: &str) -> Result<I, uuid::Error> {
    text.parse::<Uuid>().map(I::from)
}

/// HQ, the organization console: its server.
#[derive(Clone, Debug, Parser)]
#[command(name = "hq", version, about, long_about = None, args_conflicts_with_subcommands = true)]
pub struct CommandLine {
    /// What to do instead of serving HQ.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How HQ is served.
    #[command(flatten)]
    pub arguments: Arguments,
}

/// What to do instead of serving HQ.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Copy the SQLite database into a file while the server goes on.
    Backup(BackupArguments),
    /// Put a file that `hq backup` has made in the SQLite database's place. No server runs on it.
    Restore(RestoreArguments),
    /// Say what is wrong before the server is started, and what to do: database, clock, DNS, mail server, secrets key, disk,
    /// permissions, the file of what is sold. Changes nothing and sends nothing. Ends with 1 where something is wrong.
    Doctor(Box<DoctorArguments>),
    /// See to invoices and money.
    Billing(BillingCommand),
    /// Serve the broker that comes with HQ by HTTP (Open Service Broker API 2.17), for another HQ or any platform.
    Broker(BrokerCommand),
    /// See to the brokers that HQ asks.
    Brokers(BrokersCommand),
}
