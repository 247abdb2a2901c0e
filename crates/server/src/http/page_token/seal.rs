//! What makes a token good for one list alone, and proves that a server of HQ made it.

use super::foreign;
use crate::{access::ActorId, http::problem::Failure, platform::token::hash};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hq_contract::{OrganizationId, Page, PageToken};
use ring::hmac;

/// Between a place and its proof; no letter of base64.
const BETWEEN: char = '.';

/// A list: of whom, where, which and in which order.
#[derive(Clone, Debug)]
pub struct Seal {
    key: hmac::Key,
    list: Vec<u8>,
}

impl Seal {
    /// The list of a caller, in an organization or in none, by its path's template and what else says which list it is.
    #[must_use]
    pub fn new(
        key: &hmac::Key,
        caller: ActorId,
        organization: Option<OrganizationId>,
        path: &str,
        words: &[&str],
    ) -> Self {
        let (caller, organization) = (caller.to_string(), organization.map(|id| id.to_string()));
        let mut parts = vec![caller.as_str(), organization.as_deref().unwrap_or_default(), path];
        parts.extend(words);
        Self { key: key.clone(), list: hash(&parts) }
    }

    /// A page whose token is good for this list alone.
    pub fn page<T>(&self, page: Page<T>) -> Page<T> {
        Page { next_page: page.next_page.map(|place| self.close(&place)), ..page }
    }

    fn close(&self, place: &PageToken) -> PageToken {
        let proof = URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, &self.said(&place.0)));
        PageToken(format!("{}{BETWEEN}{proof}", place.0))
    }

    /// The place of a token of this list.
    ///
    /// # Errors
    /// 400 where it is of another list, or none of HQ's.
    pub fn open(&self, token: &PageToken) -> Result<PageToken, Failure> {
        let (place, proof) = token.0.split_once(BETWEEN).ok_or_else(foreign)?;
        let proof = URL_SAFE_NO_PAD.decode(proof).map_err(|_| foreign())?;
        hmac::verify(&self.key, &self.said(place), &proof).map_err(|_| foreign())?;
        Ok(PageToken(place.to_owned()))
    }

    /// The list and the place: the list first, whose length never varies.
    fn said(&self, place: &str) -> Vec<u8> {
        [self.list.as_slice(), place.as_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(key: u8, words: &[&str]) -> Seal {
        Seal { key: hmac::Key::new(hmac::HMAC_SHA256, &[key; 32]), list: hash(words) }
    }

    #[test]
    fn a_token_is_good_for_one_list() {
        let (one, place) = (seal(1, &["me", "/sessions"]), PageToken("AAAA".into()));
        let token = one.close(&place);
        assert_eq!(one.open(&token).unwrap(), place);
        for other in
            [seal(1, &["me/sessions"]), seal(1, &["you", "/sessions"]), seal(2, &["me", "/sessions"])]
        {
            assert!(other.open(&token).is_err());
        }
        let (place, proof) = token.0.split_once('.').unwrap();
        for changed in
            [format!("AAAB.{proof}"), format!("{place}."), place.to_owned(), format!("{proof}.{place}")]
        {
            assert!(one.open(&PageToken(changed.clone())).is_err(), "{changed}");
        }
    }
}
