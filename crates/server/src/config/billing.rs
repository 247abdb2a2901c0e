//! What the operator sells, and who sells it: a file.

use super::StartError;
use hq_billing::{Fault, PriceFile, price_book::DEMO};
use std::{fs, path::Path};

/// Reads the operator's file.
///
/// # Errors
/// Where it cannot be read, or something in it is wrong: the first fault, and how to see them all.
pub fn read(path: &Path) -> Result<PriceFile, StartError> {
    let text = fs::read_to_string(path).map_err(|error| {
        StartError::new(
            format!("The file {} of --billing cannot be read ({error}).", path.display()),
            "Name a file that this user may read.",
        )
    })?;
    PriceFile::check(&text).map_err(|faults| wrong(&path.display().to_string(), &faults))
}

/// What the demo sells.
///
/// # Errors
/// Never: the tests hold that the file which comes with HQ is right.
pub fn demo() -> Result<PriceFile, StartError> {
    PriceFile::check(DEMO).map_err(|faults| wrong("of the demo", &faults))
}

fn wrong(file: &str, faults: &[Fault]) -> StartError {
    let first = faults.first().map(ToString::to_string).unwrap_or_default();
    let more = match faults.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    StartError::new(
        format!("What HQ sells by the file {file} is wrong: {}{more}.", first.replace('\n', " ")),
        "See all that is wrong with: hq billing check FILE",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_one_sentence_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prices.toml");
        let missing = read(&path).unwrap_err().to_string();
        assert!(missing.contains("--billing") && !missing.contains('\n'), "{missing}");
        fs::write(&path, DEMO.replace("month = \"90.00\"", "month = \"a lot\"")).unwrap();
        let wrong = read(&path).unwrap_err().to_string();
        assert!(wrong.contains("plans.standard.month") && wrong.contains("hq billing check"), "{wrong}");
        fs::write(&path, DEMO).unwrap();
        assert_eq!(read(&path).unwrap(), demo().unwrap());
    }
}
