//! What many samples say together.

/// How samples of one figure lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// The least.
    pub min: f64,
    /// A quarter lies below.
    pub lower: f64,
    /// Half lies below.
    pub median: f64,
    /// A quarter lies above.
    pub upper: f64,
    /// The greatest.
    pub max: f64,
}

impl Spread {
    /// Of samples in any order; nothing of none.
    #[must_use]
    pub fn of(mut samples: Vec<f64>) -> Option<Self> {
        samples.sort_by(f64::total_cmp);
        Some(Self {
            count: samples.len(),
            min: *samples.first()?,
            lower: quantile(&samples, 1)?,
            median: quantile(&samples, 2)?,
            upper: quantile(&samples, 3)?,
            max: *samples.last()?,
        })
    }
}

/// The value below which so many quarters of the sorted samples lie, on the straight line between
/// its neighbours (Hyndman and Fan's definition 7, as spreadsheets and NumPy have it).
fn quantile(sorted: &[f64], quarters: usize) -> Option<f64> {
    let fourfold = (sorted.len().checked_sub(1)?) * quarters;
    let below = *sorted.get(fourfold / 4)?;
    let above = sorted.get(fourfold / 4 + 1).copied().unwrap_or(below);
    let part = [0.0, 0.25, 0.5, 0.75].get(fourfold % 4)?;
    Some(below + (above - below) * part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_their_neighbours() {
        let spread = Spread::of(vec![40.0, 10.0, 30.0, 20.0]).unwrap();
        let expected =
            Spread { count: 4, min: 10.0, lower: 17.5, median: 25.0, upper: 32.5, max: 40.0 };
        assert_eq!(spread, expected);
    }

    #[test]
    fn the_median_of_an_odd_number_is_the_one_in_the_middle() {
        let spread = Spread::of(vec![9.0, 1.0, 5.0]).unwrap();
        assert_eq!((spread.median, spread.lower, spread.upper), (5.0, 3.0, 7.0));
    }

    #[test]
    fn one_sample_is_all_there_is_and_none_is_nothing() {
        let spread = Spread::of(vec![7.0]).unwrap();
        assert_eq!((spread.min, spread.median, spread.max), (7.0, 7.0, 7.0));
        assert_eq!(Spread::of(Vec::new()), None);
    }
}
