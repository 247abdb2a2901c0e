//! By what a mail greets: names, and no messages of whoever typed one. A sign-up says any address and any name, and its mail
//! goes out under our own.

/// The longest name by which to greet, in letters.
const LONGEST: usize = 30;
/// Letters of a script that writes words without spaces, and often as one letter, count as so many.
const WORD: usize = 3;

/// Whether this word could be somebody's first name: of a name's length, of letters, with at most one hyphen (`Anne-Marie`),
/// apostrophes (`D’Arcy`) and dots (`Jr.`). Who is called otherwise is greeted without a name.
#[must_use]
pub fn is_likely_name(word: &str) -> bool {
    let length: usize = word.chars().map(|c| if c >= '\u{2e80}' { WORD } else { 1 }).sum();
    let hyphens = word.chars().filter(|c| is_hyphen(*c)).count();
    (1..=LONGEST).contains(&length)
        && hyphens <= 1
        && word.chars().any(char::is_alphabetic)
        && word
            .chars()
            .all(|c| is_letter(c) || is_hyphen(c) || matches!(c, '.' | '\'' | '’' | 'ʼ' | 'ʻ' | '·'))
}

/// Letters, their marks, and the joiners between them.
fn is_letter(c: char) -> bool {
    let mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{963}' | '\u{981}'..='\u{17d3}' | '\u{200c}' | '\u{200d}');
    (c.is_alphabetic() || mark) && !c.is_numeric()
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_greeted_by_their_names() {
        for name in [
            "Ada",
            "ada",
            "Jr.",
            "J.",
            "J.R.R.",
            "Anne-Marie",
            "D’Arcy",
            "O'Neil",
            "Zoë",
            "Zoe\u{308}",
            "Łukasz",
            "Δημήτρης",
            "Владимир",
            "שלום",
            "مُحَمَّد",
            "می\u{200c}خواهم",
            "जॉर्ज",
            "ස්\u{200d}රී",
            "สมชาย",
            "王小明",
            "アレクサンドラ",
            "지우",
            "Hubert-Wolfeschlegelstein",
        ] {
            assert!(is_likely_name(name), "{name}");
        }
    }

    #[test]
    fn nobody_is_greeted_by_a_message() {
        for word in [
            "",
            "YOUR-ACCOUNT-IS-BLOCKED!-CALL-PAYPAL-NOW-OR-LOSE-1000€-AND-TELL-THEM-YOUR-PASSWORD",
            "YOUR-ACCOUNT-IS-BLOCKED",
            "YOUR_ACCOUNT",
            "YouHaveWonAPrizeCallUsAtOnceToday",
            "Winner!",
            "Winner！",
            "1000€",
            "€uro",
            "Ada1",
            "Ada٣",
            "Ⅷ",
            "Ada,pay",
            "Pay:now",
            "🚀",
            "-",
            "…",
            "您的账户已被冻结请立即拨打电话",
        ] {
            assert!(!is_likely_name(word), "{word}");
        }
    }
}
