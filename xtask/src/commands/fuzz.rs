//! `cargo xtask fuzz`: files that strangers send, made up by a fuzzer that sees which branches they reach.

use crate::outcome::{Explain, Failure, Outcome};
use crate::paths;
use crate::process::Run;
use crate::setup::need::Need;
use crate::setup::{self, tools};
use std::fs;

/// What is fuzzed, and what it may take.
struct Target {
    name: &'static str,
    /// Bytes of a case: small ones reach as much and are quicker.
    longest: &'static str,
    /// Megabytes of memory, over all.
    memory: &'static str,
    /// Seconds for a case.
    time: &'static str,
}

const TARGETS: [Target; 2] = [
    Target { name: "certificates", longest: "4096", memory: "512", time: "2" },
    Target { name: "pictures", longest: "1024", memory: "512", time: "2" },
];

/// How many cases unless told otherwise.
const CASES: &str = "10000000";

/// Runs `[TARGET] [CASES]`.
pub fn run(arguments: &[String]) -> Outcome {
    let cases = arguments.iter().find(|word| word.parse::<u64>().is_ok()).map_or(CASES, String::as_str);
    let named: Vec<&String> = arguments.iter().filter(|word| word.parse::<u64>().is_err()).collect();
    let wanted = |target: &&Target| named.is_empty() || named.iter().any(|name| *name == target.name);
    let targets: Vec<&Target> = TARGETS.iter().filter(wanted).collect();
    if targets.is_empty() {
        return Err(Failure::new("There are the targets certificates and pictures."));
    }
    setup::ensure(&[Need::CCompiler, Need::Cargo(tools::FUZZ)])?;
    targets.into_iter().try_for_each(|target| fuzz(target, cases))
}

fn fuzz(target: &Target, cases: &str) -> Outcome {
    // What the fuzzer finds is kept from one run to the next.
    let corpus = paths::notes().join("fuzz").join(target.name);
    fs::create_dir_all(&corpus).explain("create the folder of the fuzzer's cases")?;
    // Without a sanitizer: those need a compiler that is not stable, and there is no unsafe code of ours to look at.
    Run::cargo(&["fuzz", "run", "--release", "--sanitizer", "none", "--fuzz-dir", "fuzz", target.name])
        .arg(&corpus)
        .arg(paths::in_root("fuzz/seeds").join(target.name))
        .args(["--", &format!("-runs={cases}"), &format!("-max_len={}", target.longest)])
        .args([&format!("-rss_limit_mb={}", target.memory), &format!("-timeout={}", target.time)])
        .arg("-print_final_stats=1")
        .env("CARGO_TARGET_DIR", paths::target().join("fuzz"))
        .show()
}
