//! The server's features: handlers without a database, and the same name in every layer.

use super::Finding;
use super::source::{Source, has_word};
use std::collections::BTreeSet;

const SERVER: &str = "crates/server/src/";
const CONTRACT: &str = "crates/contract/src/";

/// Where the console's paths stand that the server links to.
const CONSOLE_PATHS: &str = "crates/contract/src/console_paths.rs";

/// The folders of the server that are no features: what carries the API, and the pages beside it.
const FOUNDATIONS: [&str; 20] = [
    "access",
    "billing",
    "brokers",
    "card_payments",
    "commands",
    "config",
    "db",
    "demo",
    "http",
    "jobs",
    "ledger",
    "mail",
    "mailbox",
    "operation",
    "payments",
    "platform",
    "router",
    "stripe",
    "usage",
    "users",
];

/// Only stores know SeaORM.
pub fn handlers_know_no_database(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| feature(source).is_some() && !is_store(source)) {
        for (line, _) in source.code().filter(|(_, code)| has_word(code, "sea_orm")) {
            let message = "a handler may not use sea_orm: put the query into the feature's store.rs";
            findings.push(Finding::new(source, line, message));
        }
    }
    findings
}

/// Who opens an organization leaves a time in their own row, guarded by its statement: a lock for each visit would only wait.
const WITHOUT_THE_LOCK: &str = "crates/server/src/organizations/visit.rs";

/// Whoever is given an `OrgAccess` writes through an `OrgOperation`, which has the organization's lock and has looked again.
pub fn organizations_are_changed_under_their_lock(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| feature(source).is_some() && source.path != WITHOUT_THE_LOCK)
    {
        if !source.code().any(|(_, code)| has_word(code, "OrgAccess")) {
            continue;
        }
        let begins = |code: &str| code.contains("Operation::begin") || code.contains(".begin_as(");
        for (line, _) in source.code().filter(|(_, code)| begins(code)) {
            let message = "begin with OrgAccess::begin or begin_once: they look again under the lock";
            findings.push(Finding::new(source, line, message));
        }
    }
    findings
}

/// What carries ids of every kind: requests, pages and what is made of chance. All else of the server knows of which kind an id is.
const OF_EVERY_KIND: [&str; 4] = [
    "crates/server/src/app.rs",
    "crates/server/src/db/",
    "crates/server/src/http/",
    "crates/server/src/platform/",
];

/// Where rows are, and the ids that the API does not know.
const ENTITIES: &str = "crates/server/src/db/entity/";

/// Who is let off, and why.
const WITHOUT_A_TYPE: [&str; 3] = [
    // Makes the types.
    "crates/server/src/db/entity/id.rs",
    // Operators write an id in whatever form they have it.
    "crates/server/src/commands/mod.rs",
    // The name of a charge that came without one: no row has it.
    "crates/server/src/card_payments/refuse.rs",
];

/// An id says of what it is: `DomainId`, not `Uuid` (docs/decisions/0051-ids.md). Tests make some up.
pub fn ids_have_types(sources: &[Source]) -> Vec<Finding> {
    let has_kinds = |source: &&Source| {
        let path = source.path.as_str();
        let of_every_kind = OF_EVERY_KIND.iter().any(|part| path.starts_with(part));
        let is_let_off = WITHOUT_A_TYPE.contains(&path);
        path.starts_with(SERVER)
            && source.is_rust()
            && !is_let_off
            && (!of_every_kind || path.starts_with(ENTITIES))
    };
    let mut findings = Vec::new();
    for source in sources.iter().filter(has_kinds) {
        let code = source.code_before_tests();
        for (line, _) in code.filter(|(_, code)| has_word(code, "Uuid")) {
            let message =
                "an id without a type: take the contract's, or one beside the entity (db/entity/id.rs)";
            findings.push(Finding::new(source, line, message));
        }
    }
    findings
}

/// A feature of the server has its types in the contract and its tests under the same name.
pub fn features_have_their_twins(sources: &[Source]) -> Vec<Finding> {
    let with_handlers: BTreeSet<&str> = sources
        .iter()
        .filter(|source| !is_store(source) && !source.path.ends_with("/mod.rs"))
        .filter_map(feature)
        .collect();
    let mut findings = Vec::new();
    for feature in with_handlers {
        for (folder, what) in
            [("crates/contract/src", "its endpoints"), ("crates/server/tests/api", "its tests")]
        {
            let file = format!("{folder}/{feature}.rs");
            let module = format!("{folder}/{feature}/mod.rs");
            if !sources.iter().any(|source| source.path == file || source.path == module) {
                let message = format!("the feature {feature} has no {file}: {what} belong there");
                findings.push(Finding::of_file(&format!("{SERVER}{feature}"), message));
            }
        }
    }
    findings
}

/// A link into the console is a `ConsolePath` of the contract: the server writes out none.
pub fn console_paths_are_typed(sources: &[Source]) -> Vec<Finding> {
    let pages: BTreeSet<&str> =
        sources.iter().filter(|source| source.path == CONSOLE_PATHS).flat_map(first_segments).collect();
    if pages.is_empty() {
        return vec![Finding::of_file(CONSOLE_PATHS, "no path of the console is found here")];
    }
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with(SERVER) && source.is_rust()) {
        for (line, code) in source.code() {
            if let Some(page) = pages.iter().find(|page| names(code, page)) {
                let message = format!(
                    "/{page} is a path of the console, written out: take it from hq_contract::console_paths"
                );
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// What the contract declares for the server is bound to a handler (`serve::<ClaimDomain, _>(…)`); that no handler is bound to anything
/// else, the compiler sees to.
pub fn endpoints_are_served(sources: &[Source]) -> Vec<Finding> {
    let in_server = sources.iter().filter(|source| source.path.starts_with(SERVER)).map(Source::all_code);
    let served: BTreeSet<String> = in_server.flat_map(|code| served(&code)).collect();
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with(CONTRACT) && source.is_rust()) {
        for (line, name) in declared(source) {
            if !served.contains(name) {
                let message =
                    format!("no handler is bound to {name}: `serve::<{name}, _>(…)` in the feature's routes");
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// The names of the endpoints to which handlers are bound.
fn served(code: &str) -> Vec<String> {
    let bound = code.split("serve::<").skip(1).filter_map(|rest| rest.split([',', '>']).next());
    bound.filter_map(|path| path.rsplit("::").next()).map(|name| name.trim().to_owned()).collect()
}

/// The endpoints that a source of the contract declares with what the server needs: their tag, and who can call them.
fn declared(source: &Source) -> Vec<(usize, &str)> {
    let mut declared = Vec::new();
    let mut name = "";
    let mut begins = false;
    for (number, line) in source.code().map(|(number, line)| (number, line.trim())) {
        if begins && !line.is_empty() && !line.starts_with("#[") {
            let line = line.strip_prefix("pub struct ").unwrap_or(line);
            name = line.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
            begins = false;
        }
        begins |= line.ends_with("!(") && (line.starts_with("endpoint") || line.starts_with("described"));
        if line.starts_with("tag \"") {
            declared.push((number, name));
        }
    }
    declared
}

/// The first segments of the patterns that stand in a source.
fn first_segments(source: &Source) -> impl Iterator<Item = &str> {
    let patterns = source.code().filter_map(|(_, code)| code.split_once(": &str = \"/"));
    patterns.filter_map(|(_, pattern)| pattern.split(['/', '"']).next()).filter(|segment| !segment.is_empty())
}

/// Whether a path to that page stands in the line.
fn names(code: &str, page: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    code.match_indices(page).any(|(start, _)| {
        let before = code.get(..start).unwrap_or_default();
        let after = code.get(start + page.len()..).unwrap_or_default();
        before.ends_with('/') && !after.starts_with(part)
    })
}

/// The feature that a source of the server belongs to.
fn feature(source: &Source) -> Option<&str> {
    let (folder, _) = source.path.strip_prefix(SERVER)?.split_once('/')?;
    (source.is_rust() && !FOUNDATIONS.contains(&folder)).then_some(folder)
}

fn is_store(source: &Source) -> bool {
    source.path.ends_with("/store.rs") || source.path.contains("/store/")
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn only_stores_know_the_database() {
        let line = "use sea_orm::EntityTrait;";
        let at = "crates/server/src/organizations/create.rs";
        assert_breaks(handlers_know_no_database, &[(at, line)], at, "store.rs");
        let store = ("crates/server/src/organizations/store.rs", line);
        assert_keeps(handlers_know_no_database, &[store, ("crates/server/src/db/connect.rs", line)]);
    }

    #[test]
    fn an_organization_is_changed_under_its_lock() {
        let rule = organizations_are_changed_under_their_lock;
        let at = "crates/server/src/domains/claim.rs";
        let access = "access: OrgAccess<ManageInfrastructure>,";
        for begin in
            ["posted.begin_as(&app, &access.caller)", "Operation::begin_as(&app, &origin, &access.caller)"]
        {
            let text = format!("{access}\n{begin}");
            let place = format!("{at}:2");
            assert_breaks(rule, &[(at, &text)], &place, "under the lock");
            assert_keeps(rule, &[(at, begin), (WITHOUT_THE_LOCK, &text)]);
        }
        assert_keeps(rule, &[(at, &format!("{access}\naccess.begin(&app, &origin)"))]);
    }

    #[test]
    fn an_id_has_a_type() {
        let handler = "crates/server/src/domains/get.rs";
        let entity = "crates/server/src/db/entity/domain.rs";
        for (at, line) in [
            (handler, "use uuid::Uuid;"),
            ("crates/server/src/domains/store.rs", "pub async fn find(id: Uuid) {"),
            ("crates/server/src/brokers/order.rs", "    user: Option<Uuid>,"),
            (entity, "    pub id: Uuid,"),
        ] {
            assert_breaks(ids_have_types, &[(at, line)], at, "without a type");
        }
        for (at, line) in [
            (handler, "PathParameters(Id { id }): PathParameters<Id<DomainId>>, // no Uuid"),
            (handler, "#[cfg(test)]\nmod tests {\n    use uuid::Uuid;"),
            (entity, "    pub id: DomainId,"),
            ("crates/server/src/db/entity/id.rs", "pub struct $name(pub Uuid);"),
            ("crates/server/src/http/page_token.rs", "    pub id: Uuid,"),
            ("crates/server/tests/api/domains.rs", "Uuid::nil()"),
            ("crates/contract/src/ids.rs", "pub struct $name(pub Uuid);"),
        ] {
            assert_keeps(ids_have_types, &[(at, line)]);
        }
    }

    #[test]
    fn a_feature_has_its_twins() {
        let handler = ("crates/server/src/accounts/sign_up.rs", "");
        let contract = ("crates/contract/src/accounts.rs", "");
        let tests = ("crates/server/tests/api/accounts.rs", "");
        assert_keeps(features_have_their_twins, &[handler, contract, tests]);
        let at = "crates/server/src/accounts:1";
        assert_breaks(features_have_their_twins, &[handler, contract], at, "tests/api/accounts.rs");
        assert_breaks(features_have_their_twins, &[handler, tests], at, "contract/src/accounts.rs");
    }

    #[test]
    fn endpoints_have_handlers() {
        let declarations = r#"endpoint_at!(
    /// Claim
    ClaimDomain {
        /// Of which organization.
        org: OrganizationId
    } (NewDomain) Post "/organizations/{org}/domains" -> Domain,
    tag "domains", for ManageInfrastructure,
    201 "The claim"
);
described!(
    /// List
    #[derive(Clone, Debug)]
    pub struct ListDomains {
    }
    tag "domains", for ManageInfrastructure,
    200 "The domain names"
);
endpoint!(
    /// For the console alone.
    Other Get "/other" -> Nothing
);"#;
        let contract = ("crates/contract/src/domains.rs", declarations);
        let at = "crates/server/src/domains/mod.rs";
        let both = ".routes(serve::<ClaimDomain, _>(claim))\n.routes(serve::<hq_contract::domains::ListDomains, _>(list))";
        assert_keeps(endpoints_are_served, &[contract, (at, both)]);
        let one = ".routes(serve::<ClaimDomain, _>(claim))";
        assert_breaks(
            endpoints_are_served,
            &[contract, (at, one)],
            "crates/contract/src/domains.rs:15",
            "ListDomains",
        );
        let other = ".routes(serve::<ListDomains, _>(list))";
        assert_breaks(
            endpoints_are_served,
            &[contract, (at, other)],
            "crates/contract/src/domains.rs:7",
            "ClaimDomain",
        );
    }

    #[test]
    fn links_into_the_console_are_typed() {
        let patterns = r#"const JOIN: &str = "/join/:token";
const SIGN_IN: &str = "/sign-in";"#;
        let paths = (CONSOLE_PATHS, patterns);
        let at = "crates/server/src/invitations/mails.rs";
        for line in [r#"format!("{url}/join/{}", token)"#, r#"link("/sign-in")"#, r#"path = "/sign-in?a=b";"#]
        {
            assert_breaks(console_paths_are_typed, &[paths, (at, line)], at, "console_paths");
        }
        for line in [
            r#"let pointer = "/join_requests/domains";"#,
            r#"app.link(ConsolePath::Join(token.expose())) // "/join/x""#,
        ] {
            assert_keeps(console_paths_are_typed, &[paths, (at, line)]);
        }
        let elsewhere = ("crates/server/tests/api/invitations.rs", "\"/join/\"");
        assert_keeps(console_paths_are_typed, &[paths, elsewhere]);
        assert_breaks(console_paths_are_typed, &[(at, "")], CONSOLE_PATHS, "no path");
    }
}
