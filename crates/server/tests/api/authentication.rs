use crate::{on_both, support::Hq};
use hq_contract::{
    FieldCode, ProblemCode, Role,
    authentication::{AuthenticationPatch, GetAuthentication, JoinRequestsPatch, UpdateAuthentication},
};

on_both!(
    the_creators_domain_may_ask_from_the_first_day,
    only_domains_of_admins_can_be_chosen,
    two_admins_at_once_one_is_told
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
    for foreign in ["globex.example", "gmail.com", "ACME.example", ""] {
        let patch = domains(&["acme.example", foreign]);
        let refused = ada.call(&update(patch, version.clone())).await.unwrap_err();
        assert_eq!(refused.field("/join_requests/domains/1"), Some(FieldCode::WrongType), "{foreign}");
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
    let switch = |enabled| {
        let patch = AuthenticationPatch {
            force_mfa: None,
            join_requests: Some(JoinRequestsPatch { enabled: Some(enabled), domains: None }),
        };
        UpdateAuthentication { org: acme.id, version: version.clone(), patch }
    };
    let (on, off) = (switch(true), switch(false));
    let (a, b) = tokio::join!(ada.call(&on), ada.call(&off));
    assert_ne!(a.is_ok(), b.is_ok());
    assert_eq!(a.err().or(b.err()).unwrap().code(), ProblemCode::Stale);
}
