//! An invitation rests on the right of who invited: without it nobody gets in, and who never had it changes nothing of it.

use crate::{
    mfa::enrol,
    on_both,
    support::{Browser, Hq, PASSWORD, Refused, rules},
};
use hq_contract::{
    ETag, InvitationId, Password, Permission, ProblemCode, Role, UserId,
    invitations::{
        AcceptInvitation, AcceptMyInvitation, GetInvitation, Invitation, InvitationObstacle, InvitationState,
        Invite, InvitedAccount, InvitedOutcome, LinkInvitation, ListInvitations, ListMyInvitations,
        NewInvitations, RenewInvitation, ResendInvitation, RevokeInvitation, SignUpInvited,
    },
    join_requests::{ApproveJoinRequest, AskToJoin, NewJoinRequest},
    me::{AccountDeletion, DeleteAccount},
    members::{
        GetMember, InvitationsOfRemoved, LeaveOrganization, MemberPatch, NewAdmin, RemoveMember,
        TransferAdministration, UpdateMember,
    },
    organizations::Organization,
};
use hq_server::db::entity::{
    audit_log,
    invitation::{self, Answer},
    membership, organization,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
};

on_both!(
    who_lost_the_right_lets_nobody_in,
    an_admin_takes_a_blocked_invitation_over_in_the_open,
    a_right_that_was_lost_and_given_again_counts,
    who_is_kept_out_lets_nobody_in,
    an_admins_offer_is_changed_by_admins_alone,
    a_plain_offer_is_changed_by_whoever_may_invite,
    what_needs_an_admin_is_not_taken_over_on_the_way,
    who_removes_takes_back_what_they_may,
    a_request_does_not_close_an_admins_offer,
);

const GUEST: &str = "guest@example.net";
const INVITES: &str = "allow members invite all";

async fn list(browser: &Browser, acme: &Organization) -> Vec<Invitation> {
    let list = ListInvitations { org: acme.id, q: None, page_token: None };
    browser.call(&list).await.unwrap().items
}

async fn obstacle(hq: &Hq, token: &str) -> Option<InvitationObstacle> {
    hq.browser().call(&GetInvitation { token: token.to_owned() }).await.unwrap().obstacle
}

async fn accept(browser: &Browser, token: String) -> Result<Role, ProblemCode> {
    let accepted = browser.call(&AcceptInvitation { token }).await;
    accepted.map(|joined| joined.role).map_err(|refused| refused.code())
}

async fn change_role(ada: &Browser, acme: &Organization, user: UserId, role: Role) {
    let patch = MemberPatch { role: Some(role) };
    let update = UpdateMember { org: acme.id, user, version: ETag("*".into()), patch };
    ada.call(&update).await.unwrap();
}

async fn remove(
    by: &Browser,
    acme: &Organization,
    user: UserId,
    fate: InvitationsOfRemoved,
) -> Option<Refused> {
    let version = ETag("*".into());
    by.call(&RemoveMember { org: acme.id, user, version, invitations: fate }).await.err()
}

fn offer(acme: &Organization, email: &str, role: Role, words: &[&str]) -> Invite {
    let body = NewInvitations { emails: vec![email.to_owned()], role, note: None, rules: rules(words) };
    Invite { org: acme.id, body }
}

async fn row(hq: &Hq, id: InvitationId) -> invitation::Model {
    invitation::Entity::find_by_id(id).one(hq.app.db().read()).await.unwrap().unwrap()
}

/// How an inviter can lose the right.
#[derive(Clone, Copy, Debug)]
enum Loss {
    Left,
    Removed,
    Demoted,
    SteppedDown,
    RuleTaken,
    Deleted,
}

impl Loss {
    const ALL: [Self; 6] =
        [Self::Left, Self::Removed, Self::Demoted, Self::SteppedDown, Self::RuleTaken, Self::Deleted];

    async fn happen(self, ada: &Browser, acme: &Organization, inviter: &Browser) {
        let (user, org) = (inviter.id().await, acme.id);
        match self {
            Self::Left => drop(inviter.call(&LeaveOrganization { org }).await.unwrap()),
            Self::Removed => assert!(remove(ada, acme, user, InvitationsOfRemoved::Keep).await.is_none()),
            Self::Demoted => change_role(ada, acme, user, Role::User).await,
            Self::SteppedDown => {
                let body = NewAdmin { user: ada.id().await };
                inviter.call(&TransferAdministration { org, body }).await.unwrap();
            }
            Self::RuleTaken => ada.put_rules(acme, user, Vec::new()).await,
            Self::Deleted => {
                let deletion = AccountDeletion { password: PASSWORD.into(), code: None };
                inviter.call(&DeleteAccount(deletion)).await.unwrap();
            }
        }
    }
}

async fn who_lost_the_right_lets_nobody_in(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for (index, loss) in Loss::ALL.into_iter().enumerate() {
        // Far from the limits of a day.
        hq.advance(time::Duration::days(1));
        let (inviter, known) = (format!("inviter{index}@example.org"), format!("known{index}@example.net"));
        let new = format!("new{index}@example.net");
        let inviter = match loss {
            Loss::RuleTaken => hq.user_with(&ada, &acme, &inviter, &[INVITES]).await,
            _ => hq.joined(&ada, &acme, &inviter, Role::Admin).await,
        };
        let guest = hq.person(&known).await;
        inviter.invite(&acme, &known, Role::User).await;
        inviter.invite(&acme, &new, Role::User).await;
        let token = hq.token_from_mail(&known, "/join/").await;
        assert_eq!(obstacle(&hq, &token).await, None, "{loss:?}");
        loss.happen(&ada, &acme, &inviter).await;

        assert_eq!(obstacle(&hq, &token).await, Some(InvitationObstacle::InviterLostRight), "{loss:?}");
        assert_eq!(accept(&guest, token.clone()).await, Err(ProblemCode::InviterLostRight), "{loss:?}");
        let mine = guest.call(&ListMyInvitations::default()).await.unwrap().items[0].id;
        let refused = guest.call(&AcceptMyInvitation { id: mine }).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::InviterLostRight, "{loss:?}");
        let body = InvitedAccount {
            full_name: "Grace".parse().unwrap(),
            password: Password::parse(PASSWORD).unwrap(),
            language: None,
        };
        let sign_up = SignUpInvited { token: hq.token_from_mail(&new, "/join/").await, body };
        let refused = hq.browser().call(&sign_up).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::InviterLostRight, "{loss:?}");
        let marked = list(&ada, &acme).await.into_iter().filter(|one| one.inviter_lost_right);
        assert_eq!(marked.count(), 2, "{loss:?}");
        for one in list(&ada, &acme).await {
            let refused = ada.call(&LinkInvitation { org: acme.id, id: one.id }).await.unwrap_err();
            assert_eq!(refused.code(), ProblemCode::InviterLostRight, "a link that leads nowhere");
            ada.call(&RevokeInvitation { org: acme.id, id: one.id }).await.unwrap();
        }
    }
}

async fn an_admin_takes_a_blocked_invitation_over_in_the_open(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let eve = hq.joined(&ada, &acme, "eve@example.org", Role::Admin).await;
    let id = eve.invite(&acme, GUEST, Role::Admin).await.invitation.unwrap();
    let (eve_id, ada_id) = (eve.id().await, ada.id().await);
    assert!(remove(&ada, &acme, eve_id, InvitationsOfRemoved::default()).await.is_none());
    assert_eq!(row(&hq, id).await.inviter_id, eve_id, "nobody stands in for who went");
    // The invited person asks, and the admins hear of it.
    let token = hq.token_from_mail(GUEST, "/join/").await;
    hq.browser().call(&RenewInvitation { token: token.clone() }).await.unwrap();
    assert!(hq.newest_mail("ada@acme.example").await.unwrap().subject.contains("new link"));
    let listed = list(&ada, &acme).await.remove(0);
    assert!(listed.inviter_lost_right && listed.renewal_asked_at.is_some());

    let sent = ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    assert!(!sent.inviter_lost_right && sent.renewal_asked_at.is_none());
    assert_eq!(row(&hq, id).await.inviter_id, ada_id);
    let line = audit_log::Entity::find().filter(audit_log::Column::Action.eq("invitations.resend"));
    let line = line.one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(line.actor_id, Some(ada_id));
    assert!(line.detail.contains(&eve_id.to_string()), "whose it was stands in the line: {}", line.detail);
    let newest = hq.token_from_mail(GUEST, "/join/").await;
    let guest = hq.person(GUEST).await;
    assert_eq!(accept(&guest, token).await, Err(ProblemCode::InvitationReplaced));
    assert_eq!(accept(&guest, newest).await, Ok(Role::Admin));
}

async fn a_right_that_was_lost_and_given_again_counts(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let eve = hq.joined(&ada, &acme, "eve@example.org", Role::Admin).await;
    let user = eve.id().await;
    ada.put_rules(&acme, user, rules(&[INVITES])).await;
    eve.invite(&acme, GUEST, Role::User).await;
    change_role(&ada, &acme, user, Role::User).await;
    let token = hq.token_from_mail(GUEST, "/join/").await;
    assert_eq!(obstacle(&hq, &token).await, None, "a user with the rule may invite users");
    ada.put_rules(&acme, user, rules(&["allow members read all"])).await;
    let guest = hq.person(GUEST).await;
    assert_eq!(accept(&guest, token.clone()).await, Err(ProblemCode::InviterLostRight));
    change_role(&ada, &acme, user, Role::Admin).await;
    assert_eq!(accept(&guest, token).await, Ok(Role::User));
}

async fn who_is_kept_out_lets_nobody_in(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, GUEST, Role::User).await;
    let token = hq.token_from_mail(GUEST, "/join/").await;
    let forced = organization::ActiveModel { id: Set(acme.id), force_mfa: Set(true), ..Default::default() };
    forced.update(hq.app.db().write()).await.unwrap();
    assert_eq!(obstacle(&hq, &token).await, Some(InvitationObstacle::InviterLostRight));
    enrol(&hq, &ada).await;
    assert_eq!(obstacle(&hq, &token).await, None);
    assert!(!list(&ada, &acme).await[0].inviter_lost_right);
}

async fn an_admins_offer_is_changed_by_admins_alone(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let carl = hq.user_with(&ada, &acme, "carl@example.org", &[INVITES]).await;
    for (role, words, declined) in [
        (Role::Admin, &[][..], false),
        (Role::User, &["allow billing all all"][..], false),
        (Role::Admin, &[][..], true),
    ] {
        // Far from the limits of a minute and a day.
        hq.advance(time::Duration::days(1));
        let id = ada.call(&offer(&acme, GUEST, role, words)).await.unwrap().results[0].invitation.unwrap();
        if declined {
            let token = hq.token_from_mail(GUEST, "/join/").await;
            hq.browser().call(&hq_contract::invitations::DeclineInvitation { token }).await.unwrap();
        }
        let (before, mail) = (row(&hq, id).await, hq.newest_mail(GUEST).await.unwrap().id);
        let again = carl.invite(&acme, GUEST, Role::User).await;
        assert_eq!((again.outcome, again.invitation), (InvitedOutcome::NeedsAdmin, None));
        let org = acme.id;
        let mut refused = vec![
            carl.call(&ResendInvitation { org, id }).await.unwrap_err(),
            carl.call(&RevokeInvitation { org, id }).await.unwrap_err(),
        ];
        if !declined {
            refused.push(carl.call(&LinkInvitation { org, id }).await.unwrap_err());
        }
        for refused in refused {
            assert_eq!(refused.problem.permission, Some(Permission::InviteAdmins));
        }
        assert_eq!(row(&hq, id).await, before, "{role:?}, declined: {declined}");
        assert_eq!(hq.newest_mail(GUEST).await.unwrap().id, mail, "no mail");
        // What only an admin changes, an admin does.
        assert_eq!(ada.invite(&acme, GUEST, Role::User).await.invitation, Some(id));
        assert_eq!(row(&hq, id).await.role, Role::User);
        ada.call(&RevokeInvitation { org, id }).await.unwrap();
        assert_eq!(
            carl.invite(&acme, GUEST, Role::User).await.outcome,
            InvitedOutcome::Invited,
            "a new offer"
        );
        carl.call(&RevokeInvitation { org, id }).await.unwrap();
    }
}

async fn a_plain_offer_is_changed_by_whoever_may_invite(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let carl = hq.user_with(&ada, &acme, "carl@example.org", &[INVITES]).await;
    let id = ada.invite(&acme, GUEST, Role::User).await.invitation.unwrap();
    carl.call(&LinkInvitation { org: acme.id, id }).await.unwrap();
    carl.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    assert_eq!(carl.invite(&acme, GUEST, Role::User).await.outcome, InvitedOutcome::SentAgain);
    carl.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
}

/// Eve, an admin who offered one person to be an admin, one to get a rule, and one to be a user.
async fn three_offers(hq: &Hq, ada: &Browser, acme: &Organization) -> (UserId, [InvitationId; 3]) {
    let eve = hq.joined(ada, acme, "eve@example.org", Role::Admin).await;
    let mut ids = Vec::new();
    for (email, role, words) in [
        ("admin@example.net", Role::Admin, &[][..]),
        ("rules@example.net", Role::User, &["allow billing all all"][..]),
        ("plain@example.net", Role::User, &[][..]),
    ] {
        ids.push(eve.call(&offer(acme, email, role, words)).await.unwrap().results[0].invitation.unwrap());
    }
    (eve.id().await, ids.try_into().unwrap())
}

async fn what_needs_an_admin_is_not_taken_over_on_the_way(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (eve, [admin, rules, plain]) = three_offers(&hq, &ada, &acme).await;
    // An admin no more, so what they offered as one is blocked; removing them does not bring it back.
    change_role(&ada, &acme, eve, Role::User).await;
    assert!(remove(&ada, &acme, eve, InvitationsOfRemoved::TakeOver).await.is_none());
    for id in [admin, rules] {
        assert_eq!(row(&hq, id).await.inviter_id, eve);
    }
    for email in ["admin@example.net", "rules@example.net"] {
        let guest = hq.person(email).await;
        let mine = guest.call(&ListMyInvitations::default()).await.unwrap().items[0].id;
        let refused = guest.call(&AcceptMyInvitation { id: mine }).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::InviterLostRight);
    }
    assert_eq!(row(&hq, plain).await.inviter_id, ada.id().await);
    let guest = hq.person("plain@example.net").await;
    guest.call(&AcceptMyInvitation { id: plain }).await.unwrap();
}

async fn who_removes_takes_back_what_they_may(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (eve, [admin, rules, plain]) = three_offers(&hq, &ada, &acme).await;
    change_role(&ada, &acme, eve, Role::User).await;
    let removes = "allow members remove all";
    let carl = hq.user_with(&ada, &acme, "carl@example.org", &[removes]).await;
    for fate in [InvitationsOfRemoved::TakeOver, InvitationsOfRemoved::Revoke] {
        let refused = remove(&carl, &acme, eve, fate).await.unwrap();
        assert_eq!(refused.problem.permission, Some(Permission::InviteMembers));
    }
    assert_eq!(
        ada.call(&GetMember { org: acme.id, user: eve }).await.unwrap().role,
        Role::User,
        "still there"
    );
    ada.put_rules(&acme, carl.id().await, crate::support::rules(&[removes, INVITES])).await;
    assert!(remove(&carl, &acme, eve, InvitationsOfRemoved::Revoke).await.is_none());
    let states = [row(&hq, admin).await.state, row(&hq, rules).await.state, row(&hq, plain).await.state];
    assert_eq!(states.map(Answer::as_str), ["pending", "pending", "revoked"]);
    assert!(list(&ada, &acme).await.iter().all(|one| one.inviter_lost_right));
    for id in [admin, rules] {
        ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
    }
}

async fn a_request_does_not_close_an_admins_offer(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let carl = hq.user_with(&ada, &acme, "carl@example.org", &["allow members approve all"]).await;
    for (email, role, approved) in
        [("bob@acme.example", Role::Admin, false), ("dora@acme.example", Role::User, true)]
    {
        let asks = hq.person(email).await;
        let request = asks.call(&AskToJoin { org: acme.id, body: NewJoinRequest::default() }).await.unwrap();
        let id = ada.invite(&acme, email, role).await.invitation.unwrap();
        let approve = ApproveJoinRequest { org: acme.id, id: request.id };
        let answer = carl.call(&approve).await;
        assert_eq!(answer.is_ok(), approved);
        let key = (acme.id, asks.id().await);
        let member = membership::Entity::find_by_id(key).one(hq.app.db().read()).await.unwrap();
        assert_eq!(member.is_some(), approved);
        if let Err(refused) = answer {
            assert_eq!(refused.problem.permission, Some(Permission::InviteAdmins));
            assert_eq!(row(&hq, id).await.state.as_str(), "pending");
            ada.call(&approve).await.unwrap();
        }
        assert_eq!(row(&hq, id).await.state.as_str(), "accepted");
        let state = list(&ada, &acme).await.into_iter().map(|one| one.state);
        assert_eq!(state.collect::<Vec<InvitationState>>(), []);
    }
}
