//! How a figure is told: a line for people, a row of JSON for programs.

use std::io::Write;

use serde::Serialize;

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it must not exceed, if something.
    pub limit: Option<f64>,
    /// Whether it does not.
    pub ok: bool,
}

impl Row {
    /// A figure with a limit.
    pub fn limited(name: &str, value: f64, unit: &'static str, limit: f64) -> Row {
        Row {
            name: name.to_owned(),
            value,
            unit,
            limit: Some(limit),
            ok: value <= limit,
        }
    }

    /// A figure to compare with.
    pub fn plain(name: &str, value: f64, unit: &'static str) -> Row {
        Row {
            name: name.to_owned(),
            value,
            unit,
            limit: None,
            ok: true,
        }
    }

    /// The line for people.
    pub fn line(&self) -> String {
        let verdict = match self.limit {
            Some(limit) if self.ok => format!("  (must be <= {limit})"),
            Some(limit) => format!("  MISSED: must be <= {limit}"),
            None => String::new(),
        };
        format!("{:<58} {:>12.3} {}{verdict}", self.name, self.value, self.unit)
    }
}

/// A line on standard output.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone away is no reason to stop measuring.
    let _gone = writeln!(out, "{line}");
}

/// The value below which so many percent of the values lie; 0 of none.
pub fn percentile(values: &mut [f64], percent: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let index = (values.len() as f64 * percent / 100.0) as usize;
    values.get(index.min(last)).copied().unwrap_or(0.0)
}
