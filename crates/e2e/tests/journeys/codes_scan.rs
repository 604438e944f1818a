//! What the running card draws is read by a scanner: every payload, in both symbologies, on every
//! kind of screen.
//!
//! The screens are a pairwise cover: each width comes with each pixel ratio and with each look, and
//! each ratio with each look. The symbol is cut out of the screen as wide as the window, in the
//! screen's own pixels. Where a module has only one of them the scanner looks twice as closely:
//! zbar does not tell lines apart that are as fine as its picture.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use e2e::{Engine, Journey, Setting, by_test_id, journey_in, zbar};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::sleep;

const MEMBER: &str = "tea-growing";

/// CSS pixels.
const WIDTHS: [u32; 6] = [320, 360, 390, 412, 768, 1280];

/// Device pixels for each CSS pixel.
const RATIOS: [f64; 4] = [1.0, 2.0, 2.75, 3.0];

/// How many payloads all screens show together: 21 each.
const PAYLOADS: usize = 504;

/// The longest of the payloads.
const LONGEST: usize = 40;

/// How the card looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Light,
    Dark,
    /// A brand with the loudest colours that there are.
    Loud,
}

const LOOKS: [Look; 3] = [Look::Light, Look::Dark, Look::Loud];

/// What a brand's theme sets on the page, and the surfaces too, in colours that no symbol could be
/// read on. No brand of the sandbox has them, so they are set over the brand's own.
const LOUD: &str = "const set = (name, value) => \
         document.documentElement.style.setProperty(name, value, 'important'); \
     const loud = { page: '#ff00c8', raised: '#ffe600', sunken: '#00ff3c', text: '#0000ff', \
         'text-weak': '#7a00ff', accent: '#ff2a00', 'on-accent': '#00fff2', \
         'accent-text': '#d000ff', 'accent-weak': '#39ff14', 'on-accent-weak': '#ff0051', \
         secondary: '#00e1ff', 'face-from': '#ff00ff', 'face-to': '#00ffff', \
         'face-ink': '#ffff00', hairline: '#ff0000', edge: '#0000ff' }; \
     for (const name in loud) set('--' + name, loud[name]); \
     for (const name of ['s', 'm', 'l']) set('--radius-' + name, '40px')";

/// One kind of screen.
#[derive(Clone, Copy, Debug)]
struct Screen {
    width: u32,
    ratio: f64,
    look: Look,
}

/// Every width with every ratio; the looks go round so that they meet every width and every ratio.
fn screens() -> Vec<Screen> {
    let mut screens = Vec::new();
    for (row, width) in WIDTHS.into_iter().enumerate() {
        for (column, ratio) in RATIOS.into_iter().enumerate() {
            let look = LOOKS.into_iter().cycle().nth(row + column).unwrap_or(Look::Light);
            screens.push(Screen { width, ratio, look });
        }
    }
    // A look after the other: each is opened once.
    screens.sort_by_key(|screen| screen.look);
    screens
}

impl Screen {
    fn height(self) -> u32 {
        if self.width < 700 { 780 } else { 1000 }
    }

    /// The most characters for which the card is asked to draw bars here, whatever they are.
    ///
    /// The card gives bars the width of the window but for 48 pixels, at most 420, and each module
    /// a whole number of device pixels, at least one. A Code 128 has 11 modules for each character
    /// besides start, check and stop, 35 together, and 20 of quiet zone. What is longer has no room
    /// on such a screen in any drawing; a brand whose values are longer offers its members a QR
    /// Code.
    fn longest_bars(self) -> usize {
        let room = f64::from((self.width - 48).min(420)) * self.ratio;
        ((room as usize - 55) / 11).min(LONGEST)
    }
}

/// Numbers as random as a payload has to be, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn text(&mut self, length: usize, first: u8, last: u8) -> String {
        let count = usize::from(last - first) + 1;
        (0..length).map(|_| char::from(first + self.below(count) as u8)).collect()
    }

    fn upper(&mut self, length: usize) -> String {
        let either = |dice: &mut Self| if dice.below(3) == 0 { (b'0', b'9') } else { (b'A', b'Z') };
        let mut text = String::new();
        for _ in 0..length {
            let (first, last) = either(self);
            text += &self.text(1, first, last);
        }
        text
    }
}

/// The payloads of a screen: of ten each six tokens as the brands issue them, and of what others
/// issue the longest that this screen takes, member numbers, letters and any printable ASCII.
fn payloads(dice: &mut Dice, screen: Screen, count: usize) -> Vec<String> {
    let longest = screen.longest_bars();
    let mut payloads = BTreeSet::new();
    while payloads.len() < count {
        let prefix = if dice.below(2) == 0 { "91" } else { "92" };
        let payload = match payloads.len() % 10 {
            0..6 => format!("{prefix}{}", dice.text(18, b'0', b'9')),
            6 => dice.text(12, b'0', b'9'),
            7 => {
                let length = 6 + dice.below(longest.min(24) - 5);
                dice.upper(length)
            }
            8 => {
                let length = 1 + dice.below(longest);
                dice.text(length, b' ', b'~')
            }
            _ => dice.text(longest, b' ', b'~'),
        };
        if !payload.trim().is_empty() {
            payloads.insert(payload);
        }
    }
    payloads.into_iter().collect()
}

/// Runs of digits in groups of four, as they stand below a symbol.
fn grouped(text: &str) -> String {
    let (mut grouped, mut run) = (String::new(), 0);
    for character in text.chars() {
        run = if character.is_ascii_digit() { run + 1 } else { 0 };
        if run > 1 && run % 4 == 1 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

/// Opens the code in a look.
async fn open(journey: &Journey, look: Look) -> Result<()> {
    let scheme = if look == Look::Dark { "dark" } else { "light" };
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    journey.devtools("Emulation.setEmulatedMedia", media).await?;
    journey.card.open("tea", "growing", "en").await?;
    if look == Look::Loud {
        journey.card.run(LOUD, Vec::new()).await?;
    }
    journey.card.go("#/code").await?;
    journey.card.wait_code("").await.map(|_| ())
}

/// Gives the open card another screen.
async fn set(journey: &Journey, screen: Screen) -> Result<()> {
    let Screen { width, ratio, .. } = screen;
    let metrics = json!({
        "width": width, "height": screen.height(), "deviceScaleFactor": ratio, "mobile": width < 700,
    });
    journey.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
    // No window of a member changes its ratio and nothing else, for which there would be no event.
    let script = "dispatchEvent(new Event('resize')); return [innerWidth, devicePixelRatio]";
    let is = journey.card.run(script, Vec::new()).await?;
    let is = (is.pointer("/0").and_then(Value::as_u64), is.pointer("/1").and_then(Value::as_f64));
    ensure!(is == (Some(width.into()), Some(ratio)), "the window of {screen:?} is {is:?}");
    Ok(())
}

/// Shows a value in a symbology and returns where the symbol is, as high as it is and as wide as
/// the window, once its modules cover whole device pixels.
async fn show(journey: &Journey, payload: &str, bars: bool) -> Result<Value> {
    let script = "const [digits, bars] = arguments; \
         const symbol = document.querySelector('[data-testid=member-code]'); \
         const tab = document.querySelectorAll('[role=tab]')[bars ? 1 : 0]; \
         if (!symbol || !tab) return null; \
         if (tab.getAttribute('aria-selected') !== 'true') { tab.click(); return null } \
         if (symbol.dataset.format !== (bars ? 'CODE_128' : 'QR_CODE')) return null; \
         if (document.querySelector('.code-digits')?.textContent !== digits) return null; \
         const { x, y, width, height } = symbol.getBoundingClientRect(); \
         return { x, y, width, height, modules: symbol.viewBox.baseVal.width }";
    let arguments = vec![json!(grouped(payload)), json!(bars)];
    for _ in 0..1_500 {
        let found = journey.card.run(script, arguments.clone()).await?;
        if !found.is_null() {
            return Ok(found);
        }
        sleep(Duration::from_millis(20)).await;
    }
    bail!("'{payload}' does not come, bars: {bars}")
}

/// Takes a picture of the symbol and what surrounds it, and whether it has to be looked at closely.
async fn picture(journey: &Journey, screen: Screen, at: &Value) -> Result<(Vec<u8>, bool)> {
    let side = |name: &str| at.get(name).and_then(Value::as_f64).context("no place");
    let (x, width) = (side("x")?, side("width")?);
    let per_module = width * screen.ratio / side("modules")?;
    ensure!((per_module - per_module.round()).abs() < 0.01, "{per_module} pixels for a module");
    ensure!(per_module.round() >= 1.0, "{per_module} pixels for a module");
    ensure!(x >= 0.0 && x + width <= f64::from(screen.width), "it sticks out: {at}");
    let clip = json!({
        "x": 0, "y": (side("y")? - 12.0).max(0.0), "width": screen.width,
        "height": side("height")? + 24.0, "scale": 1,
    });
    Ok((journey.cut(&clip).await?, per_module < 1.5))
}

#[tokio::test]
async fn every_code_on_every_screen_is_read_and_says_what_it_should() -> Result<()> {
    // A thousand pictures.
    let setting = Setting { longest: Duration::from_secs(480), ..Setting::of(Engine::Chromium)? };
    journey_in(setting, async |journey| {
        let folder = tempfile::tempdir()?;
        let screens = screens();
        let mut dice = Dice(1);
        let mut readings = JoinSet::new();
        let mut taken = 0;
        let mut looks = None;
        for (number, screen) in screens.iter().copied().enumerate() {
            if looks.replace(screen.look) != Some(screen.look) {
                open(journey, screen.look).await?;
            }
            set(journey, screen).await?;
            let payloads = payloads(&mut dice, screen, PAYLOADS / screens.len());
            let (mut pictures, mut values) = (Vec::<PathBuf>::new(), Vec::new());
            for payload in &payloads {
                journey.sandbox.place_codes(MEMBER, &[payload]).await?;
                for bars in [false, true] {
                    let says = || format!("{screen:?}, bars: {bars}, '{payload}'");
                    let at = show(journey, payload, bars).await.with_context(says)?;
                    let (png, fine) = picture(journey, screen, &at).await.with_context(says)?;
                    let png = if fine { zbar::closer(&png)? } else { png };
                    let ending = if fine { "pgm" } else { "png" };
                    let file = format!("{number}-{}.{ending}", pictures.len());
                    let file = folder.path().join(file);
                    std::fs::write(&file, png)?;
                    pictures.push(file);
                    values.push(payload.clone());
                }
            }
            // The last one still stands: the till knows it too.
            let last = payloads.last().context("no payload")?;
            let answer = journey.sandbox.scan(last).await?;
            ensure!(answer == 200, "{screen:?}, '{last}': the till answers {answer}");
            journey.card.press(&by_test_id("next-code")).await?;
            taken += 1;
            readings.spawn_blocking(move || {
                let mut wrong = Vec::new();
                for ((read, should), file) in
                    zbar::read(&pictures)?.iter().zip(&values).zip(&pictures)
                {
                    if read != std::slice::from_ref(should) {
                        let file = file.display();
                        wrong.push(format!("{screen:?}, {file}: '{should}' is read as {read:?}"));
                    }
                }
                Ok::<_, anyhow::Error>((values.len(), wrong))
            });
        }
        let (mut read, mut wrong) = (0, Vec::new());
        while let Some(outcome) = readings.join_next().await {
            let (count, found) = outcome??;
            read += count;
            wrong.extend(found);
        }
        if !wrong.is_empty() {
            // Somebody will want to look at the pictures.
            let _ = folder.keep();
            bail!("{} of {read} codes: {wrong:#?}", wrong.len());
        }
        ensure!(read == 2 * PAYLOADS && taken >= 20, "{read} read, {taken} taken");
        println!("{read} codes read, {taken} taken by the till");
        Ok(())
    })
    .await
}

#[test]
fn the_screens_are_a_pairwise_cover() {
    let screens = screens();
    let pairs = |pair: &dyn Fn(&Screen) -> (String, String)| {
        screens.iter().map(pair).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(pairs(&|s| (s.width.to_string(), s.ratio.to_string())), 6 * 4);
    assert_eq!(pairs(&|s| (s.width.to_string(), format!("{:?}", s.look))), 6 * 3);
    assert_eq!(pairs(&|s| (s.ratio.to_string(), format!("{:?}", s.look))), 4 * 3);
}
