//! Pages by keys: ordered by a column and then by the id, and begun behind a place (keyset pagination).

/// How a statement orders its rows, and what is behind one of them. The ids count up, and down where the list is reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyset {
    /// `ASC` or `DESC` of the column.
    pub direction: &'static str,
    /// The comparison that holds for what is behind a place in the column.
    pub beyond: &'static str,
    /// `ASC` or `DESC` of the ids.
    pub ids: &'static str,
    /// The comparison that holds for the ids behind one.
    pub behind: &'static str,
}

impl Keyset {
    /// For a column that is listed upwards or downwards, or the other way round.
    #[must_use]
    pub const fn new(upwards: bool, reversed: bool) -> Self {
        let (direction, beyond) = way(upwards != reversed);
        let (ids, behind) = way(!reversed);
        Self { direction, beyond, ids, behind }
    }
}

const fn way(upwards: bool) -> (&'static str, &'static str) {
    if upwards { ("ASC", ">") } else { ("DESC", "<") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reversed_list_is_the_other_way_round_in_everything() {
        let ways = |upwards, reversed| {
            let Keyset { direction, beyond, ids, behind } = Keyset::new(upwards, reversed);
            [direction, beyond, ids, behind]
        };
        assert_eq!(ways(true, false), ["ASC", ">", "ASC", ">"]);
        assert_eq!(ways(true, true), ["DESC", "<", "DESC", "<"]);
        assert_eq!(ways(false, false), ["DESC", "<", "ASC", ">"]);
        assert_eq!(ways(false, true), ["ASC", ">", "DESC", "<"]);
    }
}
