//! The entry of the page: mounts the card.

fn main() {
    #[cfg(target_arch = "wasm32")]
    member_card::app::start();
}
