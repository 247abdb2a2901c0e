//! Passwords: the same letters are the same password, whatever keyboard or computer they come from.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use argon2::PasswordHasher as _;
use hq_contract::{me::GetMe, session::Session};
use hq_server::db::entity::user;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use serde_json::{Value, json};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[signed_in("PUT /api/v1/me/password", 204)
    .body(|_| json!({"current": PASSWORD, "new": "another quiet evening"}))]);

on_both!(
    letters_may_come_composed_or_not,
    every_way_in_reads_a_password_alike,
    six_letters_are_six,
    a_hash_of_former_times_opens_and_is_renewed,
    a_weaker_hash_opens_and_is_renewed,
);

const EMAIL: &str = "zoe@example.org";
/// As most keyboards type it, and as a Mac may paste it, with another space.
const NFC: &str = "fl\u{fc}ssig caf\u{e9} \u{c5}ngstr\u{f6}m";
const NFD: &str = "flu\u{308}ssig\u{a0}cafe\u{301} A\u{30a}ngstro\u{308}m";

async fn sign_up(hq: &Hq, password: &str) -> Browser {
    let browser = hq.browser();
    let new = json!({"full_name": "Zoë", "email": EMAIL, "password": password});
    assert_eq!(browser.post("/accounts", &new).await.status, 202);
    let token = hq.token_from_mail(EMAIL, "/verify/").await;
    assert_eq!(browser.post("/accounts/verify", &json!({"token": token})).await.status, 201);
    browser
}

async fn sign_in(hq: &Hq, password: &str) -> u16 {
    hq.browser().post("/session", &json!({"email": EMAIL, "password": password})).await.status.as_u16()
}

async fn kept(hq: &Hq) -> String {
    let found = user::Entity::find().filter(user::Column::EmailCanonical.eq(EMAIL)).one(hq.app.db().read());
    found.await.unwrap().unwrap().password_hash
}

async fn letters_may_come_composed_or_not(hq: Hq) {
    sign_up(&hq, NFD).await;
    for (password, status) in
        [(NFC, 201), (NFD, 201), ("flussig cafe Angstrom", 401), ("ﬂüssig café Ångström", 401)]
    {
        assert_eq!(sign_in(&hq, password).await, status, "{password:?}");
    }
}

async fn every_way_in_reads_a_password_alike(hq: Hq) {
    let zoe = sign_up(&hq, NFC).await;
    let other = "cafe\u{301} noir et tre\u{300}s chaud";
    let composed = "caf\u{e9} noir et tr\u{e8}s chaud";
    let change = |current: &str, new: &str| json!({"current": current, "new": new});
    let put = zoe.request("PUT", "/me/password").json(&change(NFD, other));
    assert_eq!(zoe.send(put).await.status, 204);
    assert_eq!(sign_in(&hq, composed).await, 201);
    assert_eq!(zoe.post("/me/mfa", &json!({"password": composed})).await.status, 201);
    hq.browser().post("/password-resets", &json!({"email": EMAIL})).await;
    let token = hq.token_from_mail(EMAIL, "/reset-password/").await;
    let reset = json!({"token": token, "password": NFD});
    assert_eq!(hq.browser().post("/password-resets/confirm", &reset).await.status, 204);
    assert_eq!(sign_in(&hq, NFC).await, 201);
    let again = hq.browser();
    again.post("/session", &json!({"email": EMAIL, "password": NFC})).await;
    assert_eq!(again.post("/me/deletion", &json!({"password": NFD})).await.status, 204);
}

async fn six_letters_are_six(hq: Hq) {
    for (password, code) in [
        ("e\u{301}a\u{300}u\u{308}o\u{308}a\u{308}n\u{303}", "too_short"),
        ("quiet river\u{0} at noon", "bad_character"),
        ("quiet river at noon\n", "bad_character"),
    ] {
        let new = json!({"full_name": "Zoë", "email": EMAIL, "password": password});
        let reply = hq.browser().post("/accounts", &new).await;
        let fields: Value = reply.json()["fields"].clone();
        assert_eq!((reply.status.as_u16(), &fields["/password"]), (422, &json!(code)), "{password:?}");
    }
}

/// Keeps another hash of the account's, which is made so.
async fn keep(hq: &Hq, version: argon2::Version, password: &str) -> String {
    let params = argon2::Params::new(8, 1, 1, None).unwrap();
    let argon2 = argon2::Argon2::new(argon2::Algorithm::Argon2id, version, params);
    let hash = argon2.hash_password_with_salt(password.as_bytes(), b"sixteen bytes ..").unwrap().to_string();
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash.as_str()))
        .exec(hq.app.db().write())
        .await
        .unwrap();
    hash
}

async fn a_hash_of_former_times_opens_and_is_renewed(hq: Hq) {
    sign_up(&hq, NFC).await;
    let former = keep(&hq, argon2::Version::V0x13, NFD).await;
    assert_eq!(sign_in(&hq, NFC).await, 401, "it never did");
    assert_eq!(kept(&hq).await, former, "a refused sign-in renews nothing");
    let zoe = hq.browser();
    let reply = zoe.post("/session", &json!({"email": EMAIL, "password": NFD})).await;
    assert_eq!(reply.status, 201);
    let _: Session = serde_json::from_value(reply.json()).unwrap();
    assert_ne!(kept(&hq).await, former);
    assert_eq!(
        (sign_in(&hq, NFC).await, sign_in(&hq, NFD).await),
        (201, 201),
        "by every keyboard from now on"
    );
    zoe.call(&GetMe).await.unwrap();
}

async fn a_weaker_hash_opens_and_is_renewed(hq: Hq) {
    sign_up(&hq, NFC).await;
    let weaker = keep(&hq, argon2::Version::V0x10, NFC).await;
    assert_eq!((sign_in(&hq, NFD).await, sign_in(&hq, "another quiet river").await), (201, 401));
    let renewed = kept(&hq).await;
    assert!(weaker.contains("v=16") && renewed.contains("v=19"), "{renewed}");
    assert_eq!(sign_in(&hq, NFC).await, 201);
    assert_eq!(kept(&hq).await, renewed, "once");
}
