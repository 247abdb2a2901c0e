//! The one character that no text of HQ's has: PostgreSQL keeps no U+0000, and other programs take it for the end.

use serde_json::Value;

/// How JSON has to write it; a hexadecimal digit that is none of these is another character.
const WRITTEN: &str = "\\u0000";

/// Chain and private key of a certificate: files of UTF-16 that were read as UTF-8 have one before each letter, and are read all
/// the same (`hq_contract::certificates`). What is kept of them is never the text that came.
const PEM: [&str; 2] = ["/chain", "/private_key"];

/// Where a body has a text or a name with it (RFC 6901): none where it has not, or is no JSON.
pub fn place(body: &str) -> Option<String> {
    // Nearly no body has it, and reading those twice costs them nothing.
    if !body.contains(WRITTEN) {
        return None;
    }
    let mut pointer = String::new();
    within(&serde_json::from_str(body).ok()?, &mut pointer).then_some(pointer)
}

fn within(value: &Value, pointer: &mut String) -> bool {
    let before = pointer.len();
    let mut found = |segment: &str, value: &Value, is_name: bool| {
        pointer.push('/');
        pointer.push_str(segment);
        let found = is_name || within(value, pointer);
        if !found {
            pointer.truncate(before);
        }
        found
    };
    match value {
        Value::String(text) => text.contains('\0') && !PEM.contains(&pointer.as_str()),
        Value::Array(items) => items.iter().enumerate().any(|(at, item)| found(&at.to_string(), item, false)),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| found(&segment(name), value, name.contains('\0')))
        }
        _ => false,
    }
}

/// A name as a segment of a pointer (RFC 6901, 3).
pub fn segment(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_place_is_told() {
        for (body, pointer) in [
            (r#"{"name":"a\u0000b"}"#, "/name"),
            (r#"{"a":"x","emails":["a","\u0000"]}"#, "/emails/1"),
            (r#"{"a":{"b/c":[{"d":"\\\u0000"}]}}"#, "/a/b~1c/0/d"),
            (r#"{"a":[1],"\u0000":1}"#, "/\0"),
        ] {
            assert_eq!(place(body).as_deref(), Some(pointer), "{body}");
        }
    }

    #[test]
    fn what_only_looks_like_it_is_fine() {
        for body in [
            r#"{"chain":"-\u0000"}"#,
            r#"{"a":"\\u0000"}"#,
            r#"{"a":"\u00000"#,
            r#"{"a":"u0000 \u0001"}"#,
            "{}",
        ] {
            assert_eq!(place(body), None, "{body}");
        }
    }
}
