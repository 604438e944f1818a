//! `/sandbox/clock`: the backend's time, to look at and to move.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use contract::Instant;
use contract::changes::Resource;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::{from_millis, real_millis};
use crate::db::Occasion;
use crate::error::Failure;
use crate::http::parse;
use crate::store::settings;

/// How far from real time the clock may be moved, in milliseconds: a hundred years.
const FARTHEST_MS: i64 = 100 * 366 * 86_400_000;

#[derive(Serialize)]
pub struct Clock {
    now: Instant,
    real: Instant,
    offset_seconds: i64,
}

#[derive(Deserialize)]
struct Move {
    now: Option<Instant>,
    advance_seconds: Option<i64>,
    #[serde(default)]
    reset: bool,
}

fn clock(app: &App) -> Clock {
    Clock {
        now: app.now(),
        real: from_millis(real_millis()),
        offset_seconds: app.clock().offset() / 1000,
    }
}

pub async fn show(State(app): State<App>) -> Json<Clock> {
    Json(clock(&app))
}

/// `{"now": …}` sets it, `{"advance_seconds": n}` moves it, `{"reset": true}` gives real time.
/// Everything dated follows, and open cards are told. What has expired stays expired when the
/// clock goes back.
pub async fn set(State(app): State<App>, body: Bytes) -> Result<Json<Clock>, Failure> {
    let request: Move = parse(&body)?;
    let offset = match request {
        Move { reset: true, .. } => 0,
        Move { now: Some(now), .. } => now.timestamp_millis().saturating_sub(real_millis()),
        Move { advance_seconds: Some(seconds), .. } => {
            app.clock().offset().saturating_add(seconds.saturating_mul(1000))
        }
        Move { .. } => return Err(Failure::field("now", "REQUIRED")),
    };
    if offset.saturating_abs() > FARTHEST_MS {
        return Err(Failure::field("now", "OUT_OF_RANGE"));
    }
    app.set_clock(offset).await?;
    Ok(Json(clock(&app)))
}

impl App {
    /// Puts the clock `offset` milliseconds ahead of real time, keeps it and tells open cards.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_clock(&self, offset: i64) -> Result<(), Failure> {
        let clock = self.clock().clone();
        let then = from_millis(real_millis().saturating_add(offset));
        self.run(Occasion::at(then), move |tx| {
            settings::set_clock_offset(tx, offset)?;
            for resource in Resource::ALL {
                tx.record_change_for_all(*resource)?;
            }
            clock.set_offset(offset);
            Ok(())
        })
        .await
    }
}
