//! Domain names: claimed, proved by a record of a DNS server, given up.

use crate::{
    access_matrix::{Matrix, ruled},
    on_both,
    support::{Browser, DnsAnswer, Hq},
};
use hq_contract::{
    DomainId, FieldCode, OrganizationId, ProblemCode, Role,
    audit_log::{AuditFilter, ListAuditLog},
    authentication::{AuthenticationPatch, GetAuthentication, JoinRequestsPatch, UpdateAuthentication},
    domains::{
        ClaimDomain, Domain, DomainHint, DomainResult, DomainState, ListDomains, MAX_DOMAINS, NewDomain,
        ReleaseDomain, VerifyDomain,
    },
    join_requests::ListMySuggestions,
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/domains", "settings infrastructure", 200),
    ruled("POST /api/v1/organizations/{org}/domains", "settings infrastructure", 201)
        .body(|_| json!({"name": "new.example"})),
    ruled("POST /api/v1/organizations/{org}/domains/{id}/verify", "settings infrastructure", 200),
    ruled("GET /api/v1/organizations/{org}/domains/{id}", "settings infrastructure", 200),
    ruled("DELETE /api/v1/organizations/{org}/domains/{id}", "settings infrastructure", 204),
])
.about(|things, _| things.domain.0);

on_both!(
    a_claim_says_which_record_proves_it,
    claiming_twice_is_claiming_once,
    names_that_the_dns_cannot_have_are_refused,
    what_is_typed_or_pasted_is_read_as_browsers_read_it,
    names_of_other_alphabets_are_told_in_both_forms,
    the_record_binds_the_domain,
    what_was_found_is_told,
    a_failing_dns_changes_nothing,
    the_dns_is_not_asked_without_end,
    giving_up_takes_another_record_next_time,
    nobody_else_gets_a_bound_domain,
    a_deleted_organization_lets_go,
    verified_domains_may_ask_to_join,
    a_domain_given_up_no_longer_may,
    there_is_a_limit,
    every_step_is_written_down,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

async fn claim(browser: &Browser, org: OrganizationId, name: &str) -> Domain {
    let body = NewDomain { name: name.parse().unwrap() };
    browser.call(&ClaimDomain { org, body }).await.expect("claimed")
}

async fn verify(browser: &Browser, org: OrganizationId, id: DomainId) -> Domain {
    browser.call(&VerifyDomain { org, id }).await.expect("looked for")
}

/// A domain whose record is there and was found.
async fn verified(hq: &Hq, browser: &Browser, org: OrganizationId, name: &str) -> Domain {
    let domain = claim(browser, org, name).await;
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    let domain = verify(browser, org, domain.id).await;
    assert_eq!(domain.state, DomainState::Verified);
    domain
}

async fn a_claim_says_which_record_proves_it(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = claim(&ada, org, "https://Data.Acme.example/").await;
    assert_eq!(
        (domain.name.as_str(), domain.display_name.as_str()),
        ("data.acme.example", "data.acme.example")
    );
    assert_eq!((domain.state, domain.finding.clone()), (DomainState::Pending, None));
    assert_eq!(
        (domain.record.name.as_str(), domain.record.kind.as_str()),
        ("_hq-challenge.data.acme.example", "TXT")
    );
    let secret = domain.record.value.strip_prefix("hq-verification=").unwrap();
    assert!(secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{secret}");
    let umlaut = claim(&ada, org, "bücher.example").await;
    assert_eq!(
        (umlaut.name.as_str(), umlaut.display_name.as_str()),
        ("xn--bcher-kva.example", "bücher.example")
    );
    let list = ada.call(&ListDomains { org }).await.unwrap();
    assert_eq!((list.items, list.total), (vec![domain, umlaut], 2));
}

async fn claiming_twice_is_claiming_once(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = claim(&ada, org, "acme.example").await;
    assert_eq!(claim(&ada, org, "ACME.example.").await, first);
    let body = NewDomain { name: "new.example".parse().unwrap() };
    let both = ClaimDomain { org, body };
    let (a, b) = tokio::join!(ada.call(&both), ada.call(&both));
    assert_eq!(a.unwrap(), b.unwrap(), "a double click");
    assert_eq!(ada.call(&ListDomains { org }).await.unwrap().total, 2);
}

async fn names_that_the_dns_cannot_have_are_refused(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (name, code) in [
        ("acme", FieldCode::NotADomain),
        ("*.acme.example", FieldCode::NotADomain),
        ("acme.example\u{202e}.org", FieldCode::InvisibleCharacter),
        ("a\u{3164}cme.example", FieldCode::InvisibleCharacter),
        ("\u{200b}", FieldCode::Required),
        ("192.0.2.7", FieldCode::NotADomain),
        ("xn--a.example", FieldCode::NotADomain),
        ("", FieldCode::Required),
        (&format!("{}.example", "a".repeat(300)), FieldCode::TooLong),
    ] {
        let reply =
            ada.post(&format!("/organizations/{org}/domains"), &serde_json::json!({"name": name})).await;
        assert_eq!(reply.status, 422, "{name}");
        assert_eq!(reply.json()["fields"]["/name"], code.as_str(), "{name}");
    }
}

async fn what_is_typed_or_pasted_is_read_as_browsers_read_it(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (typed, name, letters) in [
        ("हिन्दी.example", "xn--j2bd4cyah0f.example", "हिन्दी.example"),
        ("example.ΕΛΛΆΣ", "example.xn--hxarsa5b", "example.ελλάσ"),
        ("HTTPS://A.example/x", "a.example", "a.example"),
        ("http://ada:secret@B.example:8080/?q#f", "b.example", "b.example"),
        ("ada@c.example", "c.example", "c.example"),
        ("d.example.\u{200b}", "d.example", "d.example"),
        ("ｅ．example。", "e.example", "e.example"),
        ("weiß.example", "xn--wei-7ka.example", "weiß.example"),
        ("r3---sn-x.example", "r3---sn-x.example", "r3---sn-x.example"),
    ] {
        let reply =
            ada.post(&format!("/organizations/{org}/domains"), &serde_json::json!({"name": typed})).await;
        let domain = reply.json();
        assert_eq!(reply.status, 201, "{typed}");
        assert_eq!((&domain["name"], &domain["display_name"]), (&name.into(), &letters.into()), "{typed}");
    }
}

async fn names_of_other_alphabets_are_told_in_both_forms(hq: Hq) {
    const BOTH: &str = "bücher.example (xn--bcher-kva.example)";
    let ada = hq.person("ada@bücher.example").await;
    let org = ada.create("Acme").await.id;
    let domain = verified(&hq, &ada, org, "BÜCHER.example").await;
    let lines = ada.call(&ListAuditLog { org, filter: AuditFilter::default(), page_token: None }).await;
    let lines = lines.unwrap().items;
    let line = lines.iter().find(|line| line.action == "domains.verify").unwrap();
    assert_eq!(line.subject_name.as_deref(), Some(BOTH));
    let allowed = ada.call(&GetAuthentication { org }).await.unwrap().join_requests;
    assert_eq!(
        (&allowed.domains[..], &allowed.available[..]),
        (&[domain.name.to_string()][..], &[domain.name.to_string()][..])
    );
    assert_eq!(allowed.display_names[domain.name.as_str()], "bücher.example");
}

async fn the_record_binds_the_domain(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = claim(&ada, org, "acme.example").await;
    let missing = verify(&ada, org, domain.id).await;
    assert_eq!(missing.state, DomainState::Pending);
    assert_eq!(missing.finding.unwrap().result, DomainResult::Missing);
    hq.dns.texts(&domain.record.name, &["something else", &domain.record.value]);
    let found = verify(&ada, org, domain.id).await;
    assert_eq!((found.state, found.finding.unwrap().result), (DomainState::Verified, DomainResult::Found));
    assert!(found.verified_at.is_some() && found.bound_until.is_none());
    assert_eq!(found.record, domain.record, "the record has to stay");
}

async fn what_was_found_is_told(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = claim(&ada, org, "acme.example").await;
    let look = async || verify(&ada, org, domain.id).await.finding.unwrap();
    // Longer than a string, and than a packet.
    let long = "x".repeat(600);
    let many: Vec<String> = (0..12).map(|n| format!("hq-verification={n}{}", "y".repeat(100))).collect();
    hq.dns.texts(&domain.record.name, &["hq-verification=wrong", &long]);
    let found = look().await;
    assert_eq!((found.result, found.elsewhere), (DomainResult::Differs, None));
    assert_eq!(found.values, ["hq-verification=wrong"], "others' are nobody's business");
    assert_eq!(found.hint, Some(DomainHint::Other));
    let own = format!("hq-verification={long}");
    hq.dns.texts(&domain.record.name, &[&own]);
    assert_eq!(look().await.values, [&own[..255]]);
    hq.dns.texts(&domain.record.name, &many.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(look().await.values.len(), 10);
    hq.dns.texts(&domain.record.name, &[]);
    for mistaken in ["acme.example", "_hq-challenge.acme.example.acme.example"] {
        hq.dns.texts(mistaken, &[&domain.record.value]);
        let found = look().await;
        assert_eq!((found.result, found.elsewhere.as_deref()), (DomainResult::Missing, Some(mistaken)));
        hq.dns.texts(mistaken, &[]);
    }
    assert_eq!(ada.call(&ListDomains { org }).await.unwrap().items[0].state, DomainState::Pending);
}

async fn a_failing_dns_changes_nothing(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = verified(&hq, &ada, org, "acme.example").await;
    for answer in [DnsAnswer::Fails, DnsAnswer::Silent] {
        hq.dns.answers(&domain.record.name, answer);
        let after = verify(&ada, org, domain.id).await;
        assert_eq!(after.state, DomainState::Verified);
        assert_eq!(after.finding.unwrap().result, DomainResult::Unreachable);
    }
}

async fn the_dns_is_not_asked_without_end(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = claim(&ada, org, "acme.example").await;
    for _ in 0..20 {
        verify(&ada, org, domain.id).await;
    }
    let refused = ada.call(&VerifyDomain { org, id: domain.id }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    assert_eq!(hq.dns.asked(&domain.record.name), 20);
    hq.advance(time::Duration::minutes(11));
    verify(&ada, org, domain.id).await;
}

async fn giving_up_takes_another_record_next_time(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = verified(&hq, &ada, org, "acme.example").await;
    ada.call(&ReleaseDomain { org, id: first.id }).await.unwrap();
    let gone = ada.call(&ReleaseDomain { org, id: first.id }).await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::NotFound);
    let again = claim(&ada, org, "acme.example").await;
    assert_ne!((again.id, &again.record.value), (first.id, &first.record.value));
    let looked = verify(&ada, org, again.id).await;
    assert_eq!(looked.state, DomainState::Pending, "the former record proves nothing");
    assert_eq!(looked.finding.unwrap().values, [first.record.value]);
}

async fn nobody_else_gets_a_bound_domain(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let ours = verified(&hq, &ada, org, "shared.example").await;
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await.id;
    let theirs = claim(&olga, globex, "shared.example").await;
    assert_ne!(theirs.record.value, ours.record.value);
    let look = verify(&olga, globex, theirs.id).await;
    assert!(!look.held_by_another, "without the record nobody learns whose it is");
    hq.dns.texts(&ours.record.name, &[&ours.record.value, &theirs.record.value]);
    let look = verify(&olga, globex, theirs.id).await;
    assert_eq!((look.state, look.held_by_another), (DomainState::Pending, true));
    // Acme lets go: the record that is there counts from the next look on.
    ada.call(&ReleaseDomain { org, id: ours.id }).await.unwrap();
    let look = verify(&olga, globex, theirs.id).await;
    assert_eq!((look.state, look.held_by_another), (DomainState::Verified, false));
}

async fn a_deleted_organization_lets_go(hq: Hq) {
    use hq_contract::organizations::deletion::{DeleteOrganization, RestoreOrganization};
    let (ada, org) = acme(&hq).await;
    let old = verified(&hq, &ada, org, "acme.example").await;
    let new = ada.create("Acme again").await.id;
    let claimed = claim(&ada, new, "acme.example").await;
    hq.dns.texts(&old.record.name, &[&old.record.value, &claimed.record.value]);
    let version = hq_contract::ETag("*".into());
    ada.call(&DeleteOrganization { org, name: "Acme".into(), version }).await.unwrap();
    assert_eq!(verify(&ada, new, claimed.id).await.state, DomainState::Verified);
    ada.call(&RestoreOrganization { org }).await.unwrap();
    let after = ada.call(&ListDomains { org }).await.unwrap().items.remove(0);
    assert_eq!((after.id, after.state), (old.id, DomainState::Pending));
    assert_ne!(after.record.value, old.record.value, "it takes another record");
    let look = verify(&ada, org, after.id).await;
    assert_eq!((look.state, look.held_by_another), (DomainState::Pending, false));
}

fn choose(domains: &[&str]) -> AuthenticationPatch {
    let domains = Some(domains.iter().map(ToString::to_string).collect());
    AuthenticationPatch { force_mfa: None, join_requests: Some(JoinRequestsPatch { enabled: None, domains }) }
}

async fn verified_domains_may_ask_to_join(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let get = GetAuthentication { org };
    let claimed = claim(&ada, org, "acme-labs.example").await;
    let (before, version) = ada.call_versioned(&get).await.unwrap();
    assert_eq!(
        (before.join_requests.available, before.join_requests.verified),
        (vec!["acme.example".into()], vec![])
    );
    let both = choose(&["acme.example", "acme-labs.example"]);
    let update = UpdateAuthentication { org, version, patch: both };
    let refused = ada.call(&update).await.unwrap_err();
    assert_eq!(
        refused.field("/join_requests/domains/1"),
        Some(FieldCode::WrongType),
        "claimed is not verified"
    );
    hq.dns.texts(&claimed.record.name, &[&claimed.record.value]);
    verify(&ada, org, claimed.id).await;
    let after = ada.call(&update).await.unwrap().join_requests;
    assert_eq!(after.domains, ["acme-labs.example", "acme.example"]);
    assert_eq!(after.verified, ["acme-labs.example"]);
    let lab = hq.person("lise@acme-labs.example").await;
    let suggested = lab.call(&ListMySuggestions).await.unwrap();
    assert_eq!(suggested.items[0].organization.name.as_str(), "Acme");
    // A public mail service stays one, whoever proves what.
    verified(&hq, &ada, org, "gmail.com").await;
    assert!(!ada.call(&get).await.unwrap().join_requests.available.contains(&"gmail.com".to_owned()));
}

async fn a_domain_given_up_no_longer_may(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let labs = verified(&hq, &ada, org, "acme-labs.example").await;
    let own = verified(&hq, &ada, org, "acme.example").await;
    let get = GetAuthentication { org };
    let (_, version) = ada.call_versioned(&get).await.unwrap();
    let patch = choose(&["acme.example", "acme-labs.example"]);
    ada.call(&UpdateAuthentication { org, version, patch }).await.unwrap();
    for domain in [labs, own] {
        ada.call(&ReleaseDomain { org, id: domain.id }).await.unwrap();
    }
    let after = ada.call(&get).await.unwrap().join_requests;
    assert_eq!(after.domains, ["acme.example"], "an admin has an address there");
}

async fn there_is_a_limit(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for number in 0..MAX_DOMAINS {
        claim(&ada, org, &format!("a{number}.example")).await;
    }
    let body = NewDomain { name: "one-more.example".parse().unwrap() };
    let refused = ada.call(&ClaimDomain { org, body }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LimitReached);
    let list = ada.call(&ListDomains { org }).await.unwrap();
    assert_eq!((list.items.len(), list.next_page), (MAX_DOMAINS, None));
    claim(&ada, org, "a7.example").await;
}

async fn every_step_is_written_down(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let domain = verified(&hq, &ada, org, "acme.example").await;
    hq.dns.texts(&domain.record.name, &[]);
    for _ in 0..4 {
        verify(&ada, org, domain.id).await;
        hq.advance(time::Duration::hours(2));
    }
    ada.call(&ReleaseDomain { org, id: domain.id }).await.unwrap();
    let filter = AuditFilter { action: Some("domains".into()), ..AuditFilter::default() };
    let log = ada.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items;
    let said: Vec<_> = log.iter().map(|line| (line.action.as_str(), line.subject_name.as_deref())).collect();
    let named = Some("acme.example");
    assert_eq!(
        said,
        [
            ("domains.release", named),
            ("domains.lose", named),
            ("domains.verify", named),
            ("domains.claim", named)
        ]
    );
    assert!(log.iter().all(|line| line.actor.is_some()));
    hq.joined(&ada, &ada.create("Other").await, "bob@example.net", Role::User).await;
}
