//! Reviews, as the clock moves.

use super::client::{Client, DAY};

#[tokio::test]
async fn at_risk_falls_one_tier_at_the_review_and_only_one() {
    let client = Client::new();
    let before = client.ledger("tea-at-risk").await["tier"].clone();
    assert_eq!(before["current"]["id"], "gold");
    client.advance(46 * DAY).await;
    let after = client.ledger("tea-at-risk").await["tier"].clone();
    assert_eq!(after["current"]["id"], "green-leaf");
    assert_eq!(after["last_change"]["reason"], "EXPIRED");
    assert_eq!(after["last_change"]["at"], before["current"]["valid_until"]);
}

#[tokio::test]
async fn years_of_absence_are_reviewed_one_by_one() {
    let client = Client::new();
    client.advance(4 * 366 * DAY).await;
    let ledger = client.ledger("tea-loyal").await;
    assert_eq!(ledger["tier"]["current"]["rank"], 1);
    let changes = client.effects("tea-loyal", "TIER_CHANGED").await;
    assert!(changes.len() >= 3, "{changes:?}");
    assert_eq!(ledger["points"]["available"], 0);
    assert_eq!(ledger["entry_sum"], 0);
}
