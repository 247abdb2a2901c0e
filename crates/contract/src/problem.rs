//! Refusals: RFC 9457 problem documents with a closed list of codes.

use crate::{FieldCode, FieldError, Permission, accounts::SignUpBegun, quotas::Quota};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The body of every answer from 400 on (`application/problem+json`, RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:hq:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the code means, in English, for developers.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong this time, in English, for developers; nothing of the inside.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub detail: Option<String>,
    /// Why: what programs branch on and the console translates.
    pub code: ProblemCode,
    /// Refused fields: RFC 6901 pointer into the request's body → why.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub fields: BTreeMap<String, FieldCode>,
    /// Refused parameters of the request's query: name → why. The console, which sends none of them, does not read it.
    #[cfg(feature = "server")]
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub parameters: BTreeMap<String, FieldCode>,
    /// More exactly why fields were refused, where the operation has a list of such reasons; certificates have
    /// [`crate::certificates::CertificateFault`].
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::certificates::CertificateFault>))]
    pub faults: Vec<String>,
    /// What the caller lacks, where the answer is `forbidden`; `access` says why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub permission: Option<Permission>,
    /// What was signed up, where the answer is `password_wanted`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub sign_up: Option<SignUpBegun>,
    /// Where a code of an authenticator app was refused that is right at another time: by about how many seconds the clock
    /// of its device is ahead; negative where it is behind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub clock_ahead: Option<i64>,
    /// Which quota is reached, where the answer is `quota_reached`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub quota: Option<Quota>,
    /// Names this request in the server's log; empty until the server sends it.
    #[serde(default)]
    pub request_id: String,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident $text:literal $status:literal $title:literal;)*) => {
        /// Why a request was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($(#[doc = $doc])* $name,)*
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// What it means, in English, for developers.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// When it is answered, line by line, for docs/api.md.
            #[cfg(feature = "openapi")]
            #[must_use]
            pub const fn documentation(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($doc),*],)* }
            }
        }
    };
}

codes! {
    /// Not understood: broken JSON, a bad query parameter (see `parameters`), a broken header.
    BadRequest "bad_request" 400 "The request could not be understood";
    /// No session, or one that has ended; as every other 401, with `WWW-Authenticate: Session`.
    NotSignedIn "not_signed_in" 401 "Sign in first";
    /// Address and password do not belong together; the same whether the address is known or not.
    WrongCredentials "wrong_credentials" 401 "The address or the password is wrong";
    /// The password is right; the account asks for a code as well.
    MfaRequired "mfa_required" 401 "The account asks for a code of multi-factor authentication";
    /// The code is wrong, or was used before.
    WrongCode "wrong_code" 401 "The code is wrong or was used before";
    /// `Authorization: Bearer` carries no API key that is good: unknown, mangled, revoked or expired; with `WWW-Authenticate:
    /// Bearer …, error="invalid_token"`.
    InvalidToken "invalid_token" 401 "The API key is not valid";
    /// Known to exist for this caller, but not allowed; `permission` says what they lack.
    Forbidden "forbidden" 403 "Not allowed";
    /// `Origin` is missing, or another site's: a browser sent this from there.
    ForeignOrigin "foreign_origin" 403 "The request comes from another site";
    /// For people who are signed in: no API key may do it, whatever its role.
    PeopleOnly "people_only" 403 "Only a person who is signed in can do this, no API key";
    /// The link is for another account, or for the account of another address: of an invitation, a change of address, a deletion
    /// or a hand-over.
    WrongAccount "wrong_account" 403 "The link is for another account";
    /// The organization forces multi-factor authentication, and the account has none.
    MfaMissing "mfa_missing" 403 "The organization forces multi-factor authentication, and the account has none";
    /// Does not exist for this caller.
    NotFound "not_found" 404 "Not found";
    /// No such link was ever sent, or it was mangled on its way.
    LinkUnknown "link_unknown" 404 "This link is not known";
    /// This path does not know the method.
    MethodNotAllowed "method_not_allowed" 405 "This method is not offered here";
    /// The body did not arrive in 30 seconds.
    RequestTimeout "request_timeout" 408 "The request took too long to arrive";
    /// Another organization has that slug; `fields` says `{"/slug": "taken"}`.
    SlugTaken "slug_taken" 409 "This slug is taken";
    /// The address has an account already: sign in.
    AccountExists "account_exists" 409 "The address has an account";
    /// The link was opened in another browser than the one that signed up: whoever holds it chooses the password; see
    /// `sign_up`.
    PasswordWanted "password_wanted" 409 "Choose the password of this account";
    /// Belongs to the organization already: somebody was quicker, perhaps the caller.
    AlreadyMember "already_member" 409 "Already a member";
    /// The organization has to keep at least one admin.
    LastAdmin "last_admin" 409 "An organization keeps at least one admin";
    /// Who invited may no longer offer this: they left, or lost the right.
    InviterLostRight "inviter_lost_right" 409 "The inviter may no longer offer this";
    /// The plan has no seat left.
    SeatsFull "seats_full" 409 "Every seat of the plan is taken";
    /// Something or somebody is in the organization.
    OrganizationInUse "organization_in_use" 409 "The organization is in use";
    /// The organization's plan does not include it.
    PlanLacksIt "plan_lacks_it" 409 "The plan does not include this";
    /// What is ordered costs something, and the organization has no plan.
    PlanNeeded "plan_needed" 409 "The organization needs a plan for this";
    /// More than the organization's quota; see `quota`.
    QuotaReached "quota_reached" 409 "This is more than the organization's quota";
    /// What it costs is no longer what was shown: show the new quote, and confirm that one.
    QuoteChanged "quote_changed" 409 "What it costs has changed";
    /// This plan is not sold here: the operator makes an offer.
    AskForOffer "ask_for_offer" 409 "Ask the operator for an offer of this plan";
    /// Nothing that could be changed, cancelled or reactivated.
    NoSubscription "no_subscription" 409 "The organization has no plan";
    /// Who pays stops paying: another billing account has to pay from then on.
    PayerStopped "payer_stopped" 409 "The payer stops paying: choose another billing account";
    /// The operator sells no plans here.
    BillingOff "billing_off" 409 "There is no billing here";
    /// The billing account lacks what an invoice has to say: a name, an address, a country.
    BillingIncomplete "billing_incomplete" 409 "The billing account lacks what an invoice needs";
    /// Every use of the voucher was made.
    VoucherUsed "voucher_used" 409 "This voucher was used as often as it can be";
    /// The voucher's time is over.
    VoucherExpired "voucher_expired" 409 "This voucher has expired";
    /// This organization redeemed the voucher before.
    VoucherRedeemed "voucher_redeemed" 409 "This organization redeemed the voucher before";
    /// The billing account is being handed over to another owner.
    TransferPending "transfer_pending" 409 "The billing account is being transferred";
    /// The person has a billing account that pays for an organization, or has something to pay: it is handed over, or the plans
    /// end and the invoices are paid, before the person's account is deleted.
    BillingAccountInUse "billing_account_in_use" 409 "The billing account is in use";
    /// Cards cannot be stored: the operator has no payment provider, and is paid by bank transfer.
    NoPaymentProvider "no_payment_provider" 409 "There is no payment provider here";
    /// There are as many of them as there can be.
    LimitReached "limit_reached" 409 "There are as many of these as there can be";
    /// Somebody created as many organizations as one person can: delete one.
    TooManyOrganizations "too_many_organizations" 409 "One person cannot create more organizations";
    /// The organization has this certificate already.
    CertificateExists "certificate_exists" 409 "This certificate is here already";
    /// The storage engine is used by dataplants, or for the tables of new ones.
    EngineInUse "engine_in_use" 409 "The storage engine is in use";
    /// It comes with HQ: it is not deleted, forgotten or given another size.
    BuiltIn "built_in" 409 "It comes with HQ and stays as it is";
    /// Something is under way with it, or it is not in a state in which this can be done.
    NotReady "not_ready" 409 "Something is under way, or it is not ready for this";
    /// The broker offers this no more, or cannot be reached: nothing new can be ordered.
    OfferUnavailable "offer_unavailable" 409 "This cannot be ordered at present";
    /// These credentials were shown before: HQ does not know the password any more.
    AlreadyShown "already_shown" 409 "It was shown before";
    /// Private keys of certificates and secrets of authenticator apps cannot be kept: the operator has configured no key to
    /// encrypt them with.
    NoSecretsKey "no_secrets_key" 409 "The server has no key to encrypt secrets with";
    /// The account has multi-factor authentication already.
    MfaOn "mfa_on" 409 "The account has multi-factor authentication already";
    /// The account has to have multi-factor authentication before.
    MfaOff "mfa_off" 409 "The account needs multi-factor authentication first";
    /// Another browser of the person began to set multi-factor authentication up, with another secret.
    MfaReplaced "mfa_replaced" 409 "Multi-factor authentication is being set up in another browser";
    /// The invitation or request is no longer open: somebody was quicker, perhaps the caller.
    AlreadyAnswered "already_answered" 409 "Answered already";
    /// The link's time is over.
    LinkExpired "link_expired" 410 "This link has expired";
    /// The link has done its work already.
    LinkUsed "link_used" 410 "This link was used before";
    /// What the link was for was cancelled, or begun again with another link.
    LinkCancelled "link_cancelled" 410 "What this link was for was cancelled";
    /// The invitation was taken back.
    InvitationRevoked "invitation_revoked" 410 "The invitation was taken back";
    /// The invitation was declined.
    InvitationDeclined "invitation_declined" 410 "The invitation was declined";
    /// A newer mail of the invitation has another link.
    InvitationReplaced "invitation_replaced" 410 "A newer link was sent";
    /// The organization was deleted.
    OrganizationDeleted "organization_deleted" 410 "The organization was deleted";
    /// Changed by somebody else since it was read: read it again.
    Stale "stale" 412 "Changed since it was read";
    /// A body over 64 KiB; over 1 MiB where it is a list of invitations or rules, a certificate, a logo or a picture.
    TooLarge "too_large" 413 "The request is too large";
    /// A body that is not JSON by its type; of a logo or a picture, not PNG, JPEG or WebP. `Accept` says what is taken.
    UnsupportedMediaType "unsupported_media_type" 415 "The body has to be application/json";
    /// The picture cannot be read: broken, cut off, or not what it says it is.
    ImageUnreadable "image_unreadable" 422 "The picture cannot be read";
    /// The picture has more than 4,096 pixels on a side.
    ImageTooLarge "image_too_large" 422 "The picture has too many pixels";
    /// Understood, but a value is not allowed; see `fields`.
    Invalid "invalid" 422 "A value is not allowed";
    /// This Idempotency-Key was used for another request.
    IdempotencyKeyReused "idempotency_key_reused" 422 "This Idempotency-Key belongs to another request";
    /// `If-Match` is missing.
    PreconditionRequired "precondition_required" 428 "Send If-Match";
    /// Too often: go on after `Retry-After` seconds. Or a second export (`.csv`, `.jsonl`) while one of the caller's runs.
    TooManyRequests "too_many_requests" 429 "Too many requests";
    /// A header over 32 KiB.
    HeaderTooLarge "header_too_large" 431 "The request's header is too large";
    /// The server's own fault; it says nothing of the inside.
    Internal "internal" 500 "Something went wrong on the server";
    /// The database is away or busy, or there is no memory left for bodies: try again after `Retry-After` seconds.
    Unavailable "unavailable" 503 "The server cannot work right now";
}

impl Problem {
    /// The problem of a code, with nothing more to say.
    #[must_use]
    pub fn new(code: ProblemCode) -> Self {
        let kind = format!("urn:hq:problem:{}", code.as_str());
        Self { kind, title: code.title().to_owned(), ..Self::bare(code) }
    }

    /// The same without the words for developers, which weigh something in the browser: for a client that refuses by
    /// itself.
    #[must_use]
    pub fn bare(code: ProblemCode) -> Self {
        Self {
            kind: String::new(),
            title: String::new(),
            status: code.status(),
            detail: None,
            code,
            fields: BTreeMap::new(),
            #[cfg(feature = "server")]
            parameters: BTreeMap::new(),
            faults: Vec::new(),
            permission: None,
            sign_up: None,
            clock_ahead: None,
            quota: None,
            request_id: String::new(),
        }
    }

    /// Refused fields (422).
    #[must_use]
    pub fn invalid(fields: impl IntoIterator<Item = FieldError>) -> Self {
        let fields = fields.into_iter().map(|field| (field.pointer, field.code)).collect();
        Self { fields, ..Self::new(ProblemCode::Invalid) }
    }

    /// Refused parameters of a query (400), by their names.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn parameters(refused: impl IntoIterator<Item = (String, FieldCode)>) -> Self {
        Self { parameters: refused.into_iter().collect(), ..Self::new(ProblemCode::BadRequest) }
    }

    /// The caller lacks a permission (403).
    #[must_use]
    pub fn lacks(permission: Permission) -> Self {
        Self { permission: Some(permission), ..Self::new(ProblemCode::Forbidden) }
    }

    /// Whoever holds the link of this sign-up has to choose a password (409).
    #[must_use]
    pub fn password_wanted(sign_up: SignUpBegun) -> Self {
        Self { sign_up: Some(sign_up), ..Self::new(ProblemCode::PasswordWanted) }
    }

    /// With how far the clock behind a refused code is off, where that is known.
    #[must_use]
    pub fn clock_ahead(self, seconds: Option<i64>) -> Self {
        Self { clock_ahead: seconds, ..self }
    }

    /// With a sentence for developers.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Why the field at `pointer` was refused, if it was.
    #[must_use]
    pub fn field(&self, pointer: &str) -> Option<FieldCode> {
        self.fields.get(pointer).copied()
    }
}
