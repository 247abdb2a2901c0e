//! What the pages of the plan show, as their addresses say it.

use super::query;
use hq_contract::{
    console_paths as paths,
    plan::{Cycle, Plan, SupportLevel},
    quotas::QuotaKind,
};

/// What is done on the page of the plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlanView {
    /// Nothing: it is looked at.
    #[default]
    Look,
    /// The plan is cancelled.
    Cancel,
    /// A voucher is used.
    Voucher,
    /// A greater quota is asked for, of this kind where that is known.
    Quota(Option<QuotaKind>),
}

impl PlanView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let (mut what, mut kind) = (String::new(), None);
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "do" => what = value,
                "kind" => kind = QuotaKind::from_name(&value),
                _ => {}
            }
        }
        match what.as_str() {
            "cancel" => Self::Cancel,
            "voucher" => Self::Voucher,
            "quota" => Self::Quota(kind),
            _ => Self::Look,
        }
    }

    /// The query; empty where nothing is done.
    pub(super) fn query(&self) -> String {
        let (what, kind) = match self {
            Self::Look => (None, None),
            Self::Cancel => (Some("cancel"), None),
            Self::Voucher => (Some("voucher"), None),
            Self::Quota(kind) => (Some("quota"), kind.map(QuotaKind::as_str)),
        };
        query::of([("do", what), ("kind", kind)])
    }
}

/// A step of choosing a plan; each has an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChooseStep {
    /// Which plan, and how often it is paid.
    Plan,
    /// How soon the operator helps.
    Support,
    /// Which resources are committed.
    Resources,
    /// Who pays.
    Payer,
    /// How it is paid.
    Payment,
    /// All of it, before it is ordered.
    Summary,
}

impl ChooseStep {
    /// Every step, in order.
    pub const ALL: [Self; 6] =
        [Self::Plan, Self::Support, Self::Resources, Self::Payer, Self::Payment, Self::Summary];

    pub(super) const fn pattern(self) -> &'static str {
        match self {
            Self::Plan => paths::CHOOSE_PLAN,
            Self::Support => paths::CHOOSE_SUPPORT,
            Self::Resources => paths::CHOOSE_RESOURCES,
            Self::Payer => paths::CHOOSE_PAYER,
            Self::Payment => paths::CHOOSE_PAYMENT,
            Self::Summary => paths::CHOOSE_SUMMARY,
        }
    }
}

/// What was chosen so far, so that a link leads to the same. Who pays and what was typed is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ChooseView {
    /// Which plan.
    pub plan: Option<Plan>,
    /// How often it is paid.
    pub cycle: Option<Cycle>,
    /// Which support level.
    pub support: Option<SupportLevel>,
    /// How many FPU are committed.
    pub fpu: Option<u32>,
}

impl ChooseView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "plan" => view.plan = Plan::from_name(&value),
                "cycle" => view.cycle = Cycle::from_name(&value),
                "support" => view.support = SupportLevel::from_name(&value),
                "fpu" => view.fpu = value.parse().ok(),
                _ => {}
            }
        }
        view
    }

    /// The query; empty where nothing is chosen.
    pub(super) fn query(&self) -> String {
        let fpu = self.fpu.map(|fpu| fpu.to_string());
        query::of([
            ("plan", self.plan.map(Plan::as_str)),
            ("cycle", self.cycle.map(Cycle::as_str)),
            ("support", self.support.map(SupportLevel::as_str)),
            ("fpu", fpu.as_deref()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_plan_says_what_is_done() {
        for (view, query) in [
            (PlanView::Look, ""),
            (PlanView::Cancel, "do=cancel"),
            (PlanView::Voucher, "do=voucher"),
            (PlanView::Quota(None), "do=quota"),
            (PlanView::Quota(Some(QuotaKind::StorageEngines)), "do=quota&kind=storage_engines"),
        ] {
            assert_eq!((view.query().as_str(), PlanView::parse(query)), (query, view));
        }
        assert_eq!(PlanView::parse("do=fly&kind=x"), PlanView::Look);
    }

    #[test]
    fn the_address_of_a_choice_says_what_was_chosen() {
        let view = ChooseView {
            plan: Some(Plan::Premium),
            cycle: Some(Cycle::Yearly),
            support: Some(SupportLevel::BusinessCritical),
            fpu: Some(8),
        };
        assert_eq!(view.query(), "plan=premium&cycle=yearly&support=business_critical&fpu=8");
        assert_eq!(ChooseView::parse(&view.query()), view);
        assert_eq!(ChooseView::parse("plan=free&cycle=&fpu=many&x=y"), ChooseView::default());
    }
}
