//! The members as CSV.

use crate::{on_both, support::Hq};
use hq_contract::Role;

on_both!(the_table_has_a_line_for_every_member, only_who_may_read_details_gets_it);

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
    assert_eq!(lines[0], "name,email,role,mfa,rules,joined_at,last_active_at");
    assert!(
        lines[1].starts_with("\"'=SUM(A1), \"\"Bob\"\"\",bob@example.net,user,false,1,20"),
        "{}",
        lines[1]
    );
    assert!(lines[2].starts_with("Ada Lovelace,ada@acme.example,admin,false,0,20"), "{}", lines[2]);
    let admins = ada.get(&format!("/organizations/{}/members.csv?role=admin&q=ada", acme.id)).await;
    assert_eq!(admins.body.lines().count(), 2);
    let secured = ada.get(&format!("/organizations/{}/members.csv?mfa=true", acme.id)).await;
    assert_eq!(secured.body.lines().count(), 1, "nobody has it: {}", secured.body);
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
