//! The style sheets: the first one, with the fonts' faces, then `style/*.css` with tokens, base and layout first; and
//! those of the parts of the page that travel later, one for each folder in `style`.

use anyhow::{Context, Result, bail};

use crate::bundled_fonts::{FAMILIES, Family, FontFile};
use crate::repository::{Repository, files_below};
use crate::web::assets::Assets;

/// In this order and before all others, because the cascade layers are declared by the first.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "layout.css"];

/// Parts of the page with a sheet of their own: folders in `style`.
pub(crate) const PARTS: [&str; 1] = ["review"];

pub(crate) fn first(repository: &Repository, assets: &Assets) -> Result<String> {
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
    let (firsts, _) = names(repository)?.into_iter().partition(|name| !name.contains('/'));
    add(repository, &mut sheet, &ordered(firsts)?)?;
    Ok(sheet)
}

pub(crate) fn of_part(repository: &Repository, part: &str) -> Result<String> {
    let mut names = names(repository)?;
    names.retain(|name| name.split_once('/').is_some_and(|(folder, _)| folder == part));
    names.sort();
    if names.is_empty() {
        bail!("style/{part} has no style sheets");
    }
    let mut sheet = String::new();
    add(repository, &mut sheet, &names)?;
    Ok(sheet)
}

fn add(repository: &Repository, sheet: &mut String, names: &[String]) -> Result<()> {
    for name in names {
        sheet.push_str(&repository.read(&format!("style/{name}"))?);
        sheet.push('\n');
    }
    Ok(())
}

/// Of all sheets, below `style`; a folder that is no part of the page is an error.
fn names(repository: &Repository) -> Result<Vec<String>> {
    let folder = repository.path("style");
    let mut names = Vec::new();
    for path in files_below(&folder)? {
        if path.extension().is_some_and(|extension| extension == "css") {
            let relative = path.strip_prefix(&folder).context("a style sheet outside style")?;
            names.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    for name in &names {
        if let Some((part, _)) = name.split_once('/')
            && !PARTS.contains(&part)
        {
            bail!("style/{name} belongs to no part of the page");
        }
    }
    Ok(names)
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
