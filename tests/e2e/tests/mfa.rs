//! Two-step sign-in, and an organization that forces it.

use hq_e2e::journey;

const BOB: &str = "bob@example.net";
const PASSWORD: &str = "a long and quiet evening";

#[test]
fn who_is_invited_where_it_is_forced_sets_it_up_and_joins() {
    journey("mfa_join", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/account/security").await;
        hq.set_up_mfa(PASSWORD).await;
        browser.open("/organizations/acme/settings/authentication").await;
        browser.press("switch", "Force multi-factor authentication").await;
        browser.see_text("Two-step sign-in is now required.").await;
        hq.invite("acme", BOB).await;
        hq.sign_out("Ada Lovelace").await;

        // The password alone is no longer enough.
        browser.sign_in("ada@example.org").await;
        browser.see("textbox", "Code from your authenticator app").await;

        hq.follow_mail(BOB).await;
        browser.see("heading", "Create your account to join Acme").await;
        browser.fill("Full name", "Bob Noyce").await;
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Create account and join").await;
        browser.see("heading", "Acme requires two-step sign-in").await;
        browser.press("link", "Set up two-step sign-in").await;
        hq.set_up_mfa(PASSWORD).await;
        browser.press("button", "Join…").await;
        browser.see_path("/organizations/acme").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
