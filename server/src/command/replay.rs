//! `chalkback replay`: the board, a code file, or both, as they were at a moment.

use anyhow::{Context, Result, bail};
use board::{Board, export::svg, import::excalidraw, recording::Seq, replay::Timeline, time::Millis};

use super::{ReplayArguments, read_room, say, say_exactly};
use crate::storage::{asset, recording};

pub(super) fn run(arguments: &ReplayArguments) -> Result<()> {
    let moment = Moment::from_argument(&arguments.at)?;
    let (entries, assets) = read_room(&arguments.room, |connection, record| {
        Ok((
            recording::entries(connection, record.id)?,
            asset::all(connection, record.id)?,
        ))
    })?;
    let timeline = Timeline::new(entries)?;
    let last = Seq(timeline.entries().len() as u64);
    let seq = match moment {
        Moment::End => last,
        Moment::Seq(seq) if seq > last => bail!("the recording has {} entries, so there is no seq:{}", last.0, seq.0),
        Moment::Seq(seq) => seq,
        Moment::At(at) => timeline.seq_at(at),
    };
    let board = timeline.at_seq(seq);
    let what = &arguments.what;
    let image = |hash| assets.iter().find(|asset| asset.hash == hash).cloned();
    match &what.code {
        Some(name) => say_exactly(&code(&board, name)?),
        None if what.svg => say(&svg::svg(&board, image)),
        None if what.excalidraw => say_exactly(&excalidraw::write(&board, None, image, excalidraw::Form::File)),
        None => say(&json(&board, seq, &timeline)?),
    }
    Ok(())
}

enum Moment {
    End,
    Seq(Seq),
    At(Millis),
}

impl Moment {
    fn from_argument(text: &str) -> Result<Moment> {
        let moment = match text.strip_prefix("seq:") {
            Some(seq) => seq.parse().ok().map(|seq| Moment::Seq(Seq(seq))),
            None if text == "end" => Some(Moment::End),
            None => Millis::from_clock(text).map(Moment::At),
        };
        moment.with_context(|| format!("`{text}` is no moment: use MM:SS, H:MM:SS, seq:N or end"))
    }
}

fn code(board: &Board, name: &str) -> Result<String> {
    let file = board.files().find(|file| file.name == name);
    let Some(file) = file else {
        let names = board.files().map(|file| file.name.as_str()).collect::<Vec<_>>();
        let there = if names.is_empty() {
            "there was none".to_owned()
        } else {
            names.join(", ")
        };
        bail!("there was no code file `{name}` at that moment; those there: {there}");
    };
    Ok(file.text.to_string())
}

fn json(board: &Board, seq: Seq, timeline: &Timeline) -> Result<String> {
    let index = usize::try_from(seq.0).ok().and_then(|seq| seq.checked_sub(1));
    let at = index
        .and_then(|index| timeline.entries().get(index))
        .map_or(Millis(0), |entry| entry.at);
    let code = board.files().map(|file| (file.name.clone(), file.text.to_string()));
    let code = code.collect::<std::collections::BTreeMap<_, _>>();
    Ok(serde_json::to_string(&serde_json::json!({
        "seq": seq,
        "at": at,
        "board": board.snapshot(),
        "code": code,
    }))?)
}
