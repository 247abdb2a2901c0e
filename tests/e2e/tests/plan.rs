//! The plan: chosen and paid for by a new French company, cancelled, reactivated; and a voucher that there is none of.

use hq_e2e::{Key, Server, journey};

const PLAN: &str = "/organizations/fab/plan";

#[test]
fn premium_is_ordered_for_a_french_company_cancelled_and_reactivated() {
    journey("plan", async |hq| {
        // The demo sells plans.
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        hq.with_organization("Fab").await;
        let browser = &hq.browser;

        // From the home, by its step.
        browser.press("link", "Choose a plan").await;
        browser.see("heading", "Choose a plan: Plan").await;
        browser.see_text("7 days free").await;
        browser.press("radio", "Premium…").await;
        browser.press("button", "Next").await;
        browser.see("heading", "Choose a plan: Support").await;
        browser.press("radio", "Advanced…").await;
        browser.see_text("€2,340.00 a month").await;
        browser.press("button", "Next").await;
        browser.see("heading", "Choose a plan: Resources").await;
        browser.press("button", "Next").await;

        // Who pays: a company in Paris, whose VAT number follows from its SIREN.
        browser.see("heading", "Choose a plan: Billing account").await;
        browser.fill("Company name", "Fab SAS").await;
        browser.fill("Street and number", "1 rue de la Paix").await;
        browser.fill("Postal code", "75002").await;
        browser.fill("City", "Paris").await;
        browser.tab_to("combobox", "Country").await;
        browser.keys("France").await;
        browser.fill("SIREN…", "404 833 048").await;
        browser.press("button", "Use FR83404833048").await;
        browser.reload().await;
        browser.see("heading", "Choose a plan: Billing account").await;
        assert_eq!(browser.value("Company name").await, "Fab SAS", "what was typed is kept");
        browser.press("button", "Create and continue").await;
        browser.see("heading", "Choose a plan: Payment").await;
        browser.press("button", "Next").await;

        // What it comes to, and confirming it.
        browser.see("heading", "Choose a plan: Summary").await;
        browser.see_text("VAT 20%").await;
        browser.see_text("€2,808.00").await;
        browser.press("button", "Confirm, €2,808.00 today").await;
        browser.see_path(PLAN).await;
        browser.see("heading", "Premium").await;
        browser.see_text("Active").await;
        browser.see("link", "Fab SAS").await;
        browser.open("/organizations/fab").await;
        browser.see("heading", "Fab").await;
        browser.see_no("link", "Choose a plan").await;

        // Cancelled at the end of the period, and taken back from the home.
        browser.open(PLAN).await;
        browser.press("button", "Cancel plan").await;
        browser.see_text("The ones you have stay").await;
        browser.press("button", "Cancel Premium").await;
        browser.see_text("Cancelled, runs until").await;
        browser.open("/organizations/fab").await;
        browser.see("heading", "Reactivate your plan").await;
        browser.press("button", "Reactivate").await;
        browser.see_no("heading", "Reactivate your plan").await;
        browser.open(PLAN).await;
        browser.see_text("Active").await;
    });
}

#[test]
fn a_voucher_that_there_is_none_of_is_refused_at_its_field() {
    journey("voucher", async |hq| {
        hq.server = Server::start_with(&["--demo"]).await;
        hq.browser.go_to(&hq.server.url());
        hq.with_organization("Fab").await;
        let browser = &hq.browser;
        browser.press("link", "Use a voucher").await;
        browser.see("heading", "Use a voucher").await;
        browser.fill("Code", "no such voucher").await;
        browser.keys(Key::Enter).await;
        browser.see_text("No voucher has this code.").await;
    });
}
