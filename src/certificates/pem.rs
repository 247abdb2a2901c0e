//! The parts of a text of PEM (RFC 7468), to tell certificates from keys before anything is read.

/// Begins each part.
const BEGIN: &str = "-----BEGIN ";
/// Ends the label of a part.
const DASHES: &str = "-----";

/// A whole part with its label.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(part) = next(rest) {
        parts.push((part.0, part.1));
        rest = part.2;
    }
    parts
}

/// The first whole part: its label, the part, and what stands behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let from = text.get(text.find(BEGIN)?..)?;
    let (label, _) = from.get(BEGIN.len()..)?.split_once(DASHES)?;
    let end = format!("-----END {label}-----");
    let length = from.find(&end)? + end.len();
    Some((label, from.get(..length)?, from.get(length..)?))
}

fn joined(text: &str, keep: impl Fn(&str) -> bool) -> String {
    let parts = parts(text).into_iter().filter(|(label, _)| keep(label));
    parts.map(|(_, part)| format!("{part}\n")).collect()
}

/// The certificates of a text alone.
pub fn certificates(text: &str) -> String {
    joined(text, |label| label.ends_with("CERTIFICATE"))
}

/// The private keys of a text alone.
pub fn keys(text: &str) -> String {
    joined(text, |label| label.ends_with("PRIVATE KEY"))
}

/// Certificates and keys of a text that has both.
pub fn divided(text: &str) -> Option<(String, String)> {
    let (certificates, keys) = (certificates(text), keys(text));
    (!certificates.is_empty() && !keys.is_empty()).then_some((certificates, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
    const KEY: &str = "-----BEGIN EC PRIVATE KEY-----\nAwQF\n-----END EC PRIVATE KEY-----\n";

    #[test]
    fn a_text_with_both_is_divided() {
        let text = format!("Bag Attributes\n{CERTIFICATE}\nkey:\n{KEY}{CERTIFICATE}");
        assert_eq!(divided(&text), Some((format!("{CERTIFICATE}{CERTIFICATE}"), KEY.to_owned())));
        assert_eq!(divided(&format!("{CERTIFICATE}{CERTIFICATE}")), None);
        assert_eq!(divided(KEY), None);
    }

    #[test]
    fn what_is_cut_off_is_no_part() {
        let cut = format!("{CERTIFICATE}-----BEGIN PRIVATE KEY-----\nAwQF\n");
        assert_eq!(divided(&cut), None);
        assert_eq!(certificates(&cut), CERTIFICATE);
        for text in ["", "-----BEGIN ", "-----BEGIN X", "-----BEGIN X-----", "-----END X-----"] {
            assert!(certificates(text).is_empty() && keys(text).is_empty(), "{text}");
        }
    }
}
