//! Which faults, and on which server.

use crate::commands::named::Named;
use crate::outcome::{Explain, Failure, Outcome};
use std::path::PathBuf;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The server's binary; none: the release build of this checkout.
    pub server: Option<PathBuf>,
    /// Which faults.
    pub faults: Named,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// Where an option is not known or lacks its value, and where no fault has a name of `known`.
    pub fn parse(arguments: &[String], known: &[&str]) -> Outcome<Self> {
        let mut options = Self { server: None, faults: Named::default() };
        let mut rest = arguments.iter();
        while let Some(word) = rest.next() {
            let mut value =
                || rest.next().ok_or_else(|| Failure::new(format!("{word} needs something behind it.")));
            match word.as_str() {
                "--server" => {
                    let path = std::path::absolute(value()?).explain("find the server's binary")?;
                    options.server = Some(path);
                }
                "--only" => options.faults.add(value()?, "fault", known)?,
                _ => {
                    return Err(Failure::new(format!("{word} is no option of this command."))
                        .advise("give --server BINARY or --only FAULT"));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 2] = ["frozen", "cut"];

    fn parse(words: &[&str]) -> Outcome<Options> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Options::parse(&words, &KNOWN)
    }

    #[test]
    fn names_choose_and_none_means_all() {
        let all = parse(&[]).unwrap();
        assert!(all.faults.wants("frozen") && all.faults.wants("cut"));
        let one = parse(&["--server", "/bin/hq", "--only", "cut"]).unwrap();
        assert!(one.faults.wants("cut") && !one.faults.wants("frozen"));
        assert_eq!(one.server, Some(PathBuf::from("/bin/hq")));
    }

    #[test]
    fn what_is_not_known_is_told() {
        for words in [&["cut"][..], &["--only"], &["--only", "flood"], &["--server"]] {
            assert!(parse(words).is_err(), "{words:?}");
        }
        assert!(parse(&["--only", "flood"]).unwrap_err().to_string().contains("frozen, cut"));
    }
}
