//! Deleting one's account.

use crate::{
    api::{Mutation, Query, unless_about},
    kit::{AsyncView, CodeField, DialogForm, Input, InputPassword, focus_first, present},
    language::{count, error_message, t, use_language},
    routes::{MembersView, Route},
    session::use_session,
    ui::{Button, Card, Dialog, Kind, Shape, Skeleton, Toasts, Tone},
};
use hq_contract::{
    FieldCode, Page, ProblemCode,
    me::{AccountDeletion, DeleteAccount, Deletion, GetDeletion, KeptBillingAccount, MyOrganization},
    mfa::MfaCode,
};
use hq_text::{common, deletion, mfa};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 2] = ["/password", "/code"];

/// The card, and the dialog that it opens.
#[component]
pub fn DeletionCard() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Card title=t(deletion::TITLE) text=t(deletion::TEXT) danger=true>
            <Button label=t(deletion::BEGIN) on_click=move |()| open.set(true) />
        </Card>
        <Dialog open=open title=t(deletion::TITLE) close_label=t(common::CANCEL)>
            {move || content(open)}
        </Dialog>
    }
    .into_any()
}

/// What it would do; then the way to do it, or what has to be done first.
fn content(open: RwSignal<bool>) -> AnyView {
    let effects = Query::new(|| Some(GetDeletion));
    let full = move || {
        let summary = effects.with(|remote| remote.ready().map(|answer| answer.value.clone()));
        summary.map(|summary| {
            if summary.only_admin.total > 0 || !summary.billing_accounts.is_empty() {
                blocked(summary)
            } else {
                view! {
                    {consequences(summary)}
                    {form(open, effects)}
                }
                .into_any()
            }
        })
    };
    view! {
        <AsyncView
            data=effects
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Line />
                    <Skeleton shape=Shape::Field />
                }
            }
        >
            {full}
        </AsyncView>
    }
    .into_any()
}

/// Others would be left without an admin, or with nobody who pays.
fn blocked(summary: Deletion) -> AnyView {
    let Deletion { only_admin, billing_accounts, .. } = summary;
    let account = |account: KeptBillingAccount| {
        let route = Route::billing_account(account.id.to_string());
        view! {
            <li>
                <a href=route.path()>{account.name.to_string()}</a>
            </li>
        }
    };
    let accounts = (!billing_accounts.is_empty()).then(|| {
        let rows = billing_accounts.into_iter().map(account).collect::<Vec<_>>();
        view! {
            <p>{t(deletion::BILLING_ACCOUNTS)}</p>
            <ul class="deletion-list">{rows}</ul>
        }
    });
    view! { <div class="deletion">{left_alone(&only_admin)} {accounts}</div> }.into_any()
}

/// The organizations that would have no admin.
fn left_alone(organizations: &Page<MyOrganization>) -> Option<AnyView> {
    if organizations.total == 0 {
        return None;
    }
    let members = |organization: &MyOrganization| {
        let route = Route::members(organization.slug.to_string(), MembersView::default());
        view! { <a href=route.path()>{organization.name.to_string()}</a> }.into_any()
    };
    let names = view! {
        <p>{t(deletion::ONLY_ADMIN)}</p>
        {named(organizations, members)}
    };
    Some(names.into_any())
}

/// What goes and what stays.
fn consequences(summary: Deletion) -> AnyView {
    let name = |organization: &MyOrganization| organization.name.to_string().into_any();
    let alone = (summary.alone.total > 0).then(|| {
        view! {
            <p>{t(deletion::ALONE)}</p>
            {named(&summary.alone, name)}
        }
    });
    let left = summary.left;
    view! {
        <div class="deletion">
            <p>{t(deletion::GOES)}</p>
            {alone}
            {(left > 0).then(|| view! { <p>{count(deletion::left, move || left)}</p> })}
            <p>{t(deletion::STAYS)}</p>
        </div>
    }
    .into_any()
}

/// The first organizations by name, and how many others there are.
fn named(organizations: &Page<MyOrganization>, name: fn(&MyOrganization) -> AnyView) -> AnyView {
    let rows = organizations.items.iter().map(|item| view! { <li>{name(item)}</li> }).collect::<Vec<_>>();
    let others = organizations.total.saturating_sub(rows.len() as u64);
    let others = (others > 0).then(|| view! { <li>{count(deletion::others, move || others)}</li> });
    view! { <ul class="deletion-list">{rows} {others}</ul> }.into_any()
}

/// The password, and the code where the account asks for one.
fn form(open: RwSignal<bool>, effects: Query<Deletion>) -> AnyView {
    let (signed_in, toasts, language) = (use_session(), expect_context::<Toasts>(), use_language());
    let delete = Mutation::<DeleteAccount>::new(move |_| {
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(deletion::DONE).into_owned()));
        signed_in.signed_out();
    });
    let password = Input::new("", present).refused_by(delete, FIELDS[0]);
    let (code, asked) = (Input::new("", MfaCode::parse), RwSignal::new(false));
    let error = delete.error();
    Effect::new(move |_| {
        let refused = error.with(|error| error.as_ref().map(|error| (error.field(FIELDS[1]), error.code())));
        match refused {
            // Nothing was typed wrong: the field was not there.
            Some((Some(FieldCode::Required), _)) => asked.set(true),
            Some((Some(wrong), _)) => code.refuse(wrong),
            Some((None, Some(ProblemCode::LastAdmin | ProblemCode::BillingAccountInUse))) => effects.retry(),
            _ => {}
        }
    });
    let submit = move |()| {
        let code_read = if asked.get_untracked() { code.read().map(Some) } else { Some(None) };
        match (password.read(), code_read) {
            (Some(password), Some(code)) => {
                delete.run(&DeleteAccount(AccountDeletion { password, code }));
            }
            (read, _) => focus_first(&[(read.is_some(), password.focus), (false, code.focus)]),
        }
    };
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <DialogForm
            open=open
            submit_label=t(deletion::SUBMIT)
            on_submit=submit
            kind=Kind::Danger
            busy=delete.pending()
            error=message
        >
            <InputPassword label=t(mfa::PASSWORD) input=password name="delete-password" />
            {move || asked.get().then(|| view! { <CodeField code=code refused=error /> })}
        </DialogForm>
    }
    .into_any()
}
