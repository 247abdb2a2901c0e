//! What an operation can be refused with: by what it takes, and by rules of its own, which its endpoint declares.

use super::{HttpMethod, Operation, headers, takes_header};
use crate::http::endpoint::take_own_refusals;
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::openapi::{
    Components, ContentBuilder, Ref, RefOr, Response, ResponseBuilder, SecurityRequirement,
    example::ExampleBuilder,
};

/// Says with which statuses and codes the operation can be refused; each answer has an example for each of its codes.
pub fn put(path: &str, method: &HttpMethod, operation: &mut Operation, components: &mut Components) {
    let facts = Facts::of(path, method, operation);
    let mut by_status: BTreeMap<u16, Vec<ProblemCode>> = BTreeMap::new();
    for code in ProblemCode::ALL.iter().filter(|code| facts.can_be(**code)) {
        by_status.entry(code.status()).or_default().push(*code);
    }
    let takes_slugs = facts.is_of_organization;
    let responses = &mut operation.responses.responses;
    for (status, codes) in by_status {
        let name = codes.iter().map(|code| code.as_str()).collect::<Vec<_>>().join(".");
        responses.insert(status.to_string(), RefOr::Ref(Ref::from_response_name(&name)));
        components.responses.entry(name).or_insert_with(|| RefOr::T(refusal(status, &codes)));
        for code in codes {
            components.examples.entry(code.as_str().to_owned()).or_insert_with(|| example(code));
        }
    }
    if takes_slugs {
        responses.entry("308".to_owned()).or_insert_with(|| RefOr::T(headers::moved()));
    }
}

/// What is known of an operation by what it takes.
struct Facts {
    writes: bool,
    needs_session: bool,
    looks_at_sessions: bool,
    takes_keys: bool,
    is_of_organization: bool,
    has_link: bool,
    has_path: bool,
    has_body: bool,
    has_version: bool,
    own: Vec<ProblemCode>,
}

impl Facts {
    fn of(path: &str, method: &HttpMethod, operation: &mut Operation) -> Self {
        let own = take_own_refusals(operation);
        // What is said of the whole document holds where the operation says nothing.
        let nobody = SecurityRequirement::default();
        let has = |scheme: &str| {
            let requirement = SecurityRequirement::new::<_, _, String>(scheme, []);
            operation.security.as_ref().map_or(scheme == "session", |all| all.contains(&requirement))
        };
        let needs_session =
            operation.security.as_ref().is_none_or(|requirements| !requirements.contains(&nobody));
        Self {
            writes: *method != HttpMethod::Get,
            needs_session,
            looks_at_sessions: has("session"),
            takes_keys: has("api_key"),
            is_of_organization: path.contains("/{org}"),
            has_link: path.contains("/{token}"),
            has_path: path.contains('{'),
            // A POST that has nothing to say refuses what is said all the same.
            has_body: operation.request_body.is_some() || *method == HttpMethod::Post,
            has_version: takes_header(operation, "If-Match"),
            own,
        }
    }

    fn can_be(&self, code: ProblemCode) -> bool {
        let by_what_it_takes = match code {
            // Too many requests of one network under way, whatever they ask for.
            ProblemCode::TooManyRequests => true,
            ProblemCode::BadRequest | ProblemCode::Internal | ProblemCode::Unavailable => true,
            ProblemCode::NotSignedIn => self.needs_session,
            ProblemCode::InvalidToken => self.looks_at_sessions,
            ProblemCode::PeopleOnly => self.looks_at_sessions && !self.takes_keys,
            ProblemCode::ForeignOrigin | ProblemCode::IdempotencyKeyReused => self.writes,
            ProblemCode::Forbidden | ProblemCode::MfaMissing => self.is_of_organization,
            ProblemCode::NotFound => self.has_path,
            ProblemCode::LinkUnknown => self.has_link,
            ProblemCode::RequestTimeout
            | ProblemCode::TooLarge
            | ProblemCode::UnsupportedMediaType
            | ProblemCode::Invalid => self.has_body,
            ProblemCode::Stale | ProblemCode::PreconditionRequired => self.has_version,
            _ => false,
        };
        by_what_it_takes || self.own.contains(&code)
    }
}

fn refusal(status: u16, codes: &[ProblemCode]) -> Response {
    let said: Vec<String> =
        codes.iter().map(|code| format!("{} (`{}`)", code.title(), code.as_str())).collect();
    let examples = codes.iter().map(|code| {
        let at = format!("#/components/examples/{}", code.as_str());
        (code.as_str().to_owned(), RefOr::Ref(Ref::new(at)))
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    let refusal =
        ResponseBuilder::new().description(said.join(" · ")).content("application/problem+json", content);
    headers::of_refusal(status, refusal).build()
}

fn example(code: ProblemCode) -> RefOr<utoipa::openapi::example::Example> {
    let problem = match code {
        ProblemCode::Invalid => {
            Problem::invalid([FieldError { pointer: "/name".to_owned(), code: FieldCode::Required }])
        }
        ProblemCode::BadRequest => Problem::parameters([("limit".to_owned(), FieldCode::WrongType)]),
        code => Problem::new(code),
    };
    let problem = Problem { request_id: "01a20a33-6165-71de-9eb3-ced9b551fd75".to_owned(), ..problem };
    let value = serde_json::to_value(problem).unwrap_or(Value::Null);
    RefOr::T(ExampleBuilder::new().summary(code.title()).value(Some(value)).build())
}
