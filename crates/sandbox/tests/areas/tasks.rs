//! Tasks: progress from what happened, a reward once.

use axum::http::StatusCode;
use contract::points::Points;
use contract::problem::ErrorCode;
use contract::task::{Task, TaskClaim, TaskKind, TaskList, TaskState};
use serde_json::json;

use crate::client::{Card, World};

async fn task(card: &Card, id: &str) -> Task {
    let list: TaskList = card.get("/tasks").await;
    list.tasks.into_iter().find(|task| task.id.as_str() == id).expect("the task")
}

#[tokio::test]
async fn the_list_has_every_kind_and_puts_what_can_be_claimed_first() {
    let world = World::new();
    let card = world.card("tea", "growing").await;
    let list: TaskList = card.get("/tasks").await;
    for kind in [
        TaskKind::Profile,
        TaskKind::FirstOrder,
        TaskKind::SpendTarget,
        TaskKind::OrderCount,
        TaskKind::CheckInStreak,
        TaskKind::VisitStore,
    ] {
        assert!(list.tasks.iter().any(|task| task.kind == kind), "{kind:?}");
    }
    assert_eq!(list.tasks[0].state, TaskState::Claimable);
    assert_eq!(task(&card, "tea-spend-more").await.state, TaskState::Locked);
    assert_eq!(task(&card, "tea-survey").await.state, TaskState::Expired);
}

#[tokio::test]
async fn spending_a_thousand_brings_the_gift_once() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let before = task(&card, "tea-spend").await;
    assert_eq!((before.progress.value, before.progress.target), (0, 100_000));
    let early = card.post("/tasks/tea-spend/claims", "early").await;
    assert_eq!(early.code(), ErrorCode::TaskNotComplete);

    world.purchase(json!({ "member_id": "tea-new", "amount": 64_000 })).await;
    let half = task(&card, "tea-spend").await;
    assert_eq!((half.state, half.progress.value), (TaskState::InProgress, 64_000));
    world.purchase(json!({ "member_id": "tea-new", "amount": 50_000 })).await;
    let full = task(&card, "tea-spend").await;
    assert_eq!((full.state, full.progress.value), (TaskState::Claimable, 100_000));

    let claim: TaskClaim = card.post("/tasks/tea-spend/claims", "k").await.data();
    assert_eq!(claim.task.state, TaskState::Claimed);
    assert!(claim.reward.gift.is_some() && claim.reward.coupon.is_some());
    assert!(card.post("/tasks/tea-spend/claims", "k").await.replayed);
    let other = card.post("/tasks/tea-spend/claims", "other").await;
    assert_eq!((other.status, other.code()), (StatusCode::CONFLICT, ErrorCode::AlreadyClaimed));
    let issued = world.effects("tea-new", "COUPON_ISSUED").await;
    assert_eq!(issued.iter().filter(|e| e["detail"]["source"] == "TASK").count(), 1);
    let next = task(&card, "tea-spend-more").await;
    assert_eq!((next.state, next.progress.value), (TaskState::InProgress, 114_000));
}

#[tokio::test]
async fn a_refund_takes_progress_back() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    let receipt = world.purchase(json!({ "member_id": "tea-new", "amount": 3_000 })).await;
    assert_eq!(task(&card, "tea-first-order").await.state, TaskState::Claimable);
    world.refund(receipt.body["order"].as_str().expect("an order")).await;
    assert_eq!(task(&card, "tea-first-order").await.state, TaskState::Available);
    assert_eq!(task(&card, "tea-spend").await.progress.value, 0);
}

#[tokio::test]
async fn a_monthly_task_begins_again_with_the_month() {
    let world = World::new();
    let card = world.card("tea", "new").await;
    for _ in 0..3 {
        world.purchase(json!({ "member_id": "tea-new", "amount": 2_000 })).await;
    }
    let before: Points = card.get("/points").await;
    let claim: TaskClaim = card.post("/tasks/tea-three-orders/claims", "k").await.data();
    assert_eq!(claim.reward.points, Some(50));
    let after: Points = card.get("/points").await;
    assert_eq!(after.available - before.available, 50);
    let deadline = claim.task.deadline.expect("the month's end");
    world.set(deadline);
    let next = task(&card, "tea-three-orders").await;
    assert_eq!((next.state, next.progress.value), (TaskState::Available, 0));
}

#[tokio::test]
async fn a_streak_of_seven_days_completes_its_task() {
    let world = World::new();
    let card = world.card("tea", "loyal").await;
    assert_eq!(task(&card, "tea-streak").await.progress.value, 6);
    let done = card.put(&format!("/check-ins/{}", world.day(0))).await;
    assert!(done.changed().contains(&"tasks".to_owned()));
    assert_eq!(task(&card, "tea-streak").await.state, TaskState::Claimable);
    world.at(3);
    assert_eq!(task(&card, "tea-streak").await.state, TaskState::Claimable);
}
