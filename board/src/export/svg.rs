//! A board as an SVG picture: the same draw list as on screen, in the colours of paper. Text stays text. What a viewer could
//! run or fetch (scripts, foreign objects, addresses) is never written.

mod markup;
mod palette;

use std::{fmt::Write, rc::Rc};

use kurbo::{Affine, Rect, Shape};

use crate::{
    base64,
    board::Board,
    colour::HIGHLIGHT_OPACITY,
    element::{Align, AssetHash, Crop},
    export::json_lines::Asset,
    id::ElementId,
    scene::{self, DrawItem, Paint, Primitive, Stroke, TextLine},
    shape::Flip,
    text_metrics::is_right_to_left,
};
use markup::{escaped, number, path_data, transform};
pub(super) use palette::css;

/// Around the drawing, in board units.
const MARGIN: f64 = 24.0;
/// The picture of a board with nothing on it.
const EMPTY: Rect = Rect::new(0.0, 0.0, 640.0, 360.0);

/// What a picture shows, and in which colours.
pub struct Shown<'a> {
    /// Only these elements; `None` is all of them.
    pub only: Option<&'a [ElementId]>,
    /// Whether the ground is painted.
    pub has_ground: bool,
    /// Between the drawing and the edges, in board units.
    pub margin: f64,
    /// The colours, as style sheets write them.
    pub css: &'a dyn Fn(Paint) -> String,
}

/// The picture of a board in the colours of paper. `image` gives the bytes of an image; one that it does not have is drawn as
/// an empty frame.
pub fn svg(board: &Board, image: impl Fn(AssetHash) -> Option<Asset>) -> String {
    let all = Shown {
        only: None,
        has_ground: true,
        margin: MARGIN,
        css: &css,
    };
    picture(board, &all, image)
}

/// The part of the board that a picture shows, in board units; `None` where there is nothing to show.
pub fn view_of(board: &Board, only: Option<&[ElementId]>, margin: f64) -> Option<Rect> {
    view(&items_of(board, only), margin)
}

/// What a picture shows, lowest first.
pub fn items_of(board: &Board, only: Option<&[ElementId]>) -> Vec<Rc<DrawItem>> {
    let stack = board.stack().into_iter();
    let shown = stack.filter(|element| only.is_none_or(|only| only.contains(&element.id)));
    shown.map(|element| scene::prepare(element, board)).collect()
}

fn view(items: &[Rc<DrawItem>], margin: f64) -> Option<Rect> {
    let drawn = items
        .iter()
        .filter(|item| !item.geometry.primitives.is_empty())
        .filter_map(|item| seen_of(item));
    let drawn = drawn.filter(|bounds| bounds.is_finite());
    drawn
        .reduce(|all, one| all.union(one))
        .map(|all| all.inflate(margin, margin))
}

/// The part of an item that its frame lets be seen.
fn seen_of(item: &DrawItem) -> Option<Rect> {
    let Some(clip) = &item.clip else {
        return Some(item.bounds);
    };
    let clip = clip.bounding_box();
    item.bounds.overlaps(clip).then(|| item.bounds.intersect(clip))
}

/// A picture of a board.
pub fn picture(board: &Board, shown: &Shown<'_>, image: impl Fn(AssetHash) -> Option<Asset>) -> String {
    let items = items_of(board, shown.only);
    let view = view(&items, shown.margin).unwrap_or(EMPTY);
    let mut out = String::new();
    let (x, y, width, height) = (
        number(view.x0),
        number(view.y0),
        number(view.width()),
        number(view.height()),
    );
    put(
        &mut out,
        format_args!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {width} {height}\""),
    );
    put(
        &mut out,
        format_args!(" width=\"{width}\" height=\"{height}\" role=\"img\">\n"),
    );
    if shown.has_ground {
        let ground = (shown.css)(Paint::Ground);
        put(
            &mut out,
            format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n"),
        );
    }
    for item in &items {
        put_item(&mut out, item, &image, shown.css);
    }
    out.push_str("</svg>\n");
    out
}

fn put_item(
    out: &mut String,
    item: &DrawItem,
    image: &impl Fn(AssetHash) -> Option<Asset>,
    css: &dyn Fn(Paint) -> String,
) {
    if let Some(clip) = &item.clip {
        let (id, path) = (item.id.0, path_data(clip));
        put(
            out,
            format_args!("<clipPath id=\"in{id:x}\"><path d=\"{path}\"/></clipPath>\n"),
        );
        put(out, format_args!("<g clip-path=\"url(#in{id:x})\">\n"));
    }
    out.push_str("<g");
    if item.transform != Affine::IDENTITY {
        put(out, format_args!(" transform=\"{}\"", transform(item.transform)));
    }
    if item.opacity < 1.0 {
        put(out, format_args!(" opacity=\"{}\"", number(item.opacity)));
    }
    if item.geometry.primitives.iter().any(is_highlight) {
        out.push_str(" style=\"mix-blend-mode:multiply\"");
    }
    out.push_str(">\n");
    for primitive in &item.geometry.primitives {
        match primitive {
            Primitive::Path {
                path,
                fill,
                stroke,
                hairline: _,
            } => {
                put(out, format_args!("<path d=\"{}\"", path_data(&path.to_path())));
                put(out, format_args!(" fill=\"{}\"", fill.map_or("none".to_owned(), css)));
                if let Some(stroke) = stroke {
                    put_stroke(out, stroke, css);
                }
                out.push_str("/>\n");
            }
            Primitive::Text(line) => put_text(out, line, css),
            Primitive::Image { hash, rect, crop, flip } => put_image(out, *rect, *crop, *flip, image(*hash), css),
        }
    }
    out.push_str("</g>\n");
    if item.clip.is_some() {
        out.push_str("</g>\n");
    }
}

fn is_highlight(primitive: &Primitive) -> bool {
    let stroke = match primitive {
        Primitive::Path { stroke, .. } => stroke.as_ref(),
        Primitive::Text(_) | Primitive::Image { .. } => None,
    };
    stroke.is_some_and(|stroke| matches!(stroke.paint, Paint::Highlight(_)))
}

fn put_stroke(out: &mut String, stroke: &Stroke, css: &dyn Fn(Paint) -> String) {
    let (paint, width) = (css(stroke.paint), number(stroke.width));
    put(out, format_args!(" stroke=\"{paint}\" stroke-width=\"{width}\""));
    if matches!(stroke.paint, Paint::Highlight(_)) {
        put(out, format_args!(" stroke-opacity=\"{}\"", number(HIGHLIGHT_OPACITY)));
    }
    out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    if let Some([dash, gap]) = stroke.dashes() {
        put(
            out,
            format_args!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)),
        );
    }
}

fn put_text(out: &mut String, line: &TextLine, css: &dyn Fn(Paint) -> String) {
    let anchor = match line.align {
        Align::Left => "start",
        Align::Centre => "middle",
        Align::Right => "end",
    };
    // The anchor stays where left is; only the order of what is written turns.
    let direction = if is_right_to_left(&line.text) {
        " style=\"unicode-bidi:plaintext\""
    } else {
        ""
    };
    let (x, y, size) = (number(line.at.x), number(line.at.y), number(line.size));
    put(
        out,
        format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\""),
    );
    put(
        out,
        format_args!(
            " font-family=\"'{}', {}\" fill=\"{}\"",
            line.font.family(),
            line.font.instead(),
            css(line.paint)
        ),
    );
    if line.width > 0.0 && line.text.chars().nth(1).is_some() {
        // Lines were broken by our metrics; another font is fitted into their width.
        put(
            out,
            format_args!(
                " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                number(line.width)
            ),
        );
    }
    put(
        out,
        format_args!(" xml:space=\"preserve\"{}>{}</text>\n", direction, escaped(&line.text)),
    );
}

/// A part of an image is a picture within the picture, which shows what lies in its window.
fn put_image(
    out: &mut String,
    rect: Rect,
    crop: Crop,
    flip: Flip,
    asset: Option<Asset>,
    css: &dyn Fn(Paint) -> String,
) {
    let (x, y, width, height) = (
        number(rect.x0),
        number(rect.y0),
        number(rect.width()),
        number(rect.height()),
    );
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    match asset.filter(|asset| asset.mime.starts_with("image/")) {
        Some(asset) => {
            let (mime, data) = (escaped(&asset.mime), base64::encode(&asset.bytes));
            let is_flipped = flip.horizontal || flip.vertical;
            if is_flipped {
                let side = |flipped: bool| if flipped { -1.0 } else { 1.0 };
                let middle = rect.center().to_vec2();
                let mirror = Affine::translate(middle)
                    * Affine::scale_non_uniform(side(flip.horizontal), side(flip.vertical))
                    * Affine::translate(-middle);
                put(out, format_args!("<g transform=\"{}\">", transform(mirror)));
            }
            let image = format!("preserveAspectRatio=\"none\" href=\"data:{mime};base64,{data}\"");
            if crop == Crop::WHOLE {
                put(out, format_args!("<image {place} {image}/>\n"));
            } else {
                let Crop {
                    left,
                    top,
                    width,
                    height,
                } = crop;
                let window = format!("viewBox=\"{left} {top} {width} {height}\" preserveAspectRatio=\"none\"");
                put(
                    out,
                    format_args!("<svg {place} {window}><image width=\"10000\" height=\"10000\" {image}/></svg>\n"),
                );
            }
            if is_flipped {
                out.push_str("</g>\n");
            }
        }
        None => put(
            out,
            format_args!("<rect {place} fill=\"none\" stroke=\"{}\"/>\n", css(Paint::Muted)),
        ),
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        element::{Connector, Element, End, Kind},
        geometry::{Point, Size},
        id::ElementId,
        op::Op,
        order_key::OrderKey,
        shape::{Head, ShapeKind},
    };

    fn board_of(elements: Vec<Element>) -> Board {
        let mut board = Board::default();
        board.apply(ActorIndex::ROOM, &Op::Create(elements)).expect("they fit");
        board
    }

    fn element(id: u128, kind: Kind) -> Element {
        Element {
            size: Size::new(800, 400),
            ..Element::new(ElementId(id), kind, OrderKey::first())
        }
    }

    #[test]
    fn text_is_text_and_nothing_in_it_is_markup() {
        let mut shape = element(1, Kind::Shape(ShapeKind::Ellipse));
        shape.size.width = 4_000;
        shape.text = "<script>\"&'\u{1}".into();
        let picture = svg(&board_of(vec![shape]), |_| None);
        assert!(
            picture.contains(">&lt;script&gt;&quot;&amp;&#39;\u{fffd}</text>"),
            "{picture}"
        );
        assert!(!picture.contains("<script"));
    }

    #[test]
    fn who_has_not_our_fonts_sees_code_in_equally_wide_letters() {
        let mut shape = element(1, Kind::Shape(ShapeKind::Rectangle));
        shape.text = "x".into();
        let written = |shape: &Element| svg(&board_of(vec![shape.clone()]), |_| None);
        assert!(written(&shape).contains("'Atkinson Hyperlegible', sans-serif"));
        shape.extras.face = crate::element::Face::Code;
        assert!(written(&shape).contains("'JetBrains Mono', monospace"));
    }

    #[test]
    fn shapes_connectors_and_images_are_drawn() {
        let connector = Connector {
            end: End {
                at: Point::new(8_000, 0),
                bound: None,
            },
            end_head: Head::Triangle,
            ..Connector::default()
        };
        let hash = AssetHash::of(b"picture");
        let elements = vec![
            element(1, Kind::Shape(ShapeKind::Cylinder)),
            element(2, Kind::Connector(connector.into())),
            element(3, Kind::Image(hash)),
        ];
        let board = board_of(elements);
        let asset = Asset {
            hash,
            mime: "image/png".to_owned(),
            bytes: b"picture".to_vec(),
        };
        let picture = svg(&board, |wanted| (wanted == hash).then(|| asset.clone()));
        assert!(picture.contains("href=\"data:image/png;base64,cGljdHVyZQ==\""));
        assert!(picture.matches("<path").count() >= 4, "{picture}");
        assert!(!svg(&board, |_| None).contains("href"));
        assert!(svg(&Board::default(), |_| None).contains("viewBox=\"0 0 640 360\""));
    }

    #[test]
    fn frames_show_what_lies_inside_and_pictures_the_part_that_is_left() {
        let hash = AssetHash::of(b"picture");
        let mut picture = element(2, Kind::Image(hash));
        picture.extras.frame = Some(ElementId(1));
        picture.extras.crop = Some(Crop {
            left: 2_500,
            ..Crop {
                width: 7_500,
                ..Crop::WHOLE
            }
        });
        picture.extras.flip.horizontal = true;
        let board = board_of(vec![element(1, Kind::Frame), picture]);
        let asset = Asset {
            hash,
            mime: "image/png".to_owned(),
            bytes: b"picture".to_vec(),
        };
        let drawn = svg(&board, |_| Some(asset.clone()));
        assert!(drawn.contains("<g clip-path=\"url(#in2)\">"), "{drawn}");
        assert!(drawn.contains("viewBox=\"2500 0 7500 10000\""), "{drawn}");
        assert!(drawn.contains("matrix(-1.000000"), "{drawn}");
        assert_eq!(drawn.matches("<g").count(), drawn.matches("</g>").count());
    }
}
