//! Reading JSON: serde's data from the server's text, with one way to fail and nothing to say about it. serde_json's
//! reader explains each failure in words that nobody would see here, and weighs 30 kB more
//! (docs/decisions/0002-size-of-the-console.md).

use super::json_text::{Json, parse};
use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
        value::StringDeserializer,
    },
    forward_to_deserialize_any,
};
use std::{fmt, vec::IntoIter};

/// The text is no JSON, or other JSON than was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unfit")
    }
}

impl std::error::Error for Unfit {}

impl serde::de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// Reads a text as a type of the contract.
///
/// # Errors
/// [`Unfit`], whatever is wrong.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unfit> {
    T::deserialize(parse(text).ok_or(Unfit)?)
}

impl<'de> Deserializer<'de> for Json {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Number(value) => visitor.visit_u64(value),
            Self::Negative(_) => Err(Unfit),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            Self::Fields(fields) => visitor.visit_map(Fields { fields: fields.into_iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Null => visitor.visit_none(),
            value => visitor.visit_some(value),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(name) => visitor.visit_enum(Variant(name)),
            _ => Err(Unfit),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_unit()
    }

    // Each type is asked for by what it is: a visitor is compiled for one shape instead of all six.

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Fields(fields) => visitor.visit_map(Fields { fields: fields.into_iter(), value: None }),
            _ => Err(Unfit),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            _ => Err(Unfit),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            _ => Err(Unfit),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Number(value) => visitor.visit_u64(value),
            _ => Err(Unfit),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Number(value) => visitor.visit_u64(value),
            Self::Negative(value) => visitor.visit_i64(0_i64.checked_sub_unsigned(value).ok_or(Unfit)?),
            _ => Err(Unfit),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(Unfit),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

struct Items(IntoIter<Json>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct Fields {
    fields: IntoIter<(String, Json)>,
    value: Option<Json>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Json::Text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(self.value.take().ok_or(Unfit)?)
    }
}

/// An enum of the contract: always a name alone.
struct Variant(String);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Alone;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Alone), Unfit> {
        Ok((seed.deserialize(StringDeserializer::new(self.0))?, Alone))
    }
}

struct Alone;

impl<'de> VariantAccess<'de> for Alone {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Unfit> {
        Err(Unfit)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Unfit> {
        Err(Unfit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::{FieldCode, FieldError, Problem, ProblemCode, me::Me, session::Session};
    use serde_json::json;

    #[test]
    fn types_of_the_contract_are_read() {
        let session = json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057", "created_at": "2026-01-01T00:00:00Z",
            "expires_at": "2026-02-01T00:00:00Z", "something": {"newer": [1, null, true]},
            "user": {
                "id": "01890a5d-ac96-774b-bcce-b302099a8058", "full_name": "Ada \"A\" é\u{1f600}\n", "language": "fr",
                "email": "ada@example.org", "created_at": "2026-01-01T00:00:00Z",
            },
            "organizations": {"items": [{
                "id": "01890a5d-ac96-774b-bcce-b302099a8059", "slug": "acme", "name": "Acme", "colour": "teal",
                "role": "admin", "opened_at": "2026-01-01T00:00:00Z",
            }], "next_page": null, "total": 5000},
            "invitations": {"items": [], "next_page": null, "total": 0},
            "suggestions": {"items": [], "next_page": null, "total": 0},
        });
        let text = session.to_string().replace("\\n", " ");
        assert_eq!(read::<Session>(&text).unwrap(), serde_json::from_str(&text).unwrap());
        let problem = Problem::invalid([FieldError { pointer: "/name".into(), code: FieldCode::TooLong }]);
        assert_eq!(read::<Problem>(&serde_json::to_string(&problem).unwrap()), Ok(problem));
        for code in ProblemCode::ALL {
            assert_eq!(read::<ProblemCode>(&format!("\"{}\"", code.as_str())), Ok(*code));
        }
    }

    #[test]
    fn numbers_below_zero_are_read_where_there_can_be_some() {
        for number in [0, 12, -1, i64::MIN, i64::MAX] {
            assert_eq!(read::<i64>(&number.to_string()), Ok(number));
        }
        assert_eq!(read::<i64>("-9223372036854775809"), Err(Unfit));
        assert_eq!(read::<u64>("-1"), Err(Unfit));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for text in ["", "{}", "[]", "null", "{\"id\": 1}", "\"x\""] {
            assert_eq!(read::<Me>(text), Err(Unfit), "{text}");
        }
    }
}
