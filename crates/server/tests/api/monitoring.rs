//! The dashboard and the alerts of deploy/monitoring, against what a server really tells.

use crate::{
    start::{start, stop},
    support::{Mood, Raw, SmtpDouble, Wire, postgres},
};
use sea_orm::{ConnectionTrait as _, Database};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{process::Command, time::timeout};

/// Labels that Prometheus itself adds.
const OF_PROMETHEUS: [&str; 2] = ["instance", "job"];
/// Metrics that Prometheus itself makes.
const MADE_BY_PROMETHEUS: [&str; 1] = ["up"];
/// A label whose values depend on what happens.
const ANY_VALUE: &str = "status";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/monitoring").join(name)
}

/// A series that an expression asks for: its name, and the labels that it matches or groups by, with the value where it has to be
/// that one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    name: String,
    labels: BTreeMap<String, Option<String>>,
}

/// What an expression of PromQL asks of HQ.
fn wanted(expression: &str) -> Vec<Wanted> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(at) = rest.find("hq_") {
        let begins = rest[..at].chars().next_back().is_none_or(|before| !is_name(before));
        rest = &rest[at..];
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        rest = behind;
        if !begins || name.ends_with('_') {
            continue;
        }
        let mut labels = BTreeMap::new();
        if let Some((matchers, _)) = behind.strip_prefix('{').and_then(|behind| behind.split_once('}')) {
            for matcher in matchers.split(',') {
                let (label, value) = matcher.split_once(['=', '!']).expect("a matcher");
                let value = value.trim_matches('"');
                let exactly = !matcher.contains("=~") && !matcher.contains('!');
                labels.insert(label.trim().to_owned(), exactly.then(|| value.to_owned()));
            }
        }
        for (_, grouped) in
            expression.match_indices(" by (").map(|(at, by)| expression.split_at(at + by.len()))
        {
            for label in grouped.split(')').next().unwrap_or_default().split(',') {
                labels.entry(label.trim().to_owned()).or_insert(None);
            }
        }
        found.push(Wanted { name: name.to_owned(), labels });
    }
    found
}

/// The expressions of the dashboard, and of the rules, each on its line or lines.
fn expressions() -> Vec<String> {
    let dashboard: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(file("dashboard.json")).unwrap()).unwrap();
    let mut found = Vec::new();
    collect(&dashboard, &mut found);
    assert!(found.len() > 20, "the dashboard has lost its panels");
    let rules = fs::read_to_string(file("alerts.yml")).unwrap();
    let of_rules = rules.split("expr: ").skip(1).map(|rule| {
        let ends = ["\n        for:", "\n        labels:"].iter().filter_map(|end| rule.find(end)).min();
        rule[..ends.expect("a rule has labels")].trim_start_matches('|').replace('\n', " ")
    });
    let before = found.len();
    found.extend(of_rules);
    assert!(found.len() - before >= 15, "the alerts have lost their rules");
    found
}

fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "expr" => found.push(text.to_owned()),
                    _ => collect(value, found),
                }
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

/// The samples of an answer: name, labels, value.
fn samples(text: &str) -> Vec<(String, BTreeMap<String, String>, f64)> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let (series, value) = line.rsplit_once(' ').unwrap();
            let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
            let labels = labels.trim_end_matches('}').split("\",").filter(|label| !label.is_empty());
            let labels = labels.map(|label| {
                let (name, value) = label.split_once("=\"").unwrap();
                (name.to_owned(), value.trim_end_matches('"').to_owned())
            });
            (name.to_owned(), labels.collect(), value.parse().unwrap())
        })
        .collect()
}

/// What a server tells at the address that it said.
async fn told(said: &str) -> Vec<(String, BTreeMap<String, String>, f64)> {
    let address = said.split("metrics   http://").nth(1).expect("where it tells").split('/').next().unwrap();
    let mut raw = Raw::connect(address.parse().unwrap()).await;
    raw.send("GET /metrics HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    samples(&raw.reply().await.body)
}

/// The value of a job's number.
fn of(samples: &[(String, BTreeMap<String, String>, f64)], metric: &str, job: &str) -> Option<f64> {
    let is = |(name, labels, _): &&(String, BTreeMap<String, String>, f64)| {
        name == metric && labels.get("name").is_some_and(|name| name == job)
    };
    samples.iter().find(is).map(|(.., value)| *value)
}

/// Waits until a job was tried.
async fn once_tried(said: &str, job: &str) -> Vec<(String, BTreeMap<String, String>, f64)> {
    let waiting = async {
        loop {
            let samples = told(said).await;
            if of(&samples, "hq_job_runs_total", job).is_some_and(|runs| runs >= 1.0) {
                return samples;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), waiting).await.expect("the job is done")
}

const METRICS: [&str; 2] = ["--metrics-listen", "127.0.0.1:0"];

#[tokio::test]
async fn everything_that_dashboard_and_alerts_ask_for_is_told() {
    let folder = TempDir::new().unwrap();
    let double = SmtpDouble::start(Mood::Kind).await;
    let smtp = format!("smtp://{}", double.address);
    let (child, said) =
        start(&folder, &[&METRICS[..], &["--demo", "--smtp-url", &smtp]].concat(), "felix@").await;
    let address = said.split("http://").nth(1).unwrap().split('\n').next().unwrap();
    let mut raw = Raw::connect(address.parse().unwrap()).await;
    raw.send("GET /api/v1/about HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    assert_eq!(raw.reply().await.status, 200);
    let samples = once_tried(&said, "forget_mails").await;
    stop(child).await;

    for expression in expressions() {
        let asked = wanted(&expression);
        let asks_prometheus = MADE_BY_PROMETHEUS.iter().any(|name| expression.starts_with(name));
        assert!(!asked.is_empty() || asks_prometheus, "nothing of HQ's: {expression}");
        for series in asked {
            let fits = |(name, labels, _): &(String, BTreeMap<String, String>, f64)| {
                *name == series.name
                    && series.labels.iter().filter(|(label, _)| !OF_PROMETHEUS.contains(&label.as_str())).all(
                        |(label, value)| match (labels.get(label), value) {
                            (Some(told), Some(value)) => label == ANY_VALUE || told == value,
                            (told, _) => told.is_some(),
                        },
                    )
            };
            assert!(samples.iter().any(fits), "{series:?} is not told, which is asked for by: {expression}");
        }
    }
    // Each kind of work is there from the start, with how often it is done, and none has failed.
    let jobs: BTreeSet<&str> = samples
        .iter()
        .filter(|(name, ..)| name == "hq_job_interval_seconds")
        .filter_map(|(_, labels, _)| labels.get("name").map(String::as_str))
        .collect();
    for job in
        ["mails", "mail_server", "domains", "brokers", "broker_catalogs", "broker_probes", "dataplants"]
            .into_iter()
            .chain(["domains_failing", "embedded_broker", "billing", "subscriptions", "password_resets"])
            .chain(["shared_clock"])
            .chain(hq_server::jobs::housekeeping::jobs().map(|task| task.job.name))
    {
        assert!(jobs.contains(job), "{job} is not told");
        assert_eq!(of(&samples, "hq_job_panics_total", job), Some(0.0), "{job}");
        assert!(of(&samples, "hq_job_last_success_timestamp_seconds", job) > Some(1e9), "{job}");
    }
    assert_eq!(of(&samples, "hq_job_failures_total", "forget_mails"), Some(0.0));
    assert!(samples.iter().any(|(name, _, up)| name == "hq_database_up" && *up > 0.0));
}

/// The value of a number that has one series.
fn alone(samples: &[(String, BTreeMap<String, String>, f64)], metric: &str) -> Option<f64> {
    samples.iter().find(|(name, labels, _)| name == metric && labels.is_empty()).map(|(.., value)| *value)
}

#[tokio::test]
async fn connections_are_told_by_what_they_are_for() {
    let folder = TempDir::new().unwrap();
    let server = postgres().await;
    for (database, pools) in [
        ("sqlite:data/hq.sqlite", [("read", 4.0), ("write", 1.0)]),
        (server.as_str(), [("requests", 16.0), ("work", 8.0)]),
    ] {
        let options = [&METRICS[..], &["--database", database]].concat();
        let (child, said) = start(&folder, &options, "/api/docs").await;
        let samples = told(&said).await;
        stop(child).await;
        let of = |metric: &str| -> BTreeMap<String, f64> {
            let of_metric = samples.iter().filter(|(name, ..)| name == metric);
            of_metric.map(|(_, labels, value)| (labels["pool"].clone(), *value)).collect()
        };
        let (open, idle) = (of("hq_database_connections"), of("hq_database_connections_idle"));
        let limits = of("hq_database_connections_limit");
        assert_eq!(limits, pools.map(|(pool, limit)| (pool.to_owned(), limit)).into());
        for (pool, limit) in &limits {
            assert!(idle[pool] <= open[pool] && open[pool] <= *limit, "{pool}: {open:?}, {idle:?}");
        }
    }
}

/// What waits in the outbox is not known while the database is away, and is known again when it is back.
#[tokio::test]
async fn a_database_that_is_away_is_told_and_old_numbers_are_not() {
    let (wire, url) = Wire::to(&postgres().await).await;
    let folder = TempDir::new().unwrap();
    let options = [&METRICS[..], &["--database", &url]].concat();
    let (child, said) = start(&folder, &options, "/api/docs").await;
    let up = async |up: f64| {
        let waiting = async {
            loop {
                let samples = told(&said).await;
                if alone(&samples, "hq_database_up") == Some(up) {
                    return samples;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(60), waiting).await.expect("it is told")
    };
    let outbox = ["hq_outbox_mails", "hq_outbox_oldest_mail_seconds", "hq_outbox_overdue_seconds"];
    let samples = up(1.0).await;
    assert_eq!(outbox.map(|metric| alone(&samples, metric)), [Some(0.0); 3]);
    wire.cut();
    let samples = up(0.0).await;
    for metric in outbox {
        assert!(alone(&samples, metric).is_some_and(f64::is_nan), "{metric} is not known");
    }
    wire.mend();
    let samples = up(1.0).await;
    assert_eq!(alone(&samples, "hq_outbox_mails"), Some(0.0));
    stop(child).await;
}

/// Of a server whose database lacks a table: the job that needs it fails, and every other is done.
#[tokio::test]
async fn a_job_that_fails_is_counted_and_starves_no_other() {
    let folder = TempDir::new().unwrap();
    let (child, _) = start(&folder, &[], "/api/docs").await;
    stop(child).await;
    let db = Database::connect(format!("sqlite:{}/data/hq.sqlite", folder.path().display())).await.unwrap();
    db.execute_unprepared("DROP TABLE access_attempts").await.unwrap();
    db.close().await.unwrap();
    let (child, said) = start(&folder, &METRICS, "/api/docs").await;
    let samples = once_tried(&said, "forget_mails").await;
    let (_, log) = stop(child).await;
    let failures = |job: &str| of(&samples, "hq_job_failures_total", job);
    assert_eq!(failures("forget_access_attempts"), Some(1.0));
    assert_eq!(failures("forget_sign_ups"), Some(0.0), "the next one");
    assert_eq!(failures("forget_mails"), Some(0.0), "the last one");
    assert!(log.contains("job=\"forget_access_attempts\""), "{log}");
}

/// A mail that a server had in hand when it ended is sent by the next one, which says so.
#[tokio::test]
async fn what_is_taken_over_is_counted() {
    let folder = TempDir::new().unwrap();
    let double = SmtpDouble::start(Mood::HangingAfterData).await;
    let smtp = format!("smtp://{}", double.address);
    let options = ["--demo", "--smtp-url", &smtp, "--mail-lease", "1"];
    let (mut child, said) = start(&folder, &options, "felix@").await;
    let address = said.split("http://").nth(1).unwrap().split('\n').next().unwrap();
    crate::support::Browser::new(address.parse().unwrap())
        .call(&hq_contract::password_resets::RequestPasswordReset(
            hq_contract::password_resets::NewPasswordReset { email: "ada@acme.example".parse().unwrap() },
        ))
        .await
        .unwrap();
    let in_hand = async {
        while double.taken().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), in_hand).await.expect("a mail is in hand");
    child.kill().await.unwrap();
    double.become_(Mood::Kind);
    let (child, said) = start(&folder, &[&METRICS[..], &options].concat(), "felix@").await;
    let waiting = async {
        loop {
            let samples = told(&said).await;
            if of(&samples, "hq_lease_takeovers_total", "mails") >= Some(1.0) {
                return samples;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), waiting).await.expect("it is taken over");
    stop(child).await;
}

/// The rules are of the language, and fire when they should: Prometheus' own tool says so, of the dashboard's expressions too.
#[tokio::test]
async fn prometheus_takes_the_rules() {
    let dashboard: Vec<serde_json::Value> = expressions()
        .iter()
        .enumerate()
        .map(|(number, expression)| {
            let expression = expression.replace("$__rate_interval", "5m");
            serde_json::json!({ "record": format!("expression_{number}"), "expr": expression })
        })
        .collect();
    let folder = TempDir::new().unwrap();
    let as_rules = folder.path().join("expressions.yml");
    // What is JSON is YAML too.
    let groups = serde_json::json!({ "groups": [{ "name": "expressions", "rules": dashboard }] });
    fs::write(&as_rules, groups.to_string()).unwrap();
    promtool(&["check", "rules", as_rules.to_str().unwrap()]).await;
    promtool(&["check", "rules", file("alerts.yml").to_str().unwrap()]).await;
    promtool(&["test", "rules", file("alerts_test.yml").to_str().unwrap()]).await;
    let text = |name: &str| fs::read_to_string(file(name)).unwrap();
    let (rules, tests) = (text("alerts.yml"), text("alerts_test.yml"));
    for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
        assert!(tests.contains(alert), "{alert} has no test");
    }
}

#[expect(clippy::disallowed_methods, reason = "the variable by which xtask tells the tests")]
async fn promtool(arguments: &[&str]) {
    let program = std::env::var("HQ_TEST_PROMTOOL")
        .expect("HQ_TEST_PROMTOOL is not set: `cargo xtask test api` gets promtool and sets it");
    let ran =
        Command::new(program).args(arguments).stdin(Stdio::null()).output().await.expect("promtool runs");
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn what_an_expression_asks_for_is_found() {
    let asked = wanted("sum by (name, le) (rate(hq_a_total{status=~\"5..\", pool=\"read\"}[5m])) / hq_b");
    let labels = |labels: &[(&str, Option<&str>)]| {
        labels.iter().map(|(name, value)| ((*name).to_owned(), value.map(str::to_owned))).collect()
    };
    assert_eq!(asked[0].name, "hq_a_total");
    assert_eq!(
        asked[0].labels,
        labels(&[("name", None), ("le", None), ("status", None), ("pool", Some("read"))])
    );
    assert_eq!((asked[1].name.as_str(), asked.len()), ("hq_b", 2));
}
