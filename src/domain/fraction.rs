//! How much of a goal is reached, without floats and without a division by zero.

/// A part of a whole, 0 to 1, in basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(u32);

impl Fraction {
    /// Nothing of it.
    pub const ZERO: Self = Self(0);
    /// All of it.
    pub const FULL: Self = Self(10_000);

    /// The part that `value` is of `target`. Rounded down, so that only a reached goal is full;
    /// a goal of nothing is reached.
    #[must_use]
    pub fn of(value: i64, target: i64) -> Self {
        if value >= target || target <= 0 {
            return Self::FULL;
        }
        // `value * 10_000 / target` one bit of 10_000 after the other, since a wider division is a
        // kilobyte of the first load. The rest is always below `target`, so nothing overflows.
        let (value, target) = (value.max(0).unsigned_abs(), target.unsigned_abs());
        let (mut bps, mut rest) = (0_u64, 0_u64);
        for bit in (0..14_u32).rev() {
            rest *= 2;
            bps = bps * 2 + rest / target;
            rest %= target;
            if Self::FULL.0 >> bit & 1 == 1 {
                rest += value;
                bps += rest / target;
                rest %= target;
            }
        }
        u32::try_from(bps).map_or(Self::FULL, Self)
    }

    /// 0 to 10 000.
    #[must_use]
    pub fn bps(self) -> u32 {
        self.0
    }

    /// 0 to 100, rounded down.
    #[must_use]
    pub fn percent(self) -> u32 {
        self.0 / 100
    }
}

/// What is missing to a goal: never negative.
#[must_use]
pub fn missing(value: i64, target: i64) -> i64 {
    target.saturating_sub(value).max(0)
}
