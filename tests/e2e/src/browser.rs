//! Chromium, driven over WebDriver.

use crate::{
    environment::{free_port, path},
    keyboard,
};
use serde_json::{Value, json};
use std::{
    fmt::Debug,
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use thirtyfour::{TypingData, prelude::*};
use tokio::{
    process::{Child, Command},
    time::sleep,
};

/// How long to look for something before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(10);
pub(crate) const FIND: &str = include_str!("find.js");

/// Which colours the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Theme {
    Light,
    Dark,
}

/// A browser with an empty profile.
pub struct Browser {
    name: String,
    url: String,
    driver: WebDriver,
    by_keyboard: bool,
    _chromedriver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts Chromium with an empty profile, on no page yet.
    ///
    /// # Panics
    /// Where it does not start.
    pub async fn start(name: &str, url: &str) -> Self {
        let port = free_port();
        let chromedriver = Command::new(path("HQ_E2E_CHROMEDRIVER"))
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver starts");
        let profile = TempDir::new().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(path("HQ_E2E_CHROMIUM").to_str().unwrap()).unwrap();
        let user_data = format!("--user-data-dir={}", profile.path().display());
        let flags = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1280,900",
            "--lang=en-US",
            &user_data,
        ];
        for flag in flags {
            wanted.add_arg(flag).unwrap();
        }
        let logs = json!({"browser": "ALL"});
        wanted.set("goog:loggingPrefs", logs).unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        let driver = loop {
            match WebDriver::new(&address, wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(Instant::now() < deadline, "no browser: {error}"),
            }
            sleep(Duration::from_millis(50)).await;
        };
        Self {
            name: name.to_owned(),
            url: url.to_owned(),
            driver,
            by_keyboard: keyboard::is_asked_for(),
            _chromedriver: chromedriver,
            _profile: profile,
        }
    }

    /// Closes the browser.
    pub async fn quit(&self) {
        let _ = self.driver.clone().quit().await;
    }

    /// WebDriver itself, for what has no words here.
    #[must_use]
    pub const fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// From now on paths are those of another server.
    pub fn go_to(&mut self, url: &str) {
        url.clone_into(&mut self.url);
    }

    /// Opens a path of the console, or a whole address.
    pub async fn open(&self, path: &str) {
        let address = if path.starts_with('/') { format!("{}{path}", self.url) } else { path.to_owned() };
        self.driver.goto(address).await.unwrap();
    }

    /// The path of the page, with its query.
    pub async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        }
    }

    /// Waits until the page has this path.
    pub async fn see_path(&self, wanted: &str) {
        self.until(&format!("the path {wanted}"), async || self.path().await == wanted).await;
    }

    /// Waits for an element, by role and accessible name; the name may end with `…` for "begins so".
    pub async fn see(&self, role: &str, name: &str) -> WebElement {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.find(role, name).await {
                return element;
            }
            if Instant::now() > deadline {
                self.fail(&format!("no {role} named {name:?}")).await;
            }
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// Whether such an element is there right now.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        self.find(role, name).await.is_some()
    }

    /// Waits until such an element is gone.
    pub async fn see_no(&self, role: &str, name: &str) {
        self.until(&format!("no {role} named {name:?}"), async || !self.has(role, name).await).await;
    }

    /// Waits for a text anywhere on the page.
    pub async fn see_text(&self, text: &str) {
        self.until(&format!("the text {text:?}"), async || self.text().await.contains(text)).await;
    }

    /// All text that is shown.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText", vec![]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a button, follows a link, chooses an option: whatever has this role and name.
    pub async fn press(&self, role: &str, name: &str) {
        if self.by_keyboard {
            return self.press_by_keyboard(role, name).await;
        }
        // It may be replaced between being found and being pressed.
        let deadline = Instant::now() + PATIENCE;
        loop {
            let element = self.see(role, name).await;
            // WebDriver scrolls no further than the edge, where the header lies over it; a person would.
            let _ = element.scroll_into_view().await;
            match element.click().await {
                Ok(()) => return,
                Err(error) if Instant::now() > deadline => {
                    self.fail(&format!("{role} {name:?} cannot be pressed: {error}")).await
                }
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// Replaces what a field holds.
    pub async fn fill(&self, label: &str, text: &str) {
        // It may be replaced between being found and being filled.
        let deadline = Instant::now() + PATIENCE;
        loop {
            let field = self.see("textbox", label).await;
            if self.by_keyboard {
                self.reach("textbox", label).await;
            }
            match type_over(&field, text, self.by_keyboard).await {
                Ok(()) => return,
                Err(error) if Instant::now() > deadline => {
                    self.fail(&format!("{label:?} cannot be filled: {error}")).await
                }
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// What a field holds.
    pub async fn value(&self, label: &str) -> String {
        self.see("textbox", label).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Types wherever the focus is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Role and name of what has the focus.
    pub async fn focused(&self) -> (String, String) {
        let found = self
            .run(&format!("{FIND}; const e = document.activeElement; return [role(e), name(e)]"), vec![])
            .await;
        let part = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
        (part(0), part(1))
    }

    /// Presses Tab until this has the focus.
    pub async fn tab_to(&self, role: &str, name: &str) {
        for _ in 0..60 {
            // Not to the element: a field for files would take the key for a file's name.
            self.driver.action_chain().send_keys(Key::Tab).perform().await.unwrap();
            let (focused_role, focused_name) = self.focused().await;
            if focused_role == role && focused_name == name {
                return;
            }
        }
        self.fail(&format!("Tab never reaches {role} {name:?}")).await;
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    /// The browser's back button.
    pub async fn back(&self) {
        self.driver.back().await.unwrap();
    }

    /// The browser's forward button.
    pub async fn forward(&self) {
        self.driver.forward().await.unwrap();
    }

    /// What the system says about colours.
    pub async fn theme(&self, theme: Theme) {
        let value = if theme == Theme::Dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": value}]}),
        )
        .await;
    }

    /// Makes the window this wide and high, as a phone or a screen is.
    pub async fn size(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// A command of Chromium's devtools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let session = self.driver.session_id().to_string();
        let base = self.driver.server_url().as_str().trim_end_matches('/').to_owned();
        let body = json!({"cmd": command, "params": parameters}).to_string();
        let client = reqwest::Client::new();
        let answer = client
            .post(format!("{base}/session/{session}/goog/cdp/execute"))
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.driver.execute(script, arguments).await.unwrap().json().clone()
    }

    /// Runs a script in the page that ends by calling its last argument.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.driver.execute_async(script, arguments).await.unwrap().json().clone()
    }

    /// Waits until something holds.
    pub async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds().await {
            if Instant::now() > deadline {
                self.fail(&format!("still not: {what}")).await;
            }
            sleep(Duration::from_millis(30)).await;
        }
    }

    /// What the browser complained of so far: errors of scripts and of the content security policy.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.console().await.into_iter();
        let errors = entries.filter(|(level, message)| {
            // Refusals by the server are part of journeys; the browser notes each of them.
            level == "SEVERE" && !message.contains("Failed to load resource")
        });
        errors.map(|(_, message)| message).collect()
    }

    /// Level and text of what has come to the browser's console since it was last asked for.
    pub async fn console(&self) -> Vec<(String, String)> {
        let session = self.driver.session_id().to_string();
        let base = self.driver.server_url().as_str().trim_end_matches('/').to_owned();
        let client = reqwest::Client::new();
        let request = client
            .post(format!("{base}/session/{session}/se/log"))
            .header("content-type", "application/json");
        let answer =
            request.body(json!({"type": "browser"}).to_string()).send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        let entries = answer["value"].as_array().cloned().unwrap_or_default();
        let part = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        entries.iter().map(|entry| (part(entry, "level"), part(entry, "message"))).collect()
    }

    /// Ends the journey, keeping the page as a picture and as text.
    ///
    /// # Panics
    /// Always.
    pub async fn fail(&self, what: &str) -> ! {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/e2e-failed");
        let _ = std::fs::create_dir_all(&folder);
        let picture = folder.join(format!("{}.png", self.name));
        let _ = self.driver.screenshot(&picture).await;
        let (path, text, complaints) = (self.path().await, self.text().await, self.complaints().await);
        panic!("{what}\non {path}:\n{text}\n{complaints:#?}\npicture: target/e2e-failed/{}.png", self.name);
    }

    async fn find(&self, role: &str, name: &str) -> Option<WebElement> {
        let script = format!("{FIND}; return find(arguments[0], arguments[1])");
        let found = self.driver.execute(&script, vec![json!(role), json!(name)]).await.ok()?;
        found.element().ok()
    }
}

/// Types over all that the field holds.
async fn type_over(field: &WebElement, text: &str, has_focus: bool) -> WebDriverResult<()> {
    if !has_focus {
        // A tall one may lie half under the header, which stays.
        field.scroll_into_view().await?;
        field.click().await?;
    }
    field.send_keys(Key::Control + "a").await?;
    field.send_keys(Key::Delete).await?;
    field.send_keys(text).await
}

impl Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Browser({})", self.name)
    }
}
