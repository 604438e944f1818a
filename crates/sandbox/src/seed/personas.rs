//! The personas' histories. Days count back from the present.

use chrono::Datelike as _;
use contract::points::PointReason;

use super::story::Story;
use crate::brand::{Brand, MEASURE_MONTHS};
use crate::clock::{day_of, start_of};
use crate::db::Tx;
use crate::error::Outcome;
use crate::rules::calendar::months_before;
use crate::text::Text;

static MEMBER_DAY: Text = Text::new("会员日赠送", "Member day gift");
static CHECK_IN: Text = Text::new("签到", "Check-in");
static FREE_DRINK: Text = Text::new("兑换 · 任选饮品", "Redeemed · a drink of your choice");
static ROOM_UPGRADE: Text = Text::new("兑换 · 房型升级", "Redeemed · a room upgrade");

/// Tells every history of a brand but that of `heavy`.
pub(super) fn seed(tx: &Tx<'_>, brand: &'static Brand) -> Outcome<()> {
    Story::join(tx, brand, "new", 0)?.end()?;
    match brand.id {
        "hotel" => hotel(tx, brand),
        _ => tea(tx, brand),
    }
}

fn tea(tx: &Tx<'_>, brand: &'static Brand) -> Outcome<()> {
    // 990 of the 1,000 that Gold needs, all of it within the year that counts.
    let mut growing = Story::join(tx, brand, "growing", 380)?;
    growing.earn(360, 320, PointReason::Campaign, MEMBER_DAY.clone())?;
    growing.buy_all(&[
        (210, 58, 0),
        (188, 46, 0),
        (171, 72, 0),
        (150, 64, 0),
        (133, 55, 0),
        (118, 88, 0),
        (97, 61, 0),
        (83, 49, 0),
        (66, 95, 0),
    ])?;
    growing.spend(60, 200, FREE_DRINK.clone())?;
    growing.buy_all(&[
        (52, 57, 0),
        (40, 76, 0),
        (31, 68, 0),
        (22, 52, 0),
        (15, 47, 0),
        (8, 59, 0),
        (2, 43, 0),
    ])?;
    growing.end()?;

    let mut loyal = Story::join(tx, brand, "loyal", 720)?;
    for step in 0..68_i64 {
        let days = u64::try_from(352 - step * 21 / 4).unwrap_or(0);
        loyal.buy(days, 42 + step * 17 % 31, 0)?;
        if step % 20 == 19 {
            loyal.spend(days, 500, FREE_DRINK.clone())?;
        }
    }
    loyal.end()?;

    let mut silent = Story::join(tx, brand, "silent", 160)?;
    silent.buy_all(&[
        (140, 62, 0),
        (120, 55, 0),
        (98, 71, 0),
        (77, 66, 0),
        (60, 58, 0),
        (45, 69, 0),
        (31, 52, 0),
    ])?;
    silent.end()?;

    let mut expired = Story::join(tx, brand, "expired", 200)?;
    expired.buy_all(&[
        (180, 48, 0),
        (150, 56, 0),
        (121, 62, 0),
        (92, 49, 0),
        (64, 71, 0),
        (38, 54, 0),
        (12, 58, 0),
        (6, 45, 0),
    ])?;
    expired.end()?;

    let mut renewing = Story::join(tx, brand, "renewing", 400)?;
    for step in 0..24_i64 {
        renewing.buy(u64::try_from(171 - step * 7).unwrap_or(0), 48 + step * 13 % 23, 0)?;
    }
    renewing.end()?;

    // Gold was reached in this month of last year by a few large orders, which the year that
    // counts at the review has left behind: 460 of the 700 that keep it.
    let year = a_year_of_months(tx);
    let mut at_risk = Story::join(tx, brand, "at-risk", 420)?;
    at_risk.buy_all(&[(year, 288, 0), (year, 312, 0), (year - 1, 260, 0), (year - 2, 180, 0)])?;
    at_risk.buy_all(&[
        (300, 66, 0),
        (240, 58, 0),
        (180, 72, 0),
        (120, 64, 0),
        (75, 81, 0),
        (40, 57, 0),
        (18, 62, 0),
    ])?;
    at_risk.end()?;

    // 20 + 55 + 10 + 200 - 205 = 80, then the order of 200 goes back: -120.
    let mut debt = Story::join(tx, brand, "debt", 60)?;
    debt.buy(45, 55, 0)?;
    debt.earn(25, 10, PointReason::CheckIn, CHECK_IN.clone())?;
    debt.buy(20, 200, 0)?;
    debt.spend(10, 205, FREE_DRINK.clone())?;
    debt.refund_last(5)?;
    debt.end()
}

fn hotel(tx: &Tx<'_>, brand: &'static Brand) -> Outcome<()> {
    // 19 of 20 nights and 19,000 of 20,000 yuan: one more night, or one more stay's price.
    let mut growing = Story::join(tx, brand, "growing", 380)?;
    growing.buy_all(&[
        (230, 2100, 2),
        (205, 2900, 3),
        (176, 1050, 1),
        (150, 3100, 3),
        (120, 1980, 2),
        (88, 2870, 3),
        (56, 2000, 2),
    ])?;
    growing.spend(45, 3000, ROOM_UPGRADE.clone())?;
    growing.buy_all(&[(30, 2000, 2), (2, 1000, 1)])?;
    growing.end()?;

    let mut loyal = Story::join(tx, brand, "loyal", 1400)?;
    for step in 0..24_i64 {
        let nights = 2 + step % 2;
        let days = u64::try_from(346 - step * 15).unwrap_or(0);
        loyal.buy(days, nights * (1080 + step * 37 % 310), nights)?;
        if step % 9 == 8 {
            loyal.spend(days, 8000, ROOM_UPGRADE.clone())?;
        }
    }
    loyal.end()?;

    let mut silent = Story::join(tx, brand, "silent", 500)?;
    silent.buy_all(&[(300, 2380, 2), (240, 1190, 1), (170, 2560, 2), (91, 1280, 1)])?;
    silent.end()?;

    let mut renewing = Story::join(tx, brand, "renewing", 700)?;
    for step in 0..10_i64 {
        let nights = 2 + i64::from(step % 3 == 0);
        let days = u64::try_from(340 - step * 36).unwrap_or(0);
        renewing.buy(days, nights * (1150 + step * 41 % 260), nights)?;
    }
    renewing.end()?;

    let year = a_year_of_months(tx);
    let mut at_risk = Story::join(tx, brand, "at-risk", 500)?;
    at_risk.buy_all(&[(year, 8200, 7), (year, 7900, 7), (year - 1, 6800, 7)])?;
    at_risk.buy_all(&[(290, 2300, 2), (210, 2050, 2), (130, 2600, 3), (48, 2250, 2)])?;
    at_risk.end()?;

    // 20 + 800 + 1000 - 940 = 880, then the stay of 1000 points goes back: -120.
    let mut debt = Story::join(tx, brand, "debt", 90)?;
    debt.buy(60, 400, 1)?;
    debt.buy(20, 500, 1)?;
    debt.spend(10, 940, ROOM_UPGRADE.clone())?;
    debt.refund_last(5)?;
    debt.end()
}

/// Days since the first of this month of last year: a tier that was reached then has its review
/// at the end of this month.
fn a_year_of_months(tx: &Tx<'_>) -> u64 {
    tx.come_back();
    let today = day_of(tx.now());
    let first = months_before(start_of(today.with_day(1).unwrap_or(today)), MEASURE_MONTHS);
    u64::try_from((today - day_of(first)).num_days()).unwrap_or(0)
}
