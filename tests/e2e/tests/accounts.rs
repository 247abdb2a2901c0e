use hq_e2e::journey;

#[test]
fn somebody_signs_up_follows_the_mail_and_is_signed_in() {
    journey("sign_up", async |hq| {
        let browser = &hq.browser;
        browser.open("/").await;
        browser.press("link", "Create an account").await;
        browser.see("heading", "Create your account").await;
        browser.fill("Full name", "Ada Lovelace").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        browser.see_text("ada@example.org").await;

        hq.follow_mail("ada@example.org").await;
        browser.see("heading", "Confirm your address").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Welcome, Ada!").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_scanner_that_reads_the_link_confirms_nothing() {
    journey("sign_up_scanner", async |hq| {
        let browser = &hq.browser;
        browser.open("/sign-up").await;
        browser.fill("Full name", "Ada Lovelace").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        // Opened and read, several times, as a scanner with scripts would.
        for _ in 0..2 {
            hq.follow_mail("ada@example.org").await;
            browser.see("heading", "Confirm your address").await;
        }
        browser.open("/").await;
        browser.see("heading", "Sign in").await;
    });
}

#[test]
fn in_another_browser_the_password_is_chosen_anew() {
    journey("sign_up_elsewhere", async |hq| {
        let browser = &hq.browser;
        browser.open("/sign-up").await;
        browser.fill("Full name", "Somebody Else").await;
        browser.fill("Work email", "ada@example.org").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        browser.driver().delete_all_cookies().await.unwrap();

        hq.follow_mail("ada@example.org").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Choose your password").await;
        assert_eq!(browser.value("Full name").await, "Somebody Else");
        browser.fill("Full name", "Ada Lovelace").await;
        browser.fill("Password", "another quiet evening").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Welcome, Ada!").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn a_link_that_did_its_work_leads_to_sign_in() {
    journey("sign_up_used", async |hq| {
        hq.sign_up("Ada Lovelace", "ada@example.org").await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Ada!").await;
        hq.follow_mail("ada@example.org").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Address already confirmed").await;
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_nothing_is_lost() {
    journey("sign_up_errors", async |hq| {
        let browser = &hq.browser;
        browser.open("/sign-up").await;
        browser.fill("Full name", "Ada").await;
        browser.fill("Work email", "ada").await;
        browser.fill("Password", "password12").await;
        browser.press("button", "Create account").await;
        browser.see_text("Enter an email address such as ada@example.org.").await;
        browser.see_text("Too easy to guess.").await;
        assert_eq!(browser.value("Full name").await, "Ada");
        assert_eq!(browser.value("Password").await, "password12");
    });
}
