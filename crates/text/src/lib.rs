//! Every text that a person reads, in every language; used by the console and by the mails.
//!
//! `texts/<language>.json` is the only place for texts (`texts/server/<language>.json` for what only the server says); `build.rs` makes this module's keys from it and fails
//! where a language lacks a key, an argument or a plural form. A section is a feature. To add a text, add its
//! key to the section in each file:
//!
//! - `"title": "Sign in"` becomes the constant [`Key`] `hq_text::session::TITLE`, read by [`Texts::get`];
//! - `"welcome": "Welcome, {first_name}!"` becomes `hq_text::start::welcome(&texts, first_name)`;
//! - `"count": {"one": "{count} member", "other": "{count} members"}` becomes
//!   `hq_text::members::count(&texts, plural, count)`, with the category from `Intl.PluralRules` (console) or
//!   [`Language::plural`] (server).
//!
//! What an argument holds never turns the sentence around it: [`isolate()`]. The texts of mails (section `mail` of the
//! server's) take what people typed as [`Typed`], which no mail program makes a link of, and give [`Written`].

mod isolate;
mod language;
#[cfg(feature = "all-languages")]
mod letter;
mod texts;
#[cfg(feature = "all-languages")]
mod unlink;

pub use isolate::isolate;
pub use language::{Language, Plural};
#[cfg(feature = "all-languages")]
pub use letter::{Typed, Written};
use texts::Line;
pub use texts::{Key, Texts};

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
