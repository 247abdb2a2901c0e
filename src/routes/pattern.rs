//! What a pattern of a path says: which paths fit, as leptos_router finds it, and how one is made.

use hq_contract::{console_paths as paths, encode_segment};
use leptos_router::{ParamSegment, PartialPathMatch, PathSegment, PossibleRouteMatch, StaticSegment};
use percent_encoding::percent_decode_str;

/// What pages beside a list are called.
const BESIDE: [&str; 4] = ["/new", "/choose", "/invitations", "/requests"];

/// A pattern of a path, such as `/organizations/:org/members`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(pub &'static str);

impl Pattern {
    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }

    /// The names of what is not fixed, in order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.segments().filter_map(|segment| segment.strip_prefix(':'))
    }

    /// What is fixed of it, in order.
    pub fn fixed(self) -> impl Iterator<Item = &'static str> {
        self.segments().filter(|segment| !segment.starts_with(':'))
    }

    /// What is not fixed of a path, decoded; nothing where the path does not fit.
    pub fn read(self, path: &str) -> Option<Vec<String>> {
        let matched = self.test(path)?;
        if !matches!(matched.remaining(), "" | "/") {
            return None;
        }
        let decoded = |text: String| percent_decode_str(&text).decode_utf8_lossy().into_owned();
        Some(matched.params().into_iter().map(|(_, text)| decoded(text)).collect())
    }

    /// The path with these in the place of what is not fixed.
    pub fn path(self, params: &[String]) -> String {
        let (mut path, mut params) = (String::new(), params.iter());
        for segment in self.segments() {
            path.push('/');
            if segment.starts_with(':') {
                path.push_str(&encode_segment(params.next().map_or("", String::as_str)));
            } else {
                path.push_str(segment);
            }
        }
        if path.is_empty() { paths::HOME.to_owned() } else { path }
    }

    /// Whether the page is in an organization.
    pub fn is_in_organization(self) -> bool {
        self.rest().is_some()
    }

    /// What follows the organization.
    pub fn rest(self) -> Option<&'static str> {
        let rest = self.0.strip_prefix(paths::ORGANIZATION)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// The page in an organization that lists what is shown or made here.
    pub fn list(self) -> Option<Self> {
        let list = self.in_any_organization()?;
        let below = BESIDE.into_iter().find_map(|word| list.0.find(word));
        let end = below.unwrap_or(list.0.len());
        list.0.get(..end).map(Self)
    }

    /// The page in an organization that shows the same of any organization: without what only exists in this one.
    pub fn in_any_organization(self) -> Option<Self> {
        let rest = self.rest()?;
        let end = rest.find("/:").unwrap_or(rest.len());
        self.0.get(..paths::ORGANIZATION.len() + end).map(Self)
    }
}

impl PossibleRouteMatch for Pattern {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let (mut remaining, mut params) = (path, Vec::new());
        for segment in self.segments() {
            let matched = match segment.strip_prefix(':') {
                Some(name) => ParamSegment(name).test(remaining),
                None => StaticSegment(segment).test(remaining),
            }?;
            remaining = matched.remaining();
            params.extend(matched.params());
        }
        let end = path.len().saturating_sub(remaining.len());
        Some(PartialPathMatch::new(remaining, params, path.get(..end).unwrap_or_default()))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.segments().map(|segment| match segment.strip_prefix(':') {
            Some(name) => PathSegment::Param(name.into()),
            None => PathSegment::Static(segment.into()),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_was_made() {
        let pattern = Pattern(paths::MEMBER);
        let params = ["é/?&".to_owned(), "a b".to_owned()];
        let path = pattern.path(&params);
        assert_eq!(path, "/organizations/%C3%A9%2F%3F%26/members/a%20b");
        assert_eq!(pattern.read(&path).as_deref(), Some(params.as_slice()));
        assert_eq!(Pattern(paths::HOME).path(&[]), "/");
        assert_eq!(Pattern(paths::ACCOUNT).read("/account/"), Some(Vec::new()));
        for other in ["/organizations/a", "/organizations/a/members", "/organizations/a/members/b/c", "/"] {
            assert_eq!(pattern.read(other), None, "{other}");
        }
    }

    #[test]
    fn leptos_router_reads_the_same() {
        let matched = Pattern(paths::ORGANIZATION).test("/organizations/acme/members/7").unwrap();
        assert_eq!(matched.remaining(), "/members/7");
        assert_eq!(matched.matched(), "/organizations/acme");
        assert_eq!(matched.params(), [("org".into(), "acme".to_owned())]);
        assert!(Pattern(paths::SIGN_IN).test("/sign-up").is_none());
        assert_eq!(Pattern("").test("/members").unwrap().remaining(), "/members");
    }

    #[test]
    fn what_is_only_there_is_left_behind() {
        assert_eq!(Pattern(paths::MEMBER).in_any_organization(), Some(Pattern(paths::MEMBERS)));
        assert_eq!(Pattern(paths::DOMAINS).in_any_organization(), Some(Pattern(paths::DOMAINS)));
        assert_eq!(Pattern(paths::NEW_ORGANIZATION).in_any_organization(), None);
        for below in [paths::NEW_DATAPLANT, paths::NEW_DATAPLANT_SUMMARY, paths::DATAPLANT] {
            assert_eq!(Pattern(below).list(), Some(Pattern(paths::DATAPLANTS)));
        }
        for below in [paths::CHOOSE_PLAN, paths::CHOOSE_SUMMARY] {
            assert_eq!(Pattern(below).list(), Some(Pattern(paths::PLAN)));
        }
        for beside in [paths::INVITATIONS, paths::JOIN_REQUESTS, paths::MEMBER] {
            assert_eq!(Pattern(beside).list(), Some(Pattern(paths::MEMBERS)));
        }
        assert_eq!(Pattern(paths::INVITATIONS).in_any_organization(), Some(Pattern(paths::INVITATIONS)));
        assert_eq!(Pattern(paths::DOMAINS).list(), Some(Pattern(paths::DOMAINS)));
        assert_eq!(Pattern(paths::ACCOUNT).in_any_organization(), None);
    }
}
