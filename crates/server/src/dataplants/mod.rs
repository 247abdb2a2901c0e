//! Dataplants: cloud environments that brokers make, each bound to storage engines of its organization.
//!
//! A dataplant is made in two parts. First credentials for each kind of tables are made in the engines ([`engines`]); once
//! they are all there, its own instance is made with them ([`owner`]). It is removed the other way round, so that nothing is
//! connected that loses its credentials. [`exposure`] keeps what its broker knows of names and certificates as it should be.

mod confirm_deletion;
mod create;
mod delete;
mod demo;
mod engines;
mod exposure;
mod forget;
mod get;
mod get_deletion;
pub mod jobs;
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

use crate::{app::App, http::endpoint::serve};
use hq_contract::dataplants::{
    ConfirmDataplantDeletion, CreateDataplant, DeleteDataplant, ForgetDataplant, GetDataplant,
    GetDataplantDeletion, GetDataplantSteps, ListDataplantOperations, ListDataplants, RetryDataplant,
    UpdateDataplant,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListDataplants, _>(list::list_dataplants))
        .routes(serve::<CreateDataplant, _>(create::create_dataplant))
        .routes(serve::<GetDataplant, _>(get::get_dataplant))
        .routes(serve::<UpdateDataplant, _>(update::update_dataplant))
        .routes(serve::<DeleteDataplant, _>(delete::delete_dataplant))
        .routes(serve::<GetDataplantSteps, _>(steps::get_dataplant_steps))
        .routes(serve::<ListDataplantOperations, _>(operations::list_dataplant_operations))
        .routes(serve::<RetryDataplant, _>(retry::retry_dataplant))
        .routes(serve::<ForgetDataplant, _>(forget::forget_dataplant))
        .routes(serve::<GetDataplantDeletion, _>(get_deletion::get_dataplant_deletion))
        .routes(serve::<ConfirmDataplantDeletion, _>(confirm_deletion::confirm_dataplant_deletion))
}
