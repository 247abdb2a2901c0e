//! Every path of the console, typed. A link is `<a href=route.path()>`: no path is written out anywhere else.

mod audit_log;
mod certificates;
mod heading;
mod members;
mod query;
mod router;

pub use audit_log::{AuditAddress, AuditFilters, AuditView, is_day, use_audit_address};
pub use certificates::{CertificatesAddress, CertificatesState, CertificatesView, use_certificates_address};
pub use heading::PageTitle;
pub use members::{MemberStatus, MembersAddress, MembersView, use_members_address};
pub use router::{Router, provide_router, use_router};

use hq_contract::{LocalPath, encode_segment};

/// A page of the console.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Route {
    /// `/`: the start screen, or on to the organization that was opened last.
    Home,
    /// `/sign-up`, and where to go afterwards.
    SignUp(Option<LocalPath>),
    /// `/sign-in`, and where to go afterwards.
    SignIn(Option<LocalPath>),
    /// `/verify/{token}`, from the mail, and where to go afterwards.
    Verify(String, Option<LocalPath>),
    /// `/reset-password`: asks for the mail.
    ResetPassword,
    /// `/reset-password/{token}`, from the mail.
    NewPassword(String),
    /// `/join/{token}`, from an invitation.
    Join(String),
    /// `/organizations/new`
    NewOrganization,
    /// `/organizations/{org}`, by slug or id.
    Organization(String),
    /// `/organizations/{org}/members`, and what of them is shown.
    OrganizationMembers(String, MembersView),
    /// `/organizations/{org}/members/{user}`: one of them.
    OrganizationMember(String, String),
    /// `/organizations/{org}/settings`
    OrganizationSettings(String),
    /// `/organizations/{org}/settings/authentication`
    OrganizationAuthentication(String),
    /// `/organizations/{org}/settings/domains`
    OrganizationDomains(String),
    /// `/organizations/{org}/settings/certificates`, and what of them is shown.
    OrganizationCertificates(String, CertificatesView),
    /// `/organizations/{org}/settings/audit-log`, and what of it is shown.
    OrganizationAuditLog(String, AuditView),
    /// `/account`: the profile's preferences.
    Account,
    /// `/account/security`, and where to go once two-step sign-in is set up.
    AccountSecurity(Option<LocalPath>),
    /// `/account/organizations`
    AccountOrganizations,
    /// Any other path, as it was asked for.
    Unknown(String),
}

impl Route {
    /// Path and query.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home => "/".to_owned(),
            Self::SignUp(return_to) => with_return("/sign-up", return_to.as_ref()),
            Self::SignIn(return_to) => with_return("/sign-in", return_to.as_ref()),
            Self::Verify(token, return_to) => {
                with_return(&format!("/verify/{}", encode_segment(token)), return_to.as_ref())
            }
            Self::ResetPassword => "/reset-password".to_owned(),
            Self::NewPassword(token) => format!("/reset-password/{}", encode_segment(token)),
            Self::Join(token) => format!("/join/{}", encode_segment(token)),
            Self::NewOrganization => "/organizations/new".to_owned(),
            Self::Organization(org) => inside(org, "", ""),
            Self::OrganizationMembers(org, view) => inside(org, "/members", &view.query()),
            Self::OrganizationMember(org, user) => inside(org, "/members/", &encode_segment(user)),
            Self::OrganizationSettings(org) => inside(org, "/settings", ""),
            Self::OrganizationAuthentication(org) => inside(org, "/settings/authentication", ""),
            Self::OrganizationDomains(org) => inside(org, "/settings/domains", ""),
            Self::OrganizationCertificates(org, view) => inside(org, "/settings/certificates", &view.query()),
            Self::OrganizationAuditLog(org, view) => inside(org, "/settings/audit-log", &view.query()),
            Self::Account => "/account".to_owned(),
            Self::AccountSecurity(return_to) => with_return("/account/security", return_to.as_ref()),
            Self::AccountOrganizations => "/account/organizations".to_owned(),
            Self::Unknown(path) => path.clone(),
        }
    }

    /// The page of a path with its query.
    #[must_use]
    pub fn parse(path_and_query: &str) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let segments: Vec<String> =
            path.split('/').filter(|segment| !segment.is_empty()).map(query::decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments[..] {
            [] => Self::Home,
            ["sign-up"] => Self::SignUp(query::return_to(query)),
            ["sign-in"] => Self::SignIn(query::return_to(query)),
            ["verify", token] => Self::Verify(token.to_owned(), query::return_to(query)),
            ["reset-password"] => Self::ResetPassword,
            ["reset-password", token] => Self::NewPassword(token.to_owned()),
            ["join", token] => Self::Join(token.to_owned()),
            ["organizations", "new"] => Self::NewOrganization,
            ["organizations", org] => Self::Organization(org.to_owned()),
            ["organizations", org, "members"] => {
                Self::OrganizationMembers(org.to_owned(), MembersView::parse(query))
            }
            ["organizations", org, "members", user] => {
                Self::OrganizationMember(org.to_owned(), user.to_owned())
            }
            ["organizations", org, "settings"] => Self::OrganizationSettings(org.to_owned()),
            ["organizations", org, "settings", "authentication"] => {
                Self::OrganizationAuthentication(org.to_owned())
            }
            ["organizations", org, "settings", "domains"] => Self::OrganizationDomains(org.to_owned()),
            ["organizations", org, "settings", "certificates"] => {
                Self::OrganizationCertificates(org.to_owned(), CertificatesView::parse(query))
            }
            ["organizations", org, "settings", "audit-log"] => {
                Self::OrganizationAuditLog(org.to_owned(), AuditView::parse(query))
            }
            ["account"] => Self::Account,
            ["account", "security"] => Self::AccountSecurity(query::return_to(query)),
            ["account", "organizations"] => Self::AccountOrganizations,
            _ => Self::Unknown(path_and_query.to_owned()),
        }
    }

    /// The organization that this page is in, as the path names it.
    #[must_use]
    pub fn organization(&self) -> Option<&str> {
        match self {
            Self::Organization(org)
            | Self::OrganizationMembers(org, _)
            | Self::OrganizationMember(org, _)
            | Self::OrganizationSettings(org)
            | Self::OrganizationAuthentication(org)
            | Self::OrganizationDomains(org)
            | Self::OrganizationCertificates(org, _)
            | Self::OrganizationAuditLog(org, _) => Some(org),
            _ => None,
        }
    }

    /// The same page in another organization; that one's home where this page belongs to none.
    #[must_use]
    pub fn in_organization(&self, org: &str) -> Self {
        match self {
            Self::OrganizationMembers(..) | Self::OrganizationMember(..) => {
                Self::OrganizationMembers(org.to_owned(), MembersView::default())
            }
            Self::OrganizationSettings(_) => Self::OrganizationSettings(org.to_owned()),
            Self::OrganizationAuthentication(_) => Self::OrganizationAuthentication(org.to_owned()),
            Self::OrganizationDomains(_) => Self::OrganizationDomains(org.to_owned()),
            Self::OrganizationCertificates(..) => {
                Self::OrganizationCertificates(org.to_owned(), CertificatesView::default())
            }
            Self::OrganizationAuditLog(..) => {
                Self::OrganizationAuditLog(org.to_owned(), AuditView::default())
            }
            _ => Self::Organization(org.to_owned()),
        }
    }

    /// The same page in the same state, under another name of its organization.
    #[must_use]
    pub fn with_organization_named(&self, org: &str) -> Self {
        match self {
            Self::OrganizationMembers(_, view) => Self::OrganizationMembers(org.to_owned(), view.clone()),
            Self::OrganizationMember(_, user) => Self::OrganizationMember(org.to_owned(), user.clone()),
            Self::OrganizationAuditLog(_, view) => Self::OrganizationAuditLog(org.to_owned(), view.clone()),
            Self::OrganizationCertificates(_, view) => {
                Self::OrganizationCertificates(org.to_owned(), view.clone())
            }
            _ => self.in_organization(org),
        }
    }

    /// Whether both are the same page, of which the addresses only say different states.
    #[must_use]
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::OrganizationMembers(one, _), Self::OrganizationMembers(other, _))
            | (Self::OrganizationCertificates(one, _), Self::OrganizationCertificates(other, _))
            | (Self::OrganizationAuditLog(one, _), Self::OrganizationAuditLog(other, _)) => one == other,
            _ => self == other,
        }
    }

    /// Whether everybody may open it, signed in or not.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::SignUp(_)
                | Self::SignIn(_)
                | Self::Verify(..)
                | Self::ResetPassword
                | Self::NewPassword(_)
                | Self::Join(_)
        )
    }

    /// Where to return to this page after signing in; nothing for `/`, which is where signing in leads anyway.
    #[must_use]
    pub fn as_return(&self) -> Option<LocalPath> {
        if *self == Self::Home { None } else { LocalPath::parse(&self.path()).ok() }
    }
}

/// A path in an organization. Joined and not formatted, which weighs less in the main file.
fn inside(org: &str, page: &str, rest: &str) -> String {
    ["/organizations/", &encode_segment(org), page, rest].concat()
}

fn with_return(path: &str, return_to: Option<&LocalPath>) -> String {
    match return_to {
        None => path.to_owned(),
        Some(return_to) => format!("{path}?{}={}", query::RETURN_TO, encode_segment(return_to.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> String {
        "01890a5d-ac96-774b-bcce-b30200000007".into()
    }

    fn audit_of_members() -> AuditView {
        AuditFilters { action: "members".into(), ..AuditFilters::default() }.view()
    }

    #[test]
    fn every_path_leads_to_its_page() {
        let return_to = LocalPath::parse("/organizations/acme?a=b&c=d").ok();
        for route in [
            Route::Home,
            Route::SignUp(None),
            Route::SignIn(return_to.clone()),
            Route::Verify("a_b-c".into(), None),
            Route::Verify("a_b-c".into(), return_to.clone()),
            Route::ResetPassword,
            Route::NewPassword("x".into()),
            Route::Join("a_b-c".into()),
            Route::NewOrganization,
            Route::Organization("acme".into()),
            Route::Organization("é/?&".into()),
            Route::OrganizationMembers("acme".into(), MembersView::default()),
            Route::OrganizationMembers("acme".into(), MembersView::inviting()),
            Route::OrganizationMember("acme".into(), user()),
            Route::OrganizationSettings("acme".into()),
            Route::OrganizationAuthentication("acme".into()),
            Route::OrganizationDomains("acme".into()),
            Route::OrganizationCertificates("acme".into(), CertificatesView::default()),
            Route::OrganizationCertificates("acme".into(), CertificatesState::Add.view()),
            Route::OrganizationAuditLog("acme".into(), audit_of_members()),
            Route::Account,
            Route::AccountSecurity(None),
            Route::AccountSecurity(return_to.clone()),
            Route::AccountOrganizations,
            Route::Unknown("/nowhere?x=y".into()),
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
        assert_eq!(Route::parse("/account/"), Route::Account);
    }

    #[test]
    fn nobody_is_returned_to_another_site() {
        for query in ["//evil.example", "https://evil.example", "%2F%2Fevil.example", "", "%zz"] {
            assert_eq!(Route::parse(&format!("/sign-in?return_to={query}")), Route::SignIn(None));
        }
    }

    #[test]
    fn switching_keeps_the_page() {
        let settings = Route::OrganizationSettings("a".into());
        assert_eq!(settings.in_organization("b"), Route::OrganizationSettings("b".into()));
        let authentication = Route::OrganizationAuthentication("a".into());
        assert_eq!(authentication.in_organization("b"), Route::OrganizationAuthentication("b".into()));
        let member = Route::OrganizationMember("a".into(), user());
        let everybody = Route::OrganizationMembers("b".into(), MembersView::default());
        assert_eq!(member.in_organization("b"), everybody, "who is in one need not be in another");
        let renamed = Route::OrganizationMember("a-1".into(), user());
        assert_eq!(member.with_organization_named("a-1"), renamed);
        let found = MembersView { q: "ada".into(), ..MembersView::default() };
        let members = Route::OrganizationMembers("a".into(), found);
        let others = Route::OrganizationMembers("b".into(), MembersView::default());
        assert_eq!(members.in_organization("b"), others, "what was looked for stays behind");
        assert_eq!(members.with_organization_named("a-1").path(), "/organizations/a-1/members?q=ada");
        assert!(members.is_same_page(&Route::OrganizationMembers("a".into(), MembersView::inviting())));
        assert!(!members.is_same_page(&others));
        let log = Route::OrganizationAuditLog("a".into(), audit_of_members());
        let whole = Route::OrganizationAuditLog("b".into(), AuditView::default());
        assert_eq!(log.in_organization("b"), whole);
        let named = log.with_organization_named("b");
        assert_eq!(named.path(), "/organizations/b/settings/audit-log?action=members");
        assert!(whole.is_same_page(&named) && !whole.is_same_page(&log));
        let domains = Route::OrganizationDomains("a".into());
        assert_eq!(domains.in_organization("b"), Route::OrganizationDomains("b".into()));
        let adding = Route::OrganizationCertificates("a".into(), CertificatesState::Add.view());
        let listed = Route::OrganizationCertificates("b".into(), CertificatesView::default());
        assert_eq!(adding.in_organization("b"), listed, "what was being added stays behind");
        assert_eq!(
            adding.with_organization_named("a-1").path(),
            "/organizations/a-1/settings/certificates?add=1"
        );
        assert!(listed.is_same_page(&adding.with_organization_named("b")) && !listed.is_same_page(&adding));
        assert_eq!(Route::Account.in_organization("b"), Route::Organization("b".into()));
    }
}
