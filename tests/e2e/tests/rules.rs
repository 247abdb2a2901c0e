//! Who may do what, and why.

use hq_e2e::{Key, journey};

const BOB: &str = "bob@example.net";

#[test]
fn a_user_learns_why_not_and_gets_rules() {
    journey("rules", async |hq| {
        hq.with_organization("Acme").await;
        hq.invite("acme", BOB).await;
        hq.sign_out("Ada Lovelace").await;
        hq.sign_up("Bob Noyce", BOB).await;
        let browser = &hq.browser;
        browser.press("button", "Join…").await;
        browser.see_path("/organizations/acme").await;

        // What he may not do says why, and whom to ask.
        browser.press("button", "Why? You can’t see all dataplants").await;
        browser.see_text("No rule allows it").await;
        browser.see_text("Ada Lovelace").await;
        browser.keys(Key::Escape).await;
        browser.open("/organizations/acme/settings/audit-log").await;
        browser.see("heading", "You can’t read the audit log").await;
        hq.sign_out("Bob Noyce").await;

        // An admin gives him rules, and sees before what they give.
        browser.sign_in("ada@example.org").await;
        browser.see("heading", "Acme").await;
        browser.open("/organizations/acme/members").await;
        browser.press("link", "Bob Noyce").await;
        browser.see("heading", "Bob Noyce").await;
        browser.press("button", "Start from…").await;
        browser.press("menuitem", "Read everything").await;
        browser.see_text("Gains").await;
        // Nothing typed is lost.
        browser.reload().await;
        browser.see_text("Your changes are still here.").await;
        browser.press("button", "Save").await;
        browser.see_text("Rules saved for Bob Noyce.").await;
        browser.reload().await;
        browser.see("table", "Rules: Dataplants").await;
        browser.press("button", "Start from…").await;
        browser.press("menuitem", "Nothing").await;
        browser.see_text("Loses").await;
        browser.press("button", "Discard").await;

        // What she did stands in the audit log.
        browser.open("/organizations/acme/settings/audit-log").await;
        browser.see("heading", "Audit log").await;
        browser.see("button", "Details: Changed the rules of Bob Noyce").await;
        hq.sign_out("Ada Lovelace").await;

        // From then on he reads addresses.
        browser.sign_in(BOB).await;
        browser.see("heading", "Acme").await;
        browser.open("/organizations/acme/members").await;
        browser.see_text("ada@example.org").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new());
    });
}

#[test]
fn an_account_is_deleted_and_its_address_signs_up_anew() {
    journey("deletion", async |hq| {
        hq.sign_up("Bob Noyce", BOB).await;
        let browser = &hq.browser;
        browser.see("heading", "Welcome, Bob!").await;
        browser.open("/account/security").await;
        browser.press("button", "Delete account").await;
        browser.fill("Your password", "a long and quiet evening").await;
        browser.press("button", "Delete my account").await;
        browser.see_text("Your account was deleted.").await;
        hq.sign_up("Bob Noyce", BOB).await;
        browser.see("heading", "Welcome, Bob!").await;
    });
}
