//! Images: the picture comes from the file's own table, as a data URL.

use serde_json::{Map, Value};

use super::{fields::Fields, look, source::Source};
use crate::{
    base64,
    element::{AssetHash, Element, Kind},
    export::json_lines::Asset,
    geometry::Size,
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

/// The board does not crop. The whole picture is fitted into the box of a cropped one, undistorted and about the same
/// middle, so that it covers nothing that the source did not cover.
fn show_whole(element: &mut Element, fields: Fields<'_>) {
    let Some(crop) = fields.object("crop") else { return };
    let side = |name: &str| crop.number(name).filter(|side| *side > 0.0);
    let (Some(width), Some(height)) = (side("naturalWidth"), side("naturalHeight")) else {
        return;
    };
    let (box_width, box_height) = (f64::from(element.size.width), f64::from(element.size.height));
    let scale = (box_width / width).min(box_height / height);
    let fitted = Size::new((width * scale).round() as i32, (height * scale).round() as i32);
    element.origin.x += (element.size.width - fitted.width) / 2;
    element.origin.y += (element.size.height - fitted.height) / 2;
    element.size = fitted;
}
