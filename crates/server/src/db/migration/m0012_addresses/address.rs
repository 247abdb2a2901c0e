//! Addresses and texts that were kept, as they are now.

use crate::platform::search;
use hq_contract::{EmailAddress, FieldCode};

/// What is to stand in the columns of a kept address.
pub struct Address {
    pub email: String,
    pub canonical: String,
    pub search: String,
}

/// An address that was kept: one of which nothing can be made stays as it was, and no mail ever reached it.
pub fn address(kept: &str, canonical: String) -> Address {
    let email = match EmailAddress::parse(kept) {
        Err(FieldCode::InvisibleCharacter) => EmailAddress::parse(&visible(kept)),
        read => read,
    };
    match email.and_then(|email| Ok((email.canonical()?, email))) {
        Ok((canonical, email)) => {
            let search = search::fold(&email.searched());
            Address { email: email.as_str().to_owned(), canonical, search }
        }
        Err(_) => Address { email: kept.to_owned(), canonical, search: search::fold(kept) },
    }
}

/// Without anything that shows nothing.
pub fn visible(text: &str) -> String {
    let hidden = |c: &char| hq_contract::without_invisible(&format!("a{c}a")).len() == 2;
    text.chars().filter(|c| !hidden(c)).collect()
}
