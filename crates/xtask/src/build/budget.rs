//! What the card costs to load, at first and in all, and the lines that it may not pass.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::dist::Dist;
use super::load;
use crate::report::{grouped, table};

/// Bytes after brotli that everything needed for the first load may have together today, just above
/// what it has: it goes down with each saving and never up (`docs/decisions/0009-first-load.md`).
pub const FIRST_LOAD_LIMIT: u64 = 118_000;
/// The line to reach.
pub const FIRST_LOAD_GOAL: u64 = 90_000;
/// The same for everything that the card ever loads: what the first load loses must not come back
/// twice in the parts that follow it (`docs/decisions/0010-two-modules.md`).
pub const ALL_LIMIT: u64 = 262_000;

/// What a build weighs.
#[derive(Debug, Clone, Copy)]
#[must_use = "a build that is meant for members holds its limit"]
pub struct Weight {
    first: u64,
    all: u64,
    optimised: bool,
}

impl Weight {
    /// Holds the line. A build without wasm-opt is not what goes to members, and passes.
    ///
    /// # Errors
    /// When the first load passes [`FIRST_LOAD_LIMIT`], or all of it [`ALL_LIMIT`].
    pub fn hold(self) -> Result<()> {
        let lines = [
            ("the first load", self.first, FIRST_LOAD_LIMIT),
            ("all of the card", self.all, ALL_LIMIT),
        ];
        for (what, bytes, limit) in lines {
            if bytes > limit && self.optimised {
                let over = grouped(bytes - limit);
                bail!("{what} is {over} bytes over its limit of {}", grouped(limit));
            }
        }
        Ok(())
    }
}

/// Prints the bytes of each file, of the first load, and of all that the card ever loads.
///
/// # Errors
/// When there is no `index.html`.
pub fn weigh(dist: &Dist, optimised: bool) -> Result<Weight> {
    let first = load::first_load(dist)?;
    let parts = load::parts(dist, &first);
    let mut rows = vec![["", "raw", "br", "gz", "first load"].map(str::to_owned).to_vec()];
    for (path, content) in &dist.files {
        if path.ends_with(".br") || path.ends_with(".gz") {
            continue;
        }
        let packed = |ending: &str| {
            let file = dist.files.get(&format!("{path}.{ending}"));
            file.map_or_else(|| "-".to_owned(), |file| grouped(file.len() as u64))
        };
        let mark = match path {
            path if first.contains(path) => "yes",
            path if parts.contains(path) => "later",
            _ => "",
        };
        let raw = grouped(content.len() as u64);
        rows.push(vec![path.clone(), raw, packed("br"), packed("gz"), mark.to_owned()]);
    }
    print!("{}", table(&rows));
    let (files, all) = (first.len(), first.len() + parts.len());
    let first = total(dist, &first);
    let whole = first + total(dist, &parts);
    println!(
        "First load: {} bytes in {files} files after brotli (limit {}, goal {})",
        grouped(first),
        grouped(FIRST_LOAD_LIMIT),
        grouped(FIRST_LOAD_GOAL)
    );
    println!("All of it: {} bytes in {all} files (limit {})", grouped(whole), grouped(ALL_LIMIT));
    if !optimised {
        println!("The limits are not held against this build, because wasm-opt is missing.");
    }
    Ok(Weight { first, all: whole, optimised })
}

/// The bytes that travel for `paths`: brotli where there is one, else as they are.
fn total(dist: &Dist, paths: &BTreeSet<String>) -> u64 {
    let size = |path: &String| {
        let file = dist.files.get(&format!("{path}.br")).or_else(|| dist.files.get(path));
        file.map_or(0, |file| file.len() as u64)
    };
    paths.iter().map(size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Dist {
        Dist::of(&[
            (
                "index.html",
                "<script type=module>import f from '/card-1.js'; f('/card-1_bg.wasm')</script>",
            ),
            ("card-1.js", "load('split_a-1.wasm')"),
            ("split_a-1.wasm", "a part"),
            ("split_a-1.wasm.br", "part"),
            ("art.svg", "<svg/>"),
            ("card-1_bg.wasm", "wasm"),
            ("card-1_bg.wasm.br", "w"),
        ])
    }

    #[test]
    fn the_total_counts_brotli_where_there_is_one() {
        let dist = sample();
        let of =
            |paths: &[&str]| total(&dist, &paths.iter().map(|path| (*path).to_owned()).collect());
        assert_eq!(of(&["card-1_bg.wasm"]), 1);
        assert_eq!(of(&["card-1_bg.wasm", "art.svg"]), 7);
    }

    #[test]
    fn parts_count_in_all_of_it_only() {
        let with = weigh(&sample(), true).unwrap();
        let mut without = sample();
        without.files.remove("split_a-1.wasm");
        let without = weigh(&without, true).unwrap();
        assert_eq!(with.first, without.first);
        assert_eq!((with.all, without.all), (with.first + 4, with.first));
    }

    #[test]
    fn the_limits_hold_to_the_byte() {
        let weight = |first, all, optimised| Weight { first, all, optimised }.hold();
        assert!(weight(FIRST_LOAD_LIMIT, ALL_LIMIT, true).is_ok());
        assert!(weight(FIRST_LOAD_LIMIT + 1, ALL_LIMIT, true).is_err());
        assert!(weight(FIRST_LOAD_LIMIT, ALL_LIMIT + 1, true).is_err());
        assert!(weight(FIRST_LOAD_LIMIT + 1, ALL_LIMIT + 1, false).is_ok());
        let error = weight(FIRST_LOAD_LIMIT + 1_500, ALL_LIMIT, true).unwrap_err().to_string();
        assert!(error.contains("1,500 bytes over"), "{error}");
    }
}
