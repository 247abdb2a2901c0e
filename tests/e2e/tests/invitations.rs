//! From the mail to inside the organization, and every other place to which its link can lead.

use hq_e2e::{Key, journey};

const BOB: &str = "bob@example.net";
const PASSWORD: &str = "a long and quiet evening";

#[test]
fn somebody_new_joins_with_the_mailed_link_in_one_go() {
    journey("join_new", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        hq.sign_out("Ada Lovelace").await;

        let browser = &hq.browser;
        hq.follow_mail(BOB).await;
        browser.see("heading", "Create your account to join Acme").await;
        assert_eq!(browser.value("Work email").await, BOB);
        browser.fill("Full name", "Bob Noyce").await;
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Create account and join").await;
        browser.see_path("/organizations/acme").await;
        browser.see("button", "Acme…").await;
        browser.see("button", "Menu of Bob Noyce").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());

        // Opened once more, the link leads in.
        hq.follow_mail(BOB).await;
        browser.see("heading", "You’re already a member of Acme").await;
        browser.press("link", "Open Acme").await;
        browser.see_path("/organizations/acme").await;
    });
}

#[test]
fn somebody_with_an_account_signs_in_and_joins() {
    journey("join_known", async |hq| {
        hq.sign_up("Bob Noyce", BOB).await;
        hq.browser.see("heading", "Welcome, Bob!").await;
        hq.sign_out("Bob Noyce").await;
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;

        // The wrong account is told so, and the link survives the change of accounts.
        let browser = &hq.browser;
        hq.sign_out("Ada Lovelace").await;
        hq.sign_up("Carl Gauss", "carl@example.com").await;
        browser.see("heading", "Welcome, Carl!").await;
        hq.follow_mail(BOB).await;
        browser.see("heading", "This invitation is for another address").await;
        browser.see_text("carl@example.com").await;
        browser.press("button", "Switch account").await;
        // The address is the invitation's, and cannot be another.
        browser.see("heading", "Sign in to join Acme").await;
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Sign in").await;

        browser.see("heading", "Ada Lovelace invited you to join Acme").await;
        browser.reload().await;
        browser.see("heading", "Ada Lovelace invited you to join Acme").await;
        browser.press("button", "Join Acme").await;
        browser.see_path("/organizations/acme").await;
        browser.press("button", "Acme…").await;
        browser.see("option", "Acme…").await;
    });
}

#[test]
fn a_copied_link_offers_to_sign_in_and_to_sign_up() {
    journey("join_copied", async |hq| {
        hq.sign_up("Bob Noyce", BOB).await;
        hq.browser.see("heading", "Welcome, Bob!").await;
        hq.sign_out("Bob Noyce").await;
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/members/invitations").await;
        browser.press("button", "Copy link for bob@example.net").await;
        browser.see_text("/join/").await;
        let text = browser.text().await;
        let link = text.split_whitespace().find(|word| word.contains("/join/")).unwrap();
        let link = link[link.find("/join/").unwrap()..].to_owned();
        hq.sign_out("Ada Lovelace").await;

        // Nothing tells whoever holds it that Bob has an account.
        browser.open(&link).await;
        browser.see("heading", "Sign in or create an account to join Acme").await;
        browser.see("link", "Create an account").await;
        browser.press("link", "Sign in").await;
        browser.see("heading", "Sign in").await;
        assert_eq!(browser.value("Work email").await, BOB);
        browser.fill("Password", PASSWORD).await;
        browser.press("button", "Sign in").await;
        browser.see("heading", "Ada Lovelace invited you to join Acme").await;
        browser.press("button", "Join Acme").await;
        browser.see_path("/organizations/acme").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn the_start_screen_offers_what_waits() {
    journey("join_start", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        hq.sign_out("Ada Lovelace").await;
        hq.sign_up("Bob Noyce", BOB).await;
        let browser = &hq.browser;
        browser.see_text("Ada Lovelace invited you to join Acme").await;
        browser.press("button", "Join…").await;
        browser.see_path("/organizations/acme").await;
    });
}

#[test]
fn a_link_that_no_longer_leads_in_says_why() {
    journey("join_ended", async |hq| {
        let browser = &hq.browser;
        browser.open("/join/unknown").await;
        browser.see("heading", "Unknown link").await;

        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        hq.follow_mail(BOB).await;
        let first = browser.path().await;
        browser.open("/organizations/acme/members/invitations").await;
        browser.press("button", "Send another email to bob@example.net").await;
        browser.see_text("Email sent again to bob@example.net.").await;
        hq.sign_out("Ada Lovelace").await;
        browser.open(&first).await;
        browser.see("heading", "There’s a newer invitation").await;

        // Declined, and then taken back.
        hq.sign_up("Bob Noyce", BOB).await;
        browser.see("heading", "Welcome, Bob!").await;
        browser.press("button", "Decline…").await;
        browser.see_text("You declined the invitation to Acme.").await;
        browser.open(&first).await;
        browser.see("heading", "You declined this invitation").await;
        hq.sign_out("Bob Noyce").await;
        browser.open("/sign-in").await;
        browser.sign_in("ada@example.org").await;
        browser.see("heading", "Acme").await;
        browser.open("/organizations/acme/members/invitations").await;
        browser.see_text("Declined").await;
        browser.press("button", "Remove bob@example.net from list").await;
        browser.see("dialog", "Remove bob@example.net from list").await;
        browser.press("button", "Remove from list").await;
        browser.see_no("button", "Remove bob@example.net from list").await;
        hq.sign_out("Ada Lovelace").await;
        browser.open(&first).await;
        browser.see("heading", "This invitation was revoked").await;
    });
}

#[test]
fn a_pasted_list_becomes_chips_and_each_has_its_result() {
    journey("invite_list", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/members").await;
        browser.press("button", "Invite people").await;
        browser.see("dialog", "Invite people").await;
        browser.fill("Email addresses", "Bob <bob@example.net>, nobody, ada@example.org;").await;
        browser.see("button", "Edit bob@example.net").await;
        browser.see("button", "Edit ada@example.org").await;
        // Nothing typed is lost by loading the page again.
        browser.reload().await;
        browser.see("button", "Edit bob@example.net").await;
        browser.see_text("2 valid · 1 ignored").await;
        browser.press("button", "Remove nobody").await;
        browser.press("button", "Invite 2 people").await;
        browser.see_text("1 person invited.").await;
        browser.see_text("Already a member").await;
        browser.keys(Key::Escape).await;
        browser.see_no("dialog", "Invite people").await;
        browser.press("link", "Invitations 1 pending invitation").await;
        browser.see("heading", "Invitations").await;
        browser.see_text("bob@example.net").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}
