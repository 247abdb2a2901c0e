//! Places in lists: the key of the last item seen, wrapped so that nobody builds on its form.

mod seal;

pub use seal::Seal;

use crate::{http::problem::Failure, platform::micros::Micros};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hq_contract::{FieldCode, Page, PageToken};
use uuid::Uuid;

/// A place in a list.
pub trait Position: Sized {
    /// The place of a token.
    ///
    /// # Errors
    /// 400 where it is none of ours.
    fn parse(token: &PageToken) -> Result<Self, Failure>;
}

/// A place behind an item of a list that is ordered by a moment, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The moment, as the database keeps it.
    pub moment: Micros,
    /// The id.
    pub id: Uuid,
}

impl Place {
    /// The token of this place.
    #[must_use]
    pub fn token(&self) -> PageToken {
        let mut bytes = Vec::with_capacity(24);
        bytes.extend(self.moment.get().to_be_bytes());
        bytes.extend(self.id.as_bytes());
        PageToken(URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl Position for Place {
    fn parse(token: &PageToken) -> Result<Self, Failure> {
        let bytes = URL_SAFE_NO_PAD.decode(&token.0).map_err(|_| foreign())?;
        let (moment, id) = bytes.split_first_chunk::<8>().ok_or_else(foreign)?;
        let id = Uuid::from_slice(id).map_err(|_| foreign())?;
        Ok(Self { moment: Micros::new(i64::from_be_bytes(*moment)), id })
    }
}

/// A place behind an item of a list that is ordered by a name (or anything else written as text), then by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name, as the database keeps it.
    pub name: String,
    /// The id.
    pub id: Uuid,
}

impl Named {
    /// The token of this place.
    #[must_use]
    pub fn token(&self) -> PageToken {
        let mut bytes = Vec::with_capacity(16 + self.name.len());
        bytes.extend(self.id.as_bytes());
        bytes.extend(self.name.as_bytes());
        PageToken(URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl Position for Named {
    fn parse(token: &PageToken) -> Result<Self, Failure> {
        let bytes = URL_SAFE_NO_PAD.decode(&token.0).map_err(|_| foreign())?;
        let (id, name) = bytes.split_first_chunk::<16>().ok_or_else(foreign)?;
        let name = String::from_utf8(name.to_vec()).map_err(|_| foreign())?;
        if name.contains('\0') {
            return Err(foreign());
        }
        Ok(Self { name, id: Uuid::from_bytes(*id) })
    }
}

fn foreign() -> Failure {
    Failure::parameter("page_token", FieldCode::WrongType)
}

/// A part of a list, and behind which place it goes on: a page without the number of all, which takes as long to count as
/// the list is long.
#[derive(Clone, Debug)]
pub struct Lines<T> {
    /// The items.
    pub items: Vec<T>,
    /// Behind which place more of them are.
    pub next_page: Option<PageToken>,
}

impl<T> Lines<T> {
    /// Lines out of items with their places, of which one more was asked for than is shown.
    #[must_use]
    pub fn cut<P>(mut found: Vec<(T, P)>, limit: usize, token: impl FnOnce(&P) -> PageToken) -> Self {
        let more = found.len() > limit;
        found.truncate(limit);
        let next_page = found.last().filter(|_| more).map(|(_, place)| token(place));
        Self { items: found.into_iter().map(|(item, _)| item).collect(), next_page }
    }

    /// The page that they are, of a list of so many.
    #[must_use]
    pub fn of(self, total: i64) -> Page<T> {
        Page { items: self.items, next_page: self.next_page, total: u64::try_from(total).unwrap_or(0) }
    }
}

/// A row of a list that a moment orders.
pub trait Placed {
    /// Where it is in the list.
    fn place(&self) -> Place;
}

/// Lines out of rows of which one more was asked for than is shown.
///
/// # Errors
/// Where a row holds what it should not.
pub fn lines<R: Placed, T>(
    rows: Vec<R>,
    limit: usize,
    item: impl Fn(R) -> Result<T, Failure>,
) -> Result<Lines<T>, Failure> {
    let next_page = match rows.get(limit.saturating_sub(1)) {
        Some(last) if rows.len() > limit => Some(last.place().token()),
        _ => None,
    };
    let items = rows.into_iter().take(limit).map(item).collect::<Result<_, _>>()?;
    Ok(Lines { items, next_page })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_its_place() {
        let place = Place { moment: Micros::new(-5), id: Uuid::from_u128(7) };
        assert_eq!(Place::parse(&place.token()).unwrap(), place);
        let named = Named { name: "é".into(), id: Uuid::from_u128(7) };
        assert_eq!(Named::parse(&named.token()).unwrap(), named);
        let with_nul = Named { name: "a\0".into(), id: Uuid::from_u128(7) };
        assert!(Named::parse(&with_nul.token()).is_err(), "no name has one");
        for bad in ["", "x", "AAAA", "!!!!", "é"] {
            assert!(Place::parse(&PageToken(bad.into())).is_err(), "{bad}");
            assert!(Named::parse(&PageToken(bad.into())).is_err(), "{bad}");
        }
    }
}
