//! The OpenAPI document: what is committed, what is served and what the contract says are the same.

use crate::support::{Backend, Hq};
use hq_contract::{
    BASE, Endpoint, about, access, account_alerts, accounts, audit_log, authentication, certificates,
    domains, invitations, join_requests, me, members, mfa, organizations, password_resets, providers, rules,
    session, storage_defaults, storage_engines,
};
use std::collections::BTreeSet;

fn name<E: Endpoint>() -> String {
    format!("{} {BASE}{}", E::METHOD.as_str(), E::TEMPLATE)
}

#[tokio::test]
async fn the_document_is_the_committed_one() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    insta::assert_json_snapshot!("openapi", document);
}

#[tokio::test]
async fn the_document_and_the_contract_have_the_same_operations() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    let contract = BTreeSet::from([
        name::<about::GetAbout>(),
        name::<accounts::SignUp>(),
        name::<accounts::Verify>(),
        name::<session::SignIn>(),
        name::<session::GetSession>(),
        name::<session::SignOut>(),
        name::<password_resets::RequestPasswordReset>(),
        name::<password_resets::ConfirmPasswordReset>(),
        name::<account_alerts::GetAccountAlert>(),
        name::<account_alerts::SecureAccount>(),
        name::<me::GetMe>(),
        name::<me::UpdateMe>(),
        name::<me::ChangePassword>(),
        name::<me::GetDeletion>(),
        name::<me::DeleteAccount>(),
        name::<me::ListMySessions>(),
        name::<me::EndMySession>(),
        name::<me::ListMyOrganizations>(),
        name::<mfa::GetMfa>(),
        name::<mfa::BeginMfa>(),
        name::<mfa::ConfirmMfa>(),
        name::<mfa::RenewRecoveryCodes>(),
        name::<mfa::DisableMfa>(),
        name::<organizations::CreateOrganization>(),
        name::<organizations::GetOrganization>(),
        name::<organizations::UpdateOrganization>(),
        name::<organizations::VisitOrganization>(),
        name::<organizations::deletion::GetOrganizationDeletion>(),
        name::<organizations::deletion::DeleteOrganization>(),
        name::<organizations::deletion::RestoreOrganization>(),
        name::<organizations::deletion::ListDeletedOrganizations>(),
        name::<organizations::GetSlugState>(),
        name::<organizations::logo::GetLogo>(),
        name::<organizations::logo::PutLogo>(),
        name::<organizations::logo::DeleteLogo>(),
        name::<domains::ListDomains>(),
        name::<domains::ClaimDomain>(),
        name::<domains::VerifyDomain>(),
        name::<domains::ReleaseDomain>(),
        name::<certificates::ListCertificates>(),
        name::<certificates::AddCertificate>(),
        name::<certificates::GetCertificate>(),
        name::<certificates::ReplaceCertificate>(),
        name::<certificates::RemoveCertificate>(),
        name::<audit_log::ListAuditLog>(),
        name::<audit_log::ListAuditPeople>(),
        name::<audit_log::ExportAuditCsv>(),
        name::<audit_log::ExportAuditLines>(),
        name::<authentication::GetAuthentication>(),
        name::<authentication::UpdateAuthentication>(),
        name::<members::ListMembers>(),
        name::<members::ExportMembers>(),
        name::<members::GetMemberHoldings>(),
        name::<members::TransferAdministration>(),
        name::<access::GetAccess>(),
        name::<rules::GetRules>(),
        name::<rules::PutRules>(),
        name::<rules::PreviewRules>(),
        name::<rules::ListRulesChanges>(),
        name::<rules::PutRulesOfMembers>(),
        name::<members::GetMember>(),
        name::<members::UpdateMember>(),
        name::<members::RemoveMember>(),
        name::<members::LeaveOrganization>(),
        name::<invitations::ListInvitations>(),
        name::<invitations::Invite>(),
        name::<invitations::RevokeInvitation>(),
        name::<invitations::ReportInvitation>(),
        name::<invitations::ResendInvitation>(),
        name::<invitations::LinkInvitation>(),
        name::<invitations::GetInvitation>(),
        name::<invitations::AcceptInvitation>(),
        name::<invitations::DeclineInvitation>(),
        name::<invitations::RenewInvitation>(),
        name::<invitations::SignUpInvited>(),
        name::<invitations::ListMyInvitations>(),
        name::<invitations::AcceptMyInvitation>(),
        name::<invitations::DeclineMyInvitation>(),
        name::<join_requests::ListMySuggestions>(),
        name::<join_requests::ListMyJoinRequests>(),
        name::<join_requests::ListJoinRequests>(),
        name::<join_requests::AskToJoin>(),
        name::<join_requests::WithdrawJoinRequest>(),
        name::<join_requests::ApproveJoinRequest>(),
        name::<join_requests::DenyJoinRequest>(),
        name::<providers::GetProviders>(),
        name::<storage_engines::ListStorageEngines>(),
        name::<storage_engines::CreateStorageEngine>(),
        name::<storage_engines::GetStorageEngine>(),
        name::<storage_engines::UpdateStorageEngine>(),
        name::<storage_engines::DeleteStorageEngine>(),
        name::<storage_engines::RetryStorageEngine>(),
        name::<storage_engines::ForgetStorageEngine>(),
        name::<storage_engines::ListStorageEngineOperations>(),
        name::<storage_engines::GetStorageEngineUsage>(),
        name::<storage_engines::ListStorageEngineUsers>(),
        name::<storage_engines::ListCredentials>(),
        name::<storage_engines::CreateCredential>(),
        name::<storage_engines::RevealCredential>(),
        name::<storage_engines::RotateCredential>(),
        name::<storage_engines::DeleteCredential>(),
        name::<storage_defaults::GetStorageDefaults>(),
        name::<storage_defaults::PutStorageDefaults>(),
    ]);
    assert_eq!(crate::access_matrix::operations(&document), contract);
}
