//! Cookies of HQ's own: what they are called, how they are made and read.

use crate::platform::token::Token;
use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};
use hq_contract::BASE;
use url::Url;

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Being signed in.
    Session,
    /// Telling the browser that signed up from any other.
    SignUp,
    /// Telling a browser in which somebody signed in before from any other; stays when they sign out.
    Browser,
}

/// A session ends so many days after sign-in, whatever is done with it.
pub const SESSION_DAYS: i64 = 90;
/// How long a verification link works, and the browser that signed up is known.
pub const SIGN_UP_HOURS: i64 = 24;
/// How long a browser is known in which somebody signed in.
pub const BROWSER_DAYS: i64 = 180;

/// So many cookies of one name are looked at. A browser sends those of other paths first, and its own last.
const TRIED: usize = 16;
/// Where a cookie of one of these names may lie; HQ sets them at the first.
const PATHS: [&str; 3] = ["/", "/api", BASE];

/// The names, for one public URL.
#[derive(Clone, Debug)]
pub struct Cookies {
    secure: bool,
    session: String,
    sign_up: String,
    browser: String,
}

impl Cookies {
    /// Bound to this host and to https by their names (RFC 6265bis, 4.1.3.2); plain only where the public URL is http, which
    /// the configuration allows on loopback alone. Cookies know no ports (RFC 6265, 8.5): where the URL names one, the
    /// cookies do too, so that two servers of one host do not sign each other's people out.
    #[must_use]
    pub fn new(public_url: &str) -> Self {
        let secure = public_url.starts_with("https:");
        let prefix = if secure { "__Host-" } else { "" };
        let port = Url::parse(public_url).ok().and_then(|url| url.port());
        let port = port.map(|port| format!("_{port}")).unwrap_or_default();
        let named = |name: &str| format!("{prefix}{name}{port}");
        let (session, sign_up) = (named("hq_session"), named("hq_sign_up"));
        Self { secure, session, sign_up, browser: named("hq_browser") }
    }

    /// What the cookie is called.
    #[must_use]
    pub fn name(&self, of: Purpose) -> &str {
        match of {
            Purpose::Session => &self.session,
            Purpose::SignUp => &self.sign_up,
            Purpose::Browser => &self.browser,
        }
    }

    fn make(&self, of: Purpose, value: &str, path: &str, max_age: Duration) -> String {
        Cookie::build((self.name(of), value))
            .path(path)
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.secure)
            .max_age(max_age)
            .to_string()
    }

    /// `Set-Cookie` that gives the browser a secret.
    #[must_use]
    pub fn set(&self, of: Purpose, token: &Token) -> String {
        let max_age = match of {
            Purpose::Session => Duration::days(SESSION_DAYS),
            Purpose::SignUp => Duration::hours(SIGN_UP_HOURS),
            Purpose::Browser => Duration::days(BROWSER_DAYS),
        };
        self.make(of, token.expose(), "/", max_age)
    }

    /// `Set-Cookie` for each that the browser may have of who is signed in, or was signing up: gone.
    #[must_use]
    pub fn clear(&self) -> Vec<String> {
        // What is bound to its host by its name is at the first path or nowhere.
        let paths = if self.secure { PATHS.get(..1).unwrap_or_default() } else { &PATHS };
        let gone = |of| paths.iter().map(move |path| self.make(of, "", path, Duration::ZERO));
        gone(Purpose::Session).chain(gone(Purpose::SignUp)).collect()
    }

    /// The secrets that a request carries: several where others have set cookies of the same name, for another path or for
    /// the domain above. A value may stand in quotes (RFC 6265, 4.1.1): proxies and clients put them there. What cannot be one
    /// of HQ's is left out, whatever bytes it has.
    #[must_use]
    pub fn read(&self, of: Purpose, headers: &HeaderMap) -> Vec<Token> {
        let mut found = Vec::new();
        for header in headers.get_all(header::COOKIE) {
            // Another's cookie may have any bytes, which are nothing to this one.
            let text = String::from_utf8_lossy(header.as_bytes());
            let own =
                Cookie::split_parse(&*text).filter_map(Result::ok).filter(|it| it.name() == self.name(of));
            found.extend(own.filter_map(|cookie| Token::parse(cookie.value_trimmed())));
        }
        let surplus = found.len().saturating_sub(TRIED);
        found.split_off(surplus)
    }
}

/// Adds a `Set-Cookie` to an answer.
pub fn add(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::random::SystemRandom;

    fn read(cookies: &Cookies, sent: &[&[u8]]) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append(header::COOKIE, HeaderValue::from_bytes(value).unwrap());
        }
        let found = cookies.read(Purpose::Session, &headers);
        found.iter().map(|token| token.expose().to_owned()).collect()
    }

    fn token(first: char) -> String {
        format!("{first}{}", "A".repeat(42))
    }

    #[test]
    fn the_name_tells_hosts_schemes_and_ports_apart() {
        for (url, name) in [
            ("https://hq.example.org", "__Host-hq_session"),
            ("https://hq.example.org:8443", "__Host-hq_session_8443"),
            ("http://localhost:8080", "hq_session_8080"),
            ("http://[::1]:8081", "hq_session_8081"),
            ("http://localhost", "hq_session"),
        ] {
            assert_eq!(Cookies::new(url).name(Purpose::Session), name);
        }
    }

    #[test]
    fn every_one_of_the_name_is_read_and_no_other() {
        let cookies = Cookies::new("http://localhost:8080");
        let (a, b) = (token('a'), token('b'));
        let all = format!("x=1; hq_session_8080=x; hq_session_8080={a}; ; hq_session={b};hq_session_8080=");
        let other = format!("hq_session_8080={b}; hq_sign_up_8080={a}");
        assert_eq!(read(&cookies, &[all.as_bytes(), other.as_bytes()]), [a, b]);
    }

    #[test]
    fn bytes_of_other_cookies_are_nothing_to_ours() {
        let cookies = Cookies::new("http://localhost");
        let good = token('a');
        let sent =
            [b"name=J\xf6rg; \xff; hq_session=".as_slice(), good.as_bytes(), b"; \xc3\xa9=\xc3\xa9"].concat();
        assert_eq!(read(&cookies, &[&sent]), [good]);
    }

    #[test]
    fn a_value_may_stand_in_quotes() {
        let cookies = Cookies::new("http://localhost:8080");
        let (a, b) = (token('a'), token('b'));
        let all = format!(
            "hq_session_8080=\"{a}\"; hq_session_8080=\"{b}; hq_session_8080={b}\"; hq_session_8080=\"\""
        );
        assert_eq!(read(&cookies, &[all.as_bytes()]), [a]);
    }

    #[test]
    fn so_many_are_tried_and_ours_is_the_last() {
        let cookies = Cookies::new("http://localhost");
        let pairs: Vec<String> = ('a'..='z').map(|first| format!("hq_session={}", token(first))).collect();
        let found = read(&cookies, &[pairs.join("; ").as_bytes()]);
        assert_eq!((found.len(), found.last()), (TRIED, Some(&token('z'))));
    }

    #[test]
    fn what_is_set_is_out_of_reach_for_scripts_and_other_sites() {
        let token = Token::new(&SystemRandom);
        let set = Cookies::new("https://hq.example.org").set(Purpose::Session, &token);
        assert!(set.starts_with(&format!("__Host-hq_session={}; ", token.expose())), "{set}");
        for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age=7776000"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!Cookies::new("http://localhost").set(Purpose::Session, &token).contains("Secure"));
        let known = Cookies::new("https://hq.example.org").set(Purpose::Browser, &token);
        assert!(known.starts_with("__Host-hq_browser="), "{known}");
        for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age=15552000"] {
            assert!(known.contains(part), "{known}");
        }
    }

    #[test]
    fn all_of_ours_are_cleared() {
        let cleared = Cookies::new("http://localhost:8080").clear();
        assert_eq!(cleared.len(), 6);
        for cookie in &cleared {
            assert!(
                cookie.contains("Max-Age=0") && cookie.split(';').next().unwrap().ends_with('='),
                "{cookie}"
            );
        }
        assert_eq!(Cookies::new("https://hq.example.org").clear().len(), 2);
    }
}
