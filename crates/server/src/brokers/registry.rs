//! The brokers that the operator registered.

use super::{Offers, Registered, offers::Known};
use hq_billing::price_book::PriceBook;
use hq_broker::osb::Catalog;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// The brokers, in the order of the configuration, and what they offered when that was read last. Cheap to clone.
#[derive(Clone, Default)]
pub struct Brokers(Arc<[Registered]>, Arc<Memo>);

impl Brokers {
    /// These.
    #[must_use]
    pub fn new(brokers: impl IntoIterator<Item = Registered>) -> Self {
        Self(brokers.into_iter().collect(), Arc::default())
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Registered] {
        &self.0
    }

    /// The one of that name; none where it is no longer registered.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Registered> {
        self.0.iter().find(|registered| registered.name == name)
    }
}

impl Brokers {
    /// What the catalogs offer, at the prices of `book` where there is one: parsed once, until one of them is another. Catalogs
    /// are large and every page asks for them.
    #[must_use]
    pub fn offers(&self, catalogs: Vec<CatalogText>, book: Option<&PriceBook>) -> Offers {
        let mut memo = self.1.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = (catalogs, book.map(|book| book.version));
        if let Some((_, offers)) = memo.as_ref().filter(|(of, _)| *of == read) {
            return offers.clone();
        }
        let known = read.0.iter().filter_map(|text| {
            let catalog: Catalog = serde_json::from_str(&text.catalog).ok()?;
            Some(Known { broker: text.broker.clone(), catalog, available: text.available })
        });
        let offers = Offers::of(self.all(), &known.collect::<Vec<_>>());
        let offers = match book {
            Some(book) => offers.priced(book),
            None => offers,
        };
        *memo = Some((read, offers.clone()));
        offers
    }
}

/// A catalog as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogText {
    /// Of which broker.
    pub broker: String,
    /// What it said: JSON.
    pub catalog: String,
    /// Whether it answered when it was asked last.
    pub available: bool,
}

/// What was read last, and what it offers.
#[derive(Default)]
struct Memo(Mutex<Option<(Read, Offers)>>);

/// The catalogs, and the version of the prices.
type Read = (Vec<CatalogText>, Option<u32>);

impl fmt::Debug for Brokers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|registered| &registered.name)).finish()
    }
}
