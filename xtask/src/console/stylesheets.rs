//! Two stylesheets out of all that index.html lists, one for the first screen and one for later: not thirty requests.

use super::fingerprint::of_content;
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// What marks a stylesheet in index.html that the first pages do without (`plain` in src/routes/table.rs).
const MARK: &str = " data-later";
/// How the joined stylesheet of these begins; what begins so is not of the first screen.
pub const LATER_NAME: &str = "later-";

/// Joins the stylesheets of the built page in their order, and has the page name the results instead; what the later one is
/// called.
pub fn join(dist: &Path) -> Outcome<String> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).explain("read the built page")?;
    let source = fs::read_to_string(paths::in_root("index.html")).explain("read index.html")?;
    let marked = marked(&source);
    let links = links(&html);
    let (mut first, mut later) = (String::new(), String::new());
    for link in &links {
        let file = dist.join(link.path);
        let css = fs::read_to_string(&file).explain(format!("read {}", file.display()))?;
        let joined = if is_later(&marked, link.path) { &mut later } else { &mut first };
        joined.push_str(css.trim_end());
        joined.push('\n');
        fs::remove_file(&file).explain(format!("remove {}", file.display()))?;
    }
    let names = [name("style-", &first), name(LATER_NAME, &later)];
    let html =
        replace(&html, &links, &names).ok_or_else(|| Failure::new("The built page lists no stylesheet."))?;
    for (name, joined) in names.iter().zip([first, later]) {
        fs::write(dist.join(name), joined).explain("write a joined stylesheet")?;
    }
    fs::write(&page, html).explain("write the built page")?;
    let [_, later] = names;
    Ok(later)
}

/// The stems of the stylesheets that are marked.
fn marked(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| line.contains(MARK))
        .filter_map(|line| attribute(line, "href")?.rsplit('/').next()?.strip_suffix(".css"))
        .collect()
}

fn is_later(marked: &[&str], path: &str) -> bool {
    path.rsplit_once('-').is_some_and(|(stem, _)| marked.contains(&stem))
}

/// A name that changes with the content.
fn name(start: &str, css: &str) -> String {
    format!("{start}{}.css", of_content(css.as_bytes()))
}

/// A `<link rel="stylesheet">` of the page: where it stands, and the file that it names.
struct Link<'a> {
    place: Range<usize>,
    path: &'a str,
}

/// The minified page writes attributes without quotes where it can.
fn links(html: &str) -> Vec<Link<'_>> {
    html.match_indices("<link ")
        .filter_map(|(start, _)| {
            let element = html.get(start..)?;
            let element = element.get(..=element.find('>')?)?;
            let sheet = attribute(element, "rel")? == "stylesheet";
            let path = attribute(element, "href")?.trim_start_matches('/');
            sheet.then(|| Link { place: start..start + element.len(), path })
        })
        .collect()
}

/// The value of an attribute, with or without quotes.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(&format!(" {name}="))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    }
}

/// The page with one link in the place of the first, what tells where the later ones are, and the others gone.
fn replace(html: &str, links: &[Link<'_>], [now, later]: &[String; 2]) -> Option<String> {
    let mut result = html.to_owned();
    let (first, others) = links.split_first()?;
    for link in others.iter().rev() {
        let before = result.get(..link.place.start)?.trim_end().len();
        result.replace_range(before..link.place.end, "");
    }
    let both =
        format!("<link rel=\"stylesheet\" href=\"/{now}\"><meta name=\"hq-later\" content=\"/{later}\">");
    result.replace_range(first.place.clone(), &both);
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::{is_later, links, marked, replace};

    fn names() -> [String; 2] {
        ["style-3.css".to_owned(), "later-4.css".to_owned()]
    }

    #[test]
    fn what_later_pages_need_comes_later() {
        let source = "<link data-trunk rel=\"css\" href=\"style/ui/tabs.css\" data-later>\n<link rel=\"css\" href=\"style/start.css\">";
        let marked = marked(source);
        assert_eq!(marked, ["tabs"]);
        assert!(is_later(&marked, "tabs-0123456789abcdef.css"));
        assert!(!is_later(&marked, "start-1.css") && !is_later(&marked, "tokens-1.css"));
    }

    #[test]
    fn the_page_names_one_stylesheet_in_the_place_of_the_first() {
        let html = "<head>\n  <link rel=\"icon\" href=\"/i.svg\">\n  <link rel=\"stylesheet\" href=\"/a-1.css\"/>\n  \
                    <link rel=\"stylesheet\" href=\"/b-2.css\"/>\n</head>";
        let links = links(html);
        assert_eq!(links.iter().map(|link| link.path).collect::<Vec<_>>(), ["a-1.css", "b-2.css"]);
        let joined = replace(html, &links, &names()).unwrap();
        assert_eq!(
            joined,
            "<head>\n  <link rel=\"icon\" href=\"/i.svg\">\n  <link rel=\"stylesheet\" href=\"/style-3.css\"><meta name=\"hq-later\" content=\"/later-4.css\">\n</head>"
        );
    }

    #[test]
    fn a_minified_page_is_read_too() {
        let html =
            "<meta charset=utf-8><link href=/a-1.css rel=stylesheet><link href=/b-2.css rel=stylesheet><p>";
        let joined = replace(html, &links(html), &names()).unwrap();
        assert_eq!(
            joined,
            "<meta charset=utf-8><link rel=\"stylesheet\" href=\"/style-3.css\"><meta name=\"hq-later\" content=\"/later-4.css\"><p>"
        );
    }

    #[test]
    fn a_page_without_stylesheets_is_none_of_ours() {
        assert_eq!(replace("<p>", &[], &names()), None);
    }
}
