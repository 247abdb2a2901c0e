//! What Mozilla's HTTP Observatory says of the server, computed from its answers by its own rules: version 6 of its algorithm,
//! since August 2026 (<https://github.com/mdn/mdn-http-observatory>, `src/grader/charts.js` and `src/analyzer/tests`). 100 to
//! begin with, less for what is missing, and more for what is better than it has to be, where nothing is missing. Before, the
//! policies on embedders and openers did not count: a stranger's scan saw 135.

use crate::support::{Backend, Hq, Setup};
use hq_server::http::assets::Assets;
use reqwest::{Client, Response, header::HeaderMap};
use serde_json::json;
use std::collections::BTreeMap;

const ORIGIN: &str = "https://hq.example.org";
/// As `cargo xtask dist` writes the page (xtask/src/console/integrity.rs).
const PAGE: &str = "<!doctype html><html lang=en><link integrity=\"sha384-c3R5bGU=\" rel=\"stylesheet\" href=\"/style-1.css\">\
    <link id=\"boot-js\" rel=\"modulepreload\" href=\"/hq.js\"><script integrity=\"sha384-Ym9vdA==\" src=/boot-2.js></script>";
/// Points of bonus count from here on.
const ENOUGH: i32 = 90;

/// What a scan sees.
#[derive(Clone)]
struct Seen {
    headers: BTreeMap<String, String>,
    page: String,
    cookies: Vec<String>,
}

impl Seen {
    async fn of(page: Response) -> Self {
        let headers = headers(page.headers());
        let cookies = cookies(page.headers());
        Self { headers, cookies, page: page.text().await.unwrap() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The sources of a directive of the Content Security Policy.
    fn policy(&self, directive: &str) -> Option<Vec<&str>> {
        let directives = self.header("content-security-policy").split(';');
        let mut words = directives.map(str::split_whitespace);
        words.find_map(|mut words| (words.next()? == directive).then(|| words.collect()))
    }

    fn score(&self) -> i32 {
        let tests = [
            self.content_security_policy(),
            self.cookies(),
            self.cross_origin_sharing(),
            self.referrers(),
            self.transport_security(),
            self.integrity(),
            if self.header("x-content-type-options") == "nosniff" { 0 } else { -5 },
            self.framing(),
            self.isolation("cross-origin-resource-policy", &["same-origin", "same-site"], "cross-origin"),
            self.isolation(
                "cross-origin-embedder-policy",
                &["require-corp", "credentialless"],
                "unsafe-none",
            ),
            self.isolation(
                "cross-origin-opener-policy",
                &["same-origin", "same-origin-allow-popups", "noopener-allow-popups"],
                "unsafe-none",
            ),
        ];
        let lost: i32 = tests.iter().filter(|points| **points < 0).sum();
        let won: i32 = tests.iter().filter(|points| **points > 0).sum();
        let score = 100 + lost;
        if score >= ENOUGH { score + won } else { score.max(0) }
    }

    fn content_security_policy(&self) -> i32 {
        const BROAD: [&str; 4] = ["*", "http:", "https:", "ftp:"];
        let Some(default) = self.policy("default-src") else { return -25 };
        let of = |directive| self.policy(directive).unwrap_or_else(|| default.clone());
        let (scripts, styles, objects) = (of("script-src"), of("style-src"), of("object-src"));
        let inline = |source: &&str| matches!(*source, "'unsafe-inline'" | "data:");
        let broad = |source: &&str| BROAD.contains(source);
        if scripts.iter().any(|source| inline(source) || broad(source)) || objects.iter().any(broad) {
            -20
        } else if scripts.iter().chain(&styles).any(|source| *source == "'unsafe-eval'") {
            -10
        } else if styles.iter().any(|source| inline(source) || broad(source)) {
            0
        } else if default == ["'none'"] {
            10
        } else {
            5
        }
    }

    fn cookies(&self) -> i32 {
        let all = |attribute: &str| {
            self.cookies.iter().all(|cookie| cookie.split("; ").any(|word| word == attribute))
        };
        match () {
            () if self.cookies.is_empty() => 0,
            () if !all("Secure") => -40,
            () if !all("HttpOnly") => -30,
            () if all("SameSite=Lax") || all("SameSite=Strict") => 5,
            () => 0,
        }
    }

    fn cross_origin_sharing(&self) -> i32 {
        let everybody = ["*", "https://http-observatory.security.mozilla.org"];
        let shared = everybody.contains(&self.header("access-control-allow-origin"));
        if shared && self.header("access-control-allow-credentials") == "true" { -50 } else { 0 }
    }

    fn referrers(&self) -> i32 {
        match self.header("referrer-policy") {
            "no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin" => 5,
            "" => 0,
            _ => -5,
        }
    }

    fn transport_security(&self) -> i32 {
        // A little less than the six months that it asks for, as the Observatory has it.
        const SIX_MONTHS: u64 = 15_552_000;
        let mut words = self.header("strict-transport-security").split("; ");
        match words.find_map(|word| word.strip_prefix("max-age=")?.parse::<u64>().ok()) {
            Some(SIX_MONTHS..) => 0,
            Some(_) => -10,
            None => -20,
        }
    }

    fn integrity(&self) -> i32 {
        let scripts: Vec<&str> =
            self.page.split("<script").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        let foreign = |script: &&str| script.contains("src=\"http") || script.contains("src=//");
        let held = |script: &&str| script.contains("integrity=");
        match () {
            () if scripts.iter().any(foreign) => -50,
            () if scripts.iter().any(held) => 5,
            () => 0,
        }
    }

    fn framing(&self) -> i32 {
        match self.policy("frame-ancestors") {
            Some(ancestors) if !ancestors.contains(&"*") => 5,
            _ if ["DENY", "SAMEORIGIN"].contains(&self.header("x-frame-options")) => 5,
            _ => -20,
        }
    }

    /// What a policy on other origins is worth: what keeps them out, what lets them in as if it were not there, or neither.
    fn isolation(&self, name: &str, strict: &[&str], open: &str) -> i32 {
        match self.header(name) {
            policy if strict.contains(&policy) => 10,
            policy if policy.is_empty() || policy == open => 0,
            _ => -5,
        }
    }
}

fn headers(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
        (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned())
    };
    headers.iter().map(text).collect()
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

async fn start() -> Hq {
    let assets = Assets::new([("index.html".to_owned(), PAGE.as_bytes().into(), [7; 32])]);
    let setup = Setup { assets, https: true, public_url: Some(ORIGIN), ..Setup::default() };
    Hq::start_with(Backend::Sqlite, setup).await
}

async fn page(hq: &Hq) -> Seen {
    Seen::of(reqwest::get(format!("http://{}/", hq.address)).await.unwrap()).await
}

/// The cookies of everything that sets one: signing up, and being signed in.
async fn all_cookies(hq: &Hq) -> Vec<String> {
    let client = Client::new();
    let post = |path: &str, cookie: &str, body: serde_json::Value| {
        let url = format!("http://{}/api/v1{path}", hq.address);
        client.post(url).header("origin", ORIGIN).header("cookie", cookie).json(&body).send()
    };
    let account =
        json!({"full_name": "Ada", "email": "ada@example.org", "password": crate::support::PASSWORD});
    let begun = post("/accounts", "", account).await.unwrap();
    let sign_up = cookies(begun.headers());
    let pair = sign_up[0].split(';').next().unwrap();
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    let verified = post("/accounts/verify", pair, json!({"token": token})).await.unwrap();
    assert_eq!(verified.status(), 201, "{verified:?}");
    [sign_up, cookies(verified.headers())].concat()
}

#[tokio::test]
async fn a_stranger_sees_155_points_and_who_signs_in_160() {
    let hq = start().await;
    let mut seen = page(&hq).await;
    // No cookie is set before anybody asks for something: a scan from outside sees neither good ones nor bad ones.
    assert_eq!((seen.cookies.len(), seen.score()), (0, 155), "{:?}", seen.headers);
    seen.cookies = all_cookies(&hq).await;
    assert!(seen.cookies.iter().any(|cookie| cookie.starts_with("__Host-hq_session=")), "{:?}", seen.cookies);
    assert_eq!(seen.score(), 160, "{:?}", seen.cookies);
}

/// The rules above find what is missing, too.
#[tokio::test]
async fn what_is_missing_costs_points() {
    let good = page(&start().await).await;
    for (header, score) in [
        ("content-security-policy", 100 - 25 - 20),
        ("strict-transport-security", 80),
        ("x-content-type-options", 150),
        ("referrer-policy", 150),
        ("cross-origin-resource-policy", 145),
        ("cross-origin-embedder-policy", 145),
        ("cross-origin-opener-policy", 145),
    ] {
        let mut bad = good.clone();
        bad.headers.remove(header).expect(header);
        assert_eq!(bad.score(), score, "without {header}");
    }
    let mut bad = good.clone();
    bad.cookies = vec!["a=b; HttpOnly; SameSite=Lax".to_owned()];
    assert_eq!(bad.score(), 60);
    bad.cookies = vec!["a=b; HttpOnly; Secure".to_owned()];
    assert_eq!(bad.score(), 155);
    bad.headers.insert("cross-origin-opener-policy".to_owned(), "same-orign".to_owned());
    assert_eq!(bad.score(), 140, "a policy that is none");
    let unheld = Seen { page: PAGE.replace("integrity=", "data-was="), ..good };
    assert_eq!(unheld.score(), 150);
}
