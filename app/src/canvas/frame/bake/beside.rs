//! A whole picture that one frame cannot paint, made beside the one that is shown: a part in each frame, lowest first.

use super::{super::palette::Palette, BESIDE_PER_FRAME, Baked, Draft};
use crate::canvas::device::View;

impl Baked {
    /// Begins to paint the whole picture beside, where there is a layer for that and somebody looks.
    pub(super) fn begin_beside(&self, palette: &Palette<'_>) -> Option<usize> {
        (palette.beside.is_some() && self.draft == Draft::Shown).then_some(0)
    }

    /// Something else was painted, or is to be painted, where the picture is being made.
    pub(super) fn begin_again(&mut self) {
        self.beside = self.beside.map(|_| 0);
    }

    /// Goes on with the picture beside. Tiles would paint again and again what reaches over their edges.
    pub(super) fn paint_beside(&mut self, n_done: usize, view: View, palette: &Palette<'_>) {
        let whole = self.whole();
        match palette.paint_some(whole, view, n_done, BESIDE_PER_FRAME) {
            Some(n_now) => self.beside = Some(n_done + n_now),
            None => {
                self.beside = None;
                if let Some(beside) = palette.beside {
                    self.layer.copy(beside);
                }
            }
        }
    }
}
