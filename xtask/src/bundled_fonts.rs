//! Which faces of which fonts the page carries, and which characters each file answers for.
//!
//! One list for both the style sheet and the advance tables: a width that the browser would take from another font would
//! break lines elsewhere than the tables say.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use anyhow::{Context, Result};

use crate::repository::Repository;

pub(crate) struct Family {
    pub(crate) css_name: &'static str,
    pub(crate) package: &'static str,
    /// Weight and style, in the words of CSS.
    pub(crate) faces: &'static [(u16, &'static str)],
    pub(crate) subsets: &'static [&'static str],
}

pub(crate) const ATKINSON: Family = Family {
    css_name: "Atkinson Hyperlegible",
    package: "atkinson-hyperlegible",
    faces: &[(400, "normal"), (400, "italic"), (700, "normal")],
    subsets: &["latin", "latin-ext"],
};

pub(crate) const JETBRAINS_MONO: Family = Family {
    css_name: "JetBrains Mono",
    package: "jetbrains-mono",
    faces: &[(400, "normal"), (700, "normal")],
    subsets: &["latin", "latin-ext", "greek", "cyrillic"],
};

pub(crate) const FAMILIES: [&Family; 2] = [&ATKINSON, &JETBRAINS_MONO];

/// One file of a family: a face, cut to the characters of one subset.
pub(crate) struct FontFile {
    pub(crate) weight: u16,
    pub(crate) style: &'static str,
    pub(crate) subset: &'static str,
    /// As CSS writes it: `U+0000-00FF,U+0131`.
    pub(crate) unicode_range: String,
}

impl FontFile {
    /// Without extension; npm has each as `.woff` (read for the tables) and `.woff2` (served).
    pub(crate) fn stem(&self, family: &Family) -> String {
        format!("{}-{}-{}-{}", family.package, self.subset, self.weight, self.style)
    }

    pub(crate) fn npm_path(&self, family: &Family, extension: &str) -> String {
        format!(
            "node_modules/@fontsource/{}/files/{}.{extension}",
            family.package,
            self.stem(family)
        )
    }

    pub(crate) fn covers(&self, character: u32) -> Result<bool> {
        Ok(parse_unicode_range(&self.unicode_range)?
            .iter()
            .any(|range| range.contains(&character)))
    }
}

impl Family {
    pub(crate) fn files(&self, repository: &Repository) -> Result<Vec<FontFile>> {
        let relative = format!("node_modules/@fontsource/{}/unicode.json", self.package);
        let ranges: BTreeMap<String, String> = serde_json::from_str(&repository.read(&relative)?)
            .with_context(|| format!("{relative} is not as expected"))?;
        let mut files = Vec::new();
        for (weight, style) in self.faces {
            for subset in self.subsets {
                let range = ranges
                    .get(*subset)
                    .with_context(|| format!("{relative} has no subset {subset}"))?;
                files.push(FontFile {
                    weight: *weight,
                    style,
                    subset,
                    unicode_range: range.clone(),
                });
            }
        }
        Ok(files)
    }
}

fn parse_unicode_range(text: &str) -> Result<Vec<RangeInclusive<u32>>> {
    text.split(',')
        .map(|part| {
            let digits = part.trim().trim_start_matches("U+");
            let (first, last) = digits.split_once('-').unwrap_or((digits, digits));
            let number =
                |hex: &str| u32::from_str_radix(hex, 16).with_context(|| format!("not a unicode range: {part}"));
            Ok(number(first)?..=number(last)?)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_css_unicode_range_is_read_with_single_characters_and_spans() {
        assert_eq!(
            parse_unicode_range("U+0000-00FF, U+20AC").unwrap(),
            [0..=0xFF, 0x20AC..=0x20AC]
        );
        assert!(parse_unicode_range("latin").is_err());
    }
}
