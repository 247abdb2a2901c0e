//! What is filled in, and is no form of its own.

/// Forms with nothing that something could fill in, or whose test is elsewhere.
pub fn others() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    OTHERS.iter().chain(crate::FORMS.iter().flat_map(|feature| feature.others))
}

const OTHERS: &[(&str, &str)] = &[
    ("profile/mfa/proof.rs", "the fields of profile/mfa/password.rs and session/sign_in_form.rs"),
    ("authentication/requests.rs", "switches, which are buttons"),
    ("rules/rule_form.rs", "it sends nothing: the last test here"),
    ("rules/bar.rs", "a button"),
    ("ui/dialog.rs", "ui/dialog.rs here"),
    ("dataplants/new/name.rs", "it sends nothing: dataplants/order.rs here"),
    ("members/leave.rs", "a button"),
    ("members/remove.rs", "one choice, as in members/role.rs"),
    ("members/give.rs", "choices, as in rules/rule_form.rs"),
    ("members/transfer.rs", "one member, who is picked"),
    ("members/bulk_role.rs", "one choice, as in members/role.rs"),
    ("members/bulk_remove.rs", "one choice, as in members/role.rs"),
    ("rules/position.rs", "one choice, as in rules/rule_form.rs"),
    ("operations/typed_name.rs", "its fields are made when it opens: storage_engine.rs"),
];
