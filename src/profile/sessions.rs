//! Where the person is signed in.

use crate::{
    api::{Mutation, Query},
    browser::page,
    kit::{AsyncView, device},
    language::{ago, error_message, moment, t, tx, use_language},
    ui::{Actions, Badge, Button, Card, FormError, Shape, Size, Skeleton, Toasts, Tone},
};
use hq_contract::{
    Page, SessionId,
    me::{EndMySession, EndOtherSessions, ListMySessions, MySession},
};
use hq_text::profile;
use leptos::prelude::*;

/// The list of them.
const LIST: &str = ".sessions";

/// The sessions, this browser's first; each of the others can be ended, and all of them at once. They are read again
/// whenever `again` is notified.
#[component]
pub fn Sessions(again: RwSignal<()>) -> AnyView {
    let sessions = Query::new(|| Some(ListMySessions::default()));
    sessions.retry_when(again);
    view! {
        <Card title=t(profile::SESSIONS) text=t(profile::SESSIONS_TEXT)>
            <AsyncView
                data=sessions
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Row />
                        <Skeleton shape=Shape::Row />
                    }
                }
            >
                {list(sessions)}
            </AsyncView>
        </Card>
    }
    .into_any()
}

fn list(sessions: Query<Page<MySession>>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let ending = RwSignal::new(None::<SessionId>);
    let end = Mutation::<EndMySession>::new(move |_| {
        toasts.push(
            Tone::Success,
            language.text_untracked(|texts| texts.get(profile::SESSION_ENDED).into_owned()),
        );
        sessions.retry();
        // The button goes with what it ended.
        page::focus(LIST);
    });
    let on_end = Callback::new(move |id: SessionId| {
        ending.set(Some(id));
        end.run(&EndMySession(id));
    });
    let error = end.error();
    let row = move |session: MySession| {
        let id = session.id;
        let busy = Signal::derive(move || end.pending().get() && ending.get() == Some(id));
        row(session, busy, on_end)
    };
    let rows = move || {
        let mut rows = sessions
            .with(|remote| remote.ready().map(|answer| answer.value.items.clone()).unwrap_or_default());
        // This browser first; the others as the server has them, latest first.
        rows.sort_by_key(|session| !session.current);
        rows.into_iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <FormError message=error_message(move || error.get()) />
        <ul class="sessions" tabindex="-1">
            {rows}
        </ul>
        {others(sessions)}
    }
    .into_any()
}

/// The button that ends every other session, while there are any.
fn others(sessions: Query<Page<MySession>>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let some = Memo::new(move |_| {
        sessions.with(|remote| remote.ready().is_some_and(|answer| answer.value.total > 1))
    });
    let end = Mutation::<EndOtherSessions>::new(move |_| {
        toasts.push(
            Tone::Success,
            language.text_untracked(|texts| texts.get(profile::OTHER_SESSIONS_ENDED).into_owned()),
        );
        sessions.retry();
        // The button goes with what it ended.
        page::focus(LIST);
    });
    let error = end.error();
    let button = move || {
        some.get().then(|| {
            view! {
                <Actions>
                    <Button
                        label=t(profile::END_OTHER_SESSIONS)
                        busy=end.pending()
                        on_click=move |()| end.run(&EndOtherSessions)
                    />
                </Actions>
            }
        })
    };
    view! {
        <FormError message=error_message(move || error.get()) />
        <div class="sessions-others">{button}</div>
    }
    .into_any()
}

fn row(session: MySession, busy: Signal<bool>, on_end: Callback<SessionId>) -> AnyView {
    let (id, address, agent) = (session.id, session.address, session.user_agent);
    let name = tx(move |texts| device(texts, &agent));
    let (active, exactly) = (ago(session.last_seen_at.clone()), moment(session.last_seen_at));
    let mark = if session.current {
        view! { <Badge label=t(profile::THIS_BROWSER) tone=Tone::Success /> }.into_any()
    } else {
        let label = tx(move |texts| profile::end_session_of(texts, &name.get()));
        view! { <Button label=label size=Size::Small busy=busy on_click=move |()| on_end.run(id) /> }
            .into_any()
    };
    view! {
        <li class="session">
            <div class="session-text">
                <span class="session-name">{name}</span>
                <span class="session-detail" title=exactly>
                    {tx(move |texts| profile::session_detail(texts, &address, &active.get()))}
                </span>
            </div>
            {mark}
        </li>
    }
    .into_any()
}
