//! How words are searched, ordered and compared: the same on the server and in the console.

mod characters;

use characters::{digit, is_removed, kana, letter, punctuation};

/// A text without what people leave out or type otherwise: case (full folding, ß is ss), accents, vowel points, width,
/// the kind of quote, hyphen and space, invisible characters, and strokes through letters (ł, ø, đ). Two texts that read
/// alike are one.
///
/// The tables of Unicode stay where they are: the server has them in crates, the console in the browser. What they do not
/// say is here, once: NFKD (UAX 15) leaves letters whole that no mark was added to, and case folding leaves ı.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Folded(String);

impl Folded {
    /// Folds a text; `decompose` is NFKD, then lower case.
    #[must_use]
    pub fn with(text: &str, decompose: impl FnOnce(&str) -> String) -> Self {
        let mut folded = Writer::default();
        if text.is_ascii() {
            text.chars().for_each(|c| folded.push(c.to_ascii_lowercase()));
        } else {
            // Before, since NFKD makes spaces of some quotes.
            let plain: String = text.chars().map(|c| punctuation(c).unwrap_or(c)).collect();
            decompose(&plain).chars().for_each(|c| folded.push(c));
        }
        Self(folded.text)
    }

    /// Folds a text.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn of(text: &str) -> Self {
        use unicode_normalization::UnicodeNormalization as _;
        Self::with(text, |text| text.nfkd().collect::<String>().to_lowercase())
    }

    /// Whether this has another within it.
    #[must_use]
    pub fn contains(&self, part: &Self) -> bool {
        self.0.contains(&part.0)
    }

    /// Whether this is how people would retype the other.
    #[must_use]
    pub fn retypes(&self, name: &Self) -> bool {
        !self.0.is_empty() && self == name
    }

    /// The text as it is kept and compared.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text in lower case and NFC, so that what is compared as it stands does not depend on how a keyboard writes é. The
/// console has no tables for NFC and leaves that to the server.
#[cfg(feature = "server")]
pub(crate) fn composed_lower(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.to_lowercase().nfc().collect()
}

/// A text in lower case.
#[cfg(not(feature = "server"))]
pub(crate) fn composed_lower(text: &str) -> String {
    text.to_lowercase()
}

/// What is written of a folded text, with the space that waits for the next word.
#[derive(Default)]
struct Writer {
    text: String,
    space: bool,
}

impl Writer {
    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            self.space = !self.text.is_empty();
        } else if !is_removed(c) {
            if std::mem::take(&mut self.space) {
                self.text.push(' ');
            }
            match punctuation(c).or_else(|| digit(c)) {
                Some(c) => self.text.push(c),
                None => match letter(c) {
                    Some(plain) => self.text.push_str(plain),
                    None => self.text.push(kana(c)),
                },
            }
        }
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::{
        characters::{LETTERS, REMOVED},
        *,
    };
    use proptest::prelude::*;
    use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};

    fn fold(text: &str) -> String {
        Folded::of(text).0
    }

    #[test]
    fn what_reads_alike_is_alike() {
        let alike = [
            ("Łukasz", "lukasz"),
            ("Société ＡＣＭＥ", "SOCIETE acme"),
            ("Straße", "STRASSE"),
            ("Đặng Ðura đà", "dang dura da"),
            ("Þór Ægir Œuvre Øre Ħal Ŋgũgĩ", "thor aegir oeuvre ore hal ngugi"),
            ("İstanbul Diyarbakır ISPARTA", "istanbul diyarbakir ısparta"),
            ("ΟΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευς οδυσσευσ"),
            ("O’Brien Oʼ O‘ O´ O` O＇ O′", "o'brien o' o' o' o' o' o'"),
            ("“a” „b“ «c»", "\"a\" \"b\" \"c\""),
            ("a‐b‑c–d—e−f－g", "a-b-c-d-e-f-g"),
            ("  a\u{a0}\u{3000} b\t\u{202f}c ", "a b c"),
            ("a\u{200b}b\u{feff}c\u{ad}d\u{2060}", "abcd"),
            ("e\u{301}", "\u{e9}"),
            ("مُحَمَّد محـمد", "محمد محمد"),
            ("أحمد إيمان آمال", "احمد ايمان امال"),
            ("שָׁלוֹם צה״ל", "שלום צה\"ל"),
            ("ｶﾞﾝﾀﾞﾑ ガンダム", "がんだむ がんだむ"),
            ("٣ ۳ ३ ３", "3 3 3 3"),
            ("Ёлка Її", "елка іі"),
            ("ﬁn ½ №", "fin 1⁄2 no"),
            ("👩‍💻", "👩💻"),
            ("ʀob ꜱam Ꝑaul Ꜳlborg Ỻwyd", "rob sam paul aalborg llwyd"),
            ("Tɪny ʟab ᴀcme ʀun ɢo ⱯBC", "tiny lab acme run go abc"),
            ("ٱلله ہ", "الله ه"),
        ];
        for (one, other) in alike {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_eq!(fold("Łukasz O’Brien–Œ"), "lukasz o'brien-oe");
        for (one, other) in [("की", "का"), ("ไม่", "มา"), ("o'", "o"), ("a b", "ab"), ("ana", "anna")]
        {
            assert_ne!(fold(one), fold(other), "{one}");
        }
    }

    #[test]
    fn retyping_is_not_leaving_out() {
        assert!(Folded::of("acme\u{a0}o'").retypes(&Folded::of("Acme  O’")));
        assert!(!Folded::of("").retypes(&Folded::of("")) && !Folded::of("acm").retypes(&Folded::of("acme")));
        assert!(Folded::of("Łukasz Kowalski").contains(&Folded::of("LUKASZ")));
    }

    /// Historic forms of Cyrillic letters.
    const HISTORIC: std::ops::RangeInclusive<char> = '\u{1c80}'..='\u{1c8a}';

    #[test]
    fn every_character_folds_as_its_other_cases_and_forms_do() {
        for c in ('\0'..=char::MAX).filter(|c| !HISTORIC.contains(c)) {
            let (text, folded) = (c.to_string(), fold(&c.to_string()));
            let forms = [
                caseless::default_case_fold_str(&text),
                text.to_uppercase(),
                text.to_lowercase(),
                text.nfc().collect(),
                text.nfkd().collect(),
                folded.clone(),
            ];
            for form in forms.iter().filter(|form| !form.chars().any(|c| HISTORIC.contains(&c))) {
                // Some accents are a space with a mark until they are known as quotes, and the iota under a Greek letter
                // is left out as a mark.
                let decomposed = text.nfkd().any(|c| matches!(c, ' ' | '\u{345}'));
                if punctuation(c).is_none() && !decomposed {
                    assert_eq!(fold(form), folded, "{c} U+{:04X} as {form}", u32::from(c));
                }
            }
        }
    }

    /// Signs of phonetics, clicks and tones, abbreviations, and letters of other alphabets that are written as Latin ones:
    /// nobody types a letter from A to Z for them.
    const NO_LETTER_OF_ASCII: &str = "ƅƍƛƨƪƹƺƻƽƾǀǁǂǃȝɂɤɮɷɸʃʅʆʒʓʔʕʖʘʡʢʤʧʩʬʭᴣᴤᴥᶋᶘẟⱷꜣꜥꜫꜭꜯꝝꝩꝫꝭꝯꞏꞵꞷꭍꭓꭔꭕꭠꭡꝸᶚꞈ";

    #[test]
    fn every_latin_letter_is_one_that_can_be_typed() {
        let blocks =
            ['\u{c0}'..='\u{2af}', '\u{1d00}'..='\u{1d25}', '\u{1d6b}'..='\u{1d9a}', '\u{1e00}'..='\u{1eff}']
                .into_iter()
                .chain(['\u{2c60}'..='\u{2c7f}', '\u{a722}'..='\u{a7ca}', '\u{ab30}'..='\u{ab64}']);
        // The signs × and ÷, and a letter of Cyrillic among them.
        let others = ['×', '÷', '\u{1d78}'];
        let mut left = String::new();
        for c in blocks.flatten().filter(|c| c.is_alphabetic() && !others.contains(c)) {
            let folded = fold(&c.to_string());
            if !folded.is_ascii() && !left.contains(&folded) {
                left.push_str(&folded);
            }
        }
        // ŀ is an l and a dot.
        let unlisted = left.replace("l·", "");
        let unlisted: String = unlisted.chars().filter(|c| !NO_LETTER_OF_ASCII.contains(*c)).collect();
        assert_eq!(unlisted, "");
    }

    #[test]
    fn every_letter_of_the_table_is_found_in_it() {
        for (letters, plain) in LETTERS {
            assert!(letters.chars().all(|c| letter(c) == Some(plain)), "{letters}");
        }
    }

    #[test]
    fn marks_are_left_out_where_they_are_no_letters() {
        let marks = ('\u{300}'..'\u{900}').chain('\u{1ab0}'..='\u{1ace}').chain('\u{1dc0}'..='\u{20f0}');
        let others = '\u{7c0}'..'\u{898}';
        // Hebrew points that no version of Unicode has given out yet.
        let unassigned = '\u{5c8}'..'\u{5d0}';
        let is_mark = |c: &char| canonical_combining_class(*c) > 9 && !unassigned.contains(c);
        for mark in marks.filter(|c| is_mark(c) && !others.contains(c)) {
            assert_eq!(fold(&format!("a{mark}b")), "ab", "U+{:04X}", u32::from(mark));
        }
        assert!(REMOVED.iter().all(|(first, last)| first <= last));
        assert!(REMOVED.is_sorted_by(|one, next| one.1 < next.0));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn how_a_text_is_encoded_does_not_matter(text in "\\PC{0,40}") {
            let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(fold(&nfc), fold(&nfd));
        }

        #[test]
        fn a_part_is_found_in_the_whole(words in "[a-zA-Zà-ÿĀ-ſ’ʼ–]{1,12}( [a-zA-Zà-ÿĀ-ſ]{1,8}){0,2}") {
            for word in words.split(' ') {
                prop_assert!(Folded::of(&words).contains(&Folded::of(&word.to_uppercase())));
            }
        }
    }
}
