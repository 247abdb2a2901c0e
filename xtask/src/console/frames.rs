//! Forms that can be filled in while the console is on its way, written into the built page, once for each language:
//! `public/boot.js` shows them, and the console's own go on with what was typed. `tests/web/frames.rs` holds both to be the same.

use crate::outcome::Outcome;
use crate::paths;
use crate::process::Run;
use std::path::Path;

const WRITE: &str = include_str!("frames.mjs");

/// The paths, and where the markup of each stands. A text is `{feature.key}` in it.
const FRAMES: [&str; 1] = ["/sign-in=src/session/sign_in.html"];
/// The catalogues of texts: a file a language.
const TEXTS: &str = "crates/text/texts";

/// Writes them into the page.
pub fn write(dist: &Path) -> Outcome {
    let run = Run::new("node").args(["--input-type=module", "--eval", WRITE]).arg(dist.join("index.html"));
    run.arg(TEXTS).args(FRAMES).within(&paths::in_root(".")).text()?;
    Ok(())
}
