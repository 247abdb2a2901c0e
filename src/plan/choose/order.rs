//! An order of a plan, as the page of each of its steps sees it.

use super::{
    estimate,
    typed::{PayerChoice, Typed},
};
use crate::{
    api::{Query, Remote},
    browser::intl,
    kit::{Draft, TYPING_PAUSE, watch_debounced},
    plan::access::PlanAccess,
    routes::{ChooseStep, ChooseView, Route, Router, use_choose_address, use_router},
};
use hq_contract::{
    BillingAccountId, Money, Page, Permission,
    billing_accounts::{BillingAccountSummary, ListBillingAccounts},
    plan::{Cycle, Plan, SupportLevel},
    plans::{GetPlans, Plans},
    subscription::{
        CurrentSubscription, GetSubscription, Payer, Quote, QuoteRequest, QuoteSubscription, Terms,
    },
};
use leptos::prelude::*;

/// What is chosen, what was typed, what can be had and what it comes to. The address says what is chosen, the draft keeps all of
/// it.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) access: PlanAccess,
    /// The step whose page this is.
    pub(super) step: ChooseStep,
    pub(super) plans: Query<Plans>,
    pub(super) current: Query<CurrentSubscription>,
    /// The person's billing accounts.
    pub(super) accounts: Query<Page<BillingAccountSummary>>,
    pub(super) typed: RwSignal<Typed>,
    pub(super) draft: Draft<Typed>,
    /// What is ordered, once a plan is chosen and all of it is right.
    pub(super) terms: Memo<Option<Terms>>,
    /// Who is to pay; nothing while it is not known.
    pub(super) payer: Memo<Option<PayerChoice>>,
    /// What would be asked now.
    wanted: Memo<Option<QuoteRequest>>,
    /// What was asked last.
    asked: RwSignal<Option<QuoteRequest>>,
    pub(super) quote: Query<Quote>,
    router: Router,
}

impl Order {
    /// The order, on the page of a step; one that is opened too early leads to the first that lacks something.
    pub(super) fn at(access: PlanAccess, step: ChooseStep) -> Self {
        let (org, address) = (access.org, use_choose_address());
        let draft = Draft::<Typed>::within(org, "plan", Permission::UpdateBilling, "choose");
        let mut first = draft.load().unwrap_or_default();
        address.view().with_untracked(|view| first.overlay(view));
        let typed = RwSignal::new(first);
        let plans = Query::new(|| Some(GetPlans));
        let current = Query::new(move || Some(GetSubscription { org }));
        let accounts = Query::new(|| Some(ListBillingAccounts));
        let terms = Memo::new(move |_| {
            let now = ready(current, |current| current.subscription.as_ref().map(|own| own.terms))?;
            ready(plans, |plans| typed.with(|typed| chosen(plans, now, typed)))?
        });
        let payer = Memo::new(move |_| payer(current, accounts, typed));
        let wanted = Memo::new(move |_| {
            let own = match payer.get() {
                Some(PayerChoice::Account(id)) => Some(id).filter(|id| is_own(accounts, *id)),
                Some(PayerChoice::New) | None => None,
            };
            terms.get().map(|terms| QuoteRequest { terms, billing_account: own, zone: intl::zone() })
        });
        let asked = RwSignal::new(None::<QuoteRequest>);
        let quote = Query::keeping(move || asked.get().map(|body| QuoteSubscription { org, body }));
        let order = Self {
            access,
            step,
            plans,
            current,
            accounts,
            typed,
            draft,
            terms,
            payer,
            wanted,
            asked,
            quote,
            router: use_router(),
        };
        draft.follow(move || Some(typed.get()).filter(|typed| *typed != Typed::default()));
        Effect::new(move |_| {
            let view = order.view();
            if address.view().get_untracked() != view {
                address.change(|shown| *shown = view);
            }
        });
        order.keep_asking();
        order.send_back();
        order
    }

    /// Asks at once for the first, and for the others when the person has paused.
    fn keep_asking(self) {
        let ask = move |wanted: Option<QuoteRequest>| {
            if wanted.is_some() && self.asked.with_untracked(|asked| *asked != wanted) {
                self.asked.set(wanted);
            }
        };
        Effect::new(move |_| {
            let wanted = self.wanted.get();
            let known = ready(self.accounts, |_| ()).is_some();
            if known && self.asked.with_untracked(Option::is_none) {
                ask(wanted);
            }
        });
        watch_debounced(move || self.wanted.get(), TYPING_PAUSE, ask);
    }

    /// What the address says.
    pub(super) fn view(self) -> ChooseView {
        self.typed.with(Typed::view)
    }

    /// How often it is paid, as chosen so far.
    pub(super) fn cycle(self) -> Cycle {
        self.typed
            .with(|typed| typed.cycle)
            .or_else(|| self.now().map(|terms| terms.cycle))
            .unwrap_or_default()
    }

    /// The plan that is chosen, if it can be ordered.
    pub(super) fn plan(self) -> Option<Plan> {
        self.plans.with(|remote| {
            let plans = &remote.ready()?.value;
            self.typed.with(|typed| plan(plans, self.now(), typed))
        })
    }

    /// The support level that is chosen.
    pub(super) fn support(self) -> SupportLevel {
        let own = self.typed.with(|typed| typed.support);
        own.or_else(|| self.now().map(|terms| terms.support)).unwrap_or_default()
    }

    /// What is subscribed to now.
    pub(super) fn now(self) -> Option<Terms> {
        ready(self.current, |current| current.subscription.as_ref().map(|own| own.terms)).flatten()
    }

    /// Who pays now, where somebody does and goes on.
    pub(super) fn payer_now(self) -> Option<Payer> {
        ready(self.current, goes_on_paying).flatten()
    }

    /// The account that is chosen to pay.
    pub(super) fn account(self) -> Option<BillingAccountId> {
        match self.payer.get() {
            Some(PayerChoice::Account(id)) => Some(id),
            Some(PayerChoice::New) | None => None,
        }
    }

    /// Whether that is one of the person's own.
    pub(super) fn account_is_own(self) -> bool {
        self.account().is_some_and(|id| is_own(self.accounts, id))
    }

    /// What the account is called.
    pub(super) fn account_name(self) -> Option<String> {
        let id = self.account()?;
        let own = ready(self.accounts, |page| {
            page.items.iter().find(|account| account.id == id).map(|account| account.name.to_string())
        });
        own.flatten().or_else(|| self.payer_now().filter(|payer| payer.id == id).map(|payer| payer.name))
    }

    /// The quote of exactly what is ordered; nothing while it is on its way.
    pub(super) fn quoted(self) -> Option<Quote> {
        let current = self.asked.get() == self.wanted.get() && !self.quote.fetching().get();
        self.quote.with(|remote| remote.ready().map(|answer| answer.value.clone())).filter(|_| current)
    }

    /// What it costs a month by the price list, until it is quoted.
    pub(super) fn estimate(self) -> Option<Money> {
        let terms = self.terms.get()?;
        ready(self.plans, |plans| estimate::month(plans, &terms)).flatten()
    }

    /// The steps that there is something to choose in.
    pub(super) fn steps(self) -> Vec<ChooseStep> {
        let all = ChooseStep::ALL.into_iter();
        let (support, committed) =
            ready(self.plans, |plans| (plans.support.len() > 1, plans.committed_fpu_month.is_some()))
                .unwrap_or((true, true));
        all.filter(|step| match step {
            ChooseStep::Support => support,
            ChooseStep::Resources => committed,
            _ => true,
        })
        .collect()
    }

    /// The step after this one.
    pub(super) fn after(self) -> ChooseStep {
        let after = self.steps().into_iter().find(|step| *step > self.step);
        after.unwrap_or(ChooseStep::Summary)
    }

    /// The step before this one.
    pub(super) fn before(self) -> Option<ChooseStep> {
        self.steps().into_iter().rev().find(|step| *step < self.step)
    }

    /// Goes on to the next step.
    pub(super) fn go_on(self) {
        self.router.go(untrack(|| self.route(self.after())));
    }

    /// The first step that lacks something; nothing where all is there, or what can be had is not known yet.
    pub(super) fn lacks(self) -> Option<ChooseStep> {
        if !self.is_here() {
            return None;
        }
        if self.plan().is_none() {
            return Some(ChooseStep::Plan);
        }
        if self.terms.with(Option::is_none) {
            return Some(ChooseStep::Resources);
        }
        let known = self.payer.with(Option::is_some);
        (known && self.account().is_none()).then_some(ChooseStep::Payer)
    }

    /// Where a step is.
    pub(super) fn route(self, step: ChooseStep) -> Route {
        Route::choose_plan(self.access.slug.get(), step, &self.view())
    }

    fn send_back(self) {
        let router = self.router;
        Effect::new(move |_| {
            if !self.is_here() {
                return;
            }
            let first = self.lacks().filter(|first| *first < self.step);
            // A step with nothing to choose in is passed over.
            let open = self.steps().contains(&self.step);
            let other = first.or_else(|| (!open).then(|| self.after()));
            if let Some(other) = other {
                router.replace(untrack(|| self.route(other)));
            }
        });
    }

    /// Whether what can be had, and what there is, is known; and plans are sold.
    pub(super) fn is_here(self) -> bool {
        let sold = ready(self.plans, |plans| !plans.plans.is_empty()).unwrap_or_default();
        sold && self.current.with(|remote| matches!(remote, Remote::Ready(_)))
    }
}

/// Something of an answer that is here.
fn ready<T: Clone + Send + Sync + 'static, U>(query: Query<T>, read: impl FnOnce(&T) -> U) -> Option<U> {
    query.with(|remote| remote.ready().map(|answer| read(&answer.value)))
}

/// The plan that is chosen, if it can be ordered; the present one where nobody has chosen.
fn plan(plans: &Plans, now: Option<Terms>, typed: &Typed) -> Option<Plan> {
    let wanted = typed.plan.or_else(|| now.map(|terms| terms.plan))?;
    plans.plans.iter().find(|offer| offer.plan == wanted && offer.month.is_some()).map(|offer| offer.plan)
}

/// All that is chosen; nothing where something of it is wrong.
fn chosen(plans: &Plans, now: Option<Terms>, typed: &Typed) -> Option<Terms> {
    let committed_fpu = match typed.fpu.as_deref().map(str::trim) {
        None => now.map(|terms| terms.committed_fpu).unwrap_or_default(),
        Some("") => 0,
        Some(text) => text.parse().ok().filter(|fpu| *fpu <= plans.committed_fpu_most)?,
    };
    Some(Terms {
        plan: plan(plans, now, typed)?,
        cycle: typed.cycle.or_else(|| now.map(|terms| terms.cycle)).unwrap_or_default(),
        support: typed.support.or_else(|| now.map(|terms| terms.support)).unwrap_or_default(),
        committed_fpu,
    })
}

/// Who pays; nobody where that is somebody else who stops.
fn goes_on_paying(current: &CurrentSubscription) -> Option<Payer> {
    let payer = &current.subscription.as_ref()?.payer;
    (payer.mine || !payer.stops).then(|| payer.clone())
}

fn is_own(accounts: Query<Page<BillingAccountSummary>>, id: BillingAccountId) -> bool {
    ready(accounts, |page| page.items.iter().any(|account| account.id == id)).unwrap_or_default()
}

/// Who was chosen to pay, if they still can; who pays now, or the person's first account where nobody was.
fn payer(
    current: Query<CurrentSubscription>,
    accounts: Query<Page<BillingAccountSummary>>,
    typed: RwSignal<Typed>,
) -> Option<PayerChoice> {
    let now = ready(current, |current| goes_on_paying(current).map(|payer| payer.id))?;
    let first = ready(accounts, |page| page.items.first().map(|account| account.id))?;
    let known = |id: BillingAccountId| now == Some(id) || is_own(accounts, id);
    let own = typed.with(|typed| typed.payer).filter(|choice| match choice {
        PayerChoice::Account(id) => known(*id),
        PayerChoice::New => true,
    });
    Some(own.unwrap_or_else(|| now.or(first).map_or(PayerChoice::New, PayerChoice::Account)))
}
