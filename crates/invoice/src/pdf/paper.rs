//! Sheets of A4 with lines and rules on them. Measures are points; `y` is where letters stand, from the top.

use super::faces::{Faces, Weight};
use super::shape::{Shaped, shape};
use super::wrap::wrap;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;

const WIDTH: f32 = 595.28;
const HEIGHT: f32 = 841.89;

/// Where text begins.
pub(super) const LEFT: f32 = 56.0;
/// Where it ends.
pub(super) const RIGHT: f32 = WIDTH - 56.0;
/// Where the right half begins: the window of a French envelope.
pub(super) const MIDDLE: f32 = 326.0;
/// The last line that is not of the footer.
pub(super) const BOTTOM: f32 = 762.0;

/// What is printed with: the inks of the console (style/tokens.css).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// What is read first.
    Ink,
    /// What explains it.
    Soft,
    /// Rules between rows.
    Hair,
    /// One thing on the page.
    Accent,
}

impl Tone {
    fn fill(self) -> Fill {
        let color = match self {
            Self::Ink => rgb::Color::new(0x16, 0x19, 0x22),
            Self::Soft => rgb::Color::new(0x5b, 0x62, 0x72),
            Self::Hair => rgb::Color::new(0xdf, 0xe2, 0xe9),
            Self::Accent => rgb::Color::new(0x43, 0x4b, 0xcb),
        };
        Fill { paint: color.into(), opacity: NormalizedF32::ONE, rule: FillRule::default() }
    }
}

/// How letters look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) tone: Tone,
    /// From one line to the next.
    pub(super) leading: f32,
    /// What is added after each letter, in parts of the size: large letters stand closer.
    pub(super) tracking: f32,
}

impl Style {
    const fn new(size: f32, leading: f32, weight: Weight, tone: Tone) -> Self {
        Self { size, weight, tone, leading, tracking: 0.0 }
    }

    pub(super) const fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    const fn tight(self) -> Self {
        Self { tracking: -0.02, ..self }
    }
}

/// What kind of document it is.
pub(super) const TITLE: Style = Style::new(24.0, 28.0, Weight::SemiBold, Tone::Ink).tight();
/// The amount that it is about.
pub(super) const AMOUNT: Style = Style::new(20.0, 24.0, Weight::SemiBold, Tone::Ink).tight();
/// Names.
pub(super) const STRONG: Style = Style::new(10.0, 13.5, Weight::SemiBold, Tone::Ink);
/// Text.
pub(super) const TEXT: Style = Style::new(9.0, 13.0, Weight::Regular, Tone::Ink);
/// What explains it.
pub(super) const SOFT: Style = Style::new(8.5, 12.5, Weight::Regular, Tone::Soft);
/// What a value is.
pub(super) const LABEL: Style = Style::new(7.5, 11.0, Weight::Regular, Tone::Soft);

enum Mark {
    Line { x: f32, y: f32, size: f32, tone: Tone, line: Shaped },
    Rule { left: f32, right: f32, y: f32, height: f32, tone: Tone },
}

/// The sheets, and where the next thing goes.
pub(super) struct Paper<'a> {
    faces: &'a Faces,
    sheets: Vec<Vec<Mark>>,
    current: usize,
    /// How far down the current sheet is full.
    pub(super) y: f32,
}

impl<'a> Paper<'a> {
    pub(super) fn new(faces: &'a Faces) -> Self {
        Self { faces, sheets: vec![Vec::new()], current: 0, y: 0.0 }
    }

    /// How many sheets there are.
    pub(super) fn count(&self) -> usize {
        self.sheets.len()
    }

    /// A new sheet, empty.
    pub(super) fn turn(&mut self) {
        self.sheets.push(Vec::new());
        self.current = self.sheets.len() - 1;
        self.y = 0.0;
    }

    /// Goes back to a sheet, for what is known only in the end.
    pub(super) fn go_to(&mut self, sheet: usize) {
        self.current = sheet;
    }

    /// How wide a line is.
    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        self.shaped(text, style).width() * style.size
    }

    /// A text in lines of at most this width.
    pub(super) fn wrapped(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        wrap(self.faces, text, style.weight, width / style.size)
    }

    /// A line that begins at `x`.
    pub(super) fn left(&mut self, x: f32, y: f32, text: &str, style: Style) {
        let line = self.shaped(text, style);
        self.put(Mark::Line { x, y, size: style.size, tone: style.tone, line });
    }

    /// A line that ends at `x`.
    pub(super) fn right(&mut self, x: f32, y: f32, text: &str, style: Style) {
        let line = self.shaped(text, style);
        let x = x - line.width() * style.size;
        self.put(Mark::Line { x, y, size: style.size, tone: style.tone, line });
    }

    /// Lines from `y` downwards; where the next would stand.
    pub(super) fn lines<T: AsRef<str>>(&mut self, x: f32, y: f32, lines: &[T], style: Style) -> f32 {
        let mut y = y;
        for line in lines {
            self.left(x, y, line.as_ref(), style);
            y += style.leading;
        }
        y
    }

    /// A text in lines of at most this width; where the next line would stand.
    pub(super) fn block(&mut self, x: f32, y: f32, text: &str, style: Style, width: f32) -> f32 {
        let lines = self.wrapped(text, style, width);
        self.lines(x, y, &lines, style)
    }

    /// A rule.
    pub(super) fn rule(&mut self, left: f32, right: f32, y: f32, height: f32, tone: Tone) {
        self.put(Mark::Rule { left, right, y, height, tone });
    }

    fn shaped(&self, text: &str, style: Style) -> Shaped {
        let mut line = shape(self.faces, text, style.weight);
        line.track(style.tracking);
        line
    }

    fn put(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.get_mut(self.current) {
            sheet.push(mark);
        }
    }

    /// Everything as pages of a file.
    pub(super) fn print(&self, file: &mut Document) -> Option<()> {
        for sheet in &self.sheets {
            let mut page = file.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
            let mut surface = page.surface();
            for mark in sheet {
                self.draw(&mut surface, mark)?;
            }
            surface.finish();
            page.finish();
        }
        Some(())
    }

    fn draw(&self, surface: &mut Surface<'_>, mark: &Mark) -> Option<()> {
        match mark {
            Mark::Line { x, y, size, tone, line } => {
                surface.set_fill(Some(tone.fill()));
                let mut x = *x;
                for run in &line.runs {
                    let font = self.faces.get(run.face)?.font()?.clone();
                    surface.draw_glyphs(Point::from_xy(x, *y), &run.glyphs, font, &run.text, *size, false);
                    x += run.width * size;
                }
            }
            Mark::Rule { left, right, y, height, tone } => {
                surface.set_fill(Some(tone.fill()));
                let mut path = PathBuilder::new();
                path.push_rect(Rect::from_ltrb(*left, *y, *right, y + height)?);
                surface.draw_path(&path.finish()?);
            }
        }
        Some(())
    }
}
