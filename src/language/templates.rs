//! Lists of rules to start from, in words.

use super::Language;
use hq_contract::{
    RuleName,
    rules::{Rule, Template},
};
use hq_text::{Key, rule_templates};

/// What a template is called, and what it means.
#[must_use]
pub const fn template_keys(template: Template) -> (Key, Key) {
    match template {
        Template::ReadEverything => (rule_templates::READ_EVERYTHING, rule_templates::READ_EVERYTHING_MEANS),
        Template::ManageDataplants => {
            (rule_templates::MANAGE_DATAPLANTS, rule_templates::MANAGE_DATAPLANTS_MEANS)
        }
        Template::Nothing => (rule_templates::NOTHING, rule_templates::NOTHING_MEANS),
    }
}

/// What a form holds for a template.
#[must_use]
pub const fn template_name(template: Template) -> &'static str {
    match template {
        Template::ReadEverything => "read_everything",
        Template::ManageDataplants => "manage_dataplants",
        Template::Nothing => "nothing",
    }
}

/// The template for which a form holds that.
#[must_use]
pub fn template_of(name: &str) -> Option<Template> {
    Template::ALL.into_iter().find(|template| template_name(*template) == name)
}

/// The rules of a template; each is called as the template is, in the language of the page.
#[must_use]
pub fn template_rules(language: Language, template: Template) -> Option<Vec<Rule>> {
    let name = language.text_untracked(|texts| texts.get(template_keys(template).0).into_owned());
    let name = RuleName::parse(&name).ok()?;
    Some(template.rules(|_, _| name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_know_each_template() {
        for template in Template::ALL {
            assert_eq!(template_of(template_name(template)), Some(template));
        }
        assert_eq!(template_of("copy"), None);
    }
}
