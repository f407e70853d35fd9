//! Fills the addresses of the hashed files into `public/index.html`, where they stand as `{{name}}`.

use anyhow::{Context, Result};

use crate::web::Purpose;
use crate::web::assets::Assets;

const DEVELOPMENT_MARK: &str = "<meta name=\"chalkback-dev\" content=\"reload\">\n</head>";

pub(crate) fn fill(template: &str, assets: &Assets, purpose: Purpose) -> Result<String> {
    let mut page = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from_name)) = rest.split_once("{{") {
        let (name, after) = from_name
            .split_once("}}")
            .context("public/index.html has {{ without }}")?;
        page.push_str(before);
        page.push_str(
            &assets
                .url(name)
                .context("public/index.html names a file that the build does not make")?,
        );
        rest = after;
    }
    page.push_str(rest);
    Ok(match purpose {
        Purpose::Release => page,
        Purpose::Development => page.replacen("</head>", DEVELOPMENT_MARK, 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses_and_an_unknown_name_is_an_error() {
        let mut assets = Assets::default();
        assets.add("app.js", b"1".to_vec());
        let page = fill("<a href=\"{{app.js}}\">", &assets, Purpose::Release).unwrap();
        assert!(
            page.starts_with("<a href=\"/assets/app.") && page.ends_with(".js\">"),
            "{page}"
        );
        assert!(fill("{{app.css}}", &assets, Purpose::Release).is_err());
    }

    #[test]
    fn only_a_development_page_asks_for_reloads() {
        let assets = Assets::default();
        assert!(
            !fill("<head></head>", &assets, Purpose::Release)
                .unwrap()
                .contains("chalkback-dev")
        );
        assert!(
            fill("<head></head>", &assets, Purpose::Development)
                .unwrap()
                .contains("chalkback-dev")
        );
    }
}
