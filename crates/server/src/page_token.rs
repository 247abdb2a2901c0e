//! Places in lists: the key of the last item seen, wrapped so that nobody builds on its form.

use crate::problem::Failure;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hq_contract::{DEFAULT_LIMIT, MAX_LIMIT, PageToken, Problem, ProblemCode};
use uuid::Uuid;

/// A place behind an item of a list that is ordered by a moment, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The moment, as the database keeps it.
    pub moment: i64,
    /// The id.
    pub id: Uuid,
}

impl Place {
    /// The token of this place.
    #[must_use]
    pub fn token(self) -> PageToken {
        let mut bytes = Vec::with_capacity(24);
        bytes.extend(self.moment.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        PageToken(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The place of a token.
    ///
    /// # Errors
    /// 400 where it is none of ours.
    pub fn parse(token: &PageToken) -> Result<Self, Failure> {
        let refused =
            || Failure::from(Problem::new(ProblemCode::BadRequest).detail("page_token: none of this list"));
        let bytes = URL_SAFE_NO_PAD.decode(&token.0).map_err(|_| refused())?;
        let (moment, id) = bytes.split_first_chunk::<8>().ok_or_else(refused)?;
        let id = Uuid::from_slice(id).map_err(|_| refused())?;
        Ok(Self { moment: i64::from_be_bytes(*moment), id })
    }
}

/// How many items to show.
///
/// # Errors
/// 400 where it is not 1 to 100.
pub fn limit(asked: Option<u32>) -> Result<usize, Failure> {
    match asked.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MAX_LIMIT => Ok(limit as usize),
        _ => Err(Problem::new(ProblemCode::BadRequest).detail(format!("limit: 1 to {MAX_LIMIT}")).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_leads_back_to_its_place() {
        let place = Place { moment: -5, id: Uuid::from_u128(7) };
        assert_eq!(Place::parse(&place.token()).unwrap(), place);
        for bad in ["", "x", "AAAA", "!!!!", "é"] {
            assert!(Place::parse(&PageToken(bad.into())).is_err(), "{bad}");
        }
    }
}
