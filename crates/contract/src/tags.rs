//! Small closed values: colour tags and language tags.

use crate::{FieldCode, field::checked_text, named::by_name_or};
use serde::{Deserialize, Serialize};

/// An organization's colour tag: a name, not a value, so that each theme has its own shade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say all there is
pub enum Colour {
    #[default]
    Blue,
    Teal,
    Green,
    Amber,
    Orange,
    Red,
    Pink,
    Violet,
}

impl Colour {
    /// Every colour, in the order of the choice.
    pub const ALL: [Self; 8] =
        [Self::Blue, Self::Teal, Self::Green, Self::Amber, Self::Orange, Self::Red, Self::Pink, Self::Violet];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Teal => "teal",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Orange => "orange",
            Self::Red => "red",
            Self::Pink => "pink",
            Self::Violet => "violet",
        }
    }

    /// A colour for something of this name that nobody has chosen one for: the same for a name, so that not all are alike.
    #[must_use]
    pub fn for_name(name: &str) -> Self {
        let hash = name.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
        let at = usize::try_from(hash).unwrap_or(0) % Self::ALL.len();
        Self::ALL.get(at).copied().unwrap_or_default()
    }

    /// The colour of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == name)
    }
}

// Of a name that another version of HQ has, the first colour: one is as good as another.
by_name_or!(Colour, Self::default());

checked_text!(
    /// A language tag (BCP 47) such as `fr` or `fr-CA`; which languages HQ speaks is not said here.
    LanguageTag { examples("en-GB"), min_length = 2, max_length = 35, pattern = "^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$" }
);

impl LanguageTag {
    /// Checks a tag's form.
    ///
    /// # Errors
    /// `wrong_type`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let well_formed = (2..=35).contains(&text.len())
            && text
                .split('-')
                .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if well_formed { Ok(Self(text.to_owned())) } else { Err(FieldCode::WrongType) }
    }
}
