//! Letters: lines of text as they are, and as bars where they could not be read.

use board::{element::Align, scene::TextLine, text_metrics::is_right_to_left};

use super::Run;
use crate::decimal::fixed;

/// Text smaller than this many device pixels cannot be read: its lines are bars,
const TEXT_MIN_PX: f64 = 3.0;
/// as faint as letters look from afar,
const BAR_OPACITY: f64 = 0.35;
/// and nothing where they would be thinner.
const BAR_MIN_PX: f64 = 0.4;

impl Run<'_> {
    pub(super) fn write(&mut self, line: &TextLine, scale: f64) {
        if line.size * scale < TEXT_MIN_PX {
            self.write_from_afar(line, scale);
            return;
        }
        if self.set.text != Some((line.size, line.font, line.align)) {
            self.set.text = Some((line.size, line.font, line.align));
            self.context.set_font(&format!(
                "{}px \"{}\", sans-serif",
                fixed(line.size, 3),
                line.font.family()
            ));
            self.context.set_text_align(match line.align {
                Align::Left => "left",
                Align::Centre => "center",
                Align::Right => "right",
            });
        }
        self.set_fill(line.paint);
        self.set_direction(is_right_to_left(&line.text));
        self.context.fill_text(&line.text, line.at.x, line.at.y).ok();
    }

    /// A line of text as a bar as high as its small letters.
    fn write_from_afar(&mut self, line: &TextLine, scale: f64) {
        let height = line.size / 2.0;
        if height * scale < BAR_MIN_PX {
            return;
        }
        let left = match line.align {
            Align::Left => line.at.x,
            Align::Centre => line.at.x - line.width / 2.0,
            Align::Right => line.at.x - line.width,
        };
        let opacity = self.set.opacity;
        self.set_fill(line.paint);
        self.set_opacity(opacity * BAR_OPACITY);
        self.context.fill_rect(left, line.at.y - height, line.width, height);
        self.set_opacity(opacity);
    }
}
