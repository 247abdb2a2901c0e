//! The fonts (crates/invoice/fonts): Inter, and Noto for the scripts that Inter does not have.

use krilla::text::Font;
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face as Shaper, Feature, Script, ShapePlan};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// The files, by rank: the first two are the weights of Inter.
const FILES: [&[u8]; 9] = [
    include_bytes!("../../fonts/Inter-Regular.otf"),
    include_bytes!("../../fonts/Inter-SemiBold.otf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansThai-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansCJKjp-Regular.otf"),
];

/// What is drawn for a character that no font has: PDF/A forbids the box that fonts have for it (`.notdef`).
pub(super) const BOX: char = '\u{25a1}';

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// A font, as what shapes and what writes the file know it.
pub(super) struct Face {
    pub(super) shaper: Shaper<'static>,
    data: &'static [u8],
    /// Made when something is written with it: it takes a look at all its bytes, and few documents need all fonts.
    font: OnceCell<Option<Font>>,
}

impl Face {
    fn new(data: &'static [u8]) -> Option<Self> {
        Some(Self { shaper: Shaper::from_slice(data, 0)?, data, font: OnceCell::new() })
    }

    pub(super) fn font(&self) -> Option<&Font> {
        self.font.get_or_init(|| Font::new(self.data.into(), 0)).as_ref()
    }

    pub(super) fn has(&self, character: char) -> bool {
        self.shaper.glyph_index(character).is_some()
    }
}

/// Which plan to shape with: a font, a direction and a script.
type Plan = (usize, bool, Script);

/// All of them.
pub(super) struct Faces {
    all: Vec<Face>,
    /// How each is shaped: worked out once, as this takes longer than to shape a word.
    plans: RefCell<HashMap<Plan, Rc<ShapePlan>>>,
}

impl Faces {
    /// `None` where a file is no font, which a test excludes.
    pub(super) fn new() -> Option<Self> {
        let all = FILES.iter().map(|data| Face::new(data)).collect::<Option<Vec<_>>>()?;
        Some(Self { all, plans: RefCell::default() })
    }

    pub(super) fn get(&self, rank: usize) -> Option<&Face> {
        self.all.get(rank)
    }

    /// How text of a script is shaped with a font.
    pub(super) fn plan(&self, rank: usize, rtl: bool, script: Script) -> Option<Rc<ShapePlan>> {
        let face = self.get(rank)?;
        let mut plans = self.plans.borrow_mut();
        let plan = plans.entry((rank, rtl, script)).or_insert_with(|| {
            let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            // Figures of one width, so that amounts stand under each other.
            let features = [Feature::new(Tag::from_bytes(b"tnum"), 1, ..)];
            Rc::new(ShapePlan::new(&face.shaper, direction, Some(script), None, &features))
        });
        Some(Rc::clone(plan))
    }

    /// The rank of Inter in this weight.
    pub(super) fn base(weight: Weight) -> usize {
        match weight {
            Weight::Regular => 0,
            Weight::SemiBold => 1,
        }
    }

    /// The rank of the first font that has the character: Inter's in this weight, then the others.
    pub(super) fn with(&self, character: char, weight: Weight) -> Option<usize> {
        let base = Self::base(weight);
        let ranks = std::iter::once(base).chain(2..self.all.len());
        ranks.into_iter().find(|rank| self.get(*rank).is_some_and(|face| face.has(character)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_has_its_font() {
        let faces = Faces::new().unwrap();
        let ranks =
            ["Aé€ő", "Жλ", "ش", "ש", "श", "ไ", "Հ", "ქ", "東髙﨑", "张燊", "한", "가뷁"].map(|text| {
                text.chars().map(|letter| faces.with(letter, Weight::Regular)).collect::<Option<Vec<_>>>()
            });
        let first: Vec<usize> = ranks.iter().map(|ranks| ranks.as_ref().unwrap()[0]).collect();
        assert_eq!(first, [0, 0, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]);
        assert_eq!(faces.with('A', Weight::SemiBold), Some(1));
        assert_eq!(faces.with('ش', Weight::SemiBold), Some(2));
        assert!(faces.with('\u{12000}', Weight::Regular).is_none(), "cuneiform is in no font of ours");
        assert!(faces.get(0).unwrap().has(BOX) && faces.get(1).unwrap().has(BOX));
    }
}
