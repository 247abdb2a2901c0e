//! The wire: what each request and answer looks like as JSON. A change here breaks clients.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once"
)]

use hq_contract::{
    Actor, ETag, Endpoint as _, FieldCode, FieldError, LanguageTag, OrganizationId, Page, PageToken,
    Password, Problem, ProblemCode, UserId,
    about::About,
    access::Access,
    account_alerts::{AccountAlert, AccountSecuring, AlertKind},
    accounts::{CheckYourMail, NewAccount, Verification},
    api_keys::{ApiKey, ApiKeyPatch, IssuedApiKey, NewApiKey, NewSecret},
    audit_log::{AuditActor, AuditEntry, LoggedActor},
    authentication::{Authentication, AuthenticationPatch},
    certificates::{Certificate, Certificates, NewCertificate},
    domains::{Domain, NewDomain},
    email_changes::{EmailChange, MyEmailChange, NewEmailChange},
    invitations::{
        Invitation, InvitationLink, Invited, InvitedAccount, InvitedOutcome, LinkedInvitation, NewInvitations,
    },
    join_requests::{JoinRequest, MyJoinRequest, NewJoinRequest},
    me::{AccountDeletion, Deletion, Me, MePatch, MyOrganization, MySession, PasswordChange},
    members::{Member, MemberHoldings, MemberPatch, NewAdmin},
    mfa::{Mfa, MfaConfirmation, MfaEnrolment, MfaPassword, MfaProof, MfaRecoveryCodes},
    organizations::{
        NewOrganization, Organization, OrganizationPatch, SlugState, deletion::OrganizationDeletion,
    },
    password_resets::{NewPasswordReset, PasswordResetConfirmation},
    rules::{
        ListRulesChanges, MemberRules, NewRules, NewRulesOfMembers, PutRules, RulesChange, RulesOfMembers,
        RulesPreview,
    },
    session::{Credentials, Session},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
const WHEN: &str = "2026-11-23T19:00:00Z";

/// Reads the JSON and writes it again: nothing may be lost, renamed or added.
fn same<T: Serialize + DeserializeOwned>(json: Value) -> T {
    let read: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(serde_json::to_value(&read).unwrap(), json);
    read
}

fn me() -> Value {
    json!({"id": ID, "full_name": "Ada Lovelace", "email": "ada@example.org", "picture": "0f", "language": "en", "created_at": WHEN})
}

fn person() -> Value {
    json!({"kind": "person", "id": ID, "name": "Ada Lovelace"})
}

fn my_organization() -> Value {
    json!({"id": ID, "slug": "acme", "name": "Acme", "colour": "blue", "logo": "0f", "role": "admin", "opened_at": WHEN})
}

#[test]
fn requests() {
    let password = "a long and quiet evening";
    same::<NewAccount>(json!({"full_name": "Ada", "email": "ada@example.org", "password": password}));
    same::<NewAccount>(
        json!({"full_name": "Ada", "email": "ada@example.org", "password": password, "language": "fr", "return_to": "/x"}),
    );
    same::<Verification>(json!({"token": "t"}));
    same::<Verification>(json!({"token": "t", "full_name": "Ada", "password": "correct horse battery"}));
    same::<Credentials>(json!({"email": "ada@example.org", "password": "x"}));
    same::<Credentials>(json!({"email": "ada@example.org", "password": "x", "code": "123456"}));
    same::<MfaPassword>(json!({"password": "x"}));
    same::<MfaProof>(json!({"password": "x", "code": "123456"}));
    same::<AccountSecuring>(json!({"password": password}));
    same::<AccountDeletion>(json!({"password": "x"}));
    same::<AccountDeletion>(json!({"password": "x", "code": "123456"}));
    let none = json!({"items": [], "next_page": null, "total": 0});
    same::<Deletion>(json!({"only_admin": none, "alone": none, "left": 2, "billing_accounts": []}));
    same::<MfaConfirmation>(json!({"code": "abcdefghijklmnop"}));
    same::<NewPasswordReset>(json!({"email": "ada@example.org"}));
    same::<PasswordResetConfirmation>(json!({"token": "t", "password": password}));
    same::<PasswordChange>(json!({"current": "x", "new": password}));
    same::<MePatch>(json!({"full_name": "Ada"}));
    same::<NewOrganization>(json!({"name": "Acme", "slug": "acme", "description": "d", "colour": "teal"}));
    same::<NewOrganization>(json!({"name": "Acme", "force_mfa": true}));
    same::<NewDomain>(json!({"name": "acme.example"}));
    let certificate = same::<NewCertificate>(json!({"chain": "c", "private_key": "k"}));
    assert_eq!(format!("{certificate:?}"), "NewCertificate(…)", "no log shows a key");
    same::<OrganizationPatch>(json!({"name": "Acme", "description": null, "colour": "red"}));
    same::<OrganizationPatch>(json!({}));
    same::<NewInvitations>(json!({"emails": ["ada@example.org"], "role": "user", "note": "Welcome"}));
    same::<InvitedAccount>(json!({"full_name": "Ada", "password": password, "language": "fr"}));
    same::<NewJoinRequest>(json!({"note": "Hello", "instead_of": ID}));
    same::<NewInvitations>(json!({"emails": ["ada@example.org"], "role": "user", "rules": [rule()]}));
    same::<MemberPatch>(json!({"role": "admin"}));
    same::<NewAdmin>(json!({"user": ID}));
    same::<NewRules>(json!({"rules": [rule()]}));
    for mode in ["replace", "append"] {
        same::<NewRulesOfMembers>(json!({"members": [ID], "mode": mode, "rules": []}));
    }
    same::<AuthenticationPatch>(json!({"force_mfa": true}));
    same::<AuthenticationPatch>(json!({"join_requests": {"enabled": false, "domains": ["a.example"]}}));
}

fn rule() -> Value {
    json!({"category": "dataplants", "name": "Read", "effect": "deny", "action": "all", "resource": "tag:eu"})
}

/// What the links of mails about the account are about.
fn account_alerts() {
    for kind in AlertKind::ALL {
        for mfa in ["unchanged", "on", "off", "former_codes"] {
            same::<AccountAlert>(json!({
                "kind": kind.as_str(), "happened_at": WHEN, "user_agent": "Firefox", "address": "::1", "expires_at": WHEN, "mfa": mfa,
                "email": "ada@example.org",
            }));
        }
    }
}

/// Asking for another address, and what waits for its link.
fn email_changes() {
    let asked =
        same::<NewEmailChange>(json!({"email": "ada@example.org", "password": "secret", "code": "123456"}));
    assert_eq!(format!("{asked:?}"), "NewEmailChange(…)", "no log shows a password");
    same::<NewEmailChange>(json!({"email": "ada@example.org", "password": "x"}));
    same::<EmailChange>(json!({"email": "ada@example.org", "expires_at": WHEN}));
    same::<MyEmailChange>(json!({"pending": null}));
}

/// Answers of the audit log.
fn audit_log() {
    let key = json!({"kind": "api_key", "id": ID, "name": "Deploy", "revoked": false});
    let ada = json!({"kind": "person", "id": ID, "name": "Ada", "standing": "member"});
    let nobody = Value::Null;
    for (means, actor) in [("session", &ada), ("api_key", &key), ("link", &nobody), ("server", &nobody)] {
        same::<AuditEntry>(json!({
            "id": ID, "created_at": WHEN, "actor": actor,
            "action": "members.update", "subject": ID, "subject_name": "Bob", "changes": [{"field": "role", "before": "user", "after": "admin"}],
            "means": means, "address": "::1", "request_id": null,
        }));
    }
}

/// API keys, as they are sent and answered.
fn api_keys() {
    let key = json!({
        "id": ID, "version": 3, "name": "Deploy", "role": "user", "rules": [rule()], "starts_with": "hqk_0aZ9",
        "expires_at": WHEN, "expired": false, "last_used_at": WHEN, "last_used_from": "::1",
        "former": {"starts_with": "hqk_7f3b", "expires_at": WHEN, "last_used_at": null},
        "created_by": person(), "creator_left": true, "created_at": WHEN,
    });
    assert_eq!(same::<ApiKey>(key.clone()).etag(), ETag("\"3\"".into()));
    let mut issued = key;
    issued["secret"] = json!("hqk_s3cret");
    let issued = same::<IssuedApiKey>(issued);
    assert!(!format!("{issued:?}").contains("s3cret"), "no log shows a secret");
    same::<NewApiKey>(json!({"name": "Deploy"}));
    same::<NewApiKey>(json!({"name": "Deploy", "role": "admin", "rules": [rule()], "expires_in_days": 90}));
    same::<ApiKeyPatch>(json!({}));
    same::<ApiKeyPatch>(json!({"name": "Deploy", "role": "user", "rules": []}));
    same::<NewSecret>(json!({"overlap_hours": 24, "expires_in_days": 90}));
    for actor in [ID.to_owned(), format!("api_key:{ID}"), "server".into(), "link".into()] {
        assert_eq!(actor.parse::<AuditActor>().unwrap().to_string(), actor);
    }
    assert!("api_key:server".parse::<AuditActor>().is_err());
}

/// Who did something, as the audit log tells it: what every answer tells of an actor, and more.
fn logged_actors() {
    let with = |actor: Value, more: Value| {
        same::<Actor>(actor.clone());
        let members = [actor, more].into_iter().flat_map(|part| part.as_object().unwrap().clone());
        Value::Object(members.collect())
    };
    let key = json!({"kind": "api_key", "id": ID, "name": "Deploy"});
    let read = |json: Value| serde_json::from_value::<LoggedActor>(json).map_err(|error| error.to_string());
    for standing in ["member", "former", "outsider", "deleted"] {
        let more = json!({"email": "ada@example.org", "standing": standing});
        let ada = same::<LoggedActor>(with(person(), more));
        assert_eq!(ada.as_filter(), AuditActor::Person(ID.parse().unwrap()));
    }
    same::<LoggedActor>(with(person(), json!({"picture": "0f", "standing": "member"})));
    let deploy = same::<LoggedActor>(with(key.clone(), json!({"revoked": true})));
    assert_eq!(deploy.as_filter(), AuditActor::ApiKey(ID.parse().unwrap()));
    assert!(read(person()).is_err() && read(key).is_err(), "what is said of them besides is always there");
}

/// Answers of rules and access.
fn rules() {
    same::<MemberRules>(json!({"rules": [rule()], "former": {"rules": [], "left_at": WHEN}}));
    let grant = json!({"category": "billing", "action": "read", "on": ["all"], "except": []});
    let placed = |position: u32| json!({"position": position, "rule": rule()});
    let shadowed = json!({"rule": placed(1), "by": [placed(2)]});
    same::<RulesPreview>(json!({"gains": [grant], "loses": [], "shadowed": [shadowed]}));
    same::<RulesChange>(json!({"id": ID, "actor": null, "changed_at": WHEN, "rules": [rule()]}));
    for outcome in ["changed", "unchanged", "repeated", "not_found", "too_many"] {
        same::<RulesOfMembers>(json!({"results": [{"user": ID, "outcome": outcome}]}));
    }
    let placed = json!({"position": 1, "rule": rule()});
    let lifted = json!([{"except": "tag:a", "with": ["tag:b"]}]);
    let grant =
        json!({"category": "billing", "action": "read", "on": [], "except": ["tag:a"], "unless": lifted});
    same::<Access>(
        json!({"allowed": false, "role": "user", "deciding_rule": placed, "overridden": [], "grants": [grant]}),
    );
    same::<MemberHoldings>(json!({"invitations": 2, "only_admin": false}));
}

fn my_invitation() -> Value {
    json!({
        "id": ID, "organization": {"id": ID, "name": "Acme"}, "colour": "blue", "inviter": person(), "role": "user", "note": null,
        "expires_at": WHEN,
    })
}

fn suggestion() -> Value {
    json!({"organization": {"id": ID, "name": "Acme"}, "colour": "blue", "join_request": null})
}

/// Answers of invitations, join requests, members and authentication.
fn joining() {
    same::<Invited>(json!({"results": [
        {"email": "ada@example.org", "outcome": "invited", "invitation": ID},
        {"email": "x", "outcome": "not_an_address", "invitation": null},
    ]}));
    for outcome in ["sent_again", "already_member", "repeated", "declined", "too_often", "needs_admin"] {
        same::<InvitedOutcome>(json!(outcome));
    }
    same::<Invitation>(json!({
        "id": ID, "email": "ada@example.org", "role": "admin", "state": "pending", "inviter": null, "sent_at": WHEN,
        "expires_at": WHEN, "rules": 2, "mail": "deferred", "mail_error": "greylisted", "renewal_asked_at": null,
        "inviter_lost_right": true,
    }));
    same::<InvitationLink>(json!({"url": "https://hq.example.org/join/x"}));
    same::<LinkedInvitation>(json!({
        "organization": {"id": ID, "name": "Acme"}, "colour": "blue", "slug": null, "inviter": person(), "email": "ada@example.org",
        "role": "user", "note": "Welcome", "expires_at": WHEN, "state": "replaced", "obstacle": "seats_full",
        "account": true, "mailed": true, "viewer": "somebody_else",
    }));
    // To who does not read the address's mail, nothing is told of an account.
    same::<LinkedInvitation>(json!({
        "organization": {"id": ID, "name": "Acme"}, "colour": "blue", "slug": null, "inviter": null, "email": "ada@example.org",
        "role": "user", "note": null, "expires_at": WHEN, "state": "pending", "obstacle": "inviter_lost_right",
        "mailed": false, "viewer": "nobody",
    }));
    same::<JoinRequest>(json!({
        "id": ID, "full_name": "Ada", "picture": "0f", "email": "ada@example.org", "note": null, "created_at": WHEN,
    }));
    same::<MyJoinRequest>(
        json!({"id": ID, "organization": {"id": ID, "name": "Acme"}, "colour": "blue", "created_at": WHEN}),
    );
    same::<Member>(json!({
        "id": ID, "full_name": "Ada", "picture": null, "email": null, "role": "user", "mfa": null, "rules": null, "joined_at": WHEN,
        "last_active_at": WHEN,
    }));
    same::<Authentication>(
        json!({"force_mfa": true, "join_requests": {"enabled": true, "domains": ["a.example"], "available": [], "verified": ["a.example"]}}),
    );
}

#[test]
fn answers() {
    same::<About>(json!({"version": "0.1.0", "mailbox": "/mailbox"}));
    same::<CheckYourMail>(json!({"email": "ada@example.org"}));
    same::<Me>(me());
    same::<MySession>(
        json!({"id": ID, "current": true, "created_at": WHEN, "last_seen_at": WHEN, "address": "::1", "user_agent": "x"}),
    );
    same::<Mfa>(json!({"enabled_at": WHEN, "recovery_codes": 9}));
    same::<MfaEnrolment>(
        json!({"secret": "GEZDGNBV", "uri": "otpauth://totp/HQ", "qr": "data:image/svg+xml;base64,"}),
    );
    same::<MfaRecoveryCodes>(json!({"codes": ["abcd-efgh-ijkl-mnop"]}));
    same::<Page<MyOrganization>>(json!({"items": [my_organization()], "next_page": "abc", "total": 2}));
    same::<Session>(json!({
        "id": ID, "created_at": WHEN, "expires_at": WHEN, "user": me(),
        "organizations": {"items": [my_organization()], "next_page": null, "total": 1},
        "invitations": {"items": [my_invitation()], "next_page": null, "total": 1},
        "suggestions": {"items": [suggestion()], "next_page": null, "total": 1},
    }));
    joining();
    rules();
    account_alerts();
    email_changes();
    audit_log();
    logged_actors();
    api_keys();
    same::<Organization>(json!({
        "id": ID, "slug": "acme", "name": "Acme", "description": null, "colour": "violet", "logo": null, "plan": "premium", "created_at": WHEN, "role": "user",
        "permissions": ["read_organization", "read_members"], "first_visit": true,
    }));
    same::<Domain>(json!({
        "id": ID, "name": "xn--bcher-kva.example", "display_name": "bücher.example", "state": "lost",
        "record": {"name": "_hq-challenge.xn--bcher-kva.example", "kind": "TXT", "value": "hq-verification=0f"},
        "finding": {"checked_at": WHEN, "result": "differs", "values": ["x"], "hint": "other", "elsewhere": null, "old_until": WHEN},
        "held_by_another": false, "created_at": WHEN, "verified_at": WHEN, "bound_until": WHEN,
        "missing_since": WHEN, "lost_from": WHEN, "next_check_at": null,
    }));
    let certificate = json!({
        "id": ID, "version": 2, "names": [{"name": "*.acme.example", "domain": "acme.example"}, {"name": "b.example", "domain": null}],
        "issuer": "An Authority", "key_type": "P-256", "fingerprint": "0f", "serial": "07", "chain_length": 3,
        "publicly_trusted": true, "not_before": WHEN, "not_after": WHEN, "expires_in_days": -3, "urgency": "expired",
        "left_out": 1, "created_at": WHEN, "replaced_at": null,
    });
    assert_eq!(same::<Certificate>(certificate.clone()).etag(), ETag("\"2\"".into()));
    same::<Certificates>(json!({"items": [certificate], "next_page": null, "total": 1, "can_be_kept": true}));
    same::<OrganizationDeletion>(json!({
        "other_members": 1, "invitations": 2, "join_requests": 3, "domains": 4, "certificates": 5, "api_keys": 8, "dataplants": 6,
        "storage_engines": 7,
        "restorable_until": WHEN,
    }));
    same::<SlugState>(json!({"slug": "acme", "available": false, "suggestion": "acme-2"}));
}

#[test]
fn problems() {
    let problem =
        Problem::invalid([FieldError { pointer: "/name".into(), code: FieldCode::TooLong }]).detail("why");
    assert_eq!(
        serde_json::to_value(&problem).unwrap(),
        json!({
            "type": "urn:hq:problem:invalid", "title": "A value is not allowed", "status": 422, "detail": "why",
            "code": "invalid", "fields": {"/name": "too_long"}, "request_id": "",
        })
    );
    let begun = serde_json::from_value(json!({"email": "ada@example.org", "full_name": "Ada"})).unwrap();
    let wanted = serde_json::to_value(Problem::password_wanted(begun)).unwrap();
    assert_eq!(wanted["sign_up"], json!({"email": "ada@example.org", "full_name": "Ada"}));
    let off = serde_json::to_value(Problem::new(ProblemCode::WrongCode).clock_ahead(Some(-120))).unwrap();
    assert_eq!((&off["code"], &off["clock_ahead"]), (&json!("wrong_code"), &json!(-120)));
    let codes: Vec<String> =
        ProblemCode::ALL.iter().map(|code| format!("{} {}", code.status(), code.as_str())).collect();
    insta::assert_json_snapshot!("problem_codes", codes);
}

#[test]
fn rules_are_put_with_their_version_and_their_changes_read_by_page() {
    let (org, user) = (OrganizationId(ID.parse().unwrap()), UserId(ID.parse().unwrap()));
    let body = NewRules { rules: vec![serde_json::from_value(rule()).unwrap()] };
    let put = PutRules { org, user, version: ETag("\"3\"".into()), body };
    let rules = format!("/organizations/{ID}/members/{ID}/rules");
    assert_eq!((put.path(), put.if_match()), (rules.clone(), Some(&put.version)));
    assert_eq!(put.body(), Some(&put.body));
    let first = ListRulesChanges { org, user, page_token: None };
    assert_eq!(first.path(), format!("{rules}/history"));
    let next = ListRulesChanges { page_token: Some(PageToken("t".into())), ..first };
    assert_eq!(next.path(), format!("{rules}/history?page_token=t"));
}

#[test]
fn small_values() {
    assert!(
        serde_json::from_str::<LanguageTag>("\"fr-CA\"").is_ok()
            && serde_json::from_str::<LanguageTag>("\"f\"").is_err()
    );
    assert_eq!(serde_json::to_value(PageToken("t".into())).unwrap(), json!("t"));
    assert!(serde_json::from_str::<Password>("\"short\"").is_err());
}
