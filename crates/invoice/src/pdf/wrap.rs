//! Text in lines that fit.

use super::faces::{Faces, Weight};
use super::shape::shape;
use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;

/// Cuts a text into lines of at most this width (at a size of 1), where its script allows it (UAX 14). What is wider without
/// a place to cut it is cut between two characters.
pub(super) fn wrap(faces: &Faces, text: &str, weight: Weight, width: f32) -> Vec<String> {
    text.lines().flat_map(|paragraph| paragraph_lines(faces, paragraph.trim(), weight, width)).collect()
}

fn paragraph_lines(faces: &Faces, text: &str, weight: Weight, width: f32) -> Vec<String> {
    let measure = |text: &str| shape(faces, text.trim_end(), weight).width();
    if measure(text) <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Lines { done: Vec::new(), line: String::new(), used: 0.0, width };
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let word = text.get(start..end).unwrap_or_default();
        start = end;
        // The space after a word may stick out.
        if lines.fits(measure(word)) {
            lines.add(word, shape(faces, word, weight).width());
            continue;
        }
        lines.end();
        for character in word.graphemes(true) {
            let wide = shape(faces, character, weight).width();
            if !lines.fits(wide) {
                lines.end();
            }
            lines.add(character, wide);
        }
    }
    lines.end();
    lines.done
}

/// Lines that are being filled. Each piece is measured once, so that long texts take no longer than their length.
struct Lines {
    done: Vec<String>,
    line: String,
    used: f32,
    width: f32,
}

impl Lines {
    fn fits(&self, width: f32) -> bool {
        self.used + width <= self.width
    }

    fn add(&mut self, piece: &str, width: f32) {
        self.line.push_str(piece);
        self.used += width;
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.done.push(line.trim_end().to_owned());
        }
        self.used = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_say_everything() {
        let faces = Faces::new().unwrap();
        let texts = [
            "Gesellschaft für Infrastruktur und Datenverarbeitung mit beschränkter Haftung",
            "株式会社東京中央情報処理技術研究開発機構",
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
            "شركة الخليج العربي لتقنية المعلومات والاتصالات المحدودة",
        ];
        for text in texts {
            let lines = wrap(&faces, text, Weight::Regular, 12.0);
            assert!(lines.len() > 1, "{lines:?}");
            for line in &lines {
                assert!(shape(&faces, line, Weight::Regular).width() <= 12.0, "{line}");
            }
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&lines.concat()), plain(text));
        }
        assert_eq!(wrap(&faces, "one two", Weight::Regular, 2.5), ["one", "two"]);
        assert_eq!(wrap(&faces, "a\nb", Weight::Regular, 9.0), ["a", "b"]);
    }
}
