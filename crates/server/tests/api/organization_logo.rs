//! The logo of an organization.

use crate::{
    on_both,
    support::{Browser, Hq, Reply},
};
use hq_contract::{
    ProblemCode, Role, Upload,
    audit_log::{AuditFilter, ListAuditLog},
    images::MAX_IMAGE_BYTES,
    me::{ListMyOrganizations, MyOrganization},
    organizations::{
        GetOrganization, Organization,
        logo::{DeleteLogo, GetLogo, PutLogo},
    },
};
use image::{DynamicImage, ImageFormat, RgbaImage};
use std::io::Cursor;

on_both!(
    a_picture_becomes_the_logo,
    another_picture_has_another_address,
    what_is_no_picture_is_refused,
    the_logo_is_for_members,
    taking_it_away_takes_it_from_everywhere,
);

fn picture(side: u32, shade: u8, format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::from(RgbaImage::from_pixel(side, side, [shade, 9, 9, 255].into())).into_rgb8();
    let mut bytes = Vec::new();
    DynamicImage::from(image).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

async fn put(browser: &Browser, path: &str, kind: &str, bytes: Vec<u8>) -> Reply {
    browser.send(browser.request("PUT", path).header("content-type", kind).body(bytes)).await
}

async fn put_logo(browser: &Browser, org: &Organization, shade: u8) -> Organization {
    let path = PutLogo { org: org.id, picture: Upload { kind: "image/png", bytes: Vec::new() } };
    let path = hq_contract::Endpoint::path(&path);
    let reply = put(browser, &path, "image/png", picture(300, shade, ImageFormat::Png)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

async fn mine(browser: &Browser) -> MyOrganization {
    let list = ListMyOrganizations { q: None, page_token: None, limit: None };
    browser.call(&list).await.unwrap().items.remove(0)
}

async fn a_picture_becomes_the_logo(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    assert_eq!(acme.logo, None);
    let path = format!("/organizations/{}/logo", acme.id);
    assert_eq!(ada.get(&path).await.status, 404);
    for (kind, format) in [
        ("image/png", ImageFormat::Png),
        ("image/jpeg", ImageFormat::Jpeg),
        ("image/webp", ImageFormat::WebP),
    ] {
        let reply = put(&ada, &path, kind, picture(300, 200, format)).await;
        assert_eq!(reply.status, 200, "{kind}: {}", reply.body);
    }
    let (now, tag) = ada.call_versioned(&GetOrganization("acme".into())).await.unwrap();
    assert_ne!(tag.0, "\"1\"", "another version of the organization");
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
    let plain = ada.request("GET", &path).send().await.unwrap();
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
    let path = format!("/organizations/{}/logo", acme.id);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec();
    let png = picture(10, 1, ImageFormat::Png);
    for (kind, bytes, code) in [
        ("image/svg+xml", svg.clone(), ProblemCode::UnsupportedMediaType),
        ("image/png", svg, ProblemCode::UnsupportedMediaType),
        ("application/json", png.clone(), ProblemCode::UnsupportedMediaType),
        ("image/png", Vec::new(), ProblemCode::UnsupportedMediaType),
        ("image/png", png[..40].to_vec(), ProblemCode::ImageUnreadable),
        ("image/png", picture(4097, 1, ImageFormat::Png), ProblemCode::ImageTooLarge),
        ("image/png", vec![0; MAX_IMAGE_BYTES + 1], ProblemCode::TooLarge),
    ] {
        let reply = put(&ada, &path, kind, bytes).await;
        assert_eq!(reply.json()["code"], code.as_str(), "{kind}");
        assert_eq!(reply.status.as_u16(), code.status());
    }
    assert_eq!(ada.call(&GetOrganization("acme".into())).await.unwrap().logo, None);
}

async fn the_logo_is_for_members(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    put_logo(&ada, &acme, 1).await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let path = format!("/organizations/{}/logo", acme.id);
    assert_eq!(bob.request("GET", &path).send().await.unwrap().status(), 200);
    assert_eq!(put(&bob, &path, "image/png", picture(9, 9, ImageFormat::Png)).await.status, 403);
    let olga = hq.person("olga@globex.example").await;
    assert_eq!(olga.get(&path).await.status, 404);
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
