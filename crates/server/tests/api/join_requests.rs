use crate::{
    access_matrix::{Kind, Matrix, Place, ruled, signed_in},
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    OrganizationId, ProblemCode, Role,
    authentication::{AuthenticationPatch, GetAuthentication, JoinRequestsPatch, UpdateAuthentication},
    invitations::AcceptInvitation,
    join_requests::{
        ApproveJoinRequest, AskToJoin, DenyJoinRequest, GetJoinRequest, ListJoinRequests, ListMyJoinRequests,
        ListMySuggestions, MyJoinRequest, NewJoinRequest, ReopenJoinRequest, WithdrawJoinRequest,
    },
    me::ListMyOrganizations,
    organizations::{GetOrganization, Organization},
};
use hq_server::{db::entity::audit_log, mail::outbox};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/suggestions", 200),
    signed_in("GET /api/v1/me/join-requests", 200),
    ruled("GET /api/v1/organizations/{org}/join-requests", "members approve", 200),
    // For addresses of the victim's domain; members have no need to.
    signed_in("POST /api/v1/organizations/{org}/join-requests", 409)
        .but(Kind::WithoutOrganization, 404)
        .but(Kind::Invited, 404)
        .but(Kind::AdminOfAnother, 404)
        .but(Kind::Requested, 201)
        .but(Kind::Removed, 201)
        .naming(&[(Place::Body, "/instead_of")]),
    // Somebody else's, for every caller.
    signed_in("DELETE /api/v1/organizations/{org}/join-requests/{id}", 404),
    ruled("GET /api/v1/organizations/{org}/join-requests/{id}", "members approve", 200),
    ruled("GET /api/v1/organizations/{org}/join-requests/{id}/picture", "members approve", 200),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/approve", "members approve", 204),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/deny", "members approve", 204),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/reopen", "members approve", 204),
])
.about(|things, _| things.request.0);

on_both!(
    colleagues_see_the_organization_and_nothing_more,
    public_mail_services_make_nobody_colleagues,
    the_admins_are_told_and_approve,
    a_denied_request_looks_as_if_it_waited,
    a_denial_is_taken_back_while_nothing_else_was_decided,
    a_denial_of_what_was_withdrawn_stays,
    a_request_is_withdrawn_by_its_sender_alone,
    who_may_not_ask_finds_nothing,
    a_request_is_answered_once,
    a_request_is_read_by_who_may_answer_it_while_it_waits,
    an_invitation_takes_the_place_of_a_suggestion,
    an_empty_duplicate_becomes_a_request,
    a_duplicate_in_use_stays,
    what_is_given_up_tells_nothing_of_others,
    a_full_plan_lets_nobody_in,
);

async fn start(hq: &Hq) -> (Browser, Organization, Browser) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    (ada, acme, hq.person("bob@ACME.example").await)
}

async fn ask(browser: &Browser, org: OrganizationId) -> Result<MyJoinRequest, ProblemCode> {
    let body = NewJoinRequest { note: Some("Hello, it is me".parse().unwrap()), instead_of: None };
    browser.call(&AskToJoin { org, body }).await.map_err(|refused| refused.code())
}

async fn waiting(browser: &Browser, org: OrganizationId) -> Vec<hq_contract::join_requests::JoinRequest> {
    browser.call(&ListJoinRequests { org, page_token: None }).await.unwrap().items
}

async fn mails_to(hq: &Hq, email: &str, subject: &str) -> usize {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    mails.iter().filter(|mail| mail.recipient == email && mail.subject.contains(subject)).count()
}

async fn colleagues_see_the_organization_and_nothing_more(hq: Hq) {
    let (_, acme, bob) = start(&hq).await;
    let reply = bob.get("/me/suggestions").await;
    let item = &reply.json()["items"][0];
    assert_eq!(item["organization"]["id"], acme.id.to_string());
    let keys: Vec<&String> = item.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["colour", "join_request", "organization"]);
    let session = bob.session().await;
    assert_eq!(session.suggestions.items[0].organization.name.as_str(), "Acme");
    // Neither a subdomain nor a domain that ends alike is the same.
    for other in ["x@mail.acme.example", "x@notacme.example", "x@acme.example.net"] {
        let other = hq.person(other).await;
        assert_eq!(other.call(&ListMySuggestions).await.unwrap().total, 0);
    }
}

async fn public_mail_services_make_nobody_colleagues(hq: Hq) {
    let ada = hq.person("ada@gmail.com").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person("bob@gmail.com").await;
    assert_eq!(bob.call(&ListMySuggestions).await.unwrap().total, 0);
    assert_eq!(ask(&bob, acme.id).await, Err(ProblemCode::NotFound));
    let decisions = ada.call(&GetAuthentication { org: acme.id }).await.unwrap();
    assert!(decisions.join_requests.domains.is_empty() && decisions.join_requests.available.is_empty());
}

async fn the_admins_are_told_and_approve(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let second = hq.joined(&ada, &acme, "second@acme.example", Role::Admin).await;
    hq.joined(&ada, &acme, "user@acme.example", Role::User).await;
    let request = ask(&bob, acme.id).await.unwrap();
    assert_eq!(ask(&bob, acme.id).await.unwrap().id, request.id, "asking again changes nothing");
    for (email, count) in [("ada@acme.example", 1), ("second@acme.example", 1), ("user@acme.example", 0)] {
        assert_eq!(mails_to(&hq, email, "wants to join Acme").await, count, "{email}");
    }
    let seen = waiting(&second, acme.id).await;
    assert_eq!(
        (seen[0].email.as_str(), seen[0].note.as_ref().unwrap().as_str()),
        ("bob@ACME.example", "Hello, it is me")
    );
    ada.call(&ApproveJoinRequest { org: acme.id, id: request.id }).await.unwrap();
    assert_eq!(mails_to(&hq, "bob@ACME.example", "Welcome to Acme").await, 1);
    let read = bob.call(&GetOrganization(acme.slug.to_string())).await.unwrap();
    assert_eq!(read.role, Role::User);
    assert!(waiting(&ada, acme.id).await.is_empty());
    assert_eq!(bob.call(&ListMyJoinRequests::default()).await.unwrap().total, 0);
    assert_eq!(bob.call(&ListMySuggestions).await.unwrap().total, 0);
}

async fn a_denied_request_looks_as_if_it_waited(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let request = ask(&bob, acme.id).await.unwrap();
    let before = (bob.get("/me/join-requests").await.body, bob.get("/me/suggestions").await.body);
    ada.call(&DenyJoinRequest { org: acme.id, id: request.id }).await.unwrap();
    assert_eq!(before, (bob.get("/me/join-requests").await.body, bob.get("/me/suggestions").await.body));
    assert!(waiting(&ada, acme.id).await.is_empty());
    // Asking once more, or withdrawing and asking, tells nobody anything.
    ask(&bob, acme.id).await.unwrap();
    bob.call(&WithdrawJoinRequest { org: acme.id, id: request.id }).await.unwrap();
    assert_eq!(bob.call(&ListMyJoinRequests::default()).await.unwrap().total, 0);
    ask(&bob, acme.id).await.unwrap();
    assert_eq!(mails_to(&hq, "ada@acme.example", "wants to join").await, 1);
    assert!(waiting(&ada, acme.id).await.is_empty());
    hq.advance(time::Duration::days(30));
    let (bob, _) = hq.sign_in("bob@acme.example").await;
    assert_eq!(bob.call(&ListMySuggestions).await.unwrap().items[0].join_request, None);
    ask(&bob, acme.id).await.unwrap();
    assert_eq!(mails_to(&hq, "ada@acme.example", "wants to join").await, 2);
}

async fn a_denial_is_taken_back_while_nothing_else_was_decided(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let id = ask(&bob, acme.id).await.unwrap().id;
    ada.call(&DenyJoinRequest { org: acme.id, id }).await.unwrap();
    let reopen = ReopenJoinRequest { org: acme.id, id };
    ada.call(&reopen).await.unwrap();
    assert_eq!(waiting(&ada, acme.id).await.len(), 1);
    ada.call(&ReopenJoinRequest { org: acme.id, id }).await.unwrap();
    assert_eq!(waiting(&ada, acme.id).await.len(), 1, "as it was already");
    // A month later nothing is left of the denial.
    hq.advance(time::Duration::days(31));
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let (bob, _) = hq.sign_in("bob@acme.example").await;
    assert!(bob.call(&ListMySuggestions).await.unwrap().items[0].join_request.is_some(), "it still waits");
    assert_eq!(bob.call(&reopen).await.unwrap_err().code(), ProblemCode::NotFound);
    ada.call(&ApproveJoinRequest { org: acme.id, id }).await.unwrap();
    assert_eq!(ada.call(&reopen).await.unwrap_err().code(), ProblemCode::AlreadyAnswered);
    assert!(waiting(&ada, acme.id).await.is_empty());
}

async fn a_denial_of_what_was_withdrawn_stays(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let id = ask(&bob, acme.id).await.unwrap().id;
    ada.call(&DenyJoinRequest { org: acme.id, id }).await.unwrap();
    bob.call(&WithdrawJoinRequest { org: acme.id, id }).await.unwrap();
    let refused = ada.call(&ReopenJoinRequest { org: acme.id, id }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::AlreadyAnswered);
    assert!(waiting(&ada, acme.id).await.is_empty());
}

async fn a_request_is_withdrawn_by_its_sender_alone(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let id = ask(&bob, acme.id).await.unwrap().id;
    let carl = hq.person("carl@acme.example").await;
    for other in [&ada, &carl] {
        let refused = other.call(&WithdrawJoinRequest { org: acme.id, id }).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotFound);
    }
    bob.call(&WithdrawJoinRequest { org: acme.id, id }).await.unwrap();
    assert!(waiting(&ada, acme.id).await.is_empty());
    let late = ada.call(&ApproveJoinRequest { org: acme.id, id }).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::AlreadyAnswered);
}

async fn who_may_not_ask_finds_nothing(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let stranger = hq.person("olga@globex.example").await;
    let unknown = OrganizationId("01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap());
    assert_eq!(ask(&stranger, acme.id).await, Err(ProblemCode::NotFound));
    assert_eq!(ask(&stranger, unknown).await, Err(ProblemCode::NotFound));
    assert_eq!(ask(&ada, acme.id).await, Err(ProblemCode::AlreadyMember));
    // Switched off, it does not exist for colleagues either.
    hq.give_plan(acme.id, hq_contract::plan::Plan::Premium).await;
    let (_, version) = ada.call_versioned(&GetAuthentication { org: acme.id }).await.unwrap();
    let off = JoinRequestsPatch { enabled: Some(false), domains: None };
    let patch = AuthenticationPatch { force_mfa: None, join_requests: Some(off) };
    ada.call(&UpdateAuthentication { org: acme.id, version, patch }).await.unwrap();
    assert_eq!(bob.call(&ListMySuggestions).await.unwrap().total, 0);
    assert_eq!(ask(&bob, acme.id).await, Err(ProblemCode::NotFound));
}

async fn a_request_is_answered_once(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let id = ask(&bob, acme.id).await.unwrap().id;
    let approve = ApproveJoinRequest { org: acme.id, id };
    let deny = DenyJoinRequest { org: acme.id, id };
    let (approved, denied) = tokio::join!(ada.call(&approve), ada.call(&deny));
    assert_ne!(approved.is_ok(), denied.is_ok());
    let refused = approved.as_ref().err().or(denied.as_ref().err()).unwrap();
    assert_eq!(refused.code(), ProblemCode::AlreadyAnswered);
    let member = bob.call(&GetOrganization(acme.slug.to_string())).await.is_ok();
    assert_eq!(member, approved.is_ok());
}

async fn a_request_is_read_by_who_may_answer_it_while_it_waits(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let org = acme.id;
    let id = ask(&bob, org).await.unwrap().id;
    let listed = waiting(&ada, org).await;
    assert_eq!(ada.call(&GetJoinRequest { org, id }).await.unwrap(), listed[0]);
    let code = async |browser: &Browser| browser.call(&GetJoinRequest { org, id }).await.unwrap_err().code();
    assert_eq!(code(&bob).await, ProblemCode::NotFound);
    ada.call(&ApproveJoinRequest { org, id }).await.unwrap();
    assert_eq!(code(&ada).await, ProblemCode::NotFound);
}

async fn an_invitation_takes_the_place_of_a_suggestion(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    ask(&bob, acme.id).await.unwrap();
    ada.invite(&acme, "bob@acme.example", Role::User).await;
    let session = bob.session().await;
    assert_eq!((session.invitations.total, session.suggestions.total), (1, 0));
    let token = hq.token_from_mail("bob@acme.example", "/join/").await;
    bob.call(&AcceptInvitation { token }).await.unwrap();
    assert!(waiting(&ada, acme.id).await.is_empty(), "who joined no longer asks");
}

async fn an_empty_duplicate_becomes_a_request(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let twin = bob.create("Acme too").await;
    bob.invite(&twin, "someone@example.net", Role::User).await;
    let body = NewJoinRequest { note: None, instead_of: Some(twin.id) };
    bob.call(&AskToJoin { org: acme.id, body }).await.unwrap();
    assert_eq!(waiting(&ada, acme.id).await.len(), 1);
    assert_eq!(bob.call(&ListMyOrganizations::default()).await.unwrap().total, 0);
    assert_eq!(bob.get(&format!("/organizations/{}", twin.slug)).await.status, 404);
    let deleted = audit_log::Entity::find().filter(audit_log::Column::Action.eq("organizations.delete"));
    assert_eq!(deleted.all(hq.app.db().read()).await.unwrap().len(), 1);
    let again = ada.create("Acme too").await;
    assert_ne!(again.slug, twin.slug, "its links lead to nobody else");
}

async fn a_duplicate_in_use_stays(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let twin = bob.create("Acme too").await;
    hq.joined(&bob, &twin, "carl@acme.example", Role::User).await;
    let instead = |own| NewJoinRequest { note: None, instead_of: Some(own) };
    let refused = bob.call(&AskToJoin { org: acme.id, body: instead(twin.id) }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::OrganizationInUse);
    assert!(waiting(&ada, acme.id).await.is_empty(), "nothing of it happened");
    // Nobody gives up what is not theirs.
    let dora = hq.person("dora@acme.example").await;
    let refused = dora.call(&AskToJoin { org: acme.id, body: instead(twin.id) }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NotFound);
    bob.call(&GetOrganization(twin.slug.to_string())).await.unwrap();
}

async fn what_is_given_up_tells_nothing_of_others(hq: Hq) {
    let (ada, acme, bob) = start(&hq).await;
    let foreign = bob.create("Bob's").await;
    let unknown = OrganizationId("01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap());
    for own in [foreign.id, unknown] {
        // A member is refused for this as well, which must not come first for one of the two.
        let body = NewJoinRequest { note: None, instead_of: Some(own) };
        let refused = ada.call(&AskToJoin { org: acme.id, body }).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotFound);
    }
}

async fn a_full_plan_lets_nobody_in(hq: Hq) {
    use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};
    let (ada, acme, bob) = start(&hq).await;
    let id = ask(&bob, acme.id).await.unwrap().id;
    let row = hq_server::db::entity::organization::ActiveModel {
        id: Set(acme.id),
        seats: Set(Some(1)),
        ..Default::default()
    };
    row.update(hq.app.db().write()).await.unwrap();
    let refused = ada.call(&ApproveJoinRequest { org: acme.id, id }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::SeatsFull);
    assert_eq!(waiting(&ada, acme.id).await.len(), 1, "it goes on waiting");
}
