//! Names that stand in one text, each ended by a space: the fields of a struct, the values of an
//! enumeration. A table of texts would add a pointer and a length for each name to the card's
//! download, and those hardly compress.

/// The place of a name among words; past the last one when it is none of them.
#[inline(never)]
pub(crate) fn index_of(name: &str, mut words: &str) -> usize {
    let mut index = 0;
    while !words.is_empty() {
        let (word, rest) = first(words);
        if word == name {
            break;
        }
        words = rest;
        index += 1;
    }
    index
}

/// The word at a place; empty past the last one.
#[inline(never)]
pub(crate) fn at(index: usize, mut words: &str) -> &str {
    for _ in 0..index {
        words = first(words).1;
    }
    first(words).0
}

/// The first word, and the words after it.
#[inline(never)]
pub(crate) fn first(words: &str) -> (&str, &str) {
    let end = words.bytes().position(|byte| byte == b' ').unwrap_or(words.len());
    (words.get(..end).unwrap_or_default(), words.get(end + 1..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_and_at_its_place() {
        const WORDS: &str = "OPEN OPENED SHUT ";
        assert_eq!(["OPEN", "OPENED", "SHUT"].map(|word| index_of(word, WORDS)), [0, 1, 2]);
        assert_eq!(["OPE", "", "OPEN OPENED", "X"].map(|word| index_of(word, WORDS)), [3; 4]);
        assert_eq!([0, 1, 2, 3, 9].map(|i| at(i, WORDS)), ["OPEN", "OPENED", "SHUT", "", ""]);
    }
}
