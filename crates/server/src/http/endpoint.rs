//! Endpoints of the contract, bound to the functions that serve them. What an endpoint is, is said once, where it is declared; what is
//! read of a request, by the handler's arguments. Routes and the API's document follow from both, and the compiler holds them
//! together: no handler takes another body, answers anything else, or is called by others than the endpoint says.

mod argument;
mod document;
mod done;

pub use argument::{Argument, Arguments};
pub use document::take_own_refusals;
pub use done::{Answers, Done, Media};

use crate::app::App;
use axum::{
    handler::Handler,
    routing::{MethodFilter, MethodRouter},
};
use hq_contract::{Described, Method};
use utoipa::openapi::path::{HttpMethod, Paths};
use utoipa_axum::router::UtoipaMethodRouter;

/// A function that can serve `E`: it takes [`Argument`]s of `E`, and what it comes to [`Answers`] it.
#[diagnostic::on_unimplemented(
    message = "this function cannot serve `{E}`",
    note = "its arguments are `Argument`s of the endpoint, with the endpoint's body if it has one",
    note = "it returns `Result<Done<E>, Failure>`, or `Json` of the endpoint's answer in the place of `Done<E>`"
)]
pub trait Serves<E: Described, T>: Handler<T, App> {
    /// Whether what it returns is the success that the endpoint declares.
    const FITS: bool;
}

/// Binds an endpoint to its handler: `serve::<ClaimDomain, _>(claim::claim_domain)`.
pub fn serve<E: Described, T: Arguments<E> + 'static>(handler: impl Serves<E, T>) -> UtoipaMethodRouter<App> {
    held_together(&handler);
    let (filter, method) = match E::METHOD {
        Method::Get => (MethodFilter::GET, HttpMethod::Get),
        Method::Post => (MethodFilter::POST, HttpMethod::Post),
        Method::Put => (MethodFilter::PUT, HttpMethod::Put),
        Method::Patch => (MethodFilter::PATCH, HttpMethod::Patch),
        Method::Delete => (MethodFilter::DELETE, HttpMethod::Delete),
    };
    let mut schemas = Vec::new();
    let mut paths = Paths::new();
    paths.add_path_operation(E::TEMPLATE, vec![method], document::operation::<E, T>(&mut schemas));
    (schemas, paths, MethodRouter::new().on(filter, handler))
}

/// Refuses to build a server whose handler is none of the endpoint's.
const fn held_together<E: Described, T: Arguments<E>, H: Serves<E, T>>(_: &H) {
    const {
        assert!(
            T::WHO.is(E::WHO),
            "the endpoint is for others than those whom the handler's `Caller` or `OrgAccess` lets in"
        );
        // A body that says nothing is one of no size.
        assert!(
            T::HAS_BODY == (size_of::<E::Body>() > 0),
            "the endpoint has a body that the handler does not take"
        );
        assert!(
            H::FITS,
            "`Json` answers 200 without a version, and the endpoint declares something else: `Done`"
        );
    }
}
