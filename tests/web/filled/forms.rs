//! Every form, how to come to it, and what it sends.

use super::form::{
    Filled,
    Step::{Choose, Click, Press, Reload, Type},
};
use crate::drafts::forms::KEPT;

pub const FILLED: Filled = Filled {
    source: "",
    path: "/",
    signed_in: true,
    come: &[],
    fields: &[],
    waits: false,
    sent: "",
    says: &[],
};
const PASSWORD: &str = "correct horse battery";
const SECURITY: &str = "/account/security";
const DATAPLANT: &str = "/organizations/acme/dataplants/01890a5d-ac96-774b-bcce-b30200000001";
const SETTINGS: &str = "/organizations/acme/settings";
const BILLING_ACCOUNT: &str = "/billing-accounts/01890a5d-ac96-774b-bcce-b30200000040";
const ENGINE: &str = "/organizations/acme/storage-engines/01890a5d-ac96-774b-bcce-b30200000003";
const SIGN_UP: &[(&str, &str)] = &[
    ("input[name=name]", KEPT),
    ("input[name=email]", "kept-words@example.org"),
    ("input[name=password]", PASSWORD),
];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Filled> {
    OF_OTHERS.iter().chain(crate::FORMS.iter().flat_map(|feature| feature.filled))
}

const OF_OTHERS: &[Filled] = &[
    Filled {
        source: "start/page.rs",
        fields: &[("input[name=organization]", KEPT)],
        waits: true,
        sent: "POST /api/v1/organizations",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "join_requests/ask_to_join.rs",
        come: &[Press("Ask to join Cargo")],
        fields: &[("dialog[open] textarea[name=note]", KEPT)],
        sent: "POST {Cargo}/join-requests",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "organizations/new.rs",
        path: "/organizations/new",
        fields: &[("input[name=organization]", "Kept Words"), ("textarea[name=description]", KEPT)],
        waits: true,
        sent: "POST /api/v1/organizations",
        says: &["Kept Words", KEPT],
        ..FILLED
    },
    Filled {
        source: "profile/name.rs",
        path: "/account",
        fields: &[("input[name=name]", KEPT)],
        sent: "PATCH /api/v1/me",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "email_changes/ask.rs",
        path: "/account",
        come: &[Press("Change email")],
        fields: &[
            ("dialog[open] input[name=new-email]", "kept-words@example.org"),
            ("dialog[open] input[name=email-password]", PASSWORD),
        ],
        sent: "POST /api/v1/me/email-change",
        says: &["kept-words@example.org", PASSWORD],
        ..FILLED
    },
    Filled {
        source: "organizations/information.rs",
        path: SETTINGS,
        fields: &[("input[name=organization]", KEPT), ("textarea[name=description]", "of it")],
        sent: "PATCH {Acme}",
        says: &[KEPT, "of it"],
        ..FILLED
    },
    Filled {
        source: "invitations/invite_form.rs",
        path: "/organizations/acme/members?invite=1",
        fields: &[
            ("textarea[name=emails]", "ada@x.example, Bo <bo@x.example>"),
            ("dialog[open] input[value=admin]", "true"),
            ("textarea[name=note]", KEPT),
        ],
        sent: "POST {Acme}/invitations",
        says: &["ada@x.example", "bo@x.example", "admin", KEPT],
        ..FILLED
    },
    Filled {
        source: "members/role.rs",
        path: "/organizations/acme/members",
        come: &[Choose("Actions for Bob Stone", "Change role")],
        fields: &[("dialog[open] input[value=admin]", "true")],
        sent: "PATCH {Acme}/members/{2}",
        says: &["admin"],
        ..FILLED
    },
    Filled {
        source: "storage_engines/new_form.rs",
        path: "/organizations/acme/storage-engines/new",
        come: &[Click("input[value=sandbox]")],
        fields: &[("input[name=engine-name]", KEPT), ("textarea[name=description]", "of it")],
        sent: "POST {Acme}/storage-engines",
        says: &["sandbox", KEPT, "of it"],
        ..FILLED
    },
    Filled {
        source: "storage_engines/making.rs",
        path: ENGINE,
        fields: &[("input[name=credential]", KEPT)],
        sent: "POST {Acme}/storage-engines/{3}/credentials",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "storage_engines/information.rs",
        path: ENGINE,
        fields: &[("input[name=engine-name]", KEPT), ("textarea[name=description]", "of it")],
        sent: "PATCH {Acme}/storage-engines/{3}",
        says: &[KEPT, "of it"],
        ..FILLED
    },
    Filled {
        source: "storage_engines/defaults.rs",
        path: "/organizations/acme/storage-engines",
        fields: &[("select[name=mart]", "01890a5d-ac96-774b-bcce-b30200000003")],
        sent: "PUT {Acme}/storage-defaults",
        says: &["\"mart\":\"01890a5d-ac96-774b-bcce-b30200000003\""],
        ..FILLED
    },
    Filled {
        source: "storage_engines/resize.rs",
        path: ENGINE,
        come: &[Press("Resize")],
        fields: &[("dialog[open] input[name=fpu]", "8")],
        waits: true,
        sent: "PATCH {Acme}/storage-engines/{3}",
        says: &["\"fpu\":8"],
        ..FILLED
    },
    Filled {
        source: "accounts/sign_up_form.rs",
        path: "/sign-up",
        signed_in: false,
        fields: SIGN_UP,
        sent: "POST /api/v1/accounts",
        says: &[KEPT, "kept-words@example.org", PASSWORD],
        ..FILLED
    },
    Filled {
        source: "accounts/check_mail.rs",
        path: "/sign-up",
        signed_in: false,
        come: &[
            Type("input[name=name]", KEPT),
            Type("input[name=email]", "kept-words@example.org"),
            Type("input[name=password]", PASSWORD),
            Press("Create account"),
            Reload,
        ],
        fields: &[("input[name=password]", "another horse battery")],
        sent: "POST /api/v1/accounts",
        says: &["another horse battery"],
        ..FILLED
    },
    Filled {
        source: "invitations/sign_up.rs",
        path: "/join/t0ken",
        signed_in: false,
        fields: &[("input[name=name]", KEPT), ("input[name=password]", PASSWORD)],
        sent: "POST /api/v1/invitations/t0ken/account",
        says: &[KEPT, PASSWORD],
        ..FILLED
    },
    Filled {
        source: "accounts/choose_password.rs",
        path: "/verify/t0ken",
        signed_in: false,
        come: &[Press("Confirm and continue")],
        fields: &[("input[name=name]", KEPT), ("input[name=password]", PASSWORD)],
        sent: "POST /api/v1/accounts/verify",
        says: &[KEPT, PASSWORD],
        ..FILLED
    },
    Filled {
        source: "password_resets/request.rs",
        path: "/reset-password",
        signed_in: false,
        fields: &[("input[name=email]", "kept-words@example.org")],
        sent: "POST /api/v1/password-resets",
        says: &["kept-words@example.org"],
        ..FILLED
    },
    Filled {
        source: "session/sign_in_form.rs",
        path: "/sign-in",
        signed_in: false,
        fields: &[("input[name=email]", "kept-words@example.org"), ("input[name=password]", PASSWORD)],
        sent: "POST /api/v1/session",
        says: &["kept-words@example.org", PASSWORD],
        ..FILLED
    },
    Filled {
        source: "password_resets/new_password.rs",
        path: "/reset-password/t0ken",
        signed_in: false,
        fields: &[("input[name=password]", PASSWORD)],
        sent: "POST /api/v1/password-resets/confirm",
        says: &[PASSWORD],
        ..FILLED
    },
    Filled {
        source: "account_alerts/form.rs",
        path: "/secure-account/t0ken",
        signed_in: false,
        fields: &[("input[name=password]", PASSWORD)],
        sent: "POST /api/v1/account-alerts/t0ken/secure",
        says: &[PASSWORD],
        ..FILLED
    },
    Filled {
        source: "profile/password.rs",
        path: SECURITY,
        fields: &[("input[name=current-password]", "old horse"), ("input[name=new-password]", PASSWORD)],
        sent: "PUT /api/v1/me/password",
        says: &["old horse", PASSWORD],
        ..FILLED
    },
    Filled {
        source: "profile/mfa/password.rs",
        path: SECURITY,
        come: &[Press("Set up")],
        fields: &[("input[name=mfa-password]", PASSWORD)],
        sent: "POST /api/v1/me/mfa",
        says: &[PASSWORD],
        ..FILLED
    },
    Filled {
        source: "profile/mfa/scan.rs",
        path: SECURITY,
        come: &[Press("Set up"), Type("input[name=mfa-password]", PASSWORD), Press("Continue")],
        fields: &[("input[name=code]", "222222")],
        sent: "POST /api/v1/me/mfa/confirm",
        says: &["222222"],
        ..FILLED
    },
    Filled {
        source: "profile/deletion.rs",
        path: SECURITY,
        come: &[Press("Delete account")],
        fields: &[("input[name=delete-password]", PASSWORD)],
        sent: "POST /api/v1/me/deletion",
        says: &[PASSWORD],
        ..FILLED
    },
    Filled {
        source: "organizations/deletion_form.rs",
        path: SETTINGS,
        come: &[Press("Delete Acme")],
        fields: &[("input[name=delete-organization]", "Acme"), ("dialog[open] input[type=checkbox]", "true")],
        waits: true,
        sent: "DELETE {Acme}",
        says: &["name=Acme"],
        ..FILLED
    },
    Filled {
        source: "billing/budget_form.rs",
        path: "/organizations/acme/billing",
        come: &[Press("Set a budget")],
        fields: &[("dialog[open] input[name=budget]", "12")],
        sent: "PUT {Acme}/budget",
        says: &["1200"],
        ..FILLED
    },
    Filled {
        source: "billing_accounts/new.rs",
        path: "/billing-accounts?new=1",
        fields: &[
            ("input[name=payer-name]", KEPT),
            ("input[name=payer-email]", "kept-words@example.org"),
            ("input[name=line1]", "1 Main Street"),
            ("input[name=city]", "Springfield"),
            ("select[name=country]", "US"),
        ],
        sent: "POST /api/v1/billing-accounts",
        says: &[KEPT, "kept-words@example.org", "Springfield", "US"],
        ..FILLED
    },
    Filled {
        source: "billing_accounts/account_form.rs",
        path: BILLING_ACCOUNT,
        fields: &[("input[name=payer-name]", KEPT), ("input[name=contact]", "of it")],
        sent: "PATCH /api/v1/billing-accounts/{40}",
        says: &[KEPT, "of it"],
        ..FILLED
    },
    Filled {
        source: "billing_accounts/transfer_form.rs",
        path: BILLING_ACCOUNT,
        fields: &[("input[name=transfer-to]", "kept-words@example.org")],
        sent: "POST /api/v1/billing-accounts/{40}/transfer",
        says: &["kept-words@example.org"],
        ..FILLED
    },
    Filled {
        source: "plan/cancel.rs",
        path: "/organizations/acme/plan?do=cancel",
        fields: &[("dialog[open] textarea[name=reason]", KEPT)],
        sent: "POST {Acme}/subscription/cancel",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "plan/voucher.rs",
        path: "/organizations/acme/plan?do=voucher",
        fields: &[("dialog[open] input[name=voucher]", "welcome 2026")],
        sent: "POST {Acme}/vouchers",
        says: &["WELCOME2026"],
        ..FILLED
    },
    Filled {
        source: "plan/quota_request.rs",
        path: "/organizations/acme/plan?do=quota&kind=dataplants",
        fields: &[("dialog[open] input[name=wanted]", "12"), ("dialog[open] textarea[name=reason]", KEPT)],
        sent: "POST {Acme}/quotas/requests",
        says: &["12", KEPT],
        ..FILLED
    },
    Filled {
        source: "plan/choose/frame.rs",
        path: "/organizations/acme/plan/choose/payer",
        come: &[Click("input[type=radio][value=new]")],
        fields: &[
            ("input[name=payer-name]", KEPT),
            ("input[name=payer-email]", "kept-words@example.org"),
            ("input[name=line1]", "1 Main Street"),
            ("input[name=city]", "Springfield"),
            ("select[name=country]", "US"),
        ],
        sent: "POST /api/v1/billing-accounts",
        says: &[KEPT, "kept-words@example.org", "Springfield", "US"],
        ..FILLED
    },
    Filled {
        source: "dataplants/one/edit.rs",
        path: DATAPLANT,
        come: &[Press("Edit")],
        fields: &[("dialog[open] input[name=dataplant]", KEPT)],
        sent: "PATCH {Acme}/dataplants/{1}",
        says: &[KEPT],
        ..FILLED
    },
    Filled {
        source: "dataplants/one/names.rs",
        path: DATAPLANT,
        come: &[Press("Domain names")],
        fields: &[("dialog[open] textarea[name=names]", "kept-words.verified.example")],
        sent: "PATCH {Acme}/dataplants/{1}",
        says: &["kept-words.verified.example"],
        ..FILLED
    },
    Filled {
        source: "dataplants/one/resize.rs",
        path: DATAPLANT,
        come: &[Press("Resize")],
        fields: &[("dialog[open] input[name=fpu]", "5")],
        waits: true,
        sent: "PATCH {Acme}/dataplants/{1}",
        says: &[r#"{"fpu":5}"#],
        ..FILLED
    },
];
