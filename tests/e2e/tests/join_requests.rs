use hq_e2e::journey;

#[test]
fn a_colleague_asks_and_an_admin_lets_them_in() {
    journey("ask", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@acme.example").await;
        let browser = &hq.browser;
        browser.fill("Name", "Acme").await;
        browser.press("button", "Done").await;
        browser.see("heading", "Acme").await;
        hq.sign_out("Ada Lovelace").await;

        hq.sign_up("Bob Noyce", "bob@acme.example").await;
        browser.see("heading", "Your colleagues are on HQ").await;
        browser.press("button", "Ask to join…").await;
        browser.see("dialog", "Ask to join Acme").await;
        browser.fill("Message to the admins…", "It is me").await;
        browser.run("document.querySelector('dialog[open] button[type=submit]').click()", vec![]).await;
        browser.see_text("Request sent. The admins have been notified.").await;
        hq.sign_out("Bob Noyce").await;

        browser.sign_in("ada@acme.example").await;
        browser.see("heading", "Acme").await;
        browser.open("/organizations/acme/members").await;
        browser.press("link", "Requests 1 request to join").await;
        browser.see("heading", "Requests to join").await;
        browser.see_text("It is me").await;
        browser.press("button", "Deny…").await;
        browser.see("heading", "No requests to join").await;
        browser.press("button", "Undo").await;
        browser.see_text("It is me").await;
        browser.press("button", "Approve…").await;
        browser.see_text("Bob Noyce is now a member.").await;
        hq.sign_out("Ada Lovelace").await;

        browser.sign_in("bob@acme.example").await;
        browser.see_path("/organizations/acme").await;
    });
}

#[test]
fn a_duplicate_becomes_a_request() {
    journey("ask_instead", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@acme.example").await;
        let browser = &hq.browser;
        browser.fill("Name", "Acme").await;
        browser.press("button", "Done").await;
        browser.see("heading", "Acme").await;
        hq.sign_out("Ada Lovelace").await;

        hq.sign_up("Bob Noyce", "bob@acme.example").await;
        browser.see("heading", "Your colleagues are on HQ").await;
        browser.fill("Name", "Acme too").await;
        browser.press("button", "Done").await;
        browser.see("heading", "Acme too").await;
        browser.press("button", "Ask to join Acme").await;
        browser.press("button", "Ask to join and delete Acme too").await;
        browser.see_text("Request sent. The admins have been notified.").await;
        browser.open("/organizations/acme-too").await;
        browser.see("heading", "Page not found").await;
    });
}
