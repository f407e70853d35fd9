//! The one style sheet: the fonts' faces, then `style/*.css` with tokens, base and layout first.

use anyhow::{Context, Result, bail};

use crate::bundled_fonts::{FAMILIES, Family, FontFile};
use crate::repository::{Repository, files_below};
use crate::web::assets::Assets;

/// In this order and before all others, because the cascade layers are declared by the first.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "layout.css"];

pub(crate) fn sheet(repository: &Repository, assets: &Assets) -> Result<String> {
    let mut sheet = String::new();
    for family in FAMILIES {
        for file in family.files(repository)? {
            sheet.push_str(&font_face(
                family,
                &file,
                &assets.url(&format!("{}.woff2", file.stem(family)))?,
            ));
        }
    }
    for name in ordered(names(repository)?)? {
        sheet.push_str(&repository.read(&format!("style/{name}"))?);
        sheet.push('\n');
    }
    Ok(sheet)
}

fn names(repository: &Repository) -> Result<Vec<String>> {
    let folder = repository.path("style");
    files_below(&folder)?
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .map(|path| {
            let relative = path.strip_prefix(&folder).context("a style sheet outside style")?;
            Ok(relative.to_string_lossy().replace('\\', "/"))
        })
        .collect()
}

fn ordered(mut names: Vec<String>) -> Result<Vec<String>> {
    for first in FIRST {
        if !names.iter().any(|name| name == first) {
            bail!("style/{first} is missing");
        }
    }
    let place = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    names.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.cmp(other)));
    Ok(names)
}

fn font_face(family: &Family, file: &FontFile, url: &str) -> String {
    format!(
        "@font-face {{ font-family: \"{}\"; font-weight: {}; font-style: {}; font-display: swap; \
         src: url(\"{url}\") format(\"woff2\"); unicode-range: {}; }}\n",
        family.css_name, file.weight, file.style, file.unicode_range
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_base_and_layout_come_first_and_the_rest_alphabetically() {
        let names = ["toolbar.css", "layout.css", "board.css", "base.css", "tokens.css"].map(String::from);
        let expected = ["tokens.css", "base.css", "layout.css", "board.css", "toolbar.css"];
        assert_eq!(ordered(names.to_vec()).unwrap(), expected);
    }

    #[test]
    fn a_missing_token_sheet_is_named() {
        let error = ordered(vec!["base.css".into(), "layout.css".into()]).unwrap_err();
        assert_eq!(error.to_string(), "style/tokens.css is missing");
    }
}
