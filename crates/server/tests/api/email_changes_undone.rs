//! Changes of an address taken back.

use crate::{
    email_changes::{NEW, NEW_PASSWORD, address, asking, changed, confirm, enters},
    mfa::{EMAIL, enrol},
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    EmailAddress, Password, ProblemCode,
    account_alerts::{AccountSecuring, AlertKind, GetAccountAlert, SecureAccount, SecuredMfa},
    email_changes::RequestEmailChange,
    me::{ChangePassword, PasswordChange},
    mfa::MfaCode,
};
use hq_server::db::entity::account_alert;
use sea_orm::EntityTrait as _;
use time::Duration;

on_both!(
    securing_the_account_puts_the_address_back,
    who_reads_the_new_mailbox_does_not_take_the_way_back,
    two_step_sign_in_of_a_thief_goes_with_their_address,
    what_two_step_sign_in_was_is_forgotten_with_the_way_back,
    a_later_mail_settles_nothing_for_the_way_back,
    a_former_address_of_somebody_else_stays_theirs,
);

fn secure(token: &str) -> SecureAccount {
    let password = Password::parse(NEW_PASSWORD).unwrap();
    SecureAccount { token: token.into(), body: AccountSecuring { password } }
}

async fn securing_the_account_puts_the_address_back(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let alert = changed(&hq, &ada, EMAIL, NEW).await;
    let read = hq.browser().call(&GetAccountAlert { token: alert.clone() }).await.unwrap();
    assert_eq!(read.kind, AlertKind::EmailChanged);
    assert_eq!(read.email.as_ref().map(EmailAddress::as_str), Some(EMAIL));
    hq.browser().call(&secure(&alert)).await.unwrap();
    assert!(!ada.is_signed_in().await);
    assert!(enters(&hq, EMAIL, NEW_PASSWORD).await);
    assert!(!enters(&hq, NEW, NEW_PASSWORD).await);
    let told = hq.newest_mail(NEW).await.unwrap();
    assert_eq!(told.subject, "This is no longer the email of your HQ account");
    assert!(
        !told.text_body.contains(EMAIL) && !told.text_body.contains("/secure-account/"),
        "{}",
        told.text_body
    );
    let again = hq.browser().call(&secure(&alert)).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::LinkUsed);
}

/// Somebody with the session and the password gives the account their own address, and then uses the links that are mailed
/// there.
async fn who_reads_the_new_mailbox_does_not_take_the_way_back(hq: Hq) {
    let thief = hq.person(EMAIL).await;
    let owners = changed(&hq, &thief, EMAIL, NEW).await;
    hq.advance(Duration::seconds(1));
    enrol(&hq, &thief).await;
    let stolen = Password::parse("a stranger came this way").unwrap();
    thief.call(&ChangePassword(PasswordChange { current: PASSWORD.into(), new: stolen })).await.unwrap();
    let theirs = hq.token_from_mail(NEW, "/secure-account/").await;
    let read = hq.browser().call(&GetAccountAlert { token: theirs.clone() }).await.unwrap();
    assert_eq!((read.kind, read.email), (AlertKind::PasswordChanged, None));
    hq.browser().call(&secure(&theirs)).await.unwrap();

    hq.advance(Duration::hours(1));
    hq.browser().call(&secure(&owners)).await.unwrap();
    assert!(enters(&hq, EMAIL, NEW_PASSWORD).await, "with the former address, and no second step");
    let latest = hq.token_from_mail(NEW, "/secure-account/").await;
    let refused = hq.browser().call(&secure(&latest)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed, "what was mailed there is settled");
}

/// Switched on shortly before the address was changed, or after it: the owner, who reads of it days later, is not kept out.
async fn two_step_sign_in_of_a_thief_goes_with_their_address(hq: Hq) {
    for (email, before) in [(EMAIL, true), ("carl@example.org", false)] {
        let (thief, new) = (hq.person(email).await, format!("new-{email}"));
        let RequestEmailChange(mut change) = asking(&new);
        if before {
            let (_, codes) = enrol(&hq, &thief).await;
            change.code = Some(MfaCode::parse(&codes[0]).unwrap());
            hq.advance(Duration::hours(1));
        }
        thief.call(&RequestEmailChange(change)).await.unwrap();
        hq.advance(Duration::seconds(1));
        confirm(&thief, &hq.token_from_mail(&new, "/email-changes/").await).await.unwrap();
        let owners = hq.token_from_mail(email, "/secure-account/").await;
        if !before {
            hq.advance(Duration::hours(1));
            enrol(&hq, &thief).await;
        }
        hq.advance(Duration::days(6));
        hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
        let read = hq.browser().call(&GetAccountAlert { token: owners.clone() }).await.unwrap();
        assert_eq!(read.mfa, SecuredMfa::Off);
        hq.browser().call(&secure(&owners)).await.unwrap();
        assert!(enters(&hq, email, NEW_PASSWORD).await, "{email}: no second step");
    }
}

/// It is kept as long as the way back, and no longer.
async fn what_two_step_sign_in_was_is_forgotten_with_the_way_back(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    changed(&hq, &ada, EMAIL, NEW).await;
    enrol(&hq, &ada).await;
    for (after, kept) in [(Duration::days(6), 1), (Duration::days(1), 0)] {
        hq.advance(after);
        hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
        let rows = account_alert::Entity::find().all(hq.app.db().read()).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.sealed_mfa.is_some()).count(), kept);
    }
}

/// Somebody reads the new mailbox, and uses a link that is younger than the change of the address and older than two-step
/// sign-in, which it does not undo any more.
async fn a_later_mail_settles_nothing_for_the_way_back(hq: Hq) {
    let thief = hq.person(EMAIL).await;
    let owners = changed(&hq, &thief, EMAIL, NEW).await;
    hq.advance(Duration::seconds(1));
    thief.call(&asking("third@example.net")).await.unwrap();
    let theirs = hq.token_from_mail(NEW, "/secure-account/").await;
    hq.advance(Duration::seconds(1));
    enrol(&hq, &thief).await;
    hq.advance(Duration::hours(25));
    let read = hq.browser().call(&GetAccountAlert { token: theirs.clone() }).await.unwrap();
    assert_eq!(read.mfa, SecuredMfa::Unchanged);
    hq.browser().call(&secure(&theirs)).await.unwrap();
    hq.browser().call(&secure(&owners)).await.unwrap();
    assert!(enters(&hq, EMAIL, NEW_PASSWORD).await, "with the former address, and no second step");
}

async fn a_former_address_of_somebody_else_stays_theirs(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let alert = changed(&hq, &ada, EMAIL, NEW).await;
    let other = hq.person(EMAIL).await;
    let read = hq.browser().call(&GetAccountAlert { token: alert.clone() }).await.unwrap();
    assert_eq!((read.kind, read.email), (AlertKind::EmailChanged, None));
    hq.browser().call(&secure(&alert)).await.unwrap();
    assert_eq!(hq.newest_mail(NEW).await.unwrap().subject, "Your password was reset");
    assert!(enters(&hq, NEW, NEW_PASSWORD).await);
    assert_eq!(address(&other).await, EMAIL);
}
