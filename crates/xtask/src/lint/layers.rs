//! Which room of `src/` may know which: one table, and the check that the sources keep to it.

use super::scan::{Source, line};
use super::{Finding, Tree};

/// A room and the rooms that it may name with `crate::`.
///
/// `i18n` may name `ui`, because a formatted number is made of the parts that `ui` lays out; `ui`
/// itself knows no text. The crate `contract` is open to all but `symbol` and `ui`. `main` and `app` put everything
/// together and may know it all.
///
/// `host` leaves for other pages, and `theme` has the one type that an address from a backend passes
/// through.
///
/// `part` is the cut between the modules of the download: state and screens have something on its
/// other side.
const ROOMS: [(&str, &[&str]); 10] = [
    ("screens", &["state", "ui", "i18n", "theme", "domain", "route", "symbol", "host", "part"]),
    ("ui", &["symbol", "theme", "host"]),
    ("state", &["api", "domain", "symbol", "host", "route", "part"]),
    ("host", &["route", "theme"]),
    ("i18n", &["ui", "domain", "route"]),
    ("theme", &[]),
    ("api", &["domain", "route"]),
    ("domain", &[]),
    ("route", &[]),
    ("part", &[]),
];

/// The signals of the page: a tool like the standard library, so every room but the pure ones may
/// use it, and it knows none.
const REACTIVE: &str = "reactive";

/// Rooms that know no other, and nothing of the browser: rules and drawings of plain data.
const PURE: [&str; 2] = ["domain", "symbol"];

/// What a pure room must not touch: the browser, and clocks of its own.
const IMPURE: [&str; 9] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
];

/// What neither a screen nor a part of one does: fetching and parsing.
const FETCHING: [&str; 3] = ["gloo_net", "serde_json::from", "fetch_with"];

/// Files of `src/` that belong to no room.
const OPEN: [&str; 3] = ["main", "lib", "app"];

/// Checks every file under `src/`.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.code("src/").flat_map(|(path, text)| file(path, text)).collect()
}

fn file(path: &str, text: &str) -> Vec<Finding> {
    let room = room_of(path);
    if OPEN.contains(&room) {
        return Vec::new();
    }
    let allowed = match ROOMS.iter().find(|(name, _)| *name == room) {
        Some((_, allowed)) => *allowed,
        None if PURE.contains(&room) || room == REACTIVE => &[],
        None => {
            let why = format!(
                "`{room}` is no room of the house; give it a place in xtask's lint/layers.rs"
            );
            return vec![Finding::new(path, 1, why)];
        }
    };
    let source = Source::read(text);
    let mut found = Vec::new();
    for (offset, named) in named_rooms(&source.code) {
        let tool = named == REACTIVE && !PURE.contains(&room);
        if named != room && !tool && !allowed.contains(&named.as_str()) && !is_macro(&named) {
            let why = format!("`{room}` must not know `{named}`");
            found.push(Finding::new(path, line(text, offset), why));
        }
    }
    let mut banned: Vec<&str> = Vec::new();
    if PURE.contains(&room) {
        banned.extend(IMPURE);
    }
    if ["screens", "ui"].contains(&room) {
        banned.extend(FETCHING);
    }
    if room == "ui" {
        banned.push("contract::");
    }
    for word in banned {
        for (offset, _) in source.code.match_indices(word) {
            let inside = source.code.get(..offset).and_then(|code| code.chars().next_back());
            if !inside.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                let why = format!("`{room}` must not use `{word}`");
                found.push(Finding::new(path, line(text, offset), why));
            }
        }
    }
    found
}

/// `src/screens/home.rs` and `src/screens.rs` belong to `screens`.
fn room_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split(['/', '.']).next().unwrap_or(inside)
}

/// An exported macro lives at the crate's root whatever its module is.
fn is_macro(named: &str) -> bool {
    named.ends_with('!')
}

/// Every first segment after `crate::`, also those of `use crate::{a, b::c};`.
fn named_rooms(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (offset, opening) in code.match_indices("crate::") {
        let before = code.get(..offset).and_then(|code| code.chars().next_back());
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = code.get(offset + opening.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group_names(group).into_iter().map(|name| (offset, name))),
            None => found.push((offset, word(rest))),
        }
    }
    found.retain(|(_, name)| !name.is_empty());
    found
}

/// The first segments of a brace group, up to its closing brace.
fn group_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut expects) = (0_usize, true);
    for (offset, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expects = true,
            _ if c.is_whitespace() => {}
            _ if depth == 0 && expects => {
                names.push(word(group.get(offset..).unwrap_or_default()));
                expects = false;
            }
            _ => {}
        }
    }
    names
}

fn word(text: &str) -> String {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if rest.starts_with('!') { format!("{name}!") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whys(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)])).into_iter().map(|finding| finding.why).collect()
    }

    #[test]
    fn a_screen_may_read_state_but_not_the_client() {
        let text = "use crate::state::Points;\nuse crate::api::Client;";
        assert_eq!(whys("src/screens/points.rs", text), ["`screens` must not know `api`"]);
    }

    #[test]
    fn groups_and_paths_in_code_count_as_well() {
        let text = "use crate::{ui::{Sheet, api}, i18n::Messages};\nfn f() { crate::state::g() }";
        let expected = ["`ui` must not know `i18n`", "`ui` must not know `state`"];
        assert_eq!(whys("src/ui/sheet.rs", text), expected);
    }

    #[test]
    fn comments_texts_and_tests_do_not_count() {
        let text = "//! crate::api\nconst A: &str = \"crate::api\";\n#[cfg(test)]\nmod t { use crate::state::X; }";
        assert_eq!(whys("src/domain/coupon.rs", text), Vec::<String>::new());
    }

    #[test]
    fn pure_rooms_know_neither_the_browser_nor_a_clock() {
        assert_eq!(whys("src/domain/a.rs", "use web_sys::Window;").len(), 1);
        assert_eq!(whys("src/domain/a.rs", "let now = Utc::now();").len(), 1);
        assert_eq!(whys("src/symbol/qr.rs", "use crate::domain::A;").len(), 1);
        assert_eq!(whys("src/state/a.rs", "use web_sys::Window;").len(), 0);
    }

    #[test]
    fn signals_are_for_every_room_but_the_pure_ones() {
        assert_eq!(whys("src/screens/a.rs", "use crate::reactive::Signal;").len(), 0);
        assert_eq!(whys("src/domain/a.rs", "use crate::reactive::Signal;").len(), 1);
        assert_eq!(whys("src/screens/a.rs", "use crate::part::part;").len(), 0);
        assert_eq!(whys("src/ui/a.rs", "use crate::part::part;").len(), 1);
        assert_eq!(whys("src/reactive.rs", "use crate::state::Store;").len(), 1);
    }

    #[test]
    fn screens_do_not_fetch() {
        assert_eq!(whys("src/screens/a.rs", "serde_json::from_str(x)").len(), 1);
        assert_eq!(whys("src/ui/a.rs", "use contract::Coupon;").len(), 1);
    }

    #[test]
    fn an_unknown_room_must_be_given_a_place_and_the_shell_may_know_all() {
        assert_eq!(whys("src/misc/a.rs", "").len(), 1);
        assert_eq!(whys("src/app.rs", "use crate::api::Client;").len(), 0);
    }
}
