//! `hq doctor`: each fault that it knows, and that it changes nothing.

use crate::{
    mfa::enrol,
    start::{hq, start, stop},
    support::{Backend, DnsAnswer, DnsDouble, Hq, Mood, Setup, SmtpDouble, postgres},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use clap::Parser as _;
use hq_server::{
    commands::{
        Command, CommandLine,
        doctor::{About, Finding, examine},
    },
    db::Db,
    platform::clock::{Clock, SystemClock},
};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};
use std::{fs, net::SocketAddr, path::Path};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufStream},
    net::TcpListener,
};

/// What is found with these options.
async fn found_at(clock: &dyn Clock, options: &[&str]) -> Vec<Finding> {
    let line = CommandLine::try_parse_from([&["hq", "doctor"], options].concat()).expect("options");
    let Some(Command::Doctor(arguments)) = line.command else { panic!("not the doctor") };
    examine(&arguments, clock).await
}

async fn found(options: &[&str]) -> Vec<Finding> {
    found_at(&SystemClock, options).await
}

/// The sentences of what is wrong with something.
fn wrong(findings: &[Finding], about: About) -> Vec<&str> {
    let wrong = |finding: &&Finding| !finding.good && finding.about == about;
    findings.iter().filter(wrong).map(|finding| finding.sentence.as_str()).collect()
}

/// That one thing about this is wrong, in these words, and nothing about anything else.
#[track_caller]
fn only(findings: &[Finding], about: About, words: &[&str]) {
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let wrong_ones: Vec<&Finding> = findings.iter().filter(|finding| !finding.good).collect();
    assert!(!wrong_ones.is_empty() && wrong_ones.iter().all(|finding| finding.about == about), "{all:#?}");
    for word in words {
        assert!(wrong_ones.iter().any(|finding| finding.sentence.contains(word)), "{word}: {all:#?}");
    }
}

#[track_caller]
fn nothing_wrong(findings: &[Finding]) {
    let wrong: Vec<String> = findings.iter().filter(|one| !one.good).map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A place where everything is well: a folder with a server's database, and a DNS server that answers.
struct Place {
    folder: TempDir,
    dns: DnsDouble,
}

impl Place {
    async fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap(), dns: DnsDouble::start().await };
        let (child, _) = start(&place.folder, &[], "/api/docs").await;
        stop(child).await;
        place
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("data/hq.sqlite")
    }

    fn options(&self) -> Vec<String> {
        let database = format!("--database=sqlite:{}", self.file().display());
        vec![database, format!("--dns={}", self.dns.address)]
    }

    async fn found_with(&self, more: &[&str]) -> Vec<Finding> {
        let options = self.options();
        let options: Vec<&str> = options.iter().map(String::as_str).chain(more.iter().copied()).collect();
        found(&options).await
    }

    async fn run(&self, statement: &str) {
        let db = Database::connect(format!("sqlite:{}", self.file().display())).await.unwrap();
        db.execute_unprepared(statement).await.unwrap();
        db.close().await.unwrap();
    }
}

/// Every file below a folder, and what is in it.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(everything(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    all.sort();
    all
}

#[tokio::test]
async fn where_all_is_well_it_says_so_and_changes_nothing() {
    let place = Place::new().await;
    let before = everything(place.folder.path());
    let options = place.options();
    let options: Vec<&str> = [vec!["doctor"], options.iter().map(String::as_str).collect()].concat();
    let output = hq(&place.folder, &options).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    for about in ["database", "clock", "dns", "mail", "secrets key", "disk", "permissions"] {
        assert!(said.lines().any(|line| line.starts_with(&format!("ok  {about}: "))), "{about}: {said}");
    }
    assert!(everything(place.folder.path()) == before, "it changed a file");

    let public = [&options[..], &["--public-url", "https://hq.example.org"]].concat();
    let output = hq(&place.folder, &public).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.lines().any(|line| line.starts_with("NOT mail: ") && line.contains("--smtp-url")), "{said}");
}

#[tokio::test]
async fn a_place_where_nothing_is_yet_is_well() {
    let (folder, dns) = (TempDir::new().unwrap(), DnsDouble::start().await);
    let database = format!("--database=sqlite:{}/new/hq.sqlite", folder.path().display());
    nothing_wrong(&found(&[&database, &format!("--dns={}", dns.address)]).await);
    assert!(everything(folder.path()).is_empty() && !folder.path().join("new").exists());
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_told() {
    let place = Place::new().await;
    let dns = format!("--dns={}", place.dns.address);
    only(&found(&["--database=mysql://db/hq", &dns]).await, About::Database, &["not the URL"]);
    place.run("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)").await;
    only(&place.found_with(&[]).await, About::Database, &["newer version of HQ"]);
    place.run("DELETE FROM seaql_migrations WHERE version = 'm9999_later'").await;
    let older = "DELETE FROM seaql_migrations WHERE version = (SELECT MAX(version) FROM seaql_migrations)";
    place.run(older).await;
    let findings = place.found_with(&[]).await;
    nothing_wrong(&findings);
    assert!(findings.iter().any(|finding| finding.sentence.contains("(steps: 1)")), "{findings:#?}");

    let whole = fs::read(place.file()).unwrap();
    fs::write(place.file(), [&whole[..whole.len() / 2], &vec![7; whole.len() / 2][..]].concat()).unwrap();
    only(&place.found_with(&[]).await, About::Database, &["cannot be used", "hq restore"]);
    fs::write(place.file(), "no database, but long enough to be read as one, or nearly so").unwrap();
    only(&place.found_with(&[]).await, About::Database, &["cannot be used"]);
}

#[tokio::test]
async fn another_programs_database_is_told() {
    let place = Place::new().await;
    fs::remove_file(place.file()).unwrap();
    let db = Database::connect(format!("sqlite:{}?mode=rwc", place.file().display())).await.unwrap();
    db.execute_unprepared("CREATE TABLE seaql_migrations (version TEXT, applied_at BIGINT)").await.unwrap();
    db.execute_unprepared("INSERT INTO seaql_migrations VALUES ('m0001_blog', 0)").await.unwrap();
    db.close().await.unwrap();
    fs::set_permissions(
        place.file(),
        fs::metadata(place.file().with_extension("sqlite.key")).unwrap().permissions(),
    )
    .unwrap();
    only(&place.found_with(&[]).await, About::Database, &["another program's"]);
}

#[tokio::test]
async fn a_database_that_others_hold_or_that_is_read_only_is_told() {
    let place = Place::new().await;
    // Nobody gives it back: a program that hangs in the middle of a transaction.
    let holder = Database::connect(format!("sqlite:{}", place.file().display())).await.unwrap();
    holder.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    only(&place.found_with(&[]).await, About::Database, &["cannot be written", "end what holds it"]);
    holder.execute_unprepared("ROLLBACK").await.unwrap();
    holder.close().await.unwrap();
    nothing_wrong(&place.found_with(&[]).await);
}

/// On PostgreSQL: who takes no writes, lets this user make no tables, or does not answer.
#[tokio::test]
async fn a_postgres_that_cannot_be_used_is_told() {
    let (url, dns) = (postgres().await, DnsDouble::start().await);
    let dns_option = format!("--dns={}", dns.address);
    let look = async |url: &str| found(&["--database", url, &dns_option]).await;
    let findings = look(&url).await;
    nothing_wrong(&findings);
    assert!(findings.iter().any(|finding| finding.sentence.contains("holds nothing yet")), "{findings:#?}");
    Db::connect(&url).await.unwrap().close().await;
    let findings = look(&url).await;
    nothing_wrong(&findings);
    assert!(findings.iter().any(|finding| finding.sentence.contains("clock says the same")), "{findings:#?}");

    let name = url.rsplit('/').next().unwrap().to_owned();
    // One connection: what is set for it holds for each statement.
    let db = Database::connect(ConnectOptions::new(&url).max_connections(1).to_owned()).await.unwrap();
    let run = async |statement: String| db.execute_unprepared(&statement).await.unwrap();
    run(format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
    only(&look(&url).await, About::Database, &["default_transaction_read_only"]);
    run("SET default_transaction_read_only = off".to_owned()).await;
    run(format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await;
    // From version 15 on it is so by itself.
    run("REVOKE CREATE ON SCHEMA public FROM PUBLIC".to_owned()).await;
    let role = format!("{name}_reader");
    run(format!("DROP ROLE IF EXISTS {role}")).await;
    run(format!("CREATE ROLE {role} LOGIN PASSWORD 'hunter2'")).await;
    run(format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")).await;
    let (before, after) = url.split_once("postgres@").unwrap();
    for (user, word) in [(&role, "may not make tables"), (&format!("{name}_nobody"), "authentication failed")]
    {
        only(&look(&format!("{before}{user}:hunter2@{after}")).await, About::Database, &[word]);
    }
    run(format!("DROP OWNED BY {role}; DROP ROLE {role}")).await;
    db.close().await.unwrap();
    let findings = look("postgres://hq:hunter2@127.0.0.1:1/hq").await;
    only(&findings, About::Database, &["Connection refused"]);
    assert!(!format!("{findings:?}").contains("hunter2"));
}

struct Late(Duration);

impl Clock for Late {
    fn now(&self) -> OffsetDateTime {
        SystemClock.now() - self.0
    }
}

/// On both: a clock behind what stands in the database; on PostgreSQL beside the server's, too.
#[tokio::test]
async fn a_clock_that_is_wrong_is_told() {
    let place = Place::new().await;
    let (child, said) = start(
        &place.folder,
        &["--database", &format!("sqlite:{}", place.file().display()), "--demo"],
        "felix@",
    )
    .await;
    assert!(said.contains("ada@"));
    stop(child).await;
    let options = place.options();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    nothing_wrong(&found(&options).await);
    let late = found_at(&Late(Duration::days(3650)), &options).await;
    only(&late, About::Clock, &["audit log"]);

    let url = postgres().await;
    let dns = format!("--dns={}", place.dns.address);
    let late = found_at(&Late(Duration::minutes(1)), &["--database", &url, &dns]).await;
    only(&late, About::Clock, &["seconds ahead of"]);
}

#[tokio::test]
async fn a_resolver_that_does_not_answer_is_told() {
    let place = Place::new().await;
    let failing = DnsDouble::start().await;
    failing.answers("", DnsAnswer::Fails);
    let silent = format!("--dns={}", failing.address);
    let findings = place.found_with(&[&silent]).await;
    only(&findings, About::Dns, &[&failing.address.to_string(), "The others are asked"]);
    place.dns.answers("", DnsAnswer::Fails);
    let findings = place.found_with(&[]).await;
    only(&findings, About::Dns, &["No domain can be verified"]);
}

/// A mail server that says this, line by line as it is asked.
async fn mail_server(says: &'static [&'static str]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufStream::new(stream);
            tokio::spawn(async move {
                let mut line = String::new();
                for says in says {
                    stream.write_all(says.as_bytes()).await?;
                    stream.flush().await?;
                    line.clear();
                    stream.read_line(&mut line).await?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    address
}

#[tokio::test]
async fn a_mail_server_that_lets_nobody_in_is_told() {
    let place = Place::new().await;
    let look = async |url: String| place.found_with(&["--smtp-url", &url]).await;
    let kind = SmtpDouble::start(Mood::International).await;
    let findings = look(format!("smtp://{}", kind.address)).await;
    nothing_wrong(&findings);
    assert!(findings.iter().any(|one| one.about == About::Mail && one.sentence.contains("any alphabet")));
    assert!(kind.taken().is_empty() && kind.envelopes().is_empty(), "a mail was sent");
    only(&look(format!("smtp://{}?tls=required", kind.address)).await, About::Mail, &["cannot be encrypted"]);
    only(&look("smtp://127.0.0.1:1".to_owned()).await, About::Mail, &["cannot be reached", "firewall"]);
    kind.become_(Mood::Dropping);
    only(&look(format!("smtp://{}", kind.address)).await, About::Mail, &["cannot be reached"]);
    let strict =
        mail_server(&["220 hello\r\n", "250-hello\r\n250 AUTH PLAIN\r\n", "535 5.7.8 who are you\r\n"]).await;
    let findings = look(format!("smtp://hq:hunter2@{strict}")).await;
    only(&findings, About::Mail, &["does not let HQ in", "who are you"]);
    assert!(!format!("{findings:?}").contains("hunter2"));
    only(&look("smtp://mail.example.org".to_owned()).await, About::Mail, &["in clear"]);
    only(&place.found_with(&["--public-url", "ftp://hq"]).await, About::PublicUrl, &["https"]);
}

#[tokio::test]
async fn a_key_that_does_not_open_what_is_kept_is_told() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let url = match backend {
            Backend::Postgres => Some(postgres().await),
            Backend::Sqlite => None,
        };
        let files = TempDir::new().unwrap();
        let url =
            url.unwrap_or_else(|| format!("sqlite:{}?mode=rwc", files.path().join("hq.sqlite").display()));
        let hq = Hq::start_on(&url, None, Setup::default()).await;
        let ada = hq.person("ada@example.org").await;
        enrol(&hq, &ada).await;
        let right = BASE64_STANDARD.encode([7; 32]);
        let other = BASE64_STANDARD.encode([8; 32]);
        let dns = format!("--dns={}", hq.dns.address);
        let look = async |key: &str| found(&["--database", &url, &dns, "--secrets-key", key]).await;
        assert!(wrong(&look(&right).await, About::SecretsKey).is_empty());
        assert!(wrong(&look(&format!("{other},{right}")).await, About::SecretsKey).is_empty());
        let findings = look(&other).await;
        assert!(wrong(&findings, About::SecretsKey)[0].contains("authenticator apps (1)"), "{findings:#?}");
        assert!(wrong(&look("hunter2").await, About::SecretsKey)[0].contains("base64"));
        let none = found(&["--database", &url, &dns]).await;
        assert_eq!(wrong(&none, About::SecretsKey).len(), 1, "{none:#?}");
    }
    let place = Place::new().await;
    fs::write(place.file().with_extension("sqlite.key"), "no key").unwrap();
    only(&place.found_with(&[]).await, About::SecretsKey, &["holds no key"]);
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_others_can_read_are_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new().await;
    let open = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let key = place.file().with_extension("sqlite.key");
    open(&key, 0o644);
    only(
        &place.found_with(&[]).await,
        About::Permissions,
        &["Others can read", "hq.sqlite.key", "chmod go="],
    );
    open(&key, 0o600);
    open(&place.file(), 0o640);
    only(&place.found_with(&[]).await, About::Permissions, &["data/hq.sqlite."]);
    open(&place.file(), 0o600);
    open(place.file().parent().unwrap(), 0o777);
    only(&place.found_with(&[]).await, About::Permissions, &["Others can write to the folder"]);
}

#[tokio::test]
async fn files_of_what_is_sold_that_are_wrong_are_told() {
    let place = Place::new().await;
    let file = |name: &str, text: &str| {
        let path = place.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let good = file("prices.toml", hq_billing::price_book::DEMO);
    nothing_wrong(&place.found_with(&["--billing", &good]).await);
    let bad =
        file("bad.toml", &hq_billing::price_book::DEMO.replace("month = \"90.00\"", "month = \"a lot\""));
    only(&place.found_with(&["--billing", &bad]).await, About::Billing, &["plans.standard.month"]);
    only(&place.found_with(&["--billing", "no-file"]).await, About::Billing, &["cannot be read"]);

    let (key, secret) = (file("key", "hunter2"), file("secret", "whsec_x"));
    let cards = ["--stripe-key-file", &key, "--stripe-webhook-secret-file", &secret];
    let findings = place.found_with(&cards).await;
    assert!(wrong(&findings, About::Cards)[0].contains("--stripe-key-file"), "{findings:#?}");
    assert!(!format!("{findings:?}").contains("hunter2"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for file in [&key, &secret] {
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let findings = place.found_with(&cards).await;
        assert_eq!(wrong(&findings, About::Permissions).len(), 2, "{findings:#?}");
    }
}
