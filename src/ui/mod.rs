//! What screens are made of. A part knows neither the API nor any text: what it shows and what it
//! says to a screen reader are arguments. Each returns an [`El`], to which a screen may add its
//! test id, attributes and children; colours come from `style/tokens.css` alone.

mod badge;
mod bottom_bar;
mod button;
mod calendar;
mod check_strip;
mod code_panel;
mod el;
mod el_attributes;
mod el_view;
mod face;
mod face_pattern;
mod field;
mod icon;
mod modal;
mod notice;
mod number;
mod page;
mod progress;
mod prompt_card;
mod row;
mod section;
mod sheet;
mod skeleton;
mod stat;
mod tabs;
mod text;
mod ticket;
mod tier_path;
mod toast;
mod top_bar;

pub use badge::{Tone, badge};
pub use bottom_bar::{Way, bottom_bar};
pub use button::{Look, busy_button, button, icon_button, link_button, off_button, stroke_button};
pub use calendar::{Day, DayState, calendar};
pub use check_strip::{Place, PlaceState, check_strip};
pub use code_panel::{
    StepButton, Symbol, code_layer, confirmation, countdown, member_number, step_buttons, symbol,
};
pub use el::{Child, El, Value, dynamic, el, nothing, svg};
pub use face::{Face, Material, face};
pub use face_pattern::Pattern;
pub use field::{Field, field};
pub use icon::{Icon, Stroke, drawn, icon};
pub use notice::{Notice, notice};
pub use number::{Figure, Size, live_number, number};
pub use page::{page, wide_page};
pub use progress::progress;
pub use prompt_card::{Prompt, prompt_card};
pub use row::{link_row, press_row, row, rows};
pub use section::{More, section};
pub use sheet::{SheetText, sheet};
pub use skeleton::{Shape, skeleton};
pub use stat::{stat, stats};
pub use tabs::{Tab, tabs};
pub use text::{spoken, unique_id};
pub use ticket::{Ticket, TicketState, ticket};
pub use tier_path::{Step, StepState, tier_path};
pub use toast::{Toast, toast_host, toasts};
pub use top_bar::{Back, top_bar};
