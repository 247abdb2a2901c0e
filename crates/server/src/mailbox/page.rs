//! The mailbox's two pages.

use crate::{clock::moment, db::entity::outbox::Model};
use hq_text::{Texts, mailbox};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use time::macros::format_description;

/// The newest mails.
pub fn list(texts: &Texts, mails: &[Model]) -> Markup {
    let count = u64::try_from(mails.len()).unwrap_or(u64::MAX);
    let newest = mailbox::newest(texts, texts.language().plural(count), &count.to_string());
    let content = html! {
        div .heading {
            h1 { (texts.get(mailbox::TITLE)) }
            a .button.quiet href="/mailbox" { (texts.get(mailbox::RELOAD)) }
        }
        p .intro { (texts.get(mailbox::INTRO)) }
        @if mails.is_empty() {
            div .card.empty {
                (ENVELOPE)
                h2 { (texts.get(mailbox::EMPTY_TITLE)) }
                p { (texts.get(mailbox::EMPTY_TEXT)) }
            }
        } @else {
            h2 .count { (newest) }
            ul .card.mails { @for mail in mails { li { (line(texts, mail)) } } }
        }
    };
    page(texts, &texts.get(mailbox::TITLE), content)
}

fn line(texts: &Texts, mail: &Model) -> Markup {
    html! {
        a href=(format!("/mailbox/{}", mail.id)) {
            span .subject lang=(mail.language) { (mail.subject) }
            span .to { (mailbox::to(texts, &mail.recipient)) }
            (when(mail.created_at))
        }
    }
}

/// One mail.
pub fn one(texts: &Texts, mail: &Model) -> Markup {
    let content = html! {
        p .back { a href="/mailbox" { span aria-hidden="true" { "← " } (texts.get(mailbox::ALL)) } }
        article .card.mail {
            header {
                h1 lang=(mail.language) { (mail.subject) }
                p .to { (mailbox::to(texts, &mail.recipient)) }
                p { (when(mail.created_at)) }
            }
            div .body lang=(mail.language) {
                @for paragraph in mail.text_body.trim().split("\n\n") { (part(paragraph)) }
            }
        }
    };
    page(texts, &mail.subject, content)
}

/// A paragraph, or the button that [`crate::mail::Message::text`] wrote as a label and a link below it.
fn part(paragraph: &str) -> Markup {
    if let Some(footer) = paragraph.strip_prefix("--\n") {
        return html! { p .footer { (footer) } };
    }
    match paragraph.split_once(":\n") {
        Some((label, link)) if is_link(link) => html! {
            p { a .button href=(link) { (label) } }
            p .link { (link) }
        },
        _ => html! { p { (paragraph) } },
    }
}

fn is_link(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://")) && !text.contains(char::is_whitespace)
}

/// No script tells the reader's time zone here, so it is said which one this is.
fn when(created_at: i64) -> Markup {
    let created = moment(created_at);
    let machine = created.format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z"));
    let shown = created.format(format_description!("[year]-[month]-[day] [hour]:[minute] UTC"));
    html! { time datetime=(machine.unwrap_or_default()) { (shown.unwrap_or_default()) } }
}

fn page(texts: &Texts, title: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(texts.language().code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · HQ" }
                link rel="stylesheet" href="/mailbox/style.css";
            }
            body {
                header .bar { a href="/" { (MARK) span { (texts.get(mailbox::BACK)) } } }
                main { (content) }
            }
        }
    }
}

const MARK: PreEscaped<&str> = PreEscaped(include_str!("mark.svg"));
const ENVELOPE: PreEscaped<&str> = PreEscaped(include_str!("envelope.svg"));
