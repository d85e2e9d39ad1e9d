//! Runs: the fixture, faulty tracks, and hostile XML.

use crate::gpx::{GpxError, Run, TRIM_METRES, read_run};

const SATURDAY: &[u8] = include_bytes!("../../../../tests/fixtures/saturday-run.gpx");

fn track(points: &str) -> String {
    format!("<gpx version=\"1.1\"><trk><trkseg>{points}</trkseg></trk></gpx>")
}

fn point(latitude: f64, time: &str) -> String {
    format!("<trkpt lat=\"{latitude}\" lon=\"0\"><time>{time}</time></trkpt>")
}

fn error(text: &str) -> GpxError {
    read_run(text.as_bytes(), 0).unwrap_err()
}

#[test]
fn saturdays_run_is_measured_between_its_trimmed_ends() {
    // Computed independently; the standing visit in the middle is not motion.
    let whole = Run {
        metres: 5_663,
        moving_seconds: 2_064,
    };
    let trimmed = Run {
        metres: 5_247,
        moving_seconds: 1_944,
    };
    assert_eq!(read_run(SATURDAY, 0), Ok(whole));
    assert_eq!(read_run(SATURDAY, TRIM_METRES), Ok(trimmed));
}

#[test]
fn a_run_too_short_to_trim_says_how_long_it_is() {
    let short = track(&(point(51.0, "") + &point(51.001, "") + &point(51.002, "")));
    let metres = 222;
    assert_eq!(
        read_run(short.as_bytes(), 200),
        Err(GpxError::TooShort {
            metres,
            trim_metres: 200
        })
    );
    assert_eq!(
        read_run(short.as_bytes(), 0),
        Ok(Run {
            metres,
            moving_seconds: 0
        })
    );
}

#[test]
fn a_step_counts_as_motion_only_with_two_rising_times() {
    let points = [
        point(51.000, "2026-11-14T09:00:00Z"),
        point(51.001, "2026-11-14T09:00:30Z"), // 111 m in 30 s
        point(51.002, ""),                     // no time
        point(51.003, "2026-11-14T09:01:00Z"),
        point(51.004, "2026-11-14T09:00:50Z"),   // backwards
        point(51.00401, "2026-11-14T09:10:00Z"), // standing
    ];
    assert_eq!(
        read_run(track(&points.concat()).as_bytes(), 0)
            .unwrap()
            .moving_seconds,
        30
    );
}

#[test]
fn a_gap_between_segments_counts_nothing() {
    let parts = [
        point(51.0, ""),
        point(51.001, ""),
        point(52.0, ""),
        point(52.001, ""),
    ];
    let [a, b, c, d] = parts;
    let split = track(&format!("{a}{b}</trkseg><trkseg>{c}{d}"));
    assert_eq!(read_run(split.as_bytes(), 0).unwrap().metres, 222);
}

#[test]
fn what_is_no_run_says_why() {
    assert_eq!(error("not xml"), GpxError::NotXml);
    assert_eq!(error(""), GpxError::NotXml);
    assert_eq!(error("<gpx version=\"1.1\"><trk>"), GpxError::NotXml);
    assert_eq!(error("<gpx version=\"1.1\"></trk>"), GpxError::NotXml);
    assert_eq!(error("<kml/>"), GpxError::NotGpx("kml".into()));
    assert_eq!(
        error("<gpx version=\"2.0\"/>"),
        GpxError::NotGpx("gpx 2.0".into())
    );
    assert_eq!(
        error("<gpx version=\"1.1\"><rte><rtept lat=\"1\" lon=\"1\"/></rte></gpx>"),
        GpxError::NoTrack
    );
    assert_eq!(error(&track("")), GpxError::TooFewPoints);
    assert_eq!(error(&track(&point(51.0, ""))), GpxError::TooFewPoints);
    assert_eq!(error(&track(&point(91.0, ""))), GpxError::BadPoint(1));
    assert_eq!(
        error(&track("<trkpt lat=\"NaN\" lon=\"0\"/>")),
        GpxError::BadPoint(1)
    );
    assert_eq!(
        error(&track(&(point(0.0, "") + &point(80.0, "")))),
        GpxError::TooLong
    );
}

#[test]
fn hostile_xml_is_refused_at_its_bound() {
    let bomb =
        "<!DOCTYPE gpx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><gpx version=\"1.1\">&b;</gpx>";
    assert_eq!(error(bomb), GpxError::DocumentType);
    let deep = "<a>".repeat(1_000);
    assert_eq!(
        error(&format!("<gpx version=\"1.1\">{deep}")),
        GpxError::TooDeep
    );
    let crowd = "<trkpt lat=\"1\" lon=\"1\"/>".repeat(200_001);
    assert_eq!(error(&track(&crowd)), GpxError::TooManyPoints);
    assert_eq!(error(&" ".repeat(16 * 1024 * 1024 + 1)), GpxError::TooLarge);
    let attributes: String = (0..100_000).map(|i| format!(" a{i}=\"\"")).collect();
    assert_eq!(
        error(&format!("<gpx{attributes}/>")),
        GpxError::NotGpx("gpx".into())
    );
}
