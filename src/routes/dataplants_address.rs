//! The addresses of the pages of dataplants, while these pages stand.

use super::{DataplantView, DataplantsView, NewDataplantView, PageAddress};

/// The address of the list.
pub type DataplantsAddress = PageAddress<DataplantsView>;
/// The address of one dataplant.
pub type DataplantAddress = PageAddress<DataplantView>;
/// The address of a step of ordering one.
pub type NewDataplantAddress = PageAddress<NewDataplantView>;

/// The address of the list.
#[must_use]
pub fn use_dataplants_address() -> DataplantsAddress {
    PageAddress::new(DataplantsView::parse, DataplantsView::query)
}

/// The address of one dataplant.
#[must_use]
pub fn use_dataplant_address() -> DataplantAddress {
    PageAddress::new(DataplantView::parse, DataplantView::query)
}

/// The address of a step of ordering one.
#[must_use]
pub fn use_new_dataplant_address() -> NewDataplantAddress {
    PageAddress::new(NewDataplantView::parse, NewDataplantView::query)
}

impl DataplantAddress {
    /// Begins something; going back ends it.
    pub fn begin(self, what: DataplantView) {
        self.open(|view| *view = what);
    }

    /// Ends it.
    pub fn end(self) {
        self.close_opened(|view| *view = DataplantView::Look);
    }
}
