//! Panics that end at once, without a word, in the release console: nobody reads the words there, and what prints them is
//! a tenth of the first screen (docs/decisions/0002-size-of-the-console.md). The standard library has to be built for it
//! too. A page that has broken all the same says so by public/boot.js.

use crate::process::Run;
use crate::profile::Profile;
use crate::setup::wasm_target::library_source;

/// What the compiler is told. Nor does anybody read what `{:?}` words: that is for tests and logs.
const FLAGS: [&str; 3] = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zfmt-debug=none"];

/// What cargo is told: to build the standard library with the console. `RUSTC_BOOTSTRAP` lets a stable compiler do it.
const SETTINGS: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Whether the console is built so.
pub fn end_at_once(profile: Profile) -> bool {
    profile == Profile::Release && library_source::is_there()
}

/// The compiler's flags for it.
pub fn flags(profile: Profile) -> &'static [&'static str] {
    if end_at_once(profile) { &FLAGS } else { &[] }
}

/// Hands cargo its settings for it.
pub fn with_settings(run: Run, profile: Profile) -> Run {
    let settings: &[_] = if end_at_once(profile) { &SETTINGS } else { &[] };
    settings.iter().fold(run, |run, (name, value)| run.env(name, value))
}
