//! What is being done to the engine, step by step; and the built-in one, which is made when it is first used.

use super::{shared::EnginePage, words::error_message};
use crate::{
    api::{Answer, Mutation},
    language::{t, tx},
    operations::{StepList, operation_text},
    ui::{Actions, Banner, Button, Card, FormError, Kind},
};
use hq_contract::{
    operations::{BrokerOperation, LifeState, OperationKind, OperationStep},
    storage_engines::{RetryStorageEngine, StorageEngine},
};
use hq_text::{operations, storage_engines};
use leptos::prelude::*;

/// The operation that is not over; nothing where there is none.
pub fn under_way(page: EnginePage) -> AnyView {
    let items = page.operations.items();
    let now = Memo::new(move |_| {
        items.with(|items| items.iter().find(|operation| is_under_way(operation)).cloned())
    });
    let some = Memo::new(move |_| now.with(Option::is_some));
    let state = page.state();
    (move || {
        if some.get() {
            return Some(steps(now));
        }
        (state.get() == LifeState::OnDemand).then(|| on_demand(page))
    })
    .into_any()
}

/// Credentials say themselves how far they are.
fn is_under_way(operation: &BrokerOperation) -> bool {
    !operation.state.is_over() && !matches!(operation.kind, OperationKind::Bind | OperationKind::Unbind)
}

fn steps(now: Memo<Option<BrokerOperation>>) -> AnyView {
    let title = tx(move |texts| {
        now.with(|now| match now {
            Some(operation) => match operation.kind {
                OperationKind::Create => texts.get(storage_engines::BEING_MADE).into_owned(),
                OperationKind::Delete => texts.get(storage_engines::BEING_DELETED).into_owned(),
                OperationKind::CleanUp => texts.get(storage_engines::BEING_CLEANED).into_owned(),
                OperationKind::Resize => texts.get(storage_engines::BEING_RESIZED).into_owned(),
                _ => operation_text(texts, operation),
            },
            None => String::new(),
        })
    });
    let waits = tx(move |texts| {
        let waits = now.with(|now| now.as_ref().is_some_and(|operation| operation.waits_for_broker));
        if waits { texts.get(operations::WAITS).into_owned() } else { String::new() }
    });
    let list: Signal<Vec<OperationStep>> =
        Signal::derive(move || now.with(|now| now.as_ref().map(|now| now.steps.clone()).unwrap_or_default()));
    view! {
        <Card title=title text=t(storage_engines::LEAVE)>
            <Banner text=waits />
            <StepList steps=list live=true />
        </Card>
    }
    .into_any()
}

/// The built-in Sandbox, which nobody has used yet.
fn on_demand(page: EnginePage) -> AnyView {
    let make = Mutation::<RetryStorageEngine>::new(move |answer: Answer<StorageEngine>| page.changed(answer));
    let error = make.error();
    let may = page.may_update();
    let button = move || {
        may.get().then(|| {
            view! {
                <Actions>
                    <Button
                        label=t(storage_engines::MAKE_NOW)
                        kind=Kind::Primary
                        busy=make.pending()
                        on_click=move |()| {
                            make.run(
                                &RetryStorageEngine {
                                    org: page.org,
                                    id: page.id,
                                },
                            )
                        }
                    />
                </Actions>
            }
        })
    };
    view! {
        <Card title=t(storage_engines::ON_DEMAND_TITLE) text=t(storage_engines::ON_DEMAND_TEXT)>
            <FormError message=error_message(move || error.get()) />
            {button}
        </Card>
    }
    .into_any()
}
