//! One sprite of the icons that the page uses, cut from Lucide; each symbol keeps Lucide's name as its id.

use anyhow::{Context, Result};

use crate::repository::Repository;

const ICONS: &[&str] = &[
    "alert-triangle",
    "align-center-horizontal",
    "align-center-vertical",
    "align-end-horizontal",
    "align-end-vertical",
    "align-horizontal-distribute-center",
    "align-start-horizontal",
    "align-start-vertical",
    "align-vertical-distribute-center",
    "align-vertical-justify-center",
    "align-vertical-justify-end",
    "align-vertical-justify-start",
    "arrow-down",
    "arrow-left",
    "arrow-up",
    "bring-to-front",
    "bookmark",
    "brush",
    "camera",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-arrow-left",
    "circle-arrow-right",
    "circle-dot",
    "circle-question-mark",
    "clock",
    "copy",
    "database",
    "diamond",
    "download",
    "ellipsis",
    "eraser",
    "expand",
    "external-link",
    "eye",
    "eye-off",
    "fast-forward",
    "file-code",
    "file-text",
    "flag",
    "flashlight",
    "flip-horizontal-2",
    "flip-vertical-2",
    "frame",
    "grid-3x3",
    "group",
    "hand",
    "hand-helping",
    "highlighter",
    "image",
    "key-round",
    "keyboard",
    "layout-grid",
    "lightbulb",
    "link",
    "list",
    "list-filter",
    "lock",
    "log-out",
    "magnet",
    "maximize",
    "menu",
    "message-square",
    "mic",
    "mic-off",
    "minus",
    "monitor-off",
    "monitor-smartphone",
    "mouse-pointer-2",
    "move-horizontal",
    "move-up-right",
    "move-vertical",
    "notebook-pen",
    "paint-bucket",
    "paintbrush",
    "panel-right",
    "pause",
    "pen-line",
    "pencil",
    "pencil-line",
    "play",
    "plus",
    "redo-2",
    "repeat",
    "rewind",
    "save",
    "scan-search",
    "scan-eye",
    "scissors",
    "search",
    "send-to-back",
    "settings",
    "shapes",
    "signpost",
    "skip-back",
    "slash",
    "skip-forward",
    "square",
    "square-dashed-mouse-pointer",
    "stretch-horizontal",
    "stretch-vertical",
    "sun-moon",
    "text-align-center",
    "text-align-end",
    "text-align-start",
    "trash-2",
    "type",
    "undo-2",
    "ungroup",
    "unlock",
    "upload",
    "user",
    "users",
    "venetian-mask",
    "wifi",
    "wifi-off",
    "x",
];

/// Stroke and fill are set on each symbol because a symbol does not inherit them from the file it comes from.
pub(crate) fn sprite(repository: &Repository) -> Result<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in ICONS {
        let source = repository.read(&format!("node_modules/lucide-static/icons/{name}.svg"))?;
        let shapes = shapes_of(&source).with_context(|| format!("the icon {name} is not shaped as expected"))?;
        sprite.push_str(&format!(
            "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{shapes}</symbol>"
        ));
    }
    sprite.push_str("</svg>\n");
    Ok(sprite)
}

/// What stands between the opening and the closing `svg` tag.
fn shapes_of(source: &str) -> Option<String> {
    let (_, from_tag) = source.split_once("<svg")?;
    let (_, inside) = from_tag.split_once('>')?;
    let (shapes, _) = inside.rsplit_once("</svg>")?;
    Some(shapes.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shapes_of_an_icon_are_kept() {
        let source = "<!-- licence -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1 2\" />\n</svg>\n";
        assert_eq!(shapes_of(source).unwrap(), "<path d=\"M1 2\" />");
        assert_eq!(shapes_of("<p>"), None);
    }
}
