//! HQ through PgBouncer, as it comes: session pooling.

use crate::support::{Hq, Setup, postgres};
use futures::future::join_all;
use hq_contract::{Role, me::ListMyOrganizations};
use serde_json::json;
use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt as _, process::Stdio, time::Duration};
use tempfile::TempDir;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep},
};

/// How long PgBouncer may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// PgBouncer in front of the server of this URL; answers the URL through it.
#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
async fn start(url: &str, folder: &TempDir) -> (Child, String) {
    let program =
        std::env::var("HQ_TEST_PGBOUNCER").expect("HQ_TEST_PGBOUNCER: `cargo xtask test api` sets it up");
    let place = url.split('@').nth(1).and_then(|rest| rest.split('/').next()).expect("a host");
    let (host, port) = place.split_once(':').expect("a port");
    // Free a moment ago: PgBouncer wants to be told.
    let own = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    // It is no program for root, who may run the tests: then it becomes somebody who cannot read much.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let settings = folder.path().join("pgbouncer.ini");
    let text = format!(
        "[databases]\n* = host={host} port={port} user=postgres\n\
        [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {own}\nunix_socket_dir =\nauth_type = any\n\
        pool_mode = session\nmax_client_conn = 100\ndefault_pool_size = 30\n"
    );
    fs::write(&settings, text).unwrap();
    let mut command = Command::new(program);
    if rustix::process::geteuid().is_root() {
        command.args(["-u", "nobody"]);
    }
    let child = command.arg("-q").arg(&settings).stderr(Stdio::null()).kill_on_drop(true).spawn();
    let child = child.expect("PgBouncer starts");
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", own)).await.is_err() {
        assert!(started.elapsed() < PATIENCE, "PgBouncer does not listen");
        sleep(Duration::from_millis(20)).await;
    }
    (child, url.replace(place, &format!("127.0.0.1:{own}")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn session_pooling_works_as_it_comes() {
    let folder = TempDir::new().unwrap();
    let (_child, url) = start(&postgres().await, &folder).await;
    let hq = Hq::start_on(&url, None, Setup::default()).await;
    assert!(hq.app.db().takes_writes().await.unwrap());
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let path = format!("/organizations/{}/invitations", acme.id);
    let asked = (0..24).map(|number| {
        let (browser, path) = (if number % 2 == 0 { &ada } else { &bob }, &path);
        async move {
            let body = json!({"emails": [format!("p{number}@example.net")], "role": "user"});
            browser.post(path, &body).await
        }
    });
    for reply in join_all(asked).await {
        assert!(reply.status.is_success(), "{} {}", reply.status, reply.body);
    }
    assert_eq!(bob.call(&ListMyOrganizations::default()).await.unwrap().total, 1);
    // The same again: what a connection was told and has prepared is still there, or made anew.
    drop(hq);
    let hq = Hq::start_on(&url, None, Setup::default()).await;
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(ada.call(&ListMyOrganizations::default()).await.unwrap().total, 1);
}
