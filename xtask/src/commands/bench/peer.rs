//! A server of others, measured in the same run. A file says what it is asked for: a line each, the name of what we ask ours
//! for, a URL, and a header.

use super::load::Request;
use crate::outcome::{Explain, Failure, Outcome};
use std::fs;
use std::path::Path;

/// What a peer is asked for, by the names that [`super::server`] has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer(Vec<(String, Request)>);

impl Peer {
    /// Reads the file.
    ///
    /// # Errors
    /// Where a line has no URL of this machine: nobody else is to have our load.
    pub fn read(file: &Path) -> Outcome<Self> {
        Self::parse(&fs::read_to_string(file).explain(format!("read {}", file.display()))?)
    }

    fn parse(text: &str) -> Outcome<Self> {
        let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        let requests = lines.map(|line| {
            let mut words = line.splitn(3, ' ');
            let (name, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            if !url.starts_with("http://127.0.0.1:") {
                return Err(Failure::new(format!(
                    "\"{line}\" is not: NAME http://127.0.0.1:PORT/PATH [HEADER]"
                )));
            }
            let headers = words.next().map(str::to_owned).into_iter().collect();
            Ok((name.to_owned(), Request { url: url.to_owned(), headers, is_write: false }))
        });
        requests.collect::<Outcome<_>>().map(Self)
    }

    /// What it is asked for under a name.
    pub fn request(&self, name: &str) -> Option<&Request> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, request)| request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_asked() {
        let peer = Peer::parse("# a comment\n\nmembers http://127.0.0.1:4102/m?x=1 Cookie: s=a b\n").unwrap();
        let members = peer.request("members").unwrap();
        assert_eq!(
            (members.url.as_str(), members.headers.as_slice()),
            ("http://127.0.0.1:4102/m?x=1", ["Cookie: s=a b".to_owned()].as_slice())
        );
        assert_eq!(peer.request("organizations"), None);
        for wrong in ["members", "members http://example.org/", "members http://127.0.0.1.example.org:80/"] {
            assert!(Peer::parse(wrong).is_err(), "{wrong}");
        }
    }
}
