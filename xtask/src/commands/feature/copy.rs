//! A copy of the checkout, as it lies there, with a Git of its own that knows what was changed in it.

use super::edits::{Edit, Place};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use std::fs;
use std::path::{Path, PathBuf};

/// The copy.
pub struct Copy {
    folder: PathBuf,
}

impl Copy {
    /// Copies every file that Git knows or would add, into the tasks' own folder.
    pub fn new(name: &str) -> Outcome<Self> {
        let folder = paths::notes().join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).explain("remove the last copy of the checkout")?;
        }
        let copy = Self { folder };
        let known = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        for file in Run::new("git").args(known).text()?.split_terminator('\0') {
            // What was deleted and not committed yet is known still.
            if paths::in_root(file).is_file() {
                copy.take(&paths::in_root(file), file)?;
            }
        }
        copy.git(&["init", "--quiet"])?;
        copy.git(&["add", "--all", "--force"])?;
        Ok(copy)
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lays a folder of the checkout over it.
    pub fn lay(&self, folder: &str) -> Outcome {
        let known = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder];
        for file in Run::new("git").args(known).text()?.split_terminator('\0') {
            let below = file.strip_prefix(folder).map(|rest| rest.trim_start_matches('/'));
            let below = below.filter(|_| paths::in_root(file).is_file());
            let Some(below) = below else { continue };
            if self.folder.join(below).exists() {
                return Err(Failure::new(format!("{below} is there already, so it is no new file.")));
            }
            self.take(&paths::in_root(file), below)?;
        }
        Ok(())
    }

    /// Makes an insertion, whose place has to be there once.
    pub fn edit(&self, edit: &Edit) -> Outcome {
        let path = self.folder.join(edit.file);
        let text = fs::read_to_string(&path).explain(format!("read {}", edit.file))?;
        let (Place::After(anchor) | Place::Before(anchor)) = edit.place;
        let Some((before, behind)) = text.split_once(anchor).filter(|(_, behind)| !behind.contains(anchor))
        else {
            return Err(Failure::new(format!("{} does not have once: {anchor:?}", edit.file))
                .advise("show xtask/src/commands/feature/edits.rs where a new feature stands there now"));
        };
        let text = match edit.place {
            Place::After(_) => [before, anchor, edit.text, behind].concat(),
            Place::Before(_) => [before, edit.text, anchor, behind].concat(),
        };
        fs::write(&path, text).explain(format!("write {}", edit.file))
    }

    /// The files that were changed since the copy was made, and those that are new.
    pub fn changed(&self) -> Outcome<(Vec<String>, Vec<String>)> {
        let status = self.git(&["status", "--porcelain=v1", "-z", "--untracked-files=all"])?;
        let (mut touched, mut created) = (Vec::new(), Vec::new());
        for line in status.split_terminator('\0') {
            // "A " is as it was copied; the second letter is what happened to it since.
            match (line.get(..2), line.get(3..)) {
                (Some("??"), Some(file)) => created.push(file.to_owned()),
                (Some("A "), _) | (_, None) => {}
                (_, Some(file)) => touched.push(file.to_owned()),
            }
        }
        Ok((touched, created))
    }

    fn take(&self, from: &Path, file: &str) -> Outcome {
        let to = self.folder.join(file);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).explain(format!("create the folder of {file}"))?;
        }
        fs::copy(from, &to).explain(format!("copy {file}")).map(drop)
    }

    fn git(&self, arguments: &[&str]) -> Outcome<String> {
        Run::new("git").args(arguments).within(&self.folder).text()
    }
}
