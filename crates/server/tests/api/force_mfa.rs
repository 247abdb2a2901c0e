//! Organizations that force multi-factor authentication, and joining them.

use crate::{
    mfa::{enrol, proof},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    OrganizationId, ProblemCode, Role,
    authentication::{AuthenticationPatch, GetAuthentication, UpdateAuthentication},
    invitations::{
        AcceptInvitation, AcceptMyInvitation, GetInvitation, InvitationObstacle, InvitationState,
        InvitedAccount, SignUpInvited, Viewer,
    },
    join_requests::{AskToJoin, NewJoinRequest},
    members::{GetMember, LeaveOrganization, ListMembers},
    mfa::DisableMfa,
    organizations::{CreateOrganization, GetOrganization, NewOrganization, Organization, VisitOrganization},
};

on_both!(
    only_who_has_it_can_force_it,
    a_forcing_organization_keeps_out_who_has_none,
    managers_see_who_has_none,
    an_invitee_sets_it_up_before_joining,
    a_new_account_sets_it_up_before_joining,
    an_organization_is_given_up_by_who_has_it,
);

const EMAIL: &str = "ada@example.org";

async fn force(browser: &Browser, org: OrganizationId, force_mfa: bool) -> Result<(), ProblemCode> {
    let (_, version) = browser.call_versioned(&GetAuthentication { org }).await.unwrap();
    let patch = AuthenticationPatch { force_mfa: Some(force_mfa), join_requests: None };
    let after = browser.call(&UpdateAuthentication { org, version, patch }).await;
    let after = after.map_err(|refused| refused.code())?;
    assert_eq!(after.force_mfa, force_mfa);
    Ok(())
}

async fn only_who_has_it_can_force_it(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let acme = ada.create("Acme").await;
    let new = |name: &str| {
        CreateOrganization(NewOrganization {
            name: name.parse().unwrap(),
            slug: None,
            description: None,
            colour: None,
            force_mfa: Some(true),
        })
    };
    assert_eq!(force(&ada, acme.id, true).await, Err(ProblemCode::MfaOff));
    assert_eq!(force(&ada, acme.id, false).await, Ok(()));
    assert_eq!(ada.call(&new("Beta")).await.unwrap_err().code(), ProblemCode::MfaOff);
    enrol(&hq, &ada).await;
    assert_eq!(force(&ada, acme.id, true).await, Ok(()));
    let beta = ada.call(&new("Beta")).await.unwrap();
    assert!(ada.call(&GetAuthentication { org: beta.id }).await.unwrap().force_mfa);
    assert_eq!(force(&ada, acme.id, false).await, Ok(()));
    assert!(!ada.call(&GetAuthentication { org: acme.id }).await.unwrap().force_mfa);
}

/// An organization of Ada's that forces it; she has it.
async fn forcing(hq: &Hq) -> (Browser, Organization) {
    let ada = hq.person(EMAIL).await;
    let acme = ada.create("Acme").await;
    enrol(hq, &ada).await;
    force(&ada, acme.id, true).await.unwrap();
    (ada, acme)
}

async fn a_forcing_organization_keeps_out_who_has_none(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.org", Role::Admin).await;
    let carl = hq.joined(&ada, &acme, "carl@example.org", Role::User).await;
    let stranger = hq.person("stranger@example.org").await;
    enrol(&hq, &ada).await;
    force(&ada, acme.id, true).await.unwrap();

    let open = GetOrganization(acme.slug.to_string());
    ada.call(&open).await.unwrap();
    let foreign = stranger.call(&open).await.unwrap_err();
    assert_eq!(foreign.code(), ProblemCode::NotFound);
    for member in [&bob, &carl] {
        let refused = [
            member.call(&open).await.unwrap_err(),
            member.call(&GetOrganization(acme.id.to_string())).await.unwrap_err(),
            member.call(&VisitOrganization(acme.id)).await.unwrap_err(),
            member.call(&ListMembers::of(acme.id)).await.unwrap_err(),
            member.call(&GetAuthentication { org: acme.id }).await.unwrap_err(),
        ];
        for refused in refused {
            assert_eq!((refused.code(), refused.problem.status), (ProblemCode::MfaMissing, 403));
        }
        assert_eq!(member.session().await.organizations.items[0].id, acme.id);
    }

    let (phone, _) = enrol(&hq, &bob).await;
    bob.call(&open).await.unwrap();
    bob.call(&GetAuthentication { org: acme.id }).await.unwrap();
    bob.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap();
    assert_eq!(bob.call(&open).await.unwrap_err().code(), ProblemCode::MfaMissing);
    carl.call(&LeaveOrganization { org: acme.id }).await.unwrap();
    assert_eq!(carl.call(&open).await.unwrap_err().code(), ProblemCode::NotFound);
    force(&ada, acme.id, false).await.unwrap();
    bob.call(&open).await.unwrap();
}

async fn managers_see_who_has_none(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.org", Role::User).await;
    enrol(&hq, &ada).await;
    let of = async |browser: &Browser, mfa| {
        let page = browser.call(&ListMembers { mfa, ..ListMembers::of(acme.id) }).await.unwrap();
        assert_eq!(page.total as usize, page.items.len());
        let mut seen: Vec<_> = page.items.iter().map(|member| (member.email.clone(), member.mfa)).collect();
        seen.sort();
        seen.into_iter().map(|(email, mfa)| (email.map(|email| email.to_string()), mfa)).collect::<Vec<_>>()
    };
    let row = |email: &str, mfa| (Some(email.to_owned()), Some(mfa));
    assert_eq!(of(&ada, None).await, [row(EMAIL, true), row("bob@example.org", false)]);
    assert_eq!(of(&ada, Some(true)).await, [row(EMAIL, true)]);
    assert_eq!(of(&ada, Some(false)).await, [row("bob@example.org", false)]);

    assert_eq!(of(&bob, None).await, [(None, None), row("bob@example.org", false)]);
    let refused = bob.call(&ListMembers { mfa: Some(false), ..ListMembers::of(acme.id) }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let ada_id = ada.session().await.user.id;
    assert_eq!(bob.call(&GetMember { org: acme.id, user: ada_id }).await.unwrap().mfa, None);
}

async fn an_invitee_sets_it_up_before_joining(hq: Hq) {
    let (ada, acme) = forcing(&hq).await;
    let bob = hq.person("bob@example.org").await;
    ada.invite(&acme, "bob@example.org", Role::User).await;
    let token = hq.token_from_mail("bob@example.org", "/join/").await;
    let read = GetInvitation { token: token.clone() };
    let obstacle = async |browser: &Browser| browser.call(&read).await.unwrap().obstacle;
    assert_eq!(obstacle(&hq.browser()).await, None, "nobody is asked before they are known");
    assert_eq!(obstacle(&hq.person("carl@example.org").await).await, None);
    assert_eq!(obstacle(&bob).await, Some(InvitationObstacle::MfaMissing));

    let refused = bob.call(&AcceptInvitation { token: token.clone() }).await.unwrap_err();
    assert_eq!((refused.code(), refused.problem.status), (ProblemCode::MfaMissing, 403));
    let mine = bob.session().await.invitations.items[0].id;
    let refused = bob.call(&AcceptMyInvitation { id: mine }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::MfaMissing);

    enrol(&hq, &bob).await;
    assert_eq!(obstacle(&bob).await, None);
    bob.call(&AcceptInvitation { token }).await.unwrap();
    bob.call(&GetOrganization(acme.slug.to_string())).await.unwrap();
}

async fn a_new_account_sets_it_up_before_joining(hq: Hq) {
    let (ada, acme) = forcing(&hq).await;
    let email = "new@example.net";
    ada.invite(&acme, email, Role::User).await;
    let token = hq.token_from_mail(email, "/join/").await;
    let new = hq.browser();
    let body = InvitedAccount {
        full_name: "Nina".parse().unwrap(),
        password: hq_contract::Password::parse(PASSWORD).unwrap(),
        language: None,
    };
    let session = new.call(&SignUpInvited { token: token.clone(), body }).await.unwrap();
    assert_eq!((session.organizations.total, session.invitations.total), (0, 1));
    let read = new.call(&GetInvitation { token: token.clone() }).await.unwrap();
    assert_eq!(
        (read.state, read.viewer, read.obstacle),
        (InvitationState::Pending, Viewer::Invitee, Some(InvitationObstacle::MfaMissing))
    );
    enrol(&hq, &new).await;
    new.call(&AcceptInvitation { token }).await.unwrap();
    new.call(&GetOrganization(acme.slug.to_string())).await.unwrap();
}

async fn an_organization_is_given_up_by_who_has_it(hq: Hq) {
    let acme = hq.person("ada@acme.example").await.create("Acme").await;
    let carl = hq.person("carl@acme.example").await;
    let twin = carl.create("Acme twin").await;
    let (phone, _) = enrol(&hq, &carl).await;
    force(&carl, twin.id, true).await.unwrap();
    carl.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap();
    let ask = || {
        let body = NewJoinRequest { note: None, instead_of: Some(twin.id) };
        AskToJoin { org: acme.id, body }
    };
    assert_eq!(carl.call(&ask()).await.unwrap_err().code(), ProblemCode::MfaMissing);
    enrol(&hq, &carl).await;
    carl.call(&ask()).await.unwrap();
}
