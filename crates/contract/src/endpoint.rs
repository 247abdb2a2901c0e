//! Endpoints as types: method, path, body and answer of each operation, so that a client cannot mix them up.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Where the API starts.
pub const BASE: &str = "/api/v1";

/// Where the documentation of the API is, for people.
pub const DOCUMENTATION: &str = "/api/docs";
/// The request header that makes a retried POST do its work once.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say all there is
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// `GET`
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// An operation of the API: a value of the type is one request.
pub trait Endpoint {
    /// The JSON body; [`Nothing`] for none.
    type Body: Serialize;
    /// What a success answers; [`Nothing`] for 202 or 204 without a body.
    type Answer: DeserializeOwned;
    /// The method.
    const METHOD: Method;
    /// The path under [`BASE`], with its parameters in braces, as in the OpenAPI document.
    const TEMPLATE: &'static str;

    /// The path under [`BASE`] of this request, with its query.
    fn path(&self) -> String {
        Self::TEMPLATE.to_owned()
    }

    /// The body of this request.
    fn body(&self) -> Option<&Self::Body> {
        None
    }

    /// The file that this request sends in the place of a JSON body.
    fn upload(&self) -> Option<&Upload> {
        None
    }

    /// The version that this request changes (`If-Match`).
    fn if_match(&self) -> Option<&ETag> {
        None
    }
}

/// No body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What it is (media type).
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A version of a resource, as in the `ETag` and `If-Match` headers, quotes included.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ETag(pub String);

/// What may not stand for itself in a segment: all but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as one segment of a path or one value of a query.
#[must_use]
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).collect()
}

/// Declares an endpoint without parameters or body. The documentation is that of the operation too; what stands behind the
/// answer is what the server and the document need beside (`described.rs`, and docs/decisions/0049-endpoints.md).
macro_rules! endpoint {
    ($(#[doc = $doc:literal])* $name:ident $method:ident $template:literal -> $answer:ty $(, $($described:tt)+)?) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $crate::Endpoint for $name {
            type Body = $crate::Nothing;
            type Answer = $answer;
            const METHOD: $crate::Method = $crate::Method::$method;
            const TEMPLATE: &'static str = $template;
        }

        #[cfg(feature = "openapi")]
        $crate::described::describe!($name [$($doc)*] [] { Vec::new() } [$($($described)+)?]);
    };
}
pub(crate) use endpoint;

/// Declares an endpoint with a JSON body and no parameters in its path.
macro_rules! endpoint_with_body {
    ($(#[doc = $doc:literal])* $name:ident($body:ty) $method:ident $template:literal -> $answer:ty $(, $($described:tt)+)?) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub $body);

        impl $crate::Endpoint for $name {
            type Body = $body;
            type Answer = $answer;
            const METHOD: $crate::Method = $crate::Method::$method;
            const TEMPLATE: &'static str = $template;

            fn body(&self) -> Option<&Self::Body> {
                Some(&self.0)
            }
        }

        #[cfg(feature = "openapi")]
        $crate::described::describe!($name [$($doc)*] [] { Vec::new() } [$($($described)+)?]);
    };
}
pub(crate) use endpoint_with_body;

/// Declares an endpoint whose path has parameters: each field stands in the path under its own name in braces. A body
/// is the field `body`.
macro_rules! endpoint_at {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $field_doc:literal])* $field:ident: $type:ty),+ $(,)? } $method:ident $template:literal -> $answer:ty $(, $($described:tt)+)?) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)+
        }

        impl $crate::Endpoint for $name {
            type Body = $crate::Nothing;
            type Answer = $answer;
            const METHOD: $crate::Method = $crate::Method::$method;
            const TEMPLATE: &'static str = $template;

            fn path(&self) -> String {
                $crate::endpoint::fill($template, &[$((stringify!($field), &self.$field.to_string())),+])
            }
        }

        #[cfg(feature = "openapi")]
        $crate::described::describe!(
            $name [$($doc)*] [$($field: $type,)+]
            { vec![$($crate::described::PathParameter::new::<$type>(stringify!($field), &[$($field_doc),*])),+] }
            [$($($described)+)?]
        );
    };
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $field_doc:literal])* $field:ident: $type:ty),+ $(,)? } ($body:ty) $method:ident $template:literal -> $answer:ty $(, $($described:tt)+)?) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)+
            /// What is sent.
            pub body: $body,
        }

        impl $crate::Endpoint for $name {
            type Body = $body;
            type Answer = $answer;
            const METHOD: $crate::Method = $crate::Method::$method;
            const TEMPLATE: &'static str = $template;

            fn path(&self) -> String {
                $crate::endpoint::fill($template, &[$((stringify!($field), &self.$field.to_string())),+])
            }

            fn body(&self) -> Option<&Self::Body> {
                Some(&self.body)
            }
        }

        #[cfg(feature = "openapi")]
        $crate::described::describe!(
            $name [$($doc)*] [$($field: $type,)+]
            { vec![$($crate::described::PathParameter::new::<$type>(stringify!($field), &[$($field_doc),*])),+] }
            [$($($described)+)?]
        );
    };
}
pub(crate) use endpoint_at;

/// Declares an endpoint whose request is made by hand (`impl Endpoint` beside it): one with a query, a version or a file. The fields
/// named behind `at` stand in its path, beside the organization.
macro_rules! described {
    (
        $(#[doc = $doc:literal])* #[derive($($derive:ident),+)]
        pub struct $name:ident { $($(#[doc = $field_doc:literal])* pub $field:ident: $type:ty),+ $(,)? }
        $(at $($at:ident),+;)? tag $($described:tt)+
    ) => {
        $(#[doc = $doc])*
        #[derive($($derive),+)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)+
        }

        #[cfg(feature = "openapi")]
        $crate::described::describe!(
            $name [$($doc)*] [$($field: $type,)+]
            {
                $crate::described::Fields::new(&[$((stringify!($field), &[$($field_doc),*])),+])
                    $($(.with(stringify!($at), |request: &$name| &request.$at))+)?
                    .parameters()
            }
            [tag $($described)+]
        );
    };
    (
        $(#[doc = $doc:literal])* #[derive($($derive:ident),+)]
        pub struct $name:ident(pub $type:ty);
        $(at $at:ident $meaning:literal;)? tag $($described:tt)+
    ) => {
        $(#[doc = $doc])*
        #[derive($($derive),+)]
        pub struct $name(pub $type);

        #[cfg(feature = "openapi")]
        $crate::described::describe!(
            $name [$($doc)*] [$($at: $type,)?]
            { vec![$($crate::described::PathParameter::new::<$type>(stringify!($at), &[$meaning]))?] }
            [tag $($described)+]
        );
    };
}
pub(crate) use described;

/// A template with its parameters put in.
pub(crate) fn fill(template: &str, parameters: &[(&str, &str)]) -> String {
    // Segment by segment and not by replacing text: to look for text weighs two kilobytes in the browser.
    let segment = |segment: &str| {
        let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let value = parameters.iter().find(|(parameter, _)| Some(*parameter) == name);
        value.map_or_else(|| segment.to_owned(), |(_, value)| encode_segment(value))
    };
    template.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A path with those parameters of a query that have a value.
pub(crate) fn with_query(path: &str, parameters: &[(&str, Option<&str>)]) -> String {
    let query: Vec<String> = parameters
        .iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={}", encode_segment(value))))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_encoded() {
        assert_eq!(encode_segment("a b/é&"), "a%20b%2F%C3%A9%26");
        assert_eq!(encode_segment("a-b._~9"), "a-b._~9");
        for byte in 0..128_u8 {
            let character = char::from(byte);
            let unreserved = character.is_ascii_alphanumeric() || "-._~".contains(character);
            let encoded = if unreserved { character.to_string() } else { format!("%{byte:02X}") };
            assert_eq!(encode_segment(&character.to_string()), encoded);
        }
    }

    #[test]
    fn parameters_stand_in_the_path_encoded() {
        assert_eq!(fill("/a/{org}/b/{id}", &[("org", "x/y"), ("id", "1")]), "/a/x%2Fy/b/1");
    }
}
