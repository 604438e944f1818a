//! `GET /bootstrap`: the first paint in one call.

use axum::Router;
use axum::routing::get;
use contract::bootstrap::{Bootstrap, Counts};

use super::{card, member, program};
use crate::app::App;
use crate::db::Tx;
use crate::error::Outcome;
use crate::http::reply::Caching;
use crate::http::{Answer, Call};
use crate::store::sessions::Visitor;
use crate::store::{
    changes, check_ins, coupons, memberships, offers, points, prompts, tasks, tiers,
};

/// How many coupons and tasks the home screen shows.
const SHOWN: u32 = 3;

/// The routes below `/v1`.
pub fn routes() -> Router<App> {
    Router::new().route("/bootstrap", get(bootstrap))
}

/// Holds codes, so that no cache may keep it.
async fn bootstrap(call: Call) -> Answer {
    call.visit(Caching::Never, assemble).await
}

fn assemble(tx: &Tx<'_>, visitor: &Visitor) -> Outcome<Bootstrap> {
    let program = program::wire(tx, visitor.brand)?;
    let guest = Bootstrap {
        program,
        member: None,
        membership: None,
        card: None,
        points: None,
        tier: None,
        counts: Counts::default(),
        coupons: Vec::new(),
        check_in: None,
        tasks: Vec::new(),
        prompts: Vec::new(),
        changes_cursor: changes::cursor(tx)?,
    };
    let Some(holder) = &visitor.holder else { return Ok(guest) };
    Ok(Bootstrap {
        member: Some(member::wire(tx, holder)?),
        membership: memberships::current(tx, holder)?,
        card: Some(card::code(tx, holder)?),
        points: Some(points::overview(tx, holder)?),
        tier: Some(tiers::status(tx, holder)?),
        counts: Counts {
            coupons_usable: coupons::count_usable(tx, holder)?,
            offers_claimable: offers::count_claimable(tx, holder)?,
            tasks_claimable: tasks::count_claimable(tx, holder)?,
        },
        coupons: coupons::usable(tx, holder, SHOWN)?,
        check_in: check_ins::current_cycle(tx, holder)?,
        tasks: tasks::next(tx, holder, SHOWN)?,
        prompts: prompts::due(tx, holder, None)?,
        ..guest
    })
}
