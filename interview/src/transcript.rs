//! Transcripts that a call left behind: WebVTT and SubRip, read into lines with their times. Generous with what the many tools write,
//! exact about times; what cannot be read is passed over and counted, never guessed.

use board::{limits, time::Millis};

/// A transcript.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Transcript {
    /// By their beginning.
    pub lines: Vec<Line>,
    /// Lines whose times could not be read.
    pub passed_over: usize,
}

/// Something said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// When it begins, from the transcript's own beginning.
    pub from: Millis,
    /// When it ends.
    pub to: Millis,
    /// Who says it, where the file tells.
    pub speaker: Option<String>,
    /// What is said.
    pub text: String,
}

/// Why a file is no transcript that can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TranscriptError {
    /// It is no text.
    #[error("This file is no text in UTF-8.")]
    NotText,
    /// It has no lines with times.
    #[error("No lines with times were found: a transcript is a WebVTT (.vtt) or SubRip (.srt) file.")]
    NoLines,
    /// It is larger than is taken.
    #[error("A transcript has at most 4 MiB and 20,000 lines.")]
    TooLarge,
}

/// Reads a transcript.
pub fn read(bytes: &[u8]) -> Result<Transcript, TranscriptError> {
    if bytes.len() > limits::TRANSCRIPT_BYTES {
        return Err(TranscriptError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| TranscriptError::NotText)?;
    if text.contains('\0') {
        return Err(TranscriptError::NotText);
    }
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut transcript = Transcript::default();
    for block in text.split("\n\n") {
        transcript.take(block);
        if transcript.lines.len() > limits::TRANSCRIPT_LINES {
            return Err(TranscriptError::TooLarge);
        }
    }
    if transcript.lines.is_empty() {
        return Err(TranscriptError::NoLines);
    }
    transcript.lines.sort_by_key(|line| line.from);
    Ok(transcript)
}

/// The line that is being said at a moment of the transcript, or was said last.
pub fn current(lines: &[Line], at: Millis) -> Option<usize> {
    lines.partition_point(|line| line.from <= at).checked_sub(1)
}

/// Whether a line has every word that is searched for.
pub fn matches(line: &Line, search: &str) -> bool {
    let speaker = line.speaker.as_deref().unwrap_or_default();
    let words = format!("{speaker} {}", line.text).to_lowercase();
    search
        .to_lowercase()
        .split_whitespace()
        .all(|wanted| words.contains(wanted))
}

/// Writes lines as WebVTT.
pub fn write(lines: &[Line]) -> String {
    let mut text = "WEBVTT\n".to_owned();
    for line in lines {
        let said = line
            .text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let speaker = line.speaker.as_ref();
        let speaker = speaker.map_or_else(String::new, |speaker| format!("<v {}>", speaker.replace('>', " ")));
        text.push_str(&format!(
            "\n{} --> {}\n{speaker}{said}\n",
            stamp(line.from),
            stamp(line.to)
        ));
    }
    text
}

impl Transcript {
    /// A block: perhaps a name or a number, then times, then what is said. Headers, notes and styles have no times.
    fn take(&mut self, block: &str) {
        let mut rows = block.split('\n').skip_while(|row| !row.contains("-->"));
        let Some(times) = rows.next() else { return };
        let Some((from, to)) = times_of(times) else {
            self.passed_over += 1;
            return;
        };
        let raw = rows.collect::<Vec<_>>().join(" ");
        let (speaker, text) = plain(&raw);
        if text.is_empty() {
            return;
        }
        self.lines.push(Line {
            from,
            to: to.max(from),
            speaker,
            text: text.chars().take(limits::TRANSCRIPT_LINE_CHARS).collect(),
        });
    }
}

fn times_of(row: &str) -> Option<(Millis, Millis)> {
    let (from, rest) = row.split_once("-->")?;
    // After the end may stand where on the picture it is shown.
    Some((time(from.trim())?, time(rest.split_whitespace().next()?)?))
}

/// `MM:SS.mmm` or `H:MM:SS.mmm`, with a comma in SubRip.
fn time(text: &str) -> Option<Millis> {
    let (clock, thousandths) = text.split_once(['.', ','])?;
    let digits = |text: &str, most: usize| -> Option<u64> {
        let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let mut parts = clock.split(':').rev();
    let (seconds, minutes) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let hours = parts.next().map_or(Some(0), |hours| digits(hours, 4))?;
    let thousandths = digits(thousandths, 3).filter(|_| thousandths.len() == 3)?;
    let sound = parts.next().is_none() && seconds < 60 && minutes < 60;
    sound.then(|| Millis(((hours * 60 + minutes) * 60 + seconds) * 1_000 + thousandths))
}

fn stamp(at: Millis) -> String {
    let (seconds, thousandths) = (at.0 / 1_000, at.0 % 1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}")
}

/// Who speaks and what is said, without tags. A `<` that begins no tag is one that was said.
fn plain(raw: &str) -> (Option<String>, String) {
    let (mut speaker, mut text, mut rest) = (None, String::new(), raw);
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let begins = after.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '/');
        match after.find('>').filter(|_| begins) {
            Some(end) => {
                let tag = &after[..end];
                let voice = tag.strip_prefix('v').filter(|rest| rest.starts_with([' ', '.', '\t']));
                let name = voice.and_then(|voice| voice.split_once(char::is_whitespace));
                if let (Some((_, name)), None) = (name, &speaker) {
                    speaker = Some(tidy(name)).filter(|name| !name.is_empty());
                }
                rest = &after[end + 1..];
            }
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    (speaker, tidy(&text))
}

/// Entities as their characters, white space as single spaces, no control characters.
fn tidy(text: &str) -> String {
    let mut text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    text = text
        .replace("&lrm;", "")
        .replace("&rlm;", "")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const VTT: &str = "\u{feff}WEBVTT - a call\nKind: captions\n\nNOTE made by a tool\n\nSTYLE\n::cue { color: red }\n\n\
        intro\n00:01.500 --> 00:04.000 align:start position:0%\n<v.loud Ana Lima>We drop the <i>cache</i></v> &amp; the queue\n\n\
        01:00:00.000 --> 01:00:02.000\nsecond\nrow\n\n00:59.000 --> 00:58.000\nruns back\n";
    const SRT: &str = "1\r\n00:00:02,000 --> 00:00:03,500\r\n<font color=\"#fff\">Why Kafka?</font>\r\n\r\n2\r\n\
        00:00:01,000 --> 00:00:02,000\r\nfirst, if a < b\r\n\r\n3\r\n00:61:00,000 --> 00:62:00,000\r\nno such minute\r\n";

    fn said(bytes: &[u8]) -> Vec<(u64, u64, String)> {
        let lines = read(bytes).unwrap().lines.into_iter();
        let words = |line: &Line| line.speaker.iter().map(|name| format!("{name}: ")).collect::<String>() + &line.text;
        lines.map(|line| (line.from.0, line.to.0, words(&line))).collect()
    }

    #[test]
    fn webvtt_is_read_with_who_says_what() {
        let expected = [
            (1_500, 4_000, "Ana Lima: We drop the cache & the queue"),
            (59_000, 59_000, "runs back"),
            (3_600_000, 3_602_000, "second row"),
        ];
        let expected = expected.map(|(from, to, words)| (from, to, words.to_owned()));
        assert_eq!(said(VTT.as_bytes()), expected);
    }

    #[test]
    fn subrip_is_read_and_what_is_no_time_is_passed_over() {
        let expected = [(1_000, 2_000, "first, if a < b"), (2_000, 3_500, "Why Kafka?")];
        assert_eq!(
            said(SRT.as_bytes()),
            expected.map(|(from, to, words)| (from, to, words.to_owned()))
        );
        assert_eq!(read(SRT.as_bytes()).unwrap().passed_over, 1);
    }

    #[test]
    fn what_is_written_reads_back() {
        for file in [VTT, SRT] {
            let lines = read(file.as_bytes()).unwrap().lines;
            assert_eq!(read(write(&lines).as_bytes()).unwrap().lines, lines);
        }
    }

    #[test]
    fn hostile_files_are_refused_in_a_sentence() {
        assert_eq!(read(b""), Err(TranscriptError::NoLines));
        assert_eq!(read(b"<html><body>--></body>"), Err(TranscriptError::NoLines));
        assert_eq!(read(b"\xff\xfe00"), Err(TranscriptError::NotText));
        assert_eq!(
            read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\0"),
            Err(TranscriptError::NotText)
        );
        assert_eq!(
            read(&vec![b' '; limits::TRANSCRIPT_BYTES + 1]),
            Err(TranscriptError::TooLarge)
        );
        let many = "00:01.000 --> 00:02.000\nx\n\n".repeat(limits::TRANSCRIPT_LINES + 1);
        assert_eq!(read(many.as_bytes()), Err(TranscriptError::TooLarge));
        for times in [
            "--> 00:01.000",
            "00:01.000 -->",
            "1.000 --> 2.000",
            "a:b.c --> d",
            "00:01.0 --> 00:02.0",
            "99999:00:00.000 --> 99999:00:01.000",
        ] {
            assert_eq!(
                read(format!("{times}\nwords\n").as_bytes()),
                Err(TranscriptError::NoLines),
                "{times}"
            );
        }
        let long = format!("00:01.000 --> 00:02.000\n{}\n", "é".repeat(10_000));
        assert_eq!(
            read(long.as_bytes()).unwrap().lines[0].text.chars().count(),
            limits::TRANSCRIPT_LINE_CHARS
        );
        let open = "00:01.000 --> 00:02.000\n<v <v <<< a <b\u{1b}[31m\n";
        assert_eq!(read(open.as_bytes()).unwrap().lines[0].text, "<v <v <<< a <b [31m");
    }

    #[test]
    fn lines_are_found_by_time_and_by_words() {
        let lines = read(VTT.as_bytes()).unwrap().lines;
        assert_eq!(current(&lines, Millis(1_499)), None);
        assert_eq!(current(&lines, Millis(59_000)), Some(1));
        assert!(matches(&lines[0], "ana QUEUE"));
        assert!(!matches(&lines[0], "ana redis"));
    }
}
