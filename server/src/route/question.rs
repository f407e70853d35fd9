//! Questions: list, make, change, delete, and saving a room's start as a new one.

use axum::{Json, extract::State, http::StatusCode};
use board::{
    Board, Op,
    actor::ActorIndex,
    element::{AssetHash, Kind},
};
use interview::{
    api::{Question, SaveAsQuestion},
    may::Deed,
};

use crate::{
    problem::ApiError,
    request::{Body, Names, room_id},
    room_start,
    seat_cookie::Asker,
    secret,
    state::AppState,
    storage::{asset, question, recording, room_list},
};

const QUESTIONS: u64 = 1_000;
const TITLE_CHARS: usize = 120;
const PROMPT_CHARS: usize = 20_000;
const CORE_QUESTIONS: usize = 100;
const CORE_QUESTION_CHARS: usize = 1_000;
const MINUTES: std::ops::RangeInclusive<u32> = 1..=600;

/// All questions (staff).
#[utoipa::path(get, path = "/questions", responses((status = 200, body = Vec<Question>)))]
pub async fn list(State(state): State<AppState>, asker: Asker) -> Result<Json<Vec<Question>>, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    Ok(Json(
        state
            .storage
            .public
            .read(|connection| Ok(question::list(connection)?))
            .await?,
    ))
}

/// One question (staff).
#[utoipa::path(get, path = "/questions/{id}", params(("id" = String, Path)), responses((status = 200, body = Question)))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([id]): Names<1>,
) -> Result<Json<Question>, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    stored(&state, id).await.map(Json)
}

/// A question as it is kept.
pub(super) async fn stored(state: &AppState, id: String) -> Result<Question, ApiError> {
    let found = state
        .storage
        .public
        .read(move |connection| Ok(question::find(connection, &id)?))
        .await?;
    found.ok_or(ApiError::NoSuchQuestion)
}

/// A new question (staff).
#[utoipa::path(post, path = "/questions", request_body = Question, responses((status = 200, body = Question)))]
pub async fn make(
    State(state): State<AppState>,
    asker: Asker,
    Body(question): Body<Question>,
) -> Result<Json<Question>, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    let question = Question {
        id: secret::room_id()?.to_string(),
        ..checked(question)?
    };
    let kept = question.clone();
    let has_place = state.storage.public.write(move |connection| {
        let has_place = question::count(connection)? < QUESTIONS;
        if has_place {
            question::put(connection, &kept)?;
        }
        Ok(has_place)
    });
    if has_place.await? {
        Ok(Json(question))
    } else {
        Err(too_many())
    }
}

/// Changes a question (staff).
#[utoipa::path(put, path = "/questions/{id}", params(("id" = String, Path)), request_body = Question,
    responses((status = 200, body = Question)))]
pub async fn change(
    State(state): State<AppState>,
    asker: Asker,
    Names([id]): Names<1>,
    Body(question): Body<Question>,
) -> Result<Json<Question>, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    let question = Question {
        id,
        ..checked(question)?
    };
    let kept = question.clone();
    let exists = state.storage.public.write(move |connection| {
        let exists = question::find(connection, &kept.id)?.is_some();
        if exists {
            question::put(connection, &kept)?;
        }
        Ok(exists)
    });
    if exists.await? {
        Ok(Json(question))
    } else {
        Err(ApiError::NoSuchQuestion)
    }
}

/// Deletes a question (staff).
#[utoipa::path(delete, path = "/questions/{id}", params(("id" = String, Path)),
    responses((status = 204, description = "Deleted; rooms started from it keep what they have")))]
pub async fn delete(
    State(state): State<AppState>,
    asker: Asker,
    Names([id]): Names<1>,
) -> Result<StatusCode, ApiError> {
    asker.staff(&state, Deed::ManageQuestions).await?;
    let deleted = state
        .storage
        .public
        .write(move |connection| Ok(question::delete(connection, &id)?))
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NoSuchQuestion)
    }
}

/// Saves a room's start as a new question (staff).
#[utoipa::path(post, path = "/rooms/{room}/question", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body = SaveAsQuestion, responses((status = 200, body = Question)))]
pub async fn save_start(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    Body(SaveAsQuestion { title }): Body<SaveAsQuestion>,
) -> Result<Json<Question>, ApiError> {
    let room = room_id(&room)?;
    asker.staff(&state, Deed::ManageQuestions).await?;
    let id = secret::room_id()?.to_string();
    let saved = state.storage.public.write(move |connection| {
        if crate::storage::room::find(connection, room)?.is_none() {
            return Ok(Err(ApiError::NoSuchRoom));
        }
        let kit = room_list::kit(connection, room)?;
        let question = checked(Question {
            id: id.clone(),
            title,
            prompt: kit.prompt,
            minutes_planned: kit.minutes_planned,
            core_questions: kit.core_questions,
            seed: room_start::seed_of(recording::entries(connection, room)?),
        });
        let question = match question {
            Ok(question) if question::count(connection)? < QUESTIONS => Question { id, ..question },
            Ok(_) => return Ok(Err(too_many())),
            Err(error) => return Ok(Err(error)),
        };
        question::put(connection, &question)?;
        for hash in images_of(&question.seed) {
            if let Some(image) = asset::find(connection, room, hash)? {
                question::put_asset(connection, &question.id, &image)?;
            }
        }
        Ok(Ok(question))
    });
    Ok(Json(saved.await??))
}

/// Within the limits, and with a seed that a board takes.
fn checked(question: Question) -> Result<Question, ApiError> {
    let title = question.title.trim().to_owned();
    let chars = |text: &String| text.chars().count();
    if title.is_empty() || chars(&title) > TITLE_CHARS {
        return Err(ApiError::InvalidValue("A question's title has 1 to 120 characters."));
    }
    if chars(&question.prompt) > PROMPT_CHARS {
        return Err(ApiError::InvalidValue("A prompt has at most 20,000 characters."));
    }
    if question
        .minutes_planned
        .is_some_and(|minutes| !MINUTES.contains(&minutes))
    {
        return Err(ApiError::InvalidValue("Between 1 and 600 minutes can be planned."));
    }
    let core_questions = question.core_questions.iter().map(|text| text.trim().to_owned());
    let core_questions = core_questions.filter(|text| !text.is_empty()).collect::<Vec<_>>();
    if core_questions.len() > CORE_QUESTIONS || core_questions.iter().any(|text| chars(text) > CORE_QUESTION_CHARS) {
        return Err(ApiError::InvalidValue(
            "At most 100 core questions of at most 1,000 characters can be kept.",
        ));
    }
    if !folds(&question.seed) {
        return Err(ApiError::InvalidValue("The seed is not what a board can begin with."));
    }
    Ok(Question {
        title,
        core_questions,
        ..question
    })
}

/// Whether a board takes all of a seed, which may hold nothing that only a room writes.
pub fn folds(seed: &[Op]) -> bool {
    let mut board = Board::default();
    seed.iter().all(|op| {
        let of_room = matches!(op, Op::Round(_) | Op::Gap(_) | Op::Removed);
        !of_room && board.apply(ActorIndex::ROOM, op).is_ok()
    })
}

fn images_of(seed: &[Op]) -> Vec<AssetHash> {
    let elements = seed.iter().flat_map(|op| {
        if let Op::Create(elements) = op {
            elements.as_slice()
        } else {
            &[]
        }
    });
    let images = elements.filter_map(|element| {
        if let Kind::Image(hash) = &element.kind {
            Some(*hash)
        } else {
            None
        }
    });
    images.collect()
}

fn too_many() -> ApiError {
    ApiError::TooMany("At most 1,000 questions can be kept.")
}
