//! What the lists of receipts show, and the list of billing accounts, as their addresses say it.

use super::query;
use hq_contract::invoices::InvoiceState;

/// Which receipts are listed. What stands at its default is not in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReceiptsView {
    /// Only those issued in this year.
    pub year: Option<u16>,
    /// Only those in this state.
    pub state: Option<InvoiceState>,
}

impl ReceiptsView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "year" => view.year = value.parse().ok().filter(|year| (2000..=9999).contains(year)),
                "state" => view.state = InvoiceState::from_name(&value),
                _ => {}
            }
        }
        view
    }

    /// The query; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        query::of([("year", year.as_deref()), ("state", self.state.map(InvoiceState::as_str))])
    }

    /// Whether it leaves some of them out.
    #[must_use]
    pub const fn is_narrowed(&self) -> bool {
        self.year.is_some() || self.state.is_some()
    }
}

/// What the page of the billing accounts shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BillingAccountsView {
    /// The list.
    #[default]
    List,
    /// The form for another one.
    New,
}

impl BillingAccountsView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let new = query::parameters(query).any(|(name, value)| name == "new" && value == "1");
        if new { Self::New } else { Self::List }
    }

    /// The query; empty for the list.
    pub(super) fn query(&self) -> String {
        query::of([("new", (*self == Self::New).then_some("1"))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_which_receipts_are_listed() {
        let view = ReceiptsView { year: Some(2026), state: Some(InvoiceState::PastDue) };
        assert_eq!(view.query(), "year=2026&state=past_due");
        assert_eq!(ReceiptsView::parse(&view.query()), view);
        assert!(view.is_narrowed());
        assert_eq!(ReceiptsView::default().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        for wrong in ["year=soon&state=lost", "year=70000", "year=12", "x=y&state"] {
            let view = ReceiptsView::parse(wrong);
            assert!(view == ReceiptsView::default() && !view.is_narrowed(), "{wrong}");
        }
    }

    #[test]
    fn the_address_says_that_an_account_is_opened() {
        assert_eq!(BillingAccountsView::parse("new=1"), BillingAccountsView::New);
        assert_eq!(BillingAccountsView::New.query(), "new=1");
        assert_eq!(BillingAccountsView::parse("new=2"), BillingAccountsView::List);
        assert_eq!(BillingAccountsView::List.query(), "");
    }
}
