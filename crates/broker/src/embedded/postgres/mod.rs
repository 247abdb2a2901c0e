//! Databases on the operator's PostgreSQL server: one an engine, one role a binding.

mod bind;
mod check;
mod ident;
mod make;
mod orphans;
mod password;
mod probe;
mod remove;
mod server;
pub mod tenant;

pub use bind::Access;
pub use check::findings;
pub use ident::Ident;
pub use orphans::Stray;
pub use password::Password;
pub use server::{Engine, Server};
