//! Steps that many journeys begin with.

use crate::{Browser, Journey, Key};

/// Everybody's password.
pub const PASSWORD: &str = "a long and quiet evening";

impl Journey {
    /// Signs somebody up by hand: form, mail in the local mailbox, button.
    pub async fn sign_up(&self, full_name: &str, email: &str) {
        let browser = &self.browser;
        browser.open("/sign-up").await;
        browser.fill("Full name", full_name).await;
        browser.fill("Work email", email).await;
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        self.follow_mail(email).await;
        browser.press("button", "Confirm and continue").await;
    }

    /// Opens the newest mail of the local mailbox to this address, and the link in it. Mails about new sign-ins, which lead
    /// nowhere in particular, are passed over.
    pub async fn follow_mail(&self, email: &str) {
        let browser = &self.browser;
        browser.open("/mailbox").await;
        let script = "const row = [...document.querySelectorAll('a[href^=\"/mailbox/\"]')].find((a) => \
            ((said) => said.includes(arguments[0]) && !said.includes('New sign-in'))\
            ((a.closest('li, tr, article') || a).innerText)); return row ? row.href : ''";
        let mail = browser.run(script, vec![email.into()]).await;
        browser.open(mail.as_str().filter(|href| !href.is_empty()).expect("a mail to this address")).await;
        let script = "const link = [...document.querySelectorAll('a')].find((a) => /\\/(verify|reset-password|join|secure-account|email-changes|dataplant-deletions|billing-account-transfers)\\//.test(a.href)); return link.href";
        let link = browser.run(script, vec![]).await;
        browser.open(link.as_str().expect("a link")).await;
    }

    /// Signs somebody up and creates an organization.
    pub async fn with_organization(&self, name: &str) {
        self.sign_up("Ada Lovelace", "ada@example.org").await;
        self.browser.fill("Name", name).await;
        self.browser.press("button", "Done").await;
        self.browser.see("heading", name).await;
    }
}

impl Journey {
    /// Invites these people on the members page of an organization, where somebody is signed in who may.
    pub async fn invite(&self, slug: &str, emails: &str) {
        let browser = &self.browser;
        browser.open(&format!("/organizations/{slug}/members")).await;
        browser.press("button", "Invite people").await;
        browser.fill("Email addresses", emails).await;
        browser.keys(Key::Enter).await;
        browser.press("button", "Invite 1 person").await;
        browser.see_text("1 person invited.").await;
        browser.keys(Key::Escape).await;
        // That the sheet is open is in the address.
        browser.see_path(&format!("/organizations/{slug}/members")).await;
    }

    /// Signs out by the user menu.
    pub async fn sign_out(&self, name: &str) {
        self.browser.press("button", &format!("Menu of {name}")).await;
        self.browser.press("menuitem", "Sign out").await;
        self.browser.see("heading", "Sign in").await;
    }
}

impl Browser {
    /// Signs in on the sign-in page that is shown.
    pub async fn sign_in(&self, email: &str) {
        self.fill("Work email", email).await;
        self.fill("Password", PASSWORD).await;
        self.press("button", "Sign in").await;
    }
}
