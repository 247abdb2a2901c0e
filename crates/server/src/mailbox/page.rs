//! The mailbox's two pages.

use crate::{
    db::entity::outbox::Model,
    mail::Link,
    platform::{clock::moment, micros::Micros},
};
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
            a .button href="/mailbox" { (texts.get(mailbox::RELOAD)) }
        }
        p .intro { (texts.get(mailbox::INTRO)) }
        @if mails.is_empty() {
            div .card.empty {
                (ENVELOPE)
                h2 .empty-title { (texts.get(mailbox::EMPTY_TITLE)) }
                p .empty-text { (texts.get(mailbox::EMPTY_TEXT)) }
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
    // What is no list of links has none; the text says where they lead all the same.
    let links: Vec<Link> = serde_json::from_str(&mail.links).unwrap_or_default();
    let paragraphs = mail.text_body.trim().split("\n\n");
    let content = html! {
        p .back { a href="/mailbox" { span aria-hidden="true" { "← " } (texts.get(mailbox::ALL)) } }
        article .card.mail {
            header {
                h1 lang=(mail.language) { (mail.subject) }
                p .to { (mailbox::to(texts, &mail.recipient)) }
                p { (when(mail.created_at)) }
            }
            div .body lang=(mail.language) {
                @for paragraph in paragraphs { (part(paragraph, &links)) }
            }
        }
    };
    page(texts, &mail.subject, content)
}

/// A paragraph, or one of our links. What somebody typed stays text, whatever it looks like.
fn part(paragraph: &str, links: &[Link]) -> Markup {
    if let Some(footer) = paragraph.strip_prefix("--\n") {
        return html! { p .footer { (footer) } };
    }
    match links.iter().find(|link| link.paragraph() == paragraph) {
        Some(Link { label, href, is_button: true }) => html! {
            p { a .button data-kind="primary" data-size="large" href=(href) { (label) } }
            p .address { (href) }
        },
        Some(Link { label, href, is_button: false }) => html! { p { a href=(href) { (label) } } },
        None => html! { p { (paragraph) } },
    }
}

/// No script tells the reader's time zone here, so it is said which one this is.
fn when(created_at: Micros) -> Markup {
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
                header .bar { a href="/" aria-label=(texts.get(mailbox::BACK)) { (mark()) } }
                main { (content) }
            }
        }
    }
}

/// The console's own drawing for "check your mail".
const ENVELOPE: PreEscaped<&str> = PreEscaped(include_str!("../../../../src/ui/illustration/mail.svg"));

/// HQ's mark, as the console draws it.
fn mark() -> Markup {
    html! {
        span .logo aria-hidden="true" {
            svg .logo-mark viewBox="0 0 24 24" {
                rect .logo-ground x="1" y="1" width="22" height="22" rx="6.5" {}
                path .logo-line d="M7.3 6.5a1.3 1.3 0 0 1 1.3 1.3v8.4a1.3 1.3 0 0 1-2.6 0V7.8a1.3 1.3 0 0 1 1.3-1.3zM16.7 6.5a1.3 1.3 0 0 1 1.3 1.3v8.4a1.3 1.3 0 0 1-2.6 0V7.8a1.3 1.3 0 0 1 1.3-1.3zM12 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4z" {}
            }
            span .logo-name { "HQ" }
        }
    }
}
