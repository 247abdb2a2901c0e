//! Mails before a certificate expires.

use crate::{
    on_both,
    support::{Hq, certificate},
};
use hq_contract::{
    CertificateId, Role,
    certificates::{GetCertificate, ListCertificates, ReplaceCertificate, Urgency},
};
use hq_server::{certificates::warn, mail::outbox, platform::micros::Micros};
use time::Duration;

on_both!(
    admins_are_warned_at_30_14_7_and_1_days_and_once_each,
    a_replaced_certificate_is_warned_of_no_more,
    several_servers_warn_once,
    short_lives_are_warned_of_by_their_share,
    nobody_is_warned_on_the_day_of_the_upload,
    those_that_wait_keep_nobody_from_being_warned,
);

/// The subjects of the mails about a certificate, the oldest first.
async fn warnings(hq: &Hq, to: &str) -> Vec<String> {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    let about = mails.into_iter().filter(|mail| mail.recipient == to && mail.subject.contains("certificate"));
    let mut subjects: Vec<String> = about.map(|mail| mail.subject).collect();
    subjects.reverse();
    subjects
}

async fn admins_are_warned_at_30_14_7_and_1_days_and_once_each(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    // On 10 April at nine, in forty days.
    ada.add_certificate(acme.id, "expires-2026-04-10.pem", "chain.key").await;
    for _ in 0..45 {
        warn(&hq.app).await.unwrap();
        warn(&hq.app).await.unwrap();
        hq.advance(Duration::days(1));
    }
    let said: Vec<String> = [30, 14, 7]
        .iter()
        .map(|days| format!("The certificate of acme. example expires in {days} days"))
        .chain(["The certificate of acme. example expires in 1 day".to_owned()])
        .collect();
    assert_eq!(warnings(&hq, "ada@acme.example").await, said);
    assert!(warnings(&hq, "bob@example.net").await.is_empty(), "only admins can do something about it");
    let mail = hq.newest_mail("ada@acme.example").await.unwrap();
    assert!(mail.text_body.contains("/organizations/acme/settings/certificates"), "{}", mail.text_body);
}

async fn a_replaced_certificate_is_warned_of_no_more(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let old = ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    hq.advance(Duration::days(11));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let body = certificate("chain.pem", "chain.key");
    ada.call(&ReplaceCertificate { org, id: old.id, version: old.etag(), body }).await.unwrap();
    hq.advance(Duration::days(20));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(ada.call(&ListCertificates { org }).await.unwrap().items[0].id, old.id);
    // Added with nine days left: whoever adds it sees that, and hears of it at seven.
    let late = ada.create("Late").await.id;
    ada.add_certificate(late, "expires-2026-04-10.pem", "chain.key").await;
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    hq.advance(Duration::days(3));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 2);
}

async fn several_servers_warn_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    hq.advance(Duration::days(11));
    let rounds = (0..8).map(|_| warn(&hq.app));
    for round in futures::future::join_all(rounds).await {
        round.unwrap();
    }
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
}

async fn short_lives_are_warned_of_by_their_share(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    // From the evening before for six days, and for ninety.
    let short = ada.add_certificate(acme.id, "six-days.pem", "chain.key").await;
    assert_eq!((short.expires_in_days, short.urgency), (5, Urgency::None), "it is new");
    let long = ada.add_certificate(acme.id, "ninety-days.pem", "chain.key").await;
    assert_eq!(long.urgency, Urgency::None);
    for _ in 0..6 * 24 {
        warn(&hq.app).await.unwrap();
        hq.advance(Duration::hours(1));
    }
    let said = |left: &str| format!("The certificate of acme. example expires in {left}");
    let six = ["2 days", "1 day", "12 hours", "6 hours"].map(said);
    assert_eq!(warnings(&hq, "ada@acme.example").await, six);
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let over = ada.call(&GetCertificate { org: acme.id, id: short.id }).await.unwrap();
    assert_eq!((over.expires_in_days, over.urgency), (-1, Urgency::Expired));
    for _ in 0..90 {
        warn(&hq.app).await.unwrap();
        hq.advance(Duration::days(1));
    }
    // At nine in the morning, and it ends at ten in the evening.
    let ninety = ["30 days", "14 days", "7 days", "13 hours"].map(said);
    assert_eq!(warnings(&hq, "ada@acme.example").await[4..], ninety);
}

async fn nobody_is_warned_on_the_day_of_the_upload(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    // Six hours before it is thirty days to the end.
    hq.advance(Duration::days(9) + Duration::hours(18));
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let added = ada.add_certificate(acme.id, "expires-2026-04-10.pem", "chain.key").await;
    assert_eq!(added.urgency, Urgency::None);
    hq.advance(Duration::hours(12));
    warn(&hq.app).await.unwrap();
    assert!(warnings(&hq, "ada@acme.example").await.is_empty(), "the page has just told it");
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let read = ada.call(&GetCertificate { org: acme.id, id: added.id }).await.unwrap();
    assert_eq!(read.urgency, Urgency::Soon, "what is asked for says how it is");
    hq.advance(Duration::hours(12));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1, "the day after it is told");
}

async fn those_that_wait_keep_nobody_from_being_warned(hq: Hq) {
    use hq_server::db::entity::certificate;
    use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let added = ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    let db = hq.app.db().write();
    let found =
        certificate::Entity::find().filter(certificate::Column::Id.eq(added.id)).one(db).await.unwrap();
    // More than a round has, all of them sooner over, and new; and warned of.
    for number in 0..250 {
        let waits = certificate::Model {
            id: CertificateId(uuid::Uuid::from_u128(number + 1)),
            fingerprint: number.to_string(),
            not_before: if number % 2 == 0 { hq.app.now() } else { Micros::default() },
            not_after: hq.app.now() + 20 * 86_400_000_000,
            warned_days: (number % 2 == 1).then_some(30),
            ..found.clone().unwrap()
        };
        certificate::Entity::insert(waits.into_active_model()).exec_without_returning(db).await.unwrap();
    }
    hq.advance(Duration::days(3));
    warn(&hq.app).await.unwrap();
    assert!(warnings(&hq, "ada@acme.example").await.is_empty(), "none is due");
    certificate::Entity::update_many()
        .col_expr(
            certificate::Column::NotAfter,
            sea_orm::sea_query::Expr::value(hq.app.now() + 29 * 86_400_000_000),
        )
        .filter(certificate::Column::Id.eq(added.id))
        .exec(db)
        .await
        .unwrap();
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
}
