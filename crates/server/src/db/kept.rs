//! What columns keep of the contract's types.

use crate::http::problem::Failure;

/// A value from the database, which only ever holds checked ones.
///
/// # Errors
/// 500 where it does not.
pub fn kept<T>(value: Result<T, hq_contract::FieldCode>) -> Result<T, Failure> {
    value.map_err(|code| Failure::internal(&code))
}
