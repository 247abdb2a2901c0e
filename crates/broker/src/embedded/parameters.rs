//! What is asked for, read and checked: what cannot be is refused with a sentence.

use super::{
    catalog::REGION,
    dataplant::sample,
    exposure,
    journal::Kind,
    postgres::Ident,
    refusal::bad,
    settings::{Secrets, Settings, Slot},
};
use crate::{
    BrokerError,
    osb::{Credentials, extension::Exposure},
};
use serde_json::{Map, Value};

/// What an instance is to be made with.
#[derive(Clone)]
pub struct Asked {
    /// What can be seen of it.
    pub settings: Settings,
    /// What cannot.
    pub secrets: Secrets,
}

/// Parameters of a new instance.
pub fn create(kind: Kind, parameters: &Map<String, Value>) -> Result<Asked, BrokerError> {
    if !parameters.contains_key("fpu") {
        return Err(bad("The parameter fpu is missing: the size in FPU."));
    }
    let empty =
        Settings { region: REGION.to_owned(), fpu: 0, suspended: false, template: None, names: Vec::new() };
    let blank = Asked { settings: empty, secrets: Secrets::default() };
    if parameters.contains_key("suspended") {
        return Err(bad("What is new cannot be suspended."));
    }
    apply(kind, blank, parameters)
}

/// Parameters of a change: what is not among them stays.
pub fn change(kind: Kind, current: Asked, parameters: &Map<String, Value>) -> Result<Asked, BrokerError> {
    if parameters.get("region").is_some_and(|region| region != current.settings.region.as_str()) {
        return Err(bad("The region cannot be changed."));
    }
    if parameters.contains_key("template") {
        return Err(bad("The template is what a dataplant begins with."));
    }
    apply(kind, current, parameters)
}

/// The schema of a binding.
pub fn schema(parameters: &Map<String, Value>) -> Result<Option<Ident>, BrokerError> {
    if let Some(name) = parameters.keys().find(|name| *name != "schema") {
        return Err(unknown(name));
    }
    match parameters.get("schema") {
        None => Ok(None),
        Some(Value::String(name)) => Ident::parse(name).map(Some).map_err(|_| {
            bad("The schema has to be named with a-z, 0-9 and _, beginning with a letter, at most 63 of them; names that \
                 begin with pg_ are PostgreSQL's own.")
        }),
        Some(_) => Err(bad("The parameter schema has to be a text.")),
    }
}

fn apply(kind: Kind, mut asked: Asked, parameters: &Map<String, Value>) -> Result<Asked, BrokerError> {
    for (name, value) in parameters {
        match (name.as_str(), kind) {
            ("region", _) => region(value)?,
            ("fpu", _) => asked.settings.fpu = fpu(kind, value)?,
            ("high_availability", _) => high_availability(value)?,
            ("suspended", Kind::Postgresql | Kind::Sandbox) => asked.settings.suspended = suspended(value)?,
            ("template", Kind::Dataplant) => asked.settings.template = Some(template(value)?),
            ("connections", Kind::Dataplant) => connections(&mut asked.secrets, value)?,
            ("exposure", Kind::Dataplant) => {
                // serde's own words would name what was sent: a private key may be in it.
                let exposed: Exposure = serde_json::from_value(value.clone()).map_err(|_| {
                    bad("The parameter exposure has to hold names, and certificates each with chain and private_key.")
                })?;
                exposure::check(&exposed).map_err(bad)?;
                asked.settings.names = exposed.names;
                asked.secrets.certificates = exposed.certificates;
            }
            _ => return Err(unknown(name)),
        }
    }
    Ok(asked)
}

fn unknown(name: &str) -> BrokerError {
    let name: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
    bad(format!("There is no parameter {name} here."))
}

fn region(value: &Value) -> Result<(), BrokerError> {
    if value == REGION { Ok(()) } else { Err(bad(format!("The only region is {REGION}."))) }
}

fn fpu(kind: Kind, value: &Value) -> Result<u32, BrokerError> {
    let sizes = kind.sizes();
    value.as_u64().and_then(|fpu| u32::try_from(fpu).ok()).filter(|fpu| sizes.has(*fpu)).ok_or_else(|| {
        bad(if sizes.min == sizes.max {
            format!("Its only size is {} FPU.", sizes.min)
        } else {
            format!("Its sizes are {} to {} FPU, in steps of {}.", sizes.min, sizes.max, sizes.step)
        })
    })
}

fn high_availability(value: &Value) -> Result<(), BrokerError> {
    match value {
        Value::Bool(false) => Ok(()),
        Value::Bool(true) => Err(bad("High availability is not offered here.")),
        _ => Err(bad("The parameter high_availability has to be true or false.")),
    }
}

fn template(value: &Value) -> Result<String, BrokerError> {
    let known = sample::templates().into_iter().find(|template| value == template.id.as_str());
    known.map(|template| template.id).ok_or_else(|| bad("There is no such template."))
}

fn suspended(value: &Value) -> Result<bool, BrokerError> {
    value.as_bool().ok_or_else(|| bad("The parameter suspended has to be true or false."))
}

fn connections(secrets: &mut Secrets, value: &Value) -> Result<(), BrokerError> {
    let Value::Object(connections) = value else {
        return Err(bad("The parameter connections has to hold credentials by primary, mart and ml."));
    };
    for (word, credentials) in connections {
        let slot = Slot::from_word(word)
            .ok_or_else(|| bad("Connections are for primary, mart and ml, and nothing else."))?;
        match credentials {
            Value::Null => secrets.connections.remove(&slot),
            Value::Object(parts) => secrets.connections.insert(slot, Credentials(parts.clone())),
            _ => return Err(bad(format!("The credentials of {word} have to be an object."))),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parameters(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    fn sentence(kind: Kind, value: Value) -> String {
        let error = create(kind, &parameters(value)).err().expect("refused");
        assert_eq!(error.fault, crate::Fault::Refused { status: 400, code: None });
        error.description.unwrap()
    }

    #[test]
    fn what_is_offered_can_be_asked_for() {
        let asked = json!({ "region": "local", "fpu": 4, "high_availability": false });
        assert_eq!(create(Kind::Postgresql, &parameters(asked)).ok().unwrap().settings.fpu, 4);
        let slots = json!({ "fpu": 1, "connections": { "primary": { "uri": "x" } } });
        let asked = create(Kind::Dataplant, &parameters(slots)).ok().unwrap();
        assert!(asked.secrets.connections.contains_key(&Slot::Primary));
    }

    #[test]
    fn what_is_not_is_refused_with_a_sentence() {
        for (kind, value, word) in [
            (Kind::Postgresql, json!({}), "fpu is missing"),
            (Kind::Postgresql, json!({ "fpu": 1 }), "2 to 32 FPU"),
            (Kind::Postgresql, json!({ "fpu": "4" }), "2 to 32 FPU"),
            (Kind::Postgresql, json!({ "fpu": 4_294_967_298_u64 }), "2 to 32 FPU"),
            (Kind::Sandbox, json!({ "fpu": 2 }), "only size is 1 FPU"),
            (Kind::Postgresql, json!({ "fpu": 2, "region": "europe-west9" }), "only region"),
            (Kind::Postgresql, json!({ "fpu": 2, "high_availability": true }), "not offered"),
            (Kind::Postgresql, json!({ "fpu": 2, "connections": {} }), "no parameter connections"),
            (Kind::Postgresql, json!({ "fpu": 2, "'; DROP ROLE x": 1 }), "no parameter"),
            (Kind::Dataplant, json!({ "fpu": 1, "connections": { "other": {} } }), "primary, mart and ml"),
            (Kind::Dataplant, json!({ "fpu": 1, "exposure": { "names": 1 } }), "has to hold names"),
        ] {
            let said = sentence(kind, value.clone());
            assert!(said.contains(word), "{value}: {said}");
        }
    }

    #[test]
    fn a_change_keeps_what_it_does_not_name() {
        let first = json!({ "fpu": 1, "connections": { "primary": { "uri": "a" }, "ml": { "uri": "b" } } });
        let first = create(Kind::Dataplant, &parameters(first)).ok().unwrap();
        let changed = json!({ "connections": { "ml": null, "mart": { "uri": "c" } } });
        let changed = change(Kind::Dataplant, first, &parameters(changed)).ok().unwrap();
        let slots: Vec<_> = changed.secrets.connections.keys().copied().collect();
        assert_eq!(slots, [Slot::Primary, Slot::Mart]);
    }

    #[test]
    fn a_schema_is_a_name() {
        let named = schema(&parameters(json!({ "schema": "primary" }))).unwrap();
        assert_eq!(named.unwrap().as_str(), "primary");
        for bad in [json!("a\"; DROP"), json!("pg_catalog"), json!(1), json!("")] {
            assert!(schema(&parameters(json!({ "schema": bad }))).is_err());
        }
    }
}
