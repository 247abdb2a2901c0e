//! `cargo xtask feature`: what a new feature costs. A throw-away feature of ten operations and four pages, runbooks, is added by the recipe
//! of CONTRIBUTING.md to a copy of the checkout: its own files lie in `xtask/feature/new`, and what it says in files that
//! others share are the insertions of [`edits`]. The files are counted; with `--check` it is compiled and tested too.

mod check;
mod copy;
mod edits;

use crate::outcome::{Failure, Outcome};
use copy::Copy;

/// How many files there are of each kind, at most: the goal, by which the recipe is held.
const MOST: Count = Count { touched: 30, created: 30 };

/// What a feature of that size costed on 26 November 2026, before endpoints, permissions, texts and tests were declared once.
const BEFORE: Count = Count { touched: 62, created: 38 };

/// Files that a tool writes anew, which a feature touches as well: the document of the API as the tests keep it, and its tables.
const WRITTEN: [&str; 3] = [
    "crates/server/tests/api/snapshots/api__document__openapi.snap",
    "crates/server/tests/api/snapshots/api__document_parts__answers.snap",
    "docs/api.md",
];

/// How many files a feature touches that were there, and how many it creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Count {
    touched: usize,
    created: usize,
}

/// Adds the feature, counts its files and, if asked to, tries it.
pub fn run(arguments: &[String]) -> Outcome {
    let checks = match arguments {
        [] => false,
        [one] if one == "--check" => true,
        _ => return Err(Failure::new("Usage: cargo xtask feature [--check]")),
    };
    let copy = added("feature")?;
    let (touched, created) = files(&copy)?;
    println!("touches\n  {}\ncreates\n  {}\n", touched.join("\n  "), created.join("\n  "));
    let count = Count { touched: touched.len(), created: created.len() };
    println!(
        "A feature of ten operations and four pages touches {} files and creates {} (at most {} and {}; once {} and {}).",
        count.touched, count.created, MOST.touched, MOST.created, BEFORE.touched, BEFORE.created
    );
    within(count)?;
    if checks { check::run(&copy) } else { Ok(()) }
}

/// A copy of the checkout, in the folder of that name, with the feature in it.
fn added(name: &str) -> Outcome<Copy> {
    let copy = Copy::new(name)?;
    copy.lay("xtask/feature/new")?;
    for edit in edits::all() {
        copy.edit(edit)?;
    }
    Ok(copy)
}

/// The files that it touches, and those that it creates.
fn files(copy: &Copy) -> Outcome<(Vec<String>, Vec<String>)> {
    let (mut touched, created) = copy.changed()?;
    touched.extend(WRITTEN.map(str::to_owned));
    touched.sort_unstable();
    touched.dedup();
    Ok((touched, created))
}

fn within(count: Count) -> Outcome {
    if count.touched <= MOST.touched && count.created <= MOST.created {
        return Ok(());
    }
    Err(Failure::new(format!(
        "That is more than {} and {}: a new feature has to say something in another place.",
        MOST.touched, MOST.created
    ))
    .advise("let it follow from what the feature declares already, or say it in a file that the feature touches anyway"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recipe_of_a_feature_is_true_and_short() {
        let copy = added("feature-count").unwrap();
        let (touched, created) = files(&copy).unwrap();
        within(Count { touched: touched.len(), created: created.len() }).unwrap();
        let recipe = crate::paths::in_root("CONTRIBUTING.md");
        let recipe = std::fs::read_to_string(recipe).unwrap();
        let said = format!("touches {} files and creates {}", touched.len(), created.len());
        assert!(recipe.contains(&said), "CONTRIBUTING.md does not say: {said}");
    }

    #[test]
    fn too_many_files_are_told() {
        assert!(within(MOST).is_ok());
        assert!(within(Count { touched: MOST.touched + 1, ..MOST }).is_err());
        assert!(within(Count { created: MOST.created + 1, ..MOST }).is_err());
    }
}
