//! Equal gaps: the boxes that stand in one row, and where another one would stand as far from its neighbours as they do.

use crate::sorting::sort_by;

/// What stands in a row, as pairs of where each begins and ends.
pub(super) struct Row {
    /// Between two neighbours: where the one before ends and the one after begins.
    gaps: Vec<(f64, f64)>,
    /// Where the neighbour before each gap begins and where the one after it ends.
    around: Vec<(f64, f64)>,
}

impl Row {
    /// Of boxes in any order.
    pub(super) fn of(mut spans: Vec<(f64, f64)>) -> Row {
        sort_by(&mut spans, |left, right| left.0.total_cmp(&right.0));
        let mut row = Row {
            gaps: Vec::new(),
            around: Vec::new(),
        };
        let mut before: Option<(f64, f64)> = None;
        for (from, to) in spans {
            match before {
                Some((begins, ends)) if from > ends => {
                    row.gaps.push((ends, from));
                    row.around.push((begins, to));
                    before = Some((from, to));
                }
                // What overlaps is one neighbour.
                Some((begins, ends)) => {
                    let ends = ends.max(to);
                    if let Some(last) = row.around.last_mut() {
                        last.1 = ends;
                    }
                    before = Some((begins, ends));
                }
                None => before = Some((from, to)),
            }
        }
        row
    }

    /// The least way, within reach, to where a box of this span makes a gap that is there already.
    pub(super) fn pull(&self, span: (f64, f64), reach: f64) -> Option<f64> {
        let ways = self.fits(span).map(|(way, _)| way).filter(|way| way.abs() <= reach);
        ways.min_by(|left, right| left.abs().total_cmp(&right.abs()))
    }

    /// The gaps that are equal with a box where it is, each once.
    pub(super) fn equal_gaps(&self, span: (f64, f64), same: f64) -> Vec<(f64, f64)> {
        let mut equal: Vec<(f64, f64)> = Vec::new();
        for (_, gaps) in self.fits(span).filter(|(way, _)| way.abs() <= same) {
            for gap in gaps.into_iter().filter(|gap| gap.1 - gap.0 > same) {
                if !equal.contains(&gap) {
                    equal.push(gap);
                }
            }
        }
        equal
    }

    /// Every way to an equal gap, with the two gaps that are equal then.
    fn fits(&self, (from, to): (f64, f64)) -> impl Iterator<Item = (f64, [(f64, f64); 2])> {
        let length = to - from;
        let fit = move |(gap, around): (&(f64, f64), &(f64, f64))| {
            let wide = gap.1 - gap.0;
            let between = (wide > length).then(|| {
                let at = gap.0 + (wide - length) / 2.0;
                (at - from, [(gap.0, at), (at + length, gap.1)])
            });
            let after = around.1 + wide;
            let before = around.0 - wide;
            [
                between,
                Some((after - from, [*gap, (around.1, after)])),
                Some((before - to, [*gap, (before, around.0)])),
            ]
        };
        self.gaps.iter().zip(&self.around).flat_map(fit).flatten()
    }
}
