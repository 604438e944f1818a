//! The journeys, an area to a file.

mod check_in;
mod claiming;
mod codes_scan;
mod crash;
mod device;
mod growing;
mod heavy;
mod offline;
mod opening;
mod paying;
mod prompts;
mod standing;
mod trouble;
mod using;
mod wallets;
mod wechat;
mod widget;
mod without_wasm;
mod worker;
