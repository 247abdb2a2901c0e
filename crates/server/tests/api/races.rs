//! Many at once: one effect, and an honest answer for everybody else.

use crate::{on_both, support::Hq};
use futures::future::join_all;
use hq_contract::{
    ProblemCode,
    accounts::{SignUp, Verification, Verify},
    password_resets::{
        ConfirmPasswordReset, NewPasswordReset, PasswordResetConfirmation, RequestPasswordReset,
    },
};
use sea_orm::EntityTrait as _;
use serde_json::json;

on_both!(
    a_verification_link_is_used_by_one_of_many,
    a_reset_link_is_used_by_one_of_many,
    a_slug_goes_to_one_of_many,
    two_sign_ups_of_one_address_make_one_account,
);

async fn a_verification_link_is_used_by_one_of_many(hq: Hq) {
    let browser = hq.browser();
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    let tries = (0..32).map(|_| {
        let (browser, token) = (&browser, token.clone());
        async move { browser.call(&Verify(Verification::of(token))).await.map_err(|refused| refused.code()) }
    });
    let outcomes = join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(|code| *code == ProblemCode::LinkUsed)
    );
    let users = hq_server::db::entity::user::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(users.len(), 1);
}

async fn a_reset_link_is_used_by_one_of_many(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    browser
        .call(&RequestPasswordReset(NewPasswordReset { email: "ada@example.org".parse().unwrap() }))
        .await
        .unwrap();
    let token = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    let tries = (0..16).map(|number| {
        let (browser, token) = (hq.browser(), token.clone());
        let password = hq_contract::Password::parse(&format!("quiet evening number {number}")).unwrap();
        async move {
            browser
                .call(&ConfirmPasswordReset(PasswordResetConfirmation { token, password }))
                .await
                .map_err(|refused| refused.code())
        }
    });
    let outcomes = join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(
        outcomes
            .iter()
            .filter_map(|outcome| outcome.as_ref().err())
            .all(|code| *code == ProblemCode::LinkUsed)
    );
}

async fn a_slug_goes_to_one_of_many(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let body = json!({"name": "Acme", "slug": "acme"});
    let mut statuses: Vec<u16> = join_all((0..16).map(|_| browser.post("/organizations", &body)))
        .await
        .iter()
        .map(|reply| reply.status.as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!((statuses[0], statuses[1], statuses[15]), (201, 409, 409));
    let rows = hq_server::db::entity::organization::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(rows.len(), 1);
}

async fn two_sign_ups_of_one_address_make_one_account(hq: Hq) {
    let mut tokens = Vec::new();
    let browser = hq.browser();
    for email in ["ada@example.org", "ADA@example.org"] {
        browser.call(&SignUp(Hq::new_account(email))).await.unwrap();
        tokens.push(hq.token_from_mail(email, "/verify/").await);
    }
    let tries = tokens.into_iter().map(|token| {
        let browser = &browser;
        async move { browser.call(&Verify(Verification::of(token))).await.is_ok() }
    });
    assert_eq!(join_all(tries).await.into_iter().filter(|verified| *verified).count(), 1);
}
