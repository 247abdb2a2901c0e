//! The addresses of the lists of receipts and of billing accounts, while these pages stand.

use super::{BillingAccountsView, PageAddress, ReceiptsView};

/// The address of a list of receipts, an organization's or a billing account's.
pub type ReceiptsAddress = PageAddress<ReceiptsView>;
/// The address of the billing accounts.
pub type BillingAccountsAddress = PageAddress<BillingAccountsView>;

/// The address of a list of receipts.
#[must_use]
pub fn use_receipts_address() -> ReceiptsAddress {
    PageAddress::new(ReceiptsView::parse, ReceiptsView::query)
}

/// The address of the billing accounts.
#[must_use]
pub fn use_billing_accounts_address() -> BillingAccountsAddress {
    PageAddress::new(BillingAccountsView::parse, BillingAccountsView::query)
}

impl BillingAccountsAddress {
    /// The form for another account; going back leads to the list.
    pub fn add(self) {
        self.open(|view| *view = BillingAccountsView::New);
    }

    /// Back to the list.
    pub fn close(self) {
        self.close_opened(|view| *view = BillingAccountsView::List);
    }
}
