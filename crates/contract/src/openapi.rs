//! Schemas that follow from a list in the code, so that the document cannot lack what is in it.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// A text that is one of these.
pub fn one_of(names: impl IntoIterator<Item = &'static str>, description: &str) -> RefOr<Schema> {
    text().enum_values(Some(names)).description(Some(description)).into()
}

/// A text.
pub fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// Gives a type of another form on the wire its schema, by a name of its own.
macro_rules! described_as {
    ($type:ty, $name:literal, $schema:expr) => {
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                $schema
            }
        }

        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    };
}

described_as!(crate::rules::Actions, "RuleAction", {
    let names = crate::rules::Action::ALL.map(crate::rules::Action::as_str);
    one_of(
        ["all"].into_iter().chain(names),
        "Which actions of its category a rule is about: one that the category has, or `all`.",
    )
});

described_as!(crate::rules::Resource, "RuleResource", {
    text()
        .pattern(Some("^(all|id:[0-9a-fA-F-]{32,36}|tag:.{1,40})$"))
        .description(Some("Which things: `all`, the one of an `id:`, or those with a `tag:`."))
        .examples(["all", "tag:production"])
        .into()
});

described_as!(crate::audit_log::AuditAction, "AuditAction", {
    let names = crate::audit_log::AUDIT_ACTIONS.iter().map(|action| action.name);
    one_of(names, "What was done, as `feature.verb`. Later versions add to these.")
});

described_as!(crate::certificates::KeyType, "CertificateKeyType", {
    one_of(crate::certificates::KeyType::ALL.iter().copied(), "The kind of a certificate's key.")
});
