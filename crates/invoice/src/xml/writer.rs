//! Elements, texts and numbers.

use time::Date;

/// XML that is being written, indented by a space a level.
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// An element and what is within. `tag` can have attributes.
    pub(super) fn element(&mut self, tag: &str, within: impl FnOnce(&mut Self)) {
        self.line(&format!("<{tag}>"));
        self.depth += 1;
        within(self);
        self.depth -= 1;
        self.line(&format!("</{}>", name(tag)));
    }

    /// An element with a text.
    pub(super) fn leaf(&mut self, tag: &str, text: &str) {
        self.line(&format!("<{tag}>{}</{}>", escaped(text), name(tag)));
    }

    /// The same, if there is a text.
    pub(super) fn leaf_if(&mut self, tag: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(tag, text);
        }
    }

    /// An element with a date in it (format 102).
    pub(super) fn date(&mut self, tag: &str, date: Date) {
        self.element(tag, |xml| xml.leaf(r#"udt:DateTimeString format="102""#, &compact(date)));
    }

    fn line(&mut self, text: &str) {
        self.text.extend(std::iter::repeat_n(' ', self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// A tag without its attributes.
fn name(tag: &str) -> &str {
    tag.split(' ').next().unwrap_or(tag)
}

/// `20261201`.
pub(super) fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Minor units as a decimal number: `-41.15`.
pub(super) fn amount(minor: i64) -> String {
    decimal(minor, 2, 2)
}

/// A number in units of 10⁻ᵖˡᵃᶜᵉˢ, with at least so many decimals.
pub(super) fn decimal(number: i64, places: u32, least: usize) -> String {
    let unit = 10_u64.pow(places);
    let sign = if number < 0 { "-" } else { "" };
    let (whole, part) = (number.unsigned_abs() / unit, number.unsigned_abs() % unit);
    let digits = format!("{part:0width$}", width = places as usize);
    let kept = digits.trim_end_matches('0').len().max(least);
    match digits.get(..kept).filter(|kept| !kept.is_empty()) {
        Some(decimals) => format!("{sign}{whole}.{decimals}"),
        None => format!("{sign}{whole}"),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // A reader would make a line feed of it.
            '\r' => escaped.push_str("&#13;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_they_need() {
        assert_eq!(amount(-4115), "-41.15");
        assert_eq!(amount(5), "0.05");
        assert_eq!(decimal(12_345_670_000, 4, 0), "1234567");
        assert_eq!(decimal(-5_000, 4, 0), "-0.5");
        assert_eq!(decimal(120_000, 6, 2), "0.12");
        assert_eq!(decimal(123, 6, 2), "0.000123");
        assert_eq!(decimal(55, 1, 0), "5.5");
    }

    #[test]
    fn what_is_typed_stays_text() {
        assert_eq!(escaped("<a> & \"b\"\r\n"), "&lt;a&gt; &amp; \"b\"&#13;\n");
    }
}
