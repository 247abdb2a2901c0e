//! What draws the API's document (docs/decisions/0004-api-docs-page.md): a script that others made, beside the console's files.

use super::compress;
use crate::outcome::{Explain, Outcome};
use crate::profile::Profile;
use crate::setup::tools::SCALAR;
use std::fs;
use std::path::Path;

/// Where the server looks for it.
const NAME: &str = "api-reference.js";

/// Puts it into the folder, with its compressed forms. To make these takes seconds, and they are always the same: they are kept
/// beside the tool.
pub fn put(folder: &Path) -> Outcome {
    let ready = SCALAR.folder().join("ready");
    if !ready.join(NAME).with_extension("js.gz").is_file() {
        let begun = SCALAR.folder().join(format!("begun-{}", std::process::id()));
        fs::create_dir_all(&begun).explain("create the folder of the viewer")?;
        fs::copy(SCALAR.path(), begun.join(NAME)).explain("copy the viewer of the API's document")?;
        compress(&begun, Profile::Release)?;
        if ready.exists() {
            fs::remove_dir_all(&ready).explain("remove the folder of the viewer")?;
        }
        fs::rename(&begun, &ready).explain("keep the viewer's compressed forms")?;
    }
    for file in super::files(&ready)? {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, folder.join(name)).explain(format!("copy {}", file.display()))?;
    }
    Ok(())
}
