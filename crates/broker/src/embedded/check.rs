//! Whether the embedded broker can do what its catalog says.

use super::{
    Embedded, EmbeddedConfig, files,
    postgres::{Server, findings},
};

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
    /// Whether folder and server can do what the catalog says, a sentence each. Needs nothing to be prepared.
    pub async fn check(config: &EmbeddedConfig) -> Vec<Finding> {
        let folder = config.folder.display();
        let mut found = vec![match files::make_private_folder(&config.folder).await {
            Ok(()) => Finding::good(format!("The data folder {folder} can be used.")),
            Err(error) => Finding::bad(format!("The data folder {folder} cannot be used: {error}.")),
        }];
        found.push(if config.sealer.can_seal() {
            Finding::good("A secrets key is configured: dataplants can be ordered.".to_owned())
        } else {
            Finding::bad("No secrets key is configured: dataplants cannot be ordered.".to_owned())
        });
        match config.storage.as_deref().map(Server::parse) {
            None => found.push(Finding::good(
                "No storage server is named: engines are Sandbox files, for this machine only.".to_owned(),
            )),
            Some(Ok(server)) => found.extend(findings(&server).await),
            Some(Err(error)) => found.push(Finding::bad(format!("{error}."))),
        }
        found
    }
}
