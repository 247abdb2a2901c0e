//! The link works: what would go, and the button.

use super::dead::Dead;
use crate::{
    api::Mutation,
    dataplants::words::error_message,
    language::{moment, t, tx},
    routes::{PageTitle, Route},
    ui::{Button, FormError, Gate, Kind, Lead, LinkButton, Size},
};
use hq_contract::dataplants::{ConfirmDataplantDeletion, DataplantDeletion};
use hq_text::dataplant_deletion;
use leptos::prelude::*;

#[component]
pub(super) fn Confirmation(
    deletion: DataplantDeletion,
    token: String,
    confirm: Mutation<ConfirmDataplantDeletion>,
) -> AnyView {
    let (name, organization) = (deletion.name.to_string(), deletion.organization.name.to_string());
    let until = moment(deletion.expires_at);
    let title = tx(move |texts| dataplant_deletion::name(texts, &name));
    let lead = tx(move |texts| dataplant_deletion::lead(texts, &organization));
    let error = confirm.error();
    let message = error_message(move || error.get().filter(|error| Dead::of(error).is_none()));
    let keep = Route::dataplant(deletion.organization.id.to_string(), deletion.dataplant.to_string());
    let run = move |()| confirm.run(&ConfirmDataplantDeletion { token: token.clone() });
    view! {
        <Gate>
            <PageTitle title=title />
            <Lead text=lead />
            <p>{t(dataplant_deletion::TEXT)}</p>
            <FormError message=message />
            <div class="gate-action">
                <Button
                    label=title
                    kind=Kind::Danger
                    size=Size::Large
                    wide=true
                    busy=confirm.pending()
                    on_click=run
                />
                <LinkButton label=t(dataplant_deletion::KEEP) href=keep.path() kind=Kind::Quiet wide=true />
            </div>
            <p class="field-hint">{tx(move |texts| dataplant_deletion::until(texts, &until.get()))}</p>
        </Gate>
    }
    .into_any()
}
