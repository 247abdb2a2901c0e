//! Every form of the console, and what of it is kept. A form without its line fails `cargo xtask tidy`: it stands in the `FORMS` of
//! the feature's own tests, which `main.rs` lists, or here.

use crate::{filled::Filled, server::Server};

/// A form.
pub struct Form {
    /// The file it is in.
    pub source: &'static str,
    /// What is kept of it.
    pub keeps: Keeps,
}

/// The forms of a feature.
pub struct Forms {
    /// What is kept of each.
    pub kept: &'static [Form],
    /// How each is filled in without a word (`filled`).
    pub filled: &'static [Filled],
    /// Those with nothing that something could fill in, or whose test is elsewhere, and why.
    pub others: &'static [(&'static str, &'static str)],
    /// What has to be there that they can be seen.
    pub has: fn(&Server),
}

/// What is kept of a form.
pub enum Keeps {
    /// What is typed.
    Typed(Typed),
    /// Nothing, and why that is no loss.
    Nothing(&'static str),
}

/// How to come to a form and fill it in.
pub struct Typed {
    /// The page.
    pub path: &'static str,
    /// Whether one has to be signed in.
    pub signed_in: bool,
    /// The buttons to press to see the form; `menu > item` where it stands in a menu.
    pub open: &'static [&'static str],
    /// Fields, and what is typed into them or chosen.
    pub fields: &'static [(&'static str, &'static str)],
    /// Fields that are in no storage.
    pub secrets: &'static [(&'static str, &'static str)],
    /// The buttons to press afterwards.
    pub then: &'static [&'static str],
    /// What stands on the page again later, where that is not in the fields.
    pub shows: Option<&'static str>,
    /// The page of the organization that is marked.
    pub mark: Option<&'static str>,
    /// Whether what is chosen stands in the address, and so for whoever is there.
    pub in_address: bool,
}

/// What no other text holds.
pub const KEPT: &str = "kept-words";
const PASSWORD: &str = "correct horse battery";
const DATAPLANT: &str = "/organizations/acme/dataplants/01890a5d-ac96-774b-bcce-b30200000001";
const DATAPLANT_NAMES: &str = "/organizations/acme/dataplants/01890a5d-ac96-774b-bcce-b30200000001?do=names";
const BILLING_ACCOUNT: &str = "/billing-accounts/01890a5d-ac96-774b-bcce-b30200000040";
const RULES: &str = "/organizations/acme/members/01890a5d-ac96-774b-bcce-b30200000002";

const ENGINE: &str = "/organizations/acme/storage-engines/01890a5d-ac96-774b-bcce-b30200000003";

pub const TYPED: Typed = Typed {
    path: "/",
    signed_in: true,
    open: &[],
    fields: &[],
    secrets: &[],
    then: &[],
    shows: None,
    mark: None,
    in_address: false,
};

pub const fn typed(source: &'static str, typed: Typed) -> Form {
    Form { source, keeps: Keeps::Typed(typed) }
}

pub const fn nothing(source: &'static str, why: &'static str) -> Form {
    Form { source, keeps: Keeps::Nothing(why) }
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Form> {
    OF_OTHERS.iter().chain(crate::FORMS.iter().flat_map(|feature| feature.kept))
}

const OF_OTHERS: &[Form] = &[
    typed("start/page.rs", Typed { fields: &[("input[name=organization]", KEPT)], ..TYPED }),
    typed(
        "join_requests/ask_to_join.rs",
        Typed {
            open: &["Ask to join Cargo"],
            fields: &[("dialog[open] textarea[name=note]", KEPT)],
            ..TYPED
        },
    ),
    typed(
        "organizations/new.rs",
        Typed {
            path: "/organizations/new",
            fields: &[
                ("input[name=organization]", KEPT),
                ("input[name=slug]", "kept-slug"),
                ("textarea[name=description]", "kept-words of it"),
            ],
            ..TYPED
        },
    ),
    typed("profile/name.rs", Typed { path: "/account", fields: &[("input[name=name]", KEPT)], ..TYPED }),
    typed(
        "email_changes/ask.rs",
        Typed {
            path: "/account",
            open: &["Change email"],
            fields: &[("dialog[open] input[name=new-email]", "kept-words@example.org")],
            secrets: &[("dialog[open] input[name=email-password]", PASSWORD)],
            ..TYPED
        },
    ),
    typed(
        "organizations/information.rs",
        Typed {
            path: "/organizations/acme/settings",
            fields: &[("input[name=organization]", KEPT), ("textarea[name=description]", "kept-words of it")],
            mark: Some("Information"),
            ..TYPED
        },
    ),
    typed(
        "authentication/requests.rs",
        Typed {
            path: "/organizations/acme/settings/authentication",
            fields: &[("main form [role=switch]", "true")],
            mark: Some("Authentication"),
            ..TYPED
        },
    ),
    typed(
        "billing_accounts/new.rs",
        Typed {
            path: "/billing-accounts?new=1",
            fields: &[
                ("input[name=payer-name]", KEPT),
                ("input[name=city]", "Springfield"),
                ("select[name=country]", "US"),
            ],
            ..TYPED
        },
    ),
    typed(
        "billing_accounts/account_form.rs",
        Typed {
            path: BILLING_ACCOUNT,
            fields: &[("input[name=payer-name]", KEPT), ("input[name=contact]", "kept-words of it")],
            ..TYPED
        },
    ),
    typed(
        "billing_accounts/account_form.rs",
        Typed {
            path: "/billing-accounts/01890a5d-ac96-774b-bcce-b30200000040/information",
            fields: &[("input[name=line1]", KEPT), ("input[name=reference]", "kept-words 7")],
            ..TYPED
        },
    ),
    typed(
        "billing_accounts/transfer_form.rs",
        Typed {
            path: BILLING_ACCOUNT,
            fields: &[("input[name=transfer-to]", "kept-words@example.org")],
            ..TYPED
        },
    ),
    typed(
        "billing/budget_form.rs",
        Typed {
            path: "/organizations/acme/billing",
            open: &["Set a budget"],
            fields: &[("dialog[open] input[name=budget]", "1234")],
            mark: Some("Billing"),
            ..TYPED
        },
    ),
    typed(
        "dataplants/new/name.rs",
        Typed {
            path: "/organizations/acme/dataplants/new/name",
            fields: &[("input[name=dataplant]", KEPT), ("textarea[name=description]", "kept-words of it")],
            mark: Some("Dataplants"),
            ..TYPED
        },
    ),
    typed(
        "dataplants/one/edit.rs",
        Typed {
            path: DATAPLANT,
            open: &["Edit"],
            fields: &[("dialog[open] input[name=dataplant]", KEPT)],
            mark: Some("Dataplants"),
            ..TYPED
        },
    ),
    typed(
        "dataplants/one/names.rs",
        Typed {
            path: DATAPLANT_NAMES,
            fields: &[("dialog[open] textarea[name=names]", "kept-words.verified.example")],
            shows: Some("kept-words.verified.example"),
            mark: Some("Dataplants"),
            ..TYPED
        },
    ),
    typed(
        "dataplants/one/resize.rs",
        Typed {
            path: "/organizations/acme/dataplants/01890a5d-ac96-774b-bcce-b30200000001?do=resize",
            fields: &[("dialog[open] input[name=fpu]", "5")],
            mark: Some("Dataplants"),
            ..TYPED
        },
    ),
    typed(
        "rules/rule_form.rs",
        Typed {
            path: RULES,
            open: &["Add new rule Dataplants"],
            fields: &[("dialog[open] [name=action]", "delete"), ("dialog[open] [name=rule_name]", KEPT)],
            mark: Some("Members"),
            ..TYPED
        },
    ),
    typed(
        "rules/bar.rs",
        Typed {
            path: RULES,
            open: &["Add new rule Dataplants"],
            fields: &[("dialog[open] [name=rule_name]", KEPT)],
            then: &["Add rule"],
            shows: Some(KEPT),
            mark: Some("Members"),
            ..TYPED
        },
    ),
    typed(
        "invitations/invite_form.rs",
        Typed {
            path: "/organizations/acme/members?invite=1",
            fields: &[
                ("textarea[name=emails]", "kept-words@exam"),
                ("dialog[open] input[value=admin]", "true"),
                ("textarea[name=note]", KEPT),
            ],
            mark: Some("Members"),
            ..TYPED
        },
    ),
    typed(
        "storage_engines/new_form.rs",
        Typed {
            path: "/organizations/acme/storage-engines/new",
            fields: &[
                ("input[value=postgresql]", "true"),
                ("input[name=engine-name]", KEPT),
                ("textarea[name=description]", "kept-words of it"),
            ],
            mark: Some("Storage engines"),
            ..TYPED
        },
    ),
    typed(
        "storage_engines/making.rs",
        Typed {
            path: ENGINE,
            fields: &[("input[name=credential]", KEPT)],
            mark: Some("Storage engines"),
            ..TYPED
        },
    ),
    typed(
        "storage_engines/resize.rs",
        Typed {
            path: ENGINE,
            open: &["Resize"],
            fields: &[("dialog[open] input[name=fpu]", "8")],
            mark: Some("Storage engines"),
            ..TYPED
        },
    ),
    typed(
        "storage_engines/information.rs",
        Typed {
            path: ENGINE,
            fields: &[("input[name=engine-name]", KEPT), ("textarea[name=description]", "kept-words of it")],
            mark: Some("Storage engines"),
            ..TYPED
        },
    ),
    typed(
        "storage_engines/defaults.rs",
        Typed {
            path: "/organizations/acme/storage-engines",
            fields: &[("select[name=mart]", "01890a5d-ac96-774b-bcce-b30200000003")],
            mark: Some("Storage engines"),
            ..TYPED
        },
    ),
    typed(
        "accounts/sign_up_form.rs",
        Typed {
            path: "/sign-up",
            signed_in: false,
            fields: &[("input[name=name]", KEPT), ("input[name=email]", "kept-words@example.org")],
            secrets: &[("input[name=password]", PASSWORD)],
            ..TYPED
        },
    ),
    typed(
        "accounts/check_mail.rs",
        Typed {
            path: "/sign-up",
            signed_in: false,
            fields: &[("input[name=name]", KEPT), ("input[name=email]", "kept-words@example.org")],
            secrets: &[("input[name=password]", PASSWORD)],
            then: &["Create account"],
            shows: Some("kept-words@example.org"),
            ..TYPED
        },
    ),
    typed(
        "accounts/choose_password.rs",
        Typed {
            path: "/verify/t0ken",
            signed_in: false,
            open: &["Confirm and continue"],
            fields: &[("input[name=name]", KEPT)],
            secrets: &[("input[name=password]", PASSWORD)],
            ..TYPED
        },
    ),
    typed(
        "invitations/sign_up.rs",
        Typed {
            path: "/join/t0ken",
            signed_in: false,
            fields: &[("input[name=name]", KEPT)],
            secrets: &[("input[name=password]", PASSWORD)],
            ..TYPED
        },
    ),
    typed(
        "password_resets/request.rs",
        Typed {
            path: "/reset-password",
            signed_in: false,
            fields: &[("input[name=email]", "kept-words@example.org")],
            ..TYPED
        },
    ),
    nothing(
        "session/sign_in_form.rs",
        "the browser fills it in; the next person would find an address left here",
    ),
    nothing("password_resets/new_password.rs", "a password"),
    nothing("account_alerts/form.rs", "a password"),
    nothing("profile/password.rs", "passwords"),
    nothing("profile/mfa/password.rs", "a password"),
    nothing("profile/mfa/proof.rs", "a password and a code"),
    nothing("profile/mfa/scan.rs", "a code"),
    nothing("profile/deletion.rs", "a password and a code"),
    nothing("organizations/deletion_form.rs", "a typed confirmation"),
    nothing("ui/dialog.rs", "a typed confirmation"),
    nothing("operations/typed_name.rs", "a typed confirmation"),
    nothing("members/leave.rs", "nothing is typed"),
    nothing("members/remove.rs", "one choice, and nothing is typed"),
    nothing("members/role.rs", "one choice, and nothing is typed"),
    nothing(
        "members/give.rs",
        "choices for members who are picked on the page under it, and nothing is typed",
    ),
    nothing("members/transfer.rs", "one member, who is picked"),
    nothing("members/bulk_role.rs", "one choice, and nothing is typed"),
    nothing("members/bulk_remove.rs", "one choice, and nothing is typed"),
    nothing("rules/position.rs", "one choice, and nothing is typed"),
];
