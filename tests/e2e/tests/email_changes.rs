use hq_e2e::journey;

const EMAIL: &str = "ada@example.org";
const NEW: &str = "countess@example.net";
const PASSWORD: &str = "a long and quiet evening";

#[test]
fn the_email_is_changed_by_the_link_of_a_mail_and_taken_back_by_another() {
    journey("email_change", async |hq| {
        hq.sign_up("Ada Lovelace", EMAIL).await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        browser.open("/account").await;
        browser.press("button", "Change email").await;
        browser.fill("New email", NEW).await;
        browser.fill("Your password", PASSWORD).await;
        browser.press("button", "Send link").await;
        browser.see("button", "Cancel change").await;
        browser.is_accessible("a change of the email that is under way").await;

        hq.follow_mail(NEW).await;
        browser.see("heading", "Change your email to countess@example.net").await;
        browser.is_accessible("the link that changes the email").await;
        browser.press("button", "Confirm change").await;
        browser.see("button", "Change email").await;
        browser.see_text("Your email is now countess@example.net.").await;
        hq.sign_out("Ada Lovelace").await;
        browser.fill("Work email", NEW).await;
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Welcome, Ada!").await;

        hq.follow_mail(EMAIL).await;
        browser.see("heading", "Secure your account").await;
        browser.see_text("You sign in with ada@example.org again.").await;
        browser.fill("New password", "quite another evening").await;
        browser.press("button", "Secure account").await;
        browser.see("heading", "Sign in").await;
        browser.fill("Work email", EMAIL).await;
        browser.fill("Password", "quite another evening").await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Welcome, Ada!").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
