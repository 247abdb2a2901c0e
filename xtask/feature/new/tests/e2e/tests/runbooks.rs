use hq_e2e::journey;

#[test]
fn a_runbook_is_written_and_archived() {
    journey("runbooks", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open("/organizations/acme/runbooks").await;
        browser.see_text("No runbooks yet").await;
        browser.press("link", "New runbook").await;
        browser.fill("Title", "No power").await;
        browser.fill("What to do", "Call somebody.").await;
        browser.press("button", "Write runbook").await;
        browser.see("heading", "No power").await;
        browser.press("button", "Archive").await;
        browser.see("button", "Restore").await;
        browser.is_accessible("a runbook").await;
        browser.open("/organizations/acme/runbooks/archive").await;
        browser.see("link", "No power").await;
    });
}
