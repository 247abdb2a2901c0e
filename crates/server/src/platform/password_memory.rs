//! Memory to hash in, 19 MiB a hash. It is used again by the next turn, so that there is never more of it than hashes at once,
//! and goes back when nobody has needed it for a moment.

use argon2::Block;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Pieces of memory, as many as hashes ever ran at once.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    free: Vec<Vec<Block>>,
    /// How many there are, those in use too.
    pieces: usize,
    /// How often one was used.
    uses: u64,
}

impl Memory {
    /// Does work in a piece of so many blocks, whatever they hold.
    pub fn with<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let mut piece = self.take();
        if piece.len() < blocks {
            // At once and exactly, not by doubling what is there.
            piece = vec![Block::new(); blocks];
        }
        let done = work(&mut piece);
        self.kept().free.push(piece);
        done
    }

    fn take(&self) -> Vec<Block> {
        let mut kept = self.kept();
        kept.uses += 1;
        kept.free.pop().unwrap_or_else(|| {
            kept.pieces += 1;
            Vec::new()
        })
    }

    /// How often one was used so far.
    #[must_use]
    pub fn uses(&self) -> u64 {
        self.kept().uses
    }

    /// Gives back what nobody uses, where nobody has used any since it was so many times.
    pub fn let_go(&self, uses: u64) {
        let mut kept = self.kept();
        if kept.uses == uses {
            kept.pieces -= kept.free.len();
            kept.free = Vec::new();
        }
    }

    /// How many pieces there are.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.kept().pieces
    }

    /// A panic in between has left nothing half done.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_used_again_and_given_back_when_nobody_needs_it() {
        let memory = Memory::default();
        for _ in 0..3 {
            assert_eq!(memory.with(8, |blocks| blocks.len()), 8);
        }
        assert_eq!(memory.pieces(), 1);
        memory.with(8, |_| memory.with(16, |blocks| assert_eq!(blocks.len(), 16)));
        assert_eq!(memory.pieces(), 2, "two at once");
        memory.let_go(memory.uses() - 1);
        assert_eq!(memory.pieces(), 2, "used since");
        memory.let_go(memory.uses());
        assert_eq!(memory.pieces(), 0);
        memory.with(8, |_| {});
        assert_eq!(memory.pieces(), 1);
    }
}
