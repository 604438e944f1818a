//! The configuration of servers for a build: the templates of `deploy/` with the policies of its
//! pages, whose hashes only the build knows (`docs/serving.md`).

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value, json};
use serving::{Kind, MEDIA_TYPES, Setting, policy};

use super::dist::Dist;
use crate::project::Project;

/// For a year (RFC 6797). Not for hosts below this one, of which the card knows nothing.
const HSTS: &str = "max-age=31536000";

/// How a server writes what is filled in.
struct Server {
    /// The template's name.
    file: &'static str,
    /// The brand's origins, and the origins of pictures, as the server's own variables.
    ancestors: &'static str,
    pictures: &'static str,
    header: fn(&str, &str) -> String,
    media_type: fn(&str, &str) -> String,
}

const SERVERS: [Server; 2] = [
    Server {
        file: "nginx.conf",
        ancestors: "$card_ancestors",
        pictures: "$card_pictures",
        header: |name, value| format!("add_header {name} \"{value}\";"),
        // The character set comes from a directive of its own.
        media_type: |ending, kind| {
            format!("{} {ending};", kind.split(';').next().unwrap_or_default())
        },
    },
    Server {
        file: "Caddyfile",
        ancestors: "{card_ancestors}",
        pictures: "{card_pictures}",
        header: |name, value| format!("header {name} \"{value}\""),
        media_type: |ending, kind| {
            format!("@{ending} path *.{ending}\nheader @{ending} content-type \"{kind}\"")
        },
    },
];

/// Writes the configurations, and `headers.json` for any other server, into a folder.
///
/// # Errors
/// When a template or a page is missing, or a template asks for what there is not.
pub fn write(project: &Project, dist: &Dist) -> Result<()> {
    let (from, to) = (project.root.join("deploy"), project.deploy());
    std::fs::create_dir_all(&to)?;
    for server in &SERVERS {
        let template = read(&from.join(server.file))?;
        std::fs::write(to.join(server.file), fill(&template, server, dist)?)?;
    }
    std::fs::write(to.join("headers.json"), format!("{:#}\n", table(dist)?))?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// The pages of a kind that a build may have; the one for frames may be missing.
fn page(dist: &Dist, kind: Kind, ancestors: &str, pictures: &str) -> Result<Option<String>> {
    let name = match kind {
        Kind::Page => "index.html",
        Kind::Frame if dist.files.contains_key("embed.html") => "embed.html",
        _ => return Ok(None),
    };
    let ancestors = if kind == Kind::Page { Setting::ALONE.ancestors } else { ancestors };
    let setting = Setting { ancestors, pictures, report: None, tls: true };
    Ok(Some(policy(&dist.text(name)?, &setting)))
}

/// The headers of a kind with its policy.
fn headers(
    dist: &Dist,
    kind: Kind,
    ancestors: &str,
    pictures: &str,
) -> Result<Vec<(&'static str, String)>> {
    let mut all: Vec<_> =
        kind.headers().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    let policy = page(dist, kind, ancestors, pictures)?;
    all.extend(policy.map(|policy| ("content-security-policy", policy)));
    Ok(all)
}

/// The template with everything filled in: a mark that stands alone in its line becomes lines of
/// the same indentation.
fn fill(template: &str, server: &Server, dist: &Dist) -> Result<String> {
    let mut out = String::new();
    for line in template.lines() {
        let text = line.trim_start();
        let indentation = line.strip_suffix(text).unwrap_or_default();
        let filled = match text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            Some(mark) => lines(mark, server, dist)?,
            None => text.replace("{{hsts}}", HSTS).replace("{{hashed-pattern}}", serving::HASHED),
        };
        if filled.contains("{{") {
            bail!("deploy/{} asks for what there is not: {filled}", server.file);
        }
        for line in filled.split('\n') {
            let indentation = if line.is_empty() { "" } else { indentation };
            writeln!(out, "{indentation}{line}")?;
        }
    }
    Ok(out)
}

fn lines(mark: &str, server: &Server, dist: &Dist) -> Result<String> {
    if mark == "types" {
        let types = MEDIA_TYPES.map(|(ending, kind)| (server.media_type)(ending, kind));
        return Ok(types.join("\n"));
    }
    let kind = Kind::ALL.into_iter().find(|kind| name(*kind) == mark);
    let kind = kind.with_context(|| format!("deploy/{} asks for {mark}", server.file))?;
    let mut all = headers(dist, kind, server.ancestors, server.pictures)?;
    // A block of nginx with headers of its own takes none from around it.
    if server.file == "nginx.conf" {
        all.push(("strict-transport-security", HSTS.to_owned()));
    }
    let all: Vec<_> = all.iter().map(|(name, value)| (server.header)(name, value)).collect();
    Ok(all.join("\n"))
}

/// What a kind is called in the templates and in `headers.json`.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Page => "page",
        Kind::Frame => "frame",
        Kind::Hashed => "hashed",
        Kind::Loader => "loader",
        Kind::Door => "door",
        Kind::Worker => "worker",
        Kind::Version => "version",
        Kind::Other => "other",
    }
}

/// All of it as data, for a server or a CDN that none of the templates is for: the headers of each
/// kind, and of which kind each file is.
fn table(dist: &Dist) -> Result<Value> {
    let mut kinds = Map::new();
    for kind in Kind::ALL {
        let all = headers(dist, kind, "{ancestors}", "{pictures}")?;
        let all: Map<String, Value> =
            all.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        kinds.insert(name(kind).to_owned(), all.into());
    }
    let is_packed = |path: &str| path.ends_with(".br") || path.ends_with(".gz");
    let files: Map<String, Value> = dist
        .files
        .keys()
        .filter(|path| !is_packed(path))
        .map(|path| {
            let about = json!({
                "kind": name(Kind::of(path)),
                "content-type": serving::media_type(path),
            });
            (format!("/{path}"), about)
        })
        .collect();
    Ok(json!({ "kinds": kinds, "files": files }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist() -> Dist {
        Dist::of(&[
            ("index.html", "<script>1</script>"),
            ("embed.html", "<script>2</script>"),
            ("card-0123456789abcdef.js", "card()"),
            ("card-0123456789abcdef.js.br", "packed"),
        ])
    }

    #[test]
    fn each_page_is_served_with_the_hashes_of_its_own_scripts() {
        for server in &SERVERS {
            let filled = fill("a {\n    {{page}}\n    {{frame}}\n}", server, &dist()).unwrap();
            let policies: Vec<_> =
                filled.lines().filter(|line| line.contains("content-security-policy")).collect();
            assert_eq!(policies.len(), 2, "{filled}");
            for (policy, script, ancestors) in
                [(policies[0], "1", "'none'"), (policies[1], "2", server.ancestors)]
            {
                assert!(policy.starts_with("    ") && policy.contains(&serving::source(script)));
                assert!(policy.contains(&format!("; frame-ancestors {ancestors}; ")), "{policy}");
                assert!(policy.contains(&format!("qq.com{}; ", server.pictures)), "{policy}");
                assert!(policy.contains("; upgrade-insecure-requests"), "{policy}");
                assert!(!policy.contains("report-uri"), "{policy}");
            }
        }
    }

    #[test]
    fn a_build_without_a_page_for_frames_has_no_policy_for_it() {
        let mut dist = dist();
        dist.files.remove("embed.html");
        let filled = fill("{{frame}}", &SERVERS[0], &dist).unwrap();
        assert!(filled.contains("cache-control") && !filled.contains("content-security-policy"));
    }

    #[test]
    fn a_mark_that_nobody_fills_in_is_an_error() {
        for template in ["{{unknown}}", "    a {{unknown}};"] {
            assert!(fill(template, &SERVERS[0], &dist()).is_err(), "{template}");
        }
    }

    #[test]
    fn the_table_names_every_file_with_its_kind() {
        let table = table(&dist()).unwrap();
        assert_eq!(table["files"]["/card-0123456789abcdef.js"]["kind"], "hashed");
        assert_eq!(table["files"].as_object().unwrap().len(), 3);
        let policy = table["kinds"]["frame"]["content-security-policy"].as_str().unwrap();
        assert!(policy.contains("frame-ancestors {ancestors}"));
    }

    #[test]
    fn the_templates_of_this_repository_can_be_filled_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for server in &SERVERS {
            let template = read(&root.join("deploy").join(server.file)).unwrap();
            let filled = fill(&template, server, &dist()).unwrap();
            for kind in Kind::ALL {
                assert!(template.contains(&format!("{{{{{}}}}}", name(kind))), "{kind:?}");
            }
            assert!(filled.contains("immutable"));
        }
    }
}
