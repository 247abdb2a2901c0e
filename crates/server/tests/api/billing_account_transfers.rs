//! Billing accounts handed over: by two links, once both sides did their part.

use crate::{
    access_matrix::{Matrix, open, signed_in},
    on_both,
    support::{Browser, Hq, PASSWORD, monthly, new_account},
};
use hq_contract::{
    BillingAccountId, FieldCode, ProblemCode,
    accounts::{SignUp, Verification, Verify},
    billing_accounts::{
        AcceptTransfer, CancelTransfer, ConfirmTransfer, GetBillingAccount, GetTransfer, NewTransfer,
        TransferBillingAccount, TransferOffer, TransferToken,
    },
    email_changes::{ConfirmEmailChange, NewEmailChange, RequestEmailChange},
    me::{AccountDeletion, DeleteAccount},
    plan::Plan,
    plans::PaymentKind,
};
use hq_server::db::{entity::payment_method, sql};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("POST /api/v1/billing-accounts/{id}/transfer", 404)
        .body(|_| json!({"to": "another@nowhere.example"})),
    signed_in("DELETE /api/v1/billing-accounts/{id}/transfer", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/transfer/confirm", 404)
        .body(|_| json!({"token": "unknown"})),
    signed_in("POST /api/v1/billing-accounts/{id}/transfer/accept", 404)
        .body(|_| json!({"token": "unknown"})),
    open("GET /api/v1/billing-account-transfers/{token}", 404),
]);

on_both!(crate::support::Hq::selling =>
    it_is_theirs_once_both_did_their_part,
    in_whichever_order,
    reading_never_acts,
    who_has_no_account_yet_signs_up,
    each_link_is_for_its_side,
    a_hand_over_that_is_cancelled_or_begun_again_is_over,
    a_hand_over_takes_a_day_at_most,
    of_a_confirmation_and_a_cancellation_at_once_one_wins,
    it_goes_with_an_account_that_is_deleted,
    nobody_is_mailed_without_end,
    it_is_for_who_accepted_whatever_their_address,
);

const ADA: &str = "ada@acme.example";
const BOB: &str = "bob@zoo.example";
const LINK: &str = "/billing-account-transfers/";

async fn offer(browser: &Browser, id: BillingAccountId, to: &str) -> Result<(), ProblemCode> {
    let body = NewTransfer { to: to.parse().unwrap() };
    browser.call(&TransferBillingAccount { id, body }).await.map(drop).map_err(|refused| refused.code())
}

/// Ada's account, offered to Bob; her link and his.
async fn offered(hq: &Hq) -> (Browser, BillingAccountId, String, String) {
    let ada = hq.person(ADA).await;
    let id = ada.account(new_account("Ada's")).await.id;
    offer(&ada, id, BOB).await.unwrap();
    let links = (hq.token_from_mail(ADA, LINK).await, hq.token_from_mail(BOB, LINK).await);
    (ada, id, links.0, links.1)
}

async fn confirm(browser: &Browser, id: BillingAccountId, token: &str) -> Result<TransferOffer, ProblemCode> {
    let body = TransferToken { token: token.into() };
    browser.call(&ConfirmTransfer { id, body }).await.map_err(|refused| refused.code())
}

async fn accept(browser: &Browser, id: BillingAccountId, token: &str) -> Result<TransferOffer, ProblemCode> {
    let body = TransferToken { token: token.into() };
    browser.call(&AcceptTransfer { id, body }).await.map_err(|refused| refused.code())
}

async fn read(browser: &Browser, token: &str) -> Result<TransferOffer, ProblemCode> {
    browser.call(&GetTransfer { token: token.into() }).await.map_err(|refused| refused.code())
}

async fn has(browser: &Browser, id: BillingAccountId) -> bool {
    browser.call(&GetBillingAccount { id }).await.is_ok()
}

async fn it_is_theirs_once_both_did_their_part(hq: Hq) {
    let bob = hq.person(BOB).await;
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    let id = ada.account(new_account("Ada's")).await.id;
    hq.subscribe(acme.id, id, monthly(Plan::Standard)).await;
    let card = "INSERT INTO payment_methods (id, billing_account_id, token, brand, last4, created_at) VALUES (?, ?, 't', 'visa', '4242', 0)";
    let db = hq.app.db().write();
    let values = [id.0.into(), id.0.into()];
    db.execute_raw(sql(db.get_database_backend(), card, values)).await.unwrap();
    let pays = "UPDATE billing_accounts SET payment_method_id = ?";
    db.execute_raw(sql(db.get_database_backend(), pays, [id.0.into()])).await.unwrap();

    let body = NewTransfer { to: BOB.parse().unwrap() };
    let begun = ada.call(&TransferBillingAccount { id, body }).await.unwrap().transfer.unwrap();
    assert_eq!((begun.to.as_str(), begun.confirmed, begun.accepted), (BOB, false, false));
    let [mine, theirs] = [hq.token_from_mail(ADA, LINK).await, hq.token_from_mail(BOB, LINK).await];
    let to_ada = hq.newest_mail(ADA).await.unwrap();
    assert_eq!(to_ada.subject, "Confirm the transfer of Ada's");
    assert!(to_ada.text_body.contains(BOB) && to_ada.text_body.contains("24 hours"), "{}", to_ada.text_body);
    let to_bob = hq.newest_mail(BOB).await.unwrap();
    assert_eq!(to_bob.subject, "Accept the billing account Ada's");
    assert!(
        to_bob.text_body.contains(ADA) && to_bob.text_body.contains("1 organization"),
        "{}",
        to_bob.text_body
    );

    let confirmed = confirm(&ada, id, &mine).await.unwrap();
    assert!(confirmed.is_owners && confirmed.done);
    let waiting = ada.call(&GetBillingAccount { id }).await.unwrap();
    assert_eq!(waiting.transfer.map(|transfer| (transfer.confirmed, transfer.accepted)), Some((true, false)));
    assert_eq!(waiting.payment, PaymentKind::Card);
    let accepted = accept(&bob, id, &theirs).await.unwrap();
    assert!(!accepted.is_owners && accepted.done);

    assert!(!has(&ada, id).await);
    let got = bob.call(&GetBillingAccount { id }).await.unwrap();
    assert_eq!((got.name.as_str(), got.payment, got.transfer), ("Ada's", PaymentKind::BankTransfer, None));
    assert_eq!(
        payment_method::Entity::find().count(hq.app.db().read()).await.unwrap(),
        0,
        "the cards were Ada's"
    );
    assert_eq!(hq.newest_mail(ADA).await.unwrap().subject, "Ada's was transferred");
    assert_eq!(hq.newest_mail(BOB).await.unwrap().subject, "The billing account Ada's is yours");
    for (browser, token) in [(&ada, &mine), (&bob, &theirs)] {
        assert_eq!(read(browser, token).await, Err(ProblemCode::LinkUsed));
    }
    assert_eq!(confirm(&ada, id, &mine).await, Err(ProblemCode::LinkUsed));
    let invoices = bob.get(&format!("/billing-accounts/{id}/invoices")).await.json();
    assert_eq!(invoices["total"], 1, "the invoices come with it");
}

async fn in_whichever_order(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    accept(&bob, id, &theirs).await.unwrap();
    assert!(has(&ada, id).await && !has(&bob, id).await);
    assert!(accept(&bob, id, &theirs).await.unwrap().done, "again changes nothing");
    confirm(&ada, id, &mine).await.unwrap();
    assert!(!has(&ada, id).await && has(&bob, id).await);
}

async fn reading_never_acts(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    for _ in 0..3 {
        for browser in [&ada, &bob, &hq.browser()] {
            let owners = read(browser, &mine).await.unwrap();
            let recipients = read(browser, &theirs).await.unwrap();
            assert_eq!(
                (owners.is_owners, owners.done, recipients.is_owners, recipients.done),
                (true, false, false, false)
            );
            assert_eq!(
                (recipients.to.as_str(), recipients.billing_account, recipients.from.as_str()),
                (BOB, id, "Ada Lovelace")
            );
        }
    }
    assert!(has(&ada, id).await);
    for unknown in ["x", &mine[1..], &format!("{mine}A")] {
        assert_eq!(read(&ada, unknown).await, Err(ProblemCode::LinkUnknown));
        assert_eq!(confirm(&ada, id, unknown).await, Err(ProblemCode::LinkUnknown));
    }
}

async fn who_has_no_account_yet_signs_up(hq: Hq) {
    let (ada, id, mine, theirs) = offered(&hq).await;
    confirm(&ada, id, &mine).await.unwrap();
    let bob = hq.browser();
    assert_eq!(accept(&bob, id, &theirs).await, Err(ProblemCode::NotSignedIn));
    let mut new = Hq::new_account(BOB);
    new.return_to = Some(format!("{LINK}{theirs}").parse().unwrap());
    bob.call(&SignUp(new)).await.unwrap();
    let mail = hq.newest_mail(BOB).await.unwrap().text_body;
    assert!(mail.contains(&format!("?return_to=%2Fbilling-account-transfers%2F{theirs}")), "{mail}");
    let token = hq.token_from_mail(BOB, "/verify/").await;
    bob.call(&Verify(Verification::of(token))).await.unwrap();
    accept(&bob, id, &theirs).await.unwrap();
    assert!(has(&bob, id).await);
}

async fn each_link_is_for_its_side(hq: Hq) {
    let (bob, eve) = (hq.person(BOB).await, hq.person("eve@example.net").await);
    let (ada, id, mine, theirs) = offered(&hq).await;
    for other in [&bob, &eve] {
        assert_eq!(confirm(other, id, &mine).await, Err(ProblemCode::WrongAccount));
    }
    for other in [&ada, &eve] {
        assert_eq!(accept(other, id, &theirs).await, Err(ProblemCode::WrongAccount));
    }
    assert_eq!(accept(&bob, id, &mine).await, Err(ProblemCode::LinkUnknown), "the other side's link");
    assert_eq!(confirm(&ada, id, &theirs).await, Err(ProblemCode::LinkUnknown));
    let another = ada.account(new_account("Another")).await.id;
    assert_eq!(confirm(&ada, another, &mine).await, Err(ProblemCode::LinkUnknown), "another account's link");
    let body = NewTransfer { to: "ADA@acme.example".parse().unwrap() };
    let refused = ada.call(&TransferBillingAccount { id, body }).await.unwrap_err();
    assert_eq!(refused.field("/to"), Some(FieldCode::Unusable), "to oneself");
    // Another spelling of the address is the same person.
    offer(&ada, id, "Bob@ZOO.example").await.unwrap();
    let theirs = hq.token_from_mail("Bob@ZOO.example", LINK).await;
    assert!(accept(&bob, id, &theirs).await.unwrap().done);
}

async fn a_hand_over_that_is_cancelled_or_begun_again_is_over(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    accept(&bob, id, &theirs).await.unwrap();
    offer(&ada, id, "eve@example.net").await.unwrap();
    for token in [&mine, &theirs] {
        assert_eq!(read(&ada, token).await, Err(ProblemCode::LinkCancelled));
    }
    let again = hq.token_from_mail(ADA, LINK).await;
    assert!(!read(&ada, &again).await.unwrap().done, "what was done of the former counts for nothing");
    ada.call(&CancelTransfer { id }).await.unwrap();
    assert_eq!(confirm(&ada, id, &again).await, Err(ProblemCode::LinkCancelled));
    assert_eq!(ada.call(&CancelTransfer { id }).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(ada.call(&GetBillingAccount { id }).await.unwrap().transfer, None);
}

async fn a_hand_over_takes_a_day_at_most(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    confirm(&ada, id, &mine).await.unwrap();
    hq.advance(Duration::hours(24));
    assert_eq!(read(&bob, &theirs).await, Err(ProblemCode::LinkExpired));
    assert_eq!(accept(&bob, id, &theirs).await, Err(ProblemCode::LinkExpired));
    assert_eq!(ada.call(&GetBillingAccount { id }).await.unwrap().transfer, None);
    assert!(has(&ada, id).await);
    offer(&ada, id, BOB).await.expect("a new one can begin");
}

async fn of_a_confirmation_and_a_cancellation_at_once_one_wins(hq: Hq) {
    let bob = hq.person(BOB).await;
    let ada = hq.person(ADA).await;
    for number in 0..8 {
        let id = ada.account(new_account(&format!("Account {number}"))).await.id;
        offer(&ada, id, BOB).await.unwrap();
        let (mine, theirs) = (hq.token_from_mail(ADA, LINK).await, hq.token_from_mail(BOB, LINK).await);
        accept(&bob, id, &theirs).await.unwrap();
        let cancel = CancelTransfer { id };
        let (confirmed, cancelled) = tokio::join!(confirm(&ada, id, &mine), ada.call(&cancel));
        assert_ne!(confirmed.is_ok(), cancelled.is_ok(), "{confirmed:?}, {cancelled:?}");
        assert_eq!(has(&bob, id).await, confirmed.is_ok());
        assert_eq!(has(&ada, id).await, cancelled.is_ok());
    }
}

async fn delete(browser: &Browser) {
    let body = AccountDeletion { password: PASSWORD.into(), code: None };
    browser.call(&DeleteAccount(body)).await.unwrap();
}

async fn it_goes_with_an_account_that_is_deleted(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    accept(&bob, id, &theirs).await.unwrap();
    delete(&bob).await;
    assert_eq!(confirm(&ada, id, &mine).await, Err(ProblemCode::LinkCancelled));
    assert!(has(&ada, id).await);
    let again = hq.person(BOB).await;
    offer(&ada, id, BOB).await.unwrap();
    let theirs = hq.token_from_mail(BOB, LINK).await;
    delete(&ada).await;
    assert_eq!(accept(&again, id, &theirs).await, Err(ProblemCode::LinkCancelled));
    assert!(!has(&again, id).await);
}

async fn nobody_is_mailed_without_end(hq: Hq) {
    let (ada, id, ..) = offered(&hq).await;
    for _ in 0..9 {
        offer(&ada, id, BOB).await.unwrap();
    }
    assert_eq!(offer(&ada, id, BOB).await, Err(ProblemCode::TooManyRequests));
}

/// Gives the account of this browser another address.
async fn moves(hq: &Hq, browser: &Browser, to: &str) {
    let email = to.parse().unwrap();
    let asked = RequestEmailChange(NewEmailChange { email, password: PASSWORD.into(), code: None });
    browser.call(&asked).await.unwrap();
    let token = hq.token_from_mail(to, "/email-changes/").await;
    browser.call(&ConfirmEmailChange { token }).await.unwrap();
}

/// Who has the address of the offer by then has no part in it.
async fn it_is_for_who_accepted_whatever_their_address(hq: Hq) {
    let bob = hq.person(BOB).await;
    let (ada, id, mine, theirs) = offered(&hq).await;
    accept(&bob, id, &theirs).await.unwrap();
    moves(&hq, &bob, "robert@zoo.example").await;
    let other = hq.person(BOB).await;
    assert_eq!(accept(&other, id, &theirs).await, Err(ProblemCode::WrongAccount));
    delete(&other).await;
    let other = hq.person(BOB).await;
    assert!(accept(&bob, id, &theirs).await.unwrap().done, "again changes nothing");
    confirm(&ada, id, &mine).await.unwrap();
    assert!(has(&bob, id).await && !has(&other, id).await && !has(&ada, id).await);
    let told = hq.newest_mail("robert@zoo.example").await.unwrap();
    assert_eq!(told.subject, "The billing account Ada's is yours");

    // With nobody at the address, and an account that is deleted after it accepted.
    let (carl, id) = (hq.person("carl@zoo.example").await, bob.account(new_account("Bob's")).await.id);
    offer(&bob, id, "carl@zoo.example").await.unwrap();
    let mine = hq.token_from_mail("robert@zoo.example", LINK).await;
    let theirs = hq.token_from_mail("carl@zoo.example", LINK).await;
    accept(&carl, id, &theirs).await.unwrap();
    moves(&hq, &carl, "charles@zoo.example").await;
    delete(&carl).await;
    assert_eq!(confirm(&bob, id, &mine).await, Err(ProblemCode::LinkCancelled));
    assert!(has(&bob, id).await);
}
