//! Bills: what an order of a plan makes of them, the budget, the receipt and its file.

use hq_e2e::{Journey, Server, journey};

/// A demo with the organization Fab, for which a company pays Premium.
async fn with_premium(hq: &mut Journey) {
    hq.server = Server::start_with(&["--demo"]).await;
    hq.browser.go_to(&hq.server.url());
    hq.with_organization("Fab").await;
    let browser = &hq.browser;
    browser.open("/billing-accounts").await;
    browser.press("button", "New billing account").await;
    browser.fill("Company name", "Fab SAS").await;
    browser.fill("Email for receipts", "bills@example.org").await;
    browser.fill("Street and number", "1 rue de la Paix").await;
    browser.fill("Postal code", "75002").await;
    browser.fill("City", "Paris").await;
    browser.tab_to("combobox", "Country").await;
    browser.keys("France").await;
    browser.press("button", "Create billing account").await;
    browser.see("heading", "Contact").await;
    browser.open("/organizations/fab/plan/choose/payer?plan=premium&cycle=monthly&support=basic").await;
    browser.press("radio", "Fab SAS…").await;
    browser.press("button", "Next").await;
    browser.see("heading", "Choose a plan: Payment").await;
    browser.press("button", "Next").await;
    browser.see("heading", "Choose a plan: Summary").await;
    browser.press("button", "Confirm, €1,620.00 today").await;
    browser.see("heading", "Premium").await;
}

#[test]
fn the_bills_of_a_plan_are_seen_budgeted_and_saved() {
    journey("billing", async |hq| {
        with_premium(hq).await;
        let browser = &hq.browser;
        browser.press("link", "Billing").await;
        browser.see("heading", "Billing").await;
        browser.see("heading", "Next receipt").await;
        browser.see_text("Premium").await;
        browser.press("button", "Set a budget").await;
        browser.fill("Budget for each period", "250").await;
        browser.press("button", "Save").await;
        browser.see_text("€0.00 of €250.00 spent (0%)").await;
        browser.press("button", "Remove budget").await;
        browser.see_text("No budget set.").await;
        browser.press("button", "Undo").await;
        browser.see_text("of €250.00 spent").await;

        // The plan's fee is billed at once.
        browser.press("link", "Receipts").await;
        browser.see("heading", "Receipts").await;
        browser.see_text("€1,620.00").await;
        browser.see_text("Open").await;
        browser.press("button", "How to pay…").await;
        browser.see_text("find the IBAN and BIC").await;
        browser.press("button", "Close").await;
        browser.tab_to("combobox", "Status").await;
        browser.keys("Paid").await;
        browser.see_text("No receipts match.").await;
        browser.press("link", "Clear filters").await;
        browser.see_text("€1,620.00").await;
    });
}
