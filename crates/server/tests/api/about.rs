use crate::{
    access_matrix::{Matrix, open},
    on_both,
    support::Hq,
};
use hq_contract::about::GetAbout;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[open("GET /api/v1/about", 200)]);

on_both!(a_server_without_smtp_tells_its_own_machine_where_mails_are);

async fn a_server_without_smtp_tells_its_own_machine_where_mails_are(hq: Hq) {
    let near = hq.browser().call(&GetAbout).await.unwrap();
    assert_eq!(near.mailbox.unwrap().as_str(), "/mailbox");

    let browser = hq.browser();
    let through_a_proxy = browser.request("GET", "/about").header("x-forwarded-for", "203.0.113.9");
    assert_eq!(browser.send(through_a_proxy).await.json()["mailbox"], serde_json::Value::Null);
}
