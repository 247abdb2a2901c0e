//! Addresses: one mailbox is one person, however it is spelled, and two mailboxes are two.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    ProblemCode, Role,
    accounts::SignUp,
    authentication::{AuthenticationPatch, GetAuthentication, JoinRequestsPatch, UpdateAuthentication},
    invitations::{
        AcceptInvitation, AcceptMyInvitation, Invite, InvitedOutcome, ListInvitations, ListMyInvitations,
        NewInvitations,
    },
    join_requests::ListMySuggestions,
    members::ListMembers,
    organizations::Organization,
    password_resets::{NewPasswordReset, RequestPasswordReset},
};
use serde_json::json;

on_both!(
    one_mailbox_is_one_account_in_every_spelling,
    limits_count_a_mailbox_and_not_its_spellings,
    an_invitation_reaches_its_mailbox_in_every_spelling,
    members_and_invitations_are_found_by_letters_and_by_the_dns,
    the_twin_of_a_domain_is_somebody_else,
    the_twin_of_a_name_is_somebody_else,
    colleagues_are_those_of_the_same_domain,
    what_shows_nothing_is_taken_off_or_refused_by_name,
    what_the_dns_cannot_have_is_no_address,
    composed_or_not_it_is_one_mailbox,
    the_limits_are_octets_of_the_mailed_form,
);

/// One mailbox; the last is decomposed, as a Mac may paste it.
const SPELLINGS: [&str; 4] =
    ["j@bücher.example", "J@BÜCHER.Example", "j@XN--BCHER-KVA.example", "j@bu\u{308}cher.example"];

async fn invite(browser: &Browser, acme: &Organization, emails: &[&str], role: Role) -> Vec<InvitedOutcome> {
    let emails = emails.iter().map(ToString::to_string).collect();
    let body = NewInvitations { emails, role, note: None, rules: Vec::new() };
    let invited = browser.call(&Invite { org: acme.id, body }).await.unwrap();
    invited.results.into_iter().map(|result| result.outcome).collect()
}

async fn one_mailbox_is_one_account_in_every_spelling(hq: Hq) {
    let person = hq.person(SPELLINGS[0]).await;
    assert_eq!(person.get("/me").await.json()["email"], SPELLINGS[0], "as it was typed");
    for spelling in SPELLINGS {
        hq.sign_in(spelling).await;
        hq.browser().call(&SignUp(Hq::new_account(spelling))).await.unwrap();
        let mail = hq.newest_mail(spelling).await.unwrap();
        assert!(!mail.text_body.contains("/verify/"), "there is an account: {}", mail.text_body);
        let email = spelling.parse().unwrap();
        hq.browser().call(&RequestPasswordReset(NewPasswordReset { email })).await.unwrap();
        hq.token_from_mail(SPELLINGS[0], "/reset-password/").await;
    }
}

async fn limits_count_a_mailbox_and_not_its_spellings(hq: Hq) {
    for spelling in [&SPELLINGS[..], &SPELLINGS[..1]].concat() {
        hq.browser().call(&SignUp(Hq::new_account(spelling))).await.unwrap();
    }
    let refused = hq.browser().call(&SignUp(Hq::new_account(SPELLINGS[3]))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
}

async fn an_invitation_reaches_its_mailbox_in_every_spelling(hq: Hq) {
    use InvitedOutcome as O;
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let outcomes = invite(&ada, &acme, &SPELLINGS, Role::User).await;
    assert_eq!(outcomes, [O::Invited, O::Repeated, O::Repeated, O::Repeated]);
    assert_eq!(invite(&ada, &acme, &SPELLINGS[2..3], Role::User).await, [O::SentAgain]);
    let j = hq.person(SPELLINGS[3]).await;
    let mine = j.call(&ListMyInvitations::default()).await.unwrap().items;
    assert_eq!(mine.len(), 1);
    j.call(&AcceptMyInvitation { id: mine[0].id }).await.unwrap();
    assert_eq!(invite(&ada, &acme, &SPELLINGS, Role::User).await[0], O::AlreadyMember);
}

async fn members_and_invitations_are_found_by_letters_and_by_the_dns(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.joined(&ada, &acme, SPELLINGS[2], Role::User).await;
    invite(&ada, &acme, &["i@bücher.example"], Role::User).await;
    for q in ["bücher", "BU\u{308}CHER.ex", "xn--bcher", "@bücher.example"] {
        let q = Some(q.to_owned());
        let list = ListMembers { q: q.clone(), ..ListMembers::of(acme.id) };
        assert_eq!(ada.call(&list).await.unwrap().total, 1, "{q:?}");
        let list = ListInvitations { org: acme.id, q: q.clone(), page_token: None };
        assert_eq!(ada.call(&list).await.unwrap().total, 1, "{q:?}");
    }
}

async fn the_twin_of_a_domain_is_somebody_else(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let chef = hq.person("chef@weiss.example").await;
    let kitchen = chef.create("Kitchen").await;
    // Another domain, of another owner, who reads its mail.
    let twin = hq.person("chef@weiß.example").await;
    assert_eq!(invite(&ada, &acme, &["chef@weiss.example"], Role::Admin).await, [InvitedOutcome::Invited]);
    assert_eq!(twin.call(&ListMyInvitations::default()).await.unwrap().total, 0);
    assert_eq!(chef.call(&ListMyInvitations::default()).await.unwrap().total, 1);
    let token = hq.token_from_mail("chef@weiss.example", "/join/").await;
    let refused = twin.call(&AcceptInvitation { token: token.clone() }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::WrongAccount);
    chef.call(&AcceptInvitation { token }).await.unwrap();

    let suggested = twin.call(&ListMySuggestions).await.unwrap().items;
    assert!(suggested.iter().all(|one| one.organization.id != kitchen.id), "no colleague");
    let email = "chef@weiß.example".parse().unwrap();
    hq.browser().call(&RequestPasswordReset(NewPasswordReset { email })).await.unwrap();
    let mail = hq.newest_mail("chef@weiss.example").await.unwrap();
    assert!(!mail.text_body.contains("/reset-password/"), "the twin's own mailbox has it");
}

async fn the_twin_of_a_name_is_somebody_else(hq: Hq) {
    hq.person("strasse@acme.example").await;
    for twin in ["straße@acme.example", "ｓtrasse@acme.example", "ſtrasse@acme.example"] {
        hq.person(twin).await;
        let (_, session) = hq.sign_in(twin).await;
        assert_eq!(session.user.email.as_str(), twin);
    }
    let (_, session) = hq.sign_in("STRASSE@acme.example").await;
    assert_eq!(session.user.email.as_str(), "strasse@acme.example");
}

async fn colleagues_are_those_of_the_same_domain(hq: Hq) {
    let ada = hq.person("ada@bücher.example").await;
    let acme = ada.create("Acme").await;
    for email in ["bob@XN--bcher-kva.example", "bo@bu\u{308}cher.example"] {
        let suggested = hq.person(email).await.call(&ListMySuggestions).await.unwrap().items;
        assert_eq!(suggested.iter().map(|one| one.organization.id).collect::<Vec<_>>(), [acme.id], "{email}");
    }
    // What is chosen may be spelled as one likes.
    let (_, version) = ada.call_versioned(&GetAuthentication { org: acme.id }).await.unwrap();
    let domains = Some(vec!["https://BÜCHER.example/".to_owned()]);
    let join_requests = Some(JoinRequestsPatch { enabled: None, domains });
    let patch = AuthenticationPatch { force_mfa: None, join_requests };
    let after = ada.call(&UpdateAuthentication { org: acme.id, version, patch }).await.unwrap();
    assert_eq!(after.join_requests.domains, ["xn--bcher-kva.example"]);
    assert_eq!(hq.person("be@bücher.example").await.call(&ListMySuggestions).await.unwrap().total, 1);
}

async fn what_shows_nothing_is_taken_off_or_refused_by_name(hq: Hq) {
    let account = |name: &str, email: &str| json!({"full_name": name, "email": email, "password": PASSWORD});
    for (number, hidden) in
        ["\u{200b}", "\u{3164}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{200f}"].iter().enumerate()
    {
        let clean = format!("ada{number}@example.org");
        let typed = account(&format!("{hidden}Ada{hidden}"), &format!("{hidden}{clean} {hidden}"));
        let reply = hq.browser().post("/accounts", &typed).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["email"]), (202, &json!(clean)), "{hidden:?}");
        for (name, email, field) in [
            ("Ada", format!("a{hidden}da@example.org"), "/email"),
            ("Ada", format!("ada@exa{hidden}mple.org"), "/email"),
            (&*format!("A{hidden}da"), clean, "/full_name"),
        ] {
            let reply = hq.browser().post("/accounts", &account(name, &email)).await;
            assert_eq!(reply.status, 422, "{hidden:?}");
            assert_eq!(reply.json()["fields"][field], "invisible_character", "{hidden:?}");
        }
    }
    let reply = hq.browser().post("/accounts", &account("\u{3164}\u{2800}", "ada@example.org")).await;
    assert_eq!(reply.json()["fields"]["/full_name"], "required");
    let reply = hq.browser().post("/accounts", &account("Zoë 👩\u{200d}💻", "zoe@example.org")).await;
    assert_eq!(reply.status, 202, "a joiner of emoji is seen");
}

async fn what_the_dns_cannot_have_is_no_address(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for email in ["ada@xn--a.example", "j@１.２.３.４", "j@0x7f.0x1", "j@x.0x1"] {
        for (path, body) in [
            ("/accounts", json!({"full_name": "Ada", "email": email, "password": PASSWORD})),
            ("/session", json!({"email": email, "password": PASSWORD})),
            ("/password-resets", json!({"email": email})),
        ] {
            let reply = hq.browser().post(path, &body).await;
            assert_eq!(reply.status, 422, "{path}");
            assert_eq!(reply.json()["fields"]["/email"], "not_an_address", "{path}");
        }
        assert_eq!(invite(&ada, &acme, &[email], Role::User).await, [InvitedOutcome::NotAnAddress]);
    }
    let claim = format!("/organizations/{}/domains", acme.id);
    for name in ["１.２.３.４", "x.0x1"] {
        let reply = ada.post(&claim, &json!({"name": name})).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["fields"]["/name"]), (422, &json!("not_a_domain")));
    }
}

async fn composed_or_not_it_is_one_mailbox(hq: Hq) {
    use InvitedOutcome as O;
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (composed, decomposed) = ("jörg@x.example", "jo\u{308}rg@x.example");
    assert_eq!(
        invite(&ada, &acme, &[composed, decomposed, "JÖRG@x.example"], Role::User).await,
        [O::Invited, O::Repeated, O::Invited],
        "capitals beyond ASCII are other letters"
    );
    let j = hq.person(decomposed).await;
    assert_eq!(j.get("/me").await.json()["email"], decomposed, "as it was typed");
    assert_eq!(j.call(&ListMyInvitations::default()).await.unwrap().total, 1);
    hq.sign_in(composed).await;
}

async fn the_limits_are_octets_of_the_mailed_form(hq: Hq) {
    let sign_up = async |email: &str| {
        let account = json!({"full_name": "Ada", "email": email, "password": PASSWORD});
        let reply = hq.browser().post("/accounts", &account).await;
        (reply.status.as_u16(), reply.json()["fields"]["/email"].clone())
    };
    assert_eq!(sign_up(&format!("{}@x.example", "ö".repeat(64))).await, (422, json!("too_long")));
    assert_eq!(sign_up(&format!("{}@x.example", "ö".repeat(32))).await.0, 202);
    assert_eq!(sign_up(&format!("{}@x.example", "o\u{308}".repeat(32))).await.0, 202);
    let labels = format!("{}.", "ü".repeat(40)).repeat(4);
    let long = format!("{}@{labels}example", "a".repeat(64));
    assert_eq!(sign_up(&long).await, (422, json!("too_long")), "longer in the DNS than typed");
}
