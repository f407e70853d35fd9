//! Drawings inside of pictures: Excalidraw puts the scene into a PNG's text, or into comments of an SVG. What is found is
//! still compressed; whoever calls undoes that, with a bound of its own.

use serde_json::{Value, json};

use crate::base64;

/// What PNG pictures name the scene.
const KEYWORD: &[u8] = b"application/vnd.excalidraw+json";
const PNG_BEGINS: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunk that a PNG ends with.
const END_BYTES: usize = 12;
const PAYLOAD_BEGINS: &str = "<!-- payload-start -->";
const PAYLOAD_ENDS: &str = "<!-- payload-end -->";

/// A scene as it was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Embedded {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether they are compressed (zlib); if not, they are the text of the drawing.
    pub is_compressed: bool,
}

/// The scene in a picture, if there is one.
pub fn find(picture: &[u8]) -> Option<Embedded> {
    if let Some(chunks) = picture.strip_prefix(PNG_BEGINS) {
        return unpack(png_text(chunks)?);
    }
    let text = std::str::from_utf8(picture).ok()?;
    let (_, after) = text.split_once(PAYLOAD_BEGINS)?;
    let (payload, _) = after.split_once(PAYLOAD_ENDS)?;
    unpack(&base64::decode(payload.trim())?)
}

/// A PNG with the text of a drawing in it, as Excalidraw puts it there; `None` where it is no PNG.
pub fn into_png(png: &[u8], drawing: &str) -> Option<Vec<u8>> {
    // The last chunk says that this is the end, and nothing else.
    let (begin, end) = png.split_at_checked(png.len().checked_sub(END_BYTES)?)?;
    if !png.starts_with(PNG_BEGINS) || end.get(4..8) != Some(b"IEND") {
        return None;
    }
    let named = [b"tEXt", KEYWORD, b"\0", pack(drawing).as_bytes()].concat();
    let length = u32::try_from(named.len() - 4).ok()?;
    let (length, sum) = (length.to_be_bytes(), sum_of(&named).to_be_bytes());
    Some([begin, &length, &named, &sum, end].concat())
}

/// An SVG with the text of a drawing in it.
pub fn into_svg(svg: &str, drawing: &str) -> String {
    let payload = base64::encode(pack(drawing).as_bytes());
    let (begin, rest) = svg.split_once('>').unwrap_or((svg, ""));
    let kind = String::from_utf8_lossy(KEYWORD);
    format!(
        "{begin}>\n<!-- payload-type:{kind} -->\n<!-- payload-version:2 -->\n{PAYLOAD_BEGINS}{payload}{PAYLOAD_ENDS}{rest}"
    )
}

/// The wrapping, in signs that every reader of pictures takes: each byte of the drawing is a character in it.
fn pack(drawing: &str) -> String {
    let bytes = drawing.bytes().map(char::from).collect::<String>();
    let wrapping = json!({"version": "1", "encoding": "bstring", "compressed": false, "encoded": bytes}).to_string();
    let mut packed = String::with_capacity(wrapping.len());
    for letter in wrapping.chars() {
        if letter.is_ascii() {
            packed.push(letter);
        } else {
            packed.push_str(&format!("\\u{:04x}", u32::from(letter)));
        }
    }
    packed
}

/// The sum that PNG checks a chunk by.
fn sum_of(bytes: &[u8]) -> u32 {
    let one = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                (sum >> 1) ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, one)
}

/// The text of a PNG that stands under our keyword.
fn png_text(mut chunks: &[u8]) -> Option<&[u8]> {
    loop {
        let (length, rest) = chunks.split_first_chunk::<4>()?;
        let (name, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (body, rest) = rest.split_at_checked(length)?;
        if name == b"tEXt"
            && let Some(text) = body.strip_prefix(KEYWORD)
        {
            return text.strip_prefix(&[0]);
        }
        chunks = rest.get(4..)?;
    }
}

/// The scene in its wrapping; a wrapping of the first versions is the scene itself.
fn unpack(text: &[u8]) -> Option<Embedded> {
    // Each byte is a character there.
    let text = match std::str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) => text.iter().map(|byte| char::from(*byte)).collect(),
    };
    let wrapping = serde_json::from_str::<Value>(&text).ok()?;
    let Some(encoded) = wrapping.get("encoded").and_then(Value::as_str) else {
        let bytes = text.into_bytes();
        return Some(Embedded {
            bytes,
            is_compressed: false,
        });
    };
    let is_compressed = wrapping.get("compressed").and_then(Value::as_bool) != Some(false);
    let narrow = encoded.chars().map(|letter| u8::try_from(u32::from(letter)).ok());
    let bytes = match narrow.collect::<Option<Vec<u8>>>() {
        Some(bytes) => bytes,
        None => encoded.as_bytes().to_vec(),
    };
    Some(Embedded { bytes, is_compressed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(chunks: &[(&[u8], &[u8])]) -> Vec<u8> {
        let mut bytes = PNG_BEGINS.to_vec();
        for (name, body) in chunks {
            bytes.extend((body.len() as u32).to_be_bytes());
            bytes.extend(*name);
            bytes.extend(*body);
            bytes.extend([0; 4]);
        }
        bytes
    }

    #[test]
    fn scenes_are_found_in_both_kinds_of_picture() {
        let wrapping = r#"{"version":"1","encoding":"bstring","compressed":true,"encoded":"x\u009c\u0001"}"#;
        let body = [KEYWORD, b"\0", wrapping.as_bytes()].concat();
        let picture = png(&[
            (b"IHDR", &[0; 13]),
            (b"tEXt", b"Title\0x"),
            (b"tEXt", &body),
            (b"IEND", b""),
        ]);
        let found = find(&picture).unwrap();
        assert_eq!((found.bytes, found.is_compressed), (vec![b'x', 0x9c, 1], true));
        let payload = base64::encode(wrapping.as_bytes());
        let svg = format!("<svg><!-- payload-version:2 --><!-- payload-start -->{payload}<!-- payload-end --></svg>");
        assert_eq!(find(svg.as_bytes()).unwrap().bytes, vec![b'x', 0x9c, 1]);
    }

    #[test]
    fn what_is_put_into_a_picture_is_found_in_it() {
        let drawing = r#"{"type":"excalidraw","elements":[{"text":"ü \u2192 😀"}]}"#;
        let empty = png(&[(b"IHDR", &[0; 13]), (b"IEND", b"")]);
        let with = into_png(&empty, drawing).unwrap();
        assert_eq!(find(&with).unwrap().bytes, drawing.as_bytes());
        assert!(!find(&with).unwrap().is_compressed && with.ends_with(&empty[empty.len() - END_BYTES..]));
        let svg = into_svg("<svg width=\"1\"><path/></svg>", drawing);
        assert!(
            svg.starts_with("<svg width=\"1\">") && svg.ends_with("<path/></svg>"),
            "{svg}"
        );
        assert_eq!(find(svg.as_bytes()).unwrap().bytes, drawing.as_bytes());
        assert_eq!(into_png(b"GIF89a", drawing), None);
        // As the standard gives it.
        assert_eq!(sum_of(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn pictures_without_a_scene_have_none() {
        let short = png(&[(b"IHDR", &[0; 13])]);
        let cut = short.split_at(short.len() - 3).0.to_vec();
        let mut lying = PNG_BEGINS.to_vec();
        lying.extend(u32::MAX.to_be_bytes());
        lying.extend(b"tEXtapplication");
        for bytes in [short, cut, lying, b"<svg></svg>".to_vec(), Vec::new(), vec![0xff; 40]] {
            assert_eq!(find(&bytes), None);
        }
    }
}
