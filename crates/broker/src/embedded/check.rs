//! Whether the embedded broker can do what its catalog says.

use super::{
    Embedded, EmbeddedConfig, EmbeddedError, Sealer,
    inner::journal_file,
    journal::{Belongs, Schema},
    orphans,
    postgres::{Ident, Server, findings},
    sandbox::Sandbox,
};
use std::path::Path;
use tokio::fs;

/// So many names are said, and of the others how many there are.
const MOST: usize = 10;

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it has to be.
    pub good: bool,
    /// What was found, and what to do about it: a sentence in English.
    pub sentence: String,
}

impl Finding {
    pub(super) const fn good(sentence: String) -> Self {
        Self { good: true, sentence }
    }

    pub(super) const fn bad(sentence: String) -> Self {
        Self { good: false, sentence }
    }
}

impl Embedded {
    /// Whether folder, server and journal can do what the catalog says, a sentence each. Needs nothing to be prepared, and
    /// makes and changes nothing.
    pub async fn check(config: &EmbeddedConfig) -> Vec<Finding> {
        let mut found = vec![folder(&config.folder).await];
        found.push(if config.sealer.can_seal() {
            Finding::good("A secrets key is configured: dataplants can be ordered.".to_owned())
        } else {
            Finding::bad("No secrets key is configured: dataplants cannot be ordered.".to_owned())
        });
        let server = match config.storage.as_deref().map(Server::parse) {
            None => {
                let sentence =
                    "No storage server is named: engines are Sandbox files, for this machine only.";
                found.push(Finding::good(sentence.to_owned()));
                None
            }
            Some(Ok(server)) => {
                let asked = findings(&server).await;
                let answers = asked.len() > 1;
                found.extend(asked);
                // What does not answer is said once.
                if !answers {
                    return found;
                }
                Some(server)
            }
            Some(Err(error)) => {
                found.push(Finding::bad(format!("{error}.")));
                return found;
            }
        };
        match journal(config, server.as_ref()).await {
            Ok(findings) => found.extend(findings),
            Err(error) => found.push(Finding::bad(format!("The journal cannot be read: {error}."))),
        }
        found
    }
}

async fn folder(folder: &Path) -> Finding {
    let shown = folder.display();
    match fs::metadata(folder).await {
        Ok(found) if !found.is_dir() => Finding::bad(format!("The data folder {shown} is a file.")),
        Ok(found) if found.permissions().readonly() => {
            Finding::bad(format!("The data folder {shown} cannot be written."))
        }
        Ok(_) => Finding::good(format!("The data folder {shown} can be used.")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Finding::good(format!("The data folder {shown} is not there yet: it is made at the first start."))
        }
        Err(error) => Finding::bad(format!("The data folder {shown} cannot be used: {error}.")),
    }
}

async fn journal(config: &EmbeddedConfig, server: Option<&Server>) -> Result<Vec<Finding>, EmbeddedError> {
    let (schema, named) = match server {
        Some(server) => {
            let database = Ident::parse(&config.journal_database)?;
            let named = format!("The journal in the database {}", database.as_str());
            (Schema::on(server, &database).await?, named)
        }
        None => {
            let file = journal_file(&config.folder);
            (Schema::at(&file).await?, format!("The journal in {}", file.display()))
        }
    };
    let journal = match schema {
        None => {
            return Ok(vec![Finding::good(format!(
                "{named} is not there yet: it is made at the first start."
            ))]);
        }
        Some(Schema::None) => {
            return Ok(vec![Finding::bad(format!("{named} is none: it has not its tables."))]);
        }
        Some(Schema::Later) => {
            let sentence = format!("{named} was written by a later version of HQ: use that one.");
            return Ok(vec![Finding::bad(sentence)]);
        }
        Some(Schema::Earlier) => {
            let sentence =
                format!("{named} is of an earlier version: it is brought up to date at the next start.");
            return Ok(vec![Finding::good(sentence)]);
        }
        Some(Schema::Current(journal)) => journal,
    };
    let mut found =
        vec![belongs(&named, journal.belongs(config.sealer.as_ref()).await?, config.sealer.as_ref())];
    let sandbox = Sandbox::there(&config.folder).await?;
    let lost = orphans::find(&journal, server, sandbox.as_ref()).await?;
    found.push(if lost.is_empty() {
        Finding::good("Everything that HQ has made is in the journal.".to_owned())
    } else {
        let names: Vec<String> = lost.iter().map(ToString::to_string).collect();
        // Nobody pays for these or is kept from anything: said, and no fault.
        Finding::good(format!("HQ has made these, and the journal does not know them: {}.", listed(&names)))
    });
    Ok(found)
}

fn belongs(named: &str, belongs: Belongs, sealer: &dyn Sealer) -> Finding {
    match belongs {
        Belongs::ThisKeys => Finding::good(format!("{named} can be read, and belongs to the secrets key.")),
        Belongs::Nobodys if sealer.can_seal() => {
            Finding::good(format!("{named} can be read: the next start makes it belong to the secrets key."))
        }
        Belongs::Nobodys => Finding::good(format!("{named} can be read.")),
        Belongs::AnotherKeys => {
            Finding::bad(format!("{named} belongs to another secrets key: HQ does not start with it."))
        }
        Belongs::SomeKeys => Finding::bad(format!(
            "{named} belongs to a secrets key, and none is configured: HQ does not start with it."
        )),
    }
}

/// Names with commas; of many, the first ones and how many more there are.
pub(super) fn listed(names: &[String]) -> String {
    let said: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let said = said.join(", ");
    match names.len().checked_sub(MOST) {
        None | Some(0) => said,
        Some(more) => format!("{said} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_names_the_first_are_said_and_the_others_counted() {
        let names: Vec<String> = (1..=22).map(|number| number.to_string()).collect();
        assert_eq!(listed(&names), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 12 more");
        assert_eq!(listed(&names[..10]), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
        assert_eq!(listed(&names[..1]), "1");
    }
}
