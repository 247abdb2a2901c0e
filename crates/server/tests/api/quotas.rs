//! Quotas: what can be ordered, and asking for more.

use crate::{
    access_matrix::{Matrix, member, people, ruled},
    on_both,
    support::{Hq, new_dataplant, new_engine, terms},
};
use futures::future::join_all;
use hq_contract::{
    ETag, OrganizationId, ProblemCode, Role,
    plan::Plan,
    quotas::{GetQuotas, NewQuotaRequest, Quota, QuotaKind, QuotaRequestState, RequestQuota},
    storage_engines::{NewStorageEngine, StorageEnginePatch, UpdateStorageEngine},
};
use hq_server::{
    commands::sales::{QuotaAnswerArguments, Sales, perform},
    quotas::answer::{Answer, answer},
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    member("GET /api/v1/organizations/{org}/quotas", 200),
    people(ruled("POST /api/v1/organizations/{org}/quotas/requests", "billing update", 201))
        .body(|_| json!({"kind": "fpu", "wanted": 1000, "reason": "A big evening"})),
]);

on_both!(crate::support::Hq::selling =>
    without_a_plan_only_what_is_free_is_ordered,
    the_plan_says_how_many_dataplants,
    all_together_have_so_many_fpu,
    more_is_asked_for_and_granted,
    a_refusal_says_why,
    the_operators_commands,
    closing_requests_follows_the_plan,
);

async fn quota(browser: &crate::support::Browser, org: OrganizationId, kind: QuotaKind) -> Quota {
    let quotas = browser.call(&GetQuotas { org }).await.unwrap().quotas;
    quotas.into_iter().find(|quota| quota.kind == kind).unwrap()
}

async fn without_a_plan_only_what_is_free_is_ordered(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    assert!(!ada.call(&GetQuotas { org }).await.unwrap().plan);
    let refused = ada.order_engine(org, new_engine("Orders")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PlanNeeded);
    let refused = ada.order(org, new_dataplant("Sales")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PlanNeeded);
    assert!(hq.made().is_empty());
    let free = NewStorageEngine { offer: "double/sandbox/sb".to_owned(), ..new_engine("Playground") };
    hq.engine_like(&ada, org, free).await;
}

async fn the_plan_says_how_many_dataplants(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    hq.work().await;
    // Of many at once, one.
    let orders = (0..4).map(|number| {
        let ada = &ada;
        async move { ada.order(org, new_dataplant(&format!("Sales {number}"))).await }
    });
    let outcomes = join_all(orders).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let refused = outcomes.into_iter().find_map(Result::err).unwrap();
    assert_eq!(refused.code(), ProblemCode::QuotaReached);
    let expected = Quota { kind: QuotaKind::Dataplants, limit: Some(1), used: 1 };
    assert_eq!(refused.problem.quota, Some(expected));
    assert_eq!(quota(&ada, org, QuotaKind::Dataplants).await, expected);
    // A greater plan has more at once.
    ada.subscribe(org, terms(Plan::Premium), account).await;
    ada.order(org, new_dataplant("Another")).await.unwrap();
    assert_eq!(quota(&ada, org, QuotaKind::Dataplants).await.limit, Some(2));
}

async fn all_together_have_so_many_fpu(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let engine = |name, fpu, high_availability| NewStorageEngine {
        fpu: Some(fpu),
        high_availability,
        ..new_engine(name)
    };
    // With high availability they count twice: 32 + 16 + 12 + 4 = 64.
    let first = hq.engine_like(&ada, org, engine("One", 16, true)).await;
    hq.engine_like(&ada, org, engine("Two", 16, false)).await;
    let small = hq.engine_like(&ada, org, engine("Three", 12, false)).await;
    hq.engine_like(&ada, org, engine("Four", 2, false)).await;
    assert_eq!(
        quota(&ada, org, QuotaKind::Fpu).await,
        Quota { kind: QuotaKind::Fpu, limit: Some(64), used: 62 }
    );
    let refused = ada.order_engine(org, engine("Five", 4, false)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::QuotaReached);
    let resize = async |id, fpu| {
        let patch = StorageEnginePatch { fpu: Some(fpu), ..StorageEnginePatch::default() };
        ada.call(&UpdateStorageEngine { org, id, version: ETag("*".into()), patch }).await
    };
    assert_eq!(resize(small.id, 16).await.unwrap_err().code(), ProblemCode::QuotaReached);
    resize(small.id, 14).await.unwrap();
    // Less is always possible.
    resize(first.id, 12).await.unwrap();
    hq.work().await;
    assert_eq!(quota(&ada, org, QuotaKind::Fpu).await.used, 24 + 16 + 14 + 2);
}

async fn more_is_asked_for_and_granted(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Standard), account).await;
    let ask = |kind, wanted| RequestQuota {
        org,
        body: NewQuotaRequest { kind, wanted, reason: "A second project".parse().unwrap() },
    };
    for (kind, wanted) in [(QuotaKind::Dataplants, 1), (QuotaKind::Fpu, 64), (QuotaKind::Members, 1000)] {
        let refused = ada.call(&ask(kind, wanted)).await.unwrap_err();
        assert_eq!(refused.problem.status, 422, "{kind:?} {wanted}");
    }
    let asked = ada.call(&ask(QuotaKind::Dataplants, 5)).await.unwrap();
    assert_eq!((asked.state, asked.wanted), (QuotaRequestState::Pending, 5));
    let mail = hq.newest_mail("billing@hq.example").await.unwrap();
    assert!(mail.text_body.contains("A second project"), "{}", mail.text_body);
    assert!(mail.text_body.contains(&format!("hq billing quota-answer {}", asked.id)), "{}", mail.text_body);
    // Of two answers at once one counts.
    let outcomes =
        join_all([answer(&hq.app, asked.id, Answer::Grant(5)), answer(&hq.app, asked.id, Answer::Grant(7))])
            .await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let limit = quota(&ada, org, QuotaKind::Dataplants).await.limit;
    assert!(limit == Some(5) || limit == Some(7), "{limit:?}");
    let requests = ada.call(&GetQuotas { org }).await.unwrap().requests;
    assert_eq!((requests.len(), requests[0].state), (1, QuotaRequestState::Granted));
    let mail = hq.newest_mail("ada@example.org").await.unwrap();
    assert!(mail.text_body.contains("can now have"), "{}", mail.text_body);
    // Members see what there can be, and not what is asked for.
    let user = hq.joined(&ada, &organization, "user@example.org", Role::User).await;
    let seen = user.call(&GetQuotas { org }).await.unwrap();
    assert!(seen.requests.is_empty() && seen.quotas.len() == 4);
    assert_eq!(user.call(&ask(QuotaKind::Dataplants, 50)).await.unwrap_err().code(), ProblemCode::Forbidden);
}

async fn a_refusal_says_why(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let body = NewQuotaRequest { kind: QuotaKind::Fpu, wanted: 1000, reason: "Many".parse().unwrap() };
    let asked = ada.call(&RequestQuota { org, body }).await.unwrap();
    answer(&hq.app, asked.id, Answer::Refuse("Please call us first.")).await.unwrap();
    let requests = ada.call(&GetQuotas { org }).await.unwrap().requests;
    assert_eq!(
        (requests[0].state, requests[0].answer.as_deref()),
        (QuotaRequestState::Refused, Some("Please call us first."))
    );
    assert_eq!(quota(&ada, org, QuotaKind::Fpu).await.limit, Some(64));
    let mail = hq.newest_mail("ada@example.org").await.unwrap();
    assert!(mail.text_body.contains("Please call us first."), "{}", mail.text_body);
}

async fn the_operators_commands(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let run = async |what| {
        let mut out = Vec::new();
        let outcome = perform(&hq.app, what, &mut out).await;
        (outcome.map(drop).map_err(|error| error.to_string()), String::from_utf8(out).unwrap())
    };
    assert_eq!(run(Sales::QuotaRequests).await.1, "No request waits for an answer.\n");
    let body =
        NewQuotaRequest { kind: QuotaKind::Fpu, wanted: 128, reason: "Many\nreasons".parse().unwrap() };
    let asked = ada.call(&RequestQuota { org, body }).await.unwrap();
    let (_, listed) = run(Sales::QuotaRequests).await;
    assert!(listed.contains("Acme: 128 fpu") && listed.contains("    reasons"), "{listed}");
    let say = |grant| Sales::QuotaAnswer(QuotaAnswerArguments { id: asked.id, grant, refuse: None });
    assert!(run(say(None)).await.0.is_err());
    assert_eq!(run(say(Some(128))).await.0, Ok(()));
    let again = run(say(Some(128))).await.0.unwrap_err();
    assert!(again.contains("Nothing was changed"), "{again}");
    assert_eq!(quota(&ada, org, QuotaKind::Fpu).await.limit, Some(128));
}

async fn closing_requests_follows_the_plan(hq: Hq) {
    use hq_contract::authentication::{AuthenticationPatch, JoinRequestsPatch, UpdateAuthentication};
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let close = || {
        let join_requests = Some(JoinRequestsPatch { enabled: Some(false), ..JoinRequestsPatch::default() });
        let patch = AuthenticationPatch { join_requests, ..AuthenticationPatch::default() };
        UpdateAuthentication { org, version: ETag("*".into()), patch }
    };
    assert_eq!(ada.call(&close()).await.unwrap_err().code(), ProblemCode::PlanLacksIt);
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    ada.call(&close()).await.unwrap();
}
