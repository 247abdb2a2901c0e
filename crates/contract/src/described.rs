//! What the API's document and the server need of an endpoint, beside what a client does: it is said where the endpoint is
//! declared (`endpoint.rs`). The console is built without.

use crate::{Endpoint, Page, Permission, ProblemCode};
use serde::Serialize;
use std::{any::type_name, marker::PhantomData};
use utoipa::{
    ToSchema,
    openapi::{
        Ref, RefOr,
        schema::{ObjectBuilder, OneOfBuilder, Schema, Type},
    },
};

/// An endpoint that the server serves.
pub trait Described: Endpoint<Body: ToSchema, Answer: ToSchema + Serialize + 'static> {
    /// Its name: that of the type.
    const NAME: &'static str;
    /// The lines of its documentation: what it does, an empty line, and what there is to know.
    const TEXT: &'static [&'static str];
    /// With which endpoints the document shows it.
    const TAG: &'static str;
    /// Who can call it.
    const WHO: Who;
    /// Of what its path's `{id}` is; [`NoId`] where it has none.
    type Id;
    /// What a success answers, the usual first.
    const SUCCESS: &'static [Success];
    /// The refusals that follow from its own rules. Those that follow from what it takes are no part of this: the document adds
    /// them.
    const REFUSALS: &'static [ProblemCode];

    /// The parameters of its path that have a type of their own.
    fn parameters() -> Vec<PathParameter>;

    /// The schemas of its answer.
    fn answer() -> Schemas;
}

/// What an endpoint has whose path has no `{id}`.
#[derive(Clone, Copy, Debug)]
pub struct NoId;

/// Who can call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody, signed in or not.
    Everybody,
    /// Who is signed in.
    SignedIn,
    /// Every member of the organization in the path, even one whom it keeps out until they have multi-factor authentication.
    Member,
    /// A member of the organization in the path who has the permission.
    Holder(Permission),
}

impl Who {
    /// Whether both are the same, for what is held together when the server is built.
    #[must_use]
    pub const fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Holder(one), Self::Holder(other)) => one as u8 == other as u8,
            (Self::Everybody, Self::Everybody)
            | (Self::SignedIn, Self::SignedIn)
            | (Self::Member, Self::Member) => true,
            _ => false,
        }
    }
}

/// A success of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Success {
    /// Its status.
    pub status: u16,
    /// What it means.
    pub meaning: &'static str,
    /// What its `ETag` is of, where it has one.
    pub etag: Option<&'static str>,
    /// The media type of its body, where that is not JSON.
    pub media: Option<&'static str>,
}

/// A schema, with those that it refers to by name.
#[derive(Clone)]
pub struct Schemas {
    /// What stands where the type is used.
    pub schema: RefOr<Schema>,
    /// What it refers to.
    pub named: Vec<(String, RefOr<Schema>)>,
}

impl Schemas {
    /// The schema of a type: one of the contract is referred to by its name.
    #[must_use]
    pub fn of<T: ToSchema>() -> Self {
        if type_name::<T>().starts_with("hq_contract::") {
            Self::named::<T>(T::name().into_owned())
        } else {
            Self { schema: T::schema(), named: Vec::new() }
        }
    }

    fn named<T: ToSchema>(name: String) -> Self {
        let mut named = vec![(name.clone(), T::schema())];
        T::schemas(&mut named);
        Self { schema: Ref::from_schema_name(name).into(), named }
    }
}

/// The schemas of an answer. Those of a page and of what may be absent are made of what is in it: for these the function is the
/// type's own, and comes before that of [`AnyAnswer`].
pub(crate) struct Answered<T>(PhantomData<T>);

impl<T: ToSchema> Answered<Page<T>> {
    pub(crate) fn schemas() -> Schemas {
        let mut page = Schemas::named::<Page<T>>(format!("{}_{}", Page::<T>::name(), T::name()));
        page.named.extend(Schemas::of::<T>().named);
        page
    }
}

impl<T: ToSchema> Answered<Option<T>> {
    pub(crate) fn schemas() -> Schemas {
        let Schemas { schema, named } = Schemas::of::<T>();
        let null = ObjectBuilder::new().schema_type(Type::Null);
        Schemas { schema: OneOfBuilder::new().item(schema).item(null).into(), named }
    }
}

/// The schemas of every other answer.
pub(crate) trait AnyAnswer {
    fn schemas() -> Schemas;
}

impl<T: ToSchema> AnyAnswer for Answered<T> {
    fn schemas() -> Schemas {
        Schemas::of::<T>()
    }
}

/// A parameter of a path.
#[derive(Clone)]
pub struct PathParameter {
    /// Its name in the path.
    pub name: &'static str,
    /// What it is.
    pub meaning: String,
    /// Its type.
    pub schemas: Schemas,
}

impl PathParameter {
    /// A field of an endpoint that stands in its path, with its documentation line by line.
    #[must_use]
    pub fn new<T: ToSchema>(name: &'static str, text: &[&str]) -> Self {
        let meaning = text.concat().trim().trim_end_matches('.').to_owned();
        Self { name, meaning, schemas: Schemas::of::<T>() }
    }
}

/// The fields of an endpoint, each with its documentation line by line, of which some stand in its path.
pub(crate) struct Fields {
    all: &'static [(&'static str, &'static [&'static str])],
    in_path: Vec<PathParameter>,
}

impl Fields {
    pub(crate) const fn new(all: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { all, in_path: Vec::new() }
    }

    /// The field of this name stands in the path. What reads it says its type.
    pub(crate) fn with<E, T: ToSchema>(mut self, name: &'static str, _: fn(&E) -> &T) -> Self {
        let text = self.all.iter().find(|(field, _)| *field == name).map(|(_, text)| *text);
        self.in_path.push(PathParameter::new::<T>(name, text.unwrap_or_default()));
        self
    }

    pub(crate) fn parameters(self) -> Vec<PathParameter> {
        self.in_path
    }
}

/// What is said, if something is.
pub(crate) const fn said(texts: &'static [&'static str]) -> Option<&'static str> {
    match texts {
        [text, ..] => Some(*text),
        [] => None,
    }
}

/// Implements [`Described`] by what stands behind an endpoint's answer: its tag, who can call it, and its successes, each with a
/// status and a meaning, and with the meaning of its `ETag` or the media type of what is no JSON; then, if it has any, the refusals
/// of its own.
macro_rules! describe {
    ($name:ident $text:tt $fields:tt $parameters:block []) => {};
    (
        $name:ident [$($text:literal)*] [$($fields:tt)*] $parameters:block
        [
            tag $tag:literal, for $who:ident,
            $($status:literal $meaning:literal $(etag $etag:literal)? $(type $media:literal)?),+
            $(, refusals $refusals:tt)? $(,)?
        ]
    ) => {
        impl $crate::described::Described for $name {
            const NAME: &'static str = stringify!($name);
            const TEXT: &'static [&'static str] = &[$($text),*];
            const TAG: &'static str = $tag;
            const WHO: $crate::described::Who = $crate::described::who!($who);
            type Id = $crate::described::id_of!($($fields)*);
            const SUCCESS: &'static [$crate::described::Success] = &[$($crate::described::Success {
                status: $status,
                meaning: $meaning,
                etag: $crate::described::said(&[$($etag)?]),
                media: $crate::described::said(&[$($media)?]),
            }),+];
            const REFUSALS: &'static [$crate::ProblemCode] = $crate::described::refusals!($($refusals)?);

            fn parameters() -> Vec<$crate::described::PathParameter> $parameters

            fn answer() -> $crate::described::Schemas {
                #[allow(unused_imports)] // not of a page
                use $crate::described::AnyAnswer as _;
                $crate::described::Answered::<<Self as $crate::Endpoint>::Answer>::schemas()
            }
        }
    };
}
pub(crate) use describe;

/// The type of the field `id` among those of an endpoint: it stands in its path.
macro_rules! id_of {
    () => {
        $crate::described::NoId
    };
    (id: $type:ty, $($rest:tt)*) => {
        $type
    };
    ($field:ident: $type:ty, $($rest:tt)*) => {
        $crate::described::id_of!($($rest)*)
    };
}
pub(crate) use id_of;

/// Who can call an endpoint, by a word: those of [`Who`], or a permission.
macro_rules! who {
    (Everybody) => {
        $crate::described::Who::Everybody
    };
    (SignedIn) => {
        $crate::described::Who::SignedIn
    };
    (Member) => {
        $crate::described::Who::Member
    };
    ($permission:ident) => {
        $crate::described::Who::Holder($crate::Permission::$permission)
    };
}
pub(crate) use who;

/// The refusals of an endpoint's own: none, these codes, or a list that several endpoints have.
macro_rules! refusals {
    () => {
        &[]
    };
    ([$($code:ident),+ $(,)?]) => {
        &[$($crate::ProblemCode::$code),+]
    };
    ($list:ident) => {
        $list
    };
}
pub(crate) use refusals;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrganizationId, domains::ListDomains, session::GetSession};

    #[test]
    fn pages_are_named_by_what_is_on_them() {
        let Schemas { schema, named } = ListDomains::answer();
        assert!(schema == Ref::from_schema_name("Page_Domain").into());
        for name in ["Page_Domain", "Domain", "PageToken", "DomainState"] {
            assert!(named.iter().any(|(known, _)| known == name), "{name}");
        }
    }

    #[test]
    fn what_may_be_absent_is_null() {
        let text = serde_json::to_string(&GetSession::answer().schema).unwrap();
        assert_eq!(text, r##"{"oneOf":[{"$ref":"#/components/schemas/Session"},{"type":"null"}]}"##);
    }

    #[test]
    fn only_types_of_the_contract_are_referred_to() {
        assert!(matches!(Schemas::of::<OrganizationId>().schema, RefOr::Ref(_)));
        assert!(matches!(Schemas::of::<String>().schema, RefOr::T(_)));
    }
}
