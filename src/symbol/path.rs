//! Writes black rectangles as the `d` of an SVG path, without the formatting machinery.

/// An SVG path made of axis-parallel rectangles, in modules.
#[derive(Default)]
pub struct RectPath {
    d: String,
}

impl RectPath {
    /// Adds one rectangle with its top left corner at (`x`, `y`).
    pub fn rect(&mut self, x: u32, y: u32, width: u32, height: u32) {
        self.command('M', x);
        self.command(' ', y);
        self.command('h', width);
        self.command('v', height);
        self.d.push('h');
        self.command('-', width);
        self.d.push('z');
    }

    /// The value of the path's `d` attribute.
    pub fn finish(self) -> String {
        self.d
    }

    fn command(&mut self, letter: char, value: u32) {
        self.d.push(letter);
        push_decimal(&mut self.d, value);
    }
}

/// Appends `value` in decimal.
pub fn push_decimal(out: &mut String, value: u32) {
    if value >= 10 {
        push_decimal(out, value / 10);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_full() {
        for value in [0, 7, 10, 99, 100, 1_234_567_890, u32::MAX] {
            let mut written = String::new();
            push_decimal(&mut written, value);
            assert_eq!(written, value.to_string());
        }
    }

    #[test]
    fn a_rectangle_is_closed_and_relative() {
        let mut path = RectPath::default();
        path.rect(4, 10, 7, 1);
        assert_eq!(path.finish(), "M4 10h7v1h-7z");
    }
}
