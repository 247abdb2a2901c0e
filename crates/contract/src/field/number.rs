//! Numbers of which only some are offered: a size, a quota. One that is too great or too small for its type is offered as little as
//! any other that is not, and is refused by the same code.

use super::{FieldCode, uncleared};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Unexpected, Visitor},
};
use std::{fmt, marker::PhantomData};

/// A number, as a field is read that has one.
pub(crate) fn offered<'de, D: Deserializer<'de>, T: OfNumber>(deserializer: D) -> Result<T, D::Error> {
    Offered::deserialize(deserializer).map(|number| number.0)
}

/// A number that may be absent, and is absent as `null`.
pub(crate) fn offered_if_any<'de, D: Deserializer<'de>, T: OfNumber>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|number: Offered<T>| number.0))
}

/// A number of a merge patch that cannot be cleared.
pub(crate) fn offered_uncleared<'de, D: Deserializer<'de>, T: OfNumber>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(uncleared(deserializer)?.map(|number: Offered<T>| number.0))
}

/// A type of whole numbers.
pub(crate) trait OfNumber: TryFrom<i64> + TryFrom<u64> {}

impl<T: TryFrom<i64> + TryFrom<u64>> OfNumber for T {}

struct Offered<T>(T);

impl<'de, T: OfNumber> Deserialize<'de> for Offered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_u64(Number(PhantomData)).map(Self)
    }
}

struct Number<T>(PhantomData<T>);

impl<T: OfNumber> Visitor<'_> for Number<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::custom(FieldCode::NotOffered))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::custom(FieldCode::NotOffered))
    }

    /// What is beyond the others comes as one of these, and so does what is no whole number.
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        if is_beyond(number) {
            Err(E::custom(FieldCode::NotOffered))
        } else {
            Err(E::invalid_type(Unexpected::Float(number), &self))
        }
    }
}

/// Whether a number that was read as a floating one is one of those that are too great to be read as a whole one.
fn is_beyond(number: f64) -> bool {
    !(-9_223_372_036_854_775_808.0..18_446_744_073_709_551_616.0).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Order {
        #[serde(deserialize_with = "offered")]
        wanted: u64,
        #[serde(default, deserialize_with = "offered_if_any")]
        fpu: Option<u32>,
        #[serde(default, deserialize_with = "offered_uncleared")]
        size: Option<u32>,
    }

    fn code(text: &str) -> Option<FieldCode> {
        FieldCode::from_message(&serde_json::from_str::<Order>(text).unwrap_err().to_string())
    }

    #[test]
    fn whole_numbers_of_the_type_are_read() {
        let order: Order = serde_json::from_str(r#"{"wanted": 18446744073709551615, "fpu": null}"#).unwrap();
        assert_eq!(order, Order { wanted: u64::MAX, fpu: None, size: None });
        let order: Order = serde_json::from_str(r#"{"wanted": 0, "fpu": 4294967295, "size": 1}"#).unwrap();
        assert_eq!(order, Order { wanted: 0, fpu: Some(u32::MAX), size: Some(1) });
    }

    #[test]
    fn others_are_not_offered() {
        for number in ["-1", "4294967296", "99999999999999999999", "-99999999999999999999", "1e300"] {
            let text = format!(r#"{{"wanted": 1, "fpu": {number}}}"#);
            assert_eq!(code(&text), Some(FieldCode::NotOffered), "{number}");
            let text = format!(r#"{{"wanted": 1, "size": {number}}}"#);
            assert_eq!(code(&text), Some(FieldCode::NotOffered), "{number}");
        }
        assert_eq!(code(r#"{"wanted": -1}"#), Some(FieldCode::NotOffered));
    }

    #[test]
    fn what_is_no_whole_number_is_of_another_type() {
        for value in ["1.5", "\"1\"", "true", "[]", "{}"] {
            assert_eq!(code(&format!(r#"{{"wanted": {value}}}"#)), None, "{value}");
        }
        assert_eq!(code(r#"{"wanted": 1, "size": null}"#), Some(FieldCode::WrongType));
    }
}
