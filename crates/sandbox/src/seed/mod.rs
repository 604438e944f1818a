//! The seed data: both brands' members with their histories, told relative to the present and
//! lived through by the same rules as everybody's.

pub mod areas;
mod heavy;
mod personas;
mod story;

use contract::changes::Resource;

use crate::brand::BRANDS;
use crate::db::Tx;
use crate::error::Outcome;
use crate::store::{identities, settings};
use crate::text::Text;

/// One of the seeded members.
#[derive(Debug)]
pub struct Persona {
    /// Stable; the member's id is `{brand}-{id}`.
    pub id: &'static str,
    /// The nickname that the member typed.
    pub name: Text,
    /// What there is to see, for the sandbox's page.
    pub about: Text,
}

/// Every persona. A guest is nobody yet; `expired` is the low-ticket brand's only.
pub static PERSONAS: [Persona; 10] = [
    Persona {
        id: "guest",
        name: Text::new("访客", "Guest"),
        about: Text::new("还不是会员", "Not a member yet"),
    },
    Persona {
        id: "new",
        name: Text::new("早安", "Morning"),
        about: Text::new("今天刚加入", "Joined today"),
    },
    Persona {
        id: "growing",
        name: Text::new("微风", "Breeze"),
        about: Text::new("离下一等级只差一点", "A step from the next tier"),
    },
    Persona {
        id: "loyal",
        name: Text::new("山间", "Hillside"),
        about: Text::new("最高等级", "At the top"),
    },
    Persona {
        id: "silent",
        name: Text::new("远山", "Far Hills"),
        about: Text::new("一个复购周期没来了", "Away for a repurchase cycle"),
    },
    Persona {
        id: "expired",
        name: Text::new("午后", "Afternoon"),
        about: Text::new("付费会员三天前到期", "Paid plan ended three days ago"),
    },
    Persona {
        id: "renewing",
        name: Text::new("溪流", "Brook"),
        about: Text::new("五天后自动续费", "Renews itself in five days"),
    },
    Persona {
        id: "at-risk",
        name: Text::new("月光", "Moonlight"),
        about: Text::new("下次评定会降级", "Would lose the tier at the review"),
    },
    Persona {
        id: "debt",
        name: Text::new("雨天", "Rainy Day"),
        about: Text::new("退款后积分为负", "Negative points after a refund"),
    },
    Persona {
        id: "heavy",
        name: Text::new("繁星", "Starry Sky"),
        about: Text::new("一千张券，一万条积分", "1,000 coupons, 10,000 entries"),
    },
];

/// Fills an empty database.
///
/// # Errors
/// When the database fails.
pub fn seed(tx: &Tx<'_>) -> Outcome<()> {
    for brand in BRANDS {
        personas::seed(tx, brand)?;
        heavy::seed(tx, brand)?;
    }
    tx.come_back();
    areas::seed(tx)?;
    identities::link_all(tx)?;
    settings::mark_seeded(tx)
}

/// Empties the database and fills it again. Sessions stay, and so does the log of changes, whose
/// cursors open cards hold; they are told that everything changed.
///
/// # Errors
/// When the database fails.
pub fn again(tx: &Tx<'_>) -> Outcome<()> {
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut statement = tx.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT IN ('session', 'session_token', 'change_log')",
    )?;
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for table in tables {
        tx.execute_batch(&format!("DELETE FROM \"{table}\""))?;
    }
    seed(tx)?;
    for resource in Resource::ALL {
        tx.record_change_for_all(*resource)?;
    }
    Ok(())
}
