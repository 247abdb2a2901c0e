//! A mail's words, laid out twice: as plain text and as a simple page.

use hq_text::{Language, Texts, mail};
use maud::{DOCTYPE, html};

/// A subject, paragraphs, one button, and a note.
#[derive(Clone, Debug)]
pub struct Message {
    language: Language,
    subject: String,
    paragraphs: Vec<String>,
    button: (String, String),
    note: String,
    footer: String,
    fallback: String,
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
const QUIET: &str = "margin:20px 0 0;font-size:14px;line-height:20px;color:#555c6d;word-break:break-word;";

impl Message {
    /// A mail in the language of `texts`, from the server at `public_url`.
    #[must_use]
    pub fn new(texts: &Texts, public_url: &str, subject: String) -> Self {
        Self {
            language: texts.language(),
            subject,
            paragraphs: Vec::new(),
            button: (String::new(), String::new()),
            note: String::new(),
            footer: mail::footer(texts, public_url),
            fallback: texts.get(mail::BUTTON_FALLBACK).into_owned(),
        }
    }

    /// One more paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: String) -> Self {
        self.paragraphs.push(text);
        self
    }

    /// The button, and where it leads.
    #[must_use]
    pub fn button(self, label: String, link: String) -> Self {
        Self { button: (label, link), ..self }
    }

    /// What stands below the button.
    #[must_use]
    pub fn note(self, note: String) -> Self {
        Self { note, ..self }
    }

    /// The language it is written in.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The mail as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let (label, link) = &self.button;
        let mut parts = self.paragraphs.clone();
        parts.extend([format!("{label}:\n{link}"), self.note.clone(), format!("--\n{}", self.footer)]);
        let mut text = parts.join("\n\n");
        text.push('\n');
        text
    }

    /// The mail as a page. Mail programs know style attributes better than style sheets.
    #[must_use]
    pub fn html(&self) -> String {
        let (label, link) = &self.button;
        html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    title { (self.subject) }
                    style { (STYLE) }
                }
                body style="margin:0;background:#f7f8fa;" {
                    div .page style=(PAGE) {
                        div .card style=(CARD) {
                            h1 style=(TITLE) { (self.subject) }
                            @for paragraph in &self.paragraphs { p style=(PARAGRAPH) { (paragraph) } }
                            p style="margin:24px 0;" { a href=(link) style=(BUTTON) { (label) } }
                            p .quiet style=(QUIET) { (self.note) }
                            p .quiet style=(QUIET) { (self.fallback) br; a href=(link) style="color:inherit;" { (link) } }
                        }
                        p .quiet style="margin:16px auto 0;max-width:520px;font-size:12px;line-height:16px;color:#555c6d;text-align:center;" {
                            (self.footer)
                        }
                    }
                }
            }
        }
        .into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_stays_text() {
        let message = Message::new(&Texts::english(), "https://hq.example.org", "Hello".into())
            .paragraph("Hello <script>alert(1)</script> & co,".into())
            .button("Go".into(), "https://hq.example.org/a\"b".into());
        let html = message.html();
        assert!(html.contains("Hello &lt;script&gt;alert(1)&lt;/script&gt; &amp; co,"));
        assert!(html.contains("href=\"https://hq.example.org/a&quot;b\""));
        assert!(message.text().contains("Go:\nhttps://hq.example.org/a\"b\n"));
    }
}
