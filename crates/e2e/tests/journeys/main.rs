//! The journeys, an area to a file.

mod builds;
mod check_in;
mod claiming;
mod codes_scan;
mod crash;
mod device;
mod growing;
mod heavy;
mod mini_program;
mod offline;
mod opening;
mod paying;
mod policy;
mod prompts;
mod sign_in;
mod standing;
mod trouble;
mod using;
mod wechat;
mod widget;
mod without_wasm;
mod worker;
