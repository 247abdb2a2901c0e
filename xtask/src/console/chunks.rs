//! Cutting the linked console into pieces (src/shell/pieces.rs): trunk has no step for it, so what it made of the whole
//! is taken away again and the pieces are put in its place.

use super::fingerprint::{files, of_content};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::wasm_target::TARGET;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of everything that trunk and wasm-bindgen make.
const NAME: &str = "hq-console";
/// The script of the splitter's that loads the pieces.
const LOADER: &str = "__wasm_split.js";
/// What is bundled: all that public/boot.js asks for.
const ENTRY: &str = "export { default } from \"./hq-console.js\";\n";
/// What lets the classes go that the console never makes (Leptos's, for streams): nothing tidies up after them.
const LEAVE_OUT: [&str; 2] = ["--define:Symbol.dispose=undefined", "--pure:FinalizationRegistry"];
/// The length of the hashes in wasm-bindgen's names.
const HASH: usize = 16;
/// How wasm-opt makes a piece small. Brotli decides: it likes what `-Os` leaves better than what `-Oz` does, and functions
/// of one name beside each other.
const SMALL: [&str; 14] = [
    // What the compiler takes for granted in a browser.
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    // The functions of those classes.
    "--remove-exports=*intounderlying*",
    "-Os",
    // The first kilobyte is the end of the stack, and no address of anything.
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--skip-pass=local-cse",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// What the compiler is told beside what `.cargo/config.toml` says, which this takes the place of: to keep what the
/// cutter needs, and no path of this machine.
pub fn compiler_flags() -> Outcome<String> {
    let mut flags = vec![
        "--cfg=erase_components".to_owned(),
        "--cfg=split".to_owned(),
        "-Clink-arg=--emit-relocs".into(),
    ];
    for registry in registries()? {
        flags.push(format!("--remap-path-prefix={}/=", registry.display()));
    }
    Ok(flags.join("\u{1f}"))
}

/// Puts the pieces in the place of the whole in the built page.
pub fn cut(dist: &Path) -> Outcome {
    let folder = paths::notes().join("pieces");
    if folder.exists() {
        fs::remove_dir_all(&folder).explain("remove the pieces of before")?;
    }
    let linked = paths::target().join(TARGET).join("console").join(format!("{NAME}.wasm"));
    Run::new("wasm-split-cli").arg(linked).arg(&folder).args(["--out-name", NAME]).text()?;
    let main = folder.join(format!("{NAME}.wasm"));
    Run::new("wasm-bindgen")
        // The pieces are linked to the main one by what the linker exports.
        .args(["--keep-lld-exports", "--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"])
        .args([&folder, &main])
        .text()?;
    fs::remove_file(&main).explain("remove what was bound")?;
    plain_names(&folder)?;
    let loader = folder.join(LOADER);
    let mut script = fs::read_to_string(&loader).explain("read the pieces' loader")?;
    let mut main = None;
    for piece in files(&folder)?.into_iter().filter(|file| has_ending(file, "wasm")) {
        let stem = stem(&piece);
        let name = optimized(&piece, stem.trim_start_matches("split_"), dist)?;
        if stem == format!("{NAME}_bg") {
            main = Some(name);
        } else {
            script = script.replace(&format!("./{stem}.wasm"), &format!("./{name}"));
        }
    }
    fs::write(&loader, script).explain("write the pieces' loader")?;
    let main = main.ok_or_else(|| Failure::new("wasm-bindgen made no WebAssembly."))?;
    let script = bundle(&folder, dist)?;
    name_in_page(dist, &script, &main)
}

/// wasm-bindgen ends the names between script and WebAssembly with hashes, two kilobytes that no compression helps.
/// Numbers of the same length are as good, as both sides are built together; nothing in the file moves.
fn plain_names(folder: &Path) -> Outcome {
    let script = folder.join(format!("{NAME}.js"));
    let hashes = hashes(&fs::read(&script).explain("read the script of wasm-bindgen")?);
    for file in [script, folder.join(format!("{NAME}_bg.wasm"))] {
        let mut bytes = fs::read(&file).explain("read what wasm-bindgen made")?;
        number(&mut bytes, &hashes);
        fs::write(&file, bytes).explain("write what wasm-bindgen made")?;
    }
    Ok(())
}

/// The hashes at the ends of the names in a script.
fn hashes(script: &[u8]) -> BTreeSet<Vec<u8>> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'$';
    let hash = |name: &[u8]| {
        let (before, end) = name.split_at_checked(name.len().checked_sub(HASH)?)?;
        let marked = before.ends_with(b"_") || before.ends_with(b"_h");
        let hex = end.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (marked && hex).then(|| end.to_owned())
    };
    script.split(|byte| !is_name(byte)).filter_map(hash).collect()
}

/// Puts its number in the place of each hash.
fn number(bytes: &mut [u8], hashes: &BTreeSet<Vec<u8>>) {
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + HASH) {
        let known = hashes.contains(window);
        match known.then(|| hashes.iter().position(|hash| hash == window)).flatten() {
            Some(index) => {
                let number = format!("{index:0HASH$}");
                bytes.iter_mut().skip(at).zip(number.bytes()).for_each(|(byte, digit)| *byte = digit);
                at += HASH;
            }
            None => at += 1,
        }
    }
}

/// Makes a piece small, and lays it beside the page under a name that changes with its content.
fn optimized(piece: &Path, name: &str, dist: &Path) -> Outcome<String> {
    let small = piece.with_extension("small");
    Run::new("wasm-opt").args(SMALL).arg("--output").args([&small, piece]).text()?;
    let name = format!("{name}-{}.wasm", hash_of(&small)?);
    fs::rename(&small, dist.join(&name)).explain("lay a piece beside the page")?;
    Ok(name)
}

/// The script of wasm-bindgen's and the loader, which need each other, as one file.
fn bundle(folder: &Path, dist: &Path) -> Outcome<String> {
    let (entry, whole) = (folder.join("entry.js"), folder.join("bundle.js"));
    fs::write(&entry, ENTRY).explain("write the script's entry")?;
    Run::new("esbuild")
        .arg(&entry)
        .args(["--bundle", "--format=esm", "--minify", "--log-level=error"])
        .args(LEAVE_OUT)
        .arg(format!("--outfile={}", whole.display()))
        .text()?;
    let name = format!("{NAME}-{}.js", hash_of(&whole)?);
    fs::copy(&whole, dist.join(&name)).explain("lay the script beside the page")?;
    Ok(name)
}

/// Has the page name the pieces' script and WebAssembly instead of the whole's, which go.
fn name_in_page(dist: &Path, script: &str, main: &str) -> Outcome {
    let page = dist.join("index.html");
    let mut html = fs::read_to_string(&page).explain("read the built page")?;
    for file in files(dist)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let place = if name.ends_with("_bg.wasm") {
            main
        } else if name.starts_with(NAME) && name.ends_with(".js") && name != script {
            script
        } else {
            continue;
        };
        if !html.contains(&name) {
            return Err(Failure::new(format!("The built page does not name {name}.")));
        }
        html = html.replace(&name, place);
        fs::remove_file(&file).explain(format!("remove {}", file.display()))?;
    }
    fs::write(&page, html).explain("write the built page")
}

/// Where cargo keeps the sources of the crates: their paths are in what panics say.
fn registries() -> Outcome<Vec<PathBuf>> {
    let sources = paths::cargo().join("registry/src");
    let mut registries = Vec::new();
    if !sources.is_dir() {
        return Ok(registries);
    }
    for entry in fs::read_dir(&sources).explain(format!("read the folder {}", sources.display()))? {
        registries.push(entry.explain(format!("read the folder {}", sources.display()))?.path());
    }
    registries.sort();
    Ok(registries)
}

fn hash_of(file: &Path) -> Outcome<String> {
    Ok(of_content(&fs::read(file).explain(format!("read {}", file.display()))?))
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|kind| kind == ending)
}

#[cfg(test)]
mod tests {
    use super::{hashes, number};

    #[test]
    fn hashes_become_numbers_on_both_sides() {
        let mut script = b"imports.__wbg_get_0123456789abcdef=a;imports.__h_h00000000000000ff;x_0123456789abcdefg;f0123456789abcdef".to_vec();
        let hashes = hashes(&script);
        assert_eq!(hashes.len(), 2);
        number(&mut script, &hashes);
        let script = String::from_utf8(script).unwrap();
        assert!(
            script.starts_with("imports.__wbg_get_0000000000000001=a;imports.__h_h0000000000000000;"),
            "{script}"
        );
    }
}
