//! A server that says what a test wants it to say, and a page that talks to it.

use crate::stage::{Stage, mount, settle};
use hq_console::{
    App,
    api::{RawResponse, Request, ResponseFuture, Transport, Unreachable},
    browser::files::ReceivedFile,
};
use hq_contract::{Permission, Problem, ProblemCode};
use js_sys::Array;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// What becomes of a request.
#[derive(Clone)]
enum Given {
    Answer(RawResponse),
    Nothing,
    /// Nothing yet.
    Waits,
}

type Outcome = Rc<RefCell<(Option<Result<RawResponse, Unreachable>>, Option<Waker>)>>;

#[derive(Default)]
struct Inner {
    given: Vec<(String, Given)>,
    sent: Vec<Request>,
    waiting: Vec<Outcome>,
    early: Vec<String>,
}

/// The server.
#[derive(Clone, Default)]
pub struct Server(Rc<RefCell<Inner>>);

impl Server {
    /// From now on answers requests such as `GET /api/v1/session` so. A `null` that comes with 200 is an answer; with
    /// 202 and 204 there is none.
    pub fn says(&self, request: &str, status: u16, body: &Value) {
        let answer = RawResponse {
            status,
            etag: Some("\"1\"".into()),
            retry_after: body["retry_after"].as_u64().map(|seconds| u32::try_from(seconds).unwrap()),
            body: if body.is_null() && status != 200 { String::new() } else { body.to_string() },
            file: None,
        };
        self.give(request, Given::Answer(answer));
    }

    /// From now on answers them with a file.
    pub fn sends(&self, request: &str, name: &str, text: &str) {
        let content = Blob::new_with_str_sequence(&Array::of1(&text.into())).unwrap();
        let file = Some(ReceivedFile::new(content, Some(name.to_owned())));
        self.give(request, Given::Answer(RawResponse { status: 200, file, ..RawResponse::default() }));
    }

    /// From now on refuses them with a problem.
    pub fn refuses(&self, request: &str, code: ProblemCode) {
        let problem = serde_json::to_value(Problem::new(code)).unwrap();
        self.says(request, code.status(), &problem);
    }

    /// From now on refuses them for lack of a permission.
    pub fn denies(&self, request: &str, permission: Permission) {
        let problem = serde_json::to_value(Problem::lacks(permission)).unwrap();
        self.says(request, 403, &problem);
    }

    /// From now on loses them.
    pub fn loses(&self, request: &str) {
        self.give(request, Given::Nothing);
    }

    /// From now on leaves them without an answer.
    pub fn holds(&self, request: &str) {
        self.give(request, Given::Waits);
    }

    fn give(&self, request: &str, given: Given) {
        let mut inner = self.0.borrow_mut();
        inner.given.retain(|(known, _)| known != request);
        inner.given.push((request.to_owned(), given));
    }

    /// Answers the first request that waits.
    pub async fn answers_waiting(&self, body: &Value) {
        let waiting = self.0.borrow_mut().waiting.remove(0);
        let answer = RawResponse { status: 200, body: body.to_string(), ..RawResponse::default() };
        let waker = {
            let mut waiting = waiting.borrow_mut();
            waiting.0 = Some(Ok(answer));
            waiting.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
        settle().await;
    }

    /// The addresses that were sent for before a page asks for their answers, and that none has asked for yet.
    pub fn early(&self) -> Vec<String> {
        self.0.borrow().early.clone()
    }

    /// The same, as `public/boot.js` or a link sends for them.
    pub fn is_sent_for(&self, url: &str) {
        self.0.borrow_mut().early.push(url.to_owned());
    }

    /// The address of everything that has been sent to it so far.
    pub fn urls(&self) -> Vec<String> {
        self.0.borrow().sent.iter().map(|sent| sent.url.clone()).collect()
    }

    /// What has been sent to it so far of such requests.
    pub fn got(&self, request: &str) -> Vec<Request> {
        self.0.borrow().sent.iter().filter(|sent| name(sent) == request).cloned().collect()
    }
}

/// `GET /api/v1/session`, without the query.
fn name(request: &Request) -> String {
    let path = request.url.split('?').next().unwrap();
    format!("{} {path}", request.method.as_str())
}

impl Transport for Server {
    fn send(&self, request: Request, _: bool) -> ResponseFuture {
        let mut inner = self.0.borrow_mut();
        let named = name(&request);
        let given = inner.given.iter().find(|(known, _)| *known == named).map(|(_, given)| given.clone());
        inner.early.retain(|url| *url != request.url);
        inner.sent.push(request);
        let outcome = Outcome::default();
        match given {
            Some(Given::Answer(answer)) => outcome.borrow_mut().0 = Some(Ok(answer)),
            Some(Given::Waits) => inner.waiting.push(Rc::clone(&outcome)),
            Some(Given::Nothing) | None => outcome.borrow_mut().0 = Some(Err(Unreachable)),
        }
        Box::pin(poll_fn(move |context| {
            let mut outcome = outcome.borrow_mut();
            if let Some(result) = outcome.0.take() {
                return Poll::Ready(result);
            }
            outcome.1 = Some(context.waker().clone());
            Poll::Pending
        }))
    }

    fn expect(&self, urls: &[String], maybe: &[String]) {
        let early = &mut self.0.borrow_mut().early;
        early.retain(|url| maybe.contains(url));
        early.extend_from_slice(urls);
    }
}

/// The whole console at a path of the address bar, in a tab that remembers nothing.
pub async fn open(server: &Server, path: &str) -> Stage {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    open_again(server, path).await
}

/// The same in a tab that was used before.
pub async fn open_again(server: &Server, path: &str) -> Stage {
    open_in("en", server, path).await
}

/// The same where this language was chosen.
pub async fn open_in(language: &str, server: &Server, path: &str) -> Stage {
    let window = web_sys::window().unwrap();
    window.local_storage().unwrap().unwrap().clear().unwrap();
    window.local_storage().unwrap().unwrap().set_item("hq.language", language).unwrap();
    window.history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(path)).unwrap();
    let transport: Rc<dyn Transport> = Rc::new(server.clone());
    let stage = mount(move || view! { <App transport=transport /> }.into_any()).await;
    settle().await;
    stage
}

/// Path and query of the address bar.
pub fn address() -> String {
    let location = web_sys::window().unwrap().location();
    location.pathname().unwrap() + &location.search().unwrap()
}

/// A server on which nobody is signed in.
pub fn signed_out() -> Server {
    let server = Server::default();
    server.says("GET /api/v1/session", 200, &Value::Null);
    server.says("GET /api/v1/about", 200, &json!({"version": "1", "mailbox": null}));
    server.says("GET /livez", 200, &Value::Null);
    server
}

/// A server on which Ada is signed in, who is in these organizations.
pub fn signed_in(names: &[&str]) -> Server {
    let server = signed_out();
    server.says("GET /api/v1/session", 200, &session(names));
    let nothing = json!({"items": [], "next_page": null, "total": 0});
    server.says("GET /api/v1/me/deleted-organizations", 200, &nothing);
    server.says("GET /api/v1/me/email-change", 200, &json!({"pending": null}));
    for name in names {
        let organization = organization(name);
        let slug = organization["slug"].as_str().unwrap();
        let id = organization["id"].as_str().unwrap();
        server.says(&format!("GET /api/v1/organizations/{slug}"), 200, &organization);
        server.says(&format!("POST /api/v1/organizations/{id}/visits"), 204, &Value::Null);
        server.says(&format!("GET /api/v1/organizations/{id}/dataplants"), 200, &nothing);
        // No plans are sold, unless a test says otherwise.
        let free = json!({
            "billing": false, "subscription": null, "trial_left": false, "vouchers": [], "overdue": null,
        });
        server.says(&format!("GET /api/v1/organizations/{id}/subscription"), 200, &free);
        // Who belongs there, and what can wait on the home.
        let alone = json!({"items": [], "next_page": null, "total": 1});
        server.says(&format!("GET /api/v1/organizations/{id}/members"), 200, &alone);
        for list in ["invitations", "join-requests", "audit-log", "domains"] {
            server.says(&format!("GET /api/v1/organizations/{id}/{list}"), 200, &nothing);
        }
        let certificates = json!({"items": [], "next_page": null, "total": 0, "can_be_kept": true});
        server.says(&format!("GET /api/v1/organizations/{id}/certificates"), 200, &certificates);
        let rules = json!({"rules": [], "former": null});
        let own = "01890a5d-ac96-774b-bcce-b302099a8002";
        server.says(&format!("GET /api/v1/organizations/{id}/members/{own}/rules"), 200, &rules);
        let quotas = json!({"plan": true, "quotas": [], "requests": []});
        server.says(&format!("GET /api/v1/organizations/{id}/quotas"), 200, &quotas);
    }
    server
}

/// Ada's session.
pub fn session(names: &[&str]) -> Value {
    let items: Vec<Value> = names.iter().map(|name| mine(name)).collect();
    json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8001", "created_at": "2026-01-01T00:00:00Z",
        "expires_at": "2027-01-01T00:00:00Z", "user": me("Ada Lovelace"),
        "organizations": {"items": items, "next_page": null, "total": names.len()},
        "invitations": {"items": [], "next_page": null, "total": 0},
        "suggestions": {"items": [], "next_page": null, "total": 0},
    })
}

/// Ada's session with invitations to some organizations, and others that she may ask to join.
pub fn session_with(names: &[&str], invited: &[&str], suggested: &[&str]) -> Value {
    let mut session = session(names);
    let invited: Vec<Value> = invited.iter().map(|name| invitation(name)).collect();
    session["invitations"]["items"] = json!(invited);
    session["suggestions"]["items"] =
        suggested.iter().map(|name| suggestion(name, None)).collect::<Vec<_>>().into();
    session
}

/// Who did something, as the API tells of them.
pub fn person(name: &str) -> Value {
    json!({"kind": "person", "id": "01890a5d-ac96-774b-bcce-b302099a8057", "name": name})
}

/// An invitation of hers.
pub fn invitation(name: &str) -> Value {
    let id = organization(name)["id"].clone();
    json!({
        "id": id, "organization": {"id": id, "name": name}, "colour": "teal", "inviter": person("Grace Hopper"),
        "role": "user", "note": "See you on Monday.", "expires_at": "2027-01-01T00:00:00Z",
    })
}

/// An organization that she may ask to join, or has asked.
pub fn suggestion(name: &str, request: Option<&str>) -> Value {
    let id = organization(name)["id"].clone();
    json!({"organization": {"id": id, "name": name}, "colour": "teal", "join_request": request})
}

/// Ada, or somebody who has her account.
pub fn me(name: &str) -> Value {
    json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8002", "full_name": name, "email": "ada@example.org",
        "language": "en", "created_at": "2026-01-01T00:00:00Z",
    })
}

/// An organization as its admin reads it.
pub fn organization(name: &str) -> Value {
    let number = name.bytes().fold(0_u64, |number, byte| number * 31 + u64::from(byte)) % (1 << 40);
    json!({
        "id": format!("01890a5d-ac96-774b-bcce-{number:012x}"), "slug": slug(name), "name": name,
        "description": null, "colour": "teal", "created_at": "2026-01-01T00:00:00Z", "role": "admin",
        "permissions": Permission::ALL, "logo": null, "plan": "standard",
    })
}

/// The same in the list of the person's own.
pub fn mine(name: &str) -> Value {
    let id = organization(name)["id"].clone();
    json!({
        "id": id, "slug": slug(name), "name": name, "colour": "teal", "logo": null, "role": "admin",
        "opened_at": "2026-01-01T00:00:00Z",
    })
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}
