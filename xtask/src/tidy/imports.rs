//! Which file of a crate imports which: the `use`s and the paths in the code, followed through what a `mod.rs` hands
//! on to the file that declares it. `mod x;` is no import, and what only tests import does not count.

use super::source::{Source, has_word};
use std::collections::{BTreeMap, BTreeSet};

/// How many hands an item may go through.
const HANDS: usize = 8;

/// What each file imports, by their places among the sources that were given: those of a crate whose sources lie in this folder.
pub fn imports(folder: &str, sources: &[Source]) -> Vec<BTreeSet<usize>> {
    let files: Vec<File> = sources.iter().map(|source| File::read(folder, source)).collect();
    let modules = files.iter().enumerate().map(|(index, file)| (file.module.clone(), index)).collect();
    let all = All { files, modules };
    (0..sources.len()).map(|index| all.imported_by(index)).collect()
}

/// A file, as far as imports go.
struct File {
    /// Its module: `a::b` for `src/a/b.rs`.
    module: Vec<String>,
    uses: Vec<Use>,
    /// The modules that it declares.
    children: Vec<String>,
    /// The macros that it declares for the whole crate.
    macros: Vec<String>,
    /// Its code without the `use`s.
    body: String,
}

/// A name that a file imports.
struct Use {
    public: bool,
    path: Vec<String>,
    name: String,
}

impl File {
    fn read(folder: &str, source: &Source) -> Self {
        let code = source.all_code();
        let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let (mut uses, mut body) = (Vec::new(), String::new());
        let (mut children, mut macros, mut exported) = (Vec::new(), Vec::new(), false);
        let mut statement: Option<(bool, String)> = None;
        for line in code.lines() {
            let (public, word) = without_visibility(line.trim());
            if statement.is_none() && word.starts_with("use ") {
                statement = Some((public, String::new()));
            }
            if let Some((public, mut text)) = statement.take() {
                text.push_str(if text.is_empty() { word.trim_start_matches("use ") } else { line.trim() });
                match text.split_once(';') {
                    Some((tree, _)) => leaves(tree, &[], public, &mut uses),
                    None => statement = Some((public, text)),
                }
                continue;
            }
            if let Some(child) = word.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                children.push(child.to_owned());
                continue;
            }
            if let Some(rest) = word.strip_prefix("macro_rules! ").filter(|_| exported) {
                macros.push(path_at(rest));
            }
            exported = word == "#[macro_export]";
            body.push_str(line);
            body.push('\n');
        }
        Self { module: module(folder, &source.path), uses, children, macros, body }
    }

    /// A path of this file, from the root of the crate; nothing for one of another crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let mut from = self.module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => from.clear(),
            "self" | "super" => {}
            child if self.children.iter().any(|own| own == child) => return Some([&from, path].concat()),
            _ => return None,
        }
        while let Some(first) = rest.first() {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => {
                    from.pop();
                }
                _ => break,
            }
            rest = rest.get(1..).unwrap_or_default();
        }
        Some([from.as_slice(), rest].concat())
    }

    /// The paths in the code that begin with this.
    fn paths(&self, start: &str) -> Vec<Vec<String>> {
        let own = |before: &str| {
            !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '$' | ':' | '.'))
        };
        let start = format!("{start}::");
        let found = self.body.match_indices(&start).filter_map(|(at, _)| {
            let (before, here) = self.body.split_at_checked(at)?;
            own(before).then(|| path_at(here).split("::").map(str::to_owned).collect())
        });
        found.collect()
    }
}

/// All of them.
struct All {
    files: Vec<File>,
    modules: BTreeMap<Vec<String>, usize>,
}

impl All {
    fn imported_by(&self, index: usize) -> BTreeSet<usize> {
        let Some(file) = self.files.get(index) else { return BTreeSet::new() };
        let mut found = BTreeSet::new();
        for import in &file.uses {
            let Some(path) = file.absolute(&import.path) else { continue };
            // What is handed on is not used here by that alone.
            if import.public && !names(&file.body, &import.name) {
                continue;
            }
            let through =
                if self.modules.contains_key(&path) { file.paths(&import.name) } else { Vec::new() };
            if through.is_empty() {
                found.extend(self.declares(&path, HANDS));
            }
            let inside =
                through.iter().map(|rest| [path.as_slice(), rest.get(1..).unwrap_or_default()].concat());
            found.extend(inside.filter_map(|path| self.declares(&path, HANDS)));
        }
        let starts = ["crate", "super", "self"].into_iter().chain(file.children.iter().map(String::as_str));
        let paths = starts.flat_map(|start| file.paths(start));
        found.extend(paths.filter_map(|path| self.declares(&file.absolute(&path)?, HANDS)));
        found.remove(&index);
        found
    }

    /// The file that declares what is at a path.
    fn declares(&self, path: &[String], hands: usize) -> Option<usize> {
        let parts = |length: usize| Some((self.modules.get(path.get(..length)?)?, path.get(length..)?));
        let (&index, rest) = (0..=path.len()).rev().find_map(parts)?;
        let (file, Some(item)) = (self.files.get(index)?, rest.first()) else { return Some(index) };
        if file.module.is_empty()
            && let Some(of) = self.files.iter().position(|file| file.macros.contains(item))
        {
            return Some(of);
        }
        let Some(import) = file.uses.iter().find(|import| import.name == *item).filter(|_| hands > 0) else {
            return Some(index);
        };
        let path = file.absolute(&import.path)?;
        self.declares(&[path.as_slice(), rest.get(1..)?].concat(), hands - 1)
    }
}

/// Whether the code names it, and not a method or field of that name.
fn names(code: &str, name: &str) -> bool {
    code.lines().any(|line| {
        let others = line.replace(&format!(".{name}"), "");
        has_word(&others, name)
    })
}

/// The module of a file.
fn module(folder: &str, path: &str) -> Vec<String> {
    let path = path.trim_start_matches(folder).trim_start_matches('/').trim_end_matches(".rs");
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod") || path == "lib" {
        parts.pop();
    }
    parts
}

/// Whether an item can be seen elsewhere, and the rest of its line.
fn without_visibility(line: &str) -> (bool, &str) {
    let Some(rest) = line.strip_prefix("pub") else { return (false, line) };
    match rest.strip_prefix('(').and_then(|rest| rest.split_once(") ")) {
        Some((_, rest)) => (true, rest),
        None => rest.strip_prefix(' ').map_or((false, line), |rest| (true, rest)),
    }
}

/// The names that a `use` brings, each with its path: `a::{b, c::{d as e}}`.
fn leaves(tree: &str, prefix: &[String], public: bool, found: &mut Vec<Use>) {
    for part in members(tree) {
        let (head, group) = match part.split_once('{') {
            Some((head, group)) => (head, group.strip_suffix('}')),
            None => (part, None),
        };
        let (head, alias) = head.split_once(" as ").map_or((head, None), |(head, alias)| (head, Some(alias)));
        let segments = head.split("::").map(str::trim).filter(|segment| !segment.is_empty());
        let mut path: Vec<String> = prefix.iter().cloned().chain(segments.map(str::to_owned)).collect();
        if let Some(group) = group {
            leaves(group, &path, public, found);
            continue;
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self" || last == "*") {
            path.pop();
        }
        if let Some(name) = alias.map(str::trim).or(path.last().map(String::as_str)) {
            found.push(Use { public, name: name.to_owned(), path });
        }
    }
}

/// What stands between the commas of a group, groups inside of it left whole.
fn members(group: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = group.split(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The path that a text begins with.
fn path_at(text: &str) -> String {
    let part = |character: &char| character.is_alphanumeric() || matches!(character, '_' | ':');
    text.chars().take_while(part).collect::<String>().trim_end_matches(':').to_owned()
}
