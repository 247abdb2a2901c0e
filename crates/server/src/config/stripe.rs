//! Whether cards are taken, by which account at Stripe.

use super::{Secret, StartError, way};
use crate::stripe::{API, Patience, Stripe};
use clap::Args;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the operator says about Stripe.
#[derive(Clone, Debug, Args)]
pub struct StripeArguments {
    /// The file with a secret key of Stripe's (sk_… or rk_…): people may pay by card then. Without one, invoices are paid by bank
    /// transfer.
    #[arg(long, env = "HQ_STRIPE_KEY_FILE", value_name = "PATH", requires = "stripe_webhook_secret_file")]
    pub stripe_key_file: Option<PathBuf>,
    /// The file with the signing secret (whsec_…) of the webhook at Stripe that leads to /api/v1/webhooks/stripe.
    #[arg(long, env = "HQ_STRIPE_WEBHOOK_SECRET_FILE", value_name = "PATH", requires = "stripe_key_file")]
    pub stripe_webhook_secret_file: Option<PathBuf>,
    /// Where Stripe is asked, for tests.
    #[arg(long, env = "HQ_STRIPE_URL", value_name = "URL", default_value = API, hide = true)]
    pub stripe_url: String,
}

impl StripeArguments {
    /// Checks what was said.
    ///
    /// # Errors
    /// In one sentence, with what to do.
    pub fn client(&self) -> Result<Option<Stripe>, StartError> {
        let (Some(key), Some(secret)) = (&self.stripe_key_file, &self.stripe_webhook_secret_file) else {
            return Ok(None);
        };
        let base = self.stripe_url.trim_end_matches('/');
        let safe = url::Url::parse(base).is_ok_and(|url| {
            url.scheme() == "https" || url.scheme() == "http" && url.host_str().is_some_and(way::is_here)
        });
        if !safe {
            return Err(StartError::new(
                "--stripe-url would send the key in clear.",
                format!("Leave it out, or write it as {API}."),
            ));
        }
        let key = read(key, "--stripe-key-file", &["sk_", "rk_"])?;
        let secret = read(secret, "--stripe-webhook-secret-file", &["whsec_"])?;
        Stripe::new(base, key, secret, Patience::default()).map(Some).map_err(|error| {
            StartError::new(
                format!("HQ could not set up TLS: {error}."),
                "This should not happen; please report it.",
            )
        })
    }
}

/// A secret from its file. What is in it is not repeated.
fn read(path: &Path, option: &str, begins: &[&str]) -> Result<Secret, StartError> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|error| {
        StartError::new(
            format!("The file {shown} of {option} cannot be read: {error}."),
            "Make it readable for this user.",
        )
    })?;
    let text = text.trim();
    let fits = begins.iter().any(|begin| text.starts_with(begin))
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !fits {
        return Err(StartError::new(
            format!("The file {shown} of {option} does not hold such a secret."),
            format!("It begins with {}; copy it from Stripe's dashboard.", begins.join(" or ")),
        ));
    }
    Ok(text.parse().unwrap_or_else(|never| match never {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(folder: &Path, key: &str, secret: &str, url: &str) -> StripeArguments {
        let file = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            Some(path)
        };
        StripeArguments {
            stripe_key_file: file("key", key),
            stripe_webhook_secret_file: file("secret", secret),
            stripe_url: url.to_owned(),
        }
    }

    #[test]
    fn without_a_key_there_are_no_cards() {
        let none = StripeArguments {
            stripe_key_file: None,
            stripe_webhook_secret_file: None,
            stripe_url: API.to_owned(),
        };
        assert!(none.client().unwrap().is_none());
    }

    #[test]
    fn mistakes_are_one_sentence_that_tells_no_secret() {
        let folder = tempfile::tempdir().unwrap();
        let said = |key: &str, secret: &str, url: &str| {
            arguments(folder.path(), key, secret, url)
                .client()
                .map(|client| client.is_some())
                .map_err(|e| e.to_string())
        };
        assert_eq!(said("sk_test_1\n", "whsec_1\n", API), Ok(true));
        assert_eq!(said("rk_live_1", "whsec_1", "http://127.0.0.1:9/"), Ok(true));
        for (key, secret, url, word) in [
            ("pk_hunter2", "whsec_1", API, "--stripe-key-file"),
            ("sk_hunter2 x", "whsec_1", API, "--stripe-key-file"),
            ("sk_1", "hunter2", API, "--stripe-webhook-secret-file"),
            ("sk_1", "whsec_1", "http://stripe.example.org", "--stripe-url"),
            ("sk_1", "whsec_1", "stripe", "--stripe-url"),
        ] {
            let message = said(key, secret, url).unwrap_err();
            assert!(
                message.contains(word) && !message.contains("hunter2") && !message.contains('\n'),
                "{message}"
            );
        }
        let mut missing = arguments(folder.path(), "sk_1", "whsec_1", API);
        missing.stripe_key_file = Some(folder.path().join("missing"));
        assert!(missing.client().unwrap_err().to_string().contains("cannot be read"));
    }
}
