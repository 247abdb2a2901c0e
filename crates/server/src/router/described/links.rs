//! What one can go on with: which answer says what another operation is asked for.

use super::Operation;
use utoipa::openapi::{
    RefOr,
    link::{Link, LinkBuilder},
};

/// From an operation's answer to another operation, with where its parameters are.
struct Way {
    from: &'static str,
    status: &'static str,
    to: &'static str,
    parameters: &'static [(&'static str, &'static str)],
}

const ORG: (&str, &str) = ("org", "$request.path.org");
const ID: (&str, &str) = ("id", "$response.body#/id");

const WAYS: [Way; 12] = [
    way("create_organization", "201", "get_organization", &[("org", "$response.body#/id")]),
    way("accept_my_invitation", "201", "get_organization", &[("org", "$response.body#/id")]),
    way("create_storage_engine", "202", "get_storage_engine", &[ORG, ID]),
    way("create_dataplant", "202", "get_dataplant", &[ORG, ID]),
    way("create_dataplant", "202", "get_dataplant_steps", &[ORG, ID]),
    way("add_certificate", "201", "get_certificate", &[ORG, ID]),
    way("claim_domain", "201", "verify_domain", &[ORG, ID]),
    way("claim_domain", "201", "release_domain", &[ORG, ID]),
    way("create_billing_account", "201", "get_billing_account", &[ID]),
    way(
        "create_credential",
        "202",
        "reveal_credential",
        &[ORG, ("id", "$request.path.id"), ("credential", "$response.body#/id")],
    ),
    way("list_members", "200", "get_member", &[ORG, ("user", "$response.body#/items/0/id")]),
    way("get_member", "200", "get_rules", &[ORG, ("user", "$request.path.user")]),
];

const fn way(
    from: &'static str,
    status: &'static str,
    to: &'static str,
    parameters: &'static [(&'static str, &'static str)],
) -> Way {
    Way { from, status, to, parameters }
}

/// Adds those that begin at this operation.
pub fn put(operation: &mut Operation) {
    let id = operation.operation_id.clone().unwrap_or_default();
    for way in WAYS.iter().filter(|way| way.from == id) {
        if let Some(RefOr::T(response)) = operation.responses.responses.get_mut(way.status) {
            response.links.insert(way.to.to_owned(), RefOr::T(link(way)));
        }
    }
}

/// The operations at which they begin.
pub fn named() -> impl Iterator<Item = &'static str> {
    WAYS.iter().map(|way| way.from)
}

fn link(way: &Way) -> Link {
    let link = LinkBuilder::new().operation_id(way.to);
    way.parameters.iter().fold(link, |link, (name, value)| link.parameter(*name, *value)).build()
}
