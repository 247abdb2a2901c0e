//! What a column should never hold: whoever reads it gets an error, nothing that is made up, and no panic.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    Colour, OrganizationId, Role,
    domains::{ClaimDomain, NewDomain},
    organizations::GetOrganization,
};
use sea_orm::ConnectionTrait as _;

on_both!(
    what_is_none_of_a_list_is_an_error,
    what_the_contract_refuses_is_an_error,
    a_colour_of_another_version_is_one_of_ours,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "bob@acme.example", Role::User).await;
    let body = NewDomain { name: "acme.example".parse().unwrap() };
    ada.call(&ClaimDomain { org: acme.id, body }).await.unwrap();
    (ada, acme.id)
}

/// What is answered while a column holds something else than it should, and afterwards.
async fn answers(hq: &Hq, browser: &Browser, path: &str, [wrong, right]: [&str; 2]) -> [(u16, String); 2] {
    let db = hq.app.db().write();
    db.execute_unprepared(wrong).await.unwrap();
    let broken = browser.get(path).await;
    db.execute_unprepared(right).await.unwrap();
    let mended = browser.get(path).await;
    [broken, mended]
        .map(|reply| (reply.status.as_u16(), reply.json()["code"].as_str().unwrap_or("").to_owned()))
}

fn an_error_until_mended() -> [(u16, String); 2] {
    [(500, "internal".to_owned()), (200, String::new())]
}

async fn what_is_none_of_a_list_is_an_error(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    // A row of an entity, one that is put together, and one that SQLite may answer on the thread that asks.
    for (path, update) in [
        (format!("/organizations/{org}/domains"), "UPDATE domains SET state = 'WORD'"),
        (format!("/organizations/{org}/invitations"), "UPDATE invitations SET role = 'WORD'"),
        ("/me/organizations".to_owned(), "UPDATE memberships SET role = 'WORD'"),
    ] {
        let right = if update.contains("state") { "pending" } else { "admin" };
        let updates = [update.replace("WORD", "odd"), update.replace("WORD", right)];
        let updates = updates.each_ref().map(String::as_str);
        assert_eq!(answers(&hq, &ada, &path, updates).await, an_error_until_mended(), "{update}");
    }
}

async fn what_the_contract_refuses_is_an_error(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (path, wrong, right) in [
        (
            format!("/organizations/{org}/invitations"),
            "UPDATE invitations SET email = 'bob'",
            "UPDATE invitations SET email = 'bob@acme.example'",
        ),
        (
            "/me/organizations".to_owned(),
            "UPDATE organizations SET name = ''",
            "UPDATE organizations SET name = 'Acme'",
        ),
    ] {
        let told = answers(&hq, &ada, &path, [wrong, right]).await;
        assert_eq!(told, an_error_until_mended(), "{wrong}");
    }
}

async fn a_colour_of_another_version_is_one_of_ours(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.app.db().write().execute_unprepared("UPDATE organizations SET colour = 'beige'").await.unwrap();
    let seen = ada.call(&GetOrganization(org.to_string())).await.unwrap();
    assert_eq!(seen.colour, Colour::default());
}
