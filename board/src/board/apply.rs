//! What each op does. The only code that mutates a board.

use std::sync::Arc;

use super::{
    Board, Change, Refusal,
    bounds::{check_card, check_element, check_prop, check_samples},
};
use crate::{
    actor::ActorIndex,
    card::{Card, CardKind},
    code::{CodeFile, Language},
    element::{Element, Kind},
    id::{CardId, ElementId, FileId},
    ink::{Ink, Samples},
    limits,
    op::{ElementChange, FileChange, Op, TextTarget},
    snapshot::Snapshot,
    text::{Atom, TextBuffer, Utf16},
};

impl Board {
    /// Applies one op of `author`: all of it or, with a reason, nothing.
    pub fn apply(&mut self, author: ActorIndex, op: &Op) -> Result<Change, Refusal> {
        match op {
            Op::Create(elements) => self.create(author, elements),
            Op::Update(changes) => self.update(changes),
            Op::Delete(ids) => self.set_deleted(ids, true),
            Op::Restore(ids) => self.set_deleted(ids, false),
            Op::InkBegin { .. } => self.begin_ink(author, op),
            Op::InkExtend { id, samples } => self.extend_ink(author, *id, samples),
            Op::InkEnd { id } => self.end_ink(author, *id),
            Op::Text { target, atoms, .. } => self.edit_text(*target, atoms),
            Op::CreateFile { id, name, language } => self.create_file(author, *id, name, *language),
            Op::UpdateFile { id, change } => self.update_file(*id, change),
            Op::Card { id, kind } => self.add_card(author, *id, kind),
            Op::Round(event) => Ok(Change {
                round: Some(*event),
                ..Change::default()
            }),
            Op::Gap(snapshot) => {
                *self = Board::from(Snapshot::clone(snapshot));
                Ok(Change {
                    everything: true,
                    ..Change::default()
                })
            }
            Op::Removed => Err(Refusal::NoEffect),
        }
    }

    fn create(&mut self, author: ActorIndex, elements: &[Element]) -> Result<Change, Refusal> {
        if elements.is_empty() {
            return Err(Refusal::NoEffect);
        }
        if elements.len() > limits::ELEMENTS_PER_OP || self.elements.len() + elements.len() > limits::ELEMENTS_PER_BOARD
        {
            return Err(Refusal::TooMuch);
        }
        let mut created = self.elements.clone();
        for element in elements {
            check_element(element)?;
            // Seeded material and imports keep the author they came with.
            let author = if author == ActorIndex::ROOM {
                element.author
            } else {
                author
            };
            let element = Arc::new(Element {
                author,
                deleted: false,
                ..element.clone()
            });
            if created.insert(element.id, element).is_some() {
                return Err(Refusal::AlreadyExists);
            }
        }
        self.elements = created;
        Ok(touched(elements.iter().map(|element| element.id)))
    }

    fn update(&mut self, changes: &[ElementChange]) -> Result<Change, Refusal> {
        if changes.len() > limits::ELEMENTS_PER_OP {
            return Err(Refusal::TooMuch);
        }
        let mut updated = self.elements.clone();
        let mut ids = Vec::new();
        for change in changes {
            if change.props.len() > limits::PROPS_PER_CHANGE {
                return Err(Refusal::TooMuch);
            }
            change.props.iter().try_for_each(check_prop)?;
            // Delete wins over later edits of the deleted (rule B2).
            let Some(element) = updated.get(&change.id).filter(|element| !element.deleted) else {
                continue;
            };
            let mut next = Element::clone(element);
            for prop in &change.props {
                prop.put(&mut next);
            }
            if next != **element {
                updated.insert(change.id, Arc::new(next));
                ids.push(change.id);
            }
        }
        if ids.is_empty() {
            return Err(Refusal::NoEffect);
        }
        self.elements = updated;
        Ok(touched(ids))
    }

    fn set_deleted(&mut self, ids: &[ElementId], deleted: bool) -> Result<Change, Refusal> {
        if ids.len() > limits::ELEMENTS_PER_OP {
            return Err(Refusal::TooMuch);
        }
        let mut changed = Vec::new();
        for id in ids {
            // Looked at first: even to ask for what may be changed parts this board from its clones.
            let is_other = |element: &Arc<Element>| element.deleted != deleted;
            if !self.elements.get(id).is_some_and(is_other) {
                continue;
            }
            if let Some(element) = self.elements.get_mut(id) {
                Arc::make_mut(element).deleted = deleted;
                changed.push(*id);
            }
        }
        if changed.is_empty() {
            Err(Refusal::NoEffect)
        } else {
            Ok(touched(changed))
        }
    }

    fn begin_ink(&mut self, author: ActorIndex, op: &Op) -> Result<Change, Refusal> {
        let Op::InkBegin {
            id,
            origin,
            order,
            style,
            pressure,
            samples,
        } = op
        else {
            return Err(Refusal::NoEffect);
        };
        if self.elements.contains_key(id) {
            return Err(Refusal::AlreadyExists);
        }
        if self.elements.len() >= limits::ELEMENTS_PER_BOARD {
            return Err(Refusal::TooMuch);
        }
        check_samples(samples)?;
        let ink = Ink {
            samples: samples.clone(),
            pressure: *pressure,
            ended: false,
        };
        let mut element = Element::new(*id, Kind::Ink(Arc::new(ink)), order.clone());
        element.origin = *origin;
        element.style = *style;
        element.author = author;
        check_element(&element)?;
        // The newest is the one that is painted while it grows; one that another device of the author's has begun stays open
        // too (rule B5).
        self.open_ink.insert(author, *id);
        self.elements.insert(*id, Arc::new(element));
        Ok(touched([*id]))
    }

    fn extend_ink(&mut self, author: ActorIndex, id: ElementId, samples: &Samples) -> Result<Change, Refusal> {
        check_samples(samples)?;
        if samples.0.is_empty() {
            return Err(Refusal::NoEffect);
        }
        let n_before = self.open_stroke(author, id)?.samples.0.len();
        if n_before + samples.0.len() > limits::SAMPLES_PER_STROKE {
            return Err(Refusal::TooMuch);
        }
        self.open_stroke_mut(author, id)?
            .samples
            .0
            .extend_from_slice(&samples.0);
        Ok(touched([id]))
    }

    fn end_ink(&mut self, author: ActorIndex, id: ElementId) -> Result<Change, Refusal> {
        self.open_stroke_mut(author, id)?.ended = true;
        if self.open_ink.get(author) == Some(&id) {
            self.open_ink.remove(author);
        }
        Ok(touched([id]))
    }

    /// A stroke of the author's that was not ended. One that was deleted while it grows is open too, so that a restore brings
    /// back all of it.
    fn open_stroke(&self, author: ActorIndex, id: ElementId) -> Result<&Ink, Refusal> {
        let element = self.elements.get(&id).ok_or(Refusal::NoSuchElement)?;
        let ink = element.ink().filter(|ink| element.author == author && !ink.ended);
        ink.ok_or(Refusal::StrokeClosed)
    }

    /// The same for appending; a clone of the board shares nothing of its way any more, so that this comes last.
    fn open_stroke_mut(&mut self, author: ActorIndex, id: ElementId) -> Result<&mut Ink, Refusal> {
        self.open_stroke(author, id)?;
        let element = self.elements.get_mut(&id).ok_or(Refusal::NoSuchElement)?;
        match &mut Arc::make_mut(element).kind {
            Kind::Ink(ink) => Ok(Arc::make_mut(ink)),
            Kind::Shape(_)
            | Kind::Connector(_)
            | Kind::Text { .. }
            | Kind::Image(_)
            | Kind::Frame
            | Kind::Part(_)
            | Kind::Stamp(_) => Err(Refusal::StrokeClosed),
        }
    }

    fn edit_text(&mut self, target: TextTarget, atoms: &[Atom]) -> Result<Change, Refusal> {
        if atoms.len() > limits::ATOMS_PER_OP {
            return Err(Refusal::TooMuch);
        }
        if atoms.iter().all(|atom| atom.edit.is_empty()) {
            return Err(Refusal::NoEffect);
        }
        let (text, units_max) = match target {
            TextTarget::Element(id) => (
                &self.elements.get(&id).ok_or(Refusal::NoSuchElement)?.text,
                limits::LABEL_UNITS,
            ),
            TextTarget::File(id) => (&self.files.get(id).ok_or(Refusal::NoSuchFile)?.text, limits::CODE_UNITS),
        };
        match atoms {
            // One edit is all or nothing by itself; where it stands it copies nothing of a long text.
            [Atom { edit, .. }] if text.len().0.saturating_add(Utf16::of(&edit.insert).0) <= units_max => {
                text.takes(edit)?;
                self.text_mut(target)?.apply(edit)?;
            }
            atoms => {
                let mut tried = text.clone();
                for atom in atoms {
                    tried.apply(&atom.edit)?;
                }
                if tried.len().0 > units_max {
                    return Err(Refusal::TooMuch);
                }
                *self.text_mut(target)? = tried;
            }
        }
        let mut change = Change {
            texts: vec![target],
            ..Change::default()
        };
        match target {
            TextTarget::Element(id) => change.elements.push(id),
            TextTarget::File(id) => self.move_stretches(id, atoms),
        }
        Ok(change)
    }

    /// A text to be changed; a clone of the board shares nothing of its way any more, so that this comes last.
    fn text_mut(&mut self, target: TextTarget) -> Result<&mut TextBuffer, Refusal> {
        match target {
            TextTarget::Element(id) => {
                let element = self.elements.get_mut(&id).ok_or(Refusal::NoSuchElement)?;
                Ok(&mut Arc::make_mut(element).text)
            }
            TextTarget::File(id) => {
                let file = self.files.get_mut(id).ok_or(Refusal::NoSuchFile)?;
                Ok(&mut Arc::make_mut(file).text)
            }
        }
    }

    /// The stretches of code that cards are about go along with the text (rule B9).
    fn move_stretches(&mut self, file: FileId, atoms: &[Atom]) {
        let mut moved = Vec::new();
        for (index, card) in self.cards.iter() {
            let code = card.kind.about().and_then(|about| about.code);
            let Some(code) = code.filter(|code| code.file == file) else {
                continue;
            };
            let after = atoms.iter().fold(code, |code, atom| code.over(&atom.edit));
            if after != code {
                moved.push((index, after));
            }
        }
        for (index, after) in moved {
            let card = self.cards.get_mut(index).map(Arc::make_mut);
            if let Some(about) = card.and_then(|card| card.kind.about_mut()) {
                about.code = Some(after);
            }
        }
    }

    fn create_file(
        &mut self,
        author: ActorIndex,
        id: FileId,
        name: &str,
        language: Language,
    ) -> Result<Change, Refusal> {
        if self.files.get(id).is_some() {
            return Err(Refusal::AlreadyExists);
        }
        if self.files.len() >= limits::FILES_PER_BOARD || name.chars().count() > limits::FILE_NAME_CHARS {
            return Err(Refusal::TooMuch);
        }
        let file = CodeFile {
            id,
            author,
            name: name.to_owned(),
            language,
            text: Default::default(),
            deleted: false,
        };
        self.files.insert(id, Arc::new(file));
        Ok(Change {
            files: true,
            ..Change::default()
        })
    }

    fn update_file(&mut self, id: FileId, change: &FileChange) -> Result<Change, Refusal> {
        let file = self.files.get_mut(id).ok_or(Refusal::NoSuchFile)?;
        let mut next = CodeFile::clone(file);
        match change {
            FileChange::Name(name) if name.chars().count() > limits::FILE_NAME_CHARS => return Err(Refusal::TooMuch),
            FileChange::Name(name) => next.name.clone_from(name),
            FileChange::Language(language) => next.language = *language,
            FileChange::Deleted(deleted) => next.deleted = *deleted,
        }
        if next == **file {
            return Err(Refusal::NoEffect);
        }
        *file = Arc::new(next);
        Ok(Change {
            files: true,
            ..Change::default()
        })
    }

    fn add_card(&mut self, author: ActorIndex, id: CardId, kind: &CardKind) -> Result<Change, Refusal> {
        check_card(kind)?;
        if self.cards.len() >= limits::CARDS_PER_BOARD {
            return Err(Refusal::TooMuch);
        }
        if self.cards.values().any(|card| card.id == id) {
            return Err(Refusal::AlreadyExists);
        }
        let index = self.cards.last_key().map_or(0, |index| index + 1);
        self.cards.insert(
            index,
            Arc::new(Card {
                id,
                author,
                kind: kind.clone(),
            }),
        );
        Ok(Change {
            cards: true,
            ..Change::default()
        })
    }
}

fn touched(ids: impl IntoIterator<Item = ElementId>) -> Change {
    Change {
        elements: ids.into_iter().collect(),
        ..Change::default()
    }
}
