//! The information of an organization as its form holds it, and what becomes of it when others change it meanwhile.

use hq_contract::organizations::Organization;

/// The place of the name in [`Values`].
pub const NAME: usize = 0;
/// The place of the slug.
pub const SLUG: usize = 1;
/// The place of the description; empty where there is none.
pub const DESCRIPTION: usize = 2;
/// The place of the colour tag.
pub const COLOUR: usize = 3;

/// Name, slug, description and colour as the form holds them.
pub type Values = [String; 4];

/// An organization as the form shows it.
pub fn values(organization: &Organization) -> Values {
    [
        organization.name.to_string(),
        organization.slug.to_string(),
        organization.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        organization.colour.as_str().to_owned(),
    ]
}

/// What was typed over `base` when the organization has become `latest` meanwhile: fields that were left alone follow,
/// the others stay as typed.
pub fn merge(base: &Values, latest: &Values, typed: &Values) -> Values {
    let mut merged = typed.clone();
    for ((base, latest), merged) in base.iter().zip(latest).zip(&mut merged) {
        if merged == base {
            merged.clone_from(latest);
        }
    }
    merged
}

/// The fields in which the two differ.
pub fn changed(before: &Values, after: &Values) -> Vec<usize> {
    let pairs = before.iter().zip(after).enumerate();
    pairs.filter(|(_, (before, after))| before != after).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, description: &str) -> Values {
        [name.into(), "acme".into(), description.into(), "blue".into()]
    }

    #[test]
    fn what_was_left_alone_follows() {
        let typed = merge(&of("Acme", ""), &of("Acme Data", ""), &of("Acme", "Mine"));
        assert_eq!(typed, of("Acme Data", "Mine"));
    }

    #[test]
    fn what_was_typed_stays() {
        let typed = merge(&of("Acme", ""), &of("Acme Data", "Theirs"), &of("Acme Lab", ""));
        assert_eq!(typed, of("Acme Lab", "Theirs"));
    }

    #[test]
    fn the_same_change_twice_is_one() {
        let typed = merge(&of("Acme", ""), &of("Acme Data", ""), &of("Acme Data", ""));
        assert_eq!(typed, of("Acme Data", ""));
    }

    #[test]
    fn changed_fields_are_named() {
        assert_eq!(changed(&of("Acme", ""), &of("Acme Data", "Theirs")), [NAME, DESCRIPTION]);
        assert!(changed(&of("Acme", ""), &of("Acme", "")).is_empty());
    }
}
