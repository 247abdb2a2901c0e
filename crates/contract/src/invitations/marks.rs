//! The marks of a list right before its addresses (`*ada@example.org`, `1.ada@example.org`), and other characters that an
//! address may have (RFC 5322, 3.2.3) and that mostly come from the text around one. What is sure is taken off; what is not is
//! shown as a mistake, so that nobody else is invited.

use super::{bare::address, pasted::Piece, recipients::Recipient};
use crate::{EmailAddress, FieldCode};
use std::collections::BTreeSet;

/// What a list puts before its lines. Not `+`, `=`, `_` and `'`, with which addresses begin.
const BULLETS: [char; 4] = ['*', '-', '#', '~'];
/// What stands between a number and what it counts.
const BEHIND_NUMBERS: [char; 4] = ['.', '-', '_', '/'];
/// What stands in addresses that people have, beside letters and digits.
const USUAL: [char; 6] = ['.', '-', '_', '+', '\'', '&'];

/// Reads the entries again that nothing says the ends of: `found` are their places in the `text`.
pub fn take_off(list: &mut [Recipient], found: &[Piece<'_>], text: &str) {
    let loose: Vec<bool> = found.iter().map(|piece| !piece.is_exact).collect();
    for mark in BULLETS {
        bullets(list, &loose, mark);
    }
    numbers(list, &loose, &before(found, text));
    for (one, loose) in list.iter_mut().zip(loose) {
        if loose && one.email.as_ref().is_ok_and(is_unusual) {
            mistake(one);
        }
    }
}

fn mistake(one: &mut Recipient) {
    one.email = Err(FieldCode::NotAnAddress);
}

fn put(one: &mut Recipient, email: EmailAddress) {
    one.text = email.to_string();
    one.email = Ok(email);
}

/// A bullet before several people is one.
fn bullets(list: &mut [Recipient], loose: &[bool], mark: char) {
    let behind = |one: &Recipient| {
        one.email.as_ref().ok().filter(|email| email.as_str().starts_with(mark))?;
        address(one.text.trim_start_matches(mark))
    };
    let marked: Vec<_> =
        list.iter().zip(loose).map(|(one, loose)| loose.then(|| behind(one)).flatten()).collect();
    let people: BTreeSet<&str> = marked.iter().flatten().map(EmailAddress::as_str).collect();
    let repeats = people.len() > 1;
    for ((one, email), loose) in list.iter_mut().zip(marked).zip(loose) {
        match email.filter(|_| repeats) {
            Some(email) => put(one, email),
            None if *loose && one.email.is_ok() && one.text.starts_with(mark) => mistake(one),
            None => {}
        }
    }
}

/// A number that an entry begins with.
struct Number {
    counts: u32,
    behind: char,
    email: Option<EmailAddress>,
}

impl Number {
    fn of(text: &str) -> Option<Self> {
        let (digits, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let behind = rest.chars().next().filter(|c| BEHIND_NUMBERS.contains(c))?;
        let email = rest.get(behind.len_utf8()..).and_then(address);
        // Longer ones are years, or the numbers of people.
        let counts = digits.parse().ok().filter(|_| digits.len() < 4)?;
        Some(Self { counts, behind, email })
    }
}

/// Numbers that count the entries are taken off, but not from `1.chair@…` and `2.chair@…`, who are two people.
fn numbers(list: &mut [Recipient], loose: &[bool], before: &[Option<u32>]) {
    let glued: Vec<Option<Number>> =
        list.iter().zip(loose).map(|(one, loose)| loose.then(|| Number::of(&one.text)).flatten()).collect();
    let apart =
        before.iter().zip(&glued).map(|(before, glued)| glued.as_ref().map_or(*before, |it| Some(it.counts)));
    let counts: Vec<u32> = apart.flatten().collect();
    let several: Vec<&Number> = glued.iter().flatten().collect();
    let people: BTreeSet<_> = several.iter().map(|it| it.email.as_ref().map(EmailAddress::as_str)).collect();
    let same = several.len() > people.len();
    if counts.len() < 2 || (same && people.len() == 1) {
        return;
    }
    let alike = several.iter().zip(several.iter().skip(1)).all(|(one, next)| one.behind == next.behind);
    // A list may begin again, and some programs write `1.` before each line.
    let follows = counts.iter().zip(counts.iter().skip(1)).all(|(one, next)| *next == one + 1 || *next == 1);
    for (one, number) in list.iter_mut().zip(glued) {
        match number {
            Some(Number { email: Some(email), .. }) if alike && follows && !same => put(one, email),
            Some(_) => mistake(one),
            None => {}
        }
    }
}

/// The numbers that stand before the entries, and apart from them: `1. ada@example.org`, `2) bob@example.org`.
fn before(found: &[Piece<'_>], text: &str) -> Vec<Option<u32>> {
    let mut end = 0;
    let mut number = |piece: &Piece<'_>| {
        let gap = text.get(end..piece.range.start).unwrap_or_default();
        end = piece.range.end;
        let gap = gap.trim_end().strip_suffix(['.', ')', ':', ']'])?;
        let digits = gap.len() - gap.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        gap.get(gap.len() - digits..)?.parse().ok()
    };
    found.iter().map(&mut number).collect()
}

/// Whether something stands before the `@` that people's addresses do not have, as in `email=ada@…` and `/ada@…`.
fn is_unusual(email: &EmailAddress) -> bool {
    let local = email.as_str().rsplit_once('@').map_or("", |(local, _)| local);
    let usual = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || USUAL.contains(&c);
    !local.strip_prefix('=').unwrap_or(local).chars().all(usual)
}
