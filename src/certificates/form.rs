//! The form for another certificate, or for what comes in the place of one.

use super::{
    fields::{Fields, Part},
    files::ENDINGS,
    notice::not_kept,
    preview::preview,
    saving::Saving,
    shared::{CertificateList, certificate_name},
};
use crate::{
    browser::files,
    kit::{AsyncView, Draft},
    language::{t, tx},
    routes::PageTitle,
    ui::{
        Actions, Button, DropArea, FileButton, Form, FormError, Kind, Lead, PageHead, Settings, Shape,
        Skeleton, TextArea,
    },
};
use hq_contract::{CertificateId, Permission};
use hq_text::{Key, certificates, common};
use leptos::prelude::*;

/// The page with the form.
pub fn form_page(page: CertificateList, replaces: Option<CertificateId>) -> AnyView {
    let name = Memo::new(move |before: Option<&Option<String>>| {
        let now = replaces
            .and_then(|id| page.find(id))
            .map(|certificate| certificate_name(&certificate).to_owned());
        now.or_else(|| before.cloned().flatten())
    });
    let title = tx(move |texts| match (replaces, name.get()) {
        (None, _) => texts.get(certificates::ADD_TITLE).into_owned(),
        (Some(_), Some(name)) => certificates::replace_title(texts, &name),
        (Some(_), None) => texts.get(certificates::REPLACE_UNNAMED).into_owned(),
    });
    let lead = if replaces.is_some() { certificates::REPLACE_LEAD } else { certificates::ADD_LEAD };
    let body = match replaces {
        None => form(page, None),
        Some(id) => known(page, id),
    };
    view! {
        <PageHead>
            <PageTitle title=title within=page.organization />
            <Lead text=t(lead) />
        </PageHead>
        <Settings>{not_kept(page)} {body}</Settings>
    }
    .into_any()
}

/// The form, once it is known what is replaced.
fn known(page: CertificateList, id: CertificateId) -> AnyView {
    let full = move || {
        if untrack(|| page.find(id)).is_some() { form(page, Some(id)) } else { gone(page) }
    };
    view! {
        <AsyncView data=page.all loading=|| view! { <Skeleton shape=Shape::Card /> }>
            {full()}
        </AsyncView>
    }
    .into_any()
}

/// There is nothing to replace.
fn gone(page: CertificateList) -> AnyView {
    view! {
        <div class="certificate-gone">
            <p>{t(certificates::GONE)}</p>
            <Button label=t(certificates::BACK) on_click=move |()| page.address.close() />
        </div>
    }
    .into_any()
}

fn form(page: CertificateList, replaces: Option<CertificateId>) -> AnyView {
    let what = replaces.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let form = format!("certificate.{what}");
    let editing =
        Fields::new(Draft::within(page.org, "certificates", Permission::ManageInfrastructure, form));
    let saving = Saving::new(page, replaces, editing);
    let status = editing.status;
    let cancel = move |()| {
        editing.forget();
        page.address.close();
    };
    let submit = if replaces.is_some() { certificates::SUBMIT_REPLACE } else { certificates::ADD };
    view! {
        <div class="card certificate-form">
            <Form on_submit=move |()| saving.submit()>
                <FormError message=saving.message() />
                {chain(editing)}
                {key(editing)}
                <p class="field-hint" role="status">
                    {move || status.get().map(t)}
                </p>
                {preview(page, editing.examined)}
                <Actions>
                    <Button label=t(common::CANCEL) on_click=cancel />
                    <Button
                        label=t(submit)
                        kind=Kind::Primary
                        submit=true
                        busy=saving.pending()
                        disabled=Signal::derive(move || !page.can_be_kept())
                    />
                </Actions>
            </Form>
        </div>
    }
    .into_any()
}

fn chain(editing: Fields) -> AnyView {
    let part = editing.chain;
    let area = view! {
        <TextArea
            label=t(certificates::CHAIN)
            value=part.value
            name="chain"
            code=true
            hint=t(certificates::CHAIN_HINT)
            error=editing.error(part)
            on_leave=move |()| part.leave()
            focus=part.focus
        />
    };
    with_file(editing, part, "chain-file", certificates::CHOOSE_CHAIN, area.into_any())
}

fn key(editing: Fields) -> AnyView {
    let part = editing.key;
    let area = view! {
        <TextArea
            label=t(certificates::KEY)
            value=part.value
            name="private-key"
            code=true
            hint=t(certificates::KEY_HINT)
            error=editing.error(part)
            on_leave=move |()| part.leave()
            focus=part.focus
        />
    };
    with_file(editing, part, "key-file", certificates::CHOOSE_KEY, area.into_any())
}

/// A field with the two ways for a file.
fn with_file(editing: Fields, part: Part, name: &'static str, choose: Key, area: AnyView) -> AnyView {
    view! {
        <DropArea takes=files::dragged on_drop=move |event| editing.read_file(part, files::dropped(&event))>
            {area}
            <div class="certificate-file">
                <FileButton
                    label=t(choose)
                    name=name
                    accept=ENDINGS.to_owned()
                    on_choose=move |event| editing.read_file(part, files::chosen(&event))
                />
            </div>
        </DropArea>
    }
    .into_any()
}
