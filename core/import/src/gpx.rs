//! A recorded run: how far and how long in motion, and nothing else of it.
//!
//! A visit is reached on foot, so a track tells where both people live. [`read_run`] therefore
//! drops both ends before it measures, and returns two numbers; no point, time or name leaves this
//! module. Reads GPX 1.1 and 1.0 (<https://www.topografix.com/GPX/1/1/>), tracks only: routes and
//! waypoints are plans, not runs.
//!
//! XML is read as a stream with bounds on size, depth and points. A document type is refused, so
//! there are no entities to expand.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::{Deserialize, Serialize};

mod clock;

/// Metres dropped at each end unless the caller says otherwise.
pub const TRIM_METRES: u32 = 200;
/// Largest file, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most points of all tracks together.
pub const MAX_POINTS: usize = 200_000;

/// Deepest nesting of elements; GPX itself needs four, its extensions a few more.
const DEPTH: usize = 32;
/// Attributes looked at on one element.
const ATTRIBUTES: usize = 16;
/// Farther than anyone runs; above it the file is faulty.
const FARTHEST_METRES: f64 = 1_000_000.0;
/// At or below this many metres a second a person stands.
const STANDING: f64 = 0.5;
/// Mean radius of the earth in metres (IUGG, R1).
const EARTH: f64 = 6_371_008.8;

/// What is kept of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Length between the trimmed ends, in metres, rounded; gaps between segments count nothing.
    pub metres: u32,
    /// Seconds in motion between the trimmed ends, rounded: the steps faster than half a metre a
    /// second. A step whose points lack a time, or whose time does not rise, counts nothing, so a
    /// track without times gives 0.
    pub moving_seconds: u32,
}

/// Why a file gives no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GpxError {
    /// More than [`MAX_BYTES`].
    #[error("the file is larger than 16 MiB: export one run only")]
    TooLarge,
    /// Not XML, or XML that breaks off or does not nest.
    #[error("the file is not XML, or is cut short: export the run as GPX again")]
    NotXml,
    /// It declares a document type, which GPX never does.
    #[error("the file declares a document type, which a GPX file never does: export the run again")]
    DocumentType,
    /// Elements nested deeper than any GPX file.
    #[error("the file is nested too deeply for a GPX file: export the run again")]
    TooDeep,
    /// XML of another kind, or a GPX version that is not known.
    #[error("the file is not GPX 1.1 or 1.0 (it begins with `{0}`): export the run as GPX")]
    NotGpx(String),
    /// No track in it.
    #[error("the file holds no track: export a recorded run, not a route")]
    NoTrack,
    /// More than [`MAX_POINTS`].
    #[error("the track has more than 200,000 points: export one run only")]
    TooManyPoints,
    /// A point without a place on earth.
    #[error("point {0} of the track has no proper latitude and longitude: export the run again")]
    BadPoint(usize),
    /// Less than two points.
    #[error("the track has fewer than two points: there is nothing to measure")]
    TooFewPoints,
    /// Nothing is left between the two ends.
    #[error(
        "the run is {metres} m, too short to leave out {trim_metres} m at each end: enter the distance by hand"
    )]
    TooShort {
        /// Length of the whole run.
        metres: u32,
        /// What was to be left out at each end.
        trim_metres: u32,
    },
    /// More than a thousand kilometres.
    #[error("the track is longer than 1,000 km, which no run is: export one run only")]
    TooLong,
}

#[derive(Clone, Copy)]
struct Point {
    latitude: f64,
    longitude: f64,
    /// Milliseconds since 1970, if the point has a time.
    time: Option<i64>,
    /// Whether it continues the segment of the point before it.
    continues: bool,
}

/// Measures the run in a GPX file without `trim_metres` along the track at each end.
///
/// Points are dropped whole: the first one kept lies at least `trim_metres` from the start. Lengths
/// are great-circle (haversine) on a sphere, within 0.6 % of the ellipsoid; height is not counted.
///
/// # Errors
/// A [`GpxError`]; any bytes may be passed.
pub fn read_run(bytes: &[u8], trim_metres: u32) -> Result<Run, GpxError> {
    if bytes.len() > MAX_BYTES {
        return Err(GpxError::TooLarge);
    }
    // Only numbers and times are read, so a name in another encoding does no harm.
    let text = String::from_utf8_lossy(bytes);
    let points = points(text.trim_start_matches('\u{feff}'))?;
    measure(&points, f64::from(trim_metres), trim_metres)
}

fn measure(points: &[Point], trim: f64, trim_metres: u32) -> Result<Run, GpxError> {
    if points.len() < 2 {
        return Err(GpxError::TooFewPoints);
    }
    let mut along = vec![0.0];
    let mut total = 0.0;
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        total += step(from, to);
        along.push(total);
    }
    if total > FARTHEST_METRES {
        return Err(GpxError::TooLong);
    }
    let kept: Vec<&Point> = points
        .iter()
        .zip(&along)
        .filter(|(_, at)| **at >= trim && **at <= total - trim)
        .map(|(point, _)| point)
        .collect();
    if kept.len() < 2 {
        return Err(GpxError::TooShort {
            metres: rounded(total),
            trim_metres,
        });
    }
    let (mut metres, mut moving_ms) = (0.0, 0_i64);
    for (from, to) in kept.iter().zip(kept.iter().skip(1)) {
        let length = step(from, to);
        metres += length;
        if let (true, Some(start), Some(end)) = (to.continues, from.time, to.time) {
            let ms = end.saturating_sub(start);
            // In milliseconds: length / (ms / 1000) > STANDING, without dividing by nothing.
            if ms > 0 && length * 1_000.0 > STANDING * seconds_f64(ms) {
                moving_ms = moving_ms.saturating_add(ms);
            }
        }
    }
    let moving_seconds = u32::try_from(moving_ms.saturating_add(500) / 1_000).unwrap_or(u32::MAX);
    Ok(Run {
        metres: rounded(metres),
        moving_seconds,
    })
}

/// Metres from one point to the next: by the haversine formula (Sinnott 1984), or nothing across a
/// gap between segments.
fn step(from: &Point, to: &Point) -> f64 {
    if !to.continues {
        return 0.0;
    }
    let (lat1, lat2) = (from.latitude.to_radians(), to.latitude.to_radians());
    let half_lat = ((lat2 - lat1) / 2.0).sin();
    let half_lon = ((to.longitude - from.longitude).to_radians() / 2.0).sin();
    let a = half_lat * half_lat + lat1.cos() * lat2.cos() * half_lon * half_lon;
    2.0 * EARTH * a.sqrt().min(1.0).asin()
}

/// `as` is sound here: lengths are finite, not negative and at most a thousand kilometres, and
/// float casts saturate anyway.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn rounded(metres: f64) -> u32 {
    metres.round() as u32
}

fn points(text: &str) -> Result<Vec<Point>, GpxError> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<&'static str> = Vec::new();
    let mut points: Vec<Point> = Vec::new();
    let mut continues = false;
    let (mut root, mut tracks) = (false, false);
    let mut time = String::new();
    loop {
        match reader.read_event().map_err(|_| GpxError::NotXml)? {
            Event::Start(element) => {
                root = true;
                let name = known(element.local_name().as_ref());
                open(&element, name, &path, &mut points, &mut continues)?;
                tracks |= name == "trk";
                time.clear();
                if path.len() >= DEPTH {
                    return Err(GpxError::TooDeep);
                }
                path.push(name);
            }
            Event::Empty(element) => {
                root = true;
                let name = known(element.local_name().as_ref());
                open(&element, name, &path, &mut points, &mut continues)?;
            }
            Event::End(_) => {
                if path.ends_with(&["trkseg", "trkpt", "time"])
                    && let Some(point) = points.last_mut()
                {
                    point.time = clock::milliseconds(time.trim());
                }
                path.pop();
            }
            Event::Text(part) if path.last() == Some(&"time") && time.len() < 64 => {
                time.extend(part.chars().take(64));
            }
            Event::DocType(_) => return Err(GpxError::DocumentType),
            Event::Eof if !root || !path.is_empty() => return Err(GpxError::NotXml),
            Event::Eof => break,
            _ => {}
        }
    }
    if points.is_empty() && !tracks {
        return Err(GpxError::NoTrack);
    }
    Ok(points)
}

/// What an opening element means where it stands.
fn open(
    element: &BytesStart<'_>,
    name: &'static str,
    path: &[&str],
    points: &mut Vec<Point>,
    continues: &mut bool,
) -> Result<(), GpxError> {
    if path.is_empty() {
        let version = attribute(element, "version");
        if name != "gpx" || !matches!(version.as_deref(), Some("1.1" | "1.0")) {
            let name = crate::refusal::shown(element.local_name().as_ref());
            let version = version.map(|v| format!(" {}", crate::refusal::shown(&v)));
            return Err(GpxError::NotGpx(name + &version.unwrap_or_default()));
        }
    }
    if name == "trkseg" {
        *continues = false;
    }
    if name == "trkpt" && path.ends_with(&["trk", "trkseg"]) {
        if points.len() >= MAX_POINTS {
            return Err(GpxError::TooManyPoints);
        }
        let degrees = |key, most: f64| {
            let value: f64 = attribute(element, key)?.trim().parse().ok()?;
            (value.abs() <= most).then_some(value)
        };
        let (Some(latitude), Some(longitude)) = (degrees("lat", 90.0), degrees("lon", 180.0))
        else {
            return Err(GpxError::BadPoint(points.len() + 1));
        };
        points.push(Point {
            latitude,
            longitude,
            time: None,
            continues: *continues,
        });
        *continues = true;
    }
    Ok(())
}

/// Element names that mean something here; all others are one.
fn known(name: &str) -> &'static str {
    ["gpx", "trk", "trkseg", "trkpt", "time"]
        .into_iter()
        .find(|k| *k == name)
        .unwrap_or("")
}

/// An attribute's raw value. Without the duplicate check, which takes quadratic time.
fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut seen = attributes.with_checks(false).take(ATTRIBUTES).flatten();
    seen.find(|found| found.key.as_ref() == key)
        .map(|found| found.value.into_owned())
}

#[expect(clippy::cast_precision_loss)] // Milliseconds of a run are far below 2^53.
fn seconds_f64(ms: i64) -> f64 {
    ms as f64
}
