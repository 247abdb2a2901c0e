//! Which names a certificate is for.

/// The names that people take a certificate's wildcards for, and that it is not for: `*.example.org` is not for
/// `example.org` itself (RFC 9525, 6.3).
pub fn not_covered<'a>(names: impl Iterator<Item = &'a str> + Clone) -> impl Iterator<Item = &'a str> {
    let all = names.clone();
    names
        .filter_map(|name| name.strip_prefix("*."))
        .filter(move |base| !all.clone().any(|name| covers(name, base)))
}

/// Whether a name of a certificate is for another name: the same, or with one label in the place of its star.
fn covers(name: &str, other: &str) -> bool {
    let below = |name: &str| other.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(name));
    name.strip_prefix("*.").map_or_else(|| name.eq_ignore_ascii_case(other), below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_is_not_for_its_domain() {
        for (names, missing) in [
            (&["*.example.org"][..], &["example.org"][..]),
            (&["example.org", "*.example.org"], &[]),
            (&["*.example.org", "*.shop.example.org"], &["example.org"]),
            (&["*.a.example", "*.b.example", "b.example"], &["a.example"]),
            (&["example.org", "www.example.org"], &[]),
            (&[], &[]),
        ] {
            assert_eq!(not_covered(names.iter().copied()).collect::<Vec<_>>(), missing, "{names:?}");
        }
    }
}
