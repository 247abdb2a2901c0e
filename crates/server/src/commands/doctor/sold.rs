//! What is sold, and how it can be paid: files of the operator's.

use super::{About, Finding, permissions};
use crate::config::StripeArguments;
use hq_billing::PriceFile;
use std::{fs, path::Path};

/// The file of what is sold; nothing where nothing is.
pub fn examine(file: Option<&Path>) -> Vec<Finding> {
    let Some(file) = file else { return Vec::new() };
    let shown = file.display();
    let bad = |sentence: String| Finding::bad(About::Billing, sentence);
    match fs::read_to_string(file).map(|text| PriceFile::check(&text)) {
        Err(error) => {
            vec![bad(format!(
                "{shown} cannot be read: {error}. Name a file that this user may read with --billing."
            ))]
        }
        Ok(Err(faults)) => faults.iter().map(|fault| bad(format!("{shown}: {fault}."))).collect(),
        Ok(Ok(checked)) => {
            let (version, seller) = (checked.prices.version, &checked.seller.name);
            let sentence = format!("{shown} has prices of version {version}, sold by {seller}.");
            vec![Finding::good(About::Billing, sentence)]
        }
    }
}

/// The files of the payment provider's secrets; nothing where there are none.
pub fn cards(arguments: &StripeArguments) -> Vec<Finding> {
    let files = [&arguments.stripe_key_file, &arguments.stripe_webhook_secret_file];
    let mut findings: Vec<Finding> = files
        .into_iter()
        .flatten()
        .filter(|file| file.exists())
        .filter_map(|file| permissions::of_file(file))
        .collect();
    match arguments.client() {
        Ok(None) => {}
        Ok(Some(_)) => {
            findings.push(Finding::good(About::Cards, "The payment provider's secrets can be read."))
        }
        Err(error) => findings.push(Finding::bad(About::Cards, error.to_string())),
    }
    findings
}
