//! The addresses of the pages of the plan, while these pages stand.

use super::{ChooseView, PageAddress, PlanView};

/// The address of the plan.
pub type PlanAddress = PageAddress<PlanView>;
/// The address of a step of choosing one.
pub type ChooseAddress = PageAddress<ChooseView>;

/// The address of the plan.
#[must_use]
pub fn use_plan_address() -> PlanAddress {
    PageAddress::new(PlanView::parse, PlanView::query)
}

/// The address of a step of choosing one.
#[must_use]
pub fn use_choose_address() -> ChooseAddress {
    PageAddress::new(ChooseView::parse, ChooseView::query)
}

impl PlanAddress {
    /// Begins something; going back ends it.
    pub fn begin(self, what: PlanView) {
        self.open(|view| *view = what);
    }

    /// Ends it.
    pub fn end(self) {
        self.close_opened(|view| *view = PlanView::Look);
    }
}
