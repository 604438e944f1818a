//! The journeys, an area to a file.

mod builds;
mod check_in;
mod claiming;
mod codes_scan;
mod crash;
mod device;
mod growing;
mod heavy;
mod offline;
mod opening;
mod policy;
mod prompts;
mod standing;
mod trouble;
mod using;
mod widget;
mod without_wasm;
mod worker;
