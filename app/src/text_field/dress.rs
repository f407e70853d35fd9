//! How the text field looks, in the words of style sheets: where its element is, as large as the camera shows it.

use board::{element::Face, id::ElementId, scene::letters_of};
use kurbo::Affine;

use super::place::Place;
use crate::{canvas::css_of, decimal::fixed, session::Session};

/// Values for the field's style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dress {
    pub(super) class: &'static str,
    pub(super) transform: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) font_size: String,
    pub(super) font_family: &'static str,
    pub(super) text_align: &'static str,
    pub(super) colour: String,
}

impl Dress {
    /// For an element whose text is being typed; follows board and camera.
    pub(super) fn of(session: Session, id: ElementId, typed: &str) -> Dress {
        session.revision().track();
        let camera = session.camera().get().transform();
        let found = session.with_board(|board| {
            let element = board.element(id)?;
            Some((Place::of(element, board, typed), css_of(letters_of(element))))
        });
        let Some((place, colour)) = found else {
            return Dress::default();
        };
        Dress {
            class: match (place.wraps, place.is_on_line) {
                (true, _) => "text-field text-field-wrapped",
                (false, true) => "text-field text-field-on-line",
                (false, false) => "text-field",
            },
            transform: css_matrix(camera * place.to_board),
            width: format!("{}px", fixed(place.width, 2)),
            height: format!("{}px", fixed(place.height, 2)),
            font_size: format!("{}px", place.font_size),
            font_family: match place.face {
                Face::Board => "var(--font-text)",
                Face::Code => "var(--font-code)",
            },
            text_align: place.text_align(),
            colour,
        }
    }
}

/// A transformation as style sheets write it.
fn css_matrix(transform: Affine) -> String {
    let coefficients = transform.as_coeffs().map(|coefficient| fixed(coefficient, 5));
    format!("matrix({})", coefficients.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_reads_matrices() {
        assert_eq!(
            css_matrix(Affine::translate((10.0, 20.0)) * Affine::scale(2.0)),
            "matrix(2.00000, 0.00000, 0.00000, 2.00000, 10.00000, 20.00000)"
        );
    }
}
