//! Queries: `application/x-www-form-urlencoded` (WHATWG URL).

use form_urlencoded::Serializer;
use hq_contract::{LocalPath, console_paths::RETURN_TO};

/// The parameters of a query, decoded.
pub fn parameters(query: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned()
}

/// The query of these parameters, without those that have no value.
pub fn of<'a>(parameters: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in parameters {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

/// The query that says where to go after signing in.
pub fn returning(return_to: Option<&LocalPath>) -> String {
    of([(RETURN_TO, return_to.map(LocalPath::as_str))])
}

/// Where to go after signing in; nothing that is not a path of this site.
pub fn return_to(query: &str) -> Option<LocalPath> {
    parameters(query).find(|(name, _)| name == RETURN_TO).and_then(|(_, value)| LocalPath::parse(&value).ok())
}
