//! Asks Stripe.

use super::{
    error::{self, StripeError},
    objects::{CheckoutSession, Customer, NewCheckout, PaymentIntent, PaymentMethod},
    signature::{self, SignatureError},
};
use crate::config::Secret;
use hq_contract::{BillingAccountId, InvoiceId, UserId};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde::de::DeserializeOwned;
use std::{sync::Arc, time::Duration};

/// Where Stripe is.
pub const API: &str = "https://api.stripe.com";
/// The version of Stripe's API that HQ was written for: it decides what answers look like, whatever the account is set to.
pub const VERSION: &str = "2025-03-31.basil";
/// The longest answer that is read, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How long Stripe may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the connection.
    pub connect: Duration,
    /// For the whole request.
    pub whole: Duration,
}

impl Default for Patience {
    /// Stripe answers a payment within some seconds, as it waits for the card's bank.
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), whole: Duration::from_secs(30) }
    }
}

/// Asks Stripe. Clones are the same one.
#[derive(Clone)]
pub struct Stripe(Arc<Inner>);

struct Inner {
    client: Client,
    base: String,
    key: Secret,
    webhook_secret: Secret,
}

impl std::fmt::Debug for Stripe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stripe").field("base", &self.0.base).finish_non_exhaustive()
    }
}

impl Stripe {
    /// Stripe at this address, without a slash at the end.
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(
        base: &str,
        key: Secret,
        webhook_secret: Secret,
        patience: Patience,
    ) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .user_agent(concat!("hq/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(patience.connect)
            .timeout(patience.whole)
            .build()?;
        Ok(Self(Arc::new(Inner { client, base: base.to_owned(), key, webhook_secret })))
    }

    /// Whether a webhook's body comes from Stripe, and not long ago. `now`: seconds since 1970.
    ///
    /// # Errors
    /// See [`SignatureError`].
    pub fn verify(&self, header: &str, body: &[u8], now: i64) -> Result<(), SignatureError> {
        signature::verify(self.0.webhook_secret.expose(), header, body, now)
    }

    /// The customer that stands for a billing account of this owner: the same one however often it is asked for.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn create_customer(
        &self,
        account: BillingAccountId,
        owner: UserId,
    ) -> Result<String, StripeError> {
        let fields = [("metadata[billing_account]", account.to_string())];
        let once = format!("customer-{account}-{owner}");
        let customer: Customer = self.post("/v1/customers", &fields, Some(&once)).await?;
        Ok(customer.id)
    }

    /// A page on which the customer saves a card. `back`: where it leads, saved or not.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn create_checkout(
        &self,
        customer: &str,
        account: BillingAccountId,
        back: &str,
    ) -> Result<NewCheckout, StripeError> {
        let fields = [
            ("mode", "setup".to_owned()),
            ("payment_method_types[0]", "card".to_owned()),
            ("customer", customer.to_owned()),
            ("client_reference_id", account.to_string()),
            ("success_url", back.to_owned()),
            ("cancel_url", back.to_owned()),
        ];
        self.post("/v1/checkout/sessions", &fields, None).await
    }

    /// Such a page as it is now, with the card that was saved on it.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn checkout(&self, id: &str) -> Result<CheckoutSession, StripeError> {
        let path = format!("/v1/checkout/sessions/{}", named(id)?);
        self.get(&path, &[("expand[0]", "setup_intent.payment_method")]).await
    }

    /// Gives a card up: it cannot be charged any more.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn detach(&self, card: &str) -> Result<PaymentMethod, StripeError> {
        self.post(&format!("/v1/payment_methods/{}/detach", named(card)?), &[], None).await
    }

    /// A payment of an invoice, which is not tried yet: one for each invoice and customer, however often it is asked for within a day,
    /// and none that charges anything unless it is confirmed.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn create_payment(
        &self,
        invoice: InvoiceId,
        customer: &str,
        minor: i64,
        currency: &str,
    ) -> Result<PaymentIntent, StripeError> {
        let fields = [
            ("amount", minor.to_string()),
            ("currency", currency.to_ascii_lowercase()),
            ("customer", customer.to_owned()),
            ("payment_method_types[0]", "card".to_owned()),
            ("metadata[invoice]", invoice.to_string()),
        ];
        self.post("/v1/payment_intents", &fields, Some(&format!("{invoice}-{customer}"))).await
    }

    /// A payment as it is now.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn payment(&self, id: &str) -> Result<PaymentIntent, StripeError> {
        self.get(&format!("/v1/payment_intents/{}", named(id)?), &[]).await
    }

    /// Asks for another amount in a payment that has not succeeded.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn change_amount(&self, id: &str, minor: i64) -> Result<PaymentIntent, StripeError> {
        let path = format!("/v1/payment_intents/{}", named(id)?);
        self.post(&path, &[("amount", minor.to_string())], None).await
    }

    /// Charges a saved card, while nobody sits before a screen. A payment succeeds once, so it may be asked for again.
    ///
    /// # Errors
    /// See [`StripeError`].
    pub async fn confirm(&self, id: &str, card: &str) -> Result<PaymentIntent, StripeError> {
        let path = format!("/v1/payment_intents/{}/confirm", named(id)?);
        let fields = [("payment_method", card.to_owned()), ("off_session", "true".to_owned())];
        self.post(&path, &fields, None).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T, StripeError> {
        self.send(self.request(Method::GET, path).query(query)).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        fields: &[(&str, String)],
        once: Option<&str>,
    ) -> Result<T, StripeError> {
        let mut request = self.request(Method::POST, path).form(fields);
        if let Some(once) = once {
            request = request.header("idempotency-key", once);
        }
        self.send(request).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.0
            .client
            .request(method, format!("{}{path}", self.0.base))
            .bearer_auth(self.0.key.expose())
            .header("stripe-version", VERSION)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, StripeError> {
        let response = request.send().await.map_err(|error| unanswered(&error))?;
        let status = response.status().as_u16();
        let body = read(response).await?;
        match status {
            200..300 => serde_json::from_slice(&body)
                .map_err(|error| StripeError::Later(format!("an answer that is not understood: {error}"))),
            _ => Err(error::of(status, &body)),
        }
    }
}

/// An id of Stripe's, as it can stand in a path.
fn named(id: &str) -> Result<&str, StripeError> {
    let usable =
        (1..=255).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if usable { Ok(id) } else { Err(StripeError::Gone) }
}

async fn read(mut response: Response) -> Result<Vec<u8>, StripeError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| unanswered(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > MOST_BYTES {
            return Err(StripeError::Later("an answer that is too long".to_owned()));
        }
    }
    Ok(body)
}

/// In words without the address, which has ids in it.
fn unanswered(error: &reqwest::Error) -> StripeError {
    let why = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the answer broke off"
    };
    StripeError::Later(why.to_owned())
}
