//! Which app the page is shown in, and on which device: read once from the user agent and what
//! the page knows of itself. Pure, so that real strings can be tried natively.
//!
//! Nothing here looks at a version number: `WeChat` counts from 1.0 again on `HarmonyOS`, says
//! 7.0.20 on computers for years, and may reach 10. What an app can do is asked from the app.

#[cfg(test)]
mod tests;

/// The app that shows the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum App {
    /// A browser, or an app that nothing is known of.
    Browser,
    /// WeChat's web-view.
    WeChat {
        /// Inside the `<web-view>` of a mini-program.
        mini_program: bool,
        /// The developer tools, which play WeChat.
        dev_tools: bool,
    },
    /// WeCom (企业微信), whose SDK and rules are others than WeChat's.
    WeCom,
    /// Alipay.
    Alipay {
        /// Inside the web-view of a mini-program.
        mini_program: bool,
    },
    /// Douyin, or another app of its family.
    Douyin {
        /// Inside the web-view of a mini-program.
        mini_program: bool,
    },
}

/// What the app runs on, as far as anything depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// An iPhone or an iPad.
    Ios,
    /// Android.
    Android,
    /// `HarmonyOS` without Android inside.
    Harmony,
    /// A computer.
    Pc,
    /// Anything else.
    Other,
}

/// What the page knows of its place beside the user agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signals<'a> {
    /// `window.__wxjs_environment`, which WeChat sets to `miniprogram` in a mini-program.
    pub wxjs_environment: Option<&'a str>,
    /// The card stands in a frame of a brand's own page.
    pub framed: bool,
}

/// Where the card runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Env {
    /// The app.
    pub app: App,
    /// The device.
    pub device: Device,
    /// In a frame of a brand's page: the app around it belongs to that page.
    pub framed: bool,
}

impl Env {
    /// Reads a user agent, in any case of its letters.
    ///
    /// The order matters: `WeCom` says `MicroMessenger` too, and `HarmonyOS` may say `Android`
    /// and `Windows NT` (WeChat, "HarmonyOS 网页适配": `OpenHarmony` or `ArkWeb` beside
    /// `MicroMessenger`).
    #[must_use]
    pub fn detect(user_agent: &str, signals: Signals<'_>) -> Self {
        let text = user_agent.to_ascii_lowercase();
        let says = |word: &str| text.contains(word);
        let app = if says("wxwork") {
            App::WeCom
        } else if says("micromessenger") {
            // The slash tells a page in a mini-program from `MiniProgramEnv/`, which is in what a
            // mini-program itself asks for.
            let told = signals.wxjs_environment == Some("miniprogram");
            App::WeChat {
                mini_program: told || says("miniprogram/"),
                dev_tools: says("wechatdevtools") || says("wxdebugger"),
            }
        } else if says("alipayclient") || says("aliapp(ap/") {
            App::Alipay { mini_program: says("miniprogram") }
        } else if says("toutiaomicroapp") {
            App::Douyin { mini_program: true }
        } else if says("aweme") {
            App::Douyin { mini_program: false }
        } else {
            App::Browser
        };
        Self { app, device: device(&says), framed: signals.framed }
    }

    /// Whether it is WeChat's own web-view, in a mini-program or not.
    #[must_use]
    pub fn is_wechat(self) -> bool {
        matches!(self.app, App::WeChat { .. })
    }
}

/// Whether a page with this user agent stands in WeChat itself, where its accounts sign in: in no
/// mini-program, which has a way of its own, and not in `WeCom`. As [`Env::detect`] has it, for home,
/// which asks nothing else and comes first.
#[must_use]
pub fn is_wechat_page(user_agent: &str) -> bool {
    let mut wechat = false;
    for part in user_agent.split(' ') {
        if part.starts_with("wxwork/") || part.starts_with("miniProgram/") {
            return false;
        }
        wechat |= part.starts_with("MicroMessenger/");
    }
    wechat
}

fn device(says: &dyn Fn(&str) -> bool) -> Device {
    let any = |words: &[&str]| words.iter().any(|word| says(word));
    if any(&["openharmony", "arkweb"]) {
        Device::Harmony
    } else if any(&["windowswechat", "macwechat", "windows nt"]) {
        Device::Pc
    } else if any(&["iphone", "ipad", "ipod"]) || (says("macintosh") && says("mobile/")) {
        Device::Ios
    } else if says("android") {
        Device::Android
    } else if any(&["macintosh", "x11", "cros"]) {
        Device::Pc
    } else {
        Device::Other
    }
}
