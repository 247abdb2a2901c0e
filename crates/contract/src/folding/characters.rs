//! What folding makes of single characters, beyond NFKD and lower case.

/// Quotes, apostrophes, hyphens and dashes, as a keyboard has them.
pub(super) const fn punctuation(c: char) -> Option<char> {
    Some(match c {
        // Grave and acute alone, quotes and primes, modifier letters, breathings of Greek, Armenian, Hebrew.
        '`'
        | '\u{b4}'
        | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{2b9}'..='\u{2bf}'
        | '\u{2c8}'
        | '\u{2ca}'
        | '\u{2cb}'
        | '\u{1fbd}'
        | '\u{1fbf}'
        | '\u{1fcd}'..='\u{1fcf}'
        | '\u{1fdd}'..='\u{1fdf}'
        | '\u{1ffd}'
        | '\u{1ffe}'
        | '\u{a78c}'
        | '\u{ff07}'
        | '\u{55a}'
        | '\u{5f3}' => '\'',
        '\u{201c}'..='\u{201f}'
        | '\u{2033}'
        | '\u{2036}'
        | '«'
        | '»'
        | '\u{5f4}'
        | '\u{301d}'..='\u{301f}'
        | '\u{ff02}' => '"',
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{5be}'
        | '\u{1806}' => '-',
        _ => return None,
    })
}

/// Marks on letters, vowel points, tatweel, and what is drawn as nothing (`Default_Ignorable_Code_Point`, controls).
/// Vowel signs that are letters of their own, as in Hindi or Thai, are none of these.
pub(super) const REMOVED: [(u32, u32); 51] = [
    (0, 0x1f),
    (0x7f, 0x9f),
    (0xad, 0xad),
    (0x300, 0x36f),
    (0x483, 0x487),
    (0x591, 0x5bd),
    (0x5bf, 0x5bf),
    (0x5c1, 0x5c2),
    (0x5c4, 0x5c5),
    (0x5c7, 0x5c7),
    (0x610, 0x61a),
    (0x61c, 0x61c),
    (0x640, 0x640),
    (0x64b, 0x65f),
    (0x670, 0x670),
    (0x6d6, 0x6dc),
    (0x6df, 0x6e4),
    (0x6e7, 0x6e8),
    (0x6ea, 0x6ed),
    (0x711, 0x711),
    (0x730, 0x74a),
    (0x898, 0x89f),
    (0x8ca, 0x8e1),
    (0x8e3, 0x8ff),
    (0x93c, 0x93c),
    (0x9bc, 0x9bc),
    (0xa3c, 0xa3c),
    (0xabc, 0xabc),
    (0xb3c, 0xb3c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x1ab0, 0x1ace),
    (0x1dc0, 0x1dff),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0x20d0, 0x20f0),
    (0x2de0, 0x2dff),
    (0x302a, 0x302f),
    (0x3099, 0x309a),
    (0x3164, 0x3164),
    (0xfb1e, 0xfb1e),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfff8),
    (0x1_bca0, 0x1_bca3),
    (0x1_d173, 0x1_d17a),
    (0xe_0000, 0xe_0fff),
];

/// Whether folding leaves it out.
pub(super) fn is_removed(c: char) -> bool {
    let c = u32::from(c);
    // Most texts are of letters that stand before or between the ranges.
    REMOVED.iter().take_while(|(first, _)| *first <= c).any(|(_, last)| c <= *last)
}

/// Lower-case letters that NFKD leaves whole, and what people type for them: those of CLDR's `Latin-ASCII`, the other Latin
/// letters that Unicode names after one of A to Z (small capitals, turned, with hooks, of medieval and African writing), and
/// what case folding adds to lower case (ß, ς). Letters of Arabic and Cyrillic that keyboards exchange stand for each other.
pub(super) const LETTERS: [(&str, &str); 59] = [
    ("ꜳ", "aa"),
    ("æᴁᴂꞛ", "ae"),
    ("ꜵ", "ao"),
    ("ꜷ", "au"),
    ("ꜹꜻ", "av"),
    ("ꜽ", "ay"),
    ("ȸ", "db"),
    ("ʣʥꭦ", "dz"),
    ("ƕ", "hv"),
    ("ỻ", "ll"),
    ("ʪ", "ls"),
    ("ʫ", "lz"),
    ("œɶᴔꞝꭀꭁꭂꭢ", "oe"),
    ("ƣ", "oi"),
    ("ꝏ", "oo"),
    ("ȣᴕ", "ou"),
    ("ȹ", "qp"),
    ("ß", "ss"),
    ("ʨ", "tc"),
    ("þᵺꝥꝧ", "th"),
    ("ʦꭧ", "ts"),
    ("ꜩ", "tz"),
    ("ᵫꞟ", "ue"),
    ("ꭐꭑ", "ui"),
    ("ꭣ", "uo"),
    ("ꝡ", "vy"),
    ("ⱥɐɑɒᴀᶏᶐꞻꬰꬱꭤ", "a"),
    ("ƀɓƃʙᴃᵬᶀꞗ", "b"),
    ("ƈȼɕʗᴄꜿꞓꞔ𝼏𝼝", "c"),
    ("đðɖɗƌȡᴅᴆᵭᶁᶑꝱꝺꟈ", "d"),
    ("əɛɇǝɘɚɜɝɞʚᴇᴈᶒᶓᶔᶕⱸⱻꬲꬳꬴ", "e"),
    ("ƒᵮᶂꜰꝼꞙꟻꬵ", "f"),
    ("ǥɠɡɢɣʛᵷᵹᶃꝿꞡꟑꬶ𝼁𝼂", "g"),
    ("ħɦɧⱨɥʜʮʯⱶꜧꞕꟶ", "h"),
    ("ıɩɨɪᴉᵻᵼᶖꞽꟷꟾ𝼚", "i"),
    ("ȷɉɟʄʝᴊ", "j"),
    ("ƙⱪʞᴋᶄꝁꝃꝅꞣ𝼃𝼐", "k"),
    ("łƚɫⱡȴɬɭʟᴌᶅꝇꝉꝲꞁꞎꬷꬸꬹ𝼄𝼑𝼓", "l"),
    ("ɱɯɰᴍᴟᵯᶆꝳꟺꟽꟿꬺ", "m"),
    ("ŋɲƞɳȵɴᴎᵰᶇꝴꞑꞥꬻꬼ𝼇𝼔", "n"),
    ("øɔɵᴏᴐᴑᴒᴓᴖᴗᶗⱺꝋꝍꟁꬽꬾꬿꭃꭄ𝼛", "o"),
    ("ƥᴘᵱᵽᶈꝑꝓꝕꟼ", "p"),
    ("ĸɋʠꝗꝙꞯ", "q"),
    ("ɍɼɹɺɻɽɾɿʀʁᴙᴚᵲᵳᶉⱹꝛꝵꝶꞃꞧꭅꭆꭇꭈꭉꭊꭋꭌꭨ𝼈𝼕𝼖", "r"),
    ("ȿʂᵴᶊẜẝꜱꞅꞩꟊꟗꟙ𝼞", "s"),
    ("ŧƭʈƫⱦȶʇᴛᵵꝷꞇ𝼉𝼍", "t"),
    ("ʉʊᴜᴝᴞᵾᵿᶙꞹꞿꭎꭏꭒ", "u"),
    ("ʋʌᴠᶌỽⱱⱴꝟ", "v"),
    ("ⱳƿʍᴡꟃ", "w"),
    ("ᶍꭖꭗꭘꭙ", "x"),
    ("ƴɏʎʏỿꭚ𝼆", "y"),
    ("ƶȥɀⱬʐʑᴢᵶᶎꝣ", "z"),
    ("ς", "σ"),
    ("ґ", "г"),
    ("ىی", "ي"),
    ("ک", "ك"),
    ("ٱٲٳ", "ا"),
    ("ہ", "ه"),
    ("ۃ", "ة"),
];

/// What people type for a letter.
pub(super) fn letter(c: char) -> Option<&'static str> {
    // Most letters stand in none of these blocks, and need no search.
    let may_be = matches!(c,
        '\u{df}'..='\u{6ff}'
        | '\u{1d00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{abff}'
        | '\u{1df00}'..='\u{1dfff}');
    let mut letters = LETTERS.iter().filter(|_| may_be);
    letters.find(|(letters, _)| letters.contains(c)).map(|(_, plain)| *plain)
}

/// The first digits of scripts that write numbers with their own: ten follow each other.
const ZEROS: [u32; 18] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040, 0x17e0, 0x1810,
];

/// The digit of ASCII for one of another script.
pub(super) fn digit(c: char) -> Option<char> {
    let c = u32::from(c);
    ZEROS.into_iter().find_map(|zero| char::from_digit(c.checked_sub(zero).filter(|value| *value < 10)?, 10))
}

/// Katakana as hiragana, which stands 0x60 before it.
pub(super) fn kana(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}
