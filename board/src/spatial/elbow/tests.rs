use proptest::prelude::*;

use super::*;

/// A box from `x y width height` in board units.
fn block([x, y, width, height]: [i32; 4]) -> Block {
    let [x, y, width, height] = [x, y, width, height].map(|units| units * 8);
    Block {
        x0: x,
        y0: y,
        x1: x + width,
        y1: y + height,
    }
}

fn bound(place: [i32; 4]) -> Anchor {
    Anchor {
        is_in_the_way: true,
        ..Anchor::free(Point::default()).around(block(place))
    }
}

impl Anchor {
    fn around(self, block: Block) -> Anchor {
        Anchor { block, ..self }
    }
}

fn ask(start: &Anchor, end: &Anchor, via: &[Point], others: &[Block]) -> Course {
    let (mut start, mut end) = (start.clone(), end.clone());
    Anchor::settle(&mut start, &mut end);
    find(&Question { start, end, via }, &mut |near| {
        others.iter().copied().filter(|other| other.overlaps(near)).collect()
    })
}

/// The corners in board units.
fn told(course: &Course) -> String {
    let place = |point: &Point| {
        let units = point.to_units();
        format!("{},{}", units.x, units.y)
    };
    course.corners.iter().map(place).collect::<Vec<_>>().join(" ")
}

const LEFT: [i32; 4] = [0, 0, 100, 60];

#[test]
fn ways_are_short_and_bend_little() {
    /// What it shows, the ends, what stands in the way, the corners.
    type Case = (&'static str, [i32; 4], &'static [[i32; 4]], &'static str);
    let cases: &[Case] = &[
        ("beside each other", [300, 0, 100, 60], &[], "102,30 298,30"),
        ("nearly on one line", [300, 10, 100, 60], &[], "102,35 298,35"),
        ("below", [0, 200, 100, 60], &[], "50,62 50,198"),
        ("askew: one bend", [300, 200, 100, 60], &[], "102,30 350,30 350,198"),
        (
            "near and askew: half-way",
            [160, 50, 100, 60],
            &[],
            "102,30 130,30 130,80 158,80",
        ),
        (
            "one in between: round it, with a margin",
            [400, 0, 100, 60],
            &[[200, -40, 60, 120]],
            "102,30 180,30 180,100 380,100 380,30 398,30",
        ),
        (
            "one that does not reach the line is left alone",
            [400, 0, 100, 60],
            &[[200, 60, 60, 120]],
            "102,30 398,30",
        ),
        (
            "through a gap that leaves no room for margins",
            [400, 0, 100, 60],
            &[[200, -500, 60, 520], [200, 40, 60, 500]],
            "102,30 398,30",
        ),
    ];
    for (name, to, others, expected) in cases {
        let others = others.iter().copied().map(block).collect::<Vec<_>>();
        assert_eq!(told(&ask(&bound(LEFT), &bound(*to), &[], &others)), *expected, "{name}");
    }
}

#[test]
fn an_exact_place_is_left_at_the_nearest_side() {
    let aimed = |x: i32, y: i32| Anchor {
        aim: Some(Point::new(x * 8, y * 8)),
        ..bound(LEFT)
    };
    let to = bound([300, 200, 100, 60]);
    assert_eq!(told(&ask(&aimed(90, 30), &to, &[], &[])), "102,30 350,30 350,198");
    assert_eq!(told(&ask(&aimed(20, 55), &to, &[], &[])), "20,62 20,230 298,230");
    assert_eq!(told(&ask(&aimed(30, 2), &to, &[], &[])), "30,-2 30,-20 350,-20 350,198");
}

#[test]
fn free_ends_begin_where_they_are() {
    let free = |x: i32, y: i32| Anchor::free(Point::new(x * 8, y * 8));
    assert_eq!(told(&ask(&free(0, 0), &free(100, 50), &[], &[])), "0,0 100,0 100,50");
    assert_eq!(told(&ask(&free(0, 0), &free(100, 0), &[], &[])), "0,0 100,0");
    assert_eq!(told(&ask(&free(5, 5), &free(5, 5), &[], &[])), "5,5");
}

#[test]
fn what_holds_the_other_end_is_left_at_its_inside() {
    let course = ask(&bound([0, 0, 400, 300]), &bound([200, 130, 100, 40]), &[], &[]);
    assert_eq!(told(&course), "398,150 302,150");
}

#[test]
fn pinned_points_are_passed() {
    let via = [Point::new(200 * 8, 150 * 8)];
    let course = ask(&bound(LEFT), &bound([300, 0, 100, 60]), &via, &[]);
    assert!(
        course.corners.contains(&via[0]) || passes(&course.corners, via[0]),
        "{}",
        told(&course)
    );
    // More than is searched for: still joined with right angles.
    let many = (0..100).map(|n| Point::new(n * 300, n * n % 700)).collect::<Vec<_>>();
    let course = ask(&bound(LEFT), &bound([300, 0, 100, 60]), &many, &[]);
    assert!(has_right_angles_only(&course.corners));
}

fn passes(corners: &[Point], place: Point) -> bool {
    corners.windows(2).any(|leg| {
        let leg = Block::between(leg[0], leg[1]);
        leg.contains(Block::at(place))
    })
}

fn has_right_angles_only(corners: &[Point]) -> bool {
    corners
        .windows(2)
        .all(|leg| leg[0].x == leg[1].x || leg[0].y == leg[1].y)
}

fn crosses(corners: &[Point], block: Block) -> bool {
    corners.windows(2).any(|leg| {
        let leg = Block::between(leg[0], leg[1]);
        leg.x0 < block.x1 && block.x0 < leg.x1.max(leg.x0 + 1) && leg.y0 < block.y1 && block.y0 < leg.y1.max(leg.y0 + 1)
    })
}

/// Boxes on a wide raster with streets between them: there is always a free way.
fn town() -> impl Strategy<Value = Vec<Block>> {
    let plot = (any::<bool>(), 20..110_i32, 20..110_i32);
    prop::collection::vec(plot, 36).prop_map(|plots| {
        let placed = plots.into_iter().zip(0..).map(|((built, width, height), index)| {
            built.then(|| block([index % 6 * 200, index / 6 * 200, width, height]))
        });
        placed.flatten().collect()
    })
}

proptest! {
    #[test]
    fn b3_a_way_crosses_no_box_where_there_is_a_free_way(
        town in town(),
        ends in any::<[prop::sample::Index; 2]>(),
        via in prop::collection::vec((-50..1_200_i32, -50..1_200_i32), 0..3),
    ) {
        prop_assume!(town.len() > 2);
        let [start, end] = ends.map(|end| *end.get(&town));
        prop_assume!(start != end);
        // A place that is pinned lies on a street.
        let street = |units: i32| (units.div_euclid(200) * 200 + 150) * 8;
        let via = via.into_iter().map(|(x, y)| Point::new(street(x), street(y))).collect::<Vec<_>>();
        let others = town.iter().copied().filter(|other| *other != start && *other != end).collect::<Vec<_>>();
        let anchor = |block: Block| Anchor { is_in_the_way: true, ..Anchor::free(Point::default()).around(block) };
        let course = ask(&anchor(start), &anchor(end), &via, &others);
        prop_assert!(has_right_angles_only(&course.corners));
        for other in &town {
            prop_assert!(!crosses(&course.corners, *other), "{} through {other:?}", told(&course));
        }
        for place in &via {
            prop_assert!(passes(&course.corners, *place));
        }
        let mut backwards = others.clone();
        backwards.reverse();
        prop_assert_eq!(&course, &ask(&anchor(start), &anchor(end), &via, &backwards));
    }

    #[test]
    fn b3_boxes_out_of_reach_have_no_say_and_any_boxes_are_borne(
        places in prop::collection::vec((-300..300_i32, -300..300_i32, 0..200_i32, 0..200_i32), 2..40),
        via in prop::collection::vec((-300..300_i32, -300..300_i32), 0..3),
    ) {
        let blocks = places.into_iter().map(|(x, y, width, height)| block([x, y, width, height])).collect::<Vec<_>>();
        let anchor = |block: Block| Anchor { is_in_the_way: true, ..Anchor::free(Point::default()).around(block) };
        let via = via.into_iter().map(|(x, y)| Point::new(x * 8, y * 8)).collect::<Vec<_>>();
        let others = blocks[2..].to_vec();
        let course = ask(&anchor(blocks[0]), &anchor(blocks[1]), &via, &others);
        prop_assert!(has_right_angles_only(&course.corners));
        let mut within = others.into_iter().filter(|other| other.overlaps(course.reach)).collect::<Vec<_>>();
        within.reverse();
        prop_assert_eq!(&ask(&anchor(blocks[0]), &anchor(blocks[1]), &via, &within), &course);
    }
}
