//! How much work a schema can make, before it is used. References can double it with every line: forty lines for a million
//! years. So it is counted as if every reference were written out, and what refers to itself is not used.

use serde_json::Value;
use std::collections::HashMap;

/// The most work that is accepted, in subschemas.
const MOST: u64 = 50_000;
/// What a pattern counts for.
const PATTERN: u64 = 100;
/// How deep references may be nested.
const DEPTH: usize = 64;

/// Counts the parts of a schema with its references written out.
///
/// # Errors
/// Where it refers to itself or to something outside, or is too much.
pub(super) fn cost(schema: &Value) -> Result<u64, &'static str> {
    let mut count = Count { root: schema, targets: HashMap::new() };
    let cost = count.of(schema, 0)?;
    if cost > MOST { Err("it is too complicated") } else { Ok(cost) }
}

struct Count<'a> {
    root: &'a Value,
    /// What references point to, and what that costs; nothing while it is being counted.
    targets: HashMap<&'a str, Option<u64>>,
}

impl<'a> Count<'a> {
    /// Names are taken for keywords wherever they are: what is counted too much does no harm.
    fn of(&mut self, value: &'a Value, depth: usize) -> Result<u64, &'static str> {
        let mut sum: u64 = 1;
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    sum = sum.saturating_add(match (name.as_str(), field) {
                        ("$ref", Value::String(target)) => self.target(target, depth)?,
                        ("$dynamicRef" | "$recursiveRef", Value::String(_)) => {
                            return Err("it refers to itself");
                        }
                        ("$id" | "id", Value::String(_)) if !std::ptr::eq(value, self.root) => {
                            return Err("a part of it has an address of its own");
                        }
                        ("pattern", Value::String(_)) => PATTERN,
                        ("patternProperties", Value::Object(patterns)) => {
                            let patterns = u64::try_from(patterns.len()).unwrap_or(u64::MAX);
                            self.of(field, depth)?.saturating_add(patterns.saturating_mul(PATTERN))
                        }
                        _ => self.of(field, depth)?,
                    });
                }
            }
            Value::Array(items) => {
                for item in items {
                    sum = sum.saturating_add(self.of(item, depth)?);
                }
            }
            _ => {}
        }
        Ok(sum)
    }

    fn target(&mut self, target: &'a str, depth: usize) -> Result<u64, &'static str> {
        match self.targets.get(target) {
            Some(Some(cost)) => return Ok(*cost),
            Some(None) => return Err("it refers to itself"),
            None if depth >= DEPTH => return Err("its references are nested too deeply"),
            None => {}
        }
        let pointer =
            target.strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/'));
        let place = pointer.ok_or("it refers to something outside")?;
        let found = self.root.pointer(place).ok_or("it refers to something that it does not have")?;
        self.targets.insert(target, None);
        let cost = self.of(found, depth + 1)?;
        self.targets.insert(target, Some(cost));
        Ok(cost)
    }
}
