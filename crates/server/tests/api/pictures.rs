//! People's pictures.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use futures::future::join_all;
use hq_contract::{
    Endpoint as _, ProblemCode, Role,
    images::MAX_IMAGE_BYTES,
    me::{AccountDeletion, DeleteAccount, GetMe, Me},
    members::{ListMembers, RemoveMember},
    organizations::Organization,
    pictures::{DeletePicture, GetMemberPicture, GetMyPicture},
};
use hq_server::db::entity::{user, user_picture};
use image::{DynamicImage, ImageFormat, RgbImage};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use std::io::Cursor;
use time::Duration;

on_both!(
    a_picture_is_seen_by_the_person_and_their_teams,
    what_is_no_picture_is_refused,
    nobody_else_sees_it,
    taken_away_it_is_gone,
    it_goes_with_the_account,
    one_of_a_person_is_drawn_at_a_time,
    nobody_sends_pictures_without_end,
);

fn picture(side: u32, shade: u8) -> Vec<u8> {
    let image = DynamicImage::from(RgbImage::from_pixel(side, side, [shade, 9, 9].into()));
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

async fn send(browser: &Browser, kind: &str, bytes: Vec<u8>) -> Reply {
    browser.send(browser.request("PUT", "/me/picture").header("content-type", kind).body(bytes)).await
}

async fn put(browser: &Browser, shade: u8) -> Me {
    let reply = send(browser, "image/png", picture(300, shade)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
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
    let png = picture(10, 1);
    for (kind, bytes, code) in [
        ("image/svg+xml", b"<svg/>".to_vec(), ProblemCode::UnsupportedMediaType),
        ("image/png", b"<svg/>".to_vec(), ProblemCode::UnsupportedMediaType),
        ("application/json", png.clone(), ProblemCode::UnsupportedMediaType),
        ("image/png", png[..40].to_vec(), ProblemCode::ImageUnreadable),
        ("image/png", picture(4097, 1), ProblemCode::ImageTooLarge),
        ("image/png", vec![0; MAX_IMAGE_BYTES + 1], ProblemCode::TooLarge),
    ] {
        let reply = send(&ada, kind, bytes).await;
        assert_eq!(reply.json()["code"], code.as_str(), "{kind}");
        assert_eq!(reply.status.as_u16(), code.status());
    }
    assert_eq!(ada.call(&GetMe).await.unwrap().picture, None);
    let nobody = send(&hq.browser(), "image/png", png).await;
    assert_eq!(nobody.status, 401);
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

/// However slow they are, somebody else waits for one of them at most.
async fn one_of_a_person_is_drawn_at_a_time(hq: Hq) {
    let (ada, bob) = (hq.person("ada@acme.example").await, hq.person("bob@example.net").await);
    let slow = picture(2000, 1);
    let sent = (0..4).map(|_| send(&ada, "image/png", slow.clone()));
    let (replies, other) = tokio::join!(join_all(sent), send(&bob, "image/png", picture(8, 1)));
    assert_eq!(other.status, 200, "{}", other.body);
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429, 429, 429]);
    put(&ada, 2).await;
}

async fn nobody_sends_pictures_without_end(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let logo = format!("/organizations/{}/logo", acme.id);
    let logo = async |browser: &Browser| {
        let request = browser.request("PUT", &logo).header("content-type", "image/png");
        browser.send(request.body(picture(8, 1))).await
    };
    for _ in 0..15 {
        assert_eq!(send(&ada, "image/png", picture(8, 1)).await.status, 200);
        assert_eq!(logo(&ada).await.status, 200);
    }
    for refused in [send(&ada, "image/png", picture(8, 1)).await, logo(&ada).await] {
        assert_eq!(refused.json()["code"], ProblemCode::TooManyRequests.as_str());
    }
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    assert_eq!(logo(&bob).await.status, 200, "others do");
    hq.advance(Duration::hours(1));
    put(&ada, 2).await;
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
    assert_eq!(user::Entity::find_by_id(id.0).one(db).await.unwrap().unwrap().picture, None);
}
