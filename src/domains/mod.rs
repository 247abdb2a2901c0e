//! The domain names of an organization: claimed, proved by a record in the DNS, and given up.

mod adding;
mod card;
mod checking;
mod finding;
mod list;
mod page;
mod record;
mod release;
mod typed;
mod words;

pub use page::DomainsPage;
