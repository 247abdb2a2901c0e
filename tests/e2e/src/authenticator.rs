//! An authenticator app.

use crate::Journey;

/// RFC 6238 with the key on the page, reckoned by the browser.
const CODE: &str = r"
const done = arguments[0];
const key = [...document.querySelectorAll('code')].map((e) => e.innerText.replace(/\s/g, '')).find((t) => /^[A-Z2-7]{32}$/.test(t));
const bits = [...key].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
const secret = Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
const counter = new DataView(new ArrayBuffer(8));
counter.setUint32(4, Math.floor(Date.now() / 30000));
crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  .then((hmac) => crypto.subtle.sign('HMAC', hmac, counter.buffer))
  .then((signature) => {
    const bytes = new DataView(signature);
    const code = (bytes.getUint32(bytes.getUint8(19) & 15) & 0x7fffffff) % 1000000;
    done(String(code).padStart(6, '0'));
  });
";

/// The recovery codes on the page.
const CODES: &str =
    "return [...document.querySelectorAll('.mfa-codes li')].map((item) => item.innerText.trim())";

impl Journey {
    /// Sets two-step sign-in up on the security page, which is open, and answers the recovery codes.
    pub async fn set_up_mfa(&self, password: &str) -> Vec<String> {
        let browser = &self.browser;
        browser.press("button", "Set up").await;
        browser.fill("Your password", password).await;
        browser.press("button", "Continue").await;
        browser.see_text("Can’t scan it?").await;
        let code = browser.run_async(CODE, vec![]).await;
        browser.fill("Code from the app", code.as_str().expect("a code")).await;
        browser.press("button", "Turn on").await;
        browser.see("heading", "Your recovery codes").await;
        let codes = browser.run(CODES, vec![]).await;
        browser.press("button", "I’ve saved them").await;
        let codes = codes.as_array().expect("a list").iter().map(|code| code.as_str().expect("a code"));
        codes.map(str::to_owned).collect()
    }
}
