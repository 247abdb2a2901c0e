//! Which parts of the code come in one file. The splitter makes a part for every set of chunks that share functions,
//! hundreds of them; a file for each would be as many requests, and one file for all would bring every page's code to every
//! page. So parts are joined while a request less is worth more than the bytes that are not needed.

use crate::outcome::{Failure, Outcome};
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

    fn with(&self, other: &Self) -> Self {
        Self {
            stems: self.stems.iter().chain(&other.stems).cloned().collect(),
            chunks: &self.chunks | &other.chunks,
            size: self.size + other.size,
        }
    }
}

/// Joins the parts. `weight` says how often a chunk is what a visit begins with, `most` in how many files a chunk comes at
/// most, where that is said.
pub fn join(
    parts: Vec<Part>,
    weight: impl Fn(&str) -> u64,
    most: impl Fn(&str) -> Option<usize>,
) -> Outcome<Vec<Group>> {
    let mut of_chunks: BTreeMap<BTreeSet<String>, Group> = BTreeMap::new();
    for part in parts {
        let empty = || Group { stems: Vec::new(), chunks: part.chunks.clone(), size: 0 };
        let group = of_chunks.entry(part.chunks.clone()).or_insert_with(empty);
        group.stems.push(part.stem);
        group.size += part.size;
    }
    let mut groups: Vec<Group> = of_chunks.into_values().collect();
    let costs = Costs::new(&groups, &weight)?;
    let mut measures: Vec<Measure> = groups.iter().map(|group| costs.measure(group)).collect();
    while let Some((one, other)) = best_pair(&measures, &costs) {
        for gone in [one.max(other), one.min(other)] {
            measures.remove(gone);
        }
        merge(&mut groups, one, other);
        measures.extend(groups.last().map(|joined| costs.measure(joined)));
    }
    let chunks: BTreeSet<String> = groups.iter().flat_map(|group| group.chunks.iter().cloned()).collect();
    for (chunk, most) in chunks.iter().filter_map(|chunk| Some((chunk, most(chunk)?))) {
        while let Some((one, other)) = cheapest_pair(&groups, chunk, most, &weight) {
            merge(&mut groups, one, other);
        }
    }
    Ok(groups)
}

fn merge(groups: &mut Vec<Group>, one: usize, other: usize) {
    let joined = match (groups.get(one), groups.get(other)) {
        (Some(one), Some(other)) => one.with(other),
        _ => return,
    };
    groups.remove(one.max(other));
    groups.remove(one.min(other));
    groups.push(joined);
}

/// The two groups of a chunk that come together at least cost to the others, while it has more than so many.
fn cheapest_pair(
    groups: &[Group],
    chunk: &str,
    most: usize,
    weight: &impl Fn(&str) -> u64,
) -> Option<(usize, usize)> {
    let own: Vec<(usize, &Group)> =
        groups.iter().enumerate().filter(|(_, group)| group.chunks.contains(chunk)).collect();
    if own.len() <= most {
        return None;
    }
    // A request less of this chunk is no reason for another door to become heavier: weights count twice.
    let vain = |one: &Group, other: &Group| {
        let needless = one.chunks.difference(&other.chunks);
        needless.map(|chunk| weight(chunk).pow(2)).sum::<u64>() * other.size
    };
    let pairs =
        own.iter().enumerate().flat_map(|(at, one)| own.iter().take(at).map(move |other| (one, other)));
    pairs
        .min_by_key(|((_, one), (_, other))| vain(one, other) + vain(other, one))
        .map(|((one, _), (other, _))| (*one, *other))
}

/// What is compared of a group: hundreds of thousands of pairs are, hundreds of times. A chunk is a bit.
struct Measure {
    chunks: u128,
    size: u64,
    weight: u64,
}

impl Measure {
    fn cost(&self) -> u64 {
        self.weight * (self.size + REQUEST)
    }
}

/// The chunks, each with its bit and its weight.
struct Costs {
    bits: BTreeMap<String, usize>,
    weights: Vec<u64>,
}

impl Costs {
    fn new(groups: &[Group], weight: impl Fn(&str) -> u64) -> Outcome<Self> {
        let chunks: BTreeSet<&String> = groups.iter().flat_map(|group| &group.chunks).collect();
        if chunks.len() > 128 {
            return Err(Failure::new(
                "The console has more than 128 chunks: groups.rs needs a wider set of them.",
            ));
        }
        let weights = chunks.iter().map(|chunk| weight(chunk)).collect();
        let bits = chunks.into_iter().cloned().enumerate().map(|(bit, chunk)| (chunk, bit)).collect();
        Ok(Self { bits, weights })
    }

    fn measure(&self, group: &Group) -> Measure {
        let bits = group.chunks.iter().filter_map(|chunk| self.bits.get(chunk));
        let chunks = bits.fold(0, |set, bit| set | 1 << bit);
        Measure { chunks, size: group.size, weight: self.weight(chunks) }
    }

    fn weight(&self, mut chunks: u128) -> u64 {
        let mut sum = 0;
        while chunks != 0 {
            sum += self.weights.get(chunks.trailing_zeros() as usize).copied().unwrap_or_default();
            chunks &= chunks - 1;
        }
        sum
    }
}

/// The two groups whose joining saves most.
fn best_pair(groups: &[Measure], costs: &Costs) -> Option<(usize, usize)> {
    let mut best = None;
    for (index, one) in groups.iter().enumerate() {
        for (other_index, other) in groups.iter().enumerate().take(index) {
            let common = one.chunks & other.chunks;
            // Cheap to say no: nothing in common, and more to load than a request is worth.
            if common == 0 {
                continue;
            }
            let joined =
                (one.weight + other.weight - costs.weight(common)) * (one.size + other.size + REQUEST);
            let saved = (one.cost() + other.cost()).saturating_sub(joined);
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
        let groups = join(parts, |_| 1, |_| None).unwrap();
        assert_eq!(stems(&groups), [vec!["a"], vec!["b"], vec!["few", "fewer"]]);
        assert_eq!(groups.iter().find(|group| group.stems == ["a"]).unwrap().name(), "page_a");
    }

    #[test]
    fn nothing_in_common_is_nothing_to_join() {
        let parts = vec![part("a", 10, &["page_a"]), part("b", 10, &["page_b"])];
        assert_eq!(join(parts, |_| 1, |_| None).unwrap().len(), 2);
    }

    #[test]
    fn what_a_visit_begins_with_counts_more() {
        let parts =
            || vec![part("door", 1_000, &["page_door"]), part("both", 40_000, &["page_door", "page_x"])];
        assert_eq!(
            join(parts(), |chunk| if chunk == "page_door" { 9 } else { 1 }, |_| None).unwrap().len(),
            1
        );
        let apart = join(
            vec![part("door", 2_000_000, &["page_door"]), part("both", 1, &["page_door", "page_x"])],
            |_| 1,
            |_| None,
        );
        assert_eq!(apart.unwrap().len(), 2);
    }

    #[test]
    fn a_chunk_comes_in_no_more_files_than_it_may() {
        let parts = vec![
            part("own", 3_000_000, &["page_home"]),
            part("large", 2_000_000, &["page_home", "page_x"]),
            part("near", 300_000, &["page_home", "page_x", "page_y"]),
            part("far", 1_500_000, &["page_home", "page_z"]),
            part("strange", 1_000_000, &["page_x", "page_z"]),
        ];
        let groups = join(parts.clone(), |_| 1, |chunk| (chunk == "page_home").then_some(3)).unwrap();
        // What costs the others least: only y has the large one in vain.
        assert_eq!(stems(&groups), [vec!["far"], vec!["large", "near"], vec!["own"], vec!["strange"]]);
        assert_eq!(join(parts, |_| 1, |_| None).unwrap().len(), 5, "not without being asked to");
    }
}
