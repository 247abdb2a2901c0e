//! Icons by what they stand for: a table can name one without carrying its drawing along.

use super::{Glyph, icon::glyph};

/// What an icon stands for. Its drawing comes with the code that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each says what it is")]
pub enum Symbol {
    ApiKeys,
    AuditLog,
    BillingAccounts,
    Certificates,
    Dataplants,
    Domains,
    Help,
    Home,
    Information,
    Invite,
    Members,
    More,
    New,
    Organization,
    Person,
    Plan,
    Receipts,
    Security,
    SignOut,
    StorageEngines,
    Theme,
    Usage,
}

impl Symbol {
    /// Its drawing.
    #[must_use]
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::ApiKeys => glyph::KEY,
            Self::AuditLog => glyph::LOG,
            Self::BillingAccounts => glyph::CARD,
            Self::Certificates => glyph::CERTIFICATE,
            Self::Dataplants => glyph::BOX,
            Self::Domains => glyph::GLOBE,
            Self::Help => glyph::HELP,
            Self::Home => glyph::HOME,
            Self::Information => glyph::SETTINGS,
            Self::Invite => glyph::INVITE,
            Self::Members => glyph::USERS,
            Self::More => glyph::MORE,
            Self::New => glyph::PLUS,
            Self::Organization => glyph::ORGANIZATION,
            Self::Person => glyph::USER,
            Self::Plan => glyph::LAYERS,
            Self::Receipts => glyph::RECEIPT,
            Self::Security => glyph::SHIELD,
            Self::SignOut => glyph::SIGN_OUT,
            Self::StorageEngines => glyph::DATABASE,
            Self::Theme => glyph::SUN,
            Self::Usage => glyph::GAUGE,
        }
    }
}
