//! How many clicks it takes to begin: sign up, create an organization and a second one, switch, invite, join.

use hq_e2e::{Browser, Key, journey};
use std::sync::atomic::{AtomicUsize, Ordering};

/// No more than so many.
const MOST: usize = 16;
const BOB: &str = "bob@example.net";
const PASSWORD: &str = "a long and quiet evening";

/// Somebody with a mouse, who types where the focus is and goes on in a form by Tab.
struct Hand<'a> {
    browser: &'a Browser,
    clicks: AtomicUsize,
}

impl Hand<'_> {
    async fn press(&self, role: &str, name: &str) {
        self.click();
        self.browser.press(role, name).await;
    }

    /// Types into the first field of a form: only where it has not got the focus by itself does that take a click.
    async fn begin(&self, label: &str, text: &str) {
        let field = self.browser.see("textbox", label).await;
        if self.browser.focused().await != ("textbox".to_owned(), label.to_owned()) {
            self.click();
            field.click().await.unwrap();
        }
        self.browser.keys(text).await;
    }

    /// Types into another field of the form.
    async fn go_on(&self, label: &str, text: &str) {
        self.browser.tab_to("textbox", label).await;
        self.browser.keys(text).await;
    }

    /// A link of an email was followed.
    fn click(&self) {
        self.clicks.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn the_first_journey_takes_few_clicks() {
    journey("first_journey", async |hq| {
        let browser = &hq.browser;
        let hand = Hand { browser, clicks: AtomicUsize::new(0) };

        browser.open("/sign-up").await;
        browser.see("heading", "Create your account").await;
        hand.begin("Full name", "Ada Lovelace").await;
        hand.go_on("Work email", "ada@example.org").await;
        hand.go_on("Password", PASSWORD).await;
        hand.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        hq.follow_mail("ada@example.org").await;
        hand.click();
        hand.press("button", "Confirm and continue").await;

        browser.see("heading", "Welcome, Ada!").await;
        hand.begin("Name", "Acme").await;
        hand.press("button", "Done").await;
        browser.see("heading", "Acme").await;

        hand.press("button", "Acme…").await;
        hand.press("link", "New organization").await;
        browser.see("heading", "New organization").await;
        hand.begin("Name", "Beta").await;
        hand.press("button", "Done").await;
        browser.see_path("/organizations/beta").await;

        hand.press("button", "Beta…").await;
        hand.press("option", "Acme…").await;
        browser.see_path("/organizations/acme").await;

        hand.press("link", "Invite people").await;
        browser.see("dialog", "Invite people").await;
        hand.begin("Email addresses", BOB).await;
        browser.keys(Key::Enter).await;
        hand.press("button", "Invite 1 person").await;
        browser.see_text("1 person invited.").await;
        browser.keys(Key::Escape).await;
        hand.press("button", "Menu of Ada Lovelace").await;
        hand.press("menuitem", "Sign out").await;
        browser.see("heading", "Sign in").await;

        hq.follow_mail(BOB).await;
        hand.click();
        browser.see("heading", "Create your account to join Acme").await;
        hand.begin("Full name", "Bob Noyce").await;
        hand.go_on("Password", PASSWORD).await;
        hand.press("button", "Create account and join").await;
        browser.see_path("/organizations/acme").await;
        browser.see_text("You joined Acme as a user.").await;

        let clicks = hand.clicks.load(Ordering::Relaxed);
        assert!(clicks <= MOST, "{clicks} clicks");
    });
}
