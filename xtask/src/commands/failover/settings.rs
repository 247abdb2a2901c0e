//! The files of `deploy/` and the variables that make them this machine's.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use std::fs;
use std::path::PathBuf;

/// A file of `deploy/`.
pub fn file(name: &str) -> PathBuf {
    paths::in_root("deploy").join(name)
}

/// The variables of a file there, some with other values: what stays as the file has it is tested too.
///
/// # Errors
/// Where the file cannot be read, or has no variable of such a name.
pub fn variables(name: &str, ours: &[(String, String)]) -> Outcome<Vec<(String, String)>> {
    let text = fs::read_to_string(file(name)).explain(format!("read deploy/{name}"))?;
    merge(&text, ours).map_err(|missing| Failure::new(format!("deploy/{name} has no variable {missing}.")))
}

/// Gives a program all of them.
pub fn give(run: Run, variables: &[(String, String)]) -> Run {
    variables.iter().fold(run, |run, (name, value)| run.env(name, value))
}

/// A variable.
pub fn set(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

fn merge(text: &str, ours: &[(String, String)]) -> Result<Vec<(String, String)>, String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let mut all: Vec<_> =
        lines.filter_map(|line| line.split_once('=')).map(|(name, value)| set(name, value)).collect();
    for (name, value) in ours {
        let found = all.iter_mut().find(|(known, _)| known == name).ok_or_else(|| name.clone())?;
        found.1.clone_from(value);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_replaced_and_unknown_names_told() {
        let text = "# A=0\nA=1\n\nB=x=y\n";
        assert_eq!(merge(text, &[set("A", 7)]).unwrap(), [set("A", "7"), set("B", "x=y")]);
        assert_eq!(merge(text, &[set("C", 1)]).unwrap_err(), "C");
    }
}
