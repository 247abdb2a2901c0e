//! The record that proves a domain, to be copied into the DNS.

use crate::{
    kit::{CopyState, CopyStatus, CopyableCode},
    language::{t, tx},
};
use hq_contract::domains::Domain;
use hq_text::domains;
use leptos::prelude::*;

/// The record, and what to know of it.
pub fn record(domain: &Domain) -> AnyView {
    let (record, copies) = (&domain.record, CopyState::new());
    let about = Signal::stored(domain.shown());
    let row = move |label: Signal<String>, text: &str| row(label, text.to_owned(), about, copies);
    let short = short_names(&record.name, domain.name.as_str())
        .into_iter()
        .map(|(zone, name)| row(tx(move |texts| domains::short_name(texts, &zone)), &name));
    let rows = [row(t(domains::TYPE), &record.kind), row(t(domains::RECORD_NAME), &record.name)];
    view! {
        <div class="domain-record">
            <p>{tx(move |texts| domains::record_text(texts, &about.get()))}</p>
            <table class="domain-table" aria-label=t(domains::RECORD)>
                <tbody>
                    {rows.into_iter().collect::<Vec<_>>()} {short.collect::<Vec<_>>()}
                    {row(t(domains::VALUE), &record.value)}
                </tbody>
            </table>
            <CopyStatus state=copies />
            <p class="domain-hint">{t(domains::RECORD_HINT)}</p>
        </div>
    }
    .into_any()
}

fn row(label: Signal<String>, text: String, about: Signal<String>, copies: CopyState) -> AnyView {
    let copy_label = tx(move |texts| domains::copy(texts, &about.get(), &label.get()));
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>
                <CopyableCode text=text copy_label=copy_label state=copies />
            </td>
        </tr>
    }
    .into_any()
}

/// The record's name as those DNS providers want it who add the name of the zone by themselves, and that zone: the domain
/// itself, and where it may be managed in the zone above, that one.
fn short_names(name: &str, domain: &str) -> Vec<(String, String)> {
    let within = |zone: &str| {
        let short = name.strip_suffix(zone)?.strip_suffix('.')?;
        Some((zone.to_owned(), short.to_owned()))
    };
    let above = domain.split_once('.').map(|(_, above)| above).filter(|above| is_zone(above));
    [Some(domain), above].into_iter().flatten().filter_map(within).collect()
}

/// Whether somebody may have a domain of that name. `co.uk` and its like belong to registries; the full list of these
/// (publicsuffix.org) weighs more than a row too many.
fn is_zone(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    match labels[..] {
        [] | [_] => false,
        [second, top] => {
            top.len() > 2 || !matches!(second, "ac" | "co" | "com" | "edu" | "gov" | "net" | "org")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_leave_the_zone_away() {
        let short = |domain: &str| {
            let short = short_names(&format!("_hq-challenge.{domain}"), domain);
            short.into_iter().map(|(zone, name)| format!("{name} in {zone}")).collect::<Vec<_>>()
        };
        assert_eq!(short("example.org"), ["_hq-challenge in example.org"]);
        assert_eq!(
            short("data.example.org"),
            ["_hq-challenge in data.example.org", "_hq-challenge.data in example.org"]
        );
        assert_eq!(short("example.co.uk"), ["_hq-challenge in example.co.uk"]);
        assert!(short_names("elsewhere", "example.org").is_empty());
    }
}
