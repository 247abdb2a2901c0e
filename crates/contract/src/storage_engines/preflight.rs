//! What another size comes to, before it is asked for: the same on the page and where the server refuses it.

use crate::{
    Money,
    providers::{Offer, Sizes},
};

/// What another size comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    /// Why it cannot be; none where it can.
    pub blocker: Option<Blocker>,
    /// By how much a month costs more than today; negative where it costs less. None where the price is unknown.
    pub difference: Option<Money>,
}

/// Why a size cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// It cannot be given another size at all.
    NotResizable,
    /// It is not one of its sizes.
    NotASize(Sizes),
    /// It holds more than it should in that size.
    TooFull {
        /// How much it holds, in bytes.
        used: u64,
        /// How much it should hold at most, in bytes.
        limit: u64,
    },
}

/// What it comes to, to give a thing of that offer another size.
#[must_use]
pub fn preflight(offer: &Offer, from: u32, to: u32, high_availability: bool, used: Option<u64>) -> Preflight {
    let month = |fpu| offer.month(fpu, high_availability);
    let difference = month(to).and_then(|to| to.less(&month(from)?));
    Preflight { blocker: blocker(offer, to, used), difference }
}

fn blocker(offer: &Offer, to: u32, used: Option<u64>) -> Option<Blocker> {
    let Some(sizes) = offer.fpu.filter(|_| offer.resizable) else { return Some(Blocker::NotResizable) };
    if !sizes.has(to) {
        return Some(Blocker::NotASize(sizes));
    }
    let (used, limit) = (used?, offer.storage_limit_bytes(to)?);
    (used > limit).then_some(Blocker::TooFull { used, limit })
}
