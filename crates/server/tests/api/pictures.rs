//! People's pictures.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{
        Browser, Hq, PASSWORD,
        pictures::{Place, picture},
    },
};
use futures::future::join_all;
use hq_contract::{
    Endpoint as _, ProblemCode, Role, UserId,
    audit_log::{AuditFilter, ListAuditLog, ListAuditPeople, LoggedActor},
    join_requests::{AskToJoin, DenyJoinRequest, ListJoinRequests, NewJoinRequest, ReopenJoinRequest},
    me::{AccountDeletion, DeleteAccount, GetMe, Me},
    members::{ListMembers, RemoveMember},
    organizations::Organization,
    pictures::{DeletePicture, GetJoinRequestPicture, GetMemberPicture, GetMyPicture},
};
use hq_server::db::entity::{user, user_picture};
use image::ImageFormat;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/picture", 404),
    signed_in("PUT /api/v1/me/picture", 200),
    signed_in("DELETE /api/v1/me/picture", 200),
]);

on_both!(
    a_picture_is_seen_by_the_person_and_their_teams,
    what_is_no_picture_is_refused,
    of_several_at_once_the_last_stays,
    nobody_else_sees_it,
    who_may_answer_a_request_sees_who_asks_while_it_waits,
    the_audit_log_has_the_pictures_of_members_and_of_nobody_else,
    taken_away_it_is_gone,
    it_goes_with_the_account,
    one_of_a_person_is_drawn_at_a_time,
    nobody_sends_pictures_without_end,
);

async fn put(browser: &Browser, shade: u8) -> Me {
    Place::of_person().put_shade(browser, shade).await
}

/// Where a member finds it.
async fn of_member(org: &Organization, browser: &Browser, version: &str) -> String {
    let (org, user, version) = (org.slug.to_string(), browser.id().await, version.to_owned());
    GetMemberPicture { org, user, version }.path()
}

async fn a_picture_is_seen_by_the_person_and_their_teams(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    assert_eq!(ada.get("/me/picture").await.status, 404);
    let (before, tag) = ada.call_versioned(&GetMe).await.unwrap();
    assert_eq!(before.picture, None);
    let one = put(&ada, 1).await.picture.unwrap();
    let same = put(&ada, 1).await.picture.unwrap();
    let (after, new_tag) = ada.call_versioned(&GetMe).await.unwrap();
    assert_eq!((after.picture.as_ref(), &one), (Some(&one), &same));
    assert_ne!(tag, new_tag, "another version of the account");
    assert_eq!(ada.session().await.user.picture.as_ref(), Some(&one));
    let members = bob.call(&ListMembers::of(acme.id)).await.unwrap().items;
    let pictures: Vec<_> = members.into_iter().map(|member| member.picture).collect();
    assert!(pictures.contains(&Some(one.clone())) && pictures.contains(&None), "{pictures:?}");

    let mine = GetMyPicture { version: one.clone() }.path();
    for (browser, address) in [(&ada, mine), (&bob, of_member(&acme, &ada, &one).await)] {
        let answer = browser.request("GET", &address).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "image/png");
        assert_eq!(answer.headers()["cache-control"], "private, max-age=31536000, immutable");
        let bytes = answer.bytes().await.unwrap();
        let image = image::load_from_memory_with_format(&bytes, ImageFormat::Png).unwrap();
        assert_eq!((image.width(), image.height()), (256, 256));
    }
    let plain = ada.request("GET", "/me/picture").send().await.unwrap();
    assert_eq!(plain.headers()["cache-control"], "private, no-cache");
    assert_ne!(put(&ada, 2).await.picture, Some(one), "another picture has another address");
}

async fn what_is_no_picture_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let mine = Place::of_person();
    mine.takes_pictures_only(&ada).await;
    put(&ada, 1).await;
    mine.takes_pictures_only(&ada).await;
    let nobody = mine.put(&hq.browser(), "image/png", picture(10, 1, ImageFormat::Png)).await;
    assert_eq!(nobody.status, 401);
}

async fn of_several_at_once_the_last_stays(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    Place::of_person().of_several_at_once_the_last_stays(&hq, &ada).await;
}

async fn nobody_else_sees_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await;
    let version = put(&bob, 1).await.picture.unwrap();
    let address = of_member(&acme, &bob, &version).await;
    assert_eq!(ada.get(&address).await.status, 200);
    assert_eq!(olga.get(&address).await.status, 404, "of an organization that is none of hers");
    assert_eq!(olga.get(&of_member(&globex, &bob, &version).await).await.status, 404, "in her own");
    assert_eq!(hq.browser().get(&address).await.status, 401);
    let (org, user, invitations) = (acme.id, bob.id().await, Default::default());
    let version = hq_contract::ETag("*".into());
    ada.call(&RemoveMember { org, user, version, invitations }).await.unwrap();
    assert_eq!(ada.get(&address).await.status, 404, "who has left");
}

async fn who_may_answer_a_request_sees_who_asks_while_it_waits(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    let user = hq.joined(&ada, &acme, "user@example.net", Role::User).await;
    let approver = hq.user_with(&ada, &acme, "answers@example.net", &["allow members approve all"]).await;
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await.id;
    let bob = hq.person("bob@acme.example").await;
    let id = bob.call(&AskToJoin { org, body: NewJoinRequest::default() }).await.unwrap().id;
    let seen = async || ada.call(&ListJoinRequests { org, page_token: None }).await.unwrap().items.remove(0);
    assert_eq!(seen().await.picture, None);
    let version = put(&bob, 1).await.picture.unwrap();
    assert_eq!(seen().await.picture.as_ref(), Some(&version));

    let address = GetJoinRequestPicture { org, id, version: version.clone() }.path();
    for browser in [&ada, &approver] {
        let answer = browser.request("GET", &address).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "image/png");
        assert_eq!(answer.headers()["cache-control"], "private, max-age=31536000, immutable");
    }
    assert_eq!(user.get(&address).await.status, 403, "a member who may not answer");
    assert_eq!(bob.get(&address).await.status, 404, "no member");
    assert_eq!(olga.get(&address).await.status, 404, "of an organization that is none of hers");
    let in_hers = GetJoinRequestPicture { org: globex, id, version: version.clone() }.path();
    assert_eq!(olga.get(&in_hers).await.status, 404, "in her own");
    assert_eq!(hq.browser().get(&address).await.status, 401);
    assert_eq!(ada.get(&of_member(&acme, &bob, &version).await).await.status, 404, "he is no member");

    ada.call(&DenyJoinRequest { org, id }).await.unwrap();
    assert_eq!(ada.get(&address).await.status, 404, "once it is answered");
    ada.call(&ReopenJoinRequest { org, id }).await.unwrap();
    assert_eq!(ada.get(&address).await.status, 200, "it waits again");
    bob.call(&DeletePicture).await.unwrap();
    assert_eq!((ada.get(&address).await.status.as_u16(), seen().await.picture), (404, None));
}

async fn the_audit_log_has_the_pictures_of_members_and_of_nobody_else(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let reader = hq.user_with(&ada, &acme, "reads@example.net", &["allow settings audit all"]).await;
    let outsider = hq.person("out@acme.example").await;
    outsider.call(&AskToJoin { org, body: NewJoinRequest::default() }).await.unwrap();
    let version = put(&bob, 1).await.picture.unwrap();
    put(&outsider, 2).await;
    let (bob_id, outsider_id) = (bob.id().await, outsider.id().await);
    let listed = async || {
        let filter = AuditFilter::default();
        let lines = reader.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items;
        let all = ListAuditPeople { org, q: None, deleted_name: None, id: None, page_token: None };
        let actors = lines.into_iter().filter_map(|line| line.actor);
        actors.chain(reader.call(&all).await.unwrap().items).collect::<Vec<LoggedActor>>()
    };
    let of = |people: &[LoggedActor], wanted: UserId| {
        let picture = |actor: &LoggedActor| match actor {
            LoggedActor::Person { id, picture, .. } if *id == wanted => Some(picture.clone()),
            _ => None,
        };
        people.iter().filter_map(picture).collect::<Vec<_>>()
    };
    let people = listed().await;
    assert_eq!(
        of(&people, bob_id),
        [Some(version.clone()), Some(version.clone())],
        "a line, and in the list"
    );
    assert_eq!(of(&people, outsider_id), [None, None], "who only asks");
    assert_eq!(reader.get(&of_member(&acme, &bob, &version).await).await.status, 200);
    let (invitations, any) = (Default::default(), hq_contract::ETag("*".into()));
    ada.call(&RemoveMember { org, user: bob_id, version: any, invitations }).await.unwrap();
    assert_eq!(of(&listed().await, bob_id), [None, None], "who has left");
}

async fn taken_away_it_is_gone(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let version = put(&ada, 1).await.picture.unwrap();
    assert_eq!(ada.call(&DeletePicture).await.unwrap().picture, None);
    for address in ["/me/picture".to_owned(), of_member(&acme, &ada, &version).await] {
        assert_eq!(ada.get(&address).await.status, 404);
    }
    assert_eq!(ada.call(&DeletePicture).await.unwrap().picture, None, "again");
}

/// However many and however slow they are, somebody else waits for one of them at most.
async fn one_of_a_person_is_drawn_at_a_time(hq: Hq) {
    let (ada, bob) = (hq.person("ada@acme.example").await, hq.person("bob@example.net").await);
    let (slow, small) = (picture(1200, 1, ImageFormat::Png), picture(8, 1, ImageFormat::Png));
    let drawn = AtomicUsize::new(0);
    let sent = (0..4).map(|_| async {
        assert_eq!(Place::of_person().put(&ada, "image/png", slow.clone()).await.status, 200);
        drawn.fetch_add(1, Ordering::SeqCst)
    });
    let other = async {
        assert_eq!(Place::of_person().put(&bob, "image/png", small).await.status, 200);
        drawn.load(Ordering::SeqCst)
    };
    let (_, before) = tokio::join!(join_all(sent), other);
    assert!(before < 2, "{before} stood before it");
}

async fn nobody_sends_pictures_without_end(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (own, logo) = (Place::of_person(), Place::of_organization(acme.id));
    let put = async |browser: &Browser, place: &Place| {
        place.put(browser, "image/png", picture(8, 1, ImageFormat::Png)).await
    };
    for _ in 0..15 {
        assert_eq!(put(&ada, &own).await.status, 200);
        assert_eq!(put(&ada, &logo).await.status, 200);
    }
    for place in [&own, &logo] {
        let refused = put(&ada, place).await;
        assert_eq!(refused.json()["code"], ProblemCode::TooManyRequests.as_str());
    }
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    assert_eq!(put(&bob, &logo).await.status, 200, "others do");
    hq.advance(Duration::hours(1));
    assert_eq!(put(&ada, &own).await.status, 200);
}

async fn it_goes_with_the_account(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let id = ada.id().await;
    put(&ada, 1).await;
    let db = hq.app.db().read();
    assert_eq!(user_picture::Entity::find().count(db).await.unwrap(), 1);
    let deletion = AccountDeletion { password: PASSWORD.into(), code: None };
    ada.call(&DeleteAccount(deletion)).await.unwrap();
    assert_eq!(user_picture::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(user::Entity::find_by_id(id).one(db).await.unwrap().unwrap().picture, None);
}
