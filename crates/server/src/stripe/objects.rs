//! What Stripe tells of its objects, as far as HQ reads it.

use serde::Deserialize;

/// A payer, as Stripe knows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Customer {
    /// Its id.
    pub id: String,
}

/// A page of Stripe's that was made now.
#[derive(Clone, Debug, Deserialize)]
pub struct NewCheckout {
    /// Where it is.
    #[serde(default)]
    pub url: Option<String>,
}

/// A page of Stripe's on which a card is saved, with the card.
#[derive(Clone, Debug, Deserialize)]
pub struct CheckoutSession {
    /// What it is for: `setup`.
    pub mode: String,
    /// How far it is: `open`, `complete`, `expired`.
    #[serde(default)]
    pub status: Option<String>,
    /// Whose card it is.
    #[serde(default)]
    pub customer: Option<String>,
    /// What HQ said it is about: the billing account.
    #[serde(default)]
    pub client_reference_id: Option<String>,
    /// What became of it, where asked for.
    #[serde(default)]
    pub setup_intent: Option<SetupIntent>,
}

/// A card that is saved.
#[derive(Clone, Debug, Deserialize)]
pub struct SetupIntent {
    /// How far it is: `succeeded`.
    pub status: String,
    /// The card, where asked for.
    #[serde(default)]
    pub payment_method: Option<PaymentMethod>,
}

/// A saved card.
#[derive(Clone, Debug, Deserialize)]
pub struct PaymentMethod {
    /// Its id.
    pub id: String,
    /// Whose it is; none once it was given up.
    #[serde(default)]
    pub customer: Option<String>,
    /// What is told of it, where it is a card.
    #[serde(default)]
    pub card: Option<Card>,
}

/// What is told of a card.
#[derive(Clone, Debug, Deserialize)]
pub struct Card {
    /// Its brand.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// When it expires: 1 to 12.
    pub exp_month: i64,
    /// When it expires.
    pub exp_year: i64,
}

/// A payment, from before it is tried until it has succeeded, which it can once.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PaymentIntent {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: String,
    /// How much is asked for, in minor units.
    pub amount: i64,
    /// How much came.
    #[serde(default)]
    pub amount_received: i64,
    /// ISO 4217, in lower case.
    pub currency: String,
    /// Who pays.
    #[serde(default)]
    pub customer: Option<String>,
    /// The last try to charge a card.
    #[serde(default)]
    pub latest_charge: Option<String>,
    /// Why the last try came to nothing, until there is another.
    #[serde(default)]
    pub last_payment_error: Option<PaymentError>,
}

/// Why a card was not charged.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PaymentError {
    /// What went wrong.
    #[serde(default)]
    pub code: Option<String>,
    /// The bank's word for why.
    #[serde(default)]
    pub decline_code: Option<String>,
    /// In which try.
    #[serde(default)]
    pub charge: Option<String>,
    /// With which card.
    #[serde(default)]
    pub payment_method: Option<RefusedCard>,
}

/// The card that was refused.
#[derive(Clone, Debug, Deserialize)]
pub struct RefusedCard {
    /// Its id.
    pub id: String,
}
