//! The way back: elements as a file of Excalidraw's. What an imported file said of an element is said again as long as it
//! means the same: it is read together with what we would write, and used where that reads as our own words do. So nothing
//! has to know which words contradict which change.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use super::{
    kept::{Kept, Whose, group, note_group, note_name, way_of},
    own,
    picture::Pictures,
    read_list,
};
use crate::{
    base64,
    board::Board,
    element::{AssetHash, Element, End, Kind},
    export::{
        excalidraw::{CROP_PARTS, Names, Said, Words, file_id, number, said},
        json_lines::Asset,
    },
    id::ElementId,
    image,
};

/// What is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// A file.
    File,
    /// What the clipboard holds, as text.
    Clipboard,
}

/// Writes elements of a board, or all of it. `picture` gives the bytes of an image; one that it does not have is named without
/// its picture. Exported, imported and exported again, it is the same text.
pub fn write(
    board: &Board,
    only: Option<&[ElementId]>,
    picture: impl Fn(AssetHash) -> Option<Asset>,
    form: Form,
) -> String {
    let mut elements = board.stack();
    if let Some(only) = only {
        let only = only.iter().collect::<BTreeSet<_>>();
        elements.retain(|element| only.contains(&element.id));
    }
    let mut list = words_of(board, &elements);
    let (files, sizes) = files_of(&elements, picture);
    list.iter_mut().for_each(|words| in_pixels(words, &sizes));
    match form {
        Form::File => {
            let file = json!({
                "type": "excalidraw", "version": 2, "source": "chalkback", "elements": list,
                "appState": {"gridSize": 20, "gridStep": 5, "gridModeEnabled": false, "viewBackgroundColor": "#ffffff"},
                "files": files,
            });
            format!("{file:#}\n")
        }
        Form::Clipboard => json!({"type": "excalidraw/clipboard", "elements": list, "files": files}).to_string(),
    }
}

/// The elements in our words, with our own data where the format has no words.
pub(super) fn spoken(board: &Board, elements: &[&Arc<Element>], names: &Names) -> Vec<Said> {
    let mut spoken = said(board, elements, names);
    let among = elements
        .iter()
        .map(|element| (element.id, &***element))
        .collect::<BTreeMap<_, _>>();
    let read = meaning(&list_of(&spoken), &pictures_of(elements));
    for said in &mut spoken {
        let (Some(read), Some(is)) = (read.get(&said.id), among.get(&said.id)) else {
            continue;
        };
        if let Some(own) = own::telling(read, is, &said.element, names, &among) {
            said.element.insert("customData".to_owned(), json!({"chalkback": own}));
        }
    }
    spoken
}

fn words_of(board: &Board, elements: &[&Arc<Element>]) -> Vec<Value> {
    let kept = elements
        .iter()
        .filter_map(|element| Some((element.id, Kept::of(element)?)));
    let kept = kept.collect::<BTreeMap<_, _>>();
    let names = names_of(&kept);
    let mut spoken = spoken(board, elements, &names);
    let pictures = pictures_of(elements);
    let meant = meaning(&list_of(&spoken), &pictures);
    let mut offers = BTreeMap::new();
    for said in &spoken {
        if let Some(kept) = kept.get(&said.id) {
            offers.insert(said.id, offers_of(kept, said));
        }
    }
    let all = spoken
        .iter()
        .map(|said| with(said, offers.get(&said.id).into_iter().flatten()));
    let all = all.collect::<Vec<_>>();
    let agrees = |id: &ElementId, read: &BTreeMap<ElementId, Element>| read.get(id) == meant.get(id);
    let read = meaning(&list_of(&all), &pictures);
    let differing = offers.keys().copied().filter(|id| !agrees(id, &read));
    let differing = differing.collect::<BTreeSet<_>>();
    let mut accepted = BTreeMap::<ElementId, Vec<Offer>>::new();
    let rounds = differing
        .iter()
        .filter_map(|id| Some(offers.get(id)?.len()))
        .max()
        .unwrap_or(0);
    for round in 0..rounds {
        let tried = spoken.iter().map(|said| {
            let offered = offers.get(&said.id).filter(|_| differing.contains(&said.id));
            with(said, offered.and_then(|offers| offers.get(round)))
        });
        let tried = tried.collect::<Vec<_>>();
        let read = meaning(&list_of(&tried), &pictures);
        for id in &differing {
            let Some(offer) = offers.get(id).and_then(|offers| offers.get(round)) else {
                continue;
            };
            if agrees(id, &read) {
                accepted.entry(*id).or_default().push(offer.clone());
            }
        }
    }
    for (said, all) in spoken.iter_mut().zip(all) {
        *said = if differing.contains(&said.id) {
            with(said, accepted.get(&said.id).into_iter().flatten())
        } else {
            all
        };
    }
    list_of(&spoken)
}

/// Words of the file that are right together.
#[derive(Clone, Debug)]
struct Offer {
    words: Words,
    whose: Whose,
}

/// What a file said of an element, in pieces that are right or wrong each by itself.
fn offers_of(kept: &Kept, said: &Said) -> Vec<Offer> {
    let mut offers = Vec::new();
    let label = said
        .label
        .as_ref()
        .map(|label| (label, &kept.label, &kept.label_way, Whose::Label));
    let parts = [Some((&said.element, &kept.element, &kept.way, Whose::Element)), label];
    for (said, kept, way, whose) in parts.into_iter().flatten() {
        let mut kept = kept.clone();
        kept.remove("id");
        kept.remove("groupIds");
        let words = group(&kept, whose)
            .iter()
            .filter_map(|name| kept.remove_entry(*name))
            .collect::<Words>();
        let is_there = way.as_ref().is_none_or(|way| *way == way_of(said, whose));
        if !words.is_empty() && is_there {
            offers.push(Offer { words, whose });
        }
        let roundness = ["roundness", "strokeSharpness"]
            .iter()
            .filter_map(|name| kept.remove_entry(*name));
        let words = roundness.collect::<Words>();
        if !words.is_empty() {
            offers.push(Offer { words, whose });
        }
        let known = |name: &str| said.contains_key(name);
        let (known, unknown) = kept.into_iter().partition::<Words, _>(|(name, _)| known(name));
        if !unknown.is_empty() {
            offers.push(Offer { words: unknown, whose });
        }
        offers.extend(known.into_iter().map(|(name, value)| Offer {
            words: Map::from_iter([(name, value)]),
            whose,
        }));
    }
    offers
}

fn with<'a>(said: &Said, offers: impl IntoIterator<Item = &'a Offer>) -> Said {
    let mut said = said.clone();
    for offer in offers {
        let words = match &mut said.label {
            Some(label) if offer.whose == Whose::Label => label,
            _ => &mut said.element,
        };
        for (name, value) in &offer.words {
            match (words.get_mut(name), value) {
                (Some(Value::Object(ours)), Value::Object(theirs)) if name == "customData" => {
                    ours.extend(theirs.clone());
                }
                (_, _) => drop(words.insert(name.clone(), value.clone())),
            }
        }
    }
    said
}

/// What elements mean, read as any other file. Where a bound end stands follows from what it is bound to.
fn meaning(list: &[Value], pictures: &BTreeMap<String, AssetHash>) -> BTreeMap<ElementId, Element> {
    let Ok(read) = read_list(list, Pictures::Known(pictures), "") else {
        return BTreeMap::new();
    };
    let meant = read.elements.into_iter().map(|(_, mut element)| {
        if let Kind::Connector(connector) = &mut element.kind {
            let connector = Arc::make_mut(connector);
            for end in [&mut connector.start, &mut connector.end] {
                if end.bound.is_some() {
                    *end = End {
                        bound: end.bound,
                        ..End::default()
                    };
                }
            }
        }
        (element.id, element)
    });
    meant.collect()
}

fn list_of(said: &[Said]) -> Vec<Value> {
    let mut list = Vec::new();
    for said in said {
        list.extend(said.drawn.iter().cloned().map(Value::Object));
        list.push(Value::Object(said.element.clone()));
        list.extend(said.label.clone().map(Value::Object));
    }
    list
}

/// The names that imported elements had in their file, each as long as it stands for that element alone.
fn names_of(kept: &BTreeMap<ElementId, Kept>) -> Names {
    let mut names = Names::default();
    let mut taken = BTreeSet::new();
    let text = |words: &Words| words.get("id").and_then(Value::as_str).map(str::to_owned);
    let mut known = Vec::new();
    for (id, kept) in kept {
        let Some(name) = text(&kept.element) else { continue };
        if note_name(&mut names, *id, "", &name) {
            taken.insert(name);
            known.push((id, kept));
        }
        let groups = kept.element.get("groupIds").and_then(Value::as_array);
        for group in groups.into_iter().flatten().filter_map(Value::as_str) {
            note_group(&mut names, "", group);
        }
    }
    for (id, kept) in known {
        if let Some(name) = text(&kept.label).filter(|name| taken.insert(name.clone())) {
            names.labels.insert(*id, name);
        }
    }
    names
}

fn pictures_of(elements: &[&Arc<Element>]) -> BTreeMap<String, AssetHash> {
    let images = elements.iter().filter_map(|element| {
        let Kind::Image(hash) = element.kind else { return None };
        Some((file_id(hash), hash))
    });
    images.collect()
}

/// The sizes of pictures in pixels, by what they are called.
type Sizes = BTreeMap<String, (f64, f64)>;

fn files_of(elements: &[&Arc<Element>], picture: impl Fn(AssetHash) -> Option<Asset>) -> (Map<String, Value>, Sizes) {
    let (mut files, mut sizes) = (Map::new(), Sizes::new());
    for (id, hash) in pictures_of(elements) {
        let Some(asset) = picture(hash) else { continue };
        let data = format!("data:{};base64,{}", asset.mime, base64::encode(&asset.bytes));
        let file = json!({"mimeType": asset.mime, "id": id, "dataURL": data, "created": 1, "lastRetrieved": 1});
        if let Some(known) = image::recognise(&asset.bytes) {
            sizes.insert(id.clone(), (f64::from(known.width), f64::from(known.height)));
        }
        files.insert(id, file);
    }
    (files, sizes)
}

/// A crop counts in the pixels of its picture: of ours they are known only here. What a file said stays as it is; its
/// pixels need not be those of the bytes, which a picture may be stored lying in.
fn in_pixels(words: &mut Value, sizes: &Sizes) {
    let size = words.get("fileId").and_then(Value::as_str).and_then(|id| sizes.get(id));
    let crop = words.get_mut("crop").and_then(Value::as_object_mut);
    let Some((&(width, height), crop)) = size.zip(crop) else {
        return;
    };
    let told = |whole: &str| crop.get(whole).and_then(Value::as_u64);
    let is_ours = ["naturalWidth", "naturalHeight"]
        .iter()
        .all(|whole| told(whole) == Some(u64::from(CROP_PARTS)));
    if !is_ours {
        return;
    }
    for (whole, sides, pixels) in [
        ("naturalWidth", ["x", "width"], width),
        ("naturalHeight", ["y", "height"], height),
    ] {
        for side in sides {
            let part = crop.get(side).and_then(Value::as_f64).unwrap_or_default();
            crop.insert(side.to_owned(), number(part / f64::from(CROP_PARTS) * pixels));
        }
        crop.insert(whole.to_owned(), number(pixels));
    }
}
