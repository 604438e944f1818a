//! The journeys, an area to a file.

mod check_in;
mod claiming;
mod device;
mod growing;
mod heavy;
mod opening;
mod prompts;
mod standing;
mod trouble;
mod using;
