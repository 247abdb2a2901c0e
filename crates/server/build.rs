//! Has the binary compiled anew when the console was built anew: its files are embedded.

use std::{env, path::Path};

#[expect(clippy::disallowed_methods, reason = "how cargo tells build scripts")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Debug builds read the folder when they start.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        // A folder that is not there would have this run, and the crate compiled, each time.
        let _ = std::fs::create_dir_all(Path::new("../../dist"));
        println!("cargo::rerun-if-changed=../../dist");
    }
}
