//! What the first screen weighs on the wire.

use super::fingerprint::files;
use super::stylesheets::LATER_NAME;
use crate::outcome::{Explain, Failure, Outcome};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What it may weigh at most, compressed with brotli.
const LIMIT: u64 = 150_000;
/// What it should weigh; docs/decisions/0002-size-of-the-console.md says what is between the two.
const GOAL: u64 = 100_000;

/// What counts: the page, its styles, its script and its WebAssembly.
const KINDS: [&str; 5] = ["html", "css", "js", "mjs", "wasm"];

/// Prints a table of what the first screen loads, and refuses one that is too heavy.
pub fn tell(dist: &Path) -> Outcome {
    let mut totals = [0; 3];
    println!("  {:<44} {:>9} {:>9} {:>9}", "the first screen", "raw", "gzip", "brotli");
    for file in first_screen(dist)? {
        let sizes = [size(&file, "")?, size(&file, ".gz")?, size(&file, ".br")?];
        for (total, size) in totals.iter_mut().zip(sizes) {
            *total += size;
        }
        line(&file.strip_prefix(dist).unwrap_or(&file).display().to_string(), sizes);
    }
    line("together", totals);
    let [_, _, brotli] = totals;
    if brotli > GOAL {
        println!("  The goal is {GOAL} bytes; {} are too many.", brotli - GOAL);
    }
    if brotli > LIMIT {
        return Err(Failure::new(format!("The first screen weighs {brotli} bytes; {LIMIT} are the limit."))
            .advise(
                "see what grew ('twiggy top', a new dependency, a new feature of web-sys), or load it later",
            ));
    }
    Ok(())
}

fn line(name: &str, [raw, gzip, brotli]: [u64; 3]) {
    println!("  {name:<44} {raw:>9} {gzip:>9} {brotli:>9}");
}

fn size(file: &Path, ending: &str) -> Outcome<u64> {
    let mut path = file.as_os_str().to_owned();
    path.push(ending);
    Ok(fs::metadata(&path).explain(format!("look at {}", Path::new(&path).display()))?.len())
}

/// index.html, the files that it names, and the ones that their scripts name: no WebAssembly, which is a piece that
/// comes when it is opened.
fn first_screen(dist: &Path) -> Outcome<Vec<PathBuf>> {
    let all: Vec<PathBuf> = files(dist)?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)))
        .collect();
    let mut loaded = BTreeSet::new();
    let mut waiting = vec![dist.join("index.html")];
    while let Some(file) = waiting.pop() {
        if !loaded.insert(file.clone()) || is(&file, "wasm") {
            continue;
        }
        let text = fs::read_to_string(&file).explain(format!("read {}", file.display()))?;
        let piece = |other: &Path| is(&file, "js") && is(other, "wasm") || comes_later(other);
        waiting.extend(all.iter().filter(|other| names(&text, other) && !piece(other)).cloned());
    }
    Ok(loaded.into_iter().collect())
}

/// Whether the page only tells where it is.
fn comes_later(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(LATER_NAME))
}

fn names(text: &str, file: &Path) -> bool {
    file.file_name().is_some_and(|name| text.contains(&*name.to_string_lossy()))
}

fn is(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|kind| kind == ending)
}
