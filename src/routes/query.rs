//! Reading paths and queries.

use hq_contract::LocalPath;

/// The query parameter that says where to go after signing in.
pub const RETURN_TO: &str = "return_to";

/// The parameters of a query, decoded.
pub fn parameters(query: &str) -> impl Iterator<Item = (&str, String)> {
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name, decode(value)))
}

/// Where to go after signing in; nothing that is not a path of this site.
pub fn return_to(query: &str) -> Option<LocalPath> {
    parameters(query)
        .find(|(name, _)| *name == RETURN_TO)
        .and_then(|(_, value)| LocalPath::parse(&value).ok())
}

/// Undoes percent encoding; what is not well encoded stays as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = if *first == b'%' { behind.split_at_checked(2) } else { None };
        match code.and_then(|(digits, behind)| Some((hex(digits)?, behind))) {
            Some((byte, behind)) => {
                bytes.push(byte);
                rest = behind;
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
