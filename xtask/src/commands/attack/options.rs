//! What to attack, with what, and for how long.

use crate::commands::named::Named;
use crate::outcome::{Explain, Failure, Outcome};
use std::path::PathBuf;
use std::time::Duration;

/// How long each load lasts unless told otherwise.
const SECONDS: u64 = 12;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The server's binary; none: the release build of this checkout.
    pub server: Option<PathBuf>,
    /// The URL of an empty database; none: an SQLite file of its own for each attack.
    pub database: Option<String>,
    /// How long those attacks last that have no end of their own.
    pub load: Duration,
    /// Which attacks.
    pub attacks: Named,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// Where an option is not known or lacks its value, and where no attack has a name of `known`.
    pub fn parse(arguments: &[String], known: &[&str]) -> Outcome<Self> {
        let mut options = Self {
            server: None,
            database: None,
            load: Duration::from_secs(SECONDS),
            attacks: Named::default(),
        };
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            let mut value =
                || rest.next().ok_or_else(|| Failure::new(format!("{word} needs something behind it.")));
            match word.as_str() {
                "--server" => {
                    let path = std::path::absolute(value()?).explain("find the server's binary")?;
                    options.server = Some(path);
                }
                "--database" => options.database = Some(value()?.clone()),
                "--seconds" => options.load = Duration::from_secs(seconds(value()?)?),
                name => options.attacks.add(name, "attack", known)?,
            }
        }
        Ok(options)
    }
}

fn seconds(text: &str) -> Outcome<u64> {
    let number = text.parse().ok().filter(|number| (1..=600).contains(number));
    number.ok_or_else(|| {
        Failure::new(format!("--seconds {text} is no time.")).advise("give a number between 1 and 600")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 2] = ["idle", "timing"];

    fn parse(words: &[&str]) -> Outcome<Options> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Options::parse(&words, &KNOWN)
    }

    #[test]
    fn names_choose_and_none_means_all() {
        let all = parse(&[]).unwrap();
        assert!(all.attacks.wants("idle") && all.attacks.wants("timing"));
        let one = parse(&["--server", "/bin/hq", "--seconds", "3", "timing"]).unwrap();
        assert!(one.attacks.wants("timing") && !one.attacks.wants("idle"));
        assert_eq!((one.server, one.load), (Some(PathBuf::from("/bin/hq")), Duration::from_secs(3)));
    }

    #[test]
    fn what_is_not_known_is_told() {
        for words in
            [&["flood"][..], &["--seconds"], &["--seconds", "0"], &["--seconds", "long"], &["--fast"]]
        {
            assert!(parse(words).is_err(), "{words:?}");
        }
        assert!(parse(&["flood"]).unwrap_err().to_string().contains("idle, timing"));
    }
}
