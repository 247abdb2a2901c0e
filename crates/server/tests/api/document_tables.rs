//! The tables of docs/api.md say what is declared: one of the endpoints, made of the document, and one of the refusals.
//! `INSTA_UPDATE=always` writes them, as it does the snapshots.

use crate::support::{Backend, Hq};
use hq_contract::{BASE, ProblemCode};
use serde_json::Value;
use std::{fmt::Write as _, fs};

/// In which order they stand: reading before what changes.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md");

#[expect(clippy::disallowed_methods, reason = "as insta is told")]
#[tokio::test]
async fn the_tables_for_callers_say_what_is_declared() {
    let hq = Hq::start(Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let page = fs::read_to_string(PAGE).unwrap();
    let due = with(&page, "endpoints", &endpoints(&document));
    let due = with(&due, "refusals", &refusals());
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        fs::write(PAGE, due).unwrap();
        return;
    }
    let differs = page.lines().zip(due.lines()).find(|(is, due)| is != due);
    assert_eq!(differs, None, "INSTA_UPDATE=always cargo xtask test api document");
    assert_eq!(page.len(), due.len());
}

/// The page with another table between the two marks of this name.
fn with(page: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}\n{table}\n{end}{after}")
}

/// A table for each tag, in the order in which somebody gets to know HQ.
fn endpoints(document: &Value) -> String {
    let mut tables = Vec::new();
    for tag in document["tags"].as_array().unwrap() {
        let (name, why) = (tag["name"].as_str().unwrap(), tag["description"].as_str().unwrap());
        let mut table = format!("### {name}\n\n{why}\n\n");
        table.push_str("| | | takes | who | answers |\n| --- | --- | --- | --- | --- |\n");
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in METHODS.iter().filter_map(|method| Some((method, item.get(method)?))) {
                if operation["tags"][0] == name {
                    table.push_str(&row(document, method, path, operation));
                }
            }
        }
        tables.push(table);
    }
    tables.join("\n")
}

fn row(document: &Value, method: &str, path: &str, operation: &Value) -> String {
    let path = path.strip_prefix(BASE).unwrap();
    let does = operation["summary"].as_str().unwrap().replace('\n', " ");
    let statuses = operation["responses"].as_object().unwrap().keys();
    let answers: Vec<&str> = statuses.map(String::as_str).filter(|status| status.starts_with('2')).collect();
    format!(
        "| {} `{path}` | {does} | {} | {} | {} |\n",
        method.to_uppercase(),
        takes(document, operation),
        who(path, operation),
        answers.join(", ")
    )
}

/// The fields of its body, and the parameters of its query.
fn takes(document: &Value, operation: &Value) -> String {
    let content = &operation["requestBody"]["content"];
    let mut all = Vec::new();
    if let Some(schema) = content["application/json"].get("schema") {
        let at = schema["$ref"].as_str().unwrap().trim_start_matches('#');
        let schema = document.pointer(at).unwrap();
        let required = schema["required"].as_array();
        let fields = schema["properties"].as_object().unwrap().keys().map(|field| {
            let has_to_be_there = required.is_some_and(|names| names.iter().any(|name| name == field));
            if has_to_be_there { format!("`{field}`") } else { format!("[`{field}`]") }
        });
        all.push(fields.collect::<Vec<_>>().join(", "));
    } else if content.is_object() {
        all.push("the file".to_owned());
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let query = parameters.filter(|it| it["in"] == "query").map(|it| it["name"].as_str().unwrap());
    let query: Vec<String> = query
        .filter(|name| !["limit", "page_token"].contains(name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !query.is_empty() {
        all.push(format!("? {}", query.join(", ")));
    }
    all.join(" ")
}

/// Who can call it.
fn who(path: &str, operation: &Value) -> String {
    // What is said of the whole document holds where the operation says nothing: a session, and no key.
    let means = operation["security"].as_array().map_or(&[][..], Vec::as_slice);
    if means.contains(&serde_json::json!({})) {
        return "everybody".to_owned();
    }
    let takes_keys = means.iter().any(|means| means.get("api_key").is_some());
    let is_of_organization = path.starts_with("/organizations/{org}");
    match operation["x-permission"].as_str() {
        Some(permission) if takes_keys => format!("`{permission}`"),
        Some(permission) => format!("`{permission}`, a person"),
        None if is_of_organization && takes_keys => "member".to_owned(),
        None if is_of_organization => "member, a person".to_owned(),
        None if takes_keys => "signed in".to_owned(),
        None => "a person".to_owned(),
    }
}

/// Every refusal, by its status.
fn refusals() -> String {
    let mut table = "| status | `code` | |\n| --- | --- | --- |\n".to_owned();
    let mut codes = ProblemCode::ALL.to_vec();
    codes.sort_by_key(|code| code.status());
    for code in codes {
        let lines: Vec<&str> = code.documentation().iter().map(|line| line.trim()).collect();
        let meaning = lines.join(" ");
        let meaning = meaning.trim_end_matches('.');
        let _ = writeln!(table, "| {} | `{}` | {meaning} |", code.status(), code.as_str());
    }
    table
}
