//! One budget of memory for everything that clients have sent and nobody has answered yet.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// What each head and each body may take without asking, in bytes. There are only so many connections, and so a full budget
/// never keeps out a request of the usual size.
pub const FREE: usize = 4096;

/// The bytes that are left for the unfinished heads and the bodies of all connections.
#[derive(Clone, Debug)]
pub struct Budget(Arc<AtomicUsize>);

impl Budget {
    /// A budget of so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    /// A part of it, empty as yet.
    pub fn part(&self) -> Part {
        Part { left: self.0.clone(), bytes: 0 }
    }
}

/// What one head or body takes of the budget, given back when it is dropped.
#[derive(Debug)]
pub struct Part {
    left: Arc<AtomicUsize>,
    bytes: usize,
}

impl Part {
    /// Takes or gives back, so that it is `bytes` in all; answers whether that much was left. If not, it stays as it was.
    #[must_use]
    pub fn resize(&mut self, bytes: usize) -> bool {
        if bytes <= self.bytes {
            self.left.fetch_add(self.bytes - bytes, Ordering::AcqRel);
        } else {
            let more = bytes - self.bytes;
            let taken =
                self.left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |left| left.checked_sub(more));
            if taken.is_err() {
                return false;
            }
        }
        self.bytes = bytes;
        true
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.left.fetch_add(self.bytes, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_share_what_there_is_and_give_it_back() {
        let budget = Budget::new(100);
        let (mut one, mut other) = (budget.part(), budget.part());
        assert!(one.resize(60) && !other.resize(41) && other.resize(40));
        assert!(!one.resize(61) && one.resize(10) && other.resize(90));
        drop(other);
        assert!(one.resize(100));
        drop(one);
        assert!(budget.part().resize(100) && !budget.part().resize(101));
    }
}
