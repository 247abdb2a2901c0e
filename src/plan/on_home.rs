//! What an organization's home tells of its plan.

use super::{
    summary::is_left,
    words::{error_message, named},
};
use crate::{
    api::{Answer, Mutation, Query},
    kit::AsyncView,
    language::{day_text_in, t, tx, use_language},
    routes::{ChooseStep, ChooseView, PlanView, Route},
    session::use_session,
    ui::{Button, Drawing, FormError, Illustration, Kind, LinkButton, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Permission,
    organizations::Organization,
    subscription::{
        CurrentSubscription, GetPlanStanding, GetSubscription, PlanStanding, ReactivateSubscription,
        SubscriptionState,
    },
};
use hq_text::plan;
use leptos::prelude::*;

/// The plan, as far as the person may see it.
#[derive(Clone, Copy)]
pub struct HomePlan {
    org: OrganizationId,
    slug: Signal<String>,
    read: Signal<bool>,
    update: Signal<bool>,
    query: Query<PlanStanding>,
}

impl HomePlan {
    /// Asks for it, where they may see it.
    #[must_use]
    pub fn of(organization: Signal<Answer<Organization>>) -> Self {
        let may = |permission| Memo::new(move |_| organization.with(|answer| answer.value.may(permission)));
        let (org, read) =
            (organization.with_untracked(|answer| answer.value.id), may(Permission::ReadBilling));
        Self {
            org,
            slug: Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string())).into(),
            read: read.into(),
            update: may(Permission::UpdateBilling).into(),
            query: Query::new(move || read.get().then_some(GetPlanStanding { org })),
        }
    }

    fn is(self, what: fn(&PlanStanding) -> bool) -> Signal<bool> {
        Memo::new(move |_| self.query.with(|remote| remote.ready().is_some_and(|answer| what(&answer.value))))
            .into()
    }

    /// Whether all of it is known, or will not be.
    #[must_use]
    pub fn is_known(self) -> Signal<bool> {
        Memo::new(move |_| !self.read.get() || self.query.with(|remote| !remote.is_loading())).into()
    }

    /// Whether plans are sold here, and the person may know.
    #[must_use]
    pub fn is_sold(self) -> Signal<bool> {
        self.is(|current| current.billing)
    }

    /// Whether there is a plan that goes on, or will until it ends.
    #[must_use]
    pub fn is_there(self) -> Signal<bool> {
        self.is(|current| {
            current.subscription.as_ref().is_some_and(|own| own.state != SubscriptionState::Ended)
        })
    }

    /// Whether the plan was cancelled, and the person can take that back.
    #[must_use]
    pub fn has_stopped(self) -> Signal<bool> {
        let stopped = self.is(|current| {
            let state = current.subscription.as_ref().map(|own| own.state);
            matches!(state, Some(SubscriptionState::Cancelled | SubscriptionState::Ended))
        });
        Memo::new(move |_| stopped.get() && self.update.get()).into()
    }

    /// Where one is chosen; empty for who may not.
    #[must_use]
    pub fn choose_href(self) -> Signal<String> {
        self.href(|slug| Route::choose_plan(slug, ChooseStep::Plan, &ChooseView::default()))
    }

    /// Where another payer is chosen; empty for who may not.
    fn payer_href(self) -> Signal<String> {
        self.href(|slug| Route::choose_plan(slug, ChooseStep::Payer, &ChooseView::default()))
    }

    /// Where a voucher is used; empty for who may not, and where no plans are sold.
    #[must_use]
    pub fn voucher_href(self) -> Signal<String> {
        let (sold, href) = (self.is_sold(), self.href(|slug| Route::plan(slug, PlanView::Voucher)));
        Signal::derive(move || if sold.get() { href.get() } else { String::new() })
    }

    fn href(self, route: fn(String) -> Route) -> Signal<String> {
        Signal::derive(move || if self.update.get() { route(self.slug.get()).path() } else { String::new() })
    }
}

/// For an organization whose plan was cancelled or has ended: what comes back with it, and the button.
#[component]
pub fn ReactivateCard(home: HomePlan) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let organization = use_session().organization();
    let shown = home.has_stopped();
    let current = Query::new(move || shown.get().then_some(GetSubscription { org: home.org }));
    let ended = home
        .is(|current| current.subscription.as_ref().is_some_and(|own| own.state == SubscriptionState::Ended));
    let day = Memo::new(move |_| {
        current.with(|remote| {
            let own = remote.ready()?.value.subscription.as_ref()?;
            own.ends_at.as_ref().map(|at| day_text_in(language, at, &own.zone))
        })
    });
    let leaves = Memo::new(move |_| {
        current.with(|remote| {
            let own = remote.ready()?.value.subscription.as_ref()?;
            is_left(own).then(|| own.payer.name.clone())
        })
    });
    let text = tx(move |texts| {
        let day = day.get().unwrap_or_default();
        if let Some(payer) = leaves.get() {
            return plan::home_stopped(texts, &day, &payer);
        }
        if ended.get() { plan::home_ended(texts, &day) } else { plan::home_cancelled(texts, &day) }
    });
    let back = Mutation::<ReactivateSubscription>::new(move |answer: Answer<CurrentSubscription>| {
        if let Some(own) = &answer.value.subscription {
            let said = language.text_untracked(|texts| named(texts, own.terms.plan, plan::is_reactivated));
            toasts.push(Tone::Success, said);
        }
        home.query.set(Answer { value: PlanStanding::from(&answer.value), version: answer.version });
        organization.retry();
    });
    let failed = back.error();
    let way = move || {
        if ended.get() {
            view! { <LinkButton label=t(plan::REACTIVATE) href=home.choose_href() kind=Kind::Primary /> }
                .into_any()
        } else if leaves.with(Option::is_some) {
            view! { <LinkButton label=t(plan::OTHER_PAYER) href=home.payer_href() kind=Kind::Primary /> }
                .into_any()
        } else {
            view! {
                <Button
                    label=t(plan::REACTIVATE)
                    kind=Kind::Primary
                    busy=back.pending()
                    on_click=move |()| {
                        back.run(
                            &ReactivateSubscription {
                                org: home.org,
                            },
                        )
                    }
                />
            }
            .into_any()
        }
    };
    let message = error_message(move || failed.get());
    let card = move || {
        view! {
            <section class="card plan-reactivate" aria-labelledby="plan-reactivate">
                <div class="plan-reactivate-words">
                    <h2 class="card-title" id="plan-reactivate">
                        {t(plan::REACTIVATE_TITLE)}
                    </h2>
                    <p>{text}</p>
                    <ul class="plan-stops">
                        <li>{t(plan::GIVES_DATAPLANTS)}</li>
                        <li>{t(plan::GIVES_ENGINES)}</li>
                        <li>{t(plan::GIVES_SIZES)}</li>
                        <li>{t(plan::GIVES_BEYOND)}</li>
                    </ul>
                    <FormError message=message />
                    {way}
                </div>
                <Illustration drawing=Drawing::Plan />
            </section>
        }
    };
    // What stands under it waits for it, and is not moved.
    (move || {
        shown.get().then(|| {
            view! {
                <AsyncView data=current loading=|| ()>
                    {card()}
                </AsyncView>
            }
        })
    })
    .into_any()
}
