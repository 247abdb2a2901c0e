//! Every form says what of it is kept.

use super::Finding;
use super::source::Source;

/// The list that the browser tests go through with two people on one tab.
const LIST: &str = "tests/web/drafts/forms.rs";

/// What begins the part of it that stands beside a feature's tests.
const OF_FEATURE: &str = "pub const FORMS: Forms";

/// What begins a form in a view.
const FORMS: [&str; 3] = ["<Form", "<DialogForm", "<SaveBar"];

/// A file with a form has its line in the list, and a line of the list has its file.
pub fn say_what_they_keep(sources: &[Source]) -> Vec<Finding> {
    let lists: Vec<&Source> = sources.iter().filter(|source| is_list(source)).collect();
    if lists.iter().all(|list| list.path != LIST) {
        return vec![Finding::of_file(LIST, "the list of all forms, and of what they keep, is not there")];
    }
    let mut findings = Vec::new();
    let forms =
        sources.iter().filter(|source| source.within("src") && !source.within("src/kit") && source.is_rust());
    let forms: Vec<(&str, usize)> = forms.filter_map(|source| Some((name(source), first(source)?))).collect();
    for (form, line) in &forms {
        if lists.iter().all(|list| !list.text.contains(&format!("\"{form}\""))) {
            findings.push(Finding {
                at: format!("src/{form}:{line}"),
                message: format!(
                    "neither {LIST} nor a feature's own FORMS says what of this form is kept: add its line"
                ),
            });
        }
    }
    for list in lists {
        for (line, code) in list.code() {
            let named = code.split('"').find(|part| part.ends_with(".rs"));
            if let Some(named) = named.filter(|named| forms.iter().all(|(form, _)| form != named)) {
                findings.push(Finding::new(
                    list,
                    line,
                    format!("src/{named} has no form: take its line out"),
                ));
            }
        }
    }
    findings
}

fn is_list(source: &Source) -> bool {
    source.path == LIST || (source.within("tests/web") && source.text.contains(OF_FEATURE))
}

/// From `src`, with `/`.
fn name(source: &Source) -> &str {
    source.path.strip_prefix("src/").unwrap_or(&source.path)
}

/// The line of the first form.
fn first(source: &Source) -> Option<usize> {
    source.code().find(|(_, code)| FORMS.iter().any(|form| begins(code, form))).map(|(line, _)| line)
}

/// Whether an element of that very name begins on the line.
fn begins(code: &str, element: &str) -> bool {
    code.match_indices(element).any(|(index, _)| {
        let after = code.get(index + element.len()..).unwrap_or_default();
        !after.starts_with(|character: char| character.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn a_form_has_its_line() {
        let list = (LIST, "typed(\"start/page.rs\", x),");
        let page = ("src/start/page.rs", "<Form on_submit=submit>");
        assert_keeps(say_what_they_keep, &[list, page, ("src/start/note.rs", "<FormError message=m />")]);
        let other = ("src/start/other.rs", "\n<DialogForm\n");
        assert_breaks(say_what_they_keep, &[list, page, other], "src/start/other.rs:2", "add its line");
        assert_breaks(say_what_they_keep, &[list], "tests/web/drafts/forms.rs:1", "has no form");
        let of_feature = ("tests/web/start.rs", "pub const FORMS: Forms = x(\n\"start/other.rs\",\n);");
        assert_keeps(say_what_they_keep, &[list, of_feature, page, other]);
        assert_breaks(say_what_they_keep, &[list, of_feature, page], "tests/web/start.rs:2", "has no form");
    }
}
