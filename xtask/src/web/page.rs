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

/// The same page where more is known of what it will show: the browser fetches these files beside the program instead of after it.
pub(crate) fn sending_ahead(page: &str, assets: &Assets, files: &[String]) -> Result<String> {
    let mut links = String::new();
    for name in files {
        let url = assets.url(name)?;
        links += &match name.rsplit_once('.') {
            Some((_, "css")) => format!("<link rel=\"preload\" as=\"style\" href=\"{url}\">\n"),
            _ => format!("<link rel=\"preload\" as=\"fetch\" href=\"{url}\" crossorigin>\n"),
        };
    }
    Ok(page.replacen("</head>", &format!("{links}</head>"), 1))
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
    fn what_a_page_will_need_is_named_at_the_end_of_its_head() {
        let mut assets = Assets::default();
        assets.add("pages.wasm", b"1".to_vec());
        assets.add("review.css", b"2".to_vec());
        let files = ["pages.wasm", "review.css"].map(str::to_owned);
        let page = sending_ahead("<head><title></title></head><body>", &assets, &files).unwrap();
        let lines = page.lines().collect::<Vec<_>>();
        assert!(lines[0].starts_with("<head><title></title><link rel=\"preload\" as=\"fetch\" href=\"/assets/pages."));
        assert!(
            lines[1].starts_with("<link rel=\"preload\" as=\"style\" href=\"/assets/review."),
            "{page}"
        );
        assert_eq!(lines[2], "</head><body>");
        assert!(sending_ahead("", &assets, &["other.wasm".to_owned()]).is_err());
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
