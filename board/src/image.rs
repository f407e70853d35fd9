//! What kind of image some bytes are, and how large: told by their own beginning, never by a name or a header. Nothing is
//! decoded. Scalable images are no images of a board, because they can carry scripts; a page paints what one shows.

/// An image that a board may show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Image {
    /// Its type.
    pub mime: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Pixels of one side, at most: what is larger is meant to exhaust who decodes it.
const SIDE_MAX: u32 = 16_384;

impl Image {
    /// How many pixels that is.
    pub fn n_pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// Reads the beginning of an image.
pub fn recognise(bytes: &[u8]) -> Option<Image> {
    let (mime, sides) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        ("image/png", png_sides(bytes))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        ("image/jpeg", jpeg_sides(bytes))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        ("image/gif", little_sides(bytes, 6))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        ("image/webp", webp_sides(bytes))
    } else {
        return None;
    };
    let (width, height) = sides?;
    let sound = (1..=SIDE_MAX).contains(&width) && (1..=SIDE_MAX).contains(&height);
    sound.then_some(Image { mime, width, height })
}

/// So far at most an SVG's first element is looked for.
const SVG_HEAD_BYTES: usize = 16 * 1024;

/// Whether a file begins as an SVG does: markup whose first element is one.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..SVG_HEAD_BYTES).unwrap_or(bytes));
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // What may stand before the first element: the declaration, comments, the type.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let names = rest.split('>').next().unwrap_or_default();
        let end = match rest.starts_with("<!--") {
            true => "-->",
            // A type may have definitions of its own.
            false if names.contains('[') => "]>",
            false => ">",
        };
        let Some((_, after)) = rest.split_once(end) else {
            return false;
        };
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg")
        .is_some_and(|after| after.starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/')))
}

fn png_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// Walks from marker to marker up to the one that begins a frame.
fn jpeg_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            // Filling before a marker, and markers that stand alone.
            0xff => at += 1,
            0x01 | 0xd0..=0xd7 => at += 2,
            // Tables that share the range of frames.
            0xc4 | 0xc8 | 0xcc => at += 2 + big(bytes, at + 2, 2)? as usize,
            0xc0..=0xcf => return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?)),
            _ => at += 2 + big(bytes, at + 2, 2)? as usize,
        }
    }
}

fn webp_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => little_sides(bytes, 26).map(|(width, height)| (width & 0x3fff, height & 0x3fff)),
        _ => None,
    }
}

fn little_sides(bytes: &[u8], at: usize) -> Option<(u32, u32)> {
    Some((little(bytes, at, 2)?, little(bytes, at + 2, 2)?))
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(
        digits
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | u32::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Option<(&'static str, u32, u32)>) {
        let expected = expected.map(|(mime, width, height)| Image { mime, width, height });
        assert_eq!(recognise(bytes), expected);
        for length in 0..bytes.len().min(64) {
            // A cut-off image must not be read beyond its end.
            let _ = recognise(&bytes[..length]);
        }
    }

    #[test]
    fn an_svg_is_told_by_its_first_element() {
        for svg in [
            "<svg>",
            "\u{feff}\n<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<?xml version='1.0'?>\n<!-- made by > hand -->\n<!DOCTYPE svg>\n<svg\n width='1'>",
            "<!DOCTYPE svg PUBLIC 'a' 'b' [\n <!ENTITY x 'y'>\n <!ENTITY z 'w'>\n]>\n<svg>",
        ] {
            assert!(is_svg(svg.as_bytes()), "{svg}");
        }
        for other in [
            "",
            "<svgs>",
            "<html><svg></svg></html>",
            "<!-- <svg>",
            "\u{89}PNG <svg>",
            "{\"a\": \"<svg>\"}",
        ] {
            assert!(!is_svg(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn images_are_told_by_their_beginning() {
        check(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80\x08\x06",
            Some(("image/png", 256, 128)),
        );
        check(b"GIF89a\x0a\0\x14\0", Some(("image/gif", 10, 20)));
        check(
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08\0\x20\0\x40",
            Some(("image/jpeg", 64, 32)),
        );
        check(
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x31\0\0",
            Some(("image/webp", 100, 50)),
        );
    }

    #[test]
    fn what_could_do_harm_is_no_image() {
        check(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", None);
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60", None);
        check(b"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0", None);
        check(b"GIF89a\0\0\0\0", None);
    }
}
