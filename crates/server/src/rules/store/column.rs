//! A list as a column keeps it.

use crate::http::problem::Failure;
use hq_contract::{rules::Rule, without_invisible};

/// A list as a column keeps it. Names and tags of the time before characters that show nothing were refused lose them.
///
/// # Errors
/// 500 where it holds what the contract does not allow: a rule that is not understood may be one that denies.
pub fn read(column: &str) -> Result<Vec<Rule>, Failure> {
    serde_json::from_str(column)
        .or_else(|_| serde_json::from_str(&without_invisible(column)))
        .map_err(|error| Failure::internal(&error))
}

/// A list for a column.
#[must_use]
pub fn write(rules: &[Rule]) -> String {
    serde_json::json!(rules).to_string()
}
