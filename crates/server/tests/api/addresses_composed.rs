//! Addresses that were kept before letters were composed (NFC) before the `@`: they come into that form at the start.

use crate::{
    on_both,
    support::{Backend, Hq, PASSWORD, run},
};
use hq_contract::{
    OrganizationId,
    invitations::{Invite, InvitedOutcome, ListInvitations, ListMyInvitations, NewInvitations},
};
use hq_server::{
    accounts::store::duplicates,
    db::{
        entity::{sign_up, user},
        migration::Migrator,
    },
    platform::{
        passwords::{Cost, Passwords},
        random::SystemRandom,
    },
};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, EntityTrait as _, QueryOrder as _};
use sea_orm_migration::MigratorTrait as _;
use std::sync::Arc;
use uuid::Uuid;

on_both!(crate::addresses_composed::start =>
    the_older_of_two_accounts_keeps_the_address,
    an_invitation_is_for_its_mailbox,
    who_wants_no_more_invitations_gets_none,
    another_start_changes_nothing,
);

const ACME: Uuid = Uuid::from_u128(1);
const ADA: Uuid = Uuid::from_u128(11);
const JO: Uuid = Uuid::from_u128(12);
const YOUNGER_JO: Uuid = Uuid::from_u128(13);
const ZOE: Uuid = Uuid::from_u128(14);
/// Long after every test.
const LATE: i64 = i64::MAX / 2;

/// A server on the database of a former version.
pub async fn start(backend: Backend) -> Hq {
    Hq::start_on_former(backend, "m0022_composed_addresses", fill).await
}

async fn fill(db: &DatabaseConnection) {
    let passwords = Passwords::new(Cost::Least, 1, Arc::new(SystemRandom)).unwrap();
    let hash = passwords.hash(PASSWORD).await.unwrap();
    for (id, email, created) in [
        (ADA, "ada@x.example", 1_i64),
        (YOUNGER_JO, "jörg@x.example", 9),
        (JO, "jo\u{308}rg@x.example", 2),
        (ZOE, "zoe\u{308}@x.example", 3),
    ] {
        const USER: &str = "INSERT INTO users (id, email, email_canonical, email_search, full_name, name_search, \
            password_hash, language, version, created_at) VALUES (?, ?, ?, ?, 'Ada', 'ada', ?, 'en', 1, ?)";
        let values =
            [id.into(), email.into(), email.into(), email.into(), hash.clone().into(), created.into()];
        run(db, USER, values).await;
        const SIGN_UP: &str = "INSERT INTO sign_ups (id, token_hash, email, email_canonical, full_name, \
            password_hash, language, created_at, expires_at) VALUES (?, ?, ?, ?, 'Ada', ?, 'en', 1, ?)";
        let token = id.as_bytes().to_vec();
        let values = [id.into(), token.into(), email.into(), email.into(), hash.clone().into(), LATE.into()];
        run(db, SIGN_UP, values).await;
    }
    const ORGANIZATION: &str = "INSERT INTO organizations (id, slug, name, name_search, colour, version, created_at) \
        VALUES (?, 'acme', 'Acme', 'acme', 'blue', 1, 1)";
    run(db, ORGANIZATION, [ACME.into()]).await;
    run(
        db,
        "INSERT INTO organization_slugs (slug, organization_id, created_at) VALUES ('acme', ?, 1)",
        [ACME.into()],
    )
    .await;
    const ADMIN: &str = "INSERT INTO memberships (organization_id, user_id, role, joined_at, opened_at) \
        VALUES (?, ?, 'admin', 1, 1)";
    run(db, ADMIN, [ACME.into(), ADA.into()]).await;
    for (number, email, sent) in
        [(21_u128, "bö@x.example", 1_i64), (22, "bo\u{308}@x.example", 2), (23, "zoë@x.example", 1)]
    {
        const INVITATION: &str = "INSERT INTO invitations (id, organization_id, email, email_canonical, email_search, \
            role, inviter_id, state, generation, created_at, sent_at, expires_at, mail_id) \
            VALUES (?, ?, ?, ?, '', 'user', ?, 'pending', 1, 1, ?, ?, ?)";
        let values = [
            Uuid::from_u128(number).into(),
            ACME.into(),
            email.into(),
            email.into(),
            ADA.into(),
            sent.into(),
            LATE.into(),
            Uuid::nil().into(),
        ];
        run(db, INVITATION, values).await;
    }
    for email in ["no\u{308}@x.example", "nö@x.example", "nie\u{301}@x.example"] {
        const REPORT: &str = "INSERT INTO invitation_reports (organization_id, email_canonical, invitation_id, \
            inviter_id, created_at) VALUES (?, ?, ?, ?, 1)";
        run(db, REPORT, [ACME.into(), email.into(), Uuid::nil().into(), ADA.into()]).await;
    }
}

async fn the_older_of_two_accounts_keeps_the_address(hq: Hq) {
    for spelling in ["jörg@x.example", "jo\u{308}rg@x.example"] {
        let (_, session) = hq.sign_in(spelling).await;
        assert_eq!((session.user.id.0, session.user.email.as_str()), (JO, "jo\u{308}rg@x.example"));
    }
    assert_eq!(duplicates::warn(&hq.app).await.ok(), Some(1), "the operator is told of the other");
    let younger = user::Entity::find_by_id(YOUNGER_JO).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(younger.email, "jörg@x.example", "nothing of it is lost");
    assert_eq!(younger.email_canonical, format!("duplicate:{YOUNGER_JO}:jörg@x.example"));
    let waiting = sign_up::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(waiting.iter().filter(|one| one.email_canonical == "jörg@x.example").count(), 2);
}

async fn an_invitation_is_for_its_mailbox(hq: Hq) {
    let (zoe, _) = hq.sign_in("zoë@x.example").await;
    assert_eq!(zoe.call(&ListMyInvitations::default()).await.unwrap().total, 1);
    let (ada, _) = hq.sign_in("ada@x.example").await;
    let open = ListInvitations { org: OrganizationId(ACME), q: None, page_token: None };
    let mut open: Vec<u128> =
        ada.call(&open).await.unwrap().items.into_iter().map(|one| one.id.0.as_u128()).collect();
    open.sort_unstable();
    assert_eq!(open, [22, 23], "of two for one mailbox the newer");
}

async fn who_wants_no_more_invitations_gets_none(hq: Hq) {
    let (ada, _) = hq.sign_in("ada@x.example").await;
    let emails = ["nö@x.example", "no\u{308}@x.example", "nié@x.example"].map(str::to_owned).to_vec();
    let body = NewInvitations { emails, role: hq_contract::Role::User, note: None, rules: Vec::new() };
    let invited = ada.call(&Invite { org: OrganizationId(ACME), body }).await.unwrap();
    let outcomes: Vec<_> = invited.results.into_iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [InvitedOutcome::Declined, InvitedOutcome::Repeated, InvitedOutcome::Declined]);
}

async fn another_start_changes_nothing(hq: Hq) {
    let rows =
        async || user::Entity::find().order_by_asc(user::Column::Id).all(hq.app.db().read()).await.unwrap();
    let before = rows().await;
    run_again(&Database::connect(&hq.url).await.unwrap()).await;
    assert_eq!(rows().await, before);
}

/// The step itself, as if it had never run.
async fn run_again(db: &DatabaseConnection) {
    db.execute_unprepared("DELETE FROM seaql_migrations WHERE version = 'm0022_composed_addresses'")
        .await
        .unwrap();
    Migrator::up(db, None).await.unwrap();
}
