//! The logo of an organization.

use crate::{
    access_matrix::{Matrix, member, ruled},
    on_both,
    support::{
        Browser, Hq,
        pictures::{Place, picture},
    },
};
use hq_contract::{
    Role,
    audit_log::{AuditFilter, ListAuditLog},
    me::{ListMyOrganizations, MyOrganization},
    organizations::{
        GetOrganization, Organization,
        logo::{DeleteLogo, GetLogo},
    },
};
use image::ImageFormat;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    member("GET /api/v1/organizations/{org}/logo", 200),
    ruled("PUT /api/v1/organizations/{org}/logo", "settings update", 200),
    ruled("DELETE /api/v1/organizations/{org}/logo", "settings update", 200),
]);

on_both!(
    a_picture_becomes_the_logo,
    another_picture_has_another_address,
    what_is_no_picture_is_refused,
    of_several_at_once_the_last_stays,
    the_logo_is_for_members,
    taking_it_away_takes_it_from_everywhere,
);

async fn put_logo(browser: &Browser, org: &Organization, shade: u8) -> Organization {
    Place::of_organization(org.id).put_shade(browser, shade).await
}

async fn mine(browser: &Browser) -> MyOrganization {
    let list = ListMyOrganizations { q: None, page_token: None, limit: None };
    browser.call(&list).await.unwrap().items.remove(0)
}

async fn a_picture_becomes_the_logo(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    assert_eq!(acme.logo, None);
    let place = Place::of_organization(acme.id);
    let path = &place.path;
    assert_eq!(ada.get(path).await.status, 404);
    for (kind, format) in [
        ("image/png", ImageFormat::Png),
        ("image/jpeg", ImageFormat::Jpeg),
        ("image/webp", ImageFormat::WebP),
    ] {
        let reply = place.put(&ada, kind, picture(300, 200, format)).await;
        assert_eq!(reply.status, 200, "{kind}: {}", reply.body);
    }
    let (now, tag) = ada.call_versioned(&GetOrganization("acme".into())).await.unwrap();
    assert!(!tag.0.starts_with("\"1."), "another version of the organization: {tag:?}");
    let logo = now.logo.unwrap();
    assert_eq!(mine(&ada).await.logo.as_ref(), Some(&logo));
    let address = hq_contract::Endpoint::path(&GetLogo { org: acme.id, version: logo.clone() });
    let request = ada.request("GET", &address).send().await.unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
    assert_eq!(request.headers()["etag"].to_str().unwrap(), format!("\"{logo}\""));
    assert_eq!(request.headers()["cache-control"], "private, max-age=31536000, immutable");
    let bytes = request.bytes().await.unwrap();
    let image = image::load_from_memory_with_format(&bytes, ImageFormat::Png).unwrap();
    assert_eq!((image.width(), image.height()), (256, 256));
    let plain = ada.request("GET", path).send().await.unwrap();
    assert_eq!(plain.headers()["cache-control"], "private, no-cache");
}

async fn another_picture_has_another_address(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let one = put_logo(&ada, &acme, 1).await.logo;
    let same = put_logo(&ada, &acme, 1).await.logo;
    let other = put_logo(&ada, &acme, 2).await.logo;
    assert!(one == same && one != other);
    let filter = AuditFilter { action: Some("organizations.logo".into()), ..AuditFilter::default() };
    let log = ada.call(&ListAuditLog { org: acme.id, filter, page_token: None }).await.unwrap();
    let change = &log.items[0].changes[0];
    assert_eq!((change.before.clone(), change.after.clone()), (one, other));
}

async fn what_is_no_picture_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let logo = Place::of_organization(acme.id);
    logo.takes_pictures_only(&ada).await;
    put_logo(&ada, &acme, 1).await;
    logo.takes_pictures_only(&ada).await;
}

async fn of_several_at_once_the_last_stays(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    Place::of_organization(acme.id).of_several_at_once_the_last_stays(&hq, &ada).await;
}

async fn the_logo_is_for_members(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    put_logo(&ada, &acme, 1).await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let logo = Place::of_organization(acme.id);
    assert_eq!(bob.request("GET", &logo.path).send().await.unwrap().status(), 200);
    assert_eq!(logo.put(&bob, "image/png", picture(9, 9, ImageFormat::Png)).await.status, 403);
    let olga = hq.person("olga@globex.example").await;
    assert_eq!(olga.get(&logo.path).await.status, 404);
}

async fn taking_it_away_takes_it_from_everywhere(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    put_logo(&ada, &acme, 1).await;
    let delete = DeleteLogo { org: acme.id };
    assert_eq!(ada.call(&delete).await.unwrap().logo, None);
    assert_eq!(mine(&ada).await.logo, None);
    assert_eq!(ada.get(&format!("/organizations/{}/logo", acme.id)).await.status, 404);
    assert_eq!(ada.call(&delete).await.unwrap().logo, None, "again");
}
