use hq_e2e::journey;

#[test]
fn a_forgotten_password_is_replaced_by_mail() {
    journey("password_reset", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        browser.driver().delete_all_cookies().await.unwrap();
        browser.open("/sign-in").await;
        browser.press("link", "Forgot your password?").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.press("button", "Send link").await;
        browser.see("heading", "Check your email").await;
        let mailed = async || {
            browser.open("/mailbox").await;
            browser.text().await.contains("Choose a new password")
        };
        browser.until("the mail is there", mailed).await;
        hq.follow_mail("ada@example.org").await;
        browser.see("heading", "Choose a new password").await;
        browser.fill("New password", "quite another evening").await;
        browser.press("button", "Set password").await;
        browser.see_text("Password changed.").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "quite another evening").await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Welcome, Ada!").await;
    });
}
