//! Which parts of the code come in one file. The splitter makes a part for every set of chunks that share functions,
//! hundreds of them; a file for each would be as many requests, and one file for all would bring every page's code to every
//! page. So parts are joined while a request less is worth more than the bytes that are not needed.

use crate::outcome::{Failure, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// What a request costs, in bytes of code and data, which come to a quarter of that on the wire: what two files compress worse than
/// one (2 kB), and a header each way. Its turn on the line costs nothing while others are on it.
const REQUEST: u64 = 10_000;

/// A part of the code: the splitter's file, its size, and the chunks that need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the splitter's file, without its ending.
    pub stem: String,
    /// The bytes of code and data in it.
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

/// Joins the parts. `weight` says how often a chunk is what a visit begins with.
pub fn join(parts: Vec<Part>, weight: impl Fn(&str) -> u64) -> Outcome<Vec<Group>> {
    let mut of_chunks: BTreeMap<BTreeSet<String>, Group> = BTreeMap::new();
    for part in parts {
        let empty = || Group { stems: Vec::new(), chunks: part.chunks.clone(), size: 0 };
        let group = of_chunks.entry(part.chunks.clone()).or_insert_with(empty);
        group.stems.push(part.stem);
        group.size += part.size;
    }
    let groups: Vec<Group> = of_chunks.into_values().collect();
    let costs = Costs::new(&groups, &weight)?;
    let mut rows = Vec::new();
    for group in groups {
        costs.append(&mut rows, group);
    }
    while let Some((one, other)) = best_pair(&rows) {
        let (Some(first), Some(second)) = (taken(&mut rows, one), taken(&mut rows, other)) else { break };
        // Whose best was one of the two looks again among the groups before it.
        for index in 0..rows.len() {
            let (before, after) = rows.split_at_mut(index);
            if let Some(row) = after.first_mut()
                && row.best.is_some_and(|best| best.with == one || best.with == other)
            {
                row.best = costs.best_with(before, &row.measure);
            }
        }
        costs.append(&mut rows, first.with(&second));
    }
    Ok(rows.into_iter().filter_map(|row| row.group).collect())
}

/// A group, and with which of the groups before it joining saves most; empty once it is joined with another.
struct Row {
    group: Option<Group>,
    measure: Measure,
    best: Option<Saving>,
}

/// What joining with the group in another row saves.
#[derive(Clone, Copy)]
struct Saving {
    bytes: u64,
    with: usize,
}

/// The rows whose joining saves most.
fn best_pair(rows: &[Row]) -> Option<(usize, usize)> {
    let savings = rows.iter().enumerate().filter_map(|(index, row)| Some((row.best?, index)));
    savings.max_by_key(|(saving, _)| saving.bytes).map(|(saving, index)| (index, saving.with))
}

/// The group of a row, which is empty from now on.
fn taken(rows: &mut [Row], index: usize) -> Option<Group> {
    let row = rows.get_mut(index)?;
    (row.measure, row.best) = (Measure::default(), None);
    row.group.take()
}

/// What is compared of a group: a million pairs are. A chunk is a bit.
#[derive(Default)]
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

    /// Adds a group, with what it is best joined with.
    fn append(&self, rows: &mut Vec<Row>, group: Group) {
        let measure = self.measure(&group);
        let best = self.best_with(rows, &measure);
        rows.push(Row { group: Some(group), measure, best });
    }

    /// With which of the rows a group of this measure is best joined.
    fn best_with(&self, rows: &[Row], one: &Measure) -> Option<Saving> {
        let mut best: Option<Saving> = None;
        for (with, Row { measure: other, .. }) in rows.iter().enumerate() {
            let common = one.chunks & other.chunks;
            if common == 0 {
                continue;
            }
            let (apart, size) = (one.cost() + other.cost(), one.size + other.size + REQUEST);
            let most = best.map_or(0, |best| best.bytes);
            // Cheap to say no: joined, they weigh what the heavier one does at least.
            if apart.saturating_sub(one.weight.max(other.weight) * size) <= most {
                continue;
            }
            let joined = (one.weight + other.weight - self.weight(common)) * size;
            let bytes = apart.saturating_sub(joined);
            if bytes > most {
                best = Some(Saving { bytes, with });
            }
        }
        best
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
        let groups = join(parts, |_| 1).unwrap();
        assert_eq!(stems(&groups), [vec!["a"], vec!["b"], vec!["few", "fewer"]]);
        assert_eq!(groups.iter().find(|group| group.stems == ["a"]).unwrap().name(), "page_a");
    }

    #[test]
    fn nothing_in_common_is_nothing_to_join() {
        let parts = vec![part("a", 10, &["page_a"]), part("b", 10, &["page_b"])];
        assert_eq!(join(parts, |_| 1).unwrap().len(), 2);
    }

    #[test]
    fn what_a_visit_begins_with_counts_more() {
        let files = |door: u64| {
            let parts = vec![part("x", 5_000, &["page_x"]), part("both", 1_000, &["page_door", "page_x"])];
            join(parts, |chunk| if chunk == "page_door" { door } else { 1 }).unwrap().len()
        };
        assert_eq!(files(1), 1, "a request less is worth what the door loads in vain");
        assert_eq!(files(9), 2);
    }
}
