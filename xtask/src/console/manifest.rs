//! What a visit to each page begins with, written into the built page: `public/boot.js` asks for it beside the main file.

use super::table::Page;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The chunk that stands around every page of an organization.
pub const NAVIGATION: &str = "part_navigation";
/// Where an organization's pages begin.
const ORGANIZATION: &str = "/organizations/:org";
/// Before which line of the page it is written.
const BEFORE: &str = "<meta name=\"hq-later\"";

/// Where it is noted what each page needs, for whoever weighs it.
const NEEDED: &str = "pages.txt";

/// What each page of the last build needs: its chunk, whether the first styles are enough, and its files.
pub fn needed() -> Outcome<Vec<(String, bool, Vec<String>)>> {
    let lines = fs::read_to_string(paths::notes().join(NEEDED)).explain("read what each page needs")?;
    let line = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some((words.next()?, words.next()? == "1", words.collect()))
    };
    Ok(lines.lines().filter_map(line).collect())
}

/// Whether a page has the organization's layout around it.
pub fn has_layout(page: &Page) -> bool {
    page.path.starts_with(ORGANIZATION)
}

/// Writes the list: of each page its pattern, the files of its chunks, and its first requests.
pub fn write(dist: &Path, pages: &[Page], files: &BTreeMap<String, Vec<String>>, later: &str) -> Outcome {
    let (mut entries, mut lines) = (Vec::new(), String::new());
    for page in pages {
        let layout = has_layout(page).then_some(NAVIGATION);
        let mut needed: Vec<&String> = Vec::new();
        for chunk in [page.chunk.as_str()].into_iter().chain(layout) {
            let of_chunk = files.get(chunk).ok_or_else(|| {
                Failure::new(format!(
                    "The table of pages names the chunk {chunk}, which the console has not."
                ))
            })?;
            needed.extend(of_chunk.iter().filter(|file| !needed.contains(file)).collect::<Vec<_>>());
        }
        entries.push(entry(page, &needed));
        let names: Vec<&str> = needed.iter().map(|file| file.as_str()).collect();
        lines.push_str(&format!("{} {} {}\n", page.chunk, u8::from(page.plain), names.join(" ")));
    }
    fs::write(paths::notes().join(NEEDED), lines).explain("note what each page needs")?;
    let list = format!("{{\"styles\":\"/{later}\",\"pages\":[{}]}}", entries.join(","));
    let file = dist.join("index.html");
    let html = fs::read_to_string(&file).explain("read the built page")?;
    if !html.contains(BEFORE) {
        return Err(Failure::new("The built page does not say where the later styles are."));
    }
    let meta = format!("<meta name=\"hq-pages\" content=\"{}\">{BEFORE}", list.replace('"', "&quot;"));
    fs::write(&file, html.replacen(BEFORE, &meta, 1)).explain("write the built page")
}

fn entry(page: &Page, files: &[&String]) -> String {
    let quoted = |texts: Vec<String>| texts.join(",");
    let files = quoted(files.iter().map(|file| format!("\"/{file}\"")).collect());
    let requests = quoted(
        page.requests.iter().map(|(permission, path)| format!("[\"{permission}\",\"{path}\"]")).collect(),
    );
    let (path, open, styles) = (&page.path, u8::from(page.open), u8::from(!page.plain));
    format!(
        "{{\"path\":\"{path}\",\"open\":{open},\"styles\":{styles},\"files\":[{files}],\"requests\":[{requests}]}}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_says_what_the_page_needs() {
        let page = Page {
            path: "/organizations/:org/members".into(),
            chunk: "page_members".into(),
            open: false,
            plain: false,
            requests: vec![("read_members".into(), "/organizations/:id/members?sort=name".into())],
        };
        assert!(has_layout(&page));
        assert_eq!(
            entry(&page, &[&"a.wasm".to_owned(), &"b.wasm".to_owned()]),
            "{\"path\":\"/organizations/:org/members\",\"open\":0,\"styles\":1,\"files\":[\"/a.wasm\",\"/b.wasm\"],\
             \"requests\":[[\"read_members\",\"/organizations/:id/members?sort=name\"]]}"
        );
    }
}
