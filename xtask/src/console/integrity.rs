//! Subresource Integrity (W3C) in the built page: what its scripts and styles are, a browser holds them to. They come from
//! the page's own origin, so it is for a cache or a proxy in between that mixes files up.

use crate::outcome::{Explain, Failure, Outcome};
use crate::process::Run;
use std::fs;
use std::path::Path;

const HASHES: &str = include_str!("integrity.mjs");

/// Writes the hashes of what the page names, once nothing of it changes any more.
pub fn write(dist: &Path) -> Outcome {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).explain("read the built page")?;
    let places = places(&html);
    if places.is_empty() {
        return Err(Failure::new("The built page names no script and no stylesheet."));
    }
    let hashes = Run::new("node")
        .args(["--input-type=module", "--eval", HASHES])
        .args(places.iter().map(|place| dist.join(place.file)))
        .text()?;
    let hashes: Vec<&str> = hashes.split_whitespace().collect();
    if hashes.len() != places.len() {
        return Err(Failure::new("Node.js did not hash every file of the page."));
    }
    fs::write(&page, marked(&html, &places, &hashes)).explain("write the built page")
}

/// Where the name of an element ends that names a file, and the file.
struct Place<'a> {
    at: usize,
    file: &'a str,
}

/// The scripts and stylesheets of a page.
fn places(html: &str) -> Vec<Place<'_>> {
    let of = |start: &'static str, attribute: &'static str, needs: &'static str| {
        html.match_indices(start).filter_map(move |(at, _)| {
            let element = html.get(at..)?;
            let element = element.get(..element.find('>')?)?;
            let file = value(element, attribute)?.trim_start_matches('/');
            element.contains(needs).then_some(Place { at: at + start.len(), file })
        })
    };
    let mut places: Vec<Place<'_>> =
        of("<script", " src=", "").chain(of("<link", " href=", "stylesheet")).collect();
    places.sort_by_key(|place| place.at);
    places
}

/// The value of an attribute, with or without quotes.
fn value<'a>(element: &'a str, attribute: &str) -> Option<&'a str> {
    let (_, rest) = element.split_once(attribute)?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split(' ').next(),
    }
}

/// The page with a hash in each place, from the last to the first.
fn marked(html: &str, places: &[Place<'_>], hashes: &[&str]) -> String {
    let mut marked = html.to_owned();
    for (place, hash) in places.iter().zip(hashes).rev() {
        marked.insert_str(place.at, &format!(" integrity=\"{hash}\""));
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::{marked, places};

    #[test]
    fn each_script_and_stylesheet_gets_its_hash() {
        for html in [
            "<link rel=\"icon\" href=\"data:x\"><link rel=\"stylesheet\" href=\"/style-1.css\">\
             <link id=\"boot-js\" rel=\"modulepreload\" href=\"/hq.js\"><script src=\"/boot-2.js\"></script>",
            "<link rel=icon href=data:x><link rel=stylesheet href=/style-1.css>\
             <link id=boot-js rel=modulepreload href=/hq.js><script src=/boot-2.js></script>",
        ] {
            let places = places(html);
            let files: Vec<&str> = places.iter().map(|place| place.file).collect();
            assert_eq!(files, ["style-1.css", "boot-2.js"], "{html}");
            let marked = marked(html, &places, &["sha384-a", "sha384-b"]);
            assert!(marked.contains("<link integrity=\"sha384-a\" rel"), "{marked}");
            assert!(marked.contains("<script integrity=\"sha384-b\" src"), "{marked}");
            assert_eq!(marked.matches("integrity").count(), 2, "{marked}");
        }
    }
}
