//! What a handler is given of a request: parameters, bodies, versions, each of its type or refused.

mod if_match;
mod list;
pub mod parameters;
mod picture;
mod posted;
mod query;
mod refused;
pub mod request_origin;

pub use if_match::{IfMatch, first_version, version_tag};
pub use list::{Direction, List, Paging, Whose};
pub use picture::Picture;
pub use posted::{Body, Posted};
pub use query::{Id, InPath, PathParameters, Query, User};
