//! Building the page: trunk, the chunks, the list of what each page begins with, compression, and what it weighs.

mod chunks;
mod fingerprint;
mod frames;
mod groups;
mod integrity;
mod loader;
mod manifest;
mod panics;
mod sections;
mod small;
mod stylesheets;
mod table;
mod viewer;
mod weight;

pub use fingerprint::files;

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::{Run, bare};
use crate::profile::Profile;
use crate::setup::progress::Progress;
use crate::setup::wasm_target::TARGET;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Brotli and gzip, by Node.js: it is here for esbuild anyway.
const COMPRESS: &str = include_str!("console/compress.mjs");

/// Where the page lies; the server embeds this folder.
pub fn folder() -> PathBuf {
    paths::in_root("dist")
}

/// The server embeds the folder even in debug builds, so it has to exist.
pub fn ensure_folder() -> Outcome {
    fs::create_dir_all(folder()).explain("create the folder dist")
}

/// Builds the page, unless nothing that it is made of has changed.
pub fn build(profile: Profile, progress: &Progress) -> Outcome {
    fs::create_dir_all(paths::notes()).explain("create the tasks' folder")?;
    // Two builds at once would empty each other's folder.
    let lock = fs::File::create(paths::notes().join("dist.lock")).explain("create the build's lock")?;
    lock.lock().explain("wait for another build")?;
    let stamp = paths::notes().join("dist.fingerprint");
    let before = fs::read_to_string(&stamp).unwrap_or_default();
    for known in profile.or_better() {
        if before == fingerprint::of_sources(*known)? && folder().join("index.html.br").is_file() {
            return Ok(());
        }
    }
    // trunk empties the folder first, and until the new page is whole there is none to rely on.
    if stamp.exists() {
        fs::remove_file(&stamp).explain("remove the old fingerprint")?;
    }
    trunk(profile, progress)?;
    progress.tell("cutting it into chunks");
    let pages = table::read()?;
    let files = cut(profile, &pages)?;
    let later = stylesheets::join(&folder())?;
    manifest::write(&folder(), &pages, &files, &later)?;
    frames::write(&folder())?;
    minify_scripts()?;
    integrity::write(&folder())?;
    progress.tell("compressing it");
    compress(&folder(), profile)?;
    viewer::put(&folder())?;
    fs::write(&stamp, fingerprint::of_sources(profile)?).explain("write the fingerprint")
}

/// How much more often a visit begins with one of these (the doors of docs/decisions/0002) than with what only comes later.
const HOME: u64 = 90;
const DOOR: u64 = 60;
const PAGE: u64 = 6;
const PART: u64 = 1;

fn cut(profile: Profile, pages: &[table::Page]) -> Outcome<BTreeMap<String, Vec<String>>> {
    let inside: BTreeSet<String> =
        pages.iter().filter(|page| manifest::has_layout(page)).map(|page| page.chunk.clone()).collect();
    let also = |chunk: &str| (chunk == manifest::NAVIGATION).then(|| inside.clone());
    let weight = |chunk: &str| match chunk {
        "page_home" => HOME,
        "page_sign_in" | "page_start" | "page_join" | "page_members" => DOOR,
        page if page.starts_with("page_") => PAGE,
        _ => PART,
    };
    chunks::cut(profile, &folder(), also, weight)
}

/// Prints what the first screen of the built page weighs, and refuses one that is too heavy.
pub fn weigh() -> Outcome {
    weight::tell(&folder())
}

fn trunk(profile: Profile, progress: &Progress) -> Outcome {
    // What cargo is missing it fetches before: trunk's --offline reaches cargo too.
    let fetch = Run::for_browser("cargo").args(["fetch", "--target", TARGET, "--target", &host()?]);
    panics::with_settings(fetch, profile).watched(progress)?;
    let trunk = Run::for_browser("trunk")
        .args([
            "--log",
            "error",
            "build",
            "--release",
            "--cargo-profile",
            profile.of_console(),
            "--offline",
            "--skip-version-check",
            "--dist",
        ])
        .arg(folder())
        .env("CARGO_ENCODED_RUSTFLAGS", chunks::compiler_flags(profile)?)
        .without("RUSTFLAGS")
        // trunk takes only `true` and `false` for the one, and adds nothing but noise with the other.
        .without("NO_COLOR")
        .without("RUST_LOG")
        .without("RUST_BACKTRACE");
    panics::with_settings(trunk, profile).watched(progress)
}

/// trunk leaves a script as it is when it does not understand it.
fn minify_scripts() -> Outcome {
    let scripts =
        files(&folder())?.into_iter().filter(|file| file.extension().is_some_and(|kind| kind == "js"));
    Run::new("esbuild")
        .args(scripts)
        .args(["--minify", "--allow-overwrite", "--log-level=warning"])
        .args(["--outdir=dist", "--outbase=dist"])
        .text()
        .map(drop)
}

fn compress(folder: &Path, profile: Profile) -> Outcome {
    let quality = if profile == Profile::Quick { "5" } else { "11" };
    Run::new("node")
        .args(["--input-type=module", "--eval", COMPRESS])
        .arg(folder)
        .arg(quality)
        .text()
        .map(drop)
}

/// What the compiler calls this machine.
fn host() -> Outcome<String> {
    bare("rustc", &["-vV"])
        .and_then(|text| Some(text.lines().find_map(|line| line.strip_prefix("host: "))?.to_owned()))
        .ok_or_else(|| Failure::new("rustc does not say what machine this is."))
}
