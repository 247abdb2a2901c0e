//! Dataplants: cloud environments that brokers make, each bound to storage engines of its organization.
//!
//! A dataplant is made in two parts. First credentials for each kind of tables are made in the engines ([`engines`]); once
//! they are all there, its own instance is made with them ([`owner`]). It is removed the other way round, so that nothing is
//! connected that loses its credentials. [`exposure`] keeps what its broker knows of names and certificates as it should be.

mod confirm_deletion;
mod create;
mod delete;
mod engines;
mod exposure;
mod forget;
mod get;
mod get_deletion;
mod list;
mod operations;
mod owner;
mod removal;
mod retry;
mod steps;
pub mod store;
mod update;
mod viewer;
mod watch;
mod wish;

pub use create::{Order, place};
pub use owner::Dataplants;
pub use watch::{round, watch};

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_dataplants, create::create_dataplant))
        .routes(routes!(get::get_dataplant, update::update_dataplant, delete::delete_dataplant))
        .routes(routes!(steps::get_dataplant_steps))
        .routes(routes!(operations::list_dataplant_operations))
        .routes(routes!(retry::retry_dataplant))
        .routes(routes!(forget::forget_dataplant))
        .routes(routes!(get_deletion::get_dataplant_deletion))
        .routes(routes!(confirm_deletion::confirm_dataplant_deletion))
}
