//! Images: the picture comes from the file's own table, as a data URL.

use kurbo::Point as FloatPoint;
use serde_json::{Map, Value};

use super::{fields::Fields, look, source::Source};
use crate::{
    base64,
    element::{AssetHash, Element, Kind},
    export::json_lines::Asset,
    geometry::{PER_UNIT, Point, quantise},
    limits,
};

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

/// An image with its picture. `None` if the picture is absent, damaged, too large or none that we show.
pub(super) fn read(source: &Source<'_>, files: &Map<String, Value>) -> Option<(Element, Asset)> {
    let fields = source.fields;
    let file = files.get(fields.text("fileId")?)?.as_object().map(Fields)?;
    let asset = asset_of(file)?;
    let mut element = look::element(source, Kind::Image(asset.hash));
    look::place(&mut element, fields)?;
    show_whole(&mut element, fields);
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

/// The board does not crop. A cropped picture gets the box of the whole one, so that what was in sight stays where and as
/// large as it was. Turned ones keep their box: the rest would swing them about another middle.
fn show_whole(element: &mut Element, fields: Fields<'_>) {
    let Some(crop) = fields.object("crop").filter(|_| element.angle_centidegrees == 0) else {
        return;
    };
    let part = |name: &str| crop.number(name).filter(|number| *number >= 0.0);
    let (Some(x), Some(y), Some(width), Some(height)) = (part("x"), part("y"), part("width"), part("height")) else {
        return;
    };
    let (Some(whole_width), Some(whole_height)) = (part("naturalWidth"), part("naturalHeight")) else {
        return;
    };
    if width <= 0.0 || height <= 0.0 {
        return;
    }
    let scale_x = f64::from(element.size.width) / PER_UNIT / width;
    let scale_y = f64::from(element.size.height) / PER_UNIT / height;
    let near = element.origin.to_units();
    let mut whole = element.clone();
    whole.origin = Point::from_units(FloatPoint::new(near.x - x * scale_x, near.y - y * scale_y));
    whole.size.width = quantise(whole_width * scale_x);
    whole.size.height = quantise(whole_height * scale_y);
    if whole.size.within_limits() && whole.size.width > 0 && whole.size.height > 0 {
        *element = whole;
    }
}
