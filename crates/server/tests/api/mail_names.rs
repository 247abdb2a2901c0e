//! What people call themselves, and what they write, in mails to others.

use crate::{on_both, support::Hq};
use hq_contract::{
    Role,
    accounts::SignUp,
    invitations::{Invite, NewInvitations},
    join_requests::{AskToJoin, NewJoinRequest},
};
use hq_server::db::entity::outbox;

on_both!(
    what_people_typed_is_no_link_in_any_mail,
    the_inviter_can_be_reached_and_their_words_are_theirs,
    names_from_right_to_left_turn_no_mail_round,
);

fn parts(mail: &outbox::Model) -> [&str; 3] {
    [&mail.subject, &mail.text_body, &mail.html_body]
}

/// An invitation by somebody of that name to an organization of that name.
async fn invitation(hq: &Hq, name: &str, note: Option<&str>) -> outbox::Model {
    let ada = hq.person("ada@example.org").await;
    let change = ada.request("PATCH", "/me").header("if-match", "*");
    let renamed = ada.send(change.json(&serde_json::json!({"full_name": name}))).await;
    assert_eq!(renamed.status, 200, "{}", renamed.body);
    let acme = ada.create(name).await;
    let note = note.map(|note| note.parse().unwrap());
    let emails = vec!["bob@example.net".to_owned()];
    let body = NewInvitations { emails, role: Role::User, note, rules: Vec::new() };
    ada.call(&Invite { org: acme.id, body }).await.unwrap();
    hq.newest_mail("bob@example.net").await.unwrap()
}

async fn what_people_typed_is_no_link_in_any_mail(hq: Hq) {
    let name = "pay at https://e.example/1";
    let note = "First www.evil.com,\nthen evil\u{ff0e}com or me@evil.com";
    let mail = invitation(&hq, name, Some(note)).await;
    assert_eq!(mail.subject, "Join the organization pay at https: // e. example/1");
    for part in parts(&mail) {
        for link in ["e.example", "https://e", "evil.com", "evil\u{ff0e}com", "me@evil"] {
            assert!(!part.contains(link), "{link} in {part}");
        }
    }
    // Nor in one to an admin.
    let ada = hq.person("admin@acme.example").await;
    let acme = ada.create("ask evil.com").await;
    let mut account = Hq::new_account("eve@acme.example");
    account.full_name = "Eve www.evil.com".parse().unwrap();
    let eve = hq.browser();
    eve.call(&SignUp(account)).await.unwrap();
    let token = hq.token_from_mail("eve@acme.example", "/verify/").await;
    eve.call(&hq_contract::accounts::Verify(hq_contract::accounts::Verification {
        token,
        full_name: None,
        password: None,
    }))
    .await
    .unwrap();
    let body = NewJoinRequest { note: Some("http://evil.com".parse().unwrap()), instead_of: None };
    eve.call(&AskToJoin { org: acme.id, body }).await.unwrap();
    let mail = hq.newest_mail("admin@acme.example").await.unwrap();
    assert!(mail.text_body.contains("Eve www. evil. com (eve@acme.example) wants"), "{}", mail.text_body);
    assert!(parts(&mail).iter().all(|part| !part.contains("evil.com")), "{}", mail.text_body);
}

async fn the_inviter_can_be_reached_and_their_words_are_theirs(hq: Hq) {
    let note = "Come in!\n\nPress this:\nhttp://localhost/evil\n--\nHQ";
    let mail = invitation(&hq, "Ada Lovelace", Some(note)).await;
    assert!(mail.text_body.contains("You can reach them at ada@example.org."), "{}", mail.text_body);
    assert!(mail.html_body.contains("ada@example.org"), "{}", mail.html_body);
    let own =
        "Message from Ada Lovelace:\n> Come in!\n> \n> Press this:\n> http: // localhost/evil\n> --\n> HQ\n";
    assert!(mail.text_body.contains(own), "{}", mail.text_body);
    assert!(mail.html_body.contains("<blockquote"), "{}", mail.html_body);
}

async fn names_from_right_to_left_turn_no_mail_round(hq: Hq) {
    let name = "\u{627}\u{644}\u{639}\u{631}\u{628}\u{64a}\u{629} (1)";
    let mail = invitation(&hq, name, Some(name)).await;
    let isolated = format!("\u{2068}{name}\u{2069}");
    assert_eq!(mail.subject, format!("Join the organization {isolated}"));
    for part in &parts(&mail)[..2] {
        assert!(part.replace(&isolated, "").find('\u{627}').is_none(), "{part}");
    }
    assert!(mail.html_body.contains("<p dir=\"auto\""), "{}", mail.html_body);
    // What would turn more than itself is refused; at the ends it is taken off.
    let ada = hq.browser();
    let mut account = Hq::new_account("eve@example.org");
    account.email = "eve@example.org".parse().unwrap();
    let mut body = serde_json::to_value(&account).unwrap();
    body["full_name"] = serde_json::json!("Eve \u{202e}gnp.exe");
    assert_eq!(ada.post("/accounts", &body).await.status, 422);
}
