use hq_e2e::journey;

const PAGE: &str = "/organizations/acme/settings/certificates";

/// A file of the made-up certificates.
fn pem(file: &str) -> String {
    let path = format!("{}/../fixtures/certificates/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_certificate_is_added_replaced_and_removed() {
    journey("certificates", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open(PAGE).await;
        browser.see_text("No certificates yet").await;
        browser.press("button", "Add certificate").await;
        browser.see("heading", "Add a certificate").await;
        browser.see_path(&format!("{PAGE}?add=1")).await;

        // What the browser can tell, it tells before anything is sent.
        browser.fill("Certificate chain", &pem("expired.pem")).await;
        browser.fill("Private key", &pem("other.key")).await;
        browser.press("button", "Add certificate").await;
        browser.see_text("This certificate has expired.").await;
        browser.see_text("This key belongs to another certificate.").await;
        // What only the server can.
        browser.fill("Certificate chain", &pem("forged.pem")).await;
        browser.fill("Private key", &pem("chain.key")).await;
        browser.press("button", "Add certificate").await;
        browser.see_text("A signature doesn’t match").await;
        assert_eq!(
            browser.value("Private key").await.trim(),
            pem("chain.key").trim(),
            "nothing typed is lost"
        );
        browser.fill("Certificate chain", &pem("chain.pem")).await;
        browser.press("button", "Add certificate").await;
        browser.see_text("Certificate for acme.example added.").await;
        browser.see_path(PAGE).await;
        browser.see_text("www.acme.example").await;
        browser.see_text("P-256").await;

        // What holds both is divided by itself.
        browser.press("button", "Actions for acme.example").await;
        browser.press("menuitem", "Replace").await;
        browser.see("heading", "Replace the certificate for acme.example").await;
        browser.fill("Certificate chain", &[pem("rsa.pem"), pem("rsa.key")].concat()).await;
        browser.press("button", "Replace certificate").await;
        browser.see_text("Certificate for acme.example replaced.").await;
        browser.see_text("RSA 2048").await;
        let kept = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";
        let kept = browser.run(kept, vec![]).await.to_string();
        assert!(!kept.contains("PRIVATE KEY"), "a key stays in no storage: {kept}");

        browser.press("button", "Actions for acme.example").await;
        browser.press("menuitem", "Remove").await;
        browser.press("button", "Remove the certificate for acme.example").await;
        browser.see_text("Certificate for acme.example removed.").await;
        browser.see_text("No certificates yet").await;
    });
}

#[test]
fn the_way_back_and_a_reload_keep_the_chain_and_forget_the_key() {
    journey("certificate_draft", async |hq| {
        hq.with_organization("Acme").await;
        let browser = &hq.browser;
        browser.open(PAGE).await;
        browser.press("button", "Add certificate").await;
        browser.fill("Certificate chain", &pem("chain.pem")).await;
        browser.fill("Private key", &pem("chain.key")).await;
        browser.reload().await;
        browser.see("heading", "Add a certificate").await;
        assert_eq!(browser.value("Certificate chain").await.trim(), pem("chain.pem").trim());
        assert_eq!(browser.value("Private key").await, "");
        browser.back().await;
        browser.see_path(PAGE).await;
        browser.see_text("No certificates yet").await;
        browser.forward().await;
        browser.see("heading", "Add a certificate").await;
    });
}
