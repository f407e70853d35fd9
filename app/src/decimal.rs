//! Decimal numbers as style sheets and people read them. The standard library's own formatter and parser of floats weigh more
//! than all that the page says with them, so nothing in the page formats a float in any other way.

/// A number with so many digits behind the point; not beyond a few thousand millions, where no length of a page lies.
pub fn fixed(value: f64, n_digits: u32) -> String {
    let scale = 10_u64.pow(n_digits);
    let whole = (value.abs() * scale as f64).round() as u64;
    let sign = if value < 0.0 && whole > 0 { "-" } else { "" };
    let mut text = format!("{sign}{}", whole / scale);
    if n_digits > 0 {
        let mut digits = (whole % scale).to_string();
        while digits.len() < n_digits as usize {
            digits.insert(0, '0');
        }
        text.push('.');
        text.push_str(&digits);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_standard_library_writes_them() {
        for value in [0.0, 1.0, -1.0, 0.05, -0.004, 12.345_67, 99.999, 123_456.789, -7.5] {
            assert_eq!(
                fixed(value, 2),
                format!("{value:.2}").replace("-0.00", "0.00"),
                "{value}"
            );
        }
        assert_eq!(fixed(66.4, 0), "66");
        assert_eq!(fixed(0.6, 4), "0.6000");
    }
}
