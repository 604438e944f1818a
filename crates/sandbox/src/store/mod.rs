//! What the database holds, one module for each thing: reads it, and applies the rules to it.

pub mod brand_tokens;
pub mod changes;
pub mod check_ins;
pub mod codes;
pub mod coupons;
pub mod growth;
pub mod identities;
pub mod jobs;
pub mod members;
pub mod memberships;
pub mod mini_program;
pub mod offers;
pub mod orders;
pub mod passes;
pub mod plans;
pub mod points;
pub mod prompts;
pub mod purchases;
pub mod scans;
pub mod sessions;
pub mod settings;
pub mod sign_ins;
pub mod tasks;
pub mod tickets;
pub mod tiers;
pub mod wechat_codes;
