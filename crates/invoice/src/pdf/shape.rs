//! A line of text as glyphs, in the order in which they stand on paper.

use super::faces::{BOX, Faces, Weight};
use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{BufferClusterLevel, Direction, UnicodeBuffer};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};

/// Glyphs of one font. Their measures are parts of the font's size.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) face: usize,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
}

/// A line, from left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Shaped {
    pub(super) runs: Vec<Run>,
}

impl Shaped {
    /// Its width at a size of 1.
    pub(super) fn width(&self) -> f32 {
        self.runs.iter().map(|run| run.width).sum()
    }

    /// Moves letters apart, or closer: for words of our own, as joined letters would come apart.
    pub(super) fn track(&mut self, by: f32) {
        for run in &mut self.runs {
            for glyph in &mut run.glyphs {
                glyph.x_advance += by;
                run.width += by;
            }
        }
    }
}

/// Shapes a line: what is written from the right stands so, and each script has a font that knows it.
pub(super) fn shape(faces: &Faces, text: &str, weight: Weight) -> Shaped {
    let mut runs = Vec::new();
    // What decides the direction is the line's own text; a page is read from the left where it has none.
    let bidi = BidiInfo::new(text, None);
    for paragraph in &bidi.paragraphs {
        let (levels, ranges) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let level = levels.get(range.start).copied().unwrap_or_else(Level::ltr);
            let mut pieces = pieces(faces, text, range, weight);
            if level.is_rtl() {
                pieces.reverse();
            }
            runs.extend(pieces.into_iter().filter_map(|(face, range)| {
                let run = glyphs(faces, face, text.get(range)?, level.is_rtl())?;
                Some(run).filter(|run| !run.glyphs.is_empty())
            }));
        }
    }
    Shaped { runs }
}

/// A range cut where the font changes. Marks, joiners and spaces stay with what is before them if its font has them.
fn pieces(faces: &Faces, text: &str, range: Range<usize>, weight: Weight) -> Vec<(usize, Range<usize>)> {
    let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
    for (offset, character) in text.get(range.clone()).unwrap_or_default().char_indices() {
        let start = range.start + offset;
        let end = start + character.len_utf8();
        let before = pieces.last().map(|(face, _)| *face);
        let stays = before.filter(|face| {
            !shows(character)
                || (joins(character) && faces.get(*face).is_some_and(|face| face.has(character)))
        });
        let face = stays.or_else(|| faces.with(character, weight)).unwrap_or_else(|| Faces::base(weight));
        match pieces.last_mut() {
            Some((last, piece)) if *last == face => piece.end = end,
            _ => pieces.push((face, start..end)),
        }
    }
    pieces
}

/// Whether a character goes with the one before it.
fn joins(character: char) -> bool {
    matches!(character, ' ' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// What says how text is written and is no text itself is never drawn.
fn shows(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

fn glyphs(faces: &Faces, rank: usize, text: &str, rtl: bool) -> Option<Run> {
    let face = faces.get(rank)?;
    let mut buffer = UnicodeBuffer::new();
    buffer.set_cluster_level(BufferClusterLevel::MonotoneGraphemes);
    for (index, character) in text.char_indices().filter(|(_, character)| shows(*character)) {
        let known = face.has(character) || (joins(character) && character != ' ');
        buffer.add(if known { character } else { BOX }, u32::try_from(index).ok()?);
    }
    buffer.guess_segment_properties();
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    let plan = faces.plan(rank, rtl, buffer.script())?;
    let shaped = rustybuzz::shape_with_plan(&face.shaper, &plan, buffer);

    let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.push(text.len());
    starts.sort_unstable();
    starts.dedup();
    let end = |start: usize| starts.get(starts.partition_point(|other| *other <= start)).copied();

    let unit = face.shaper.units_per_em() as f32;
    let mut width = 0.0;
    let glyphs = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        // A joiner that the font does not know: nothing is to be seen of it anyway, and PDF/A forbids `.notdef`.
        .filter(|(info, _)| info.glyph_id != 0)
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let advance = position.x_advance as f32 / unit;
            width += advance;
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                advance,
                position.x_offset as f32 / unit,
                position.y_offset as f32 / unit,
                position.y_advance as f32 / unit,
                start..end(start).unwrap_or(text.len()),
                None,
            )
        })
        .collect();
    Some(Run { face: rank, text: text.to_owned(), glyphs, width })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(usize, String)> {
        let faces = Faces::new().unwrap();
        shape(&faces, text, Weight::Regular).runs.into_iter().map(|run| (run.face, run.text)).collect()
    }

    #[test]
    fn scripts_are_cut_apart_and_stand_in_the_order_of_paper() {
        assert_eq!(runs("Acme 東京"), [(0, "Acme ".to_owned()), (8, "東京".to_owned())]);
        // From the right: what is written first stands last.
        assert_eq!(runs("شركة ABC"), [(0, "ABC".to_owned()), (2, "شركة ".to_owned())]);
    }

    #[test]
    fn letters_of_arabic_are_joined() {
        let faces = Faces::new().unwrap();
        let joined = shape(&faces, "شركة", Weight::Regular);
        let alone: Vec<GlyphId> = "شركة"
            .chars()
            .flat_map(|letter| shape(&faces, &letter.to_string(), Weight::Regular).runs)
            .flat_map(|run| run.glyphs)
            .map(|glyph| glyph.glyph_id)
            .collect();
        let shaped: Vec<GlyphId> = joined.runs[0].glyphs.iter().map(|glyph| glyph.glyph_id).collect();
        assert!(shaped.iter().any(|glyph| !alone.contains(glyph)), "{shaped:?} {alone:?}");
        assert_eq!(joined.runs[0].glyphs[0].text_range, 6..8, "the last letter stands leftmost");
    }

    #[test]
    fn what_no_font_has_is_a_box_that_can_still_be_copied() {
        let faces = Faces::new().unwrap();
        let shaped = shape(&faces, "\u{12000}", Weight::Regular);
        let glyph = &shaped.runs[0].glyphs[0];
        let expected = faces.get(0).unwrap().shaper.glyph_index(BOX).unwrap();
        assert_eq!(glyph.glyph_id.to_u32(), u32::from(expected.0));
        assert_eq!(shaped.runs[0].text.get(glyph.text_range.clone()), Some("\u{12000}"));
        assert!(shape(&faces, "\u{200b}\u{202e}", Weight::Regular).runs.is_empty());
    }

    #[test]
    fn figures_are_of_one_width() {
        let faces = Faces::new().unwrap();
        let width = |text| shape(&faces, text, Weight::Regular).width();
        assert!((width("1111") - width("8888")).abs() < 0.001);
    }
}
