//! What admins see of requests to join: who asks, and the two answers.

use crate::{
    api::{Answer, Client, Error, List, Mutation, use_client},
    kit::{AsyncView, focus_title, show_more},
    language::{Language, ago, error_message, error_text, moment, t, tx, use_language},
    ui::{Avatar, Button, Drawing, Empty, FormError, Kind, NameParts, Shape, Size, Skeleton, Toasts, Tone},
};
use hq_contract::{
    JoinRequestId, Nothing, OrganizationId, PersonName, ProblemCode,
    join_requests::{
        ASK_AGAIN_DAYS, ApproveJoinRequest, DenyJoinRequest, JoinRequest, ListJoinRequests, ReopenJoinRequest,
    },
    pictures::join_request_picture_path,
};
use hq_text::{answering, members};
use leptos::prelude::*;

/// The requests that wait in the organization around the page.
#[derive(Clone, Copy)]
pub struct JoinRequests(pub List<JoinRequest>);

/// The requests that wait; none are asked for by those who may not answer them.
#[must_use]
pub fn use_join_requests(org: OrganizationId, may_answer: Signal<bool>) -> List<JoinRequest> {
    List::new(move |page_token| may_answer.get().then_some(ListJoinRequests { org, page_token }))
}

/// Answers requests, one at a time.
#[derive(Clone, Copy)]
struct JoinRequestActions {
    org: OrganizationId,
    which: RwSignal<Option<(JoinRequestId, PersonName)>>,
    approve: Mutation<ApproveJoinRequest>,
    deny: Mutation<DenyJoinRequest>,
    client: Client,
    list: List<JoinRequest>,
    language: Language,
    toasts: Toasts,
}

impl JoinRequestActions {
    fn new(org: OrganizationId, list: List<JoinRequest>) -> Self {
        let (language, toasts, client) = (use_language(), expect_context::<Toasts>(), use_client());
        let which = RwSignal::new(None::<(JoinRequestId, PersonName)>);
        let gone = move |id: JoinRequestId| {
            list.edit(|items| items.retain(|item| item.id != id));
            // The row has gone, and with it the button that had the focus.
            focus_title();
        };
        let approve = Mutation::<ApproveJoinRequest>::new(move |_| {
            if let Some((id, name)) = which.get_untracked() {
                let text = language.text_untracked(|texts| answering::approved(texts, name.as_str()));
                toasts.push(Tone::Success, text);
                gone(id);
            }
        });
        let reload = Callback::new(move |()| list.retry());
        let deny = Mutation::<DenyJoinRequest>::new(move |_| {
            if let Some((id, name)) = which.get_untracked() {
                let text = language.text_untracked(|texts| answering::denied(texts, name.as_str()));
                let undo = language.text_untracked(|texts| texts.get(answering::UNDO).into_owned());
                // What a toast runs outlives the page.
                let reopened = move |answer: Result<Answer<Nothing>, Error>| match answer {
                    Ok(_) => {
                        let _ = reload.try_run(());
                    }
                    Err(error) => toasts.push(Tone::Danger, untrack(|| error_text(language, &error))),
                };
                let reopen = move || client.call(&ReopenJoinRequest { org, id }, reopened);
                toasts.push_with(Tone::Success, text, undo, reopen);
                gone(id);
            }
        });
        let answering = Self { org, which, approve, deny, client, list, language, toasts };
        answering.watch(approve.error());
        answering.watch(deny.error());
        answering
    }

    /// Where somebody else has answered in the meantime: says so, and loads what is there now.
    fn watch(self, error: ReadSignal<Option<Error>>) {
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().is_some_and(is_answered)) {
                let text = self.language.text_untracked(|texts| texts.get(answering::ANSWERED).into_owned());
                self.toasts.push(Tone::Warning, text);
                self.list.retry();
            }
        });
    }

    /// Why the last answer failed, where nobody else has answered.
    fn message(self) -> Signal<Option<String>> {
        let (approve, deny) = (self.approve.error(), self.deny.error());
        error_message(move || approve.get().or_else(|| deny.get()).filter(|error| !is_answered(error)))
    }

    fn take(self, request: &JoinRequest) -> bool {
        let free = !self.approve.pending().get_untracked() && !self.deny.pending().get_untracked();
        if free {
            self.approve.clear();
            self.deny.clear();
            self.which.set(Some((request.id, request.full_name.clone())));
        }
        free
    }

    fn approve(self, request: &JoinRequest) {
        if self.take(request) {
            self.approve.run(&ApproveJoinRequest { org: self.org, id: request.id });
        }
    }

    fn deny(self, request: &JoinRequest) {
        if self.take(request) {
            self.deny.run(&DenyJoinRequest { org: self.org, id: request.id });
        }
    }
}

fn is_answered(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(ProblemCode::AlreadyAnswered | ProblemCode::AlreadyMember | ProblemCode::NotFound)
    )
}

/// Who asks, and the two answers.
#[component]
pub fn WaitingRequests(org: OrganizationId, list: List<JoinRequest>) -> AnyView {
    let answering = JoinRequestActions::new(org, list);
    let items = list.items();
    let rows = move || {
        view! {
            <ul class="requests-list">
                <For
                    each=move || items.get()
                    key=|request| request.id
                    children=move |request| row(request, answering)
                />
            </ul>
            {show_more(list, members::MORE, members::shown)}
        }
    };
    view! {
        <section class="members-part" aria-label=t(answering::TITLE)>
            <p class="members-text">{tx(|texts| answering::text(texts, &ASK_AGAIN_DAYS.to_string()))}</p>
            <FormError message=answering.message() />
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=|| {
                    view! {
                        <Empty
                            drawing=Drawing::Requests
                            title=t(answering::NONE_TITLE)
                            text=t(answering::NONE_TEXT)
                        />
                    }
                }
            >
                {rows()}
            </AsyncView>
        </section>
    }
    .into_any()
}

fn row(request: JoinRequest, answering: JoinRequestActions) -> AnyView {
    let (name, address) = (request.full_name.to_string(), request.email.to_string());
    let at = |picture: &String| join_request_picture_path(answering.org, request.id, picture);
    let picture =
        request.picture.as_ref().map(|picture| answering.client.at(&at(picture))).unwrap_or_default();
    let note = request.note.as_ref().map(ToString::to_string);
    let (asked, exactly) = (ago(request.created_at.clone()), moment(request.created_at.clone()));
    let id = request.id;
    let busy = move |pending: Signal<bool>| {
        let which = answering.which;
        Signal::derive(move || {
            pending.get() && which.with(|which| which.as_ref().is_some_and(|(of, _)| *of == id))
        })
    };
    let (approving, denying) = (busy(answering.approve.pending()), busy(answering.deny.pending()));
    let about = Signal::stored(name.clone());
    let request = StoredValue::new(request);
    view! {
        <li class="request">
            <div class="person">
                <Avatar name=name.clone() picture=picture />
                <div class="person-text">
                    <span class="person-name">
                        <bdi>{name}</bdi>
                    </span>
                    <span class="person-detail">
                        <bdi>
                            <NameParts name=address />
                        </bdi>
                        " · "
                        <span title=exactly>{tx(move |texts| answering::asked(texts, &asked.get()))}</span>
                    </span>
                    {note
                        .map(|note| {
                            view! {
                                <p class="request-note" dir="auto">
                                    {note}
                                </p>
                            }
                        })}
                </div>
            </div>
            <div class="row-actions">
                <Button
                    label=t(answering::DENY)
                    about=about
                    size=Size::Small
                    busy=denying
                    on_click=move |()| request.with_value(|request| answering.deny(request))
                />
                <Button
                    label=t(answering::APPROVE)
                    about=about
                    kind=Kind::Primary
                    size=Size::Small
                    busy=approving
                    on_click=move |()| request.with_value(|request| answering.approve(request))
                />
            </div>
        </li>
    }
    .into_any()
}
