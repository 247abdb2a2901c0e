//! Using a voucher.

use super::{
    current::Current,
    words::{error_message, gift_text},
};
use crate::{
    api::{Answer, Error, Mutation, unless_about},
    kit::{DialogForm, Input, InputField},
    language::{field_key, t, tx, use_language},
    routes::PlanView,
    session::use_session,
    ui::{Dialog, FieldKind, Toasts, Tone},
};
use hq_contract::{
    FieldCode, ProblemCode,
    vouchers::{ActiveVoucher, RedeemVoucher, Redemption, VoucherCode},
};
use hq_text::{common, vouchers};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 1] = ["/code"];

/// The dialog.
#[component]
pub(super) fn VoucherDialog(current: Current) -> AnyView {
    let sold = current.get(|current| current.billing);
    let open = current.dialog(|view| view == PlanView::Voucher, sold.into());
    view! {
        <Dialog open=open title=t(vouchers::USE) close_label=t(common::CANCEL)>
            {move || untrack(|| form(current, open))}
        </Dialog>
    }
    .into_any()
}

fn form(current: Current, open: RwSignal<bool>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let organization = use_session().organization();
    let org = current.access.org;
    let redeem = Mutation::<RedeemVoucher>::new(move |answer: Answer<ActiveVoucher>| {
        let gives = untrack(|| gift_text(language, &answer.value.gift));
        toasts.push(Tone::Success, language.text_untracked(|texts| vouchers::is_used(texts, &gives)));
        open.set(false);
        // It may have begun a plan.
        current.query.retry();
        current.quotas.retry();
        organization.retry();
    });
    let code = Input::new("", VoucherCode::parse).blank(vouchers::BLANK).refused_by(redeem, "/code");
    let (error, own) = (redeem.error(), code.code());
    let not_taken = t(vouchers::NOT_TAKEN);
    let other = error_message(unless_about(error, &FIELDS));
    let message = Signal::derive(move || {
        let off = error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::BillingOff);
        if off { Some(not_taken.get()) } else { other.get() }
    });
    let wrong = code.error();
    let beside = tx(move |texts| match own.get() {
        None => String::new(),
        Some(FieldCode::NotAVoucher) => texts.get(vouchers::UNKNOWN).into_owned(),
        Some(FieldCode::TooShort | FieldCode::TooLong | FieldCode::BadCharacter) => {
            texts.get(vouchers::NOT_A_CODE).into_owned()
        }
        Some(code) => wrong.get().unwrap_or_else(|| texts.get(field_key(code)).into_owned()),
    });
    let beside = Signal::derive(move || Some(beside.get()).filter(|text| !text.is_empty()));
    let submit = move |()| match code.read() {
        Some(code) => redeem.run(&RedeemVoucher { org, body: Redemption { code } }),
        None => code.focus.notify(),
    };
    view! {
        <DialogForm
            open=open
            submit_label=t(vouchers::USE)
            on_submit=submit
            busy=redeem.pending()
            error=message
        >
            <InputField
                label=t(vouchers::CODE)
                input=code
                name="voucher"
                kind=FieldKind::Slug
                required=true
                autofocus=true
                hint=t(vouchers::CODE_HINT)
                error=beside
            />
        </DialogForm>
    }
    .into_any()
}
