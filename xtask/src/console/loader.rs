//! The splitter's script, which loads the parts of the code: read for what needs what, and written again for the files that
//! the parts are joined into.

use super::groups::{Group, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Where the parts' imports come from in a joined file; the main file's come under the splitter's own name.
pub const MAIN: &str = "__wasm_split_main";

/// Which chunks need each part, by the part's file: a chunk's own, and those that it shares with others.
pub fn parts(script: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut parts = BTreeMap::new();
    let mut users = BTreeSet::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        if let Some(list) = line.strip_prefix("/* ").and_then(|line| line.strip_suffix(" */")) {
            users = list.split(", ").map(str::to_owned).collect();
        } else if line.starts_with("const __chunk_") {
            if let Some(stem) = lines.next().and_then(file) {
                parts.insert(stem.to_owned(), std::mem::take(&mut users));
            }
        } else if let Some(chunk) = line.strip_prefix(EXPORT).and_then(|rest| rest.split(' ').next())
            && line.ends_with("=> {")
            && let Some(stem) = lines.next().and_then(file)
        {
            parts.insert(stem.to_owned(), BTreeSet::from([chunk.to_owned()]));
        }
    }
    parts
}

/// What the script calls the function that loads a chunk.
const EXPORT: &str = "export const __wasm_split_load_";

/// The part that a line fetches.
fn file(line: &str) -> Option<&str> {
    line.split_once("new URL(\"./")?.1.split_once(".wasm\"").map(|(stem, _)| stem)
}

/// Every chunk that the script can load.
pub fn chunks(script: &str) -> Vec<&str> {
    script.lines().filter_map(|line| line.strip_prefix(EXPORT)?.split(' ').next()).collect()
}

/// The script for these files: the splitter's own up to its first part, then ours.
pub fn write(script: &str, files: &[(String, Group)]) -> String {
    let end = script.find("\n/* ").unwrap_or(script.len());
    let mut written = script.get(..end).unwrap_or_default().to_owned();
    written.push_str(&format!(
        "\nconst load = (name) => makeLoad(() => {{\n    const file = fetch(new URL(name, import.meta.url));\n    \
         file.catch(() => {{}});\n    return async (imports) =>\n        \
         WebAssembly.instantiateStreaming(file, {{ {MAIN}: imports.__wasm_split }});\n}}, []);\n"
    ));
    for (index, (name, _)) in files.iter().enumerate() {
        written.push_str(&format!("const file_{index} = load(\"./{name}\");\n"));
    }
    for chunk in chunks(script) {
        let needed: Vec<String> = files
            .iter()
            .enumerate()
            .filter(|(_, (_, group))| group.chunks.contains(chunk))
            .map(|(index, _)| format!("file_{index}"))
            .collect();
        let needed = needed.join(", ");
        written.push_str(&format!(
            "{EXPORT}{chunk} = wrapAsyncCb(makeLoad(() => async () => ({{}}), [{needed}]));\n"
        ));
    }
    written
}

/// A module, in the text format, that takes from outside what a part takes, and hands it on: joined with parts, it makes one
/// import of all of theirs. `part` is one of them, as text.
pub fn outside(part: &str) -> String {
    let (mut imports, mut exports) = (String::new(), String::new());
    let mut counts = BTreeMap::new();
    for line in part.lines() {
        let Some(rest) = line.trim().strip_prefix("(import \"__wasm_split\" \"") else { continue };
        let Some((name, kind)) = rest.split_once("\" (") else { continue };
        let word = kind.split(' ').next().unwrap_or_default();
        let index = counts.entry(word.to_owned()).or_insert(0);
        imports.push_str(&format!("(import \"{MAIN}\" \"{name}\" ({kind}\n"));
        exports.push_str(&format!("(export \"{name}\" ({word} {index}))\n"));
        *index += 1;
    }
    format!("(module\n{imports}{exports})")
}

/// The parts with their sizes, of which `also` says which chunk is never without another.
pub fn sized(
    parts: BTreeMap<String, BTreeSet<String>>,
    sizes: &BTreeMap<String, u64>,
    also: impl Fn(&str) -> Option<BTreeSet<String>>,
) -> Vec<Part> {
    parts
        .into_iter()
        .map(|(stem, mut chunks)| {
            let more: BTreeSet<String> = chunks.iter().filter_map(|chunk| also(chunk)).flatten().collect();
            chunks.extend(more);
            Part { size: sizes.get(&stem).copied().unwrap_or_default(), stem, chunks }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import { initSync } from \"./x.js\";\nfunction makeLoad() {}\n/* page_a, page_b */\n\
        const __chunk_3 = makeLoad(() => {\n    const src = fetch(new URL(\"./chunk_3.wasm\", import.meta.url));\n}\n, []);\n\
        export const __wasm_split_load_page_a = wrapAsyncCb(makeLoad(() => {\n    \
        const src = fetch(new URL(\"./split_page_a.wasm\", import.meta.url));\n}\n, [__chunk_3]));\n\
        export const __wasm_split_load_page_b = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_3]));\n";

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_script_says_what_needs_what() {
        let parts = parts(SCRIPT);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts["chunk_3"], set(&["page_a", "page_b"]));
        assert_eq!(parts["split_page_a"], set(&["page_a"]));
        assert_eq!(chunks(SCRIPT), ["page_a", "page_b"]);
    }

    #[test]
    fn what_a_part_takes_is_handed_on() {
        let part = "(module\n (import \"__wasm_split\" \"memory\" (memory $m 20))\n \
                    (import \"__wasm_split\" \"table\" (table $t 7 funcref))\n (data (i32.const 1) \"x\")\n)";
        assert_eq!(
            outside(part),
            "(module\n(import \"__wasm_split_main\" \"memory\" (memory $m 20))\n\
             (import \"__wasm_split_main\" \"table\" (table $t 7 funcref))\n\
             (export \"memory\" (memory 0))\n(export \"table\" (table 0))\n)"
        );
    }

    #[test]
    fn a_chunk_loads_its_files() {
        let sizes = BTreeMap::from([("chunk_3".to_owned(), 9), ("split_page_a".to_owned(), 900_000)]);
        let parts = sized(parts(SCRIPT), &sizes, |_| None);
        let files: Vec<(String, Group)> = super::super::groups::join(parts, |_| 1)
            .unwrap()
            .into_iter()
            .map(|group| (format!("{}.wasm", group.name()), group))
            .collect();
        let written = write(SCRIPT, &files);
        assert!(written.starts_with("import { initSync }") && !written.contains("chunk_3"), "{written}");
        assert!(
            written.contains("load_page_a = wrapAsyncCb(makeLoad(() => async () => ({}), [file_0, file_1]))"),
            "{written}"
        );
        assert_eq!(written.matches("load(\"./").count(), 2);
    }
}
