//! Deleting dataplants: by the link of a mail, for who asked and still may, and what goes in which order.

use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Browser, Hq, PASSWORD, new_dataplant, rules},
};
use hq_broker::{BrokerError, Fault, Uncertain};
use hq_contract::{
    DataplantId, ETag, OrganizationId, ProblemCode, Role,
    dataplants::{ForgetDataplant, GetDataplant, GetDataplantDeletion, GetDataplantSteps},
    members::{InvitationsOfRemoved, RemoveMember},
    operations::{LifeState, OperationKind, Progress},
    organizations::{
        Organization,
        deletion::{DeleteOrganization, GetOrganizationDeletion},
    },
    storage_engines::ForgetThing,
};
use hq_server::{db::entity::dataplant_deletion, jobs::housekeeping};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    // With a link that nobody sent.
    signed_in("GET /api/v1/dataplant-deletions/{token}", 404),
    signed_in("POST /api/v1/dataplant-deletions/{token}/confirm", 404),
]);

on_both!(
    the_link_of_the_mail_deletes_it,
    it_goes_before_its_credentials,
    credentials_that_are_never_removed_can_be_left,
    the_link_is_for_who_asked,
    whoever_lost_the_right_meanwhile_deletes_nothing,
    a_link_works_once_and_for_half_an_hour,
    two_who_confirm_at_once_delete_it_once,
    what_is_busy_is_not_deleted,
    what_could_not_be_removed_is_tried_again,
    nobody_is_mailed_without_end,
    an_organization_with_dataplants_stays,
    old_links_are_forgotten,
);

const ADA: &str = "ada@acme.example";
const LINK: &str = "/dataplant-deletions/";

async fn acme(hq: &Hq) -> (Browser, Organization) {
    let ada = hq.person(ADA).await;
    let acme = ada.create("Acme").await;
    hq.work().await;
    (ada, acme)
}

async fn read(
    browser: &Browser,
    token: &str,
) -> Result<hq_contract::dataplants::DataplantDeletion, ProblemCode> {
    let link = GetDataplantDeletion { token: token.to_owned() };
    browser.call(&link).await.map_err(|refused| refused.code())
}

async fn confirm(browser: &Browser, token: &str) -> Result<LifeState, ProblemCode> {
    browser.confirm(token).await.map(|answer| answer.state).map_err(|refused| refused.code())
}

async fn the_link_of_the_mail_deletes_it(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    let asked = ada.ask_to_delete(acme.id, id).await.unwrap();
    assert_eq!(asked.state, LifeState::Ready, "nothing changes before it is confirmed");
    let mail = hq.newest_mail(ADA).await.unwrap();
    assert_eq!(mail.subject, "Confirm the deletion of Orders");
    assert!(mail.text_body.contains("Acme") && mail.text_body.contains("30 minutes"), "{}", mail.text_body);
    let token = hq.token_from_mail(ADA, LINK).await;
    let link = read(&ada, &token).await.unwrap();
    assert_eq!((link.dataplant, link.organization.id, link.name.as_str()), (id, acme.id, "Orders"));
    assert_eq!(Some(link.expires_at), asked.deletion_until);
    hq.work().await;
    assert_eq!(hq.broker.instances().len(), 2, "reading deletes nothing");

    assert_eq!(confirm(&ada, &token).await, Ok(LifeState::Deleting));
    hq.work().await;
    assert_eq!(ada.call(&GetDataplant { org: acme.id, id }).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(hq.broker.instances().len(), 1, "the Sandbox");
    assert!(hq.broker.bindings().is_empty());
    assert_eq!(read(&ada, &token).await.unwrap_err(), ProblemCode::LinkUsed);
    ada.order(acme.id, new_dataplant("Orders")).await.expect("the name is free");
}

/// A dataplant whose deletion was confirmed, and has not begun.
async fn confirmed(hq: &Hq) -> (Browser, OrganizationId, DataplantId) {
    let (ada, acme) = acme(hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let token = hq.token_from_mail(ADA, LINK).await;
    confirm(&ada, &token).await.unwrap();
    (ada, acme.id, id)
}

async fn it_goes_before_its_credentials(hq: Hq) {
    let (ada, org, id) = confirmed(&hq).await;
    for _ in 0..3 {
        hq.broker.fails("unbind", BrokerError::new(Fault::NotSent));
    }
    hq.work().await;
    let told = ada.call(&GetDataplantSteps { org, id }).await.unwrap();
    assert_eq!(
        (told.kind, told.state, told.waits_for_broker),
        (OperationKind::Delete, Progress::Running, true)
    );
    assert_eq!(
        told.steps.iter().map(|step| step.of.as_deref()).collect::<Vec<_>>(),
        [None, Some("primary"), Some("mart"), Some("ml")]
    );
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Deleting);
    assert_eq!((hq.broker.instances().len(), hq.broker.bindings().len()), (1, 3));
    hq.advance(time::Duration::minutes(5));
    hq.work().await;
    assert!(hq.broker.bindings().is_empty());
    assert_eq!(ada.call(&GetDataplant { org, id }).await.unwrap_err().code(), ProblemCode::NotFound);
}

async fn credentials_that_are_never_removed_can_be_left(hq: Hq) {
    let (ada, org, id) = confirmed(&hq).await;
    for _ in 0..12 {
        hq.broker.fails("unbind", BrokerError::new(Fault::Uncertain(Uncertain::ServerError(500))));
    }
    hq.work().await;
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Deleting);
    let forget = ForgetDataplant { org, id, body: ForgetThing { name: "Orders".into() } };
    ada.call(&forget).await.unwrap();
    assert_eq!(ada.call(&GetDataplant { org, id }).await.unwrap_err().code(), ProblemCode::NotFound);
}

async fn the_link_is_for_who_asked(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let stranger = hq.person("eve@example.net").await;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let token = hq.token_from_mail(ADA, LINK).await;
    for browser in [&bob, &stranger] {
        assert_eq!(read(browser, &token).await.unwrap_err(), ProblemCode::WrongAccount);
        assert_eq!(confirm(browser, &token).await, Err(ProblemCode::WrongAccount));
    }
    let nobody = hq.browser();
    assert_eq!(read(&nobody, &token).await.unwrap_err(), ProblemCode::NotSignedIn);
    assert_eq!(confirm(&nobody, &token).await, Err(ProblemCode::NotSignedIn));
    for unknown in ["x", &token[1..], &format!("{token}A")] {
        assert_eq!(read(&ada, unknown).await.unwrap_err(), ProblemCode::LinkUnknown);
        assert_eq!(confirm(&ada, unknown).await, Err(ProblemCode::LinkUnknown));
    }
    assert_eq!(confirm(&ada, &token).await, Ok(LifeState::Deleting));
}

async fn whoever_lost_the_right_meanwhile_deletes_nothing(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let (org, bob_at) = (acme.id, "bob@acme.example");
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let may = ["allow dataplants read all", "allow dataplants delete all"];
    let bob = hq.user_with(&ada, &acme, bob_at, &may).await;
    bob.ask_to_delete(org, id).await.unwrap();
    let token = hq.token_from_mail(bob_at, LINK).await;
    let user = bob.id().await;
    ada.put_rules(&acme, user, rules(&may[..1])).await;
    let refused = bob.confirm(&token).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(hq_contract::Permission::DeleteDataplants));
    ada.put_rules(&acme, user, rules(&may[1..])).await;
    assert_eq!(
        confirm(&bob, &token).await,
        Err(ProblemCode::NotFound),
        "what may not be read does not exist"
    );
    let removal =
        RemoveMember { org, user, version: ETag("*".into()), invitations: InvitationsOfRemoved::Keep };
    ada.call(&removal).await.unwrap();
    assert_eq!(read(&bob, &token).await.unwrap_err(), ProblemCode::NotFound);
    assert_eq!(confirm(&bob, &token).await, Err(ProblemCode::NotFound));
    hq.work().await;
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Ready);
}

async fn a_link_works_once_and_for_half_an_hour(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let late = hq.token_from_mail(ADA, LINK).await;
    hq.advance(time::Duration::minutes(30));
    assert_eq!(read(&ada, &late).await.unwrap_err(), ProblemCode::LinkExpired);
    assert_eq!(confirm(&ada, &late).await, Err(ProblemCode::LinkExpired));
    assert_eq!(ada.dataplant(acme.id, id).await.deletion_until, None);
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let first = hq.token_from_mail(ADA, LINK).await;
    hq.advance(time::Duration::minutes(29));
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let second = hq.token_from_mail(ADA, LINK).await;
    assert_ne!(first, second);
    assert_eq!(confirm(&ada, &first).await, Ok(LifeState::Deleting), "both work");
    for token in [&first, &second] {
        assert_eq!(confirm(&ada, token).await, Err(ProblemCode::LinkUsed));
    }
}

async fn two_who_confirm_at_once_delete_it_once(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    bob.ask_to_delete(acme.id, id).await.unwrap();
    let one = hq.token_from_mail(ADA, LINK).await;
    let other = hq.token_from_mail("bob@acme.example", LINK).await;
    let (a, b, c) = tokio::join!(confirm(&ada, &one), confirm(&ada, &one), confirm(&bob, &other));
    let answers = [a, b, c];
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(ProblemCode::LinkUsed))), "{answers:?}");
    hq.work().await;
    assert_eq!((hq.asked("deprovision"), hq.asked("unbind")), (1, 3));
}

async fn what_is_busy_is_not_deleted(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let creating = ada.order(acme.id, new_dataplant("Orders")).await.unwrap();
    assert_eq!(ada.ask_to_delete(acme.id, creating.id).await.unwrap_err().code(), ProblemCode::NotReady);
    hq.work().await;
    ada.ask_to_delete(acme.id, creating.id).await.unwrap();
    let token = hq.token_from_mail(ADA, LINK).await;
    let patch = hq_contract::dataplants::DataplantPatch { fpu: Some(8), ..Default::default() };
    ada.change(acme.id, creating.id, patch).await.unwrap();
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::NotReady));
    hq.work().await;
    assert_eq!(confirm(&ada, &token).await, Ok(LifeState::Deleting), "the link was not used up");
    let path = format!("/organizations/{}/dataplants/{}", acme.id, creating.id);
    assert_eq!(ada.send(ada.request("DELETE", &path)).await.status, 428);
}

async fn what_could_not_be_removed_is_tried_again(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let token = hq.token_from_mail(ADA, LINK).await;
    confirm(&ada, &token).await.unwrap();
    hq.broker.fails("deprovision", BrokerError::new(Fault::Uncertain(Uncertain::ServerError(500))));
    hq.work().await;
    let failed = ada.dataplant(acme.id, id).await;
    assert_eq!((failed.state, failed.failure.is_some()), (LifeState::DeleteFailed, true));
    let mails = hq.mails(ADA).await.len();
    assert_eq!(
        ada.ask_to_delete(acme.id, id).await.unwrap().state,
        LifeState::Deleting,
        "it was confirmed before"
    );
    assert_eq!(hq.mails(ADA).await.len(), mails);
    hq.work().await;
    assert_eq!(ada.call(&GetDataplant { org: acme.id, id }).await.unwrap_err().code(), ProblemCode::NotFound);
}

async fn nobody_is_mailed_without_end(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    for _ in 0..5 {
        ada.ask_to_delete(acme.id, id).await.unwrap();
    }
    let refused = ada.ask_to_delete(acme.id, id).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    let links = dataplant_deletion::Entity::find().count(hq.app.db().read()).await.unwrap();
    assert_eq!(links, 5);
}

async fn an_organization_with_dataplants_stays(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    let told = ada.call(&GetOrganizationDeletion { org: acme.id }).await.unwrap();
    assert_eq!(told.dataplants, 1);
    let delete = DeleteOrganization { org: acme.id, name: "Acme".into(), version: ETag("*".into()) };
    assert_eq!(ada.call(&delete).await.unwrap_err().code(), ProblemCode::OrganizationInUse);
    let account = ada.post("/me/deletion", &json!({"password": PASSWORD})).await;
    assert_eq!(
        (account.status.as_u16(), account.json()["code"].clone()),
        (409, json!("organization_in_use"))
    );
    assert!(ada.is_signed_in().await, "nothing of the account was deleted");

    // Who ordered it goes: it stays, and nobody ordered it.
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    assert_eq!(ada.post("/me/deletion", &json!({"password": PASSWORD})).await.status, 204);
    let seen = bob.dataplant(acme.id, id).await;
    assert_eq!((seen.state, seen.created_by), (LifeState::Ready, None));
    bob.ask_to_delete(acme.id, id).await.unwrap();
    let token = hq.token_from_mail("bob@acme.example", LINK).await;
    confirm(&bob, &token).await.unwrap();
    assert_eq!(
        bob.call(&delete).await.unwrap_err().code(),
        ProblemCode::OrganizationInUse,
        "it is not gone yet"
    );
    hq.work().await;
    bob.call(&delete).await.expect("nothing is in it any more");
}

async fn old_links_are_forgotten(hq: Hq) {
    let (ada, acme) = acme(&hq).await;
    let id = hq.dataplant(&ada, acme.id, new_dataplant("Orders")).await.id;
    ada.ask_to_delete(acme.id, id).await.unwrap();
    let count = || async { dataplant_deletion::Entity::find().count(hq.app.db().read()).await.unwrap() };
    hq.advance(time::Duration::days(7));
    housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(count().await, 1, "its holder is told that it has expired");
    hq.advance(time::Duration::hours(1));
    housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(count().await, 0);
}
