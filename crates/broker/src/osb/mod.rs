//! What goes over the wire (OSB 2.17). Unknown fields are ignored, as the specification asks; what HQ adds to it is
//! [`extension`], which a plain broker may leave out.

mod binding;
mod catalog;
mod error;
pub mod extension;
mod instance;
mod operation;

pub use binding::{BindRequest, BindResource, Binding, Credentials};
pub use catalog::{Catalog, MaintenanceInfo, Plan, PlanMetadata, Service, ServiceMetadata};
pub use error::{ErrorBody, ErrorCode};
pub use instance::{Context, Fetched, PreviousValues, ProvisionRequest, Provisioned, UpdateRequest};
pub use operation::{LastOperation, OperationState, Poll};

/// The version of the protocol, as in [`VERSION_HEADER`].
pub const VERSION: &str = "2.17";
/// The header that names the version of the protocol.
pub const VERSION_HEADER: &str = "x-broker-api-version";
/// The header that says for whom something is done.
pub const IDENTITY_HEADER: &str = "x-broker-api-originating-identity";
/// The header by which a request is found again in the logs of both sides.
pub const REQUEST_HEADER: &str = "x-broker-api-request-identity";
/// What HQ is called where a platform is named.
pub const PLATFORM: &str = "hq";
