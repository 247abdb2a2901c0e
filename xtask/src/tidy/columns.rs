//! Columns have the types of their values, and are read by their names (docs/decisions/0053-columns.md).

use super::Finding;
use super::source::Source;

/// Where rows are.
const ENTITIES: &str = "crates/server/src/db/entity/";
const SERVER: &str = "crates/server/src/";

/// Columns of these names hold a value of a closed list.
const LISTS: [&str; 12] = [
    "state",
    "kind",
    "owner_kind",
    "role",
    "plan",
    "cycle",
    "support",
    "colour",
    "category",
    "dimension",
    "meter",
    "provider",
];

/// Those of them whose list is somebody else's, and so is not closed.
const OPEN_LISTS: [(&str, &str); 3] = [
    // What Stripe calls what happened.
    ("provider_event.rs", "kind"),
    // Whatever brokers name.
    ("dataplant.rs", "provider"),
    ("storage_engine.rs", "provider"),
];

/// Columns whose names end so hold a moment.
const MOMENTS: [&str; 3] = ["_at", "until", "since"];

/// Who may ask for a column by its place: what answers one column has no other.
const BY_PLACE: [&str; 3] = [
    "crates/server/src/db/",
    // The clock of the database, and what a doctor asks it.
    "crates/server/src/platform/shared_clock.rs",
    "crates/server/src/commands/doctor/",
];

/// A value of a closed list is an enum, not a text: its names are compared nowhere.
pub fn lists_are_enums(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        let Some(file) = source.path.strip_prefix(ENTITIES) else { continue };
        for (line, name, kept_as) in columns(source) {
            let is_text = matches!(kept_as, "String," | "Option<String>,");
            if is_text && LISTS.contains(&name) && !OPEN_LISTS.contains(&(file, name)) {
                let message = "a closed list that is kept as text: make it an enum (db/entity/list.rs)";
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// A moment is no bare number, which could be a span, an amount, or a moment in seconds.
pub fn moments_have_their_type(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with(ENTITIES)) {
        for (line, name, kept_as) in columns(source) {
            let is_moment = name == "at" || MOMENTS.iter().any(|end| name.ends_with(end));
            if is_moment && matches!(kept_as, "i64," | "Option<i64>,") {
                let message = "a moment that is kept as a number: make it Micros (platform/micros.rs)";
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// The columns of a row: the line of each, its name, and of what type it is.
fn columns(source: &Source) -> impl Iterator<Item = (usize, &str, &str)> {
    source.code().filter_map(|(line, code)| {
        let (name, kept_as) = code.trim().strip_prefix("pub ")?.split_once(": ")?;
        Some((line, name, kept_as))
    })
}

/// Whoever reads several columns says which by their names: a struct that derives `FromQueryResult` or `DerivePartialModel`.
pub fn rows_are_read_by_name(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        if !source.path.starts_with(SERVER) || BY_PLACE.iter().any(|part| source.path.starts_with(part)) {
            continue;
        }
        for (line, code) in source.code() {
            if code.contains("try_get_by_index") || code.contains("into_tuple::<(") {
                let message = "a column by its place: name it (db::ask, FromQueryResult)";
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn a_closed_list_is_an_enum() {
        let at = "crates/server/src/db/entity/invitation.rs";
        for line in ["    pub state: String,", "    pub plan: Option<String>,"] {
            assert_breaks(lists_are_enums, &[(at, line)], at, "kept as text");
        }
        for (at, line) in [
            (at, "    pub state: Answer,"),
            (at, "    pub rules: String,"),
            ("crates/server/src/db/entity/provider_event.rs", "    pub kind: String,"),
            ("crates/server/src/stripe/events.rs", "    pub kind: String,"),
        ] {
            assert_keeps(lists_are_enums, &[(at, line)]);
        }
    }

    #[test]
    fn a_moment_is_no_number() {
        let at = "crates/server/src/db/entity/session.rs";
        for line in ["    pub created_at: i64,", "    pub until: Option<i64>,", "    pub at: i64,"] {
            assert_breaks(moments_have_their_type, &[(at, line)], at, "kept as a number");
        }
        for (at, line) in [
            (at, "    pub created_at: Micros,"),
            (at, "    pub version: i64,"),
            ("crates/server/src/stripe/objects.rs", "    pub signed_at: i64,"),
        ] {
            assert_keeps(moments_have_their_type, &[(at, line)]);
        }
    }

    #[test]
    fn rows_are_not_read_by_place() {
        let at = "crates/server/src/invitations/store/lists.rs";
        for line in ["id: row.try_get_by_index(0)?,", ".into_tuple::<(UserId, String)>()"] {
            assert_breaks(rows_are_read_by_name, &[(at, line)], at, "by its place");
        }
        for (at, line) in [
            (at, "let rows: Vec<Open> = ask::all(db, &text, values).await?;"),
            (at, ".into_tuple::<InvitationId>()"),
            ("crates/server/src/db/ask.rs", "row.try_get_by_index(0)"),
        ] {
            assert_keeps(rows_are_read_by_name, &[(at, line)]);
        }
    }
}
