//! The schemas, where what the types say of themselves is not all that is known.

use super::{Document, operations};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::{
    Number,
    openapi::{
        Components, Content, KnownFormat, Object, ObjectBuilder, Ref, RefOr, Schema, SchemaFormat, Type,
        schema::{ArrayItems, SchemaType},
    },
};

/// The largest number of the types that count.
const U32_MAX: isize = 0xffff_ffff;

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Files are files, the items of a page have their name, and what an answer may have as null it always has.
pub fn complete(document: &mut Document, components: &mut Components) {
    let mut asked = BTreeSet::new();
    for item in document.paths.paths.values_mut() {
        for (_, operation) in operations(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    parameter.schema.iter_mut().for_each(|schema| each(schema, &mut unsign));
                }
            }
            if let Some(RefOr::T(body)) = &mut operation.request_body {
                body.content.iter_mut().for_each(|(kind, content)| say_binary(kind, content));
                note(&serde_json::to_value(&*body).unwrap_or_default(), &components.schemas, &mut asked);
            }
            for response in operation.responses.responses.values_mut() {
                if let RefOr::T(response) = response {
                    response.content.iter_mut().for_each(|(kind, content)| say_binary(kind, content));
                }
            }
        }
    }
    let names: BTreeSet<String> = components.schemas.keys().cloned().collect();
    for (name, schema) in &mut components.schemas {
        each(schema, &mut unsign);
        if let Some(item) = name.strip_prefix("Page_")
            && names.contains(item)
        {
            name_items(schema, item);
        }
        // What a request leaves out is left as it is, or its default; an answer leaves out only what is never null in it.
        if !asked.contains(name) {
            each(schema, &mut require);
        }
    }
}

/// What is neither JSON nor text is bytes, which generators and forms take for a file.
fn say_binary(kind: &str, content: &mut RefOr<Content>) {
    let is_text = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("jsonl");
    if let RefOr::T(content) = content
        && !is_text
    {
        let bytes = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
        content.schema = Some(RefOr::T(Schema::Object(bytes.build())));
    }
}

/// Notes the schemas that stand in this one.
fn note(value: &Value, schemas: &Schemas, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| note(item, schemas, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                if let (true, Some(name)) =
                    (key == "$ref", value.as_str().and_then(|at| at.rsplit('/').next()))
                    && found.insert(name.to_owned())
                    && let Some(schema) = schemas.get(name)
                {
                    note(&serde_json::to_value(schema).unwrap_or_default(), schemas, found);
                }
                note(value, schemas, found);
            }
        }
        _ => {}
    }
}

/// The items of a page are written out where the page is; they have a name.
fn name_items(page: &mut RefOr<Schema>, item: &str) {
    if let RefOr::T(Schema::Object(page)) = page
        && let Some(RefOr::T(Schema::Array(items))) = page.properties.get_mut("items")
    {
        items.items = ArrayItems::RefOrSchema(Box::new(RefOr::Ref(Ref::from_schema_name(item))));
    }
}

/// Does something to an object and to all that stand in it, but those that have a name.
fn each(schema: &mut RefOr<Schema>, change: &mut dyn FnMut(&mut Object)) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            change(object);
            object.properties.values_mut().for_each(|property| each(property, change));
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                each(items, change);
            }
        }
        RefOr::T(Schema::OneOf(one)) => one.items.iter_mut().for_each(|item| each(item, change)),
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(|item| each(item, change)),
        RefOr::T(Schema::AnyOf(any)) => any.items.iter_mut().for_each(|item| each(item, change)),
        // A name, or a kind of schema that utoipa makes none of yet.
        _ => {}
    }
}

/// Whatever may be null is there.
fn require(object: &mut Object) {
    for (name, property) in &object.properties {
        if may_be_null(property) && !object.required.contains(name) {
            object.required.push(name.clone());
        }
    }
}

/// What counts from 0 on has twice as much room as the signed format that the types come with.
fn unsign(object: &mut Object) {
    let counts =
        object.minimum.as_ref().is_some_and(|least| matches!(least, Number::Int(0) | Number::UInt(0)));
    let most = match &object.format {
        Some(SchemaFormat::KnownFormat(KnownFormat::Int32)) if counts => Some(Number::Int(U32_MAX)),
        Some(SchemaFormat::KnownFormat(KnownFormat::Int64)) if counts => None,
        _ => return,
    };
    object.format = None;
    object.maximum = object.maximum.take().or(most);
}

fn may_be_null(schema: &RefOr<Schema>) -> bool {
    match schema {
        RefOr::T(Schema::Object(object)) => has_null(&object.schema_type),
        RefOr::T(Schema::Array(array)) => has_null(&array.schema_type),
        RefOr::T(Schema::OneOf(one)) => one.items.iter().any(may_be_null),
        _ => false,
    }
}

fn has_null(kind: &SchemaType) -> bool {
    match kind {
        SchemaType::Type(kind) => *kind == Type::Null,
        SchemaType::Array(kinds) => kinds.contains(&Type::Null),
        SchemaType::AnyValue => false,
    }
}
