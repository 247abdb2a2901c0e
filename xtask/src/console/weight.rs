//! What each door weighs on the wire: the page, its styles and scripts, the main WebAssembly, and the files of its chunks.

use super::fingerprint::files;
use super::manifest;
use crate::outcome::{Explain, Failure, Outcome};
use std::fs;
use std::path::{Path, PathBuf};

/// The pages that a visit often begins with, and what each may weigh at most, compressed with brotli. What is between these
/// and the goal of 1.5 × the page of a React console (211 kB) says docs/decisions/0002-size-of-the-console.md.
const LIMITS: [(&str, u64); 5] = [
    ("page_sign_in", 283_000),
    ("page_start", 282_000),
    ("page_home", 366_000),
    ("page_join", 321_000),
    ("page_members", 408_000),
];

/// What comes with every page beside its own files: the document, what it names, and nothing that only some ask for.
const COMMON: [&str; 4] = ["index.html", "boot-", "hq-console-", "style-"];
/// The main WebAssembly.
const MAIN: &str = "hq-console_bg-";
/// The styles that most pages need beside those of the first ones.
const LATER: &str = "later-";

/// Prints what each page weighs, and refuses a door that is too heavy.
pub fn tell(dist: &Path) -> Outcome {
    let all: Vec<PathBuf> = files(dist)?.into_iter().filter(|file| is_plain(file)).collect();
    let of = |start: &str| all.iter().filter(|file| name(file).starts_with(start)).collect::<Vec<_>>();
    let mut common = 0;
    for file in COMMON.iter().chain([&MAIN]).flat_map(|start| of(start)) {
        common += compressed(file)?;
    }
    let later: u64 = of(LATER).into_iter().map(|file| compressed(file)).sum::<Outcome<u64>>()?;
    println!("  {:<28} {:>9} {:>9}  (brotli; {common} of it with every page)", "page", "together", "its own");
    let mut heavy = Vec::new();
    for (page, plain, needed) in manifest::needed()? {
        let own: u64 = needed.iter().map(|file| compressed(&dist.join(file))).sum::<Outcome<u64>>()?;
        let own = if plain { own } else { own + later };
        println!("  {page:<28} {:>9} {own:>9}", common + own);
        let limit = LIMITS.iter().find(|(door, _)| *door == page).map(|(_, limit)| *limit);
        if let Some(limit) = limit.filter(|limit| common + own > *limit) {
            heavy.push(format!("{page} weighs {} bytes; {limit} are its limit.", common + own));
        }
    }
    if heavy.is_empty() {
        return Ok(());
    }
    Err(Failure::new(heavy.join("\n"))
        .advise("see what grew ('twiggy top', a new dependency, a new feature of web-sys), or load it later"))
}

/// Whether it is a file of the page, and not its compressed form.
fn is_plain(file: &Path) -> bool {
    file.extension().is_some_and(|kind| ["html", "css", "js", "wasm"].iter().any(|known| kind == *known))
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn compressed(file: &Path) -> Outcome<u64> {
    let mut path = file.as_os_str().to_owned();
    path.push(".br");
    Ok(fs::metadata(&path).explain(format!("look at {}", Path::new(&path).display()))?.len())
}
