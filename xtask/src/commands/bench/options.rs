//! What to measure, and for how long.

use crate::outcome::{Explain, Failure, Outcome};
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How long each load lasts.
    pub seconds: u32,
    /// How often each comes; the one in the middle counts.
    pub rounds: u32,
    /// The server's binary; none: the release build of this checkout.
    pub server: Option<PathBuf>,
    /// The file that says what a peer is asked for.
    pub peer: Option<PathBuf>,
    /// How many organizations, memberships and lines a full database has.
    pub many: Option<[String; 3]>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// Where one is not known, lacks its value or is no number.
    pub fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { seconds: 5, rounds: 3, server: None, peer: None, many: None };
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            let mut value =
                || rest.next().ok_or_else(|| Failure::new(format!("{word} needs something behind it.")));
            match word.as_str() {
                "--rounds" => options.rounds = number(value()?)?,
                "--server" => options.server = Some(file(value()?)?),
                "--peer" => options.peer = Some(file(value()?)?),
                "--many" => options.many = Some(many(value()?)?),
                seconds => options.seconds = number(seconds)?,
            }
        }
        Ok(options)
    }
}

fn file(path: &str) -> Outcome<PathBuf> {
    std::path::absolute(path).explain(format!("find {path}"))
}

/// Three numbers with commas between them.
fn many(text: &str) -> Outcome<[String; 3]> {
    let numbers: Vec<String> = text.split(',').map(str::to_owned).collect();
    let numbers = numbers
        .try_into()
        .ok()
        .filter(|all: &[String; 3]| all.iter().all(|one| one.parse::<u32>().is_ok_and(|one| one > 0)));
    numbers.ok_or_else(|| Failure::new(format!("{text} is not: ORGANIZATIONS,MEMBERSHIPS,LINES")))
}

fn number(text: &str) -> Outcome<u32> {
    let number = text.parse().ok().filter(|number| (1..=600).contains(number));
    number.ok_or_else(|| Failure::new(format!("{text} is no number between 1 and 600.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Outcome<Options> {
        Options::parse(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        let options = parse("20 --rounds 5 --peer /tmp/peer").unwrap();
        assert_eq!((options.seconds, options.rounds), (20, 5));
        assert_eq!(parse("--many 1,20,3").unwrap().many, Some(["1", "20", "3"].map(str::to_owned)));
        assert_eq!((options.server, options.peer), (None, Some(PathBuf::from("/tmp/peer"))));
        for wrong in ["soon", "0", "--rounds", "--rounds x", "--many 1,2", "--many 1,2,0", "--pear /tmp/peer"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
