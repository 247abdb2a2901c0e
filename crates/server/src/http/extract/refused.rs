//! What a deserializer says of what it refused, as a field and a code.

use super::posted::nul;
use hq_contract::{FieldCode, FieldError};
use serde_path_to_error::Segment;
use std::fmt::Display;

/// Which field a deserializer refused, and why.
pub fn refused<E: Display>(error: &serde_path_to_error::Error<E>) -> FieldError {
    let mut pointer: String = error
        .path()
        .iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", nul::segment(key)),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect();
    let message = error.inner().to_string();
    let code = FieldCode::from_message(&message).unwrap_or_else(|| {
        let named = message.split('`').nth(1).unwrap_or_default();
        if message.starts_with("missing field") {
            pointer = format!("{pointer}/{named}");
            FieldCode::Required
        } else if message.starts_with("duplicate field") {
            pointer = format!("{pointer}/{named}");
            FieldCode::WrongType
        } else if message.starts_with("unknown field") {
            if !pointer.ends_with(&format!("/{named}")) {
                pointer = format!("{pointer}/{named}");
            }
            FieldCode::UnknownField
        } else if is_out_of_range(&message) {
            FieldCode::OutOfRange
        } else {
            FieldCode::WrongType
        }
    });
    FieldError { pointer, code }
}

/// Whether a whole number stands where one is asked for, and the field's type has no such: it is less than the least of the field, or
/// more than the most.
fn is_out_of_range(message: &str) -> bool {
    // Of JSON; a number beyond all types of whole numbers comes as a floating one.
    if message.starts_with("invalid value: integer ") {
        return true;
    }
    let floating =
        message.strip_prefix("invalid type: floating point `").and_then(|rest| rest.split('`').next());
    if let Some(number) = floating {
        return number.parse().is_ok_and(|number: f64| number.abs() >= 9_223_372_036_854_775_808.0);
    }
    // Of a query: the texts of `std::num::ParseIntError`.
    message.starts_with("number too large") || message.starts_with("number too small")
}
