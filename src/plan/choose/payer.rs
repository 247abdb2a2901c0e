//! Who pays, with which billing information.

use super::{
    frame::{Next, frame},
    order::Order,
    typed::PayerChoice,
};
use crate::{
    api::{Answer, Mutation, unless_about},
    billing_accounts::{AccountFields, AccountInputs, TypedAccount, account_message},
    kit::AsyncView,
    language::{count, country_text, t, tx, use_language},
    plan::{access::PlanAccess, words::payment_key},
    routes::{ChooseStep, Route},
    session::use_session,
    ui::{Card, RadioLine, Shape, Skeleton, unique_id},
};
use hq_contract::{
    billing_accounts::{BillingAccount, BillingAccountSummary, CreateBillingAccount},
    subscription::Payer,
};
use hq_text::choose;
use leptos::prelude::*;

/// The fourth step.
#[component]
pub fn PayerStep(access: PlanAccess) -> AnyView {
    let order = Order::at(access, ChooseStep::Payer);
    let create = Mutation::<CreateBillingAccount>::new(move |answer: Answer<BillingAccount>| {
        order.typed.update(|typed| {
            typed.payer = Some(PayerChoice::Account(answer.value.id));
            typed.account = TypedAccount::default();
        });
        order.draft.keep(Some(&order.typed.get_untracked()));
        order.go_on();
    });
    let inputs = AccountInputs::new(&begun(order)).refused_by(create);
    keep(order, inputs);
    let is_new = Memo::new(move |_| order.payer.get() == Some(PayerChoice::New));
    let go = move || {
        if is_new.get_untracked() {
            if let Some(account) = inputs.read() {
                create.run(&CreateBillingAccount(account));
            }
        } else if untrack(|| order.account()).is_some() {
            order.go_on();
        }
    };
    let (next, open) = (t(choose::NEXT), t(choose::OPEN_AND_NEXT));
    let message = account_message(unless_about(create.error(), &AccountInputs::FIELDS));
    let next = Next {
        label: Signal::derive(move || if is_new.get() { open.get() } else { next.get() }),
        busy: create.pending(),
        waits: Signal::derive(move || order.payer.with(Option::is_none)),
        error: message,
        ..Next::step(go)
    };
    frame(order, next, move || {
        let form = move || {
            is_new.get().then(|| {
                view! {
                    <Card title=t(choose::NEW_ACCOUNT) text=t(choose::NEW_ACCOUNT_TEXT)>
                        <AccountFields inputs=inputs />
                    </Card>
                }
            })
        };
        view! {
            <AsyncView data=order.accounts loading=|| view! { <Skeleton shape=Shape::Card /> }>
                {choice(order)}
                {information(order)}
                {form}
            </AsyncView>
        }
        .into_any()
    })
}

/// What was typed of the new account; at first the person's own address.
fn begun(order: Order) -> TypedAccount {
    let mut begun = order.typed.with_untracked(|typed| typed.account.clone());
    if begun == TypedAccount::default() {
        let own = use_session().user();
        begun.email =
            own.with_untracked(|user| user.as_ref().map(|user| user.email.to_string())).unwrap_or_default();
    }
    begun
}

/// What is typed goes into the order.
fn keep(order: Order, inputs: AccountInputs) {
    Effect::new(move |before: Option<TypedAccount>| {
        let now = inputs.typed();
        if before.is_some_and(|before| before != now) {
            order.typed.update(|typed| typed.account = now.clone());
        }
        now
    });
}

/// The accounts that can pay: the one that pays now, the person's own, a new one.
fn choice(order: Order) -> AnyView {
    let accounts = Memo::new(move |_| {
        order
            .accounts
            .with(|remote| remote.ready().map(|answer| answer.value.items.clone()))
            .unwrap_or_default()
    });
    // Somebody else's; or one of the person's own that the list does not reach.
    let foreign = Memo::new(move |_| {
        let listed = |payer: &Payer| accounts.with(|all| all.iter().any(|account| account.id == payer.id));
        order.payer_now().filter(|payer| !listed(payer))
    });
    let some = Memo::new(move |_| accounts.with(|all| !all.is_empty()) || foreign.get().is_some());
    let lines = move || {
        let group = unique_id();
        let pays = foreign.get().map(|payer| other(order, payer, group.clone()));
        let own: Vec<AnyView> =
            accounts.get().into_iter().map(|account| own(order, account, group.clone())).collect();
        view! {
            <fieldset class="field choices">
                <legend class="field-label">{t(choose::PAYER)}</legend>
                {pays}
                {own}
                <RadioLine
                    group=group
                    value="new"
                    label=t(choose::NEW_ACCOUNT)
                    hint=t(choose::NEW_ACCOUNT_HINT)
                    chosen=Signal::derive(move || order.payer.get() == Some(PayerChoice::New))
                    on_choose=move |()| order.typed.update(|typed| typed.payer = Some(PayerChoice::New))
                />
            </fieldset>
        }
    };
    (move || some.get().then(lines)).into_any()
}

fn own(order: Order, account: BillingAccountSummary, group: String) -> AnyView {
    let language = use_language();
    let choice = PayerChoice::Account(account.id);
    let pays = count(choose::pays_for, move || account.organizations);
    let hint = tx(move |texts| {
        let country = country_text(language, account.country.as_str());
        [country, texts.get(payment_key(account.payment)).into_owned(), pays.get()].join(" · ")
    });
    view! {
        <RadioLine
            group=group
            value=account.id.to_string()
            label=Signal::stored(account.name.to_string())
            hint=hint
            chosen=Signal::derive(move || order.payer.get() == Some(choice))
            on_choose=move |()| order.typed.update(|typed| typed.payer = Some(choice))
        />
    }
    .into_any()
}

/// The account that pays now, and is not in the list.
fn other(order: Order, payer: Payer, group: String) -> AnyView {
    let choice = PayerChoice::Account(payer.id);
    view! {
        <RadioLine
            group=group
            value=payer.id.to_string()
            label=Signal::stored(payer.name)
            hint=t(if payer.mine { payment_key(payer.payment) } else { choose::PAYS_NOW })
            chosen=Signal::derive(move || order.payer.get() == Some(choice))
            on_choose=move |()| order.typed.update(|typed| typed.payer = Some(choice))
        />
    }
    .into_any()
}

/// The way to what an account of the person's own says on receipts.
fn information(order: Order) -> AnyView {
    let account = Memo::new(move |_| order.account().filter(|_| order.account_is_own()));
    (move || {
        account.get().map(|id| {
            let href = Route::billing_account_information(id.to_string()).path();
            view! {
                <p class="plan-soft">
                    <a href=href>{t(choose::INFORMATION)}</a>
                </p>
            }
        })
    })
    .into_any()
}
