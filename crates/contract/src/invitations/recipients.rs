//! Addresses as people paste them: `Ada <ada@example.org>, bob@example.org; "Doe, Jo" <jo@example.org>`, a column of a
//! spreadsheet, the lines of a table, a link, or a text that they stand in.

use super::{
    bare::address,
    marks::take_off,
    pasted::{Piece, pieces},
    words::left_out,
};
use crate::{EmailAddress, FieldCode, spreadsheet::unguard};

/// One address of a pasted list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address, or what stands in its place.
    pub text: String,
    /// The address, where it is one.
    pub email: Result<EmailAddress, FieldCode>,
}

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Whatever has an `@`, in its order and as often as it stands there. Where nothing has: all of it, to be mended.
    pub list: Vec<Recipient>,
    /// What stands beside them, is no name of one of them, and is not in the list.
    pub left_out: Vec<String>,
}

impl Recipient {
    /// Reads one address, bare or behind a name in angle brackets (RFC 5322, 3.4). A text with several is none.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match pieces(text).as_slice() {
            [piece] => Self::of(&piece.text).unwrap_or_else(|| Self::wrong(text)),
            _ => Self::wrong(text),
        }
    }

    /// Reads again what [`Recipient::spelled`] wrote.
    #[must_use]
    pub fn again(text: &str) -> Self {
        match <[Self; 1]>::try_from(Recipients::read(text).list) {
            Ok([one]) => one,
            Err(_) => Self { text: text.to_owned(), email: Err(FieldCode::NotAnAddress) },
        }
    }

    /// How it is written so that it is read as it is: in angle brackets where a list would make something else of it.
    #[must_use]
    pub fn spelled(&self) -> String {
        let sure = self.email.is_err() || Recipients::read(&self.text).list.first() == Some(self);
        if sure { self.text.clone() } else { format!("<{}>", self.text) }
    }

    fn of(piece: &str) -> Option<Self> {
        address(piece).map(|email| Self { text: email.to_string(), email: Ok(email) })
    }

    /// What is no address is kept whole, so that it can be mended.
    fn wrong(text: &str) -> Self {
        let text = text.trim();
        Self { text: text.to_owned(), email: EmailAddress::parse(text) }
    }
}

impl Recipients {
    /// Reads a list. Each `@` of it is in one of the entries.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut found = pieces(text);
        if found.is_empty() {
            let parts = text.split([',', ';', '\n', '\r']).filter(|part| !part.trim().is_empty());
            return Self { list: parts.map(Recipient::wrong).collect(), left_out: Vec::new() };
        }
        let entry = |piece: &mut Piece<'_>| {
            // What comes from one of our own tables may have been guarded there.
            let text = unguard(&piece.text);
            piece.is_exact |= text != piece.text;
            Recipient::of(&text).unwrap_or_else(|| Recipient::wrong(&text))
        };
        let mut list: Vec<Recipient> = found.iter_mut().map(entry).collect();
        take_off(&mut list, &found, text);
        Self { list, left_out: left_out(text, &found) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*, sample::select};

    fn texts(list: &str) -> Vec<String> {
        Recipients::read(list).list.into_iter().map(|one| one.text).collect()
    }

    /// Right ones as they are, wrong ones behind a `!`.
    fn read(list: &str) -> Vec<String> {
        let told = |one: Recipient| if one.email.is_ok() { one.text } else { format!("!{}", one.text) };
        Recipients::read(list).list.into_iter().map(told).collect()
    }

    fn left_out(list: &str) -> Vec<String> {
        Recipients::read(list).left_out
    }

    #[test]
    fn a_pasted_list_is_cut_into_addresses() {
        let list = "Ada Lovelace <ada@example.org>, bob@example.org;\n \"Doe, Jo\" <jo@example.org>\r\n\tmailto:x@example.org,,";
        assert_eq!(read(list), ["ada@example.org", "bob@example.org", "jo@example.org", "x@example.org"]);
        assert!(left_out(list).is_empty());
        assert_eq!(read("a@example.org b@example.org\tc@example.org").len(), 3);
    }

    #[test]
    fn nobody_vanishes_with_a_quote_or_a_missing_comma() {
        assert_eq!(read("A\" <a@x.example>; b@x.example"), ["a@x.example", "b@x.example"]);
        for between in [" ", "\t", "\u{a0}"] {
            let list = format!("Anna <a@x.example>{between}Bert <b@x.example>");
            assert_eq!(read(&list), ["a@x.example", "b@x.example"]);
            assert!(left_out(&list).is_empty());
        }
        let surnames = "Doe, J <j@x.example>; Roe, R <r@x.example>";
        assert_eq!((read(surnames), left_out(surnames).len()), (texts("j@x.example r@x.example"), 0));
        assert_eq!(read("\"Doe; J\" <j@x.example>; 'r@x.example'"), ["j@x.example", "r@x.example"]);
        assert_eq!(read("\"Ada <ada@example.org>"), ["ada@example.org"]);
        assert_eq!(read("<a@x.example,b@x.example>"), ["a@x.example", "b@x.example"]);
        assert_eq!(
            read("a@x.example|b@x.example/c@x.example"),
            ["a@x.example", "b@x.example", "c@x.example"]
        );
    }

    #[test]
    fn lists_tables_links_and_sentences_give_their_addresses() {
        assert_eq!(read("1. c@x.example\n2) d@x.example\n• e@x.example\n•f@x.example").len(), 4);
        assert!(left_out("1. c@x.example\n- d@x.example").is_empty());
        let links = "mailto:a@x.example?subject=Hi&cc=b@x.example,c%40x.example <MAILTO:d@x.example>";
        assert_eq!(read(links), ["a@x.example", "b@x.example", "c@x.example", "d@x.example"]);
        assert_eq!(read("Write to ada@x.example. Or (bob@x.example)!"), ["ada@x.example", "bob@x.example"]);
        assert_eq!(read("| Ada | ada@x.example |"), ["ada@x.example"]);
        assert_eq!(
            read("*a@x.example* _b@x.example_ `c@x.example`"),
            texts("a@x.example b@x.example c@x.example")
        );
        assert_eq!(read("o'neil@x.example 'd'arc@x.example'"), ["o'neil@x.example", "d'arc@x.example"]);
        let table = "name,email\r\n\"Doe, Jo\",jo@x.example\r\nAda,\"'+o@x.example\"\r\n";
        assert_eq!(read(table), ["jo@x.example", "+o@x.example"]);
        assert_eq!(left_out(table), ["name", "email", "Doe, Jo", "Ada"]);
    }

    #[test]
    fn what_is_no_address_is_shown() {
        assert_eq!(read("Ada <ada@>, bob@x.example"), ["!ada@", "bob@x.example"]);
        assert_eq!(read("ada@x, a@b@x.org, <a b@x.example>"), ["!ada@x", "!a@b@x.org", "!a b@x.example"]);
        assert_eq!(read("\"a b\"@x.example; j＠x.example"), ["!\"a b\"@x.example", "!j＠x.example"]);
        assert_eq!(read("ada@x.example_old"), ["!ada@x.example_old"]);
        assert_eq!(read("ada, ada lovelace"), ["!ada", "!ada lovelace"], "there is nothing else");
        assert_eq!(
            read("jörg@bücher.example 用户@例子.example"),
            ["jörg@bücher.example", "用户@例子.example"]
        );
        assert_eq!(Recipients::read(" , ;\n"), Recipients::default());
        assert_eq!(texts("> <"), ["> <"]);
    }

    #[test]
    fn what_is_written_out_ends_a_line() {
        let two = ["a@x.example", "b@x.example"];
        for list in [
            "a@x.example\\nb@x.example",
            "a@x.example\\r\\nb@x.example\\r\\n",
            "a@x.example\\tb@x.example",
            "a@x.example\\\\nb@x.example",
            "a@x.example,\\nb@x.example",
            "\"a@x.example\\nb@x.example\"",
        ] {
            assert_eq!(read(list), two, "{list}");
        }
        for unsure in ["ACME\\nina@x.example", "a\\u003cb@x.example", "a\\@x.example", "\\a@x.example"] {
            assert_eq!(read(unsure), [format!("!{unsure}")]);
        }
        assert_eq!(read("a@x.example\\, b@x.example\\"), two);
    }

    #[test]
    fn numbers_and_bullets_right_before_addresses_are_taken_off() {
        let two = ["anna@x.example", "bert@x.example"];
        for list in [
            "1.anna@x.example\n2.bert@x.example",
            "1. anna@x.example\n2.bert@x.example",
            "1.anna@x.example, 1.bert@x.example",
            "9-anna@x.example 10-bert@x.example",
            "*anna@x.example\n*bert@x.example",
            "-anna@x.example; -bert@x.example",
            "##anna@x.example\n##bert@x.example",
            "→anna@x.example\n☐bert@x.example",
            "①anna@x.example\n⒉bert@x.example",
            "1.anna@x.example\\n2.bert@x.example",
        ] {
            assert_eq!(read(list), two, "{list}");
        }
        assert_eq!(read("1.a@x.example\n2.b@\n3.c@x.example"), ["a@x.example", "!2.b@", "c@x.example"]);
    }

    #[test]
    fn where_it_is_not_sure_what_stands_before_an_address_it_is_a_mistake() {
        for unsure in ["*a@x.example", "-a@x.example", "#f@x.example", "~a@x.example"] {
            assert_eq!(read(unsure), [format!("!{unsure}")]);
            assert_eq!(read(&format!("{unsure}\n{unsure}")).len(), 2);
        }
        assert_eq!(read("1.a@x.example\n3.b@x.example"), ["!1.a@x.example", "!3.b@x.example"]);
        assert_eq!(read("1.a@x.example\n2-b@x.example"), ["!1.a@x.example", "!2-b@x.example"]);
        for odd in [
            "email=a@x.example",
            "x.example/unsub?email=a@x.example",
            "a%20b@x.example",
            "Anna/a@x.example",
            "{anna}@x.example",
            "Anna!a@x.example",
        ] {
            assert_eq!(read(odd), [format!("!{odd}")]);
        }
        assert_eq!(read("{a,b}@x.example, c@x.example"), ["!{a,b}@x.example", "c@x.example"]);
        assert_eq!(read("{a, b; c}@x.example"), ["!{a, b; c}@x.example"]);
        assert_eq!(read("|Anna|a@x.example|"), ["a@x.example"]);
        assert_eq!(left_out("|Anna|a@x.example|"), ["Anna"]);
    }

    #[test]
    fn what_people_are_called_stays() {
        let years = ["2001.anna@x.example", "1999.bert@x.example"];
        assert_eq!(read(&years.join("\n")), years);
        let chairs = ["1.chair@x.example", "2.chair@x.example"];
        assert_eq!(read(&chairs.join(" ")), chairs);
        assert_eq!(read("1.anna@x.example"), ["1.anna@x.example"]);
        for own in ["+a@x.example", "_a@x.example", "r&d@x.example", "a-b@x.example", "4711@x.example"] {
            assert_eq!(read(&format!("{own}, {own}")), [own, own]);
        }
        for exact in ["*a@x.example", "a/b@x.example", "1.a@x.example"] {
            let all = ["<>", "\"\""].map(|marks| format!("{}{exact}{}", &marks[..1], &marks[1..])).join(",");
            assert_eq!(read(&all), [exact, exact], "{all}");
        }
    }

    #[test]
    fn of_a_link_the_address_in_it_is_taken_or_all_of_it_is_a_mistake() {
        for link in [
            "https://x.example/unsub?email=a@x.example",
            "See HTTPS://x.example/unsub?u=1&email=a%40x.example#top.",
            "(https://x.example/#e=a@x.example)",
        ] {
            assert_eq!(read(link), ["a@x.example"], "{link}");
        }
        for other in [
            "https://x.example/@ada",
            "https://ada@x.example/",
            "https://x.example/a@x.example?b=c@x.example",
            "https://x.example/?a@b=c@x.example",
        ] {
            assert_eq!(read(&format!("{other} d@x.example")), [&format!("!{other}"), "d@x.example"]);
        }
        assert_eq!(read("https://x.example/a?b=c d@x.example"), ["d@x.example"]);
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        for list in
            ["<*a@x.example>, *b@x.example, c@x.example, <d/e@x.example>, {f,g}@x.example, h@", "ada, bob"]
        {
            for one in Recipients::read(list).list {
                assert_eq!(Recipient::again(&one.spelled()), one);
            }
        }
    }

    #[test]
    fn what_stands_beside_addresses_is_told() {
        assert_eq!(left_out("bob, carl@x.example; the others"), ["bob", "the others"]);
        assert_eq!(left_out("Team @ Acme: ada@x.example"), ["Team @ Acme:"]);
        assert_eq!(left_out("john smith@x.example"), ["john"]);
        assert_eq!(left_out("Ada (work) <ada@x.example> (private)"), ["(private)"]);
    }

    #[test]
    fn one_address_is_one() {
        assert_eq!(Recipient::parse(" Ada <ada@x.example> ").text, "ada@x.example");
        assert_eq!(Recipient::parse("'+o@x.example").text, "'+o@x.example", "it is from no table");
        for several in ["Anna <a@x.example> Bert <b@x.example>", "a@x.example, b@x.example", "", "ada"] {
            assert!(Recipient::parse(several).email.is_err(), "{several}");
        }
    }

    const RIGHT: [&str; 8] = [
        "a@x.example",
        "+o@x.example",
        "o'neil@y.example",
        "Ada.B+c@z.co.example",
        "jörg@bücher.example",
        "用户@例子.example",
        "a-b_c@x-y.example",
        "=x@y.example",
    ];
    const WRONG: [&str; 6] =
        ["a@", "a@b@c.example", "ada@x", "\"a b\"@x.example", "a..b@x.example", "j＠x.example"];
    const JUNK: [&str; 24] = [
        "\"",
        "'",
        "<",
        ">",
        "(",
        ")",
        "[",
        ",",
        ";",
        ":",
        "\n",
        "\r\n",
        "\t",
        " ",
        "Doe, J",
        "1.",
        "•",
        "Anna",
        "mailto:",
        "?subject=x&cc=",
        "\u{200b}",
        "\u{feff}",
        "|",
        "“",
    ];

    fn plainly(text: &str) -> usize {
        text.matches(['@', '＠']).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn of_addresses_and_junk_none_is_lost(
            parts in vec(prop_oneof![select(&RIGHT[..]), select(&WRONG[..]), select(&JUNK[..])], 0..12),
        ) {
            let text = parts.concat();
            let read = Recipients::read(&text);
            let all: Vec<&str> = read.list.iter().map(|one| one.text.as_str()).collect();
            let shown: usize = all.iter().map(|one| plainly(one)).sum();
            prop_assert_eq!(shown, plainly(&text), "{:?} of {:?}", all, text);
        }

        #[test]
        fn right_ones_are_entries_whatever_stands_between(
            parts in vec((select(&RIGHT[..]), select(&["\"", ">", "(", ")", ",", ";", "\n", "\t", " \u{200b}", " 1. ", " • ", " Doe, J "][..])), 1..8),
            first in select(&JUNK[..14]),
        ) {
            let mut text = format!("{first} ");
            for (address, between) in &parts {
                text.push_str(&format!("{address}{between} "));
            }
            let mut wanted: Vec<&str> = parts.iter().map(|(address, _)| *address).collect();
            let read = Recipients::read(&text);
            let mut found: Vec<&str> = read.list.iter().map(|one| one.text.as_str()).collect();
            wanted.sort_unstable();
            found.sort_unstable();
            prop_assert_eq!(found, wanted, "{:?}", text);
        }

        #[test]
        fn whatever_is_pasted_each_at_sign_is_there(text in "[a@.<>\"',;:? \\n=&(%]{0,24}|\\PC{0,40}") {
            let read = Recipients::read(&text);
            let shown: usize = read.list.iter().map(|one| plainly(&one.text)).sum();
            let letters: Vec<char> = text.chars().collect();
            let beside = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
            let there = (0..letters.len()).filter(|at| {
                letters[*at] == '@' && (beside(letters.get(at + 1)) || (*at > 0 && beside(letters.get(at - 1))))
            });
            prop_assert!(shown >= there.count(), "{read:?} of {text:?}");
        }
    }
}
