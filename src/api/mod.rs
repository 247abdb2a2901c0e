//! The console's only way to the HQ API, of which it is an ordinary client.
//!
//! [`Query`] for what is shown ([`List`] for what is shown page by page), [`Mutation`] for what is done, [`Download`] for files; all through the one [`Client`], with one [`Error`].

mod attempt;
mod client;
mod connection;
mod download;
mod error;
mod json;
mod list;
mod mutation;
mod query;
mod transport;

pub use attempt::Attempt;
pub use client::{Answer, Client, provide_client, use_client};
pub use connection::Connection;
pub use download::Download;
pub use error::Error;
pub use json::{read as read_json, write as write_json};
pub use list::List;
pub use mutation::{Mutation, unless_about};
pub use query::{Query, Remote};
pub use transport::{FetchTransport, RawResponse, Request, ResponseFuture, Transport, Unreachable};
