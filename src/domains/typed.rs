//! A domain name while it is typed.

use crate::browser::host;
use hq_contract::{DomainName, FieldCode};

/// What was typed or pasted, as the browser's address bar would read it, in the form of the DNS.
///
/// # Errors
/// `required`, `too_long`, `invisible_character`, `not_a_domain`
pub fn typed(text: &str) -> Result<DomainName, FieldCode> {
    let typed = DomainName::parse(text)?;
    let ascii = host::ascii(typed.as_str()).ok_or_else(|| DomainName::why_unfit(typed.as_str()))?;
    DomainName::parse(&ascii)
}
