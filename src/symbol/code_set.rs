//! The code sets of Code 128, and the shortest way through them for a text.

/// Code value that takes the next character alone from set B while in A, or from A while in B.
const SHIFT: u8 = 98;

/// Longer than any way to the end.
const NO_WAY: u32 = u32::MAX / 2;

/// A code set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Control characters, digits, punctuation and upper case.
    A,
    /// Printable ASCII and DEL.
    B,
    /// Pairs of digits.
    C,
}

impl Set {
    /// In the order in which one of several equally short ways is taken.
    const ALL: [Self; 3] = [Self::C, Self::B, Self::A];

    /// The start character that begins a symbol in this set.
    fn start(self) -> u8 {
        match self {
            Self::A => 103,
            Self::B => 104,
            Self::C => 105,
        }
    }

    /// The code value that switches to this set from either other.
    fn latch(self) -> u8 {
        match self {
            Self::A => 101,
            Self::B => 100,
            Self::C => 99,
        }
    }

    /// The set that [`SHIFT`] reaches.
    fn shifted(self) -> Option<Self> {
        match self {
            Self::A => Some(Self::B),
            Self::B => Some(Self::A),
            Self::C => None,
        }
    }

    /// The code value for the head of `text`, and how many characters it stands for.
    fn encode(self, text: &[u8]) -> Option<(u8, usize)> {
        match (self, text) {
            (Self::A, &[control @ 0..32, ..]) => Some((control + 64, 1)),
            (Self::A, &[character @ 32..96, ..]) => Some((character - 32, 1)),
            (Self::B, &[character @ 32..128, ..]) => Some((character - 32, 1)),
            (Self::C, &[tens @ b'0'..=b'9', units @ b'0'..=b'9', ..]) => {
                Some(((tens - b'0') * 10 + (units - b'0'), 2))
            }
            _ => None,
        }
    }
}

/// What to do next at some character, being in some set.
#[derive(Clone, Copy)]
enum Step {
    Stay,
    Shift,
    Latch(Set),
}

/// The shortest way from some character to the end: its first step, and its length in symbol
/// characters.
#[derive(Clone, Copy)]
struct Way {
    length: u32,
    step: Step,
}

/// The shortest ways from one character to the end, by the set one is in.
#[derive(Clone, Copy)]
struct Ways {
    a: Way,
    b: Way,
    c: Way,
}

impl Ways {
    const END: Self = {
        let end = Way { length: 0, step: Step::Stay };
        Self { a: end, b: end, c: end }
    };

    fn of(&self, set: Set) -> Way {
        match set {
            Set::A => self.a,
            Set::B => self.b,
            Set::C => self.c,
        }
    }

    fn each(way: impl Fn(Set) -> Way) -> Self {
        Self { a: way(Set::A), b: way(Set::B), c: way(Set::C) }
    }

    /// The set to start in.
    fn best(&self) -> Set {
        let mut best = Set::C;
        for set in Set::ALL {
            if self.of(set).length < self.of(best).length {
                best = set;
            }
        }
        best
    }
}

/// The code values of the start character, the data and the switches between sets, of the least
/// possible number; `None` where a byte of `text` is not ASCII.
pub fn shortest(text: &[u8]) -> Option<Vec<u8>> {
    let plan = plan(text);
    let mut set = plan.first().unwrap_or(&Ways::END).best();
    let mut values = vec![set.start()];
    let mut at = 0;
    while let Some(ways) = plan.get(at) {
        let mut writes = set;
        match ways.of(set).step {
            Step::Stay => {}
            Step::Shift => {
                values.push(SHIFT);
                writes = set.shifted()?;
            }
            Step::Latch(to) => {
                values.push(to.latch());
                set = to;
                // The step after a switch may be a shift, and is never another switch.
                continue;
            }
        }
        let (value, taken) = writes.encode(text.get(at..)?)?;
        values.push(value);
        at += taken;
    }
    Some(values)
}

/// The shortest ways from each character, found from the end backwards.
fn plan(text: &[u8]) -> Vec<Ways> {
    let mut plan = Vec::with_capacity(text.len());
    let (mut next, mut after_next) = (Ways::END, Ways::END);
    for at in (0..text.len()).rev() {
        let rest = text.get(at..).unwrap_or_default();
        let written_in = |writes: Set, then: Set, cost: u32| match writes.encode(rest) {
            Some((_, 1)) => cost + next.of(then).length,
            Some(_) => cost + after_next.of(then).length,
            None => NO_WAY,
        };
        let without_switch = Ways::each(|set| {
            let stay = Way { length: written_in(set, set, 1), step: Step::Stay };
            let shift = set.shifted().map_or(NO_WAY, |other| written_in(other, set, 2));
            if shift < stay.length { Way { length: shift, step: Step::Shift } } else { stay }
        });
        let ways = Ways::each(|set| {
            let mut best = without_switch.of(set);
            for to in Set::ALL {
                let length = 1 + without_switch.of(to).length;
                if length < best.length {
                    best = Way { length, step: Step::Latch(to) };
                }
            }
            best
        });
        plan.push(ways);
        (next, after_next) = (ways, next);
    }
    plan.reverse();
    plan
}
