//! Crops of images on their way to a drawing's file: ours are told in the pixels of the picture, a file's own stay.

use board::{
    Board, Op,
    actor::ActorIndex,
    base64,
    element::{AssetHash, Crop, Element, Kind},
    export::json_lines::Asset,
    geometry::Size,
    id::ElementId,
    import::excalidraw,
    op::{ElementChange, Prop},
    order_key::OrderKey,
};
use serde_json::{Value, json};

/// The head of a PNG of 40 by 80 pixels.
fn upright() -> Asset {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 0, 40, 0, 0, 0, 80, 8, 2, 0, 0, 0]);
    Asset {
        hash: AssetHash::of(&bytes),
        mime: "image/png".to_owned(),
        bytes,
    }
}

#[test]
fn a_crop_that_a_file_told_goes_out_as_it_came() {
    let asset = upright();
    // Told of the picture as it is seen, which its bytes need not say the size of.
    let crop = json!({"x": 20, "y": 4, "width": 40, "height": 30, "naturalWidth": 80, "naturalHeight": 40});
    let data = format!("data:image/png;base64,{}", base64::encode(&asset.bytes));
    let file = json!({
        "type": "excalidraw",
        "elements": [{"id": "i", "type": "image", "fileId": "f", "x": 0, "y": 0, "width": 100, "height": 50, "crop": crop}],
        "files": {"f": {"dataURL": data, "mimeType": "image/png"}},
    });
    let read = excalidraw::read(&file.to_string()).unwrap();
    let mut board = Board::default();
    board.apply(ActorIndex(1), &Op::Create(read.elements)).unwrap();
    let write = |board: &Board| {
        let text = excalidraw::write(board, None, |_| Some(asset.clone()), excalidraw::Form::File);
        serde_json::from_str::<Value>(&text).unwrap()["elements"][0]["crop"].clone()
    };
    assert_eq!(write(&board), crop);
    // Cropped anew it is our word, in the pixels of the bytes.
    let id = board.elements().next().unwrap().id;
    let half = Crop {
        left: 0,
        top: 0,
        width: 5_000,
        height: 10_000,
    };
    let props = vec![Prop::Crop(Some(half))];
    let op = Op::Update(vec![ElementChange { id, props }]);
    board.apply(ActorIndex(1), &op).unwrap();
    let expected = json!({"x": 0, "y": 0, "width": 20, "height": 80, "naturalWidth": 40, "naturalHeight": 80});
    assert_eq!(write(&board), expected);
}

#[test]
fn a_crop_is_told_in_the_pixels_of_its_picture() {
    let asset = upright();
    let mut image = Element::new(ElementId(1), Kind::Image(asset.hash), OrderKey::first());
    image.size = Size::new(800, 400);
    image.extras.crop = Some(Crop {
        left: 2_500,
        top: 0,
        width: 5_000,
        height: 7_500,
    });
    let mut board = Board::default();
    board.apply(ActorIndex(1), &Op::Create(vec![image.clone()])).unwrap();
    let write = |board: &Board| excalidraw::write(board, None, |_| Some(asset.clone()), excalidraw::Form::File);
    let text = write(&board);
    let told = &serde_json::from_str::<Value>(&text).unwrap()["elements"][0]["crop"];
    let expected = json!({"x": 10, "y": 0, "width": 20, "height": 60, "naturalWidth": 40, "naturalHeight": 80});
    assert_eq!(*told, expected);
    let read = excalidraw::read(&text).unwrap();
    assert_eq!(read.elements.first().unwrap().extras.crop, image.extras.crop);
    let mut again = Board::default();
    again.apply(ActorIndex(1), &Op::Create(read.elements)).unwrap();
    assert_eq!(write(&again), text, "and what is read and written is the same");
}
