//! A search field to choose one member.

use crate::{
    api::Query,
    kit::{TYPING_PAUSE, debounced},
    language::{count, error_text, role_key, t, tx, use_language},
    ui::{Banner, Field, FieldKind, SearchResult, SearchResults, Tone},
};
use hq_contract::{
    OrganizationId, Page, UserId,
    members::{ListMembers, Member},
};
use hq_text::{common, isolate, member_list, members};
use leptos::prelude::*;

/// How many results are shown.
const SHOWN: usize = 5;

/// The search and the chosen member.
#[derive(Clone, Copy)]
pub struct Picker {
    /// The chosen member.
    pub chosen: RwSignal<Option<Member>>,
    typed: RwSignal<String>,
    found: Query<Page<Member>>,
    skip: Option<UserId>,
}

impl Picker {
    /// A search among all members but `skip`; nothing is requested while it is not `enabled`.
    pub fn new(
        org: OrganizationId,
        skip: Option<UserId>,
        enabled: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        let typed = RwSignal::new(String::new());
        let debounced_text = debounced(typed, TYPING_PAUSE);
        let found = Query::keeping(move || {
            let q = Some(debounced_text.get()).filter(|q| !q.is_empty());
            enabled().then_some(ListMembers { q, ..ListMembers::of(org) })
        });
        Self { chosen: RwSignal::new(None), typed, found, skip }
    }

    /// The chosen member, then other results.
    fn shown(self) -> Vec<Member> {
        let chosen = self.chosen.get();
        let found = self
            .found
            .with(|remote| remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default());
        let others = found.into_iter().filter(|member| Some(member.id) != self.skip).take(SHOWN);
        let mut shown: Vec<Member> = others.collect();
        if let Some(chosen) = chosen
            && !shown.iter().any(|member| member.id == chosen.id)
        {
            shown.insert(0, chosen);
        }
        shown
    }

    /// The number of members to choose from.
    fn total(self) -> u64 {
        let skipped = self.skip.is_some() && self.typed.with(String::is_empty);
        let total = self.found.with(|remote| remote.ready().map_or(0, |answer| answer.value.total));
        total.saturating_sub(u64::from(skipped))
    }
}

/// The search field with its first results as radio buttons. `error` says that none is chosen.
#[component]
pub fn MemberPicker(
    #[prop(into)] label: Signal<String>,
    picker: Picker,
    #[prop(into)] error: Signal<Option<String>>,
    focus: RwSignal<()>,
) -> AnyView {
    let language = use_language();
    let failed = move || {
        picker
            .found
            .with(|remote| remote.failure().map(|error| error_text(language, error)).unwrap_or_default())
    };
    let members = Memo::new(move |_| picker.shown());
    let results = Signal::derive(move || members.get().into_iter().map(line).collect::<Vec<_>>());
    let value = Signal::derive(move || {
        picker.chosen.with(|chosen| chosen.as_ref().map(|member| member.id.to_string()).unwrap_or_default())
    });
    let choose = move |id: String| {
        let member =
            members.with_untracked(|all| all.iter().find(|member| member.id.to_string() == id).cloned());
        picker.chosen.set(member);
    };
    view! {
        <SearchResults label=label results=results value=value on_choose=choose>
            <Field
                label=t(member_list::FIND)
                value=picker.typed
                kind=FieldKind::Search
                name="find"
                error=error
                focus=focus
                // The pause is short: the form is sent by its button.
                on_enter=Some(Callback::new(|()| {}))
            />
        </SearchResults>
        <Banner
            text=Signal::derive(failed)
            tone=Tone::Danger
            action=t(common::TRY_AGAIN)
            busy=picker.found.fetching()
            on_action=move |()| picker.found.retry()
        />
        <p class="field-hint" role="status">
            {note(picker)}
        </p>
    }
    .into_any()
}

fn line(member: Member) -> SearchResult {
    let role = role_key(member.role);
    let email = member.email.map(|email| email.to_string());
    SearchResult {
        value: member.id.to_string(),
        label: member.full_name.to_string(),
        hint: tx(move |texts| {
            let role = texts.get(role);
            email.as_ref().map_or_else(|| role.to_string(), |email| format!("{} · {role}", isolate(email)))
        }),
    }
}

/// How many were found, where that is not plain.
fn note(picker: Picker) -> Signal<String> {
    let found = count(members::found, move || picker.total());
    let shown =
        tx(move |texts| member_list::first_of(texts, &SHOWN.to_string(), &picker.total().to_string()));
    let none = t(members::NONE_FOUND);
    let ready = Memo::new(move |_| picker.found.with(|remote| remote.ready().is_some()));
    Signal::derive(move || match picker.total() {
        _ if !ready.get() => String::new(),
        0 => none.get(),
        total if total > SHOWN as u64 => shown.get(),
        _ => found.get(),
    })
}
