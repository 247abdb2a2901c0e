//! A mail's words, laid out twice: as plain text and as a simple page.

use hq_text::{Language, Texts, Typed, Written, isolate, mail};
use maud::{DOCTYPE, Markup, html};
use serde::{Deserialize, Serialize};

/// A subject, paragraphs, one button, and a note. Takes words of the catalogue and what people typed, each as its own type:
/// what somebody typed reaches a mail in no other way than by [`Typed`], which no mail program makes a link of.
#[derive(Clone, Debug)]
pub struct Message {
    language: Language,
    subject: Written,
    parts: Vec<Part>,
    button: Option<(Written, String)>,
    note: Option<Written>,
    aside: Option<(Written, Written, String)>,
    footer: Written,
    fallback: Written,
}

/// A link of ours in the text of a mail: a paragraph of its own, [`Link::paragraph`]. Nothing that somebody typed is one,
/// whatever it looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What stands before it.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the mail's button.
    pub is_button: bool,
}

impl Link {
    /// How it stands in the plain text.
    #[must_use]
    pub fn paragraph(&self) -> String {
        format!("{}:\n{}", self.label, self.href)
    }
}

#[derive(Clone, Debug)]
enum Part {
    Paragraph(Written),
    /// Somebody's own words, and whose they are.
    Quote(Written, Typed),
}

/// The dark colours, for mail programs that know them; others show the light ones, or turn them over themselves. All
/// values are those of style/tokens.css, as mail programs know no variables.
const STYLE: &str = "@media (prefers-color-scheme: dark) { body, .page { background: #0c0e13 !important; } \
    .card { background: #14161d !important; border-color: #262a35 !important; } \
    .card p, .card h1 { color: #eceef4 !important; } .quiet, .card .quiet, .quiet a { color: #a3a9b9 !important; } }";
const PAGE: &str = "margin:0;padding:24px 12px;background:#f7f8fa;\
    font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;";
const CARD: &str = "max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e5e7ee;\
    border-radius:12px;";
const TITLE: &str = "margin:0 0 20px;font-size:20px;line-height:28px;font-weight:600;color:#161922;";
const PARAGRAPH: &str = "margin:0 0 16px;font-size:16px;line-height:24px;color:#161922;";
const BUTTON: &str = "display:inline-block;padding:12px 20px;background:#4b53d8;color:#ffffff;font-size:16px;\
    line-height:20px;font-weight:600;text-decoration:none;border-radius:8px;";
const QUOTE: &str = "margin:0 0 16px;padding:2px 0 2px 16px;border-left:3px solid #c9cdd8;";
pub(super) const SAID: &str =
    "margin:0;font-size:16px;line-height:24px;min-height:24px;color:#161922;word-break:break-word;";
const QUIET: &str = "margin:20px 0 0;font-size:14px;line-height:20px;color:#555c6d;word-break:break-word;";

impl Message {
    /// A mail in the language of `texts`, from the server at `public_url`.
    #[must_use]
    pub fn new(texts: &Texts, public_url: &str, subject: Written) -> Self {
        Self {
            language: texts.language(),
            subject,
            parts: Vec::new(),
            button: None,
            note: None,
            aside: None,
            footer: mail::footer(texts, public_url),
            fallback: Written::of(texts, mail::BUTTON_FALLBACK),
        }
    }

    /// One more paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: Written) -> Self {
        self.parts.push(Part::Paragraph(text));
        self
    }

    /// Somebody's own words, set apart from ours below `whose` they are.
    #[must_use]
    pub fn quote(mut self, whose: Written, said: Typed) -> Self {
        self.parts.push(Part::Quote(whose, said));
        self
    }

    /// The button, and where it leads.
    #[must_use]
    pub fn button(self, label: Written, link: String) -> Self {
        Self { button: Some((label, link)), ..self }
    }

    /// What stands below the button.
    #[must_use]
    pub fn note(self, note: Written) -> Self {
        Self { note: Some(note), ..self }
    }

    /// For whom the mail is not: a question, and a quiet link.
    #[must_use]
    pub fn aside(self, question: Written, label: Written, link: String) -> Self {
        Self { aside: Some((question, label, link)), ..self }
    }

    /// The language it is written in.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.subject.as_str()
    }

    /// The mail as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts: Vec<String> = self.parts.iter().map(Part::text).collect();
        parts.extend(self.main_link().iter().map(Link::paragraph));
        parts.extend(self.note.iter().map(|note| note.as_str().to_owned()));
        parts.extend(self.aside_link().iter().map(Link::paragraph));
        parts.push(format!("--\n{}", self.footer.as_str()));
        let mut text = parts.join("\n\n");
        text.push('\n');
        text
    }

    /// The links of ours in the plain text.
    #[must_use]
    pub fn own_links(&self) -> Vec<Link> {
        self.main_link().into_iter().chain(self.aside_link()).collect()
    }

    fn main_link(&self) -> Option<Link> {
        let (label, link) = self.button.as_ref()?;
        Some(Link { label: label.as_str().to_owned(), href: link.clone(), is_button: true })
    }

    fn aside_link(&self) -> Option<Link> {
        let (question, label, link) = self.aside.as_ref()?;
        let label = format!("{} {}", question.as_str(), label.as_str());
        Some(Link { label, href: link.clone(), is_button: false })
    }

    /// The mail as a page. Mail programs know style attributes better than style sheets.
    #[must_use]
    pub fn html(&self) -> String {
        html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    // Apple's programs make links of what looks like numbers, dates and addresses.
                    meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no";
                    title { (self.subject.as_str()) }
                    style { (STYLE) }
                }
                body style="margin:0;background:#f7f8fa;" {
                    div .page style=(PAGE) {
                        div .card style=(CARD) {
                            h1 style=(TITLE) { (self.subject.as_str()) }
                            @for part in &self.parts { (part.html()) }
                            (self.links())
                        }
                        p .quiet style="margin:16px auto 0;max-width:520px;font-size:12px;line-height:16px;color:#555c6d;text-align:center;" {
                            (self.footer.as_str())
                        }
                    }
                }
            }
        }
        .into_string()
    }

    fn links(&self) -> Markup {
        html! {
            @if let Some((label, link)) = &self.button {
                p style="margin:24px 0;" { a href=(link) style=(BUTTON) { (label.as_str()) } }
            }
            @if let Some(note) = &self.note { p .quiet style=(QUIET) { (note.as_str()) } }
            @if let Some((question, label, link)) = &self.aside {
                p .quiet style=(QUIET) {
                    (question.as_str()) " " a href=(link) style="color:inherit;" { (label.as_str()) }
                }
            }
            @if let Some((_, link)) = &self.button {
                p .quiet style=(QUIET) {
                    (self.fallback.as_str()) br; a href=(link) style="color:inherit;" { (link) }
                }
            }
        }
    }
}

impl Part {
    /// A quote has a mark on each of its lines, so that none passes for ours.
    fn text(&self) -> String {
        match self {
            Self::Paragraph(text) => text.as_str().to_owned(),
            Self::Quote(whose, said) => {
                let mut text = whose.as_str().to_owned();
                for line in lines(said.as_str()) {
                    text.push_str("\n> ");
                    text.push_str(&isolate(line));
                }
                text
            }
        }
    }

    fn html(&self) -> Markup {
        match self {
            Self::Paragraph(text) => html! { p style=(PARAGRAPH) { (text.as_str()) } },
            Self::Quote(whose, said) => html! {
                p style=(PARAGRAPH) { (whose.as_str()) }
                blockquote style=(QUOTE) {
                    @for line in lines(said.as_str()) { p dir="auto" style=(SAID) { (line) } }
                }
            },
        }
    }
}

/// The lines of a text, as programs show them: UAX 14 names what ends one. Texts of today have `\n` alone; those that were
/// kept before may have the others.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.lines().flat_map(move |line| line.split(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joining(organization: &str) -> Message {
        let texts = Texts::english();
        let subject = mail::invitation_subject(&texts, &Typed::new(organization));
        Message::new(&texts, "https://hq.example.org", subject)
            .paragraph(mail::approved_why(&texts, &Typed::new(organization)))
            .button(Written::of(&texts, mail::INVITATION_BUTTON), "https://hq.example.org/a\"b".into())
    }

    #[test]
    fn what_people_typed_stays_text() {
        let message = joining("<script>alert(1)</script> & co");
        let html = message.html();
        assert!(
            html.contains("organization &lt;script&gt;alert(1)&lt;/script&gt; &amp; co approved"),
            "{html}"
        );
        assert!(html.contains("href=\"https://hq.example.org/a&quot;b\""));
        let links = message.own_links();
        assert!(links.len() == 1 && links[0].is_button, "{links:?}");
        assert!(message.text().contains("Join the organization:\nhttps://hq.example.org/a\"b\n"));
    }

    #[test]
    fn names_from_right_to_left_turn_neither_part_nor_subject() {
        let message = joining("العربية (1)");
        let isolated = "organization \u{2068}العربية (1)\u{2069}";
        for text in [message.subject(), &message.text(), &message.html()] {
            assert!(text.contains(isolated), "{text}");
        }
    }

    #[test]
    fn somebodys_words_are_marked_on_each_line() {
        let whose = Written::of(&Texts::english(), mail::GREETING_PLAIN);
        let said = Typed::new("Hi!\n\nOpen this:\nhttps://e.example/1\n--\nשלום");
        let message = joining("Acme").quote(whose, said);
        let text = message.text();
        let quote =
            "Hello,\n> Hi!\n> \n> Open this:\n> https: // e. example/1\n> --\n> \u{2068}שלום\u{2069}\n\n";
        assert!(text.contains(quote), "{text}");
        let html = message.html();
        assert!(html.contains(">https: // e. example/1</p>") && !html.contains("e.example"), "{html}");
    }

    #[test]
    fn no_line_of_somebodys_goes_without_its_mark() {
        for end in ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let whose = Written::of(&Texts::english(), mail::GREETING_PLAIN);
            let message = joining("Acme").quote(whose, Typed::new(&format!("Hi!{end}שלום{end}Your team")));
            let text = message.text();
            assert!(text.contains("\n> Hi!\n> \u{2068}שלום\u{2069}\n> Your team\n"), "{end:?}: {text}");
            let html = message.html();
            assert!(html.contains(">Your team</p>") && !html.contains('\u{2029}'), "{end:?}: {html}");
        }
    }
}
