//! What the running period comes to so far, on an organization's home.

use crate::{
    api::{Query, Remote},
    kit::AsyncView,
    language::{money_text, short_period_text, t, use_language},
    routes::Route,
    ui::{Card, Kind, LinkButton, Shape, Size, Skeleton},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    invoices::{GetUpcomingInvoice, UpcomingInvoice},
};
use hq_text::{billing, home};
use leptos::prelude::*;

/// The next receipt so far, of an organization that has something to bill.
#[derive(Clone, Copy)]
pub struct HomeBill {
    slug: Signal<String>,
    billed: Signal<bool>,
    upcoming: Query<UpcomingInvoice>,
}

impl HomeBill {
    /// Asks for it where something is `billed` and the person may know.
    #[must_use]
    pub fn new(org: OrganizationId, slug: Signal<String>, billed: Signal<bool>) -> Self {
        let upcoming = Query::new(move || billed.get().then_some(GetUpcomingInvoice { org }));
        Self { slug, billed, upcoming }
    }

    /// Whether it is known, or will not be.
    #[must_use]
    pub fn is_known(self) -> Signal<bool> {
        Memo::new(move |_| !(self.billed.get() && self.upcoming.with(Remote::is_loading))).into()
    }

    /// The figure, shown once `ready`, and the way to what it is made of. Nothing where the plan has ended meanwhile.
    #[must_use]
    pub fn card(self, ready: Signal<bool>) -> AnyView {
        let ended = move || {
            self.upcoming.with(|remote| {
                matches!(remote, Remote::Failed(error) if error.code() == Some(ProblemCode::NoSubscription))
            })
        };
        let shown = Memo::new(move |_| self.billed.get() && !ended());
        (move || shown.get().then(|| self.draw(ready))).into_any()
    }

    fn draw(self, ready: Signal<bool>) -> AnyView {
        let language = use_language();
        let period = Signal::derive(move || {
            let text = self.upcoming.with(|remote| {
                remote.ready().map(|answer| short_period_text(language, &answer.value.period))
            });
            text.unwrap_or_default()
        });
        let used = move || {
            self.upcoming.with(|remote| remote.ready().map(|answer| money_text(language, &answer.value.used)))
        };
        let all = Signal::derive(move || Route::billing(self.slug.get()).path());
        view! {
            <Card title=t(billing::TITLE)>
                <AsyncView
                    data=self.upcoming
                    show_when=ready
                    loading=|| view! { <Skeleton shape=Shape::Line /> }
                >
                    <dl class="facts">
                        <div class="fact">
                            <dt>{t(billing::SO_FAR)} " · " {period}</dt>
                            <dd class="billing-amount">{used}</dd>
                        </div>
                    </dl>
                    <p class="billing-soft">{t(billing::WITHOUT_VAT)}</p>
                </AsyncView>
                <div class="home-acts">
                    <LinkButton label=t(home::BILLING) href=all size=Size::Small kind=Kind::Quiet />
                </div>
            </Card>
        }
        .into_any()
    }
}
