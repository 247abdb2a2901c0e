//! Who asked for a mail, or did what it tells of, as far as is known: for people to tell whether it was themselves.

use crate::platform::{clock::moment, micros::Micros};
use hq_contract::user_agent;
use hq_text::{Texts, Written, mail};
use time::{format_description::BorrowedFormatItem, macros::format_description};

/// The time zone of the reader is not known.
const WHEN: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day] [hour]:[minute] UTC");

/// When, with what and from where a mail was asked for, or what it tells of was done.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// When, as the database keeps it.
    pub at: Micros,
    /// What the browser says it is.
    pub agent: &'a str,
    /// The address of the network.
    pub address: &'a str,
}

impl Asked<'_> {
    /// Of what was asked for. Nothing of what was sent stands in it as it came.
    pub fn sentence(&self, texts: &Texts) -> Written {
        let (when, device) = (self.when(), self.device(texts));
        if self.address.is_empty() {
            mail::asked(texts, &device, &when)
        } else {
            mail::asked_from(texts, &device, self.address, &when)
        }
    }

    /// Of what was done. Nothing of what was sent stands in it as it came.
    pub fn done(&self, texts: &Texts) -> Written {
        let (when, device) = (self.when(), self.device(texts));
        if self.address.is_empty() {
            mail::done(texts, &device, &when)
        } else {
            mail::done_from(texts, &device, self.address, &when)
        }
    }

    fn when(&self) -> String {
        moment(self.at).format(WHEN).unwrap_or_default()
    }

    fn device(&self, texts: &Texts) -> String {
        match user_agent::read(self.agent) {
            (Some(browser), Some(system)) => mail::browser_on(texts, browser, system).as_str().to_owned(),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => texts.get(mail::UNKNOWN_BROWSER).into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_as_is_known_is_said() {
        let texts = Texts::english();
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        let asked = |agent, address| {
            let asked = Asked { at: Micros::new(1_790_000_000_000_000), agent, address };
            asked.sentence(&texts).as_str().to_owned()
        };
        assert_eq!(
            asked(firefox, "192.0.2.7"),
            "Requested on 2026-09-21 14:13 UTC with Firefox on Linux, from the network address 192.0.2.7."
        );
        assert_eq!(
            asked("https://pay.example", ""),
            "Requested on 2026-09-21 14:13 UTC with an unknown browser."
        );
        let done = Asked { at: Micros::new(1_790_000_000_000_000), agent: firefox, address: "" }.done(&texts);
        assert_eq!(done.as_str(), "This happened on 2026-09-21 14:13 UTC with Firefox on Linux.");
    }
}
