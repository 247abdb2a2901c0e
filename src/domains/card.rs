//! One domain name.

use super::{adding::heading, checking::Checking, finding::finding, record::record, release::Release, words};
use crate::{
    api::List,
    language::{ago, moment, t, tx},
    ui::{Badge, Banner, Button, Disclosure, Kind, NameParts, Size, Tone},
};
use hq_contract::{
    OrganizationId,
    domains::{Domain, DomainState},
};
use hq_text::domains;
use leptos::prelude::*;

/// The card; it stays while the domain in it changes, and so does the focus.
pub fn card(org: OrganizationId, domain: Memo<Domain>, list: List<Domain>, release: Release) -> AnyView {
    let checking = Checking::new(org, domain, list);
    let shown = domain.get_untracked();
    let id = heading(shown.id);
    let labelled_by = id.clone();
    let written_otherwise = (shown.name.as_str() != shown.display_name)
        .then(|| view! { <code class="domain-ascii">{shown.name.to_string()}</code> });
    let about = Signal::stored(shown.display_name.clone());
    let state = Memo::new(move |_| domain.with(|domain| domain.state));
    let badge = move || {
        let (text, tone) = words::state(state.get());
        view! { <Badge label=t(text) tone=tone /> }
    };
    view! {
        <section class="card domain" aria-labelledby=labelled_by>
            <div class="domain-head">
                <div class="domain-title">
                    <h2 class="domain-name" id=id tabindex="-1">
                        <bdi>
                            <NameParts name=shown.display_name />
                        </bdi>
                    </h2>
                    {written_otherwise}
                    {badge}
                    {since(domain)}
                </div>
                <div class="domain-actions">
                    <Button
                        label=t(domains::CHECK)
                        about=about
                        size=Size::Small
                        busy=checking.pending()
                        on_click=move |()| checking.run()
                    />
                    <Button
                        label=t(domains::GIVE_UP)
                        about=about
                        kind=Kind::Quiet
                        size=Size::Small
                        on_click=move |()| release.ask(domain.get_untracked())
                    />
                </div>
            </div>
            {notices(domain)}
            {checking.failure()}
            {move || record_of(domain, state.get())}
            {finding(domain)}
        </section>
    }
    .into_any()
}

/// When it was verified, or added where it is not yet.
fn since(domain: Memo<Domain>) -> AnyView {
    let when = Memo::new(move |_| {
        domain.with(|domain| {
            let verified = domain.verified_at.clone().filter(|_| domain.state.is_bound());
            verified.map_or((false, domain.created_at.clone()), |at| (true, at))
        })
    });
    (move || {
        let (verified, at) = when.get();
        let (relative, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
        let write = if verified { domains::verified_when } else { domains::added_when };
        view! {
            <time class="domain-since" datetime=datetime title=exactly>
                {tx(move |texts| write(texts, &relative.get()))}
            </time>
        }
    })
    .into_any()
}

/// What the person should know: that the record is missing or gone or no longer looked for, or that somebody else holds the
/// domain.
fn notices(domain: Memo<Domain>) -> AnyView {
    let until = Memo::new(move |_| {
        let lost = |domain: &Domain| domain.state == DomainState::Lost;
        domain.with(|domain| domain.bound_until.clone().filter(|_| lost(domain)))
    });
    let held = Memo::new(move |_| domain.with(|domain| domain.held_by_another));
    let name = Signal::stored(domain.with_untracked(Domain::shown));
    let lost = move || {
        until.get().map(|until| {
            let when = moment(until);
            let text = tx(move |texts| domains::lost_until(texts, &name.get(), &when.get()));
            view! { <Banner text=text tone=Tone::Warning /> }
        })
    };
    let missing =
        Memo::new(move |_| domain.with(|domain| domain.missing_since.clone().zip(domain.lost_from.clone())));
    let doubt = move || {
        missing.get().map(|(since, until)| {
            let (since, until) = (moment(since), moment(until));
            let text = tx(move |texts| domains::missing_since(texts, &since.get(), &until.get()));
            view! { <Banner text=text /> }
        })
    };
    let unwatched = Memo::new(move |_| domain.with(|domain| domain.next_check_at.is_none()));
    let unwatched_text =
        tx(
            move |texts| {
                if unwatched.get() { texts.get(domains::UNWATCHED).into_owned() } else { String::new() }
            },
        );
    let held_text =
        tx(move |texts| if held.get() { domains::held(texts, &name.get()) } else { String::new() });
    view! {
        {lost}
        {doubt}
        <Banner text=unwatched_text />
        <Banner text=held_text tone=Tone::Warning />
    }
    .into_any()
}

/// The record: in sight as long as it has to be put somewhere.
fn record_of(domain: Memo<Domain>, state: DomainState) -> AnyView {
    let shown = domain.with_untracked(record);
    match state {
        DomainState::Verified => {
            view! { <Disclosure label=t(domains::RECORD_SHOW)>{shown}</Disclosure> }.into_any()
        }
        DomainState::Pending | DomainState::Lost => shown,
    }
}
