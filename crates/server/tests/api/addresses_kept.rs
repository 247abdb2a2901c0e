//! Addresses of the time when they were folded before they were compared: brought into the form of today at the start.

use crate::{
    on_both,
    support::{Backend, Hq, PASSWORD, run},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    authentication::GetAuthentication,
    invitations::{ListInvitations, ListMyInvitations},
    session::{Credentials, SignIn},
};
use hq_server::{
    accounts::store::duplicates,
    db::{entity::user, migration::Migrator},
    platform::{
        passwords::{Cost, Passwords},
        random::SystemRandom,
    },
};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, EntityTrait as _};
use sea_orm_migration::MigratorTrait as _;
use std::sync::Arc;
use uuid::Uuid;

on_both!(crate::addresses_kept::start =>
    who_was_folded_onto_another_is_themselves_again,
    the_older_of_two_accounts_keeps_the_address,
    an_invitation_is_for_its_mailbox,
    domains_that_may_ask_are_those_of_the_admins,
    names_lose_what_nobody_sees,
    another_start_changes_nothing,
);

const KITCHEN: Uuid = Uuid::from_u128(1);
const BOOKS: Uuid = Uuid::from_u128(2);
const CHEF: Uuid = Uuid::from_u128(11);
const JO: Uuid = Uuid::from_u128(12);
const YOUNGER_JO: Uuid = Uuid::from_u128(13);
const WIDE: Uuid = Uuid::from_u128(14);
const GONE: Uuid = Uuid::from_u128(15);
/// Long after every test.
const LATE: i64 = i64::MAX / 2;

/// A server on the database of a former version.
pub async fn start(backend: Backend) -> Hq {
    Hq::start_on_former(backend, "m0012_addresses", fill).await
}

async fn fill(db: &DatabaseConnection) {
    let passwords = Passwords::new(Cost::Least, 1, Arc::new(SystemRandom)).unwrap();
    let hash = passwords.hash(PASSWORD).await.unwrap();
    let gone = format!("deleted-{GONE}@deleted.invalid");
    for (id, email, canonical, created) in [
        (CHEF, "chef@weiß.example", "chef@weiss.example", 1_i64),
        (YOUNGER_JO, "Jo@xn--bcher-kva.example", "jo@xn--bcher-kva.example", 9),
        (JO, "jo@bücher.example", "jo@bücher.example", 2),
        (WIDE, "ａｄａ@example.org", "ada@example.org", 3),
        (GONE, gone.as_str(), gone.as_str(), 4),
    ] {
        const USER: &str = "INSERT INTO users (id, email, email_canonical, full_name, password_hash, language, \
            version, created_at) VALUES (?, ?, ?, ?, ?, 'en', 1, ?)";
        let name = if id == WIDE { "\u{2800}" } else { "A\u{200b}da ❤\u{fe0f}" };
        let values =
            [id.into(), email.into(), canonical.into(), name.into(), hash.clone().into(), created.into()];
        run(db, USER, values).await;
    }
    for (id, slug, admin, domain) in
        [(KITCHEN, "kitchen", CHEF, "weiss.example"), (BOOKS, "books", JO, "bücher.example")]
    {
        const ORGANIZATION: &str = "INSERT INTO organizations (id, slug, name, name_search, description, colour, \
            version, created_at) VALUES (?, ?, ?, '', ?, 'blue', 1, 1)";
        let name = format!("Kit\u{3164}chen of {slug}");
        run(db, ORGANIZATION, [id.into(), slug.into(), name.into(), "\u{2800}".into()]).await;
        const SLUG: &str =
            "INSERT INTO organization_slugs (slug, organization_id, created_at) VALUES (?, ?, 1)";
        run(db, SLUG, [slug.into(), id.into()]).await;
        const ADMIN: &str = "INSERT INTO memberships (organization_id, user_id, role, joined_at, opened_at, rules) \
            VALUES (?, ?, 'admin', 1, 1, ?)";
        let rules = "[{\"name\":\"Se\u{200b}e\",\"category\":\"dataplants\",\"effect\":\"allow\",\"action\":\"read\",\"resource\":\"all\"}]";
        run(db, ADMIN, [id.into(), admin.into(), rules.into()]).await;
        run(
            db,
            "INSERT INTO join_domains (domain, organization_id) VALUES (?, ?)",
            [domain.into(), id.into()],
        )
        .await;
    }
    for (number, email, state, sent) in [
        (21_u128, "chef@weiss.example", "pending", 1_i64),
        (22, "bo@bücher.example", "pending", 1),
        (23, "bo@xn--bcher-kva.example", "pending", 2),
        (24, "bu@bücher.example", "pending", 1),
        (25, "bu@xn--bcher-kva.example", "accepted", 2),
    ] {
        const INVITATION: &str = "INSERT INTO invitations (id, organization_id, email, email_canonical, role, \
            inviter_id, state, generation, created_at, sent_at, expires_at, mail_id) \
            VALUES (?, ?, ?, ?, 'user', ?, ?, 1, 1, ?, ?, ?)";
        let id = Uuid::from_u128(number);
        let values = [
            id.into(),
            BOOKS.into(),
            email.into(),
            email.into(),
            JO.into(),
            state.into(),
            sent.into(),
            LATE.into(),
            Uuid::nil().into(),
        ];
        run(db, INVITATION, values).await;
    }
}

async fn refused(hq: &Hq, email: &str) -> ProblemCode {
    let credentials =
        Credentials { email: email.parse().unwrap(), password: PASSWORD.to_owned(), code: None };
    hq.browser().call(&SignIn(credentials)).await.unwrap_err().code()
}

async fn who_was_folded_onto_another_is_themselves_again(hq: Hq) {
    for (email, id) in
        [("chef@weiß.example", CHEF), ("CHEF@xn--wei-7ka.example", CHEF), ("ａｄａ@example.org", WIDE)]
    {
        assert_eq!(hq.sign_in(email).await.1.user.id.0, id, "{email}");
    }
    for email in ["chef@weiss.example", "ada@example.org"] {
        assert_eq!(refused(&hq, email).await, ProblemCode::WrongCredentials, "{email}");
        hq.person(email).await;
    }
}

async fn the_older_of_two_accounts_keeps_the_address(hq: Hq) {
    for spelling in ["jo@bücher.example", "Jo@xn--bcher-kva.example"] {
        let (_, session) = hq.sign_in(spelling).await;
        assert_eq!((session.user.id.0, session.user.email.as_str()), (JO, "jo@bücher.example"));
    }
    assert_eq!(duplicates::warn(&hq.app).await.ok(), Some(1), "the operator is told of the other");
    let younger = user::Entity::find_by_id(YOUNGER_JO).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(younger.email, "Jo@xn--bcher-kva.example", "nothing of it is lost");
    assert_eq!(younger.email_canonical, format!("duplicate:{YOUNGER_JO}:jo@xn--bcher-kva.example"));
    // What docs/operations.md says to do.
    let resolve = format!(
        "UPDATE users SET email = 'jo.b@example.org', email_canonical = 'jo.b@example.org', \
         email_search = 'jo.b@example.org' WHERE email_canonical LIKE 'duplicate:{YOUNGER_JO}:%'"
    );
    hq.app.db().write().execute_unprepared(&resolve).await.unwrap();
    assert_eq!(hq.sign_in("jo.b@example.org").await.1.user.id.0, YOUNGER_JO);
    assert_eq!(duplicates::warn(&hq.app).await.ok(), Some(0));
}

async fn an_invitation_is_for_its_mailbox(hq: Hq) {
    let (twin, _) = hq.sign_in("chef@weiß.example").await;
    assert_eq!(twin.call(&ListMyInvitations::default()).await.unwrap().total, 0);
    let invited = hq.person("chef@weiss.example").await;
    assert_eq!(invited.call(&ListMyInvitations::default()).await.unwrap().total, 1);
    for email in ["bo@bücher.example", "bu@xn--bcher-kva.example"] {
        let mine = hq.person(email).await.call(&ListMyInvitations::default()).await.unwrap();
        assert_eq!(mine.total, 1, "one of them stays open: {email}");
    }
    let (jo, _) = hq.sign_in("jo@bücher.example").await;
    let open = ListInvitations { org: OrganizationId(BOOKS), q: None, page_token: None };
    let mut open: Vec<u128> =
        jo.call(&open).await.unwrap().items.into_iter().map(|one| one.id.0.as_u128()).collect();
    open.sort_unstable();
    assert_eq!(open, [21, 23, 24]);
    let searched =
        ListInvitations { org: OrganizationId(BOOKS), q: Some("bücher".into()), page_token: None };
    assert_eq!(jo.call(&searched).await.unwrap().total, 2);
}

async fn domains_that_may_ask_are_those_of_the_admins(hq: Hq) {
    for (email, org, domain) in [
        ("chef@weiß.example", KITCHEN, "xn--wei-7ka.example"),
        ("jo@bücher.example", BOOKS, "xn--bcher-kva.example"),
    ] {
        let (admin, _) = hq.sign_in(email).await;
        let allowed =
            admin.call(&GetAuthentication { org: OrganizationId(org) }).await.unwrap().join_requests;
        assert_eq!((allowed.domains, allowed.available), (vec![domain.to_owned()], vec![domain.to_owned()]));
    }
}

async fn names_lose_what_nobody_sees(hq: Hq) {
    let (chef, session) = hq.sign_in("chef@weiß.example").await;
    assert_eq!(session.user.full_name.as_str(), "Ada ❤\u{fe0f}");
    assert_eq!(session.organizations.items[0].name.as_str(), "Kitchen of kitchen");
    let organization = chef.get(&format!("/organizations/{KITCHEN}")).await;
    assert_eq!(
        (organization.status.as_u16(), &organization.json()["description"]),
        (200, &serde_json::Value::Null)
    );
    let rules = chef.get(&format!("/organizations/{KITCHEN}/members/{CHEF}/rules")).await.json();
    assert_eq!(rules["rules"][0]["name"], "See", "{rules}");
    let (_, session) = hq.sign_in("ａｄａ@example.org").await;
    assert_eq!(session.user.full_name.as_str(), "ａｄａ", "what was nothing but that");
}

async fn another_start_changes_nothing(hq: Hq) {
    let rows = async || user::Entity::find().all(hq.app.db().read()).await.unwrap();
    let before = rows().await;
    Migrator::up(&Database::connect(&hq.url).await.unwrap(), None).await.unwrap();
    assert_eq!(rows().await, before);
    let gone = before.iter().find(|row| row.id.0 == GONE).unwrap();
    assert_eq!(gone.email_canonical, format!("deleted-{GONE}@deleted.invalid"));
}
