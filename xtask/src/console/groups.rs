//! Which parts of the code come in one file. The splitter makes a part for every set of chunks that share functions,
//! hundreds of them; a file for each would be as many requests, and one file for all would bring every page's code to every
//! page. So parts are joined while a request less is worth more than the bytes that are not needed.

use std::collections::{BTreeMap, BTreeSet};

/// What a request costs, in bytes of the splitter's files, which come to a sixth of that on the wire: a header each way, and
/// its turn on the line.
const REQUEST: u64 = 45_000;

/// A part of the code: the splitter's file, its size, and the chunks that need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the splitter's file, without its ending.
    pub stem: String,
    /// The size of that file.
    pub size: u64,
    /// The chunks that need it.
    pub chunks: BTreeSet<String>,
}

/// Parts that come in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The names of the splitter's files.
    pub stems: Vec<String>,
    /// Who needs any of them.
    pub chunks: BTreeSet<String>,
    size: u64,
}

impl Group {
    /// What the file is called: after its chunk, or `shared`.
    pub fn name(&self) -> &str {
        match self.chunks.first() {
            Some(only) if self.chunks.len() == 1 => only,
            _ => "shared",
        }
    }

    fn cost(&self, weight: impl Fn(&str) -> u64) -> u64 {
        self.chunks.iter().map(|chunk| weight(chunk)).sum::<u64>() * (self.size + REQUEST)
    }

    fn with(&self, other: &Self) -> Self {
        Self {
            stems: self.stems.iter().chain(&other.stems).cloned().collect(),
            chunks: &self.chunks | &other.chunks,
            size: self.size + other.size,
        }
    }
}

/// Joins the parts. `weight` says how often a chunk is what a visit begins with.
pub fn join(parts: Vec<Part>, weight: impl Fn(&str) -> u64) -> Vec<Group> {
    let mut of_chunks: BTreeMap<BTreeSet<String>, Group> = BTreeMap::new();
    for part in parts {
        let empty = || Group { stems: Vec::new(), chunks: part.chunks.clone(), size: 0 };
        let group = of_chunks.entry(part.chunks.clone()).or_insert_with(empty);
        group.stems.push(part.stem);
        group.size += part.size;
    }
    let mut groups: Vec<Group> = of_chunks.into_values().collect();
    while let Some((one, other)) = best_pair(&groups, &weight) {
        let joined = match (groups.get(one), groups.get(other)) {
            (Some(one), Some(other)) => one.with(other),
            _ => break,
        };
        groups.remove(one.max(other));
        groups.remove(one.min(other));
        groups.push(joined);
    }
    groups
}

/// The two groups whose joining saves most.
fn best_pair(groups: &[Group], weight: &impl Fn(&str) -> u64) -> Option<(usize, usize)> {
    let costs: Vec<u64> = groups.iter().map(|group| group.cost(weight)).collect();
    let mut best = None;
    for (index, (one, one_cost)) in groups.iter().zip(&costs).enumerate() {
        for (other_index, (other, other_cost)) in groups.iter().zip(&costs).enumerate().take(index) {
            // Cheap to say no: nothing in common, and more to load than a request is worth.
            if one.chunks.is_disjoint(&other.chunks) {
                continue;
            }
            let saved = (one_cost + other_cost).saturating_sub(one.with(other).cost(weight));
            if saved > 0 && best.is_none_or(|(most, _, _)| saved > most) {
                best = Some((saved, index, other_index));
            }
        }
    }
    best.map(|(_, one, other)| (one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(stem: &str, size: u64, chunks: &[&str]) -> Part {
        Part { stem: stem.into(), size, chunks: chunks.iter().map(|chunk| (*chunk).to_owned()).collect() }
    }

    fn stems(groups: &[Group]) -> Vec<Vec<&str>> {
        let mut stems: Vec<Vec<&str>> =
            groups.iter().map(|group| group.stems.iter().map(String::as_str).collect()).collect();
        stems.iter_mut().for_each(|stems| stems.sort_unstable());
        stems.sort();
        stems
    }

    #[test]
    fn small_parts_are_joined_and_large_ones_come_alone() {
        let parts = vec![
            part("a", 1_000_000, &["page_a"]),
            part("b", 1_000_000, &["page_b"]),
            part("few", 2_000, &["page_a", "page_b"]),
            part("fewer", 1_000, &["page_a", "page_b", "page_c"]),
        ];
        let groups = join(parts, |_| 1);
        assert_eq!(stems(&groups), [vec!["a"], vec!["b"], vec!["few", "fewer"]]);
        assert_eq!(groups.iter().find(|group| group.stems == ["a"]).unwrap().name(), "page_a");
    }

    #[test]
    fn nothing_in_common_is_nothing_to_join() {
        let parts = vec![part("a", 10, &["page_a"]), part("b", 10, &["page_b"])];
        assert_eq!(join(parts, |_| 1).len(), 2);
    }

    #[test]
    fn what_a_visit_begins_with_counts_more() {
        let parts =
            || vec![part("door", 1_000, &["page_door"]), part("both", 40_000, &["page_door", "page_x"])];
        assert_eq!(join(parts(), |chunk| if chunk == "page_door" { 9 } else { 1 }).len(), 1);
        let apart = join(
            vec![part("door", 2_000_000, &["page_door"]), part("both", 1, &["page_door", "page_x"])],
            |_| 1,
        );
        assert_eq!(apart.len(), 2);
    }
}
