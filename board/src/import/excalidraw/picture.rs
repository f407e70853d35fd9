//! Images: the picture comes from the file's own table, as a data URL.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{fields::Fields, look, source::Source};
use crate::{
    base64,
    element::{AssetHash, Crop, Element, Kind},
    export::json_lines::Asset,
    limits,
    shape::Flip,
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

/// Where the pictures of images are found.
#[derive(Clone, Copy)]
pub(super) enum Pictures<'a> {
    /// In the table of a file.
    Table(&'a Map<String, Value>),
    /// On a board: what is read is what we wrote of it.
    Known(&'a BTreeMap<String, AssetHash>),
}

/// An image with its picture. `None` if the picture is absent, damaged, too large or none that we show.
pub(super) fn read(source: &Source<'_>, pictures: Pictures<'_>) -> Option<(Element, Option<Asset>)> {
    let fields = source.fields;
    let name = fields.text("fileId")?;
    let (hash, asset) = match pictures {
        Pictures::Table(files) => {
            let asset = asset_of(files.get(name)?.as_object().map(Fields)?)?;
            (asset.hash, Some(asset))
        }
        Pictures::Known(known) => (*known.get(name)?, None),
    };
    let mut element = look::element(source, Kind::Image(hash));
    look::place(&mut element, fields)?;
    element.extras.crop = crop(fields);
    let side = |place: usize| fields.list("scale").get(place).and_then(Value::as_f64);
    element.extras.flip = Flip {
        horizontal: side(0).is_some_and(|side| side < 0.0),
        vertical: side(1).is_some_and(|side| side < 0.0),
    };
    element.style.fill = None;
    Some((element, asset))
}

fn asset_of(file: Fields<'_>) -> Option<Asset> {
    let (head, data) = file.text("dataURL")?.strip_prefix("data:")?.split_once(',')?;
    let mime = head.strip_suffix(";base64")?.split(';').next()?;
    let mime = if mime.is_empty() { file.text("mimeType")? } else { mime }.to_ascii_lowercase();
    let bytes = base64::decode(data)?;
    let sound = MIME_TYPES.contains(&mime.as_str()) && !bytes.is_empty() && bytes.len() <= limits::ASSET_BYTES;
    sound.then(|| Asset {
        hash: AssetHash::of(&bytes),
        mime,
        bytes,
    })
}

/// The part of the picture that is shown; `None` is all of it.
fn crop(fields: Fields<'_>) -> Option<Crop> {
    let crop = fields.object("crop")?;
    let whole = |name: &str| crop.number(name).filter(|side| *side > 0.0);
    let (across, down) = (whole("naturalWidth")?, whole("naturalHeight")?);
    let part = |name: &str, of: f64| {
        let part = crop.number(name).unwrap_or(0.0) / of * PARTS;
        part.round().clamp(0.0, PARTS) as u16
    };
    let (left, top) = (part("x", across).min(9_999), part("y", down).min(9_999));
    let crop = Crop {
        left,
        top,
        width: part("width", across).clamp(1, 10_000 - left),
        height: part("height", down).clamp(1, 10_000 - top),
    };
    let is_all = (crop.left, crop.top, crop.width, crop.height) == (0, 0, 10_000, 10_000);
    (crop.is_sound() && !is_all).then_some(crop)
}
