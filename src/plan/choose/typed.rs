//! What is chosen and typed of an order so far. It outlives the pages of its steps, a reload, and the payment provider's page.

use crate::{billing_accounts::TypedAccount, routes::ChooseView};
use hq_contract::{
    BillingAccountId,
    plan::{Cycle, Plan, SupportLevel},
};
use serde::{Deserialize, Serialize};

/// Who is to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PayerChoice {
    /// An account that there is.
    Account(BillingAccountId),
    /// One that is opened on the way.
    New,
}

/// Chosen, or typed and maybe wrong yet. What nobody has chosen is as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) plan: Option<Plan>,
    pub(super) cycle: Option<Cycle>,
    pub(super) support: Option<SupportLevel>,
    /// How many FPU are committed, as typed.
    pub(super) fpu: Option<String>,
    pub(super) payer: Option<PayerChoice>,
    /// The account that is being opened.
    pub(super) account: TypedAccount,
}

impl Typed {
    /// Takes over what an address says was chosen.
    pub(super) fn overlay(&mut self, view: &ChooseView) {
        self.plan = view.plan.or(self.plan);
        self.cycle = view.cycle.or(self.cycle);
        self.support = view.support.or(self.support);
        if let Some(fpu) = view.fpu {
            self.fpu = Some(fpu.to_string());
        }
    }

    /// What the address should say.
    pub(super) fn view(&self) -> ChooseView {
        ChooseView {
            plan: self.plan,
            cycle: self.cycle,
            support: self.support,
            fpu: self.fpu.as_deref().and_then(|fpu| fpu.trim().parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_adds_and_takes_nothing_away() {
        let mut typed = Typed { support: Some(SupportLevel::Advanced), ..Typed::default() };
        let view = ChooseView { plan: Some(Plan::Premium), fpu: Some(4), ..ChooseView::default() };
        typed.overlay(&view);
        assert_eq!(
            typed.view(),
            ChooseView { support: Some(SupportLevel::Advanced), ..view },
            "what was chosen before is in the address too"
        );
        typed.overlay(&ChooseView::default());
        assert_eq!((typed.plan, typed.fpu.as_deref()), (Some(Plan::Premium), Some("4")));
    }
}
