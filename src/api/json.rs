//! JSON, as the API speaks it: the one place that names a library for it.

use serde::{Serialize, de::DeserializeOwned};

/// The text is not JSON, or not of the expected type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidJson;

/// Reads a text as a type of the contract.
///
/// # Errors
/// [`InvalidJson`], whatever is wrong: nobody would read why.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, InvalidJson> {
    serde_json::from_str(text).map_err(|_| InvalidJson)
}

/// Writes a value; nothing where it has no JSON, such as a map whose keys are no texts.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
