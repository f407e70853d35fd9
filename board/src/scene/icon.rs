//! The icons of parts and signs: plain lines on a grid of 24 by 24, put into a box.

use kurbo::{Affine, Arc, BezPath, Ellipse, Point, Rect, Shape, Vec2};

use crate::{element::Sign, part::Part};

/// How exactly curves are followed, on the grid.
const ACCURACY: f64 = 0.02;
const GRID: f64 = 24.0;

/// A piece of an icon; whole numbers are halves of the grid's units.
enum Piece {
    Line(&'static [(i16, i16)]),
    Closed(&'static [(i16, i16)]),
    /// Middle and radii.
    Round(i16, i16, i16, i16),
    /// Middle, radius, first angle and sweep in degrees.
    Bow(i16, i16, i16, i16, i16),
}

use Piece::{Bow, Closed, Line, Round};

/// The lines of a part's icon in a box.
pub fn part_icon(part: Part, within: Rect) -> BezPath {
    drawn(of_part(part), within)
}

/// The lines of a sign's icon in a box; a pin's is its round.
pub fn sign_icon(sign: Sign, within: Rect) -> BezPath {
    drawn(of_sign(sign), within)
}

/// The sign that an element leads somewhere: two links of a chain.
pub(super) fn link_icon(within: Rect) -> BezPath {
    drawn(
        &[
            Line(&[(18, 20), (14, 20), (8, 24), (8, 28), (14, 32), (20, 32), (26, 28)]),
            Line(&[(28, 28), (34, 28), (40, 24), (40, 20), (34, 16), (28, 16), (22, 20)]),
            Line(&[(18, 28), (30, 20)]),
        ],
        within,
    )
}

fn of_part(part: Part) -> &'static [Piece] {
    match part {
        Part::Client => &[
            Closed(&[(4, 6), (44, 6), (44, 34), (4, 34)]),
            Line(&[(24, 34), (24, 42)]),
            Line(&[(14, 42), (34, 42)]),
        ],
        Part::Mobile => &[
            Closed(&[(13, 3), (35, 3), (35, 45), (13, 45)]),
            Line(&[(21, 39), (27, 39)]),
        ],
        Part::Cdn => &[
            Round(24, 24, 8, 8),
            Round(7, 8, 4, 4),
            Round(41, 8, 4, 4),
            Round(7, 40, 4, 4),
            Round(41, 40, 4, 4),
            Line(&[(10, 11), (18, 18)]),
            Line(&[(38, 11), (30, 18)]),
            Line(&[(10, 37), (18, 30)]),
            Line(&[(38, 37), (30, 30)]),
        ],
        Part::Dns => &[Round(24, 24, 20, 20), Round(24, 24, 9, 20), Line(&[(4, 24), (44, 24)])],
        Part::LoadBalancer => &[
            Round(8, 24, 5, 5),
            Round(40, 8, 5, 5),
            Round(40, 24, 5, 5),
            Round(40, 40, 5, 5),
            Line(&[(13, 24), (35, 24)]),
            Line(&[(12, 21), (36, 10)]),
            Line(&[(12, 27), (36, 38)]),
        ],
        Part::ApiGateway => &[
            Line(&[(5, 44), (5, 16), (24, 4), (43, 16), (43, 44)]),
            Line(&[(16, 44), (16, 26), (32, 26), (32, 44)]),
            Line(&[(2, 44), (46, 44)]),
        ],
        Part::Service => &[
            Closed(&[(24, 3), (43, 14), (43, 34), (24, 45), (5, 34), (5, 14)]),
            Round(24, 24, 8, 8),
        ],
        Part::Worker => &[
            Round(24, 24, 6, 6),
            Round(24, 24, 14, 14),
            Line(&[(24, 3), (24, 10)]),
            Line(&[(24, 38), (24, 45)]),
            Line(&[(3, 24), (10, 24)]),
            Line(&[(38, 24), (45, 24)]),
            Line(&[(9, 9), (14, 14)]),
            Line(&[(34, 34), (39, 39)]),
            Line(&[(39, 9), (34, 14)]),
            Line(&[(14, 34), (9, 39)]),
        ],
        Part::Function => &[
            Line(&[(12, 5), (18, 5), (36, 43), (42, 43)]),
            Line(&[(23, 17), (10, 43)]),
        ],
        Part::Cache => &[Closed(&[(27, 3), (8, 28), (23, 28), (20, 45), (40, 19), (25, 19)])],
        Part::Sql => &[
            Closed(&[(4, 7), (44, 7), (44, 41), (4, 41)]),
            Line(&[(4, 18), (44, 18)]),
            Line(&[(4, 30), (44, 30)]),
            Line(&[(18, 18), (18, 41)]),
        ],
        Part::NoSql => &[
            Line(&[(18, 5), (12, 7), (11, 19), (5, 24), (11, 29), (12, 41), (18, 43)]),
            Line(&[(30, 5), (36, 7), (37, 19), (43, 24), (37, 29), (36, 41), (30, 43)]),
            Round(24, 18, 1, 1),
            Round(24, 31, 1, 1),
        ],
        Part::ObjectStore => &[
            Closed(&[(4, 10), (18, 10), (23, 16), (44, 16), (44, 40), (4, 40)]),
            Line(&[(4, 23), (44, 23)]),
        ],
        Part::Search => &[Round(20, 20, 15, 15), Line(&[(31, 31), (44, 44)])],
        Part::Queue => &[
            Closed(&[(3, 14), (13, 14), (13, 34), (3, 34)]),
            Closed(&[(19, 14), (29, 14), (29, 34), (19, 34)]),
            Closed(&[(35, 14), (45, 14), (45, 34), (35, 34)]),
        ],
        Part::Topic => &[
            Round(24, 24, 4, 4),
            Bow(24, 24, 12, -50, 100),
            Bow(24, 24, 12, 130, 100),
            Bow(24, 24, 20, -50, 100),
            Bow(24, 24, 20, 130, 100),
        ],
        Part::Stream => &[
            Line(&[(5, 8), (17, 24), (5, 40)]),
            Line(&[(18, 8), (30, 24), (18, 40)]),
            Line(&[(31, 8), (43, 24), (31, 40)]),
        ],
        Part::Scheduler => &[Round(24, 24, 20, 20), Line(&[(24, 11), (24, 24), (33, 29)])],
        Part::ThirdParty => &[
            Line(&[(20, 10), (7, 10), (7, 42), (39, 42), (39, 28)]),
            Line(&[(27, 5), (43, 5), (43, 21)]),
            Line(&[(43, 5), (22, 26)]),
        ],
        Part::User => &[Round(24, 14, 10, 10), Bow(24, 45, 19, 180, 180)],
        Part::Region => &[
            Round(24, 18, 5, 5),
            Bow(24, 18, 14, 150, 240),
            Line(&[(12, 25), (24, 45), (36, 25)]),
        ],
        Part::Zone => &[
            Closed(&[(5, 5), (43, 5), (43, 21), (5, 21)]),
            Closed(&[(5, 27), (43, 27), (43, 43), (5, 43)]),
            Line(&[(12, 13), (14, 13)]),
            Line(&[(12, 35), (14, 35)]),
        ],
    }
}

fn of_sign(sign: Sign) -> &'static [Piece] {
    match sign {
        Sign::Pin(_) => &[Round(24, 24, 20, 20), Line(&[(19, 17), (25, 12), (25, 36)])],
        Sign::Cut => &[
            Round(12, 36, 7, 7),
            Round(36, 36, 7, 7),
            Line(&[(16, 30), (35, 4)]),
            Line(&[(32, 30), (13, 4)]),
        ],
        Sign::Later => &[Round(24, 24, 20, 20), Line(&[(24, 11), (24, 24), (33, 29)])],
        Sign::Risk => &[
            Closed(&[(24, 4), (45, 42), (3, 42)]),
            Line(&[(24, 18), (24, 29)]),
            Line(&[(24, 35), (24, 36)]),
        ],
        Sign::Instrument => &[
            Bow(24, 32, 20, 180, 180),
            Line(&[(4, 32), (4, 38), (44, 38), (44, 32)]),
            Line(&[(24, 32), (34, 20)]),
        ],
        Sign::Assumption => &[
            Line(&[
                (14, 15),
                (16, 8),
                (24, 5),
                (32, 8),
                (34, 15),
                (31, 21),
                (24, 26),
                (24, 33),
            ]),
            Line(&[(24, 42), (24, 43)]),
        ],
    }
}

fn drawn(pieces: &[Piece], within: Rect) -> BezPath {
    let place = |(x, y): &(i16, i16)| Point::new(f64::from(*x) / 2.0, f64::from(*y) / 2.0);
    let mut path = BezPath::new();
    for piece in pieces {
        match piece {
            Line(points) | Closed(points) => {
                let begin = path.elements().len();
                for point in *points {
                    if path.elements().len() == begin {
                        path.move_to(place(point));
                    } else {
                        path.line_to(place(point));
                    }
                }
                if matches!(piece, Closed(_)) {
                    path.close_path();
                }
            }
            Round(x, y, across, down) => {
                let radii = Vec2::new(f64::from(*across) / 2.0, f64::from(*down) / 2.0);
                path.extend(Ellipse::new(place(&(*x, *y)), radii, 0.0).path_elements(ACCURACY));
            }
            Bow(x, y, radius, first, sweep) => {
                let radius = f64::from(*radius) / 2.0;
                let (first, sweep) = (f64::from(*first).to_radians(), f64::from(*sweep).to_radians());
                let bow = Arc::new(place(&(*x, *y)), (radius, radius), first, sweep, 0.0);
                path.extend(bow.path_elements(ACCURACY));
            }
        }
    }
    let scale = within.width().min(within.height()) / GRID;
    path.apply_affine(Affine::translate(within.origin().to_vec2()) * Affine::scale(scale));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_lies_in_its_box_and_no_two_are_alike() {
        let within = Rect::new(10.0, 10.0, 34.0, 34.0);
        let mut seen: Vec<BezPath> = Vec::new();
        for part in Part::ALL {
            let path = part_icon(part, within);
            assert!(
                within.union(path.bounding_box()) == within,
                "{part:?} {:?}",
                path.bounding_box()
            );
            assert!(
                !seen.iter().any(|other| other.elements() == path.elements()),
                "{part:?}"
            );
            seen.push(path);
        }
        for sign in Sign::ALL {
            let path = sign_icon(sign, within);
            assert!(within.union(path.bounding_box()) == within, "{sign:?}");
        }
    }
}
