//! Budgets: a word when most of one is gone. Nothing is ever stopped by it.

/// At how many per cent of a budget there is a word.
pub const STEPS: [u8; 3] = [50, 80, 100];

/// The steps that are reached and were not told yet. None of a budget of nothing.
#[must_use]
pub fn reached(budget: i64, spent: i64, told: &[u8]) -> Vec<u8> {
    let is_reached =
        |step: &u8| budget > 0 && i128::from(spent) * 100 >= i128::from(budget) * i128::from(*step);
    STEPS.into_iter().filter(|step| is_reached(step) && !told.contains(step)).collect()
}
