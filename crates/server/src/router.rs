//! The API's routes, and the document that describes them.

mod described;

use crate::{
    about, access, account_alerts, accounts, api_keys,
    app::App,
    audit_log, authentication, billing_accounts, certificates, dataplants, domains, email_changes,
    http::{
        again, allowance, compressed, conditional, cors,
        created::{self, Collections},
        extract::parameters::{self, Parameters},
        origin,
        problem::Failure,
    },
    invitations, invoices, join_requests, me, members, mfa, organizations, password_resets, payment_methods,
    pictures, plans, providers, quotas, rules, session, storage_defaults, storage_engines, stripe,
    subscription, vouchers,
};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state, map_response},
    routing::any,
};
use hq_contract::{BASE, Problem, ProblemCode};
use utoipa::{OpenApi, openapi::OpenApi as Document};
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(
    info(title = "HQ", description = include_str!("router/conventions.md")),
    components(schemas(Problem))
)]
struct Api;

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
        .merge(api_keys::routes())
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
    let collections = Collections::of(&document);
    described::all(&mut document, &collections, &app);
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
        .layer(from_fn(allowance::pass))
        .with_state(app);
    (router, document)
}

/// The operations of which the document says something by their names.
#[must_use]
pub fn operations_by_name() -> Vec<&'static str> {
    described::named()
}

async fn not_found() -> Failure {
    ProblemCode::NotFound.into()
}
