use hq_e2e::{Server, journey};

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

#[test]
fn the_first_member_stands_above_the_fold_and_pages_are_turned() {
    journey("members_pages", async |hq| {
        hq.server = Server::start_with(&["--demo", "--demo-members", "120"]).await;
        let browser = &mut hq.browser;
        browser.go_to(&hq.server.url());
        browser.open("/sign-in").await;
        browser.fill("Work email", "ada@acme.example").await;
        browser.fill("Password", "quiet river at noon").await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Acme Robotics").await;
        for (width, height) in [(1280, 800), (360, 740)] {
            browser.size(width, height).await;
            browser.open("/organizations/acme-robotics/members").await;
            browser.see_text("1–50 of 122").await;
            let script = "const row = document.querySelector('tbody tr').getBoundingClientRect();
                          return [row.bottom, row.height]";
            let place = browser.run(script, vec![]).await;
            let (bottom, row) = (place[0].as_f64().unwrap(), place[1].as_f64().unwrap());
            assert!(bottom <= f64::from(height), "{width} px: the first row ends at {bottom}");
            assert!(width < 640 || row <= 53.0, "a row is {row} px high");
        }
        browser.press("link", "Next page").await;
        browser.see_text("51–100 of 122").await;
        browser.press("link", "Page 3").await;
        browser.see_text("101–122 of 122").await;
        browser.back().await;
        browser.see_text("51–100 of 122").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
