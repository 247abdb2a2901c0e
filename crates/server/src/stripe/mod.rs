//! Stripe, the payment provider for cards. It is optional, and asked for little: a page on which a card is saved (Checkout in its
//! set-up mode), and payments of HQ's own invoices with a saved card. No card's number ever comes to HQ.

mod client;
mod error;
mod events;
mod objects;
mod signature;
mod webhook;

pub use client::{API, Patience, Stripe, VERSION};
pub use error::{StripeError, wants_person};
pub use objects::{
    Card, CheckoutSession, NewCheckout, PaymentError, PaymentIntent, PaymentMethod, RefusedCard,
};
pub use signature::{SignatureError, verify};
pub use webhook::routes;
