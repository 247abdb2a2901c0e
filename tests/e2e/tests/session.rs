use hq_e2e::journey;

#[test]
fn a_deep_link_asks_for_sign_in_and_returns() {
    journey("deep_link", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;

        browser.open("/organizations/acme/settings").await;
        browser.see("heading", "Sign in").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "not the right one").await;
        browser.press("button", "Sign in").await;
        browser.see_text("Wrong email or password.").await;
        assert_eq!(browser.value("Work email").await, "ada@example.org");
        browser.sign_in("ada@example.org").await;
        browser.see_path("/organizations/acme/settings").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn an_expired_session_is_renewed_over_the_form() {
    journey("expired", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/new").await;
        browser.fill("Name", "Typed before it ended").await;
        // The slug is asked about while typing: after the session has ended, that would be what finds it out.
        browser.see_text("is available.").await;
        browser.driver().delete_all_cookies().await.unwrap();
        browser.press("button", "Done").await;
        browser.see("dialog", "Sign in to continue").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Sign in").await;
        // The request that was refused is sent again by itself.
        browser.see("heading", "Typed before it ended").await;
        browser.see_path("/organizations/typed-before-it-ended").await;
    });
}

#[test]
fn signing_out_in_one_tab_reaches_the_other() {
    journey("sign_out_tabs", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        let first = browser.driver().window().await.unwrap();
        let other = browser.driver().new_tab().await.unwrap();
        browser.driver().switch_to_window(other).await.unwrap();
        browser.open("/organizations/acme").await;
        browser.press("button", "Menu of Ada Lovelace").await;
        browser.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;
        browser.driver().switch_to_window(first).await.unwrap();
        browser.see("heading", "Sign in").await;
    });
}
