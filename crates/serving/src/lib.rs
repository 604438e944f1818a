//! How the built card is served: one table of what goes with which file. The reference backend
//! answers by it, and `cargo xtask build` writes the configuration of other servers from it.

mod policy;

pub use policy::{Setting, policy, source, with_script};

/// Where WeChat has its own script for pages (JS-SDK 1.6.0), the usual address and the one that
/// WeChat names for when that cannot be reached.
pub const WECHAT_SDK: [&str; 2] = [
    "https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
    "https://res2.wx.qq.com/open/js/jweixin-1.6.0.js",
];

/// What the service worker may do: ask its own origin (CSP level 3; a worker has its own policy).
pub const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// What the card uses of a browser's powerful features, and that it uses none of the others. Sharing
/// is not among them: browsers that cannot share do not know its name and warn of it on each page,
/// and the others allow it to a page itself anyway.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), \
     clipboard-write=(self), screen-wake-lock=(self)";

/// The headers of an answer without its policy: lower-case names with their values.
pub type Headers = Vec<(&'static str, &'static str)>;

/// A kind of file, by which its headers are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page that no other page may hold.
    Page,
    /// The page that a brand's own page holds in a frame.
    Frame,
    /// A file that never changes: the hash of its content is in its name.
    Hashed,
    /// What a brand's page loads by a name that stays.
    Loader,
    /// The same for what changes with the build.
    Door,
    /// The service worker, and the one that takes it away.
    Worker,
    /// Which build is served.
    Version,
    /// Anything else: it is asked for again each time, and mostly found unchanged.
    Other,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Page,
        Self::Frame,
        Self::Hashed,
        Self::Loader,
        Self::Door,
        Self::Worker,
        Self::Version,
        Self::Other,
    ];

    /// The kind of a file of the build, by its path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let path = path.trim_start_matches('/');
        match path {
            "embed.html" => Self::Frame,
            "embed.js" => Self::Loader,
            "embed-inline.js" => Self::Door,
            "sw.js" | "sw-off.js" => Self::Worker,
            "version.json" => Self::Version,
            _ if path.ends_with(".html") => Self::Page,
            _ if has_hash(path) => Self::Hashed,
            _ => Self::Other,
        }
    }

    /// How long a browser may keep it (RFC 9111, and RFC 8246 for `immutable`).
    #[must_use]
    pub fn cache(self) -> &'static str {
        match self {
            Self::Hashed => "public, max-age=31536000, immutable",
            Self::Loader => "public, max-age=3600",
            Self::Version => "no-store",
            Self::Page | Self::Frame | Self::Door | Self::Worker | Self::Other => "no-cache",
        }
    }

    /// Its headers, without the policy of a page: that depends on the page.
    #[must_use]
    pub fn headers(self) -> Headers {
        let mut headers = vec![
            ("cache-control", self.cache()),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
        ];
        match self {
            Self::Page => headers.extend([
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("permissions-policy", PERMISSIONS),
                // For what is older than `frame-ancestors`.
                ("x-frame-options", "DENY"),
            ]),
            // Brands' pages may hold it; which of them, its policy says.
            Self::Frame => headers.extend([
                ("cross-origin-resource-policy", "cross-origin"),
                ("permissions-policy", PERMISSIONS),
            ]),
            // A brand's page loads these itself where the card stands in it without a frame.
            Self::Hashed | Self::Loader | Self::Door => headers.extend([
                ("access-control-allow-origin", "*"),
                ("cross-origin-resource-policy", "cross-origin"),
            ]),
            Self::Worker => headers.extend([
                ("content-security-policy", WORKER_POLICY),
                ("cross-origin-resource-policy", "same-origin"),
            ]),
            Self::Version | Self::Other => {
                headers.push(("cross-origin-resource-policy", "same-origin"));
            }
        }
        headers
    }
}

/// Media types by the ending of a file's name. WASM only streams into a module as
/// `application/wasm`.
pub const MEDIA_TYPES: [(&str, &str); 13] = [
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("map", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("ts", "text/plain; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
];

/// The media type of a file.
#[must_use]
pub fn media_type(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    MEDIA_TYPES
        .iter()
        .find_map(|(known, kind)| (*known == ending).then_some(*kind))
        .unwrap_or("application/octet-stream")
}

/// As a pattern what [`has_hash`] looks for, for servers that choose by one.
pub const HASHED: &str = "-[0-9a-f]{16}[._]";

/// Whether a file's name carries the hash of its content, 16 digits after a hyphen, so that it
/// never changes.
#[must_use]
pub fn has_hash(path: &str) -> bool {
    path.match_indices('-').any(|(at, _)| {
        let digits = path.get(at + 1..at + 17).unwrap_or_default();
        let is_hash = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let ends = path.get(at + 17..).is_some_and(|rest| rest.starts_with(['.', '_']));
        digits.len() == 16 && digits.bytes().all(is_hash) && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_immutable() {
        for path in ["member-card-0a1b2c3d4e5f6071_bg.wasm", "assets/base-0a1b2c3d4e5f6071.css"] {
            assert_eq!(Kind::of(path), Kind::Hashed, "{path}");
            assert!(Kind::of(path).cache().ends_with("immutable"));
        }
        for path in
            ["boot.js", "index.html", "a-0a1b2c3d.css", "a-0A1B2C3D4E5F6071.css", "icon-180.png"]
        {
            assert!(!Kind::of(path).cache().ends_with("immutable"), "{path}");
        }
    }

    #[test]
    fn only_what_a_brands_page_loads_itself_is_for_every_origin() {
        for kind in Kind::ALL {
            let open = kind.headers().contains(&("access-control-allow-origin", "*"));
            assert_eq!(open, matches!(kind, Kind::Hashed | Kind::Loader | Kind::Door), "{kind:?}");
        }
        assert_eq!(Kind::of("/embed.js"), Kind::Loader);
        assert_eq!(Kind::of("/embed-inline.js").cache(), "no-cache");
    }

    #[test]
    fn a_page_is_asked_for_again_each_time_and_the_build_is_never_kept() {
        assert_eq!(Kind::of("index.html").cache(), "no-cache");
        assert_eq!(Kind::of("embed.html").cache(), "no-cache");
        assert_eq!(Kind::of("version.json").cache(), "no-store");
    }

    #[test]
    fn only_the_page_for_frames_may_be_held_in_one() {
        let denies = |kind: Kind| kind.headers().contains(&("x-frame-options", "DENY"));
        assert!(denies(Kind::Page) && !denies(Kind::Frame));
    }

    #[test]
    fn a_module_streams_by_its_media_type() {
        assert_eq!(media_type("member-card-0a1b2c3d4e5f6071_bg.wasm"), "application/wasm");
        assert_eq!(media_type("manifest.webmanifest"), "application/manifest+json");
        assert_eq!(media_type("unknown"), "application/octet-stream");
    }
}
