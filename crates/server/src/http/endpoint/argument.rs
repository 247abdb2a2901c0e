//! What a handler takes, and what that says of the endpoint.

use super::{Answers, Serves};
use crate::{
    access::{Actor, Caller, MaybeCaller, OrgAccess, Permitted},
    app::App,
    http::{
        endpoint::document::{self, SchemaList},
        extract::{Body, IfMatch, InPath, List, Paging, PathParameters, Picture, Posted, Query},
        preferred_language::PreferredLanguage,
        user_agent::UserAgent,
    },
    operation::Origin,
};
use axum::{Extension, extract::State, handler::Handler};
use hq_contract::{Described, Who, images::IMAGE_TYPES};
use http::HeaderMap;
use utoipa::{
    IntoParams, ToSchema,
    openapi::path::{Operation, ParameterIn},
};

/// What a handler of `E` can take.
#[diagnostic::on_unimplemented(
    message = "a handler of `{E}` cannot take `{Self}`",
    note = "a body is the one that the endpoint declares; a new kind of argument says here what the document says of it"
)]
pub trait Argument<E> {
    /// Who gets past it; none: everybody.
    const WHO: Option<Who> = None;
    /// Whether it is the body.
    const IS_BODY: bool = false;

    /// Says in the document what it reads of a request.
    fn describe(_operation: &mut Operation, _schemas: &mut SchemaList) {}
}

/// All that a handler takes, as axum lists it.
pub trait Arguments<E> {
    /// Who gets past them.
    const WHO: Who;
    /// Whether a body is among them.
    const HAS_BODY: bool;

    /// Says in the document what they read of a request.
    fn describe(operation: &mut Operation, schemas: &mut SchemaList);
}

macro_rules! arguments {
    ($($argument:ident)+) => {
        impl<E, M, $($argument: Argument<E>),+> Arguments<E> for (M, $($argument,)+) {
            const WHO: Who = first(&[$($argument::WHO),+]);
            const HAS_BODY: bool = $($argument::IS_BODY)||+;

            fn describe(operation: &mut Operation, schemas: &mut SchemaList) {
                $($argument::describe(operation, schemas);)+
            }
        }

        impl<E, F, Then, Answer, M, $($argument: Argument<E>),+> Serves<E, (M, $($argument,)+)> for F
        where
            E: Described,
            F: FnOnce($($argument),+) -> Then + Handler<(M, $($argument,)+), App>,
            Then: Future<Output = Answer>,
            Answer: Answers<E>,
        {
            const FITS: bool = Answer::FITS;
        }
    };
}

arguments!(A);
arguments!(A B);
arguments!(A B C);
arguments!(A B C D);
arguments!(A B C D G);
arguments!(A B C D G H);
arguments!(A B C D G H I);

const fn first(mut all: &[Option<Who>]) -> Who {
    while let [one, rest @ ..] = all {
        if let Some(who) = one {
            return *who;
        }
        all = rest;
    }
    Who::Everybody
}

impl<E> Argument<E> for State<App> {}
impl<E> Argument<E> for Origin {}
impl<E> Argument<E> for UserAgent {}
impl<E> Argument<E> for PreferredLanguage {}
impl<E> Argument<E> for HeaderMap {}
impl<E, T> Argument<E> for Option<Extension<T>> {}
// What stands in a path is the endpoint's to say; its `{id}` is read as what it is of.
impl<E: Described<Id = P::Id>, P: InPath> Argument<E> for PathParameters<P> {}

impl<E> Argument<E> for Caller {
    const WHO: Option<Who> = Some(Who::SignedIn);
}

impl<E> Argument<E> for Actor {
    const WHO: Option<Who> = Some(Who::SignedIn);

    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::also_keys(operation);
    }
}

impl<E> Argument<E> for MaybeCaller {
    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::also_signed_in(operation);
    }
}

impl<E, P: Permitted> Argument<E> for OrgAccess<P> {
    const WHO: Option<Who> = Some(if P::BEHIND_MFA { Who::Holder(P::PERMISSION) } else { Who::Member });

    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::former_slugs(operation);
        if !P::PEOPLE_ONLY {
            document::also_keys(operation);
        }
    }
}

impl<E: Described<Body = T>, T: ToSchema> Argument<E> for Posted<T> {
    const IS_BODY: bool = size_of::<T>() > 0;

    fn describe(operation: &mut Operation, schemas: &mut SchemaList) {
        document::body::<T>(operation, schemas);
    }
}

impl<E: Described<Body = T>, T: ToSchema> Argument<E> for Body<T> {
    const IS_BODY: bool = size_of::<T>() > 0;

    fn describe(operation: &mut Operation, schemas: &mut SchemaList) {
        document::body::<T>(operation, schemas);
    }
}

impl<E> Argument<E> for Picture {
    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::file(operation, &IMAGE_TYPES);
    }
}

impl<E, T: IntoParams> Argument<E> for Query<T> {
    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::add(operation, T::into_params(|| Some(ParameterIn::Query)));
    }
}

impl<E, P> Argument<E> for List<P> {
    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::add(operation, Paging::into_params(|| Some(ParameterIn::Query)));
    }
}

impl<E> Argument<E> for IfMatch {
    fn describe(operation: &mut Operation, _: &mut SchemaList) {
        document::add(operation, vec![document::version()]);
    }
}
