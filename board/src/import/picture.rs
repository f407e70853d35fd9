//! Pictures as files of other programs carry them: data URLs, and what is shown of them.

use kurbo::{Point, Size};

use crate::{
    base64,
    element::{AssetHash, Crop},
    export::json_lines::Asset,
    limits,
};

/// Parts of a picture that a crop counts in.
const PARTS: f64 = 10_000.0;
/// The types that browsers show as a picture.
const MIME_TYPES: [&str; 9] = [
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jfif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "image/x-icon",
];

/// The picture of a data URL; the type told beside it is believed where the URL tells none. `None` if it is damaged, too
/// large or none that we show.
pub(super) fn asset_of(url: &str, mime_beside: Option<&str>) -> Option<Asset> {
    let (head, data) = url.strip_prefix("data:")?.split_once(',')?;
    let mime = head.strip_suffix(";base64")?.split(';').next()?;
    let mime = if mime.is_empty() { mime_beside? } else { mime }.to_ascii_lowercase();
    let bytes = base64::decode(data)?;
    let sound = MIME_TYPES.contains(&mime.as_str()) && !bytes.is_empty() && bytes.len() <= limits::ASSET_BYTES;
    sound.then(|| Asset {
        hash: AssetHash::of(&bytes),
        mime,
        bytes,
    })
}

/// The part of a picture that is shown, told as shares of its sides; `None` is all of it.
pub(super) fn crop_of(corner: Point, size: Size) -> Option<Crop> {
    let part = |share: f64| (share * PARTS).round().clamp(0.0, PARTS) as u16;
    let (left, top) = (part(corner.x).min(9_999), part(corner.y).min(9_999));
    let crop = Crop {
        left,
        top,
        width: part(size.width).clamp(1, 10_000 - left),
        height: part(size.height).clamp(1, 10_000 - top),
    };
    (crop.is_sound() && crop != Crop::WHOLE).then_some(crop)
}
