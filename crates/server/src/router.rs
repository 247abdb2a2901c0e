//! The API's routes, and the document that describes them.

use crate::{
    about,
    access::{
        self,
        parameters::{self, Parameters},
    },
    account_alerts, accounts, again,
    app::App,
    audit_log, authentication, billing_accounts, certificates, compressed, conditional, cors,
    created::{self, Collections},
    dataplants, domains, email_changes, invitations, invoices, join_requests, me, members, mfa,
    organizations, origin, password_resets, payment_methods, pictures, plans,
    problem::Failure,
    providers, quotas, rules, session, storage_defaults, storage_engines, stripe, subscription, vouchers,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state, map_response},
    routing::any,
};
use hq_contract::{BASE, Problem, ProblemCode};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        ContentBuilder, HeaderBuilder, ObjectBuilder, OpenApi as Document, Ref, RefOr, Required,
        ResponseBuilder, SecurityRequirement, Type,
        path::{HttpMethod, Operation, ParameterBuilder, ParameterIn, PathItem},
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(
    info(title = "HQ", description = "The REST API of HQ, the organization console. Conventions: docs/api.md."),
    components(schemas(Problem)),
    modifiers(&Conventions)
)]
struct Api;

/// What holds for every operation.
struct Conventions;

impl Modify for Conventions {
    fn modify(&self, document: &mut Document) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-hq_session",
            "Set by signing in. Named `hq_session` where the public URL is http on loopback; a port that the public URL names \
            follows: `hq_session_8080`.",
        )));
        document.components.get_or_insert_default().add_security_scheme("session", cookie);
        document.security = Some(vec![SecurityRequirement::new::<_, _, String>("session", [])]);
    }
}

/// The routes under `/api/v1` with their document.
pub fn api(app: App) -> (Router, Document) {
    let features = OpenApiRouter::new()
        .merge(about::routes())
        .merge(accounts::routes())
        .merge(session::routes())
        .merge(password_resets::routes())
        .merge(account_alerts::routes())
        .merge(email_changes::routes())
        .merge(me::routes())
        .merge(pictures::routes())
        .merge(mfa::routes())
        .merge(organizations::routes())
        .merge(authentication::routes())
        .merge(domains::routes())
        .merge(certificates::routes())
        .merge(audit_log::routes())
        .merge(members::routes())
        .merge(rules::routes())
        .merge(access::routes())
        .merge(invitations::routes())
        .merge(join_requests::routes())
        .merge(providers::routes())
        .merge(storage_engines::routes())
        .merge(storage_defaults::routes())
        .merge(dataplants::routes())
        .merge(billing_accounts::routes())
        .merge(invoices::routes())
        .merge(plans::routes())
        .merge(subscription::routes())
        .merge(quotas::routes())
        .merge(vouchers::routes())
        .merge(payment_methods::routes());
    let (router, mut document) =
        OpenApiRouter::with_openapi(Api::openapi()).nest(BASE, features).split_for_parts();
    for item in document.paths.paths.values_mut() {
        describe_refusals(item);
    }
    let collections = Collections::of(&document);
    let router = router
        .layer(from_fn_with_state(Parameters::of(&document), parameters::guard))
        .method_not_allowed_fallback(|| async { Failure::from(ProblemCode::MethodNotAllowed) })
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*rest}", any(not_found))
        .layer(from_fn_with_state(app.clone(), origin::guard))
        .layer(cors::layer(app.settings()))
        .layer(map_response(cors::quiet))
        .layer(from_fn(conditional::pass))
        .layer(from_fn(compressed::pass))
        .layer(from_fn_with_state(collections, created::locate))
        // No browser sends these: they have no origin, and a signature instead.
        .merge(stripe::routes())
        .layer(from_fn_with_state(app.clone(), again::pass))
        .with_state(app);
    (router, document)
}

async fn not_found() -> Failure {
    ProblemCode::NotFound.into()
}

/// Every operation can refuse, and everything that writes can be repeated.
fn describe_refusals(item: &mut PathItem) {
    let operations: [(HttpMethod, &mut Option<Operation>); 5] = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in operations {
        let Some(operation) = operation else { continue };
        for range in ["4XX", "5XX"] {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            let retry = HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::Integer).build()))
                .description(Some("Seconds, with 429 and 503"))
                .build();
            let refusal = ResponseBuilder::new()
                .description("Refused")
                .content("application/problem+json", content)
                .header("retry-after", retry);
            operation.responses.responses.insert(range.to_owned(), RefOr::T(refusal.build()));
        }
        if method != HttpMethod::Get {
            let key = ParameterBuilder::new()
                .name("Idempotency-Key")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some("Names this try: repeated within a day it is done once"))
                .schema(Some(
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .min_length(Some(1))
                        .max_length(Some(255))
                        .build(),
                ));
            operation.parameters.get_or_insert_default().push(RefOr::T(key.build()));
        }
    }
}
