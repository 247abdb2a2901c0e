//! What is understood of what comes.

use crate::{bind, fault, id, identity, poll, provision, uncertain, update};
use hq_broker::http::{HttpBroker, Settings};
use hq_broker::osb::ErrorCode;
use hq_broker::osb::extension::StepState;
use hq_broker::testing::{Call, Hostile, Mood, Says};
use hq_broker::{Broker as _, BrokerResult, Fault, Reply, Uncertain};
use serde_json::{Value, json};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
const IMPATIENCE: Duration = Duration::from_millis(300);

struct Asked {
    hostile: Hostile,
    broker: HttpBroker,
}

impl Asked {
    async fn new(whole: Duration) -> Self {
        let hostile = Hostile::start().await.unwrap();
        let broker = hostile.client(whole).unwrap();
        Self { hostile, broker }
    }

    fn says(&self, call: Call, says: Says) {
        self.hostile.once(call, Mood::instead(says));
    }

    /// What comes of making an instance.
    async fn provision(&self, says: Says) -> BrokerResult<Reply<hq_broker::osb::Provisioned>> {
        self.says(Call::Provision, says);
        self.broker.provision(id(1), &provision("database", "small", &json!({})), &identity()).await
    }

    async fn update(&self, says: Says) -> BrokerResult<Reply<hq_broker::osb::Provisioned>> {
        self.says(Call::Update, says);
        self.broker.update(id(1), &update("database", None, &json!({})), &identity()).await
    }

    async fn bind(&self, says: Says) -> BrokerResult<Reply<hq_broker::osb::Binding>> {
        self.says(Call::Bind, says);
        self.broker.bind(id(1), id(2), &bind("database", "small", &json!({})), &identity()).await
    }

    async fn deprovision(&self, says: Says) -> BrokerResult<Reply<hq_broker::osb::Provisioned>> {
        self.says(Call::Deprovision, says);
        self.broker.deprovision(id(1), &poll("database", "small", None), &identity()).await
    }

    async fn unbind(&self, says: Says) -> BrokerResult<Reply<hq_broker::osb::Binding>> {
        self.says(Call::Unbind, says);
        self.broker.unbind(id(1), id(2), &poll("database", "small", None), &identity()).await
    }

    async fn poll(&self, says: Says) -> BrokerResult<(hq_broker::osb::LastOperation, Option<Duration>)> {
        self.says(Call::Poll, says);
        self.broker.last_operation(id(1), &poll("database", "small", None)).await
    }

    /// What went wrong with each request that changes something.
    async fn faults(&self, says: &Says) -> [Fault; 5] {
        [
            fault(self.provision(says.clone()).await),
            fault(self.update(says.clone()).await),
            fault(self.bind(says.clone()).await),
            fault(self.deprovision(says.clone()).await),
            fault(self.unbind(says.clone()).await),
        ]
    }
}

fn with_header(status: u16, name: &'static str, value: &str) -> Says {
    Says::Answer { status, headers: vec![(name, value.to_owned())], body: b"{}".to_vec() }
}

#[tokio::test]
async fn success_is_done_or_taken_up() {
    let asked = Asked::new(PATIENCE).await;
    for (status, done) in [(200, true), (201, true), (202, false)] {
        let says = Says::answer(status, json!({ "operation": "op", "dashboard_url": null, "new": [1] }));
        let replies = [
            asked.provision(says.clone()).await.unwrap(),
            asked.update(says.clone()).await.unwrap(),
            asked.deprovision(says.clone()).await.unwrap(),
        ];
        for reply in replies {
            assert_eq!(matches!(reply, Reply::Done(_)), done, "{status}");
            let (Reply::Done(told) | Reply::Accepted(told)) = reply;
            assert_eq!(told.operation.as_deref(), Some("op"));
        }
        for reply in [asked.bind(says.clone()).await.unwrap(), asked.unbind(says).await.unwrap()] {
            assert_eq!(matches!(reply, Reply::Done(_)), done, "{status}");
        }
    }
}

#[tokio::test]
async fn a_refusal_says_its_status_and_its_word() {
    let asked = Asked::new(PATIENCE).await;
    for status in [400, 401, 403, 404, 408, 409, 412, 422, 429, 499] {
        for error in asked.faults(&Says::answer(status, "<html>no JSON</html>")).await {
            assert_eq!(error, Fault::Refused { status, code: None });
        }
    }
    for (word, code) in [
        ("AsyncRequired", Some(ErrorCode::AsyncRequired)),
        ("ConcurrencyError", Some(ErrorCode::ConcurrencyError)),
        ("RequiresApp", Some(ErrorCode::RequiresApp)),
        ("MaintenanceInfoConflict", Some(ErrorCode::MaintenanceInfoConflict)),
        ("SomethingElse", None),
    ] {
        for error in asked.faults(&Says::refusal(422, word)).await {
            assert_eq!(error, Fault::Refused { status: 422, code });
        }
    }
    let odd = Says::answer(422, json!({ "error": "ConcurrencyError", "description": [1] }));
    let error = asked.provision(odd).await.unwrap_err();
    assert_eq!(error.fault, Fault::Refused { status: 422, code: Some(ErrorCode::ConcurrencyError) });
    assert_eq!(error.description, None);
}

#[tokio::test]
async fn what_is_not_there_is_gone() {
    let asked = Asked::new(PATIENCE).await;
    for error in asked.faults(&Says::answer(410, "{}")).await {
        assert_eq!(error, Fault::Gone);
    }
    assert_eq!(fault(asked.poll(Says::answer(410, "")).await), Fault::Gone);
}

#[tokio::test]
async fn failures_and_strange_statuses_are_uncertain() {
    let asked = Asked::new(PATIENCE).await;
    for status in [500, 501, 502, 503, 504, 599] {
        for error in asked.faults(&Says::answer(status, "{}")).await {
            assert_eq!(error, uncertain(Uncertain::ServerError(status)));
        }
        assert_eq!(
            fault(asked.poll(Says::answer(status, "")).await),
            uncertain(Uncertain::ServerError(status))
        );
    }
    for status in [203, 204, 206, 226, 300, 301, 304, 307, 600, 999] {
        for error in asked.faults(&Says::answer(status, "")).await {
            assert_eq!(error, uncertain(Uncertain::OtherSuccess(status)));
        }
    }
    for status in [201, 202] {
        let told = asked.poll(Says::answer(status, json!({ "state": "succeeded" }))).await;
        assert_eq!(fault(told), uncertain(Uncertain::OtherSuccess(status)));
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_understood_says_with_which_status() {
    let asked = Asked::new(PATIENCE).await;
    let bodies = [
        b"<html>".to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        b"\"{}\"".to_vec(),
        b"{\"operation\": 5}".to_vec(),
        b"{\"operation\": \"".to_vec(),
        b"{}{}".to_vec(),
        b"{\"operation\": \"\xff\xfe\"}".to_vec(),
        format!("{{\"operation\": \"{}\"}}", "x".repeat(10_001)).into_bytes(),
        format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes(),
    ];
    for status in [200, 201, 202] {
        for body in &bodies {
            let says = Says::Answer { status, headers: Vec::new(), body: body.clone() };
            for error in asked.faults(&says).await {
                assert_eq!(
                    error,
                    uncertain(Uncertain::Malformed(status)),
                    "{}",
                    String::from_utf8_lossy(body)
                );
            }
        }
        assert_eq!(
            fault(asked.provision(Says::answer(status, "")).await),
            uncertain(Uncertain::Malformed(status))
        );
        assert!(asked.deprovision(Says::answer(status, " \n")).await.is_ok(), "nothing is missing in it");
        assert!(asked.unbind(Says::answer(status, "")).await.is_ok());
    }
    for body in [json!({}), json!({ "state": "done" }), json!([{ "state": "failed" }])] {
        assert_eq!(fault(asked.poll(Says::answer(200, body)).await), uncertain(Uncertain::Malformed(200)));
    }
}

#[tokio::test]
async fn no_answer_is_uncertain() {
    let asked = Asked::new(IMPATIENCE).await;
    for says in [Says::Nothing, Says::HangsUp, Says::HalfAnAnswer(200), Says::HalfAnAnswer(201)] {
        for error in asked.faults(&says).await {
            assert_eq!(error, uncertain(Uncertain::NoAnswer), "{says:?}");
        }
    }
    for says in [Says::Nothing, Says::HangsUp, Says::HalfAnAnswer(200)] {
        assert_eq!(fault(asked.poll(says).await), uncertain(Uncertain::NoAnswer));
    }
    let error = asked.provision(Says::Nothing).await.unwrap_err();
    assert!(error.description.is_some(), "it says what the connection failed of");
}

#[tokio::test]
async fn answers_are_read_up_to_a_limit() {
    let asked = Asked::new(PATIENCE).await;
    let full = |length: usize| Says::answer(201, format!("{{{}}}", " ".repeat(length - 2)));
    assert!(asked.provision(full(256 * 1_024)).await.is_ok());
    for says in [full(256 * 1_024 + 1), Says::Endless(201)] {
        assert_eq!(fault(asked.provision(says).await), uncertain(Uncertain::Malformed(201)));
    }
    assert_eq!(fault(asked.provision(Says::Endless(503)).await), uncertain(Uncertain::ServerError(503)));
    assert_eq!(fault(asked.provision(Says::Endless(400)).await), Fault::Refused { status: 400, code: None });
    let catalog =
        |length: usize| Says::answer(200, format!("{{\"services\": []{}}}", " ".repeat(length - 16)));
    asked.says(Call::Catalog, catalog(2 * 1_024 * 1_024));
    assert!(asked.broker.catalog().await.is_ok());
    for says in [catalog(2 * 1_024 * 1_024 + 1), Says::Endless(200)] {
        asked.says(Call::Catalog, says);
        assert_eq!(fault(asked.broker.catalog().await), uncertain(Uncertain::Malformed(200)));
    }
}

#[tokio::test]
async fn redirections_are_not_followed() {
    let asked = Asked::new(PATIENCE).await;
    let elsewhere = Hostile::start().await.unwrap();
    for status in [301, 302, 303, 307, 308] {
        for error in asked.faults(&with_header(status, "location", &elsewhere.url())).await {
            assert_eq!(error, uncertain(Uncertain::OtherSuccess(status)));
        }
    }
    assert!(elsewhere.seen().is_empty());
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent() {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let broker =
        HttpBroker::new(&format!("http://127.0.0.1:{port}"), Hostile::auth(), Settings::default()).unwrap();
    let error = broker.catalog().await.unwrap_err();
    assert_eq!(error.fault, Fault::NotSent);
    let description = error.description.unwrap();
    assert!(description.contains("refused"), "it says why: {description}");
}

#[tokio::test]
async fn where_tls_is_not_spoken_nothing_was_sent() {
    let hostile = Hostile::start().await.unwrap();
    let url = hostile.url().replace("http://", "https://");
    let broker = HttpBroker::new(&url, Hostile::auth(), Settings::default()).unwrap();
    let asked = provision("database", "small", &json!({}));
    assert_eq!(fault(broker.provision(id(1), &asked, &identity()).await), Fault::NotSent);
    assert!(hostile.seen().is_empty());
}

#[tokio::test]
async fn a_broker_can_say_when_to_come_again() {
    let asked = Asked::new(PATIENCE).await;
    let error = asked.provision(with_header(503, "retry-after", "17")).await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(17)));
    let error = asked.update(with_header(422, "retry-after", "18")).await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(18)));
    let poll = |retry_after: &str| Says::Answer {
        status: 200,
        headers: vec![
            ("retry-after", retry_after.to_owned()),
            ("date", "Thu, 26 Nov 2026 15:00:00 GMT".to_owned()),
        ],
        body: json!({ "state": "in progress" }).to_string().into_bytes(),
    };
    assert_eq!(asked.poll(poll("19")).await.unwrap().1, Some(Duration::from_secs(19)));
    let date = "Thu, 26 Nov 2026 15:00:20 GMT";
    assert_eq!(asked.poll(poll(date)).await.unwrap().1, Some(Duration::from_secs(20)));
    assert_eq!(asked.poll(poll("soon")).await.unwrap().1, None);
}

#[tokio::test]
async fn texts_are_plain_and_short() {
    let asked = Asked::new(PATIENCE).await;
    let bad = format!("no\u{202e} <b>space</b>\r\n\u{0}\u{200b}left {}", "x".repeat(3_000));
    let said = |description: Option<String>| {
        let description = description.unwrap();
        assert!(description.starts_with("no <b>space</b> left xxx"), "{description}");
        assert_eq!(description.chars().count(), 2_000);
    };
    for status in [400, 410, 500] {
        let says = Says::answer(status, json!({ "description": bad }));
        said(asked.provision(says).await.unwrap_err().description);
    }
    let mut steps: Vec<Value> =
        (0..200).map(|n| json!({ "name": format!("s\u{200b}{n}"), "state": "done" })).collect();
    steps[7]["detail"] = json!(bad);
    let says = Says::answer(200, json!({ "state": "failed", "description": bad, "hq_steps": steps }));
    let (told, _) = asked.poll(says).await.unwrap();
    said(told.description);
    assert_eq!(told.hq_steps.len(), 100);
    assert_eq!(told.hq_steps[7].name, "s7");
    assert_eq!(told.hq_steps[7].state, StepState::Done);
    said(told.hq_steps[7].detail.clone());
}

#[tokio::test]
async fn addresses_for_people_are_of_the_web() {
    let asked = Asked::new(PATIENCE).await;
    for (said, kept) in [
        ("https://dash.example/a b", Some("https://dash.example/a%20b")),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://user:password@dash.example/", None),
        ("//dash.example", None),
        ("file:///etc/passwd", None),
    ] {
        let reply = asked.provision(Says::answer(201, json!({ "dashboard_url": said }))).await.unwrap();
        let Reply::Done(told) = reply else { panic!("it is done") };
        assert_eq!(told.dashboard_url.as_deref(), kept, "{said}");
    }
}

#[tokio::test]
async fn a_catalog_without_what_cannot_be_used_is_a_catalog() {
    let asked = Asked::new(PATIENCE).await;
    let mut catalog = hq_broker::testing::hq_catalog();
    catalog["services"][0]["plans"][0]["metadata"]["hq"]["fpu"]["step"] = json!(0);
    asked.hostile.set_catalog(catalog);
    let (read, left_out) = asked.broker.read_catalog().await.unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(left_out[0].plan.as_deref(), Some("small"));
    assert!(read.plan("database", "large").is_some());
    assert!(read.plan("database", "small").is_none());
    assert_eq!(asked.broker.catalog().await.unwrap(), read);
    asked.says(Call::Catalog, Says::answer(200, "{}"));
    assert_eq!(fault(asked.broker.catalog().await), uncertain(Uncertain::Malformed(200)));
}
