//! What is changed of an account: typed, saved and thrown away.

use super::{account::Account, inputs::AccountInputs, typed::TypedAccount, words::account_error};
use crate::{
    api::{Answer, Mutation},
    kit::{Draft, Editing, SaveBar, is_stale},
    language::use_language,
    ui::{Form, FormError, Toasts, Tone},
};
use hq_contract::billing_accounts::{
    BillingAccount, BillingAccountPatch, NewBillingAccount, UpdateBillingAccount,
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// The fields of a page of the account, over the saved ones.
#[derive(Clone, Copy)]
pub(super) struct AccountForm {
    account: Account,
    pub(super) inputs: AccountInputs,
    editing: Editing<TypedAccount>,
    save: Mutation<UpdateBillingAccount>,
}

impl AccountForm {
    /// Edits the account, from where it was left on this page in this tab.
    pub(super) fn new(account: Account, page: &str) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let made = StoredValue::new_local(None::<Self>);
        let save = Mutation::<UpdateBillingAccount>::new(move |answer: Answer<BillingAccount>| {
            if let Some(Some(form)) = made.try_get_value() {
                form.editing.was_saved(TypedAccount::of(&answer.value));
            }
            account.took(answer);
            let saved = language.text_untracked(|texts| texts.get(billing_accounts::SAVED).into_owned());
            toasts.push(Tone::Success, saved);
        });
        let first = account.account.with_untracked(TypedAccount::of);
        let inputs = AccountInputs::new(&first).refused_by(save);
        let editing = Editing::new(
            Draft::new(format!("billing-account.{}.{page}", account.id)),
            Memo::new(move |_| account.account.with(TypedAccount::of)),
            Signal::derive(move || inputs.typed()),
            move |values: TypedAccount| inputs.reset(&values),
            TypedAccount::merge,
        );
        let form = Self { account, inputs, editing, save };
        made.set_value(Some(form));
        form.mend();
        form
    }

    /// Where it was changed elsewhere first, looks for what that was; once it is here, saving can be tried again.
    fn mend(self) {
        Effect::new(move |_| {
            if is_stale(self.save) {
                self.account.query.retry();
            }
        });
    }

    fn submit(self) {
        let Some(typed) = self.inputs.read() else { return };
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = self.account.version() else { return self.account.query.retry() };
        let patch = self.account.account.with_untracked(|now| patch(now, typed));
        self.editing.sending();
        self.save.run(&UpdateBillingAccount { id: self.account.id, version, patch });
    }

    fn discard(self) {
        self.editing.discard();
        self.save.clear();
    }

    /// The form around `fields`, of which refusals about `shown` are told beside them.
    pub(super) fn view(self, shown: &'static [&'static str], fields: AnyView) -> AnyView {
        let (language, error) = (use_language(), self.save.error());
        let message = Signal::derive(move || {
            if is_stale(self.save) {
                return Some(language.texts().with(|texts| texts.get(billing_accounts::STALE).into_owned()));
            }
            let error = error.get().filter(|error| !error.is_only_about(shown))?;
            Some(account_error(language, &error))
        });
        let editing = self.editing;
        view! {
            <Form on_submit=move |()| self.submit()>
                <FormError message=message />
                {fields}
                <SaveBar
                    unsaved=Signal::derive(move || editing.unsaved())
                    restored=Signal::derive(move || editing.was_restored())
                    busy=self.save.pending()
                    on_discard=move |()| self.discard()
                />
            </Form>
        }
        .into_any()
    }
}

/// What has to be changed for an account to be as it was typed.
fn patch(now: &BillingAccount, typed: NewBillingAccount) -> BillingAccountPatch {
    fn other<T: PartialEq>(now: &T, typed: T) -> Option<T> {
        (*now != typed).then_some(typed)
    }
    BillingAccountPatch {
        name: other(&now.name, typed.name),
        company: other(&now.company, typed.company),
        email: other(&now.email, typed.email),
        contact: other(&now.contact, typed.contact),
        phone: other(&now.phone, typed.phone),
        address: other(&now.address, typed.address),
        siren: other(&now.siren, typed.siren),
        vat_id: other(&now.vat_id, typed.vat_id),
        reference: other(&now.reference, typed.reference),
    }
}
