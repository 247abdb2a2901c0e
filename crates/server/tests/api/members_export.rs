//! The members as CSV.

use crate::{on_both, support::Hq};
use hq_contract::{
    Role,
    invitations::{Invite, InvitedOutcome, NewInvitations, Recipients},
};

on_both!(
    the_table_has_a_line_for_every_member,
    what_was_exported_can_be_invited_elsewhere,
    only_who_may_read_details_gets_it,
);

async fn the_table_has_a_line_for_every_member(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &["allow billing read all"]).await;
    let formula = serde_json::json!({"full_name": "=SUM(A1), \"Bob\""});
    let request = bob.request("PATCH", "/me").header("if-match", "*").json(&formula);
    assert_eq!(bob.send(request).await.status, 200);
    let reply = ada.get(&format!("/organizations/{}/members.csv?sort=joined", acme.slug)).await;
    assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(reply.header("content-disposition"), Some("attachment; filename=\"acme-members.csv\""));
    let lines: Vec<&str> = reply.body.split_terminator("\n").collect();
    assert_eq!(lines.len(), 3, "{}", reply.body);
    let names = "\"name\",\"email\",\"role\",\"mfa\",\"rules\",\"joined_at\",\"last_active_at\"";
    assert_eq!(lines[0], format!("\u{feff}{names}"));
    assert!(
        lines[1].starts_with("\"'=SUM(A1), \"\"Bob\"\"\",\"bob@example.net\",\"user\",\"false\",\"1\",\"20"),
        "{}",
        lines[1]
    );
    let ada_line = "\"Ada Lovelace\",\"ada@acme.example\",\"admin\",\"false\",\"0\",\"20";
    assert!(lines[2].starts_with(ada_line), "{}", lines[2]);
    let admins = ada.get(&format!("/organizations/{}/members.csv?role=admin&q=ada", acme.id)).await;
    assert_eq!(admins.body.lines().count(), 2);
    let secured = ada.get(&format!("/organizations/{}/members.csv?mfa=true", acme.id)).await;
    assert_eq!(secured.body.lines().count(), 1, "nobody has it: {}", secured.body);
}

/// What is pasted from the table into the field for invitations invites the same people, whatever their names do to
/// spreadsheets.
async fn what_was_exported_can_be_invited_elsewhere(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let addresses = ["+o@x.example", "-o@x.example", "=o@x.example", "'o@x.example", "o'neil@x.example"];
    let names = ["＝1+1", "−1 -2", "Doe, Jo; \"=2\"", "=HYPERLINK(\"x\")", "Jo;=1;"];
    let mut members = vec!["ada@acme.example"];
    for (address, name) in addresses.into_iter().zip(names) {
        let person = hq.joined(&ada, &acme, address, Role::User).await;
        let name = serde_json::json!({"full_name": name});
        let request = person.request("PATCH", "/me").header("if-match", "*").json(&name);
        assert_eq!(person.send(request).await.status, 200, "{address}");
        members.push(address);
    }
    let table = ada.get(&format!("/organizations/{}/members.csv", acme.slug)).await.body;
    for cell in ["\"'+o@x.example\"", "\"'＝1+1\"", "\"'=HYPERLINK(", "\"Jo;'=1;\""] {
        assert!(table.contains(cell), "{cell} in {table}");
    }
    let mut pasted: Vec<String> = Recipients::read(&table)
        .list
        .into_iter()
        .map(|one| one.email.expect("an address").to_string())
        .collect();
    pasted.sort();
    members.sort_unstable();
    assert_eq!(pasted, members);
    let globex = ada.create("Globex").await;
    let body = NewInvitations { emails: pasted, role: Role::User, note: None, rules: Vec::new() };
    let invited = ada.call(&Invite { org: globex.id, body }).await.unwrap();
    let known = invited.results.iter().filter(|one| one.outcome == InvitedOutcome::Invited).count();
    assert_eq!(known, members.len() - 1, "all but herself");
}

async fn only_who_may_read_details_gets_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let refused = bob.get(&format!("/organizations/{}/members.csv", acme.id)).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["permission"]),
        (403, &"read_member_details".into())
    );
    let carl = hq.user_with(&ada, &acme, "carl@example.net", &["allow members read all"]).await;
    assert_eq!(carl.get(&format!("/organizations/{}/members.csv", acme.id)).await.status, 200);
}
