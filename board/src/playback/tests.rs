use super::*;

fn playback() -> Playback {
    Playback::new(
        Millis(60_000),
        vec![Span {
            from: Millis(10_000),
            to: Millis(40_000),
        }],
    )
}

#[test]
fn it_plays_at_its_speed_and_stops_at_the_end() {
    let mut playback = playback();
    playback.tick(1_000);
    assert_eq!(playback.at(), Millis(0));
    playback.command(PlaybackCommand::Play);
    playback.command(PlaybackCommand::Speed(25));
    (0..100).for_each(|_| playback.tick(1));
    assert_eq!(playback.at(), Millis(25));
    playback.command(PlaybackCommand::Speed(1_000_000));
    assert_eq!(playback.speed_percent(), 3_200);
    playback.command(PlaybackCommand::SkipIdle(false));
    (0..3).for_each(|_| playback.tick(1_000));
    assert_eq!((playback.at(), playback.playing()), (Millis(60_000), false));
    playback.command(PlaybackCommand::Toggle);
    assert_eq!((playback.at(), playback.playing()), (Millis(0), true));
}

#[test]
fn speeds_stop_at_the_slowest_and_the_fastest() {
    assert_eq!((next_speed(100, true), next_speed(100, false)), (200, 50));
    assert_eq!((next_speed(3_200, true), next_speed(25, false)), (3_200, 25));
}

#[test]
fn idle_is_passed_over_only_while_playing_and_seeking_never_starts() {
    let mut playback = playback();
    playback.command(PlaybackCommand::Seek(Millis(20_000)));
    assert_eq!((playback.at(), playback.playing()), (Millis(20_000), false));
    playback.command(PlaybackCommand::Play);
    playback.tick(16);
    assert_eq!(playback.at(), Millis(40_000));
    playback.command(PlaybackCommand::Jump(Millis(99_000_000)));
    assert_eq!((playback.at(), playback.playing()), (Millis(60_000), false));
    playback.command(PlaybackCommand::SeekBy(-70_000));
    assert_eq!(playback.at(), Millis(0));
}

fn span(from: u64, to: u64) -> Span {
    Span {
        from: Millis(from),
        to: Millis(to),
    }
}

/// A transport that plays a looped stretch, from its beginning.
fn looping(from: u64, to: u64) -> Playback {
    let mut playback = playback();
    playback.command(PlaybackCommand::SkipIdle(false));
    playback.command(PlaybackCommand::Loop(Some(span(from, to))));
    playback.command(PlaybackCommand::Play);
    playback
}

#[test]
fn a_looped_stretch_begins_again_at_its_end() {
    let mut playback = looping(2_000, 5_000);
    assert_eq!(playback.at(), Millis(2_000), "playing begins where the stretch does");
    playback.tick(2_900);
    assert_eq!(playback.at(), Millis(4_900));
    playback.tick(300);
    assert_eq!((playback.at(), playback.playing()), (Millis(2_200), true));
    playback.command(PlaybackCommand::Speed(3_200));
    playback.tick(1_000);
    assert_eq!(playback.at(), Millis(4_200), "many times round in one tick");
    playback.command(PlaybackCommand::Loop(None));
    playback.tick(1_000);
    assert_eq!(playback.at(), Millis(36_200));
}

#[test]
fn a_stretch_up_to_the_end_of_the_recording_is_looped_too() {
    let mut playback = looping(59_000, 99_000);
    assert_eq!(playback.looped(), Some(span(59_000, 60_000)));
    playback.tick(1_500);
    assert_eq!((playback.at(), playback.playing()), (Millis(59_500), true));
}

#[test]
fn whoever_seeks_out_of_a_looped_stretch_may_stay_there() {
    let mut playback = looping(2_000, 5_000);
    playback.command(PlaybackCommand::Seek(Millis(8_000)));
    playback.tick(1_000);
    assert_eq!((playback.at(), playback.playing()), (Millis(9_000), true));
    playback.command(PlaybackCommand::Seek(Millis(1_000)));
    playback.tick(4_500);
    assert_eq!(playback.at(), Millis(2_500), "what runs into it is in it");
    playback.command(PlaybackCommand::Jump(Millis(50_000)));
    assert_eq!((playback.at(), playback.playing()), (Millis(50_000), false));
    playback.command(PlaybackCommand::Toggle);
    assert_eq!(playback.at(), Millis(2_000), "play means the stretch");
}

#[test]
fn a_stretch_may_be_marked_from_its_end_and_is_never_too_short_to_play() {
    let mut playback = playback();
    playback.command(PlaybackCommand::Loop(Some(span(5_000, 2_000))));
    assert_eq!(playback.looped(), Some(span(2_000, 5_000)));
    playback.command(PlaybackCommand::Loop(Some(span(5_000, 5_000 + LOOP_MILLIS_MIN - 1))));
    assert_eq!(playback.looped(), None);
    playback.command(PlaybackCommand::Loop(Some(span(70_000, 80_000))));
    assert_eq!(playback.looped(), None, "beyond the end is nothing");
    assert!(!playback.playing(), "marking starts nothing");
}

#[test]
fn idle_is_passed_over_in_a_looped_stretch_but_never_all_of_it() {
    let mut playback = looping(9_000, 41_000);
    playback.command(PlaybackCommand::SkipIdle(true));
    playback.tick(1_500);
    assert_eq!(playback.at(), Millis(40_000));
    playback.tick(1_200);
    assert_eq!(playback.at(), Millis(9_200));
    playback.command(PlaybackCommand::Loop(Some(span(20_000, 22_000))));
    playback.command(PlaybackCommand::Play);
    playback.tick(500);
    assert_eq!(
        playback.at(),
        Millis(20_500),
        "a stretch without anything in it is played as it was"
    );
    playback.command(PlaybackCommand::Loop(Some(span(30_000, 50_000))));
    playback.command(PlaybackCommand::Seek(Millis(49_900)));
    playback.tick(200);
    playback.tick(16);
    assert_eq!(playback.at(), Millis(40_000));
}

#[test]
fn after_a_scrub_the_idle_stretch_is_that_of_the_playhead() {
    let idle = vec![span(10_000, 20_000), span(30_000, 40_000)];
    let mut playback = Playback::new(Millis(60_000), idle);
    playback.command(PlaybackCommand::Play);
    for (seek, after) in [(35_000, 40_000), (12_000, 20_000), (25_000, 25_016), (39_999, 40_015)] {
        playback.command(PlaybackCommand::Seek(Millis(seek)));
        playback.tick(16);
        assert_eq!(playback.at(), Millis(after), "from {seek}");
    }
}
