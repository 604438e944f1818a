//! Checking in by moving the clock.

use contract::check_in::{CheckInResult, CheckInState, CheckIns};
use contract::points::Points;
use contract::problem::ErrorCode;

use crate::client::World;

#[tokio::test]
async fn seven_days_by_the_clock_give_the_seven_day_reward_once() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let before: Points = card.get("/points").await;
    for offset in 0..7 {
        world.at(offset);
        let path = format!("/check-ins/{}", world.day(offset));
        let done: CheckInResult = card.put(&path).await.data();
        assert_eq!(i64::from(done.check_ins.streak), offset + 1);
        assert_eq!(done.reward.coupon.is_some(), offset == 6, "day {offset}");
        let again: CheckInResult = card.put(&path).await.data();
        assert_eq!(again, done, "repeating gives the same");
    }
    let after: Points = card.get("/points").await;
    assert_eq!(after.available - before.available, 2 + 2 + 3 + 3 + 5 + 5 + 50);
    assert_eq!(world.effects("tea-new", "CHECKED_IN").await.len(), 7);
    let issued = world.effects("tea-new", "COUPON_ISSUED").await;
    assert_eq!(issued.iter().filter(|e| e["detail"]["source"] == "CHECK_IN").count(), 1);
    world.at(7);
    let next: CheckInResult = card.put(&format!("/check-ins/{}", world.day(7))).await.data();
    assert_eq!((next.check_ins.streak, next.reward.points), (1, Some(2)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_presses_on_one_day_count_once() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    let path = format!("/check-ins/{}", world.day(0));
    let presses: Vec<_> = (0..10)
        .map(|_| {
            let (card, path) = (card.clone(), path.clone());
            tokio::spawn(async move { card.put(&path).await.data::<CheckInResult>() })
        })
        .collect();
    let mut results = Vec::new();
    for press in presses {
        results.push(press.await.expect("a result"));
    }
    assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(results[0].check_ins.streak, 4);
    assert_eq!(world.effects("tea-growing", "CHECKED_IN").await.len(), 1);
}

#[tokio::test]
async fn another_day_than_the_programmes_today_is_refused_with_the_right_one() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    for offset in [-1, 1] {
        let refused = card.put(&format!("/check-ins/{}", world.day(offset))).await;
        assert_eq!(refused.code(), ErrorCode::CheckInDateMismatch);
        assert_eq!(refused.problem().params.today, Some(world.day(0)));
    }
    let nonsense = card.put("/check-ins/2026-02-31").await;
    assert_eq!(nonsense.code(), ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn the_loyal_member_finishes_the_cycle_today() {
    let world = World::new();
    for brand in ["tea", "hotel"] {
        let card = world.card(brand, "loyal").await;
        let done: CheckInResult = card.put(&format!("/check-ins/{}", world.day(0))).await.data();
        assert_eq!(done.check_ins.streak, 7);
        assert!(done.reward.coupon.is_some() && done.reward.offer_id.is_some());
    }
}

#[tokio::test]
async fn a_missed_day_can_be_made_up_for_points_and_repairs_the_streak() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    let before: Points = card.get("/points").await;
    let calendar: CheckIns = card.get("/check-ins").await;
    let make_up = calendar.make_up.expect("making up");
    assert_eq!(make_up.allowed_dates, [world.day(-5), world.day(-4)]);

    let first: CheckInResult =
        card.put(&format!("/check-ins/{}/make-up", world.day(-4))).await.data();
    assert_eq!(first.check_ins.streak, 4);
    let path = format!("/check-ins/{}/make-up", world.day(-5));
    let second: CheckInResult = card.put(&path).await.data();
    // Five days, the two that were made up, and three: the first seven are a cycle.
    assert!(second.reward.coupon.is_some());
    assert_eq!(second.check_ins.streak, 3);
    let again: CheckInResult = card.put(&path).await.data();
    assert_eq!(again.reward, second.reward);

    let after: Points = card.get("/points").await;
    assert_eq!(after.available - before.available, -2 * 20 + 2 + 50);
    assert_eq!(world.effects("tea-growing", "CHECK_IN_MADE_UP").await.len(), 2);
}

#[tokio::test]
async fn only_allowed_days_can_be_made_up() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    for offset in [-8, -1, 0, 1] {
        let refused = card.put(&format!("/check-ins/{}/make-up", world.day(offset))).await;
        assert_eq!(refused.code(), ErrorCode::MakeUpNotAllowed, "day {offset}");
    }
    let new = world.card("tea", "new").await;
    let before_joining = new.put(&format!("/check-ins/{}/make-up", world.day(-1))).await;
    assert_eq!(before_joining.code(), ErrorCode::MakeUpNotAllowed);
    let joined: CheckIns = new.get("/check-ins").await;
    let states: Vec<_> =
        joined.days.iter().filter(|d| d.date < world.day(0)).map(|d| d.state).collect();
    assert!(states.iter().all(|state| *state == CheckInState::NotInProgram), "{states:?}");
    let poor = world.card("tea", "debt").await;
    let refused = poor.put(&format!("/check-ins/{}/make-up", world.day(-2))).await;
    assert_eq!(refused.code(), ErrorCode::PointsInsufficient);
    assert!(refused.problem().params.missing.is_some_and(|missing| missing > 20));
}

#[tokio::test]
async fn no_more_than_three_days_can_be_made_up_in_a_month() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    // In the middle of a month, so that the week before lies in it.
    let mut offset = 0;
    while chrono::Datelike::day(&world.day(offset)) != 20 {
        offset += 1;
    }
    world.at(offset);
    for back in 1..=3 {
        let made = card.put(&format!("/check-ins/{}/make-up", world.day(offset - back))).await;
        assert!(made.status.is_success(), "{}", made.body);
    }
    let fourth = card.put(&format!("/check-ins/{}/make-up", world.day(offset - 4))).await;
    assert_eq!(fourth.code(), ErrorCode::MakeUpNotAllowed);
    let calendar: CheckIns = card.get("/check-ins").await;
    let make_up = calendar.make_up.expect("making up");
    assert_eq!((make_up.remaining, make_up.allowed_dates.len()), (0, 0));
}

#[tokio::test]
async fn a_months_calendar_has_all_its_days_and_a_bad_month_is_refused() {
    let world = World::new();
    let card = world.card("hotel", "growing").await;
    let leap: CheckIns = card.get("/check-ins?month=2028-02").await;
    assert_eq!(leap.days.len(), 29);
    assert!(leap.days.iter().all(|day| day.state == CheckInState::Future));
    let bad = card.send("GET", "/v1/check-ins?month=2028-13", None, None).await;
    assert_eq!(bad.code(), ErrorCode::ValidationFailed);
}
