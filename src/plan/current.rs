//! The organization's subscription, as the page of its plan sees it.

use super::access::PlanAccess;
use crate::{
    api::{Answer, Error, Mutation, Query},
    kit::named_dialog,
    routes::{PlanAddress, PlanView, use_plan_address},
    session::use_session,
};
use hq_contract::{
    Endpoint, ProblemCode,
    quotas::{GetQuotas, Quotas},
    subscription::{CurrentSubscription, GetSubscription, Subscription},
};
use leptos::prelude::*;

/// What there is, what is asked for, and what is done about it.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) access: PlanAccess,
    pub(super) query: Query<CurrentSubscription>,
    pub(super) quotas: Query<Quotas>,
    pub(super) address: PlanAddress,
}

impl Current {
    /// Asks for it, as far as the person may see it.
    pub(super) fn new(access: PlanAccess) -> Self {
        let org = access.org;
        Self {
            access,
            query: Query::new(move || access.read.get().then_some(GetSubscription { org })),
            quotas: Query::new(move || Some(GetQuotas { org })),
            address: use_plan_address(),
        }
    }

    /// The subscription, as it changes.
    pub(super) fn subscription(self) -> Memo<Option<Subscription>> {
        self.get(|current| current.subscription.clone())
    }

    /// Something of what there is, as it changes; its default while it is not here.
    pub(super) fn get<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&CurrentSubscription) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| {
            self.query.with(|remote| remote.ready().map(|answer| read(&answer.value))).unwrap_or_default()
        })
    }

    /// A change of the subscription. What the plan allows is asked for again: the organization says it, and the quotas; and so is
    /// the subscription where it is not there any more.
    pub(super) fn change<E: Endpoint<Answer = CurrentSubscription> + 'static>(
        self,
        done: impl Fn(&CurrentSubscription) + 'static,
    ) -> Mutation<E> {
        let organization = use_session().organization();
        let change = Mutation::<E>::new(move |answer: Answer<CurrentSubscription>| {
            done(&answer.value);
            self.query.set(answer);
            self.quotas.retry();
            organization.retry();
        });
        let error = change.error();
        Effect::new(move |_| {
            let code = error.with(|error| error.as_ref().and_then(Error::code));
            if code == Some(ProblemCode::NoSubscription) {
                self.query.retry();
            }
        });
        change
    }

    /// Whether the dialog of something is open, which the address says, for who may change the plan, as long as there is
    /// something to `ask` about.
    pub(super) fn dialog(self, is: fn(PlanView) -> bool, ask: Signal<bool>) -> RwSignal<bool> {
        let (view, may) = (self.address.view(), self.access.update);
        let named = Memo::new(move |_| is(view.get()));
        let may = Signal::derive(move || may.get() && ask.get());
        named_dialog(named, may, move || self.address.end())
    }
}
