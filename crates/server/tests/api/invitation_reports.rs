//! Who does not know the inviter says no with the mail alone, and is left in peace.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    InvitationId, ProblemCode, Role,
    audit_log::{AuditFilter, AuditMeans, ListAuditLog},
    invitations::{
        AcceptInvitation, DeclineInvitation, GetInvitation, InvitationState, InvitedOutcome, LinkInvitation,
        ListInvitations, RenewInvitation, ReportInvitation, ResendInvitation, RevokeInvitation,
    },
    organizations::Organization,
};
use hq_server::{
    db::entity::{audit_log, invitation_report},
    mail::outbox,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;

on_both!(
    the_mail_alone_declines,
    a_link_that_was_passed_on_declines_nothing,
    a_report_keeps_the_organization_away,
    an_operator_lifts_a_report,
    a_report_is_seen_by_nobody_in_the_organization,
    every_mailed_link_reports,
    who_has_joined_reports_nothing,
    reading_reports_nothing,
);

const EMAIL: &str = "bob@example.net";

/// Ada, her organization, the invitation of Bob and the secret of its mail.
async fn invited(hq: &Hq) -> (Browser, Organization, InvitationId, String) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    (ada, acme, id, token)
}

async fn decline(browser: &Browser, token: &str) -> Result<(), ProblemCode> {
    let call = DeclineInvitation { token: token.to_owned() };
    browser.call(&call).await.map(drop).map_err(|refused| refused.code())
}

async fn report(browser: &Browser, token: &str) -> Result<(), ProblemCode> {
    let call = ReportInvitation { token: token.to_owned() };
    browser.call(&call).await.map(drop).map_err(|refused| refused.code())
}

async fn state(browser: &Browser, token: &str) -> InvitationState {
    browser.call(&GetInvitation { token: token.to_owned() }).await.unwrap().state
}

async fn listed(ada: &Browser, acme: &Organization) -> Vec<InvitationState> {
    let list = ListInvitations { org: acme.id, q: None, page_token: None };
    ada.call(&list).await.unwrap().items.into_iter().map(|item| item.state).collect()
}

async fn passed_on(ada: &Browser, acme: &Organization, id: InvitationId) -> String {
    let url = ada.call(&LinkInvitation { org: acme.id, id }).await.unwrap().url;
    url.rsplit('/').next().unwrap().to_owned()
}

async fn mails_to(hq: &Hq, email: &str) -> usize {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    mails.iter().filter(|mail| mail.recipient == email).count()
}

async fn the_mail_alone_declines(hq: Hq) {
    let (ada, acme, _, token) = invited(&hq).await;
    let mail = hq.newest_mail(EMAIL).await.unwrap();
    let link = format!("http://{}/join/{token}/report", hq.address);
    assert!(mail.text_body.contains(&link) && mail.html_body.contains(&link), "{}", mail.text_body);
    assert!(mail.text_body.contains("Don’t know who invited you? Decline or report"), "{}", mail.text_body);
    decline(&hq.browser(), &token).await.unwrap();
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Declined]);
    assert_eq!(decline(&hq.browser(), &token).await, Err(ProblemCode::InvitationDeclined));
    let log = ListAuditLog { org: acme.id, filter: AuditFilter::default(), page_token: None };
    let line = ada.call(&log).await.unwrap().items.remove(0);
    assert_eq!((line.action.as_str(), line.means), ("invitations.decline", AuditMeans::Link));
    // Whoever else is signed in on that machine makes no difference.
    ada.invite(&acme, EMAIL, Role::User).await;
    let carl = hq.person("carl@example.com").await;
    decline(&carl, &hq.token_from_mail(EMAIL, "/join/").await).await.unwrap();
    // An ordinary decline does not keep anybody from being invited again.
    assert_eq!(ada.invite(&acme, EMAIL, Role::User).await.outcome, InvitedOutcome::Invited);
}

async fn a_link_that_was_passed_on_declines_nothing(hq: Hq) {
    let (ada, acme, id, _) = invited(&hq).await;
    let token = passed_on(&ada, &acme, id).await;
    let (carl, bob) = (hq.person("carl@example.com").await, hq.person(EMAIL).await);
    for (browser, refused) in [(&hq.browser(), ProblemCode::NotSignedIn), (&carl, ProblemCode::WrongAccount)]
    {
        assert_eq!(decline(browser, &token).await, Err(refused));
        assert_eq!(report(browser, &token).await, Err(refused));
    }
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Pending]);
    report(&bob, &token).await.unwrap();
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Declined]);
}

async fn a_report_keeps_the_organization_away(hq: Hq) {
    let (ada, acme, id, token) = invited(&hq).await;
    report(&hq.browser(), &token).await.unwrap();
    report(&hq.browser(), &token).await.expect("twice is once");
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Declined]);
    assert_eq!(state(&hq.browser(), &token).await, InvitationState::Reported);
    let accept = AcceptInvitation { token: token.clone() };
    let late = hq.person(EMAIL).await.call(&accept).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::InvitationDeclined);

    let before = mails_to(&hq, EMAIL).await;
    let again = ada.invite(&acme, "BOB@Example.net", Role::User).await;
    assert_eq!((again.outcome, again.invitation), (InvitedOutcome::Declined, None));
    let resend = ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap_err();
    assert_eq!(resend.code(), ProblemCode::InvitationDeclined);
    // Taken off the list, it stays reported.
    ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
    assert_eq!(ada.invite(&acme, EMAIL, Role::User).await.outcome, InvitedOutcome::Declined);
    // Nobody is made to send another by asking for one either.
    let asked = mails_to(&hq, "ada@example.org").await;
    hq.browser().call(&RenewInvitation { token }).await.unwrap_err();
    assert_eq!((mails_to(&hq, EMAIL).await, mails_to(&hq, "ada@example.org").await), (before, asked));
    // Others are not concerned.
    let olga = hq.person("olga@example.com").await;
    let globex = olga.create("Globex").await;
    assert_eq!(olga.invite(&globex, EMAIL, Role::User).await.outcome, InvitedOutcome::Invited);
    assert_eq!(ada.invite(&acme, "dora@example.net", Role::User).await.outcome, InvitedOutcome::Invited);
}

async fn an_operator_lifts_a_report(hq: Hq) {
    let (ada, acme, id, token) = invited(&hq).await;
    report(&hq.browser(), &token).await.unwrap();
    let db = hq.app.db();
    let row = invitation_report::Entity::find().one(db.read()).await.unwrap().unwrap();
    assert_eq!((row.organization_id, row.email_canonical.as_str()), (acme.id, EMAIL));
    assert_eq!(row.inviter_id, ada.session().await.user.id);
    let told = audit_log::Entity::find().filter(audit_log::Column::Action.eq("invitations.report"));
    let told = told.all(db.read()).await.unwrap();
    assert_eq!(told.len(), 1, "the operator finds it once");
    assert_eq!((told[0].organization_id, told[0].subject.as_str()), (None, id.to_string().as_str()));
    invitation_report::Entity::delete_many().exec(db.write()).await.unwrap();
    assert_eq!(state(&hq.browser(), &token).await, InvitationState::Declined);
    ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Pending]);
}

/// What an admin can read of an invitation that was reported is what they can read of one that was declined.
async fn a_report_is_seen_by_nobody_in_the_organization(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let mut seen = Vec::new();
    for reported in [false, true] {
        let acme = ada.create("Acme").await;
        let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
        let token = hq.token_from_mail(EMAIL, "/join/").await;
        let passed_on = passed_on(&ada, &acme, id).await;
        if reported {
            report(&hq.browser(), &token).await.unwrap();
        } else {
            decline(&hq.browser(), &token).await.unwrap();
        }
        let link = hq.browser().get(&format!("/invitations/{passed_on}")).await.json();
        let list = ada.get(&format!("/organizations/{}/invitations", acme.id)).await.json();
        let log = ada.get(&format!("/organizations/{}/audit-log", acme.id)).await.json();
        let actions: Vec<_> =
            log["items"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect();
        let renewal = hq.browser().post(&format!("/invitations/{passed_on}/renewal"), &json!({})).await;
        let state = (link["state"].clone(), list["items"][0]["state"].clone());
        seen.push((state, list["total"].clone(), actions, renewal.status, renewal.body));
    }
    assert_eq!(seen[0], seen[1]);
}

async fn every_mailed_link_reports(hq: Hq) {
    let (ada, acme, id, first) = invited(&hq).await;
    ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    let newest = hq.token_from_mail(EMAIL, "/join/").await;
    assert_eq!(decline(&hq.browser(), &first).await, Err(ProblemCode::InvitationReplaced));
    report(&hq.browser(), &first).await.unwrap();
    assert_eq!(state(&hq.browser(), &newest).await, InvitationState::Reported);
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Declined]);
    // One that has expired, and one that was taken back.
    for revoked in [false, true] {
        let email = if revoked { "dora@example.net" } else { "emil@example.net" };
        let id = ada.invite(&acme, email, Role::User).await.invitation.unwrap();
        let token = hq.token_from_mail(email, "/join/").await;
        if revoked {
            ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
        } else {
            hq.advance(time::Duration::days(8));
        }
        report(&hq.browser(), &token).await.unwrap();
        assert_eq!(ada.invite(&acme, email, Role::User).await.outcome, InvitedOutcome::Declined);
    }
    let unknown = report(&hq.browser(), &"A".repeat(43)).await;
    assert_eq!(unknown, Err(ProblemCode::LinkUnknown));
}

async fn who_has_joined_reports_nothing(hq: Hq) {
    let (ada, acme, _, token) = invited(&hq).await;
    let bob = hq.person(EMAIL).await;
    bob.call(&AcceptInvitation { token: token.clone() }).await.unwrap();
    for browser in [&hq.browser(), &bob] {
        assert_eq!(report(browser, &token).await, Err(ProblemCode::LinkUsed));
        assert_eq!(decline(browser, &token).await, Err(ProblemCode::LinkUsed));
    }
    assert!(listed(&ada, &acme).await.is_empty());
}

async fn reading_reports_nothing(hq: Hq) {
    let (ada, acme, _, token) = invited(&hq).await;
    for action in ["decline", "report"] {
        for method in ["GET", "HEAD"] {
            let scan = hq.browser();
            let scan = scan.send(scan.request(method, &format!("/invitations/{token}/{action}"))).await;
            assert_eq!(scan.status, 405, "{method} {action}");
        }
    }
    assert_eq!(listed(&ada, &acme).await, [InvitationState::Pending]);
}
