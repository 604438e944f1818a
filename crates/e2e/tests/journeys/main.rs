//! The journeys, an area to a file.

mod check_in;
mod claiming;
mod growing;
mod heavy;
mod opening;
mod prompts;
mod trouble;
mod using;
