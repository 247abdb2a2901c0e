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
use hq_contract::certificates::Certificate;
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// The row. Whatever changes of a certificate, another row says it.
pub fn row(certificate: Certificate, actions: CertificateActions) -> AnyView {
    let named: Vec<String> = certificate.names.iter().map(|name| name.name.clone()).collect();
    let groups = by_domain(
        certificate
            .names
            .iter()
            .map(|name| (name.name.clone(), name.domain.as_ref().map(ToString::to_string))),
    );
    let (issuer, key_type) = (certificate.issuer.clone(), certificate.key_type.clone());
    let expires = expires(&certificate);
    let untrusted = (!certificate.publicly_trusted)
        .then(|| view! { <Badge label=t(certificates::UNTRUSTED) tone=Tone::Warning /> });
    view! {
        <tr class="table-row certificate" role="row">
            <Cell head=true>{names(&named)}</Cell>
            <Cell label=t(certificates::DOMAINS)>{domain_list(actions.page, groups)}</Cell>
            <Cell label=t(certificates::ISSUER)>
                <div class="certificate-lines">
                    <span>{issuer}</span>
                    <span>{untrusted}</span>
                </div>
            </Cell>
            <Cell label=t(certificates::EXPIRES)>{expires}</Cell>
            <Cell label=t(certificates::KEY_TYPE)>{key_type}</Cell>
            <Cell actions=true>{menu(certificate, actions)}</Cell>
        </tr>
    }
    .into_any()
}

/// What can be done with it.
fn menu(certificate: Certificate, actions: CertificateActions) -> AnyView {
    let name = certificate_name(&certificate).to_owned();
    let label = tx(move |texts| certificates::actions_for(texts, &name));
    let item = |label: Key, icon: Glyph, run: Callback<()>| MenuEntry::Item {
        label: t(label),
        icon: Some(icon),
        action: MenuAction::Run(run),
    };
    let id = certificate.id;
    let certificate = StoredValue::new(certificate);
    let replace = Callback::new(move |()| actions.page.address.replace(id));
    let details = Callback::new(move |()| actions.details.show(certificate.get_value()));
    let remove = Callback::new(move |()| actions.removal.ask(certificate.get_value()));
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
