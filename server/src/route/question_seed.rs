//! Putting a drawing or an image on a question's board.

use axum::{Json, extract::State};
use board::{
    Board, Op,
    actor::ActorIndex,
    element::{Element, Kind},
    export::json_lines::Asset,
    geometry::{Point, Size},
    id::ElementId,
    image::{self, Image},
    import::{self, Format},
    limits,
    order_key::OrderKey,
};
use interview::{
    api::{ImportReport, Question},
    may::Deed,
};

use crate::{
    problem::ApiError,
    request::{Names, RawBody},
    route::{
        asset::accepted,
        question::{folds, stored},
    },
    seat_cookie::Asker,
    state::AppState,
    storage::{asset, question},
};

/// The longer side of an image as it comes onto a board, in eighths of a board unit: a quarter of a screen.
const SIDE_EIGHTHS: i64 = 640 * 8;
/// Bytes of all images that one file brings.
const IMAGES_BYTES: usize = limits::IMPORT_BYTES;

/// What a file brings onto a board.
struct Brought {
    ops: Vec<Op>,
    images: Vec<Asset>,
    report: ImportReport,
}

/// Puts a drawing or an image on a question's board (staff).
#[utoipa::path(post, path = "/questions/{id}/seed", params(("id" = String, Path)),
    request_body(content = Vec<u8>, content_type = "*/*", description = "An .excalidraw or .tldr file, or a PNG, JPEG, WebP or GIF image"),
    responses((status = 200, body = ImportReport)))]
pub async fn add(
    State(state): State<AppState>,
    asker: Asker,
    Names([id]): Names<1>,
    RawBody(bytes): RawBody,
) -> Result<Json<ImportReport>, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    let question = stored(&state, id).await?;
    let id = question.id.clone();
    // Reading a large drawing takes a while, in which this thread would serve nobody else.
    let read = tokio::task::spawn_blocking(move || {
        let brought = bring(&bytes, &question)?;
        let mut seed = question.seed;
        seed.extend(brought.ops);
        if folds(&seed) {
            Ok((seed, brought.images, brought.report))
        } else {
            Err(ApiError::NotImported(
                "it is on the board already, or more than a board holds".to_owned(),
            ))
        }
    });
    let (seed, images, report) = read.await.map_err(|_| ApiError::Internal)??;
    let kept = state.storage.public.write(move |connection| {
        let Some(now) = question::find(connection, &id)? else {
            return Ok(false);
        };
        question::put(connection, &Question { seed, ..now })?;
        images
            .iter()
            .try_for_each(|image| question::put_asset(connection, &id, image))?;
        Ok(true)
    });
    if kept.await? {
        Ok(Json(report))
    } else {
        Err(ApiError::NoSuchQuestion)
    }
}

fn bring(bytes: &[u8], question: &Question) -> Result<Brought, ApiError> {
    if image::recognise(bytes).is_some() {
        return bring_image(bytes, accepted(bytes)?, question);
    }
    let not_text = || ApiError::NotImported("it is neither an .excalidraw nor a .tldr file nor an image".to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| not_text())?;
    match import::format_of(text.trim_start_matches('\u{feff}')) {
        Some(Format::Excalidraw | Format::ExcalidrawLibrary | Format::Tldraw) => {}
        Some(Format::Recording | Format::Trace) | None => return Err(not_text()),
    }
    let imported = import::read(text).map_err(|error| ApiError::NotImported(error.to_string()))?;
    let images = imported.assets.into_iter().filter_map(|asset| {
        let image = accepted(&asset.bytes).ok()?;
        Some(asset::new(image.mime, asset.bytes))
    });
    let images = images.collect::<Vec<_>>();
    if images.iter().map(|image| image.bytes.len()).sum::<usize>() > IMAGES_BYTES {
        return Err(ApiError::BodyTooLarge);
    }
    let report = ImportReport {
        imported: imported.report.imported,
        not_imported: imported.report.not_imported,
        dropped: imported.report.dropped,
    };
    Ok(Brought {
        ops: imported.entries.into_iter().map(|entry| entry.op).collect(),
        images,
        report,
    })
}

fn bring_image(bytes: &[u8], image: Image, question: &Question) -> Result<Brought, ApiError> {
    if bytes.len() > limits::ASSET_BYTES {
        return Err(ApiError::BodyTooLarge);
    }
    let asset = asset::new(image.mime, bytes.to_vec());
    let mut board = Board::default();
    for op in &question.seed {
        let _ = board.apply(ActorIndex::ROOM, op);
    }
    let order: OrderKey = board.top_order();
    let id = ElementId(uuid::Uuid::now_v7().as_u128());
    let element = Element {
        origin: Point::default(),
        size: size_on_board(image),
        ..Element::new(id, Kind::Image(asset.hash), order)
    };
    let report = ImportReport {
        imported: [("image".to_owned(), 1)].into(),
        ..ImportReport::default()
    };
    Ok(Brought {
        ops: vec![Op::Create(vec![element])],
        images: vec![asset],
        report,
    })
}

/// As many board units as pixels, held to a size that can be overlooked.
fn size_on_board(image: Image) -> Size {
    let longer = i64::from(image.width.max(image.height)) * 8;
    let side = |pixels: u32| {
        let eighths = i64::from(pixels) * 8;
        let held = if longer > SIDE_EIGHTHS {
            eighths * SIDE_EIGHTHS / longer
        } else {
            eighths
        };
        i32::try_from(held.max(8)).unwrap_or(8)
    };
    Size::new(side(image.width), side(image.height))
}
