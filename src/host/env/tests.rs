//! Real strings, as public code has recorded them, and what no string may do.

use proptest::prelude::*;

use super::{App, Device, Env, Signals, is_wechat_page};

const WECHAT: App = App::WeChat { mini_program: false, dev_tools: false };
const WEB_VIEW: App = App::WeChat { mini_program: true, dev_tools: false };
const TOOLS: App = App::WeChat { mini_program: false, dev_tools: true };

/// A user agent, and where it is from.
const RECORDED: &[(App, Device, &str)] = &[
    (
        WECHAT,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 14; M2102K1C Build/UKQ1.231207.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.173 Mobile Safari/537.36 XWEB/1420273 MMWEBSDK/20260101 MMWEBID/3026 MicroMessenger/8.0.68.3020(0x28004458) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64",
    ),
    (
        WECHAT,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 12; NOH-AN01 Build/HUAWEINOH-AN01; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380215 MMWEBSDK/20250804 MMWEBID/6140 MicroMessenger/8.0.63.2920(0x28003F3A) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64",
    ),
    (
        WECHAT,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 9; SM-G9550 Build/PPR1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/77.0.3865.120 MQQBrowser/6.2 TBS/045709 Mobile Safari/537.36 MMWEBID/2093 MicroMessenger/8.0.7.1920(0x28000737) Process/toolsmp WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
    ),
    (
        WEB_VIEW,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 14; M2102K1C Build/UKQ1.231207.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.7444.173 Mobile Safari/537.36 XWEB/1420273 MMWEBSDK/20260101 MMWEBID/3026 MicroMessenger/8.0.68.3020(0x28004458) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64 miniProgram/wx9c825da1a7ba062e",
    ),
    // What a mini-program itself asks for is no page.
    (
        WECHAT,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MMWEBSDK/20240301 MMWEBID/9871 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64 MiniProgramEnv/android",
    ),
    (
        WECHAT,
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.75(0x18004b57) NetType/WIFI Language/zh_CN",
    ),
    (
        WEB_VIEW,
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.73(0x18004926) NetType/WIFI Language/zh_CN miniProgram/wx1ddeb67115f30d1a",
    ),
    (
        WECHAT,
        Device::Pc,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) UnifiedPCWindowsWechat(0xf2541a35) XWEB/19977 Flue",
    ),
    (
        WECHAT,
        Device::Pc,
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) MicroMessenger/6.8.0(0x16080000) MacWechat/3.3(0x13030013) NetType/WIFI WindowsWechat",
    ),
    (
        WECHAT,
        Device::Pc,
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI MiniProgramEnv/Mac MacWechat/WMPF MacWechat/3.8.7(0x13080712) UnifiedPCMacWechat(0xf2641c1d) XWEB/25300",
    ),
    (
        WECHAT,
        Device::Pc,
        "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/81.0.4044.138 Safari/537.36 MicroMessenger/7.0.9.501 NetType/WIFI MiniProgramEnv/Windows WindowsWechat",
    ),
    // Four of HarmonyOS; the versions are what WeChat said there in 2025.
    (
        WECHAT,
        Device::Harmony,
        "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile  MicroMessenger/8.0.10.36(0xf3100a24) Weixin NetType/4G Language/zh_CN MMWEBID/6994 MMWEBSDK/202508070004 XWEB/1140319",
    ),
    (
        WECHAT,
        Device::Harmony,
        "Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/4G Language/zh_CN MMWEBID/8058 MMWEBSDK/202508070004 XWEB/1140319",
    ),
    (
        WECHAT,
        Device::Harmony,
        "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36  ArkWeb/4.1.6.1 Mobile MicroMessenger/1.0.5",
    ),
    (
        App::Browser,
        Device::Harmony,
        "Mozilla/5.0 (Phone; OpenHarmony 6.1; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36ArkWeb/6.1.0.120 Mobile HuaweiBrowser/6.1.6.310",
    ),
    (
        App::Browser,
        Device::Harmony,
        "Mozilla/5.0 (Tablet; OpenHarmony 6.1; Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.0.0 Safari/537.36ArkWeb/6.1.0.120 HuaweiBrowser/6.1.6.310",
    ),
    (
        TOOLS,
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 10_3_1 like Mac OS X) AppleWebKit/603.1.3 (KHTML, like Gecko) Version/10.0 Mobile/14E304 Safari/602.1 wechatdevtools/1.06.2209190 MicroMessenger/8.0.5 Language/zh_CN webview/",
    ),
    // Both names: WeCom is asked about first.
    (
        App::WeCom,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 15; V2324A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380347 MMWEBSDK/20250202 MMWEBID/6351 wxwork/5.0.6.66174 MicroMessenger/8.0.28.48(0x28001c30) MiniProgramEnv/android Luggage/4.0.2 NetType/WIFI Language/zh_CN ABI/arm64",
    ),
    (
        App::WeCom,
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)  Mobile/15E148 wxwork/3.1.16 MicroMessenger/7.0.1 Language/zh ColorScheme/Dark",
    ),
    (
        App::Alipay { mini_program: false },
        Device::Android,
        "Mozilla/5.0 (Linux; U; Android 9; zh-CN; MI MAX 3 Build/PKQ1.190223.001) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/57.0.2987.108 UCBrowser/11.8.8.968 UWS/2.13.2.91 Mobile Safari/537.36 UCBS/2.13.2.91_190617211143 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:4G,ws:393|0|2.75) AliApp(AP/10.1.68.7434) AlipayClient/10.1.68.7434 Language/zh-Hans useStatusBar/true isConcaveScreen/false Region/CN",
    ),
    (
        App::Alipay { mini_program: false },
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 13_1_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/17A878 ChannelId(3) NebulaSDK/1.8.100112 Nebula WK PSDType(1) AlipayDefined(nt:WIFI,ws:414|832|2.0) AliApp(AP/10.1.80.6060) AlipayClient/10.1.80.6060 Alipay Language/zh-Hans Region/CN",
    ),
    (
        App::Alipay { mini_program: true },
        Device::Android,
        "Mozilla/5.0 (Linux; Android 12; BLK-AL80 Build/HUAWEIBLK-AL80; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.122 MYWeb/1.3.126.250916150540 UWS/3.22.2.9999 UCBS/3.22.2.9999_220000000000 Mobile Safari/537.36 NebulaSDK/1.8.100112 Nebula AlipayDefined(nt:4G,ws:320|0|3.3875,ac:sp) AliApp(AP/10.7.86.8000) AlipayClient/10.7.86.8000 Language/zh-Hans useStatusBar/true isConcaveScreen/true Region/CNAriver/10.7.86.8000 MiniProgram APXWebView DTN/2.0",
    ),
    (
        App::Douyin { mini_program: true },
        Device::Android,
        "Mozilla/5.0 (Linux; Android 13; 22081212C Build/TKQ1.220829.002; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/129.0.6668.54 Mobile Safari/537.36 aweme/32.9.0 ToutiaoMicroApp/3.56.0 PluginVersion/32909009",
    ),
    (
        App::Douyin { mini_program: false },
        Device::Android,
        "Mozilla/5.0 (Linux; Android 10; HD1900 Build/QKQ1.190716.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/75.0.3770.156 Mobile Safari/537.36 aweme_230400 JsSdk/1.0 NetType/WIFI AppName/aweme app_version/23.4.0 ByteLocale/zh-CN Region/CN AppSkin/white AppTheme/light BytedanceWebview/d8a21c6 WebView/075113004008",
    ),
    // Of Alibaba's other apps none is Alipay.
    (
        App::Browser,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 13; PEPM00; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/91.0.4472.114 Mobile Safari/537.36 AliApp(TB/10.20.0) WindVane/8.5.0",
    ),
    (
        App::Browser,
        Device::Ios,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
    ),
    (
        App::Browser,
        Device::Android,
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36",
    ),
    (
        App::Browser,
        Device::Pc,
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
    ),
    (App::Browser, Device::Other, ""),
];

fn detect(user_agent: &str) -> Env {
    Env::detect(user_agent, Signals::default())
}

#[test]
fn what_was_recorded_is_told_apart() {
    for (app, device, user_agent) in RECORDED {
        let env = detect(user_agent);
        assert_eq!((env.app, env.device), (*app, *device), "{user_agent}");
    }
}

#[test]
fn the_short_question_has_the_same_answer() {
    for (app, _, user_agent) in RECORDED {
        let page = matches!(app, App::WeChat { mini_program: false, .. });
        assert_eq!(is_wechat_page(user_agent), page, "{user_agent}");
    }
}

#[test]
fn a_mini_program_may_say_so_in_the_page_alone_and_nobody_else_may() {
    let signals = Signals { wxjs_environment: Some("miniprogram"), framed: false };
    for (app, _, user_agent) in RECORDED {
        let told = Env::detect(user_agent, signals).app;
        match app {
            App::WeChat { dev_tools, .. } => {
                assert_eq!(told, App::WeChat { mini_program: true, dev_tools: *dev_tools });
            }
            other => assert_eq!(told, *other),
        }
    }
}

#[test]
fn a_frame_is_noted_in_every_app() {
    let signals = Signals { framed: true, ..Signals::default() };
    for (app, device, user_agent) in RECORDED {
        let framed = Env { app: *app, device: *device, framed: true };
        assert_eq!(Env::detect(user_agent, signals), framed);
    }
}

fn any_recorded() -> impl Strategy<Value = &'static str> {
    prop::sample::select(RECORDED.iter().map(|(_, _, text)| *text).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_string_is_too_much(user_agent in "\\PC*", word in "\\PC*") {
        let _ = Env::detect(&user_agent, Signals { wxjs_environment: Some(&word), framed: true });
    }

    #[test]
    fn the_case_of_letters_does_not_count(
        user_agent in any_recorded(),
        flips in prop::collection::vec(any::<bool>(), 1..64)
    ) {
        let flipped: String = user_agent
            .chars()
            .zip(flips.iter().cycle())
            .map(|(c, flip)| if *flip { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect();
        prop_assert_eq!(detect(&flipped), detect(user_agent));
    }

    #[test]
    fn a_version_number_never_changes_what_it_is(
        user_agent in any_recorded(),
        digits in prop::collection::vec(0..10_u32, 1..64)
    ) {
        let mut digits = digits.iter().cycle();
        let other: String = user_agent
            .chars()
            .map(|c| match digits.next().and_then(|digit| char::from_digit(*digit, 10)) {
                Some(digit) if c.is_ascii_digit() => digit,
                _ => c,
            })
            .collect();
        // `x11` is a name and no version.
        let other = if user_agent.contains("X11") { user_agent.to_owned() } else { other };
        prop_assert_eq!(detect(&other), detect(user_agent));
    }
}
