//! What stands in the way of deleting an organization: each line is ticked before it goes.

use crate::{
    api::Answer,
    language::{count, moment, money_text, t, tx, use_language},
    routes::{CertificatesView, DataplantsView, MembersView, Route, StorageEnginesView},
    ui::Checkbox,
};
use hq_contract::organizations::{Organization, deletion::OrganizationDeletion};
use hq_text::{Key, Plural, Texts, organization_deletion as texts_of};
use leptos::prelude::*;

/// One thing that goes with the organization.
#[derive(Clone)]
struct Line {
    text: Signal<String>,
    /// The way to where it can be dealt with.
    see: Key,
    href: String,
    ticked: RwSignal<bool>,
}

/// What goes with it, of which every line has to be ticked.
#[derive(Clone)]
pub struct Checklist {
    /// What has to be gone before.
    first: Vec<Line>,
    lines: Vec<Line>,
    summary: OrganizationDeletion,
}

impl Checklist {
    /// The lines of what there is.
    pub fn new(organization: Signal<Answer<Organization>>, summary: OrganizationDeletion) -> Self {
        let slug = organization.with_untracked(|answer| answer.value.slug.to_string());
        let members = || Route::members(slug.clone(), MembersView::default());
        let line = |number: u64, text: fn(&Texts, Plural, &str) -> String, see: Key, route: Route| {
            (number > 0).then(|| Line {
                text: count(text, move || number),
                see,
                href: route.path(),
                ticked: RwSignal::new(false),
            })
        };
        let language = use_language();
        let open = summary.open_balance.clone().map(|open| Line {
            text: tx(move |texts| texts_of::open_balance(texts, &money_text(language, &open))),
            see: texts_of::SEE_RECEIPTS,
            href: Route::receipts(slug.clone()).path(),
            ticked: RwSignal::new(false),
        });
        let domains = Route::domains(slug.clone());
        let certificates = Route::certificates(slug.clone(), CertificatesView::default());
        let api_keys = Route::api_keys(slug.clone());
        let lines = [
            line(summary.other_members, texts_of::members, texts_of::SEE_MEMBERS, members()),
            line(summary.invitations, texts_of::invitations, texts_of::SEE_INVITATIONS, members()),
            line(summary.join_requests, texts_of::join_requests, texts_of::SEE_JOIN_REQUESTS, members()),
            line(summary.domains, texts_of::domains, texts_of::SEE_DOMAINS, domains),
            line(summary.certificates, texts_of::certificates, texts_of::SEE_CERTIFICATES, certificates),
            line(summary.api_keys, texts_of::api_keys, texts_of::SEE_API_KEYS, api_keys),
            open,
        ];
        let dataplants = Route::dataplants(slug.clone(), &DataplantsView::default());
        let engines = Route::storage_engines(slug.clone(), StorageEnginesView::default());
        let first = [
            line(summary.dataplants, texts_of::dataplants, texts_of::SEE_DATAPLANTS, dataplants),
            line(summary.storage_engines, texts_of::storage_engines, texts_of::SEE_STORAGE_ENGINES, engines),
        ];
        let those = |lines: Vec<Option<Line>>| lines.into_iter().flatten().collect();
        Self { first: those(first.into()), lines: those(lines.into()), summary }
    }

    /// Whether something has to be gone before: then it cannot be deleted at all.
    pub const fn is_blocked(&self) -> bool {
        !self.first.is_empty()
    }

    /// Whether every line is ticked, and nothing has to be gone before.
    pub fn is_done(&self) -> bool {
        !self.is_blocked() && self.lines.iter().all(|line| line.ticked.get())
    }

    /// The lines, and until when they come back with the organization.
    pub fn view(self) -> AnyView {
        let some = !self.lines.is_empty();
        let until = moment(self.summary.restorable_until);
        let rows = self.lines.into_iter().map(row).collect::<Vec<_>>();
        let blocked = !self.first.is_empty();
        let first = self.first.into_iter().map(first_row).collect::<Vec<_>>();
        view! {
            <div class="deletion">
                {blocked
                    .then(|| {
                        view! {
                            <p>{t(texts_of::FIRST)}</p>
                            <ul class="deletion-lines">{first}</ul>
                        }
                    })} <p>{t(if some { texts_of::GOES } else { texts_of::GOES_ALONE })}</p>
                {some.then(|| view! { <ul class="deletion-lines">{rows}</ul> })}
                <p>{tx(move |texts| texts_of::restorable(texts, &until.get()))}</p>
            </div>
        }
        .into_any()
    }
}

fn first_row(line: Line) -> AnyView {
    view! {
        <li class="deletion-line">
            <span>{line.text}</span>
            <a class="link" href=line.href>
                {t(line.see)}
            </a>
        </li>
    }
    .into_any()
}

fn row(line: Line) -> AnyView {
    let ticked = line.ticked;
    view! {
        <li class="deletion-line">
            <Checkbox label=line.text checked=ticked on_change=move |on| ticked.set(on) />
            <a class="link" href=line.href>
                {t(line.see)}
            </a>
        </li>
    }
    .into_any()
}
