//! The documented configurations of nginx and Caddy: that they answer as the sandbox does, that the
//! card opens through them, and what graders say of what they serve.

mod answers;
mod grades;
mod opening;

/// Who may hold the tea brand's card in these tests.
const ORIGINS: &str = "https://shop.example https://www.shop.example";
