use proptest::prelude::*;

use crate::domain::code_room::{CodeSize, Window};

fn window(width: f64, height: f64) -> Window {
    Window { width, height }
}

#[test]
fn a_phone_held_upright_has_the_symbol_as_wide_as_a_scanner_likes_it() {
    let phone = window(390.0, 844.0);
    assert!(!phone.has_two_columns());
    assert_eq!(phone.room(CodeSize::Medium, true), 300.0);
    assert_eq!(phone.room(CodeSize::Large, true), 374.0);
    assert_eq!(phone.room(CodeSize::Medium, false), 342.0);
    assert!((phone.room(CodeSize::Small, true) - 192.0).abs() < 1e-9);
}

#[test]
fn a_phone_on_its_side_and_no_desk_has_two_columns() {
    assert!(window(568.0, 320.0).has_two_columns());
    assert!(window(844.0, 390.0).has_two_columns());
    assert!(!window(1280.0, 800.0).has_two_columns());
    assert!(!window(320.0, 568.0).has_two_columns());
    assert_eq!(window(568.0, 320.0).room(CodeSize::Large, true), 216.0);
}

#[test]
fn a_size_is_known_again_by_its_name() {
    for size in CodeSize::ALL {
        assert_eq!(CodeSize::named(Some(size.as_str())), size);
    }
    assert_eq!(CodeSize::named(None), CodeSize::Medium);
    assert_eq!(CodeSize::named(Some("XL")), CodeSize::Medium);
}

#[test]
fn a_step_leads_to_the_next_size_that_looks_different() {
    use CodeSize::{Large, Medium, Small};
    assert_eq!(Medium.step([100.0, 200.0, 300.0], true), Some(Large));
    assert_eq!(Medium.step([100.0, 200.0, 300.0], false), Some(Small));
    assert_eq!(Small.step([200.0, 200.0, 300.0], true), Some(Large));
    assert_eq!(Large.step([100.0, 200.0, 200.0], false), Some(Small));
    assert_eq!(Medium.step([200.0, 200.0, 200.0], true), None);
    assert_eq!(Large.step([100.0, 200.0, 300.0], true), None);
}

proptest! {
    #[test]
    fn a_symbol_never_has_more_room_than_the_window(
        width in 280.0..3000.0_f64,
        height in 200.0..3000.0_f64,
        square in any::<bool>(),
    ) {
        let window = window(width, height);
        for size in CodeSize::ALL {
            let room = window.room(size, square);
            prop_assert!(room > 0.0 && room <= width);
            if window.has_two_columns() {
                prop_assert!(room <= width * 0.6);
            }
            if square {
                prop_assert!(room <= height);
            }
        }
    }

    #[test]
    fn a_larger_size_is_never_smaller(
        width in 280.0..3000.0_f64,
        height in 200.0..3000.0_f64,
        square in any::<bool>(),
    ) {
        let window = window(width, height);
        let [small, medium, large] = CodeSize::ALL.map(|size| window.room(size, square));
        prop_assert!(small < medium && medium <= large);
    }

    #[test]
    fn a_step_goes_the_way_it_says(
        widths in prop::array::uniform3(0..5_u8),
        from in 0..3_usize,
        up in any::<bool>(),
    ) {
        let mut widths = widths.map(f64::from);
        widths.sort_by(f64::total_cmp);
        let place = |size| CodeSize::ALL.iter().position(|known| *known == size).unwrap();
        match CodeSize::ALL[from].step(widths, up) {
            Some(to) if up => {
                let to = place(to);
                prop_assert!(widths[to] > widths[from]);
                prop_assert!(widths[from..to].iter().all(|width| *width == widths[from]));
            }
            Some(to) => {
                let to = place(to);
                prop_assert!(widths[to] < widths[from]);
                prop_assert!(widths[to + 1..=from].iter().all(|width| *width == widths[from]));
            }
            None => {
                let end = if up { widths[2] } else { widths[0] };
                prop_assert_eq!(end, widths[from]);
            }
        }
    }
}
