//! The one thread that writes a file. It takes what waits, runs it in one transaction, commits, and only then answers: at
//! once when idle, in groups while the disk is busy. A job that fails is undone alone (savepoints).

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::Result;
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::StorageError;

/// Jobs that may wait.
const QUEUE: usize = 1_024;
/// Jobs in one commit.
const GROUP: usize = 256;
/// The log of a file is copied back beside the writer whenever it has grown by so much …
const CHECKPOINT_BYTES: u64 = 8 * 1024 * 1024;
/// … and by the writer itself beyond this one, which only happens under load that never rests.
const CHECKPOINT_BYTES_MAX: u64 = 64 * 1024 * 1024;
const CHECKPOINT_EVERY: Duration = Duration::from_millis(500);

/// Runs a job; what it returns tells the one who waits how the commit went.
type Job = Box<dyn FnOnce(&Connection) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

#[derive(Debug)]
pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, path: &Path) -> Result<Writer> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        connection.pragma_update(None, "wal_autocheckpoint", 0)?;
        let log = log_of(path);
        let alive = Arc::new(());
        start_checkpoints(path, &alive)?;
        let thread = thread::Builder::new().name("writer".to_owned()).spawn(move || {
            run(connection, receiver, &log);
            drop(alive);
        })?;
        Ok(Writer {
            queue: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        let (answer, answered) = oneshot::channel();
        let queue = self.queue().ok_or(StorageError::Stopped)?;
        queue
            .send(with_answer(job, answer))
            .await
            .map_err(|_| StorageError::Stopped)?;
        answered.await.unwrap_or(Err(StorageError::Stopped))
    }

    pub(super) fn write_if_idle(&self, job: impl FnOnce(&Connection) -> Result<(), StorageError> + Send + 'static) {
        let (answer, _) = oneshot::channel();
        if let Some(queue) = self.queue().filter(|queue| queue.capacity() > QUEUE - GROUP) {
            let _ = queue.try_send(with_answer(job, answer));
        }
    }

    /// Ends the thread after it has done what was handed in.
    pub(super) fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = thread.join();
        }
    }

    fn queue(&self) -> Option<mpsc::Sender<Job>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn with_answer<T: Send + 'static>(
    job: impl FnOnce(&Connection) -> Result<T, StorageError> + Send + 'static,
    answer: oneshot::Sender<Result<T, StorageError>>,
) -> Job {
    Box::new(move |connection| {
        // A job that panics must not take the writer of all rooms with it.
        let result = catch_unwind(AssertUnwindSafe(|| in_savepoint(connection, job)))
            .unwrap_or_else(|_| Err(StorageError::Failed("a job of the storage panicked".to_owned())));
        Box::new(move |committed| {
            let _ = answer.send(result.and_then(|value| committed.map(|()| value)));
        })
    })
}

fn in_savepoint<T>(
    connection: &Connection,
    job: impl FnOnce(&Connection) -> Result<T, StorageError>,
) -> Result<T, StorageError> {
    connection.execute_batch("SAVEPOINT job")?;
    let result = job(connection);
    let close = if result.is_ok() {
        "RELEASE job"
    } else {
        "ROLLBACK TO job; RELEASE job"
    };
    match connection.execute_batch(close) {
        Ok(()) => result,
        // The job's own error says more than that its savepoint is gone.
        Err(error) => result.and(Err(StorageError::from(error))),
    }
}

fn run(mut connection: Connection, mut queue: mpsc::Receiver<Job>, log: &Path) {
    while let Some(first) = queue.blocking_recv() {
        let mut jobs = vec![first];
        while jobs.len() < GROUP {
            match queue.try_recv() {
                Ok(job) => jobs.push(job),
                Err(_) => break,
            }
        }
        commit_group(&mut connection, jobs);
        if size_of(log) > CHECKPOINT_BYTES_MAX {
            let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
    let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
}

fn commit_group(connection: &mut Connection, jobs: Vec<Job>) {
    let mut jobs = jobs.into_iter().peekable();
    while jobs.peek().is_some() {
        let mut answers = Vec::new();
        let committed = commit_some(connection, &mut jobs, &mut answers);
        if let Err(error) = &committed {
            tracing::error!(%error, "a commit failed");
        }
        for answer in answers {
            answer(committed.clone());
        }
    }
}

/// Runs jobs until they are through, or until SQLite has undone the whole transaction by itself (disk full, input or
/// output error): then all of them have failed, and the rest tries anew.
fn commit_some(
    connection: &mut Connection,
    jobs: &mut impl Iterator<Item = Job>,
    answers: &mut Vec<Answer>,
) -> Result<(), StorageError> {
    let transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(transaction) => transaction,
        Err(error) => {
            let error = StorageError::from(error);
            jobs.for_each(drop);
            return Err(error);
        }
    };
    for job in jobs {
        answers.push(job(&transaction));
        if transaction.is_autocommit() {
            return Err(StorageError::Failed("a whole commit was given up".to_owned()));
        }
    }
    Ok(transaction.commit()?)
}

/// Copies the log back from time to time on a connection of its own, so that commits do not wait for it. Only what has grown
/// is worth it: each time costs the disk two flushes, which commits beside it feel.
fn start_checkpoints(path: &Path, alive: &Arc<()>) -> Result<()> {
    let connection = Connection::open(path)?;
    let (log, alive) = (log_of(path), Arc::downgrade(alive));
    thread::Builder::new().name("checkpoints".to_owned()).spawn(move || {
        let mut copied_bytes = 0;
        while alive.strong_count() > 0 {
            thread::sleep(CHECKPOINT_EVERY);
            let log_bytes = size_of(&log);
            if log_bytes >= copied_bytes + CHECKPOINT_BYTES {
                let _ = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
            }
            if log_bytes < copied_bytes || log_bytes >= copied_bytes + CHECKPOINT_BYTES {
                copied_bytes = log_bytes;
            }
        }
    })?;
    Ok(())
}

fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

fn size_of(path: &Path) -> u64 {
    path.metadata().map_or(0, |metadata| metadata.len())
}
