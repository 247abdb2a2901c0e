//! One stylesheet out of all that index.html lists: a request instead of thirty.

use crate::outcome::{Explain, Failure, Outcome};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::path::Path;

/// Joins the stylesheets of the built page in their order, and has the page name the result instead.
pub fn join(dist: &Path) -> Outcome {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).explain("read the built page")?;
    let links = links(&html);
    let mut joined = String::new();
    for link in &links {
        let file = dist.join(link.path);
        let css = fs::read_to_string(&file).explain(format!("read {}", file.display()))?;
        joined.push_str(css.trim_end());
        joined.push('\n');
        fs::remove_file(&file).explain(format!("remove {}", file.display()))?;
    }
    let mut hasher = DefaultHasher::new();
    joined.hash(&mut hasher);
    let name = format!("style-{:016x}.css", hasher.finish());
    let html =
        replace(&html, &links, &name).ok_or_else(|| Failure::new("The built page lists no stylesheet."))?;
    fs::write(dist.join(&name), joined).explain("write the joined stylesheet")?;
    fs::write(&page, html).explain("write the built page")
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

/// The page with one link in the place of the first, and the others gone.
fn replace(html: &str, links: &[Link<'_>], name: &str) -> Option<String> {
    let mut result = html.to_owned();
    let (first, others) = links.split_first()?;
    for link in others.iter().rev() {
        let before = result.get(..link.place.start)?.trim_end().len();
        result.replace_range(before..link.place.end, "");
    }
    result.replace_range(first.place.clone(), &format!("<link rel=\"stylesheet\" href=\"/{name}\">"));
    Some(result)
}

#[cfg(test)]
mod tests {
    use super::{links, replace};

    #[test]
    fn the_page_names_one_stylesheet_in_the_place_of_the_first() {
        let html = "<head>\n  <link rel=\"icon\" href=\"/i.svg\">\n  <link rel=\"stylesheet\" href=\"/a-1.css\"/>\n  \
                    <link rel=\"stylesheet\" href=\"/b-2.css\"/>\n</head>";
        let links = links(html);
        assert_eq!(links.iter().map(|link| link.path).collect::<Vec<_>>(), ["a-1.css", "b-2.css"]);
        let joined = replace(html, &links, "style-3.css").unwrap();
        assert_eq!(
            joined,
            "<head>\n  <link rel=\"icon\" href=\"/i.svg\">\n  <link rel=\"stylesheet\" href=\"/style-3.css\">\n</head>"
        );
    }

    #[test]
    fn a_minified_page_is_read_too() {
        let html =
            "<meta charset=utf-8><link href=/a-1.css rel=stylesheet><link href=/b-2.css rel=stylesheet><p>";
        let joined = replace(html, &links(html), "style-3.css").unwrap();
        assert_eq!(joined, "<meta charset=utf-8><link rel=\"stylesheet\" href=\"/style-3.css\"><p>");
    }

    #[test]
    fn a_page_without_stylesheets_is_none_of_ours() {
        assert_eq!(replace("<p>", &[], "style-3.css"), None);
    }
}
