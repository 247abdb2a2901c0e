use hq_e2e::journey;

const EMAIL: &str = "ada@example.org";
const PASSWORD: &str = "a long and quiet evening";
const NEW: &str = "quite another evening";

#[test]
fn two_step_sign_in_that_somebody_switched_off_comes_back_with_the_mail() {
    journey("account_alert", async |hq| {
        hq.sign_up("Ada Lovelace", EMAIL).await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        browser.open("/account/security").await;
        let codes = hq.set_up_mfa(PASSWORD).await;
        browser.press("button", "Turn off").await;
        browser.fill("Your password", PASSWORD).await;
        browser.press("button", "Use a recovery code instead").await;
        browser.fill("Recovery code", &codes[0]).await;
        browser.press("button", "Turn off").await;
        browser.see_text("Two-step sign-in is off.").await;

        hq.follow_mail(EMAIL).await;
        browser.see("heading", "Secure your account").await;
        browser.see_text("Two-step sign-in was turned off for your account.").await;
        browser.fill("New password", NEW).await;
        browser.press("button", "Secure account").await;
        browser.see("heading", "Sign in").await;
        browser.fill("Work email", EMAIL).await;
        browser.fill("Password", NEW).await;
        browser.press("button", "Sign in").await;
        browser.press("button", "Use a recovery code instead").await;
        browser.fill("Recovery code", &codes[1]).await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Welcome, Ada!").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
