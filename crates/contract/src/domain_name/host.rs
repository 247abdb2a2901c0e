//! The host in what people paste where a domain name is asked for.

use crate::characters;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The schemes that have a host, however many slashes come behind (WHATWG URL, 4.2 and 4.4).
const SCHEMES: [&str; 5] = ["http", "https", "ftp", "ws", "wss"];

/// The host in what was typed, with a dot at its end as it stands there: `Example.org.` of
/// `https://ada:secret@Example.org.:8443/path?query#fragment`, of `mailto:ada@Example.org.` and of itself. What may hold
/// several is left as it is, which is no name.
pub fn host(text: &str) -> Cow<'_, str> {
    let text = bracketed(characters::trim(text));
    if text.contains(char::is_whitespace) {
        return Cow::Borrowed(text);
    }
    let authority = behind_scheme(text).split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let Some(place) = behind_person(authority) else { return Cow::Borrowed(text) };
    let name = match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => place,
    };
    let name = characters::trim(name);
    let decoded = name.contains('%').then(|| String::from_utf8(percent_decode_str(name).collect()).ok());
    decoded.flatten().map_or(Cow::Borrowed(name), Cow::Owned)
}

/// What stands in angle brackets, where nothing but a comma or the like comes behind (RFC 5322, 3.4).
fn bracketed(text: &str) -> &str {
    let inner = text.split_once('<').and_then(|(_, behind)| behind.split_once('>'));
    match inner {
        Some((inner, behind)) if !behind.contains(|c: char| c.is_alphanumeric() || c == '<') => {
            characters::trim(inner)
        }
        _ => text,
    }
}

/// What comes behind `https://`, in as many slashes as a browser takes it with, or behind slashes alone.
fn behind_scheme(text: &str) -> &str {
    let slashes = ['/', '\\'];
    if let Some((scheme, rest)) = text.split_once(':') {
        if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
            return rest.trim_start_matches(slashes);
        }
        let is_scheme = !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        if let Some(rest) = rest.strip_prefix("//").filter(|_| is_scheme) {
            return rest;
        }
    }
    if text.starts_with("//") || text.starts_with("\\\\") { text.trim_start_matches(slashes) } else { text }
}

/// Without `ada:secret@` or `mailto:ada@`; nothing where that may be another address.
fn behind_person(authority: &str) -> Option<&str> {
    match authority.rsplit_once('@') {
        Some((person, place)) => (!person.contains(['@', ',', ';'])).then_some(place),
        None => Some(authority),
    }
}
