//! The front door, asked by a TLS client and by hand.

use crate::support::{Hq, asking::Offer, broker::nobody, on_both, tls};
use futures::future::BoxFuture;
use hq_broker::{
    Broker as _, Reply,
    embedded::Embedded,
    osb::{OperationState, extension::ExposedCertificate},
};
use serde_json::{Value, json};
use std::{
    future::{pending, ready},
    net::IpAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use uuid::Uuid;

on_both!(
    it_answers_under_each_name_with_its_certificate,
    a_certificate_is_replaced_without_a_gap,
    strangers_learn_nothing,
    without_a_certificate_there_is_no_tls_but_a_page,
    a_name_leads_to_the_url_only_where_it_leads_here,
    names_that_lead_nowhere_keep_nobody_waiting,
    it_is_called_as_it_was_told_last,
    its_page_speaks_the_language_that_is_asked_for
);

fn exposed(names: &[&str], certificates: &[&ExposedCertificate]) -> Value {
    json!({ "fpu": 1, "exposure": { "names": names, "certificates": certificates } })
}

/// A broker that finds these addresses of names; where it is told none, it looks for ever.
async fn led(hq: &Hq, to: impl Fn(&str) -> Option<Vec<IpAddr>> + Send + Sync + 'static) -> Embedded {
    let lookup = move |name: String| -> BoxFuture<'static, Vec<IpAddr>> {
        match to(&name) {
            Some(found) => Box::pin(ready(found)),
            None => Box::pin(pending()),
        }
    };
    Embedded::open_with(hq.config.clone(), Arc::new(lookup)).await.unwrap()
}

async fn opened(hq: &mut Hq) -> (Offer, std::net::SocketAddr) {
    hq.work();
    hq.open_door();
    (Offer::dataplant(&hq.broker).await, hq.config.front_door.unwrap().address)
}

async fn it_answers_under_each_name_with_its_certificate(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let (one, other) = (tls::certificate(&["one.example"]), tls::certificate(&["other.example"]));
    let both = exposed(&["one.example", "other.example"], &[&other, &one]);
    let plant = hq.make(&offer, both).await;
    for (name, certificate) in [("one.example", &one), ("other.example", &other)] {
        let mut client = tls::connect(door, name, &[certificate]).await.unwrap();
        assert_eq!(tls::presented(&client), tls::leaf(certificate));
        let page = tls::get(&mut client, name, "/").await;
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("<h1>Sales</h1>") && page.contains(&plant.to_string()), "{page}");
        assert!(page.contains("content-security-policy: default-src 'none'"), "{page}");
        let mut client = tls::connect(door, name, &[certificate]).await.unwrap();
        let health = tls::get(&mut client, name, "/healthz").await;
        assert!(health.ends_with(&json!({ "dataplant": plant, "state": "ready" }).to_string()), "{health}");
    }
    // What one name proves is not the other.
    let mut client = tls::connect(door, "one.example", &[&one]).await.unwrap();
    let misdirected = tls::get(&mut client, "other.example", "/").await;
    assert!(misdirected.starts_with("HTTP/1.1 421"), "{misdirected}");
    // Without TLS, under a name that has it: there.
    let mut plain = TcpStream::connect(door).await.unwrap();
    let moved = tls::get(&mut plain, "one.example", "/healthz?x=1").await;
    assert!(moved.starts_with("HTTP/1.1 308"), "{moved}");
    assert!(
        moved.contains(&format!("location: https://one.example:{}/healthz?x=1\r\n", door.port())),
        "{moved}"
    );
}

async fn a_certificate_is_replaced_without_a_gap(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let (former, next) = (tls::certificate(&["data.example"]), tls::certificate(&["data.example"]));
    let plant = hq.make(&offer, exposed(&["data.example"], &[&former])).await;
    let mut standing = tls::connect(door, "data.example", &[&former]).await.unwrap();
    let trusted = [former.clone(), next.clone()];
    let stop = hq.stop.clone();
    let asking = tokio::spawn(async move {
        let (mut asked, mut seen) = (0, Vec::new());
        while !stop.is_cancelled() {
            let both: Vec<_> = trusted.iter().collect();
            let mut client = tls::connect(door, "data.example", &both).await.expect("no gap");
            let answer = tls::get(&mut client, "data.example", "/healthz").await;
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            seen.push(tls::presented(&client));
            asked += 1;
            if seen.last() != seen.first() && seen.iter().rev().take(5).all(|leaf| Some(leaf) == seen.last())
            {
                break;
            }
        }
        (asked, seen)
    });
    let changed = hq
        .change(&offer, plant, json!({ "exposure": { "names": ["data.example"], "certificates": [next] } }))
        .await;
    assert_eq!(changed.state, OperationState::Succeeded, "{changed:?}");
    // Done means done: whoever connects now gets the new one.
    let client = tls::connect(door, "data.example", &[&next]).await.unwrap();
    assert_eq!(tls::presented(&client), tls::leaf(&next));
    let (_, seen) = asking.await.unwrap();
    assert!(seen.iter().all(|leaf| *leaf == tls::leaf(&former) || *leaf == tls::leaf(&next)));
    // Who was connected stays so.
    assert!(tls::get(&mut standing, "data.example", "/healthz").await.starts_with("HTTP/1.1 200"));
    // Without the name there is no certificate any more.
    hq.change(&offer, plant, json!({ "exposure": { "names": [], "certificates": [] } })).await;
    assert!(tls::connect(door, "data.example", &[&former, &next]).await.is_err());
}

async fn strangers_learn_nothing(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let certificate = tls::certificate(&["data.example", "unknown.example"]);
    let plant = hq.make(&offer, exposed(&["data.example"], &[&certificate])).await;
    // A name that it was not given, though its certificate would prove it.
    assert!(tls::connect(door, "unknown.example", &[&certificate]).await.is_err());
    assert!(tls::connect(door, "localhost", &[&certificate]).await.is_err());
    for host in [
        "unknown.example",
        "localhost",
        "127.0.0.1",
        "x.localhost",
        &format!("{}.localhost", Uuid::nil().simple()),
    ] {
        let mut client = TcpStream::connect(door).await.unwrap();
        let answer = tls::get(&mut client, host, "/").await;
        assert!(
            answer.starts_with("HTTP/1.1 404") && answer.contains("content-length: 0"),
            "{host}: {answer}"
        );
    }
    let own = format!("{}.localhost", plant.simple());
    for (request, status) in [
        (
            format!("POST / HTTP/1.1\r\nHost: {own}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"),
            "413",
        ),
        (format!("DELETE / HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), "405"),
        (format!("GET /etc HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"), "404"),
        (format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(40_000)), "431"),
        ("\0\0\0\0\r\n\r\n".into(), "400"),
    ] {
        let mut client = TcpStream::connect(door).await.unwrap();
        let answer = tls::raw(&mut client, &request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{status}: {answer}");
    }
}

async fn without_a_certificate_there_is_no_tls_but_a_page(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let plant = hq.make(&offer, exposed(&["plain.example"], &[])).await;
    for host in ["plain.example".to_owned(), format!("{}.LOCALHOST:{}", plant.simple(), door.port())] {
        let mut client = TcpStream::connect(door).await.unwrap();
        let page = tls::get(&mut client, &host, "/").await;
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("No storage engine is connected."),
            "{page}"
        );
    }
    let mut client = TcpStream::connect(door).await.unwrap();
    let style = tls::get(&mut client, "plain.example", "/style.css").await;
    assert!(style.contains("content-type: text/css") && style.contains("color-scheme: light dark"));
    let certificate = tls::certificate(&["plain.example"]);
    assert!(tls::connect(door, "plain.example", &[&certificate]).await.is_err());
}

async fn a_name_leads_to_the_url_only_where_it_leads_here(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let certificate = tls::certificate(&["data.example"]);
    let plant = hq.make(&offer, exposed(&["data.example"], &[&certificate])).await;
    let lead = |to: Vec<IpAddr>| led(&hq, move |_| Some(to.clone()));
    let url = async |broker: Embedded| {
        broker.instance(plant, &offer.poll(None)).await.unwrap().dashboard_url.unwrap()
    };
    let own = format!("http://{}.localhost:{}/", plant.simple(), door.port());
    assert_eq!(url(lead(vec![]).await).await, own, "the name leads nowhere");
    // Nobody listens there.
    assert_eq!(url(lead(vec!["127.0.0.9".parse().unwrap()]).await).await, own);
    let here = lead(vec!["127.0.0.9".parse().unwrap(), door.ip()]).await;
    let named = format!("https://data.example:{}/", door.port());
    assert_eq!(url(here).await, named);
    // Two of its addresses are asked, and none where clouds keep secrets or nobody is.
    let third = ["127.0.0.9".parse().unwrap(), "127.0.0.10".parse().unwrap(), door.ip()];
    assert_eq!(url(lead(third.to_vec()).await).await, own);
    let third = ["169.254.169.254".parse().unwrap(), "224.0.0.1".parse().unwrap(), door.ip()];
    assert_eq!(url(lead(third.to_vec()).await).await, named);
}

async fn names_that_lead_nowhere_keep_nobody_waiting(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let mut names: Vec<String> = (10..22).map(|number| format!("n{number}.example")).collect();
    names.push("z.example".to_owned());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let certificate = tls::certificate(&names);
    let plant = hq.make(&offer, exposed(&names, &[&certificate])).await;
    // Whoever connects there never hears a word.
    let silent: [IpAddr; 2] = ["127.0.0.2", "127.0.0.3"].map(|address| address.parse().unwrap());
    let _first = TcpListener::bind((silent[0], door.port())).await.unwrap();
    let _second = TcpListener::bind((silent[1], door.port())).await.unwrap();
    let nowhere = led(&hq, move |name| (name != "n11.example").then(|| silent.to_vec())).await;
    let last = led(&hq, move |name| match name {
        "z.example" => Some(vec![door.ip()]),
        "n10.example" => Some(silent.to_vec()),
        "n11.example" => None,
        _ => Some(vec![]),
    })
    .await;
    let poll = offer.poll(None);
    let both = async { tokio::join!(nowhere.instance(plant, &poll), last.instance(plant, &poll)) };
    // One after the other they would take two minutes.
    let (nowhere, last) = timeout(Duration::from_secs(20), both).await.expect("one time for all names");
    let own = format!("http://{}.localhost:{}/", plant.simple(), door.port());
    assert_eq!(nowhere.unwrap().dashboard_url, Some(own));
    let named = format!("https://z.example:{}/", door.port());
    assert_eq!(last.unwrap().dashboard_url, Some(named), "whoever answered in time has answered");
}

async fn it_is_called_as_it_was_told_last(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let plant = hq.make(&offer, json!({ "fpu": 1 })).await;
    let host = format!("{}.localhost", plant.simple());
    let page = async || tls::get(&mut TcpStream::connect(door).await.unwrap(), &host, "/").await;
    assert!(page().await.contains("<h1>Sales</h1>"));
    let called = |name: &str| {
        let mut change = offer.change(json!({}));
        change.context.instance_name = Some(name.to_owned());
        change
    };
    let reply = hq.broker.update(plant, &called("Revenue"), &nobody()).await.unwrap();
    assert!(matches!(reply, Reply::Done(_)), "no step is taken for it: {reply:?}");
    assert!(page().await.contains("<h1>Revenue</h1>"), "at once");
    let too_long = "x".repeat(2000);
    assert!(hq.broker.update(plant, &called(&too_long), &nobody()).await.is_err());
    assert!(hq.broker.update(plant, &called("a\0b"), &nobody()).await.is_err());
    // Who says nothing of a name changes none.
    hq.change(&offer, plant, json!({ "fpu": 2 })).await;
    assert!(page().await.contains("<h1>Revenue</h1>"));
}

async fn its_page_speaks_the_language_that_is_asked_for(mut hq: Hq) {
    let (offer, door) = opened(&mut hq).await;
    let plant = hq.make(&offer, json!({ "fpu": 1 })).await;
    let host = format!("{}.localhost", plant.simple());
    for (asked, language, word) in [("fr-CA, en;q=0.5", "fr", "Prêt"), ("en", "en", "Ready")] {
        let mut client = TcpStream::connect(door).await.unwrap();
        let host = format!("{host}\r\nAccept-Language: {asked}");
        let page = tls::get(&mut client, &host, "/").await;
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains(word), "{page}");
        assert!(page.contains(&format!("content-language: {language}\r\n")), "{page}");
        assert!(page.contains("vary: accept-language\r\n"), "{page}");
    }
}
