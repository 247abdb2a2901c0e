//! Addresses while they are typed: which are complete, and what is still being typed.

use hq_contract::invitations::{Recipient, Recipients};

/// The addresses that are complete in what was typed, and the rest. An address is complete at a comma, a semicolon or a
/// line's end, and at a space where it is one. What was `pasted` is complete where it is a list or has an address.
pub fn take(typed: &str, pasted: bool) -> (Recipients, String) {
    let end = last_cut(typed);
    if pasted && (end.is_some() || has_address(&Recipients::read(typed))) {
        return (Recipients::read(typed), String::new());
    }
    let (complete, rest) = typed.split_at(end.unwrap_or(0));
    let mut taken = Recipients::read(complete);
    let last = Recipients::read(rest);
    if rest.ends_with(char::is_whitespace)
        && has_address(&last)
        && last.list.iter().all(|one| one.email.is_ok())
    {
        taken.list.extend(last.list);
        taken.left_out.extend(last.left_out);
        return (taken, String::new());
    }
    (taken, rest.trim_start().to_owned())
}

fn has_address(read: &Recipients) -> bool {
    read.list.iter().any(|one| one.email.is_ok())
}

/// Behind the last comma, semicolon or line's end that is not inside of quotes.
fn last_cut(typed: &str) -> Option<usize> {
    let mut quoted = false;
    let mut cut = None;
    for (index, c) in typed.char_indices() {
        quoted ^= c == '"';
        if !quoted && matches!(c, ',' | ';' | '\n' | '\r') {
            cut = Some(index + 1);
        }
    }
    cut
}

/// Whether an address stands in the list, whatever the case of its letters.
pub fn contains(list: &[Recipient], text: &str) -> bool {
    list.iter().any(|one| one.text.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> (Vec<String>, String) {
        texts(take(text, false))
    }

    fn pasted(text: &str) -> (Vec<String>, String) {
        texts(take(text, true))
    }

    fn texts((taken, rest): (Recipients, String)) -> (Vec<String>, String) {
        (taken.list.into_iter().map(|one| one.text).collect(), rest)
    }

    fn all(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn an_address_is_complete_at_a_cut() {
        assert_eq!(typed("ada@example.org"), (vec![], "ada@example.org".into()));
        for end in [",", ";", "\n", " ", ", "] {
            assert_eq!(typed(&format!("ada@example.org{end}")), (all(&["ada@example.org"]), String::new()));
        }
        assert_eq!(typed("ada@example.org, bo"), (all(&["ada@example.org"]), "bo".into()));
        assert_eq!(typed("ada,"), (all(&["ada"]), String::new()), "what is none is kept, to be mended");
        assert_eq!(typed(","), (vec![], String::new()));
    }

    #[test]
    fn a_name_before_an_address_may_hold_spaces_and_quoted_commas() {
        assert_eq!(typed("Ada "), (vec![], "Ada ".into()));
        assert_eq!(typed("Ada <ada@example.org> "), (all(&["ada@example.org"]), String::new()));
        assert_eq!(typed("\"Doe, Jo\" <jo@x.org>").0, Vec::<String>::new());
        assert_eq!(typed("\"Doe, Jo\" <jo@x.org>,"), (all(&["jo@x.org"]), String::new()));
    }

    #[test]
    fn a_pasted_list_is_complete() {
        let list = "Ada <ada@example.org>, bob@example.org";
        assert_eq!(pasted(list), (all(&["ada@example.org", "bob@example.org"]), String::new()));
        assert_eq!(pasted("A\" <a@x.org>; b@x.org"), (all(&["a@x.org", "b@x.org"]), String::new()));
        assert_eq!(pasted("a@x.org b@x.org"), (all(&["a@x.org", "b@x.org"]), String::new()));
        assert_eq!(pasted("ada, bob"), (all(&["ada", "bob"]), String::new()));
        assert_eq!(pasted("ada@exam"), (vec![], "ada@exam".into()), "half of one is not");
    }

    #[test]
    fn what_stands_beside_the_addresses_is_told() {
        assert_eq!(take("a@x.org\nb", true).0.left_out, ["b"]);
        assert_eq!(take("the team: a@x.org ", false).0.left_out, ["the team:"]);
    }

    #[test]
    fn the_case_of_letters_makes_no_other_address() {
        let list = Recipients::read("Ada@Example.org").list;
        assert!(contains(&list, "ada@example.ORG"));
        assert!(!contains(&list, "bob@example.org"));
    }
}
