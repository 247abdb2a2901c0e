//! Chains of TLS certificates: put together from what a file has, by signatures; what is not needed is left out.

use crate::{
    on_both,
    support::{Browser, Hq, certificate, pem},
};
use hq_contract::{
    OrganizationId,
    certificates::{AddCertificate, GetCertificate, RemoveCertificate, ReplaceCertificate, check},
};
use hq_server::db::entity::certificate as row;
use sea_orm::EntityTrait as _;

on_both!(a_chain_is_put_together_and_the_rest_left_out, what_was_left_out_is_told_until_it_is_replaced);

/// 2026-03-01
const NOW: i64 = 1_772_323_200;

/// The parts of a file, by their places.
fn parts(file: &str, places: &[usize]) -> String {
    let text = pem(file);
    let parts: Vec<&str> = text.split_inclusive("-----END CERTIFICATE-----\n").collect();
    places.iter().map(|place| parts[*place]).collect()
}

/// Files, the places of what is needed of them, and whether the browser can tell without computing.
const FILES: &[(&str, &[usize], bool)] = &[
    ("chain.pem", &[0, 1, 2], true),
    ("wrong-order.pem", &[2, 1, 0], true),
    ("leaf-twice.pem", &[0, 2, 3], true),
    ("unrelated.pem", &[0, 1, 2], true),
    ("cross-expired.pem", &[0, 1, 3], true),
    ("cross-at-the-end.pem", &[0, 1, 2], true),
    // As it stands, it is a chain: nobody is told to leave something out of it.
    ("cross-valid.pem", &[0, 1, 2, 3], true),
    ("same-name.pem", &[0, 3, 4], false),
    ("same-name-with-ids.pem", &[0, 2, 4], true),
    ("new-root-key.pem", &[0, 1, 2], true),
    ("two-leaves.pem", &[1, 2, 3], true),
    ("loop.pem", &[0, 3], true),
    // M0 by M5, and M5 itself.
    ("maze-with-end.pem", &[0, 5, 31], true),
    ("two-ways.pem", &[0, 1, 3], true),
    ("two-ways-expired.pem", &[0, 2, 4], true),
    ("two-ways-longer.pem", &[0, 4, 5], true),
];

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

async fn a_chain_is_put_together_and_the_rest_left_out(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (file, needed, alike) in FILES {
        let beside = pem(file).matches("BEGIN").count() - needed.len();
        let added = ada.add_certificate(org, file, "chain.key").await;
        assert_eq!((added.chain_length as usize, added.left_out as usize), (needed.len(), beside), "{file}");
        let kept = row::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
        assert_eq!(kept.chain, parts(file, needed), "{file}");
        ada.call(&RemoveCertificate { org, id: added.id, version: added.etag() }).await.unwrap();
        let in_browser = check(&pem(file), &pem("chain.key"), NOW).unwrap();
        if *alike {
            assert_eq!(in_browser.facts.left_out, beside, "{file}: the browser says the same");
            assert_eq!(in_browser.chain.len(), needed.len(), "{file}");
        }
    }
}

async fn what_was_left_out_is_told_until_it_is_replaced(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let added = ada.add_certificate(org, "unrelated.pem", "chain.key").await;
    let read = ada.call(&GetCertificate { org, id: added.id }).await.unwrap();
    assert_eq!((read.left_out, &read), (1, &added));
    let body = certificate("rsa.pem", "rsa.key");
    let replace = ReplaceCertificate { org, id: added.id, version: added.etag(), body };
    assert_eq!(ada.call(&replace).await.unwrap().left_out, 0);
}

#[tokio::test]
async fn what_leads_nowhere_is_refused() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (ada, org) = acme(&hq).await;
    for (file, fault) in [
        ("loop-without-end.pem", "intermediate_missing"),
        ("maze.pem", "intermediate_missing"),
        ("forged.pem", "signature_wrong"),
        ("authority-expired.pem", "authority_expired"),
        ("too-long.pem", "chain_too_long"),
        ("too-many.pem", "chain_too_long"),
    ] {
        let add = AddCertificate { org, body: certificate(file, "chain.key") };
        assert_eq!(ada.call(&add).await.unwrap_err().problem.faults, [fault], "{file}");
    }
}
