use hq_e2e::journey;

const PAGE: &str = "/organizations/acme/storage-engines";

#[test]
fn a_sandbox_is_ordered_connected_to_and_deleted() {
    journey("storage_engines", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open(PAGE).await;
        browser.see_text("Add a storage engine").await;
        browser.see("combobox", "Primary tables").await;

        // What nobody has to choose is chosen: nothing else is offered on a bare machine.
        browser.open(&format!("{PAGE}/new")).await;
        browser.see("heading", "New storage engine").await;
        browser.see_text("No charge").await;
        browser.fill("Name", "Trials").await;
        browser.reload().await;
        browser.see("heading", "New storage engine").await;
        assert_eq!(browser.value("Name").await, "Trials", "what was typed is kept");
        browser.press("button", "Create storage engine").await;

        // It is made, step by step, and really there: credentials can be made for it.
        browser.see("heading", "Trials").await;
        browser.see_text("Ready").await;
        browser.fill("New credentials for", "Reports").await;
        browser.press("button", "Create credentials").await;
        // A file has no password: where it is can be shown again.
        for _ in 0..2 {
            browser.press("button", "Show connection Reports").await;
            browser.see("heading", "Credentials for Reports").await;
            browser.see_text("sqlite://").await;
            browser.press("button", "Done").await;
        }

        // Another one of that name is refused at the field.
        browser.open(&format!("{PAGE}/new")).await;
        browser.fill("Name", "Trials").await;
        browser.press("button", "Create storage engine").await;
        browser.see_text("This is taken.").await;

        browser.open(PAGE).await;
        browser.press("link", "Trials").await;
        browser.see("heading", "Trials").await;
        browser.press("button", "Delete Trials").await;
        browser.fill("Type Trials to confirm", "Trials").await;
        browser.press("button", "Delete Trials").await;
        browser.see("heading", "Trials is deleted").await;
        browser.press("link", "All storage engines").await;
        browser.see_text("Add a storage engine").await;
    });
}
