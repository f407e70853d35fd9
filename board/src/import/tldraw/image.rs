//! Images: the picture is in a record of its own, as a data URL.

use std::collections::BTreeMap;

use kurbo::Point;

use super::{
    look::{self, LABELS},
    records::Records,
    tree::Placed,
};
use crate::{
    element::{AssetHash, Crop, Element, Kind},
    export::json_lines::Asset,
    import::{
        fields::Fields,
        picture::{asset_of, crop_of},
    },
    shape::Flip,
};

/// The pictures that were read, each once.
#[derive(Default)]
pub(super) struct Pictures<'a> {
    by_name: BTreeMap<&'a str, Option<AssetHash>>,
    pub(super) assets: Vec<Asset>,
}

impl<'a> Pictures<'a> {
    /// The picture of a name; `None` if the file has it not, or none that we show.
    fn of(&mut self, name: &'a str, records: &Records<'a>) -> Option<AssetHash> {
        if let Some(known) = self.by_name.get(name) {
            return *known;
        }
        let props = records.assets.get(name).and_then(|asset| asset.object("props"));
        let asset = props.and_then(|props| asset_of(props.text("src")?, props.text("mimeType")));
        let hash = asset.as_ref().map(|asset| asset.hash);
        self.by_name.insert(name, hash);
        self.assets
            .extend(asset.filter(|asset| self.assets.iter().all(|known| known.hash != asset.hash)));
        hash
    }
}

/// An image with its picture. `None` if the picture is absent, damaged, too large or none that we show.
pub(super) fn read<'a>(placed: &Placed<'a>, records: &Records<'a>, pictures: &mut Pictures<'a>) -> Option<Element> {
    let props = placed.shape.props;
    let hash = pictures.of(props.text("assetId")?, records)?;
    let mut element = look::element(placed, Kind::Image(hash), LABELS);
    look::place(
        &mut element,
        placed,
        props.units("w")?.max(0.0),
        props.units("h")?.max(0.0),
    )?;
    element.extras.crop = crop(props);
    element.extras.flip = Flip {
        horizontal: props.on("flipX"),
        vertical: props.on("flipY"),
    };
    Some(element)
}

/// The part of the picture that is shown; `None` is all of it.
fn crop(props: Fields<'_>) -> Option<Crop> {
    let crop = props.object("crop")?;
    let corner = |name: &str| {
        let corner = crop.object(name)?;
        Some(Point::new(corner.number("x")?, corner.number("y")?))
    };
    let (near, far) = (corner("topLeft")?, corner("bottomRight")?);
    crop_of(near, (far - near).to_size())
}
