//! The OpenAPI document of the API: put together from what stands beside each route, so that the two cannot part.

use axum::{Json, http::header, response::IntoResponse};
use interview::api::Problem;
use utoipa::{
    OpenApi as _, PartialSchema, ToSchema,
    openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder, path::Operation, path::PathItem},
};

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Chalkback",
    description = "Rooms, seats, notes, questions and recordings. Live rooms are WebSockets at /api/v1/rooms/{room}/live; where a network refuses those, the same messages go down in an \
        event stream and up in posts (/api/v1/rooms/{room}/events). \
        Who holds a seat names it in the query (`seat`) and proves it by the seat's cookie; staff prove themselves by theirs.",
    license(name = "MIT OR Apache-2.0")
))]
struct Beginning;

/// A document without paths.
pub fn beginning() -> OpenApi {
    Beginning::openapi()
}

/// Adds what all routes share: errors are problem+json.
pub fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    components
        .schemas
        .insert(Problem::name().into_owned(), Problem::schema());
    for item in document.paths.paths.values_mut() {
        for operation in operations_of(item) {
            let problem = Ref::from_schema_name(Problem::name());
            let content = ContentBuilder::new()
                .schema(Some(RefOr::<utoipa::openapi::Schema>::Ref(problem)))
                .build();
            let response = ResponseBuilder::new()
                .description("Not done as asked, and why")
                .content("application/problem+json", content)
                .build();
            operation
                .responses
                .responses
                .insert("default".to_owned(), RefOr::T(response));
        }
    }
    document
}

/// Answers with a document.
pub fn answer(document: &OpenApi) -> axum::response::Response {
    ([(header::CACHE_CONTROL, "no-cache")], Json(document)).into_response()
}

fn operations_of(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.delete,
        &mut item.patch,
    ]
    .into_iter()
    .flatten()
}
