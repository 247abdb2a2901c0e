use crate::{
    access_matrix::{Matrix, ruled},
    on_both,
    support::{Browser, Hq, Refused},
};
use hq_contract::{
    FieldCode, OrganizationId, ProblemCode, Role,
    authentication::{
        AuthenticationPatch, GetAuthentication, JoinRequestsAllowed, JoinRequestsPatch, UpdateAuthentication,
    },
    organizations::GetOrganization,
    plan::Plan,
};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/authentication", "settings authentication", 200),
    ruled("PATCH /api/v1/organizations/{org}/authentication", "settings authentication", 200),
]);

on_both!(
    the_creators_domain_may_ask_from_the_first_day,
    only_domains_of_admins_can_be_chosen,
    two_admins_at_once_one_is_told,
    closing_requests_to_join_takes_a_plan_that_includes_it,
    what_is_closed_stays_closed_and_can_be_opened,
);

fn domains(domains: &[&str]) -> AuthenticationPatch {
    let domains = Some(domains.iter().map(ToString::to_string).collect());
    AuthenticationPatch { force_mfa: None, join_requests: Some(JoinRequestsPatch { enabled: None, domains }) }
}

async fn the_creators_domain_may_ask_from_the_first_day(hq: Hq) {
    let ada = hq.person("Ada@Acme.Example").await;
    let acme = ada.create("Acme").await;
    let decisions = ada.call(&GetAuthentication { org: acme.id }).await.unwrap().join_requests;
    assert!(decisions.enabled);
    assert_eq!(
        (&decisions.domains[..], &decisions.available[..]),
        (&["acme.example".to_owned()][..], &["acme.example".to_owned()][..])
    );
}

async fn only_domains_of_admins_can_be_chosen(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (_, version) = ada.call_versioned(&GetAuthentication { org: acme.id }).await.unwrap();
    let update = |patch, version| UpdateAuthentication { org: acme.id, version, patch };
    for (foreign, code) in [
        ("globex.example", FieldCode::WrongType),
        ("gmail.com", FieldCode::WrongType),
        ("acme", FieldCode::NotADomain),
        ("", FieldCode::Required),
    ] {
        let patch = domains(&["acme.example", foreign]);
        let refused = ada.call(&update(patch, version.clone())).await.unwrap_err();
        assert_eq!(refused.field("/join_requests/domains/1"), Some(code), "{foreign}");
    }
    // An admin of another domain vouches for it; the choice outlives the admin.
    let olga = hq.joined(&ada, &acme, "olga@globex.example", Role::Admin).await;
    let patch = domains(&["globex.example", "acme.example", "acme.example"]);
    let (after, version) = olga.call_versioned(&update(patch, version)).await.unwrap();
    assert_eq!(after.join_requests.domains, ["acme.example", "globex.example"]);
    olga.call(&hq_contract::members::LeaveOrganization { org: acme.id }).await.unwrap();
    let kept = ada.call(&update(domains(&["globex.example"]), version)).await.unwrap().join_requests;
    assert_eq!(
        (kept.domains, kept.available),
        (vec!["globex.example".to_owned()], vec!["acme.example".to_owned()])
    );
}

async fn two_admins_at_once_one_is_told(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let (_, version) = ada.call_versioned(&GetAuthentication { org: acme.id }).await.unwrap();
    hq.give_plan(acme.id, Plan::Premium).await;
    let change = |enabled, domains| {
        let join_requests = Some(JoinRequestsPatch { enabled, domains });
        let patch = AuthenticationPatch { force_mfa: None, join_requests };
        UpdateAuthentication { org: acme.id, version: version.clone(), patch }
    };
    let (one, other) = (change(Some(false), None), change(None, Some(Vec::new())));
    let (a, b) = tokio::join!(ada.call(&one), ada.call(&other));
    assert_ne!(a.is_ok(), b.is_ok());
    assert_eq!(a.err().or(b.err()).unwrap().code(), ProblemCode::Stale);
}

/// Changes who may ask to join, from whatever it is now.
async fn change(
    browser: &Browser,
    org: OrganizationId,
    enabled: Option<bool>,
    domains: Option<&[&str]>,
) -> Result<JoinRequestsAllowed, Refused> {
    let (_, version) = browser.call_versioned(&GetAuthentication { org }).await.unwrap();
    let domains = domains.map(|domains| domains.iter().map(ToString::to_string).collect());
    let patch =
        AuthenticationPatch { force_mfa: None, join_requests: Some(JoinRequestsPatch { enabled, domains }) };
    browser.call(&UpdateAuthentication { org, version, patch }).await.map(|answer| answer.join_requests)
}

async fn closing_requests_to_join_takes_a_plan_that_includes_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    assert_eq!(acme.plan, Plan::Standard);
    for (enabled, domains) in
        [(Some(false), None), (None, Some(&[][..])), (Some(false), Some(&["acme.example"][..]))]
    {
        let refused = change(&ada, acme.id, enabled, domains).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::PlanLacksIt, "{enabled:?} {domains:?}");
    }
    let still = ada.call(&GetAuthentication { org: acme.id }).await.unwrap().join_requests;
    assert_eq!((still.enabled, still.domains), (true, vec!["acme.example".to_owned()]));
    for better in [Plan::Premium, Plan::Enterprise] {
        hq.give_plan(acme.id, better).await;
        assert_eq!(ada.call(&GetOrganization("acme".into())).await.unwrap().plan, better);
        assert!(!change(&ada, acme.id, Some(false), None).await.unwrap().enabled);
        assert!(change(&ada, acme.id, Some(true), None).await.unwrap().enabled);
        assert!(change(&ada, acme.id, None, Some(&[])).await.unwrap().domains.is_empty());
        change(&ada, acme.id, None, Some(&["acme.example"])).await.unwrap();
    }
}

async fn what_is_closed_stays_closed_and_can_be_opened(hq: Hq) {
    // Of a public mail service: nobody may ask from the first day.
    let ada = hq.person("ada@gmail.com").await;
    let acme = ada.create("Acme").await;
    assert!(!change(&ada, acme.id, Some(false), None).await.unwrap().enabled, "nobody could ask before");
    hq.give_plan(acme.id, Plan::Premium).await;
    change(&ada, acme.id, Some(false), None).await.unwrap();
    hq.give_plan(acme.id, Plan::Standard).await;
    assert!(!change(&ada, acme.id, Some(false), None).await.unwrap().enabled);
    assert!(change(&ada, acme.id, Some(true), None).await.unwrap().enabled);
}
