//! `hq billing check`

use crate::config::StartError;
use clap::Args;
use hq_billing::PriceFile;
use std::{fs, io::Write, path::PathBuf, process::ExitCode};

/// Which file.
#[derive(Clone, Debug, Args)]
pub struct CheckArguments {
    /// The file of --billing.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Says everything that is wrong with the operator's file, a line each. Ends with 1 where something is.
///
/// # Errors
/// Where the file cannot be read.
pub fn check(arguments: &CheckArguments, out: &mut impl Write) -> Result<ExitCode, StartError> {
    let file = arguments.file.display();
    let text = fs::read_to_string(&arguments.file).map_err(|error| {
        StartError::new(format!("The file {file} cannot be read ({error})."), "Name another one.")
    })?;
    match PriceFile::check(&text) {
        Ok(checked) => {
            let version = checked.prices.version;
            let _ =
                writeln!(out, "ok  {file}: prices of version {version}, sold by {}.", checked.seller.name);
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            for fault in faults {
                let _ = writeln!(out, "NOT {file}: {fault}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}
