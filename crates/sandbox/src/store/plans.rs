//! The plans that a brand sells.

use contract::ids::PlanId;
use contract::membership::PlanTerm;
use contract::order::{Plan, PlanList};
use contract::problem::ErrorCode;
use contract::program::Feature;
use rusqlite::{Row, params};

use super::members::Holder;
use super::memberships;
use crate::brand::{Brand, money};
use crate::db::Tx;
use crate::error::{Failure, Outcome};
use crate::rules::membership::{Purchase, bought};
use crate::text::Text;

/// A plan as it is sold.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Stable.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its length.
    pub term: PlanTerm,
    /// What it costs, in minor units.
    pub price: i64,
    /// Whether it renews itself for those who agree.
    pub auto_renews: bool,
}

impl Offered {
    /// What is bought with it.
    #[must_use]
    pub fn purchase(&self, renews: bool) -> Purchase {
        Purchase { term: self.term, price: self.price, renews }
    }
}

/// What a member can buy, and until when it would last.
///
/// # Errors
/// 403 where the brand sells none.
pub fn list(tx: &Tx<'_>, holder: &Holder) -> Outcome<PlanList> {
    sells(holder.brand)?;
    let held = memberships::term(tx, holder)?;
    let mut statement =
        tx.prepare_cached("SELECT * FROM plan WHERE brand = ?1 ORDER BY place, id")?;
    let rows = statement.query_map([holder.brand.id], offered)?;
    let mut plans = Vec::new();
    for plan in rows {
        let plan = plan?;
        plans.push(Plan {
            name: plan.name.to(tx.lang()),
            term: plan.term,
            price: money(plan.price),
            auto_renews: plan.auto_renews,
            valid_until: bought(held, plan.purchase(plan.auto_renews), tx.now()).valid_until,
            benefits: memberships::benefits(tx, &plan.id)?,
            id: PlanId::new(plan.id),
        });
    }
    Ok(PlanList { plans })
}

/// A plan of a brand.
///
/// # Errors
/// 403 where the brand sells none, 422 for a plan that is not the brand's.
pub fn get(tx: &Tx<'_>, brand: &Brand, id: &PlanId) -> Outcome<Offered> {
    sells(brand)?;
    let mut statement = tx.prepare_cached("SELECT * FROM plan WHERE brand = ?1 AND id = ?2")?;
    let mut rows = statement.query_map(params![brand.id, id.as_str()], offered)?;
    Ok(rows.next().ok_or_else(|| Failure::field("plan_id", "UNKNOWN"))??)
}

fn sells(brand: &Brand) -> Outcome<()> {
    if brand.features.contains(&Feature::PaidMembership) {
        Ok(())
    } else {
        Err(Failure::new(ErrorCode::FeatureDisabled))
    }
}

fn offered(row: &Row<'_>) -> rusqlite::Result<Offered> {
    Ok(Offered {
        id: row.get("id")?,
        name: Text::made(row.get::<_, String>("name_zh")?, row.get::<_, String>("name_en")?),
        term: PlanTerm::from_wire(&row.get::<_, String>("term")?),
        price: row.get("price")?,
        auto_renews: row.get("auto_renews")?,
    })
}
