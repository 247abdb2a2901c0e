//! One certificate.

use super::{
    actions::CertificateActions,
    domain_names::{by_domain, domain_list, names},
    expiry::expires,
    shared::certificate_name,
};
use crate::{
    language::{t, tx},
    ui::{Badge, Cell, Glyph, Icon, Menu, MenuAction, MenuEntry, Tone, glyph},
};
use hq_contract::certificates::{Certificate, CertificateName};
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// The row; it stays, with its menu, while the certificate changes.
pub fn row(certificate: Memo<Certificate>, actions: CertificateActions) -> AnyView {
    let named = Memo::new(move |_| {
        certificate
            .with(|certificate| certificate.names.iter().map(|name| name.name.clone()).collect::<Vec<_>>())
    });
    let groups = Memo::new(move |_| {
        certificate.with(|certificate| {
            let of =
                |name: &CertificateName| (name.name.clone(), name.domain.as_ref().map(ToString::to_string));
            by_domain(certificate.names.iter().map(of))
        })
    });
    let untrusted = move || {
        let untrusted = certificate.with(|certificate| !certificate.publicly_trusted);
        untrusted.then(|| view! { <Badge label=t(certificates::UNTRUSTED) tone=Tone::Warning /> })
    };
    view! {
        <tr class="table-row certificate" role="row">
            <Cell head=true>{move || named.with(|named| names(named))}</Cell>
            <Cell label=t(certificates::DOMAINS)>{move || domain_list(actions.page, groups.get())}</Cell>
            <Cell label=t(certificates::ISSUER)>
                <div class="certificate-lines">
                    <span>{move || certificate.with(|certificate| certificate.issuer.clone())}</span>
                    <span>{untrusted}</span>
                </div>
            </Cell>
            <Cell label=t(certificates::EXPIRES)>{move || certificate.with(expires)}</Cell>
            <Cell label=t(
                certificates::KEY_TYPE,
            )>{move || certificate.with(|certificate| certificate.key_type.clone())}</Cell>
            <Cell actions=true>{menu(certificate, actions)}</Cell>
        </tr>
    }
    .into_any()
}

/// What can be done with it.
fn menu(certificate: Memo<Certificate>, actions: CertificateActions) -> AnyView {
    let label = tx(move |texts| {
        certificate.with(|certificate| certificates::actions_for(texts, certificate_name(certificate)))
    });
    let item = |label: Key, icon: Glyph, run: Callback<()>| MenuEntry::Item {
        label: t(label),
        icon: Some(icon),
        action: MenuAction::Run(run),
    };
    let id = certificate.with_untracked(|certificate| certificate.id);
    let replace = Callback::new(move |()| actions.page.address.replace(id));
    let details = Callback::new(move |()| actions.details.show(certificate.get_untracked()));
    let remove = Callback::new(move |()| actions.removal.ask(certificate.get_untracked()));
    let entries = vec![
        item(certificates::REPLACE, glyph::EDIT, replace),
        item(certificates::DETAILS, glyph::INFO, details),
        item(certificates::REMOVE, glyph::TRASH, remove),
    ];
    view! {
        <Menu label=label entries=Signal::stored(entries)>
            <Icon glyph=glyph::MORE />
        </Menu>
    }
    .into_any()
}
