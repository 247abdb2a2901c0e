//! Cutting the linked console into chunks (src/kit/chunk.rs): trunk has no step for it, so what it made of the whole is taken
//! away again and the files of the chunks are put in its place.

use super::fingerprint::{files, of_content};
use super::groups::{self, Group};
use super::{loader, panics, sections, small};
use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::{Run, parallel};
use crate::profile::Profile;
use crate::setup::tools::BINARYEN;
use crate::setup::wasm_target::TARGET;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The name of everything that trunk and wasm-bindgen make.
const NAME: &str = "hq-console";
/// The script of the splitter's that loads the chunks.
const LOADER: &str = "__wasm_split.js";
/// What is bundled: all that public/boot.js asks for.
const ENTRY: &str = "export { default } from \"./hq-console.js\";\n";
/// What lets the classes go that the console never makes (Leptos's, for streams): nothing tidies up after them.
const LEAVE_OUT: [&str; 2] = ["--define:Symbol.dispose=undefined", "--pure:FinalizationRegistry"];
/// Where the parts of the code take memory and table from, as the splitter calls it.
const SPLITTER: &str = "__wasm_split";
/// What the compiler takes for granted in a browser (small.mjs says it too).
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the compiler is told beside what `.cargo/config.toml` says, which this takes the place of: to keep what the
/// cutter needs, and no path of this machine.
pub fn compiler_flags(profile: Profile) -> Outcome<String> {
    let mut flags = vec![
        "--cfg=erase_components".to_owned(),
        "--cfg=split".to_owned(),
        "-Clink-arg=--emit-relocs".into(),
    ];
    for registry in registries()? {
        flags.push(format!("--remap-path-prefix={}/=", registry.display()));
    }
    flags.extend(panics::flags(profile).iter().map(ToString::to_string));
    Ok(flags.join("\u{1f}"))
}

/// Puts the files of the chunks in the place of the whole in the built page; which files each chunk needs. `also` says with
/// which chunks another always comes, `weight` how often a visit begins with one.
pub fn cut(
    profile: Profile,
    dist: &Path,
    also: impl Fn(&str) -> Option<BTreeSet<String>>,
    weight: impl Fn(&str) -> u64,
) -> Outcome<BTreeMap<String, Vec<String>>> {
    let folder = paths::notes().join("chunks");
    if folder.exists() {
        fs::remove_dir_all(&folder).explain("remove the chunks of before")?;
    }
    let linked = paths::target().join(TARGET).join(profile.of_console()).join(format!("{NAME}.wasm"));
    Run::new("wasm-split-cli").arg(linked).arg(&folder).args(["--out-name", NAME]).text()?;
    let main = folder.join(format!("{NAME}.wasm"));
    Run::new("wasm-bindgen")
        // The chunks are linked to the main one by what the linker exports.
        .args(["--keep-lld-exports", "--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"])
        .args([&folder, &main])
        .text()?;
    fs::remove_file(&main).explain("remove what was bound")?;
    let main = folder.join(format!("{NAME}_bg.wasm"));
    let loader = folder.join(LOADER);
    let script = fs::read_to_string(&loader).explain("read the splitter's script")?;
    let parts = loader::parts(&script);
    let outside = outside(&folder, parts.keys())?;
    let sizes = parts.keys().map(|stem| Ok((stem.clone(), sections::weight(&part(&folder, stem))?)));
    let sizes: BTreeMap<String, u64> = sizes.collect::<Outcome<_>>()?;
    let groups = groups::join(loader::sized(parts, &sizes, also), weight)?;
    let numbered: Vec<(usize, &Group)> = groups.iter().enumerate().collect();
    let joined = parallel::each(&numbered, |(number, group)| {
        let file = folder.join(format!("joined-{number}.wasm"));
        join(&folder, &outside, group, &file)?;
        Ok(file)
    })?;
    if profile == Profile::Release {
        small::make(joined.iter().chain([&main]).cloned().collect())?;
    }
    let main = laid_beside(&main, &format!("{NAME}_bg"), dist)?;
    let names = joined.iter().zip(&groups).map(|(file, group)| laid_beside(file, group.name(), dist));
    let names = names.collect::<Outcome<Vec<_>>>()?;
    let files: Vec<(String, Group)> = names.into_iter().zip(groups).collect();
    fs::write(&loader, loader::write(&script, &files)).explain("write the splitter's script")?;
    let bundle = bundle(&folder, dist)?;
    name_in_page(dist, &bundle, &main)?;
    let needed = |chunk: &str| {
        let files = files.iter().filter(|(_, group)| group.chunks.contains(chunk));
        (chunk.to_owned(), files.map(|(name, _)| name.clone()).collect())
    };
    Ok(loader::chunks(&script).into_iter().map(needed).collect())
}

fn part(folder: &Path, stem: &str) -> PathBuf {
    folder.join(format!("{stem}.wasm"))
}

/// The parts of a group as one file; `outside` makes one import of all of theirs.
fn join(folder: &Path, outside: &Path, group: &Group, file: &Path) -> Outcome {
    // Joining is soon done, sooner than Node.js has made binaryen fast.
    let mut merge = Run::new("node").arg("--liftoff-only").arg(BINARYEN.program("wasm-merge"));
    merge = merge.args(FEATURES).arg(outside).arg(SPLITTER);
    for stem in &group.stems {
        merge = merge.arg(part(folder, stem)).arg(stem);
    }
    merge.arg("--output").arg(file).text().map(drop)
}

/// What the parts take from outside, as a module: the largest of them takes everything that any of them does.
fn outside<'a>(folder: &Path, stems: impl Iterator<Item = &'a String>) -> Outcome<PathBuf> {
    let parts = stems.map(|stem| part(folder, stem));
    let largest = parts
        .max_by_key(|part| fs::metadata(part).map(|data| data.len()).unwrap_or_default())
        .ok_or_else(|| Failure::new("The console was not cut: nothing of it comes later."))?;
    let text = Run::new("wasm-dis").args(FEATURES).arg(largest).text()?;
    let file = folder.join("outside.wat");
    fs::write(&file, loader::outside(&text)).explain("write what the chunks take from outside")?;
    Ok(file)
}

/// Lays a file beside the page under a name that changes with its content.
fn laid_beside(file: &Path, name: &str, dist: &Path) -> Outcome<String> {
    let name = format!("{name}-{}.wasm", hash_of(file)?);
    fs::copy(file, dist.join(&name)).explain("lay a file beside the page")?;
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

/// Has the page name the chunks' script and WebAssembly instead of the whole's, which go.
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
