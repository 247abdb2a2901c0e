//! What the build has to know of the table of pages: read from its source, src/routes/table.rs and src/routes/table/*.rs, which
//! say each thing once.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use std::collections::BTreeMap;
use std::fs;

/// Where it begins, and the folder of its other files.
const TABLE: &str = "src/routes/table.rs";
const FOLDER: &str = "src/routes/table";
/// Where its paths are.
const PATHS: &str = "crates/contract/src/console_paths.rs";

/// What a page needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The pattern of its path.
    pub path: String,
    /// The chunk of its code.
    pub chunk: String,
    /// Whether everybody may open it.
    pub open: bool,
    /// Whether the styles of the first pages are enough.
    pub plain: bool,
    /// What it asks the API for first, and the permission that it needs in the organization, as the API calls it; empty for
    /// none.
    pub requests: Vec<(String, String)>,
}

/// The pages, those with a fixed path first: the first that fits is meant.
pub fn read() -> Outcome<Vec<Page>> {
    let source = |file: &str| fs::read_to_string(paths::in_root(file)).explain(format!("read {file}"));
    let patterns = source(PATHS)?;
    let mut pages = Vec::new();
    for table in files()? {
        match parse(&source(&table)?, &patterns) {
            Some(more) if !more.is_empty() => pages.extend(more),
            _ => {
                return Err(Failure::new(format!("The table of pages ({table}) cannot be read.")).advise(
                    "write an entry as the others are, or teach xtask/src/console/table.rs the new way",
                ));
            }
        }
    }
    pages.sort_by_key(|page| page.path.contains(':'));
    Ok(pages)
}

/// The files of the table, from the root.
fn files() -> Outcome<Vec<String>> {
    let folder = fs::read_dir(paths::in_root(FOLDER)).explain(format!("list {FOLDER}"))?;
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut files: Vec<String> = names.map(|name| format!("{FOLDER}/{name}")).collect();
    files.sort();
    files.insert(0, TABLE.to_owned());
    Ok(files)
}

fn parse(table: &str, paths: &str) -> Option<Vec<Page>> {
    let patterns = constants(paths);
    let (_, entries) = table.split_once("\nentries! {")?;
    let entries = entries.split_inclusive("\n}\n").next()?;
    let mut pages = Vec::new();
    for entry in entries.split_inclusive("\n    }\n").filter(|entry| entry.contains(" {")) {
        let head =
            entry.lines().find(|line| line.ends_with(" {") && !line.trim_start().starts_with("///"))?;
        let chunk = head.trim_end_matches(" {").rsplit(", ").next()?.to_owned();
        let path = patterns.get(field(entry, "path")?.trim_start_matches("paths::"))?.clone();
        let audience = field(entry, "audience").unwrap_or_default();
        let requests = field(entry, "requests").map(requests).unwrap_or_default();
        let plain = field(entry, "plain") == Some("true");
        pages.push(Page { path, chunk, open: !audience.is_empty(), plain, requests });
    }
    pages.sort_by_key(|page| page.path.contains(':'));
    Some(pages)
}

/// The value of a field, up to the comma that ends it.
fn field<'a>(entry: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = entry.split_once(&format!("\n        {name}: "))?;
    let end = if value.starts_with("&[") { value.find("],")? } else { value.find(",\n")? };
    value.get(..end)
}

/// `(Some(Permission::ReadMembers), "/path")` or `(None, "/path")`, several.
fn requests(list: &str) -> Vec<(String, String)> {
    let pieces: Vec<&str> = list.split('"').collect();
    let pairs = pieces.chunks(2).filter_map(|pair| match pair {
        [before, path] => Some((before, path)),
        _ => None,
    });
    pairs
        .map(|(before, path)| {
            let permission = before.split_once("Permission::").and_then(|(_, name)| name.split(')').next());
            (permission.map(snake_case).unwrap_or_default(), (*path).to_owned())
        })
        .collect()
}

/// `ReadMembers` as the API writes it: `read_members`.
fn snake_case(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}

/// `pub const NAME: &str = "value";`
fn constants(source: &str) -> BTreeMap<&str, String> {
    let constant = |line: &'_ str| -> Option<(usize, usize)> {
        let rest = line.strip_prefix("pub const ")?;
        Some((line.len() - rest.len(), line.find(": &str = \"")?))
    };
    source
        .lines()
        .filter_map(|line| {
            let (start, end) = constant(line)?;
            let value = line.get(end..)?.strip_prefix(": &str = \"")?.strip_suffix("\";")?;
            Some((line.get(start..end)?, value.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read() {
        let paths = "/// Sign in.\npub const SIGN_IN: &str = \"/sign-in\";\npub const MEMBERS: &str = \"/o/:org/m\";\n";
        let table = "use x;\n\nentries! {\n    /// Who { belongs.\n    MEMBERS, Members, page_members {\n        view: x(),\n        \
                     path: paths::MEMBERS,\n        requests: &[\n            (None, \"/a\"),\n            (Some(Permission::ReadMembers), \"/b?c=d\"),\n        ],\n    }\n\n    \
                     /// Sign in.\n    SIGN_IN, SignIn, page_sign_in {\n        view: view! { <A b=c() /> }.into_any(),\n        \
                     path: paths::SIGN_IN,\n        audience: Audience::Visitors,\n        plain: true,\n    }\n}\n\nfn f() {}\n";
        let pages = parse(table, paths).unwrap();
        let page = |path: &str, chunk: &str| Page {
            path: path.into(),
            chunk: chunk.into(),
            open: false,
            plain: false,
            requests: Vec::new(),
        };
        let sign_in = Page { open: true, plain: true, ..page("/sign-in", "page_sign_in") };
        let requests =
            vec![(String::new(), "/a".to_owned()), ("read_members".to_owned(), "/b?c=d".to_owned())];
        let members = Page { requests, ..page("/o/:org/m", "page_members") };
        assert_eq!(pages, [sign_in, members]);
    }

    #[test]
    fn the_table_itself_is_read_whole() {
        let pages = read().unwrap();
        let read_all = |file: &String| fs::read_to_string(paths::in_root(file)).unwrap();
        let tables: String = files().unwrap().iter().map(read_all).collect();
        assert_eq!(pages.len(), tables.matches("\n        path: paths::").count());
        let members = pages.iter().find(|page| page.chunk == "page_members").unwrap();
        assert_eq!(members.path, "/organizations/:org/members");
        assert!(!members.requests.is_empty() && !members.plain);
        assert!(pages.iter().any(|page| page.path == "/sign-in" && page.plain));
    }
}
