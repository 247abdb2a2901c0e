//! Turns `texts/<language>.json` into typed Rust: a missing key, argument or plural form fails the build.
//!
//! A file holds sections (one a feature) of entries. An entry is a string, or an object of plural forms
//! (CLDR categories). `{name}` is an argument. English decides which keys and arguments there are.
//! `texts/server/<language>.json` holds what only the server says (mails, its own pages): the console, which is
//! weighed by the byte, gets none of it. The texts of some sections ([`NAMED`]) are found by their names, which come from the
//! contract; the other sections have an item for each text. In the section `mail`, what is filled in is what people typed, unless it is named
//! in [`OURS`].

use serde_json::{Map, Value};
use std::{collections::BTreeSet, env, error::Error, fmt::Write as _, fs, path::Path};

/// Languages, English first: code, Rust name, and the plural categories that CLDR asks for.
const LANGUAGES: [(&str, &str, &[&str]); 2] =
    [("en", "EN", &["one", "other"]), ("fr", "FR", &["one", "many", "other"])];
/// Every CLDR plural category, in the order in which a plural entry's line holds them.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The section of what mails say.
const MAIL: &str = "mail";
/// Arguments of mails that no person has typed: numbers, moments, browsers, addresses of ours and of the network.
const OURS: [&str; 19] = [
    "amount",
    "browser",
    "corrects",
    "count",
    "days",
    "device",
    "due",
    "hours",
    "id",
    "kind",
    "left",
    "limit",
    "network",
    "number",
    "reference",
    "system",
    "url",
    "used",
    "when",
];

/// Sections whose texts belong to names of the contract: whether they take what they are about.
const NAMED: [(&str, bool); 3] = [("audit_features", false), ("audit_actions", true), ("lacking", false)];

type Entries = Vec<(String, String, Value)>;

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folder this way only")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=texts");
    println!("cargo::rerun-if-changed=build.rs");
    let english = read("texts", "en")?;
    let server = read("texts/server", "en")?;
    let mut code = String::new();
    let mut problems = Vec::new();
    writeln!(
        code,
        "/// How many lines the console has.\npub(crate) const COUNT: usize = {};",
        english.len()
    )?;
    write_keys(&mut code, &english, 0, "")?;
    write_keys(&mut code, &server, english.len(), SERVER_ONLY)?;
    for (language, name, needed) in LANGUAGES {
        let entries = read("texts", language)?;
        problems.extend(compare(language, &english, &entries, needed));
        let lines = in_order(&english, &entries);
        let body = serde_json::to_string(&lines)?;
        writeln!(code, "pub(crate) const {name}_HASH: &str = \"{:016x}\";", fnv(body.as_bytes()))?;
        writeln!(code, "{SERVER_ONLY}pub(crate) static {name}: [&str; {}] = {lines:?};", lines.len())?;

        let entries = read("texts/server", language)?;
        problems.extend(compare(language, &server, &entries, needed));
        if language != "en" {
            let all: Vec<String> = lines.into_iter().chain(in_order(&server, &entries)).collect();
            writeln!(
                code,
                "{SERVER_ONLY}pub(crate) static {name}_ON_SERVER: [&str; {}] = {all:?};",
                all.len()
            )?;
        }
    }
    if !problems.is_empty() {
        return Err(format!("texts do not fit together:\n  {}\n", problems.join("\n  ")).into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), code)?;
    Ok(())
}

/// What stands before code that the console does not get.
const SERVER_ONLY: &str = "#[cfg(feature = \"all-languages\")]\n";

/// The lines of a language in English's order.
fn in_order(english: &Entries, entries: &Entries) -> Vec<String> {
    english.iter().filter_map(|(section, key, _)| find(entries, section, key).map(line)).collect()
}

/// All entries of a language as (section, key, value), in the file's order.
fn read(folder: &str, language: &str) -> Result<Entries, Box<dyn Error>> {
    let path = format!("{folder}/{language}.json");
    let file: Map<String, Value> =
        serde_json::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{path}: {e}"))?;
    let mut entries = Vec::new();
    for (section, keys) in file {
        let keys = keys.as_object().ok_or(format!("{path}: {section} is not a section"))?.clone();
        entries.extend(keys.into_iter().map(|(key, value)| (section.clone(), key, value)));
    }
    Ok(entries)
}

fn find<'a>(entries: &'a Entries, section: &str, key: &str) -> Option<&'a Value> {
    entries.iter().find(|(s, k, _)| s == section && k == key).map(|(_, _, value)| value)
}

/// What a language lacks, or has too much, beside English.
fn compare(language: &str, english: &Entries, entries: &Entries, needed: &[&str]) -> Vec<String> {
    let mut problems = Vec::new();
    for (section, key, value) in english {
        let Some(other) = find(entries, section, key) else {
            problems.push(format!("{language}: {section}.{key} is missing"));
            continue;
        };
        if value.is_object() != other.is_object() {
            problems.push(format!("{language}: {section}.{key} is plural in one language only"));
        } else if let Some(forms) = other.as_object() {
            for category in needed.iter().filter(|c| !forms.contains_key(**c)) {
                problems.push(format!("{language}: {section}.{key} has no form '{category}'"));
            }
            for category in forms.keys().filter(|c| !CATEGORIES.contains(&c.as_str())) {
                problems.push(format!("{language}: {section}.{key}: '{category}' is no plural category"));
            }
        }
        if arguments(value) != arguments(other) {
            problems.push(format!("{language}: {section}.{key} has other arguments than English"));
        }
    }
    for (section, key, _) in entries {
        if find(english, section, key).is_none() {
            problems.push(format!("{language}: {section}.{key} is not in English"));
        }
    }
    problems
}

/// The names between braces, over all forms.
fn arguments(value: &Value) -> BTreeSet<String> {
    let texts: Vec<&str> = match value {
        Value::Object(forms) => forms.values().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    texts
        .iter()
        .flat_map(|text| text.split('{').skip(1).filter_map(|rest| rest.split_once('}')))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The one line that stands for an entry; plural forms are joined by U+0001.
fn line(value: &Value) -> String {
    match value {
        Value::Object(forms) => CATEGORIES
            .map(|category| forms.get(category).and_then(Value::as_str).unwrap_or_default())
            .join("\u{1}"),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn write_keys(
    code: &mut String,
    english: &Entries,
    first: usize,
    condition: &str,
) -> Result<(), Box<dyn Error>> {
    let mut sections: Vec<&str> = english.iter().map(|(section, _, _)| section.as_str()).collect();
    sections.dedup();
    if sections.iter().collect::<BTreeSet<_>>().len() != sections.len() {
        return Err("a section stands twice in en.json".into());
    }
    for section in sections {
        writeln!(
            code,
            "/// Texts of `{section}`.\n{condition}pub mod {section} {{\n    #[allow(unused_imports)]\n    use crate::{{Key, Line, Plural, Texts}};{}",
            if section == MAIL { "\n    use crate::{Typed, Written};" } else { "" }
        )?;
        let entries = english.iter().enumerate().filter(|(_, entry)| entry.0 == section);
        let entries: Vec<_> = entries.map(|(index, (_, key, value))| (first + index, key, value)).collect();
        match NAMED.iter().find(|(name, _)| *name == section) {
            Some((_, about)) => write_named(code, *about, &entries)?,
            None => {
                for (index, key, value) in entries {
                    write_key(code, index, (section, key), value)?;
                }
            }
        }
        writeln!(code, "}}")?;
    }
    Ok(())
}

/// A function that finds the texts of a section by their names.
fn write_named(
    code: &mut String,
    about: bool,
    entries: &[(usize, &String, &Value)],
) -> Result<(), Box<dyn Error>> {
    let allowed: &[&str] = if about { &["subject"] } else { &[] };
    let mut arms = String::new();
    for (index, key, value) in entries {
        if value.is_object() || arguments(value).iter().any(|name| !allowed.contains(&name.as_str())) {
            return Err(format!(
                "{key}: a text that is found by its name has no plural, and no argument but {allowed:?}"
            )
            .into());
        }
        writeln!(arms, "            {key:?} => &Line {{ index: {index}, english: {:?} }},", line(value))?;
    }
    let (parameters, answer, found) = if about {
        (
            "texts: &Texts, name: &str, subject: &str",
            "String",
            "texts.fill(line, None, &[(\"subject\", subject)])",
        )
    } else {
        ("name: &str", "Key", "Key(line)")
    };
    writeln!(
        code,
        "    /// The text of this name{}; none where there is none.\n    #[must_use]\n    pub fn named({parameters}) -> Option<{answer}> {{\n        let line: &'static Line = match name {{\n{arms}            _ => return None,\n        }};\n        Some({found})\n    }}",
        if about { ", which says what it is about" } else { "" }
    )?;
    Ok(())
}

fn write_key(
    code: &mut String,
    index: usize,
    (section, key): (&str, &str),
    value: &Value,
) -> Result<(), Box<dyn Error>> {
    let shown = value.get("other").unwrap_or(value).as_str().unwrap_or_default().replace('\n', " ");
    let arguments: Vec<String> = arguments(value).into_iter().collect();
    let english = format!("&Line {{ index: {index}, english: {:?} }}", line(value));
    writeln!(code, "    /// {shown}")?;
    if arguments.is_empty() && !value.is_object() {
        writeln!(code, "    pub const {}: Key = Key({english});", key.to_uppercase())?;
        return Ok(());
    }
    let is_typed = |name: &String| section == MAIL && !OURS.contains(&name.as_str());
    let parameter = |name| format!(", {name}: &{}", if is_typed(name) { "Typed" } else { "str" });
    let pair = |name| format!("(\"{name}\", {name}{}), ", if is_typed(name) { ".as_str()" } else { "" });
    let parameters: String = arguments.iter().map(parameter).collect();
    let pairs: String = arguments.iter().map(pair).collect();
    let (plural, form) = if value.is_object() { (", plural: Plural", "Some(plural)") } else { ("", "None") };
    let filled = format!("texts.fill({english}, {form}, &[{pairs}])");
    let (answer, filled) =
        if section == MAIL { ("Written", format!("Written::new({filled})")) } else { ("String", filled) };
    writeln!(
        code,
        "    #[must_use]\n    pub fn {key}(texts: &Texts{plural}{parameters}) -> {answer} {{\n        {filled}\n    }}"
    )?;
    Ok(())
}

/// FNV-1a, 64 bit: only names a file by its content.
fn fnv(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
