//! What a feature of the server does besides its operations stands in its folder, and the feature in the one list of them.

use super::Finding;
use super::source::Source;

const SERVER: &str = "crates/server/src/";
const LIST: &str = "crates/server/src/features.rs";
const DECLARED: &str = "pub const HOOKS: Hooks";

/// A feature's hooks are called through the list (`features.rs`): what is not in it is never erased, forgotten or done.
pub fn every_feature_is_in_the_list(sources: &[Source]) -> Vec<Finding> {
    let list: String = sources.iter().filter(|source| source.path == LIST).map(Source::all_code).collect();
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.path.starts_with(SERVER) && source.is_rust()) {
        let declared = source.code().find(|(_, code)| code.starts_with(DECLARED));
        let jobs = is_of_a_feature(&source.path).then_some((1, ""));
        let Some((line, _)) = declared.or(jobs) else { continue };
        let module = source.path.trim_start_matches(SERVER).trim_end_matches(".rs").replace('/', "::");
        let feature = module.split("::").next().unwrap_or_default();
        if !list.contains(&format!("(\"{feature}\", &{module}::HOOKS)")) {
            let message = format!("features.rs does not list (\"{feature}\", &{module}::HOOKS)");
            findings.push(Finding::new(source, line, message));
        }
    }
    findings
}

/// Whether it is a feature's `jobs.rs`, which declares them.
fn is_of_a_feature(path: &str) -> bool {
    let place = path.strip_prefix(SERVER).and_then(|path| path.split_once('/'));
    place.is_some_and(|(_, file)| file == "jobs.rs")
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    const RULE: super::super::Rule = every_feature_is_in_the_list;

    #[test]
    fn what_a_feature_does_is_in_the_list() {
        let hooks = "pub const HOOKS: Hooks = Hooks {";
        let rules = ("crates/server/src/rules/jobs.rs", hooks);
        let tries = ("crates/server/src/access_attempts.rs", hooks);
        let list = "(\"rules\", &rules::jobs::HOOKS),\n(\"access_attempts\", &access_attempts::HOOKS),";
        assert_keeps(RULE, &[rules, tries, (LIST, list)]);
        let one = "(\"rules\", &rules::jobs::HOOKS), // (\"access_attempts\", &access_attempts::HOOKS)";
        assert_breaks(RULE, &[rules, tries, (LIST, one)], tries.0, "access_attempts::HOOKS");
        let other = "(\"members\", &rules::jobs::HOOKS),";
        assert_breaks(RULE, &[rules, (LIST, other)], rules.0, "(\"rules\", &rules::jobs::HOOKS)");
        let without = ("crates/server/src/domains/jobs.rs", "pub async fn round() {}");
        assert_breaks(RULE, &[without, (LIST, list)], without.0, "domains::jobs::HOOKS");
        assert_keeps(RULE, &[("crates/server/src/jobs/hooks.rs", "pub struct Hooks {"), (LIST, "")]);
    }
}
