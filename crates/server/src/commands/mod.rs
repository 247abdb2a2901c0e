//! What `hq` does besides serving HQ.

pub mod billing;
pub mod broker;
pub mod brokers;
pub mod sales;

use billing::BillingCommand;
use broker::BrokerCommand;
use brokers::BrokersCommand;
use clap::Subcommand;

/// What to do instead of serving HQ.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// See to invoices and money.
    Billing(BillingCommand),
    /// Serve the broker that comes with HQ by HTTP (Open Service Broker API 2.17), for another HQ or any platform.
    Broker(BrokerCommand),
    /// See to the brokers that HQ asks.
    Brokers(BrokersCommand),
}
