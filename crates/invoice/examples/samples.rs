//! Writes the documents of the tests into a folder, to look at them: `cargo run -p hq-invoice --example samples -- FOLDER`.

#[path = "../tests/invoice/samples.rs"]
mod samples;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use time::macros::datetime;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    fs::create_dir_all(&folder)?;
    for (name, document) in samples::all() {
        let xml = hq_invoice::xml(&document)?;
        let pdf = hq_invoice::pdf(&document, &xml, datetime!(2026-12-01 07:30 UTC))?;
        fs::write(folder.join(format!("{name}.xml")), xml)?;
        fs::write(folder.join(format!("{name}.pdf")), pdf)?;
    }
    Ok(())
}
