//! The icons: strokes on a grid of 24, drawn for the card, all from one table.

use super::el::{El, svg};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        /// An icon. It decorates: what it means stands in a text beside it or in a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            /// The path, in a box of 24 by 24.
            const fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    /// Home.
    Home = "M4 11l8-6.5 8 6.5M6 9.5V19a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V9.5M10 20v-5h4v5";
    /// Coupons.
    Ticket = "M4 8a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v1.5a2.5 2.5 0 0 0 0 5V16a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-1.5a2.5 2.5 0 0 0 0-5zM14 9.5v1M14 13.5v1";
    /// The member code.
    Code = "M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 9v6M11 9v6M13.5 9v6M16 9v6";
    /// Tasks.
    Tasks = "M4 6.5l1.5 1.5L8 5.5M4 16.5l1.5 1.5L8 15.5M12 7h8M12 17h8";
    /// The member.
    Me = "M8 8.5a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4.5 20c.8-3.5 3.8-5 7.5-5s6.7 1.5 7.5 5";
    /// Back.
    Back = "M14.5 5.5L8 12l6.5 6.5";
    /// Close.
    Close = "M6 6l12 12M18 6L6 18";
    /// Onwards.
    Chevron = "M9.5 6l6 6-6 6";
    /// Done.
    Check = "M5 12.5l4.5 4.5L19 7.5";
    /// Locked.
    Lock = "M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM8 11V8a4 4 0 0 1 8 0v3";
    /// Time.
    Clock = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 7.5V12l3 2";
    /// Copy.
    Copy = "M10 8h9a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM5.5 16H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v.5";
    /// Again.
    Refresh = "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15";
    /// A gift.
    Gift = "M4 8.5h16v3.5H4zM5.5 12v7.5h13V12M12 8.5v11M12 8.5C8 8.5 7 6.5 8 5c1.5-1.8 4 .5 4 3.5 0-3 2.5-5.3 4-3.5 1 1.5 0 3.5-4 3.5z";
    /// A benefit.
    Star = "M12 4l2.3 5 5.4.6-4 3.7 1.1 5.4-4.8-2.7-4.8 2.7 1.1-5.4-4-3.7 5.4-.6z";
    /// A tier.
    Crown = "M5 18h14M5 15L4 7l4.5 3.5L12 5l3.5 5.5L20 7l-1 8z";
    /// A day.
    Calendar = "M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM4 10.5h16M8 4v4M16 4v4";
    /// Points.
    Coin = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 8.5l3.5 3.5-3.5 3.5L8.5 12z";
    /// Mind this.
    Warning = "M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.1";
    /// To know.
    Info = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 11v5M12 8v.1";
    /// No network.
    Offline = "M3.5 9.5A13 13 0 0 1 8 6.6M12.5 5.5a13 13 0 0 1 8 4M6.5 13a8.5 8.5 0 0 1 4-2.2M14.5 11a8.5 8.5 0 0 1 3 2M9.5 16a4 4 0 0 1 5 0M12 19v.1M4.5 4l15 16";
    /// Search.
    Search = "M5 11a6 6 0 1 0 12 0 6 6 0 1 0-12 0M15.5 15.5L20 20";
    /// A purchase.
    Bag = "M6 8h12l1 11a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1zM9 10.5V7a3 3 0 0 1 6 0v3.5";
    /// A shop.
    Store = "M5 10v9a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-9M4 10l1.5-5.5h13L20 10M4 10a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M10 20v-4.5h4V20";
    /// A pen: fill in, review.
    Pen = "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3";
    /// People.
    People = "M5.5 8.5a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0M3 19c.5-3 2.8-4.5 6-4.5s5.5 1.5 6 4.5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.5 14.8c1.9.6 3.1 2 3.5 4.2";
    /// Something that cost: a minus.
    Minus = "M6 12h12";
    /// Something gained: a plus.
    Plus = "M6 12h12M12 6v12";
}

/// An icon that home never shows: a path of its own, which comes with the screens that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke(&'static str);

impl Stroke {
    /// Hand on.
    pub const SHARE: Self = Self(
        "M12 15V4.5M8 8l4-4 4 4M8 11H6a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-7a1 1 0 0 0-1-1h-2",
    );
    /// Read with the camera.
    pub const SCAN: Self = Self(
        "M4 8.5V5a1 1 0 0 1 1-1h3.5M15.5 4H19a1 1 0 0 1 1 1v3.5M20 15.5V19a1 1 0 0 1-1 1h-3.5M8.5 20H5a1 1 0 0 1-1-1v-3.5M4 12h16",
    );
}

/// Draws an icon of 24 by 24 in the colour of the text around it.
pub fn icon(icon: Icon) -> El {
    drawn(Stroke(icon.path()))
}

/// The same of a path.
pub fn drawn(stroke: Stroke) -> El {
    let path = svg("path").attr("d", stroke.0);
    svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", true)
        .child(path)
}
