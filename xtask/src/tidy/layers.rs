//! The order of the server's rooms and stores: who may use whom, so that each can be read after what it uses, and rows are locked in
//! one order.

use super::Finding;
use super::circles::circles;
use super::imports::imports;
use super::source::Source;
use std::collections::BTreeSet;

const SERVER: &str = "crates/server/src";

/// Rooms and stores in order: each uses those before it, and itself, alone. What stands deeper than another name (`rules/store/column`)
/// has a place of its own, and is not of that other. A store that is not named here comes after all of these, and none of them uses it:
/// a new one needs a line when another store is to use it. Handlers and workers, which have no place, use whom they need.
const ORDER: &[&str] = &[
    // What is read to know who calls, and what every operation begins with.
    "rules/store/column",
    "organizations/store/seen",
    "access",
    "operation",
    "organizations/store/lock",
    "organizations/store/named",
    "users",
    "mail",
    // A person and what proves who they are.
    "access_attempts",
    "mfa/store",
    "accounts/store",
    "password_resets/store",
    "email_changes/store",
    "pictures/store",
    // Who belongs to an organization, and what they may.
    "rules/store",
    "api_keys/store",
    "members/store",
    "operation/org_operation",
    "domains/store",
    "authentication/store",
    "certificates/store",
    "invitations/store",
    "join_requests/store",
    "audit_log/store",
    // What is ordered, used and paid.
    "billing/store",
    "ledger/store",
    "brokers/store",
    "usage/store",
    "subscription/store/given",
    "vouchers/store",
    "invoices/store/whose",
    "card_payments/store",
    "invoices/store",
    "payment_methods/store",
    "storage_engines/store",
    "storage_defaults/store",
    "storage_engines/store/removal",
    "dataplants/store",
    "subscription/store",
    "usage/store/sums",
    "quotas/store",
    "billing_accounts/store",
    // What puts all of that together.
    "organizations/store",
    "me/store",
    "session/store",
    "account_alerts/store",
    "access/get",
    "access/mod",
    "demo/store",
    "jobs/housekeeping",
];

/// Who uses what comes after, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "storage_engines/store/present",
    "storage_defaults/store",
    "an engine says for which tables new dataplants take it, and what they take is an engine",
)];

/// Holds the order.
pub fn stores_use_those_before_them(sources: &[Source]) -> Vec<Finding> {
    let files = files(sources);
    let path = |index: usize| files.get(index).map_or("", |file| within(&file.path));
    let mut findings = Vec::new();
    for (index, imported) in imports(SERVER, &files).iter().enumerate() {
        let (Some(file), Some(own)) = (files.get(index), place(path(index))) else { continue };
        for later in imported.iter().filter_map(|other| place(path(*other))).filter(|later| *later > own) {
            if EXCEPTIONS.iter().any(|(from, to, _)| *from == path(index) && *to == later.name) {
                continue;
            }
            let message = format!(
                "{} comes before {}, and may not use it (ORDER in xtask/src/tidy/layers.rs): move what both need, or let a handler put them together",
                own.name, later.name
            );
            findings.push(Finding::of_file(&file.path, message));
        }
    }
    findings
}

/// Files that import each other in a circle are of one room or feature, where they can be read together.
pub fn no_circle_leaves_its_room(sources: &[Source]) -> Vec<Finding> {
    let files = files(sources);
    let path = |index: &usize| files.get(*index).map_or("", |file| within(&file.path));
    let room = |index: &usize| path(index).split('/').next().unwrap_or_default();
    let mut findings = Vec::new();
    for circle in circles(&imports(SERVER, &files)) {
        let rooms: BTreeSet<&str> = circle.iter().map(room).collect();
        if rooms.len() < 2 {
            continue;
        }
        let paths: Vec<&str> = circle.iter().map(path).collect();
        let message = format!(
            "{} import each other in a circle: move what they share to a file of its own",
            paths.join(", ")
        );
        let first = circle.first().and_then(|first| files.get(*first)).map_or(SERVER, |file| &file.path);
        findings.push(Finding::of_file(first, message));
    }
    findings
}

/// The files of the server's library.
fn files(sources: &[Source]) -> Vec<Source> {
    let of_server = |source: &&Source| source.within(SERVER) && source.is_rust() && !is_main(&source.path);
    sources.iter().filter(of_server).cloned().collect()
}

/// The binary is another crate.
fn is_main(path: &str) -> bool {
    within(path) == "main"
}

/// The path below the crate's folder, without its ending.
fn within(path: &str) -> &str {
    let path = path.strip_prefix(SERVER).and_then(|path| path.strip_prefix('/')).unwrap_or(path);
    path.strip_suffix(".rs").unwrap_or(path)
}

/// Where something stands in the order, and under which name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place<'a> {
    number: usize,
    name: &'a str,
}

/// The place of a file: that of the longest name that it stands under. A store that is not named comes after all that are, and
/// several of those by the alphabet.
fn place(path: &str) -> Option<Place<'_>> {
    let places = ORDER.iter().enumerate().filter(|(_, name)| is_under(path, name));
    let named = places.max_by_key(|(_, name)| name.len()).map(|(number, name)| Place { number, name });
    named.or_else(|| {
        let (folder, _) =
            path.split_once("/store").filter(|(_, rest)| rest.is_empty() || rest.starts_with('/'))?;
        Some(Place { number: ORDER.len(), name: folder })
    })
}

fn is_under(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    const ORDERED: super::super::Rule = stores_use_those_before_them;
    const ROOMS: super::super::Rule = no_circle_leaves_its_room;

    const USERS: (&str, &str) = ("crates/server/src/users/store.rs", "pub fn find() {}");
    const MEMBERS: (&str, &str) = ("crates/server/src/members/store.rs", "pub fn find() {}");

    #[test]
    fn a_store_uses_those_before_it() {
        let members = ("crates/server/src/members/store.rs", "use crate::users::store::find;");
        assert_keeps(ORDERED, &[USERS, members]);
        let users = ("crates/server/src/users/store.rs", "use crate::members::store::find;");
        assert_breaks(ORDERED, &[users, MEMBERS], users.0, "users comes before members/store");
        // Who is no store uses whom they need.
        let handler = ("crates/server/src/me/get.rs", "use crate::members::store::find;");
        assert_keeps(ORDERED, &[handler, MEMBERS]);
    }

    #[test]
    fn operations_know_no_session() {
        let store = ("crates/server/src/session/store.rs", "pub fn replace_token() {}");
        let operation = ("crates/server/src/operation/mod.rs", "use crate::session::store::replace_token;");
        assert_breaks(ORDERED, &[operation, store], operation.0, "operation comes before session/store");
    }

    #[test]
    fn what_stands_deeper_has_its_own_place() {
        let lock = ("crates/server/src/organizations/store/lock.rs", "pub fn lock() {}");
        let usage = ("crates/server/src/usage/store.rs", "use crate::organizations::store::lock::lock;");
        assert_keeps(ORDERED, &[lock, usage]);
        let whole = ("crates/server/src/organizations/store.rs", "pub fn delete() {}");
        let usage = ("crates/server/src/usage/store.rs", "use crate::organizations::store::delete;");
        assert_breaks(ORDERED, &[whole, usage], usage.0, "usage/store comes before organizations/store");
    }

    #[test]
    fn an_exception_is_one_file_s() {
        let defaults = ("crates/server/src/storage_defaults/store.rs", "pub fn read() {}");
        let text = "use crate::storage_defaults::store::read;";
        assert_keeps(ORDERED, &[defaults, ("crates/server/src/storage_engines/store/present.rs", text)]);
        let other = ("crates/server/src/storage_engines/store/listing.rs", text);
        assert_breaks(ORDERED, &[defaults, other], other.0, "storage_defaults/store");
    }

    #[test]
    fn a_store_without_a_place_comes_last() {
        let weather = ("crates/server/src/weather/store.rs", "use crate::users::store::find;");
        assert_keeps(ORDERED, &[USERS, weather]);
        let users = ("crates/server/src/users/store.rs", "use crate::weather::store::rain;");
        let store = ("crates/server/src/weather/store.rs", "pub fn rain() {}");
        assert_breaks(ORDERED, &[users, store], users.0, "users comes before weather");
        let clouds = ("crates/server/src/clouds/store.rs", "use crate::weather::store::rain;");
        assert_breaks(ORDERED, &[clouds, store], clouds.0, "clouds comes before weather");
        let storm = ("crates/server/src/storm/store.rs", "use crate::clouds::store::shape;");
        let shape = ("crates/server/src/clouds/store.rs", "pub fn shape() {}");
        assert_keeps(ORDERED, &[shape, storm]);
    }

    #[test]
    fn a_circle_stays_in_its_room() {
        let list = ("crates/server/src/members/list.rs", "use super::one::One;\npub struct List;");
        let one = ("crates/server/src/members/one.rs", "use super::list::List;\npub struct One;");
        assert_keeps(ROOMS, &[list, one]);
        let rules = ("crates/server/src/rules/get.rs", "use crate::members::one::One;\npub struct Rules;");
        assert_keeps(ROOMS, &[list, one, rules]);
        let back = ("crates/server/src/members/one.rs", "use crate::rules::get::Rules;\npub struct One;");
        assert_breaks(ROOMS, &[back, rules], back.0, "members/one, rules/get import each other");
    }
}
