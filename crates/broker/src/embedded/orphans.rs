//! What bears HQ's name and is in no journal: after a journal was lost, or put back from an older copy.

use super::{
    Embedded, EmbeddedError, Inner,
    journal::Journal,
    postgres::{Ident, Server, Stray},
    sandbox::Sandbox,
};
use std::{collections::HashSet, fmt, path::PathBuf};

/// Something with a name of HQ's that the journal does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Orphan {
    /// A database on the storage server.
    Database(Ident),
    /// A role on the storage server.
    Role(Ident),
    /// A Sandbox file.
    File(PathBuf),
}

impl fmt::Display for Orphan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(name) => write!(f, "the database {}", name.as_str()),
            Self::Role(name) => write!(f, "the role {}", name.as_str()),
            Self::File(file) => write!(f, "the file {}", file.display()),
        }
    }
}

impl Embedded {
    /// What is there with a name of HQ's, and the journal does not know. What is being made right now is known.
    ///
    /// # Errors
    /// Where server, folder or journal cannot be read.
    pub async fn orphans(&self) -> Result<Vec<Orphan>, EmbeddedError> {
        self.0.orphans().await
    }

    /// Removes an orphan, if it still is one; answers whether it was.
    ///
    /// # Errors
    /// Where it cannot be removed.
    pub async fn remove_orphan(&self, orphan: &Orphan) -> Result<bool, EmbeddedError> {
        if !self.0.orphans().await?.contains(orphan) {
            return Ok(false);
        }
        match orphan {
            Orphan::File(file) => {
                self.0.sandbox.remove_file(file).await?;
            }
            Orphan::Database(name) => self.0.remove_stray(Stray::Database(name.clone())).await?,
            Orphan::Role(name) => self.0.remove_stray(Stray::Role(name.clone())).await?,
        }
        Ok(true)
    }
}

/// What is there with a name of HQ's, and the journal does not know.
pub(super) async fn find(
    journal: &Journal,
    server: Option<&Server>,
    sandbox: Option<&Sandbox>,
) -> Result<Vec<Orphan>, EmbeddedError> {
    // First what is there, then what is known: what is ordered in between is not taken for an orphan.
    let strays = match server {
        Some(server) => server.marked(journal.id()).await?,
        None => Vec::new(),
    };
    let files = match sandbox {
        Some(sandbox) => sandbox.all().await?,
        None => Vec::new(),
    };
    let instances = journal.instances().await?;
    let engines: HashSet<String> =
        instances.iter().map(|instance| Ident::engine(instance.id).as_str().to_owned()).collect();
    let roles: HashSet<String> = journal.binding_roles().await?.into_iter().collect();
    let mut orphans: Vec<Orphan> = strays
        .into_iter()
        .filter_map(|stray| match stray {
            Stray::Database(name) => (!engines.contains(name.as_str())).then_some(Orphan::Database(name)),
            Stray::Role(name) => (!engines.contains(name.as_str()) && !roles.contains(name.as_str()))
                .then_some(Orphan::Role(name)),
        })
        .collect();
    let known: HashSet<_> = instances.iter().map(|instance| instance.id).collect();
    // Where a server is named, no engine is a file any more; files of before are then nobody's.
    orphans
        .extend(files.into_iter().filter(|(id, _)| !known.contains(id)).map(|(_, file)| Orphan::File(file)));
    Ok(orphans)
}

impl Inner {
    async fn orphans(&self) -> Result<Vec<Orphan>, EmbeddedError> {
        find(self.journal().await?, self.server.as_ref(), Some(&self.sandbox)).await
    }

    async fn remove_stray(&self, stray: Stray) -> Result<(), EmbeddedError> {
        match &self.server {
            Some(server) => server.remove_stray(&stray).await,
            None => Ok(()),
        }
    }
}
