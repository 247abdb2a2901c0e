//! Billing accounts: opened, changed, and handed over with both links.

use hq_e2e::{Journey, Server, journey};

/// Ada, with the account Fab SAS.
async fn with_account(hq: &mut Journey) {
    hq.server = Server::start_with(&["--demo"]).await;
    hq.browser.go_to(&hq.server.url());
    hq.with_organization("Fab").await;
    let browser = &hq.browser;
    browser.press("button", "Menu of Ada Lovelace").await;
    browser.press("menuitem", "Billing accounts").await;
    browser.see("heading", "No billing account yet").await;
    browser.press("button", "New billing account").await;
    browser.see("heading", "New billing account").await;
    browser.fill("Company name", "Fab SAS").await;
    browser.fill("Email for receipts", "bills@example.org").await;
    browser.fill("Street and number", "1 rue de la Paix").await;
    browser.fill("City", "Paris").await;
    browser.tab_to("combobox", "Country").await;
    browser.keys("France").await;
    // What is typed outlives the page.
    browser.reload().await;
    browser.see("heading", "New billing account").await;
    assert_eq!(browser.value("Company name").await, "Fab SAS");
    browser.press("button", "Create billing account").await;
    browser.see("heading", "Contact").await;
}

#[test]
fn an_account_is_opened_and_changed() {
    journey("billing_accounts", async |hq| {
        with_account(hq).await;
        let browser = &hq.browser;
        browser.fill("Contact name…", "Grace Hopper").await;
        browser.press("button", "Save").await;
        browser.see_text("Billing account saved.").await;
        browser.press("link", "Billing information").await;
        browser.see("heading", "Billing information").await;
        browser.fill("SIREN…", "404 833 048").await;
        browser.press("button", "Use FR83404833048").await;
        browser.press("button", "Save").await;
        browser.see_text("Billing account saved.").await;
        browser.reload().await;
        assert_eq!(browser.value("VAT number…").await, "FR83404833048");
        browser.press("link", "Payment methods").await;
        browser.see_text("Used to pay receipts").await;
        browser.press("link", "Plans").await;
        browser.see("heading", "No organizations yet").await;
        browser.press("link", "Receipts").await;
        browser.see("heading", "No receipts yet").await;
    });
}

#[test]
fn an_account_goes_to_another_person_once_both_have_confirmed() {
    journey("billing_account_transfer", async |hq| {
        with_account(hq).await;
        let browser = &hq.browser;
        browser.fill("Email of the new holder", "grace@example.org").await;
        browser.press("button", "Send both links").await;
        browser.see("heading", "Being transferred to grace@example.org").await;

        // The holder confirms by the link of their mail.
        hq.follow_mail("ada@example.org").await;
        browser.see("heading", "Transfer Fab SAS to grace@example.org").await;
        browser.press("button", "Confirm transfer").await;
        browser.see("heading", "You’ve confirmed").await;

        // The other link is not for them; the new holder signs up with the address that it was sent to, and accepts.
        hq.follow_mail("grace@example.org").await;
        browser.see("heading", "This link is for another account").await;
        browser.press("button", "Switch account").await;
        browser.see("heading", "Ada Lovelace wants to transfer Fab SAS to you").await;
        browser.press("link", "Create an account").await;
        browser.fill("Full name", "Grace Hopper").await;
        browser.fill("Work email", "grace@example.org").await;
        browser.fill("Password", "a long and quiet evening").await;
        browser.press("button", "Create account").await;
        browser.see("heading", "Check your email").await;
        hq.follow_mail("grace@example.org").await;
        browser.press("button", "Confirm and continue").await;
        browser.see("heading", "Ada Lovelace wants to transfer Fab SAS to you").await;
        browser.press("button", "Accept billing account").await;
        browser.see("heading", "Fab SAS is yours").await;
        browser.press("link", "Open the billing account").await;
        browser.see("heading", "Contact").await;
        assert_eq!(browser.value("Company name").await, "Fab SAS");
    });
}
