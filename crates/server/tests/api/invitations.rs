use crate::{
    access_matrix::{Matrix, Place, open, people, ruled, seen, signed_in},
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, OrganizationId, ProblemCode, Role,
    invitations::{
        InvitationState, Invite, InvitedOutcome, ListInvitations, MailState, NewInvitations,
        ResendInvitation, RevokeInvitation,
    },
    organizations::Organization,
};
use hq_server::db::entity::{audit_log, invitation, outbox};
use sea_orm::EntityTrait as _;
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/invitations", "members invite", 200)
        .naming(&[(Place::Query, "q")]),
    people(ruled("POST /api/v1/organizations/{org}/invitations", "members invite", 201))
        .body(|_| json!({"emails": ["another@nowhere.example"], "role": "user", "rules": []}))
        .naming(&[(Place::BulkList, "/emails/0")]),
    people(ruled("POST /api/v1/organizations/{org}/invitations/{id}/resend", "members invite", 200)),
    people(ruled("POST /api/v1/organizations/{org}/invitations/{id}/link", "members invite", 201)),
    ruled("GET /api/v1/organizations/{org}/invitations/{id}", "members invite", 200),
    ruled("DELETE /api/v1/organizations/{org}/invitations/{id}", "members invite", 204),
    // With a link that nobody sent.
    seen("GET /api/v1/invitations/{token}", 404),
    signed_in("POST /api/v1/invitations/{token}/accept", 404),
    seen("POST /api/v1/invitations/{token}/decline", 404),
    seen("POST /api/v1/invitations/{token}/report", 404),
    open("POST /api/v1/invitations/{token}/renewal", 404),
    open("POST /api/v1/invitations/{token}/account", 404)
        .body(|_| json!({"full_name": "New", "password": PASSWORD})),
    signed_in("GET /api/v1/me/invitations", 200),
    // Somebody else's, for every caller.
    signed_in("POST /api/v1/me/invitations/{id}/accept", 404),
    signed_in("POST /api/v1/me/invitations/{id}/decline", 404),
]);

on_both!(
    each_address_has_its_own_result,
    an_entry_with_several_addresses_loses_none_of_them,
    the_mail_says_who_invites_where_and_with_which_words,
    a_hundred_at_once_and_no_more,
    the_list_tells_what_is_open,
    sending_again_begins_a_new_week,
    what_was_taken_back_leaves_the_list,
    a_day_has_a_limit_and_says_when_it_goes_on,
    a_retry_invites_once,
    users_cannot_invite,
    others_invitations_do_not_exist,
    closed_ones_are_forgotten_after_a_while,
);

fn list(org: OrganizationId) -> ListInvitations {
    ListInvitations { org, q: None, page_token: None }
}

fn to(organization: &Organization, emails: &[&str]) -> Invite {
    let emails = emails.iter().map(ToString::to_string).collect();
    Invite {
        org: organization.id,
        body: NewInvitations { emails, role: Role::User, note: None, rules: Vec::new() },
    }
}

async fn each_address_has_its_own_result(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "old@example.net", Role::User).await;
    let emails = [
        "Bob <bob@example.net>",
        "nobody",
        "ADA@example.org",
        "old@example.net",
        " BOB@Example.net ",
        "carl@example.net",
    ];
    let results = ada.call(&to(&acme, &emails)).await.unwrap().results;
    use InvitedOutcome as O;
    assert_eq!(
        results.iter().map(|result| result.outcome).collect::<Vec<_>>(),
        [O::Invited, O::NotAnAddress, O::AlreadyMember, O::SentAgain, O::Repeated, O::Invited]
    );
    assert_eq!(results.iter().map(|result| result.email.as_str()).collect::<Vec<_>>(), emails);
    let with: Vec<bool> = results.iter().map(|result| result.invitation.is_some()).collect();
    assert_eq!(with, [true, false, false, true, false, true]);
    assert_eq!(ada.call(&list(acme.id)).await.unwrap().total, 3);
}

async fn an_entry_with_several_addresses_loses_none_of_them(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let emails = [
        "Anna <a@example.net> Bert <b@example.net>",
        "a@example.net, b@example.net",
        "'+o@example.net",
        "Doe, Jo <jo@example.net>",
    ];
    let results = ada.call(&to(&acme, &emails)).await.unwrap().results;
    use InvitedOutcome as O;
    assert_eq!(
        results.iter().map(|result| result.outcome).collect::<Vec<_>>(),
        [O::NotAnAddress, O::NotAnAddress, O::Invited, O::Invited]
    );
    assert!(hq.newest_mail("'+o@example.net").await.is_some(), "as it was sent: it is no table");
}

async fn the_mail_says_who_invites_where_and_with_which_words(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme & Söhne").await;
    let note = Some("Come in,\nit is warm <here>.".parse().unwrap());
    let body =
        NewInvitations { emails: vec!["bob@example.net".into()], role: Role::Admin, note, rules: Vec::new() };
    ada.call(&Invite { org: acme.id, body }).await.unwrap();
    let mail = hq.newest_mail("bob@example.net").await.unwrap();
    assert_eq!(mail.subject, "Join the organization Acme & Söhne");
    assert!(mail.text_body.contains("Ada Lovelace invited you to join the organization Acme & Söhne"));
    assert!(
        mail.text_body.contains("it is warm <here>.") && mail.html_body.contains("it is warm &lt;here&gt;.")
    );
    assert!(mail.text_body.contains(&format!("http://{}/join/", hq.address)), "{}", mail.text_body);
    assert!(mail.text_body.starts_with("Hello,\n"), "nobody's name is known yet: {}", mail.text_body);

    // Somebody with an account reads their own language and name.
    let carla = hq.person("carla@example.net").await;
    let reply = carla
        .send(carla.request("PATCH", "/me").header("if-match", "*").json(&json!({"language": "fr"})))
        .await;
    assert_eq!(reply.status, 200);
    ada.invite(&acme, "carla@example.net", Role::User).await;
    let mail = hq.newest_mail("carla@example.net").await.unwrap();
    assert_eq!(
        (mail.language.as_str(), mail.subject.as_str()),
        ("fr", "Rejoignez l’organisation Acme & Söhne")
    );
    assert!(mail.text_body.contains("Ada"), "{}", mail.text_body);
}

async fn a_hundred_at_once_and_no_more(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let emails: Vec<String> = (0..101).map(|number| format!("p{number}@example.net")).collect();
    let all = |count: usize| NewInvitations {
        emails: emails[..count].to_vec(),
        role: Role::User,
        note: None,
        rules: Vec::new(),
    };
    let refused = ada.call(&Invite { org: acme.id, body: all(101) }).await.unwrap_err();
    assert_eq!((refused.code(), refused.field("/emails")), (ProblemCode::Invalid, Some(FieldCode::TooLong)));
    let refused = ada.call(&Invite { org: acme.id, body: all(0) }).await.unwrap_err();
    assert_eq!(refused.field("/emails"), Some(FieldCode::Required));
    let invited = ada.call(&Invite { org: acme.id, body: all(100) }).await.unwrap();
    assert!(invited.results.iter().all(|result| result.outcome == InvitedOutcome::Invited));
    // Every page once, none twice.
    let mut seen = std::collections::BTreeSet::new();
    let mut page_token = None;
    loop {
        let page = ada.call(&ListInvitations { page_token, ..list(acme.id) }).await.unwrap();
        assert_eq!(page.total, 100);
        assert!(page.items.into_iter().all(|item| seen.insert(item.email.to_string())));
        page_token = page.next_page;
        if page_token.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 100);
    let found = ada.call(&ListInvitations { q: Some("P42@".into()), ..list(acme.id) }).await.unwrap();
    assert_eq!((found.total, found.items[0].email.as_str()), (1, "p42@example.net"));
}

async fn the_list_tells_what_is_open(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "bob@example.net", Role::Admin).await;
    let item = ada.call(&list(acme.id)).await.unwrap().items.remove(0);
    assert_eq!(
        (item.state, item.role, item.mail, item.inviter.unwrap().name()),
        (InvitationState::Pending, Role::Admin, MailState::Sent, "Ada Lovelace")
    );
    assert_eq!(item.renewal_asked_at, None);
    hq.advance(time::Duration::days(7));
    let item = ada.call(&list(acme.id)).await.unwrap().items.remove(0);
    assert_eq!(item.state, InvitationState::Expired, "it stays listed");
}

async fn sending_again_begins_a_new_week(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let id = ada.invite(&acme, "bob@example.net", Role::User).await.invitation.unwrap();
    let first = hq.newest_mail("bob@example.net").await.unwrap();
    hq.advance(time::Duration::days(8));
    let again = ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
    assert_eq!((again.id, again.state), (id, InvitationState::Pending));
    let second = hq.newest_mail("bob@example.net").await.unwrap();
    assert_ne!(first.message_id, second.message_id, "another generation is another mail");
    assert_ne!(first.text_body, second.text_body, "with another link");
    let row = invitation::Entity::find_by_id(id).one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!((row.generation, row.mail_id), (2, second.id));
}

async fn what_was_taken_back_leaves_the_list(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let id = ada.invite(&acme, "bob@example.net", Role::User).await.invitation.unwrap();
    ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
    assert_eq!(ada.call(&list(acme.id)).await.unwrap().total, 0);
    let twice = ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap_err();
    assert_eq!(twice.code(), ProblemCode::AlreadyAnswered);
    let again = ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::AlreadyAnswered);
    // Inviting the address again is a new offer.
    let invited = ada.invite(&acme, "bob@example.net", Role::User).await;
    assert_eq!((invited.outcome, invited.invitation), (InvitedOutcome::Invited, Some(id)));
}

async fn a_day_has_a_limit_and_says_when_it_goes_on(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    for hundred in 0..5 {
        let emails =
            (0..if hundred == 4 { 90 } else { 100 }).map(|n| format!("p{hundred}-{n}@example.net")).collect();
        ada.call(&Invite {
            org: acme.id,
            body: NewInvitations { emails, role: Role::User, note: None, rules: Vec::new() },
        })
        .await
        .unwrap();
    }
    let many: Vec<String> = (0..11).map(|number| format!("more{number}@example.net")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = ada.call(&to(&acme, &many)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=24 * 3600 + 1).contains(&wait), "{wait}");
    let mails = outbox::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(!mails.iter().any(|mail| mail.recipient.starts_with("more")), "refused as a whole");
    // What was refused used nothing up.
    ada.call(&to(&acme, &many[..10])).await.unwrap();
    hq.advance(time::Duration::seconds(wait));
    ada.call(&to(&acme, &many)).await.unwrap();
}

async fn a_retry_invites_once(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let invite = to(&acme, &["bob@example.net"]);
    let send = || ada.send(ada.prepare(&invite).header("idempotency-key", "one"));
    let (first, second) = (send().await, send().await);
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    let mails = outbox::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(mails.iter().filter(|mail| mail.recipient == "bob@example.net").count(), 1);
    let lines = audit_log::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "invitations.invite").count(), 1);
}

async fn users_cannot_invite(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let refused = bob.call(&to(&acme, &["carl@example.net"])).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    assert_eq!(bob.call(&list(acme.id)).await.unwrap_err().code(), ProblemCode::Forbidden);
}

async fn others_invitations_do_not_exist(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let id = ada.invite(&acme, "bob@example.net", Role::User).await.invitation.unwrap();
    let olga = hq.person("olga@example.com").await;
    let globex = olga.create("Globex").await;
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    for (method, suffix) in [("DELETE", ""), ("POST", "/resend"), ("POST", "/link")] {
        let send = async |id: &str| {
            olga.send(olga.request(method, &format!("/organizations/{}/invitations/{id}{suffix}", globex.id)))
                .await
        };
        let (foreign, absent) = (send(&id.to_string()).await, send(unknown).await);
        assert_eq!(foreign.status, 404, "{method} {suffix}");
        assert_eq!(foreign.anonymous(), absent.anonymous());
    }
}

async fn closed_ones_are_forgotten_after_a_while(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "open@example.net", Role::User).await;
    let id = ada.invite(&acme, "back@example.net", Role::User).await.invitation.unwrap();
    ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
    for (days, left) in [(89, 2), (2, 1)] {
        hq.advance(time::Duration::days(days));
        hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
        let rows = invitation::Entity::find().all(hq.app.db().read()).await.unwrap();
        let links =
            hq_server::db::entity::invitation_link::Entity::find().all(hq.app.db().read()).await.unwrap();
        assert_eq!((rows.len(), links.len()), (left, left));
    }
}
