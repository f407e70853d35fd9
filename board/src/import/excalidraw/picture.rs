//! Images: the picture comes from the file's own table, as a data URL.

use std::collections::BTreeMap;

use kurbo::{Point, Size};
use serde_json::{Map, Value};

use super::{look, source::Source};
use crate::{
    element::{AssetHash, Crop, Element, Kind},
    export::json_lines::Asset,
    import::{
        fields::Fields,
        picture::{asset_of, crop_of},
    },
    shape::Flip,
};

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
            let file = files.get(name)?.as_object().map(Fields)?;
            let asset = asset_of(file.text("dataURL")?, file.text("mimeType"))?;
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

/// The part of the picture that is shown; `None` is all of it.
fn crop(fields: Fields<'_>) -> Option<Crop> {
    let crop = fields.object("crop")?;
    let whole = |name: &str| crop.number(name).filter(|side| *side > 0.0);
    let (across, down) = (whole("naturalWidth")?, whole("naturalHeight")?);
    let share = |name: &str, of: f64| crop.number(name).unwrap_or(0.0) / of;
    crop_of(
        Point::new(share("x", across), share("y", down)),
        Size::new(share("width", across), share("height", down)),
    )
}
