//! A browser, as people know it.

use hq_contract::user_agent;
use hq_text::{Texts, profile};

/// Browser and system by their names, as far as the `User-Agent` tells them.
#[must_use]
pub fn device(texts: &Texts, user_agent: &str) -> String {
    match user_agent::read(user_agent) {
        (Some(browser), Some(system)) => profile::browser_on(texts, browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => texts.get(profile::UNKNOWN_BROWSER).into_owned(),
    }
}
