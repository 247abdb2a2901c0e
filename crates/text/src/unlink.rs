//! What people typed, so that no mail program makes a link of it. docs/decisions/0023-strangers-text-in-mails.md says
//! what mail programs do, and why it is a space that stops them.

// Programs skip what shows nothing when they look for addresses, or take it for letters.
use hq_contract::is_invisible;

/// A phone number has at least so many digits (ITU-T E.164; shorter ones are not made links of).
const FEWEST_DIGITS: usize = 7;
/// Country codes of two letters (ISO 3166-1 and the exceptions of the root zone): of the words of two letters, only
/// these are domains. By first letter.
const COUNTRIES: [(u8, &[u8]); 26] = [
    (b'a', b"cdefgilmnoqrstuwxz"),
    (b'b', b"abdefghijmnoqrstvwyz"),
    (b'c', b"acdfghiklmnoruvwxyz"),
    (b'd', b"ejkmoz"),
    (b'e', b"ceghrstu"),
    (b'f', b"ijkmor"),
    (b'g', b"abdefghilmnpqrstuwy"),
    (b'h', b"kmnrtu"),
    (b'i', b"delmnoqrst"),
    (b'j', b"emop"),
    (b'k', b"eghimnprwyz"),
    (b'l', b"abcikrstuvy"),
    (b'm', b"acdefghklmnopqrstuvwxyz"),
    (b'n', b"acefgilopruz"),
    (b'o', b"m"),
    (b'p', b"aefghklmnrstwy"),
    (b'q', b"a"),
    (b'r', b"eosuw"),
    (b's', b"abcdeghijklmnorstuvxyz"),
    (b't', b"cdfghjklmnortvwz"),
    (b'u', b"agksyz"),
    (b'v', b"aceginu"),
    (b'w', b"fs"),
    (b'x', b"k"),
    (b'y', b"et"),
    (b'z', b"amw"),
];

/// The text with a space behind each character that would make a link of what is around it, and with U+200C between the
/// digits of what could be a phone number. Nothing is taken away, and a text without any of these stays as it is.
#[must_use]
pub fn unlinked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let numbers = phone_numbers(&chars);
    let mut broken = String::with_capacity(text.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        broken.push(*c);
        // Before the character even what cannot be seen counts: programs take it for a letter of a name.
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).filter(|c| !c.is_whitespace());
        let (Some(next), Some(after)) = (chars.get(at + 1), seen(chars.iter().skip(at + 1))) else {
            continue;
        };
        if before.is_some_and(|before| links(&chars, at, *before, after)) {
            broken.push(' ');
        } else if c.is_numeric() && next.is_numeric() && numbers.iter().any(|run| run.contains(&at)) {
            broken.push('\u{200c}');
        }
    }
    broken
}

/// Whether the character at this place joins what is before and behind it to a link.
fn links(chars: &[char], at: usize, before: char, after: char) -> bool {
    let Some(c) = chars.get(at).copied().map(narrow) else { return false };
    let (before, after) = (narrow(before), narrow(after));
    match c {
        '.' => before_dot(chars, at) == "www" || is_top_level(&behind(chars, at)) || is_ip(chars, at),
        ':' => !(before.is_ascii_digit() && after.is_ascii_digit()),
        '@' => true,
        '/' | '\\' => seen(chars.iter().take(at).rev()).is_some_and(is_slash) && !is_slash(after),
        _ => false,
    }
}

const fn is_slash(c: char) -> bool {
    matches!(narrow(c), '/' | '\\')
}

/// The next character that can be seen, unless white space comes first.
fn seen<'a>(mut chars: impl Iterator<Item = &'a char>) -> Option<char> {
    chars.find(|c| !is_invisible(**c)).copied().filter(|c| !c.is_whitespace())
}

/// What programs that read addresses take one character for (UTS #46 maps the dots; RFC 3490, 3.1 names them).
const fn narrow(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff61}' | '\u{2024}' | '\u{fe52}' => '.',
        '\u{fe55}' | '\u{2236}' | '\u{a789}' => ':',
        '\u{fe6b}' => '@',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(narrow) => narrow,
            None => c,
        },
        _ => c,
    }
}

fn label<'a>(chars: impl Iterator<Item = &'a char>) -> impl Iterator<Item = char> {
    chars
        .copied()
        .filter(|c| !is_invisible(*c))
        .map(|c| narrow(c).to_ascii_lowercase())
        .take_while(|c| c.is_alphanumeric() || *c == '-')
}

/// The label that a dot begins.
fn behind(chars: &[char], at: usize) -> String {
    label(chars.iter().skip(at + 1)).collect()
}

/// The label that it ends.
fn before_dot(chars: &[char], at: usize) -> String {
    let reversed: Vec<char> = label(chars.iter().take(at).rev()).collect();
    reversed.into_iter().rev().collect()
}

/// Whether a label could be a top-level domain (RFC 3696, 2: letters, never digits alone). Which ones there are changes
/// from year to year, so any word counts, but for a single letter of ASCII and two that are no country.
fn is_top_level(label: &str) -> bool {
    match *label.as_bytes() {
        [] => false,
        [first, ..] if first.is_ascii() && !first.is_ascii_alphabetic() => false,
        [first] => !first.is_ascii(),
        [first, second] if first.is_ascii() && second.is_ascii() => {
            COUNTRIES.iter().any(|(one, others)| *one == first && others.contains(&second))
        }
        _ => true,
    }
}

/// Whether the dot stands in four numbers or more with dots between: an address of IPv4.
fn is_ip(chars: &[char], at: usize) -> bool {
    let in_it = |c: &&char| narrow(**c).is_ascii_digit() || narrow(**c) == '.';
    let before: Vec<char> = chars.iter().take(at).rev().take_while(in_it).copied().collect();
    let behind = chars.iter().skip(at).take_while(in_it).copied();
    let all: String = before.into_iter().rev().chain(behind).map(narrow).collect();
    all.trim_end_matches('.').split('.').filter(|part| (1..=3).contains(&part.len())).count() >= 4
}

/// Where digits stand that could be a phone number: from the first one to the last.
fn phone_numbers(chars: &[char]) -> Vec<std::ops::Range<usize>> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = chars.iter().skip(at).take_while(|c| of_number(**c)).count();
        let digits = chars.iter().skip(at).take(run).filter(|c| c.is_numeric()).count();
        if digits >= FEWEST_DIGITS {
            numbers.push(at..at + run);
        }
        at += run.max(1);
    }
    numbers
}

fn of_number(c: char) -> bool {
    c.is_numeric()
        || is_invisible(c)
        || matches!(
            narrow(c),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2013}' | '.' | '(' | ')' | '/' | '+'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "Acme Inc.",
            "Dr. Ruiz",
            "Node.js",
            "3.5",
            "Version 1.2.3",
            "U.S.A.",
            "J.R.R. Tolkien",
            "A.S. Roma",
            "Ada (she/her)",
            "and/or",
            "C++ & co: all",
            "10:30",
            "@ada",
            "R&D – 2026",
            "Jr.,",
            "…",
            "日本語",
            "שלום",
            ".NET",
            "12 345",
            "a. b. c.",
        ] {
            assert_eq!(unlinked(name), name);
        }
    }

    #[test]
    fn what_would_be_a_link_is_broken_where_it_is_joined() {
        for (typed, shown) in [
            ("pay at https://e.example/1", "pay at https: // e. example/1"),
            ("evil.com", "evil. com"),
            ("WWW.Evil.Com", "WWW. Evil. Com"),
            ("www.x", "www. x"),
            ("St.Gallen", "St. Gallen"),
            ("ASP.NET", "ASP. NET"),
            ("mailto:ada@evil.com", "mailto: ada@ evil. com"),
            ("javascript:alert", "javascript: alert"),
            ("//server/share", "// server/share"),
            ("\\\\server\\share", "\\\\ server\\share"),
            ("http:evil.co.uk", "http: evil. co. uk"),
            ("node.js.org/x", "node.js. org/x"),
            ("evil.xn--p1ai", "evil. xn--p1ai"),
            ("пример.рф", "пример. рф"),
            ("例え。テスト", "例え。 テスト"),
            ("evil．com", "evil． com"),
            ("ｗｗｗ．ｘ", "ｗｗｗ． ｘ"),
            ("evil｡com ada＠x", "evil｡ com ada＠ x"),
            ("ｅｖｉｌ․ｃｏｍ", "ｅｖｉｌ․ ｃｏｍ"),
            ("10.0.0.1/x", "10. 0. 0. 1/x"),
            ("evil.\u{200b}com", "evil. \u{200b}com"),
            ("evil\u{2060}.com", "evil\u{2060}. com"),
            ("\u{200b}.com", "\u{200b}. com"),
            ("1｡10.0.0.1", "1｡ 10. 0. 0. 1"),
            ("(evil.com)", "(evil. com)"),
            ("x:8080 evil.de:80", "x: 8080 evil. de: 80"),
        ] {
            assert_eq!(unlinked(typed), shown, "{typed}");
            assert_eq!(unlinked(shown), shown, "once is enough");
        }
    }

    #[test]
    fn no_character_that_shows_nothing_hides_a_link() {
        let invisible = ('\0'..=char::MAX).filter(|c| is_invisible(*c));
        let named = [
            '\u{115f}',
            '\u{17b4}',
            '\u{180b}',
            '\u{2800}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{e0061}',
            '\u{e0100}',
        ];
        for hidden in invisible.chain(named) {
            for (typed, shown) in [
                ("evil.{}com", "evil. {}com"),
                ("evil{}.com", "evil{}. com"),
                ("evil.c{}om", "evil. c{}om"),
                ("www{}.x", "www{}. x"),
                ("http:{}//x", "http: {}// x"),
                ("ada@{}evil", "ada@ {}evil"),
            ] {
                let (typed, shown) =
                    (typed.replace("{}", &hidden.to_string()), shown.replace("{}", &hidden.to_string()));
                assert_eq!(unlinked(&typed), shown, "{hidden:?}");
            }
        }
    }

    #[test]
    fn no_two_digits_of_a_phone_number_touch() {
        for number in ["+1 (555) 123-4567", "0800 123456", "+49-89-1234567", "５５５１２３４５"] {
            let shown = unlinked(number);
            assert!(!shown.as_bytes().windows(2).any(|two| two.iter().all(u8::is_ascii_digit)), "{shown:?}");
            assert_eq!(shown.replace('\u{200c}', ""), number, "and it looks as before");
            assert_ne!(shown, number);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_taken_away_and_nothing_joined_is_left(typed in r"([a-z0-9./:@ \\．。\u{200b}-]|www\.|https?://|\.com){0,24}") {
            let shown = unlinked(&typed);
            let bare = |text: &str| text.replace([' ', '\u{200c}'], "");
            proptest::prop_assert_eq!(bare(&shown), bare(&typed));
            let visible: String = shown.chars().filter(|c| !is_invisible(*c)).map(narrow).collect();
            for word in visible.split_whitespace() {
                let joined = |what: &str| word.find(what).is_some_and(|at| at > 0 && word.len() > at + what.len());
                proptest::prop_assert!(!joined("://") && word.find(".com").is_none_or(|at| at == 0), "{}", shown);
                proptest::prop_assert!(!joined("@"), "{}", shown);
                proptest::prop_assert!(word.strip_prefix("www.").is_none_or(str::is_empty), "{}", shown);
            }
        }
    }
}
