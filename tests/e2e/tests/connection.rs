use hq_e2e::journey;

#[test]
fn a_stopped_server_costs_no_typed_character_and_a_retry_creates_one() {
    journey("lost_connection", async |hq| {
        hq.with_organization("Acme").await;
        hq.browser.open("/organizations/new").await;
        hq.browser.fill("Name", "Kept through the outage").await;
        hq.server.kill().await;
        hq.browser.press("button", "Done").await;
        hq.browser.see_text("HQ cannot be reached.").await;
        assert_eq!(hq.browser.value("Name").await, "Kept through the outage");

        hq.server.resume().await;
        hq.browser.see_no("button", "Try again").await;
        hq.browser.press("button", "Done").await;
        hq.browser.see("heading", "Kept through the outage").await;
        hq.browser.see_path("/organizations/kept-through-the-outage").await;
        hq.browser.press("button", "Kept through the outage…").await;
        hq.browser.see("option", "Acme…").await;
        let options =
            hq.browser.run("return document.querySelectorAll('[role=option]').length", vec![]).await;
        assert_eq!(options, 2, "one new organization, not two");
    });
}
