//! The seed data is told relative to the present: the personas keep their promise on any day.

use contract::tier::TierOutcome;
use sandbox::db::{Db, Occasion};
use sandbox::seed;
use sandbox::store::{members, points, tiers};

#[test]
fn the_personas_are_right_on_the_awkward_days_of_the_calendar() {
    for day in [
        "2026-12-01T00:00:30+08:00",
        "2026-12-31T23:59:30+08:00",
        "2027-01-01T00:00:00+08:00",
        "2027-02-28T12:00:00+08:00",
        "2027-03-31T08:30:00+08:00",
        "2028-02-29T18:00:00+08:00",
        "2028-03-01T03:00:00+08:00",
    ] {
        let now = chrono::DateTime::parse_from_rfc3339(day).unwrap();
        let db = Db::in_memory().unwrap();
        db.with_tx(Occasion::at(now), |tx| {
            seed::seed(tx)?;
            for brand in ["tea", "hotel"] {
                let member = |persona: &str| members::get(tx, &format!("{brand}-{persona}"));
                let growing = tiers::status(tx, &member("growing")?)?;
                let missing = if brand == "tea" { 10 } else { 1 };
                assert_eq!(growing.measures[0].missing, missing, "{brand} on {day}");
                let at_risk = tiers::status(tx, &member("at-risk")?)?;
                let review = at_risk.current.unwrap();
                assert_eq!(review.rank, 3, "{brand} on {day}");
                assert!(review.valid_until.is_some_and(|until| until > now), "{brand} on {day}");
                let outcome = at_risk.projection.map(|projection| projection.outcome);
                assert_eq!(outcome, Some(TierOutcome::Downgrade), "{brand} on {day}");
                assert_eq!(member("loyal")?.rank(), 4, "{brand} on {day}");
                let debt = points::load(tx, &member("debt")?)?;
                assert_eq!(debt.available(), -120, "{brand} on {day}");
                let joined = member("new")?.joined_at;
                assert!(joined <= now && joined.date_naive() == now.date_naive(), "{day}");
            }
            Ok(())
        })
        .unwrap();
    }
}
