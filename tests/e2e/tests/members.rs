use hq_e2e::journey;

const BOB: &str = "bob@example.net";

#[test]
fn an_admin_sees_who_belongs_and_changes_it() {
    journey("members", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        hq.sign_out("Ada Lovelace").await;
        hq.sign_up("Bob Noyce", BOB).await;
        let browser = &hq.browser;
        browser.press("button", "Join…").await;
        browser.see_path("/organizations/acme").await;

        // A user sees names; nothing is offered that they may not do.
        browser.open("/organizations/acme/members").await;
        browser.see_text("Ada Lovelace").await;
        assert!(!browser.has("button", "Invite people").await);
        assert!(!browser.text().await.contains("ada@example.org"));
        hq.sign_out("Bob Noyce").await;

        browser.sign_in("ada@example.org").await;
        browser.see("heading", "Acme").await;
        browser.open("/organizations/acme/members").await;
        browser.see_text(BOB).await;
        // The last admin cannot leave, and learns what to do.
        browser.press("button", "Actions for Ada Lovelace").await;
        browser.press("menuitem", "Leave organization").await;
        browser.press("button", "Leave Acme").await;
        browser.see_text("Make someone else admin first.").await;
    });
}
