//! What stands beside addresses and is none.

use super::pasted::Piece;
use crate::spreadsheet::is_blank;

/// What is neither an address nor the name of one, each once, in its order. What has no letter, such as the number of a list,
/// is nothing.
pub fn left_out(text: &str, addresses: &[Piece<'_>]) -> Vec<String> {
    let mut words = Words { cell: String::new(), waiting: Vec::new(), told: Vec::new() };
    // Where addresses are told apart otherwise, a comma is within a name: `Doe, J <j@example.org>; …`
    let commas_in_names = text.contains([';', '\n', '\r']);
    let mut addresses = addresses.iter().peekable();
    let (mut quoted, mut pairs, mut ends) = (false, pairs(text), 0);
    for (index, c) in text.char_indices() {
        if let Some(address) = addresses.next_if(|address| address.range.start == index) {
            words.meet(address.has_name, commas_in_names);
            ends = address.range.end;
            while addresses.next_if(|other| other.range.start == index).is_some() {}
        }
        if index < ends {
            continue;
        }
        quoted ^= c == '"' && pairs;
        match c {
            '\n' | '\r' => {
                words.end_line();
                quoted = false;
                pairs = self::pairs(text.get(index + 1..).unwrap_or_default());
            }
            ';' if !quoted => words.end_line(),
            ',' if !quoted => words.end_cell(),
            c => words.cell.push(c),
        }
    }
    words.end_line();
    words.told
}

/// Whether each quotation mark of the first line has its second one.
fn pairs(text: &str) -> bool {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    line.matches('"').count().is_multiple_of(2)
}

struct Words {
    /// What stands since the last cut.
    cell: String,
    /// What may be the name of the next address.
    waiting: Vec<String>,
    told: Vec<String>,
}

impl Words {
    fn meet(&mut self, has_name: bool, commas_in_names: bool) {
        if has_name {
            self.cell.clear();
        }
        if has_name && commas_in_names {
            self.waiting.clear();
        }
        self.end_line();
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        let seen = |c: char| !(c.is_whitespace() || is_blank(c) || "\"<>|".contains(c));
        let cell =
            cell.trim_matches(|c: char| !seen(c)).trim_start_matches([')', ']']).trim_end_matches(['(', '[']);
        if cell.chars().any(char::is_alphabetic) {
            self.waiting.push(cell.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn end_line(&mut self) {
        self.end_cell();
        for word in std::mem::take(&mut self.waiting) {
            if !self.told.contains(&word) {
                self.told.push(word);
            }
        }
    }
}
