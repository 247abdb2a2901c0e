//! No files of the console import each other in a circle: each can be read, and understood, after what it imports.

use super::Finding;
use super::imports::imports;
use super::source::Source;
use std::collections::BTreeSet;

/// Imports that close a circle which the framework asks for: the file, what it imports, and why.
const EXPECTED: &[(&str, &str, &str)] = &[];

/// Finds each circle, with all files in it and what each of them imports of the others.
pub fn no_import_goes_in_a_circle(sources: &[Source]) -> Vec<Finding> {
    let files: Vec<Source> =
        sources.iter().filter(|source| source.within("src") && source.is_rust()).cloned().collect();
    let path = |index: usize| files.get(index).map_or("", |file| file.path.as_str());
    let mut imports = imports("src", &files);
    for (index, imported) in imports.iter_mut().enumerate() {
        imported.retain(|other| {
            !EXPECTED.iter().any(|(from, to, _)| *from == path(index) && *to == path(*other))
        });
    }
    circles(&imports)
        .into_iter()
        .map(|circle| {
            let lines = circle.iter().map(|index| {
                let inside = imports.get(*index).into_iter().flat_map(|all| all.intersection(&circle));
                let inside: Vec<&str> = inside.map(|other| path(*other)).collect();
                format!("\n    {} imports {}", path(*index), inside.join(", "))
            });
            let message = format!(
                "{} files import each other in a circle: move what they share to a file of its own{}",
                circle.len(),
                lines.collect::<String>()
            );
            Finding::of_file(circle.first().map_or("", |first| path(*first)), message)
        })
        .collect()
}

/// The largest groups in which everything leads to everything.
pub fn circles(imports: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..imports.len()).map(|start| reach(imports, start)).collect();
    let leads = |from: usize, to: usize| reached.get(from).is_some_and(|reached| reached.contains(&to));
    let mut found: Vec<BTreeSet<usize>> = Vec::new();
    for start in 0..imports.len() {
        if leads(start, start) && !found.iter().any(|circle| circle.contains(&start)) {
            found.push((start..imports.len()).filter(|to| leads(start, *to) && leads(*to, start)).collect());
        }
    }
    found
}

/// All that a file imports, and what that imports.
fn reach(imports: &[BTreeSet<usize>], start: usize) -> BTreeSet<usize> {
    let (mut reached, mut left) = (BTreeSet::new(), vec![start]);
    while let Some(next) = left.pop() {
        let new = imports.get(next).into_iter().flatten().filter(|to| reached.insert(**to));
        left.extend(new);
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    const RULE: super::super::Rule = no_import_goes_in_a_circle;

    #[test]
    fn two_files_that_import_each_other_are_named() {
        let page = ("src/a/page.rs", "use super::list::List;\npub struct Page;");
        let list = ("src/a/list.rs", "use super::page::Page;\npub struct List;");
        assert_breaks(RULE, &[list, page], "src/a/list.rs:1", "src/a/list.rs imports src/a/page.rs");
        assert_keeps(RULE, &[page, ("src/a/list.rs", "// use super::page::Page;")]);
    }

    #[test]
    fn a_longer_circle_is_one_and_others_stay_out_of_it() {
        let files = [
            ("src/a.rs", "use crate::{b::B, d::D};"),
            ("src/b.rs", "fn b() -> crate::c::C {}"),
            ("src/c.rs", "use crate::a;\nfn c() { a::run() }"),
            ("src/d.rs", "struct D;"),
        ];
        assert_breaks(RULE, &files, "src/a.rs:1", "3 files");
        assert_keeps(RULE, files.get(1..).unwrap_or_default());
    }

    #[test]
    fn what_a_module_hands_on_is_its_file_s() {
        let root = (
            "src/a/mod.rs",
            "mod page;\nmod list;\npub use list::List;\npub use page::{Page as First, run};",
        );
        let list = ("src/a/list.rs", "pub struct List;");
        let page = ("src/a/page.rs", "use super::List;");
        assert_keeps(RULE, &[root, list, page]);
        let back = ("src/a/list.rs", "use crate::a::First;");
        assert_breaks(RULE, &[root, back, page], "src/a/list.rs:1", "2 files");
    }

    #[test]
    fn a_module_that_uses_what_it_hands_on_imports_it() {
        let root = (
            "src/a/mod.rs",
            "mod page;\npub use page::Page;\npub const STEP: &str = \"\";\nfn f(_: Page) {}",
        );
        let page = ("src/a/page.rs", "use super::STEP;\npub struct Page;");
        assert_breaks(RULE, &[root, page], "src/a/mod.rs:1", "src/a/mod.rs imports src/a/page.rs");
        let inline = ("src/a/mod.rs", "mod page;\npub const STEP: &str = \"\";\nfn f() { page::open(); }");
        assert_breaks(RULE, &[inline, page], "src/a/mod.rs:1", "2 files");
        assert_keeps(
            RULE,
            &[("src/a/mod.rs", "mod page;\npub use page::Page;\npub const STEP: &str = \"\";"), page],
        );
    }

    #[test]
    fn a_macro_is_where_it_is_declared() {
        let root = ("src/lib.rs", "pub mod chunk;\npub mod view;");
        let chunk =
            ("src/chunk.rs", "use crate::view::View;\n#[macro_export]\nmacro_rules! chunk {\n() => {}\n}");
        let view = ("src/view.rs", "use crate::chunk;\nchunk! {}\npub struct View;");
        assert_breaks(RULE, &[root, chunk, view], "src/chunk.rs:1", "2 files");
    }

    #[test]
    fn tests_may_import_what_they_like() {
        let page = ("src/a.rs", "use crate::b::B;");
        let tested = ("src/b.rs", "struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}");
        assert_keeps(RULE, &[page, tested]);
    }
}
