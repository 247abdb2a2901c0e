//! An address of the console, typed. A link is `<a href=route.path()>`; [`hq_contract::console_paths`] says how each is written.

use super::{pattern::Pattern, query};
use hq_contract::{LocalPath, console_paths as paths};

/// The address of a page, in one of its states.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// `None`: no page of the console; the only parameter is the path as it was asked for.
    pattern: Option<Pattern>,
    params: Vec<String>,
    /// Without its `?`.
    query: String,
}

impl Route {
    fn new(pattern: &'static str, params: impl IntoIterator<Item = String>, query: String) -> Self {
        Self { pattern: Some(Pattern(pattern)), params: params.into_iter().collect(), query }
    }

    fn plain(pattern: &'static str) -> Self {
        Self::new(pattern, [], String::new())
    }

    fn in_org(pattern: &'static str, org: String) -> Self {
        Self::new(pattern, [org], String::new())
    }

    /// The start screen, or on to the organization that was opened last.
    #[must_use]
    pub fn home() -> Self {
        Self::plain(paths::HOME)
    }

    /// Sign up, and where to go afterwards.
    #[must_use]
    pub fn sign_up(return_to: Option<LocalPath>) -> Self {
        Self::new(paths::SIGN_UP, [], query::returning(return_to.as_ref()))
    }

    /// Sign in, and where to go afterwards.
    #[must_use]
    pub fn sign_in(return_to: Option<LocalPath>) -> Self {
        Self::new(paths::SIGN_IN, [], query::returning(return_to.as_ref()))
    }

    /// Asks for the mail to reset a password.
    #[must_use]
    pub fn reset_password() -> Self {
        Self::plain(paths::RESET_PASSWORD)
    }

    /// The link of an invitation.
    #[must_use]
    pub fn join(token: String) -> Self {
        Self::new(paths::JOIN, [token], String::new())
    }

    /// Declining or reporting it, without an account.
    #[must_use]
    pub fn report(token: String) -> Self {
        Self::new(paths::REPORT, [token], String::new())
    }

    /// Creates an organization.
    #[must_use]
    pub fn new_organization() -> Self {
        Self::plain(paths::NEW_ORGANIZATION)
    }

    /// An organization's home, by slug or id.
    #[must_use]
    pub fn organization(org: String) -> Self {
        Self::in_org(paths::ORGANIZATION, org)
    }

    /// Its members, as `view` says.
    #[must_use]
    pub fn members(org: String, view: super::MembersView) -> Self {
        Self::new(paths::MEMBERS, [org], view.query())
    }

    /// Who was invited to it and has not joined, as `view` says.
    #[must_use]
    pub fn invitations(org: String, view: super::MembersView) -> Self {
        Self::new(paths::INVITATIONS, [org], view.query())
    }

    /// Who asks to join it.
    #[must_use]
    pub fn join_requests(org: String) -> Self {
        Self::in_org(paths::JOIN_REQUESTS, org)
    }

    /// One of the members, by id.
    #[must_use]
    pub fn member(org: String, user: String) -> Self {
        Self::new(paths::MEMBER, [org, user], String::new())
    }

    /// The first page of its settings.
    #[must_use]
    pub fn settings(org: String) -> Self {
        Self::in_org(paths::SETTINGS, org)
    }

    /// Its domain names.
    #[must_use]
    pub fn domains(org: String) -> Self {
        Self::in_org(paths::DOMAINS, org)
    }

    /// Its TLS certificates, as `view` says.
    #[must_use]
    pub fn certificates(org: String, view: super::CertificatesView) -> Self {
        Self::new(paths::CERTIFICATES, [org], view.query())
    }

    /// Its API keys.
    #[must_use]
    pub fn api_keys(org: String) -> Self {
        Self::in_org(paths::API_KEYS, org)
    }

    /// One of them, by id.
    #[must_use]
    pub fn api_key(org: String, key: String) -> Self {
        Self::new(paths::API_KEY, [org, key], String::new())
    }

    /// What was done in it.
    #[must_use]
    pub fn audit_log(org: String) -> Self {
        Self::in_org(paths::AUDIT_LOG, org)
    }

    /// Its dataplants, as `view` says.
    #[must_use]
    pub fn dataplants(org: String, view: &super::DataplantsView) -> Self {
        Self::new(paths::DATAPLANTS, [org], view.query())
    }

    /// One of them, by id.
    #[must_use]
    pub fn dataplant(org: String, dataplant: String) -> Self {
        Self::new(paths::DATAPLANT, [org, dataplant], String::new())
    }

    /// A step of ordering one, with what was chosen before.
    #[must_use]
    pub fn new_dataplant(org: String, step: super::NewDataplantStep, view: &super::NewDataplantView) -> Self {
        Self::new(step.pattern(), [org], view.query())
    }

    /// Its storage engines, as `view` says.
    #[must_use]
    pub fn storage_engines(org: String, view: super::StorageEnginesView) -> Self {
        Self::new(paths::STORAGE_ENGINES, [org], view.query())
    }

    /// Orders a storage engine.
    #[must_use]
    pub fn new_storage_engine(org: String) -> Self {
        Self::in_org(paths::NEW_STORAGE_ENGINE, org)
    }

    /// One of them, by id.
    #[must_use]
    pub fn storage_engine(org: String, engine: String) -> Self {
        Self::new(paths::STORAGE_ENGINE, [org, engine], String::new())
    }

    /// Its plan, as `view` says.
    #[must_use]
    pub fn plan(org: String, view: super::PlanView) -> Self {
        Self::new(paths::PLAN, [org], view.query())
    }

    /// A step of choosing a plan, with what was chosen before.
    #[must_use]
    pub fn choose_plan(org: String, step: super::ChooseStep, view: &super::ChooseView) -> Self {
        Self::new(step.pattern(), [org], view.query())
    }

    /// What its next receipt says so far.
    #[must_use]
    pub fn billing(org: String) -> Self {
        Self::in_org(paths::BILLING, org)
    }

    /// Its past receipts.
    #[must_use]
    pub fn receipts(org: String) -> Self {
        Self::in_org(paths::RECEIPTS, org)
    }

    /// The person's billing accounts, as `view` says.
    #[must_use]
    pub fn billing_accounts(view: super::BillingAccountsView) -> Self {
        Self::new(paths::BILLING_ACCOUNTS, [], view.query())
    }

    /// The contact of a billing account, by id.
    #[must_use]
    pub fn billing_account(account: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT, [account], String::new())
    }

    /// Address and VAT of a billing account, by id.
    #[must_use]
    pub fn billing_account_information(account: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT_INFORMATION, [account], String::new())
    }

    /// How a billing account pays, by id.
    #[must_use]
    pub fn billing_account_payment(account: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT_PAYMENT, [account], String::new())
    }

    /// The receipts of a billing account, by id.
    #[must_use]
    pub fn billing_account_receipts(account: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT_RECEIPTS, [account], String::new())
    }

    /// For which organizations a billing account pays, by id.
    #[must_use]
    pub fn billing_account_subscriptions(account: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT_SUBSCRIPTIONS, [account], String::new())
    }

    /// The link that transfers a billing account.
    #[must_use]
    pub fn billing_account_transfer(token: String) -> Self {
        Self::new(paths::BILLING_ACCOUNT_TRANSFER, [token], String::new())
    }

    /// The link that confirms a deletion.
    #[must_use]
    pub fn dataplant_deletion(token: String) -> Self {
        Self::new(paths::DATAPLANT_DELETION, [token], String::new())
    }

    /// The link that changes the email of the account.
    #[must_use]
    pub fn email_change(token: String) -> Self {
        Self::new(paths::EMAIL_CHANGE, [token], String::new())
    }

    /// The profile's preferences.
    #[must_use]
    pub fn account() -> Self {
        Self::plain(paths::ACCOUNT)
    }

    /// Password, two-step sign-in and sessions, and where to go once two-step sign-in is set up.
    #[must_use]
    pub fn security(return_to: Option<LocalPath>) -> Self {
        Self::new(paths::SECURITY, [], query::returning(return_to.as_ref()))
    }

    /// The person's organizations.
    #[must_use]
    pub fn account_organizations() -> Self {
        Self::plain(paths::ACCOUNT_ORGANIZATIONS)
    }

    /// A page, of this organization where it is one of an organization.
    pub(super) fn of(pattern: Pattern, org: Option<&str>) -> Self {
        Self {
            pattern: Some(pattern),
            params: org.map(str::to_owned).into_iter().collect(),
            query: String::new(),
        }
    }

    /// What a path with its query leads to, of these patterns.
    pub(super) fn read(path_and_query: &str, patterns: impl IntoIterator<Item = Pattern>) -> Self {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        for pattern in patterns {
            if let Some(params) = pattern.read(path) {
                return Self { pattern: Some(pattern), params, query: query.to_owned() };
            }
        }
        Self { pattern: None, params: vec![path.to_owned()], query: query.to_owned() }
    }

    /// Path and query.
    #[must_use]
    pub fn path(&self) -> String {
        let path = match self.pattern {
            Some(pattern) => pattern.path(&self.params),
            None => self.params.concat(),
        };
        if self.query.is_empty() { path } else { [path.as_str(), "?", &self.query].concat() }
    }

    /// The pattern of the page; nothing where there is no such page.
    #[must_use]
    pub const fn pattern(&self) -> Option<Pattern> {
        self.pattern
    }

    /// The query, without its `?`.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The organization that this page is in, as the path names it.
    #[must_use]
    pub fn organization_name(&self) -> Option<&str> {
        self.pattern.filter(|pattern| pattern.is_in_organization())?;
        self.params.first().map(String::as_str)
    }

    /// Where to return to, as the query says; nothing that is not a path of this site.
    #[must_use]
    pub fn return_to(&self) -> Option<LocalPath> {
        query::return_to(&self.query)
    }

    /// The same page in another organization; that one's home where this page belongs to none.
    #[must_use]
    pub fn in_organization(&self, org: &str) -> Self {
        match self.pattern.and_then(Pattern::in_any_organization) {
            Some(pattern) => Self::of(pattern, Some(org)),
            None => Self::organization(org.to_owned()),
        }
    }

    /// The same page in the same state, under another name of its organization.
    #[must_use]
    pub fn with_organization_named(&self, org: &str) -> Self {
        let mut renamed = self.clone();
        if let (Some(_), Some(name)) = (self.organization_name(), renamed.params.first_mut()) {
            org.clone_into(name);
        }
        renamed
    }

    /// The same page in another state.
    #[must_use]
    pub fn with_query(&self, query: String) -> Self {
        Self { query, ..self.clone() }
    }

    /// Whether both are the same page, of which the addresses only say different states.
    #[must_use]
    pub fn is_same_page(&self, other: &Self) -> bool {
        self.pattern == other.pattern && self.params == other.params
    }

    /// Where to return to this page after signing in; nothing for `/`, which is where signing in leads anyway.
    #[must_use]
    pub fn as_return(&self) -> Option<LocalPath> {
        if *self == Self::home() { None } else { LocalPath::parse(&self.path()).ok() }
    }
}
