//! Every limit of a board at its edge, and numbers that no board holds.

use std::sync::Arc;

use super::*;
use crate::{
    card::{About, Assumption, CodeRange, Decision},
    element::Binding,
    geometry::Size,
    ink::Ink,
    limits::{
        ATOMS_PER_OP, CARD_CHARS, CARD_ELEMENTS, CARDS_PER_BOARD, CODE_UNITS, COORDINATE_MAX, ELEMENTS_PER_BOARD,
        ELEMENTS_PER_OP, FILE_NAME_CHARS, FILES_PER_BOARD, INSERT_UNITS, LABEL_UNITS, PHASE_CHARS, PROPS_PER_CHANGE,
        SAMPLES_PER_OP, SAMPLES_PER_STROKE, VIA_POINTS,
    },
};

const FAR: i32 = COORDINATE_MAX + 1;

/// The first is the most that is taken, the second is too much.
#[track_caller]
fn limit(board: &Board, most: &Op, more: &Op) {
    refused(board, ANA, more, Refusal::TooMuch);
    let outcome = board.clone().apply(ANA, most);
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn one_op_and_one_element_hold_so_much_and_no_more() {
    let board = furnished();
    let change = |id| ElementChange {
        id,
        props: vec![Prop::Width(9)],
    };
    let updates = |count| Op::Update(ids(count).into_iter().map(change).collect());
    let (most, more) = (ELEMENTS_PER_OP as u128, ELEMENTS_PER_OP + 1);
    limit(&board, &shapes(10_000..10_000 + most), &shapes(10_000..10_001 + most));
    limit(&board, &updates(ELEMENTS_PER_OP), &updates(more));
    limit(&board, &Op::Delete(ids(ELEMENTS_PER_OP)), &Op::Delete(ids(more)));
    refused(&board, ANA, &Op::Restore(ids(more)), Refusal::TooMuch);
    let props = |count| update(0, vec![Prop::Width(9); count]);
    limit(&board, &props(PROPS_PER_CHANGE), &props(PROPS_PER_CHANGE + 1));
    let groups = |count| update(0, vec![Prop::Groups(ids(count))]);
    limit(
        &board,
        &groups(PROPS_PER_CHANGE),
        &Op::Create(vec![Element {
            groups: ids(PROPS_PER_CHANGE + 1).into(),
            ..shape(7)
        }]),
    );
    refused(&board, ANA, &groups(PROPS_PER_CHANGE + 1), Refusal::OutOfBounds);
    let via = |count| update(900, vec![Prop::Via(vec![Point::default(); count])]);
    limit(&board, &via(VIA_POINTS), &via(VIA_POINTS + 1));
    let line = Element {
        id: ElementId(7),
        ..connector(End::default(), vec![Point::default(); VIA_POINTS + 1])
    };
    refused(&board, ANA, &Op::Create(vec![line]), Refusal::TooMuch);
}

#[test]
fn b5_a_stroke_holds_so_many_samples_and_no_more() {
    let mut board = furnished();
    limit(&board, &begin(7, SAMPLES_PER_OP), &begin(7, SAMPLES_PER_OP + 1));
    limit(&board, &extend(800, SAMPLES_PER_OP), &extend(800, SAMPLES_PER_OP + 1));
    board.apply(ANA, &begin(7, SAMPLES_PER_OP)).unwrap();
    for _ in 0..SAMPLES_PER_STROKE / SAMPLES_PER_OP - 2 {
        board.apply(ANA, &extend(7, SAMPLES_PER_OP)).unwrap();
    }
    board.apply(ANA, &extend(7, SAMPLES_PER_OP - 1)).unwrap();
    limit(&board, &extend(7, 1), &extend(7, 2));
    let whole = |count| {
        let ink = Ink {
            samples: samples(count),
            ..Ink::default()
        };
        Op::Create(vec![Element {
            kind: Kind::Ink(Arc::new(ink)),
            ..shape(8)
        }])
    };
    limit(&board, &whole(SAMPLES_PER_STROKE), &whole(SAMPLES_PER_STROKE + 1));
}

#[test]
fn texts_names_and_the_journal_hold_so_much_and_no_more() {
    let mut board = furnished();
    let (label, code) = (TextTarget::Element(ElementId(0)), TextTarget::File(FileId(0)));
    limit(
        &board,
        &typed(code, ATOMS_PER_OP, "x"),
        &typed(code, ATOMS_PER_OP + 1, "x"),
    );
    let long = |units: u32| "x".repeat(units as usize);
    limit(
        &board,
        &typed(label, 1, &long(LABEL_UNITS)),
        &typed(label, 1, &long(LABEL_UNITS + 1)),
    );
    limit(
        &board,
        &typed(code, 1, &long(INSERT_UNITS)),
        &typed(code, 1, &long(INSERT_UNITS + 1)),
    );
    let lettered = |units| {
        Op::Create(vec![Element {
            text: long(units).as_str().into(),
            ..shape(7)
        }])
    };
    limit(&board, &lettered(LABEL_UNITS), &lettered(LABEL_UNITS + 1));
    limit(&board, &file(7, FILE_NAME_CHARS), &file(7, FILE_NAME_CHARS + 1));
    let rename = |chars| Op::UpdateFile {
        id: FileId(0),
        change: FileChange::Name("n".repeat(chars)),
    };
    limit(&board, &rename(FILE_NAME_CHARS), &rename(FILE_NAME_CHARS + 1));
    limit(&board, &chat(7, CARD_CHARS), &chat(7, CARD_CHARS + 1));
    cards_hold_so_much(&board);
    let (tenth, rest) = (long(CODE_UNITS / 10), long(CODE_UNITS / 10 - 1));
    for _ in 0..9 {
        board.apply(ANA, &typed(code, 1, &tenth)).unwrap();
    }
    board.apply(ANA, &typed(code, 1, &rest)).unwrap();
    limit(&board, &typed(code, 1, "x"), &typed(code, 1, "xx"));
}

#[test]
fn a_board_holds_so_much_and_no_more() {
    let mut board = furnished();
    for number in 1..FILES_PER_BOARD as u128 - 1 {
        board.apply(ANA, &file(number, 1)).unwrap();
    }
    let last = |board: &mut Board, op: &Op, next: &Op| {
        board.apply(ANA, op).unwrap();
        refused(board, ANA, next, Refusal::TooMuch);
    };
    last(&mut board, &file(98, 1), &file(99, 1));
    for number in 1..CARDS_PER_BOARD as u128 - 1 {
        let mut cards = board.cards.clone();
        let card = Card {
            id: CardId(number),
            author: ANA,
            kind: CardKind::Chat(String::new()),
        };
        cards.insert(number as u32, Arc::new(card));
        board.cards = cards;
    }
    last(&mut board, &chat(9_998, 1), &chat(9_999, 1));
    let step = ELEMENTS_PER_OP as u128;
    // Three stand on it.
    let most = ELEMENTS_PER_BOARD as u128 - 3;
    for from in (0..most).step_by(ELEMENTS_PER_OP) {
        board
            .apply(ANA, &shapes(10_000 + from..10_000 + (from + step).min(most - 1)))
            .unwrap();
    }
    refused(&board, ANA, &shapes(1..3), Refusal::TooMuch);
    last(&mut board, &shapes(1..2), &shapes(2..3));
    refused(&board, ANA, &begin(2, 1), Refusal::TooMuch);
}

const FAR_AWAY: Point = Point::new(0, -FAR);
const FAR_END: End = End {
    at: FAR_AWAY,
    bound: None,
};

fn aimed(x: i32, y: i32) -> End {
    let (element, aim) = (ElementId(0), Some((x, y)));
    let bound = Some(Binding { element, aim });
    End {
        at: Point::default(),
        bound,
    }
}

fn far_sample() -> Samples {
    let sample = Sample {
        at: FAR_AWAY,
        ..Sample::default()
    };
    Samples(vec![sample])
}

#[test]
fn elements_with_absurd_numbers_are_refused() {
    let board = furnished();
    let changed = |change: fn(&mut Element)| {
        let mut element = shape(7);
        change(&mut element);
        element
    };
    let line = |start, via| Element {
        id: ElementId(7),
        ..connector(start, via)
    };
    let far_ink = Ink {
        samples: far_sample(),
        ..Ink::default()
    };
    let ink = Element {
        kind: Kind::Ink(Arc::new(far_ink)),
        ..shape(7)
    };
    let elements = [
        changed(|element| element.origin = FAR_AWAY),
        changed(|element| element.size = Size::new(0, FAR)),
        changed(|element| element.size = Size::new(-1, 0)),
        changed(|element| element.angle_centidegrees = -36_001),
        changed(|element| element.style.opacity_percent = 101),
        changed(|element| element.style.width_eighths = 2_049),
        changed(|element| element.style.font_size = 3),
        changed(|element| element.style.font_size = 1_001),
        line(FAR_END, Vec::new()),
        line(aimed(100_001, 0), Vec::new()),
        line(aimed(0, i32::MIN), Vec::new()),
        line(End::default(), vec![FAR_AWAY]),
        ink,
    ];
    for element in elements {
        refused(&board, ANA, &Op::Create(vec![shape(6), element]), Refusal::OutOfBounds);
    }
}

#[test]
fn properties_with_absurd_numbers_are_refused() {
    let board = furnished();
    let props = [
        Prop::Origin(FAR_AWAY),
        Prop::Size(Size::new(0, FAR)),
        Prop::Angle(36_001),
        Prop::Width(2_049),
        Prop::Opacity(101),
        Prop::FontSize(3),
        Prop::FontSize(1_001),
        Prop::Start(FAR_END),
        Prop::End(aimed(0, 100_001)),
        Prop::Via(vec![FAR_AWAY]),
    ];
    for prop in props {
        let op = update(900, vec![Prop::Locked(true), prop]);
        refused(&board, ANA, &op, Refusal::OutOfBounds);
    }
}

#[test]
fn strokes_with_absurd_places_are_refused() {
    let board = furnished();
    let (id, samples) = (ElementId(800), far_sample());
    refused(&board, ANA, &Op::InkExtend { id, samples }, Refusal::OutOfBounds);
    for far_place in [true, false] {
        let mut op = begin(7, 1);
        if let Op::InkBegin { origin, samples, .. } = &mut op {
            if far_place {
                *origin = FAR_AWAY;
            } else {
                *samples = far_sample();
            }
        }
        refused(&board, ANA, &op, Refusal::OutOfBounds);
    }
}

/// Every field of every card at its limit and beyond.
fn cards_hold_so_much(board: &Board) {
    let words = |chars: usize| "é".repeat(chars);
    let decision = |chars: [usize; 4]| {
        let [decision, options, why, reverse_when] = chars.map(words);
        CardKind::Decision(Box::new(Decision {
            decision,
            options,
            why,
            reverse_when,
            ..Decision::default()
        }))
    };
    let assumption = |chars, elements: usize, code| {
        CardKind::Assumption(Box::new(Assumption {
            text: words(chars),
            about: About {
                elements: vec![ElementId(0); elements],
                code,
            },
            ..Assumption::default()
        }))
    };
    let card = |kind| Op::Card { id: CardId(7), kind };
    let largest = decision([CARD_CHARS; 4]);
    for field in 0..4 {
        let mut chars = [CARD_CHARS; 4];
        chars[field] += 1;
        limit(board, &card(largest.clone()), &card(decision(chars)));
    }
    let most = card(assumption(CARD_CHARS, CARD_ELEMENTS, None));
    limit(board, &most, &card(assumption(CARD_CHARS + 1, 0, None)));
    limit(board, &most, &card(assumption(1, CARD_ELEMENTS + 1, None)));
    let phase = |chars| card(CardKind::Phase(words(chars)));
    limit(board, &phase(PHASE_CHARS), &phase(PHASE_CHARS + 1));
    let code = |from, to| {
        let (file, from, to) = (FileId(0), Utf16(from), Utf16(to));
        card(assumption(1, 0, Some(CodeRange { file, from, to })))
    };
    board.clone().apply(ANA, &code(3, CODE_UNITS)).unwrap();
    refused(board, ANA, &code(3, 2), Refusal::OutOfBounds);
    refused(board, ANA, &code(3, CODE_UNITS + 1), Refusal::OutOfBounds);
    for kind in [
        decision([0, 1, 1, 1]),
        assumption(0, 1, None),
        CardKind::Phase(" \n".to_owned()),
    ] {
        refused(board, ANA, &card(kind), Refusal::NoWords);
    }
}

#[test]
fn a_label_is_wanted_on_its_way_and_not_beyond() {
    let board = furnished();
    let along = |place| Some(crate::element::ALL_ALONG + place);
    assert!(
        board
            .clone()
            .apply(ANA, &update(900, vec![Prop::Along(along(0))]))
            .is_ok()
    );
    refused(
        &board,
        ANA,
        &update(900, vec![Prop::Along(along(1))]),
        Refusal::OutOfBounds,
    );
    let mut line = Element {
        id: ElementId(7),
        ..connector(End::default(), Vec::new())
    };
    line.extras.along = along(1);
    refused(&board, ANA, &Op::Create(vec![line]), Refusal::OutOfBounds);
}
