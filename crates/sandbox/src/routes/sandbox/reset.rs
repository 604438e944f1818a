//! `POST /sandbox/reset`: the seed data again, real time, no faults. Sessions stay, so that an
//! open card goes on with fresh data.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::{from_millis, real_millis};
use crate::db::Occasion;
use crate::error::Failure;
use crate::seed;

pub async fn reset(State(app): State<App>) -> Result<Json<Value>, Failure> {
    app.reset().await?;
    Ok(Json(json!({ "now": app.now() })))
}

impl App {
    /// Seeds again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reset(&self) -> Result<(), Failure> {
        self.faults().clear();
        let clock = self.clock().clone();
        self.run(Occasion::at(from_millis(real_millis())), move |tx| {
            seed::again(tx)?;
            clock.set_offset(0);
            Ok(())
        })
        .await
    }
}
