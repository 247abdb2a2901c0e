//! A map of the world with points to choose from.

use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    svg::{self, InertElement},
};

/// The outlines of the land: Natural Earth's 1:110m land (naturalearthdata.com, in the public domain), by way of the npm
/// package world-atlas 2.0.2, without what lies south of 60° S, cut at 180°, simplified to a quarter of a degree (Douglas and
/// Peucker).
/// Equirectangular: [`UNITS`] a degree, from 180° W and [`NORTH`] on.
const LAND: &str = include_str!("map/land.svg");
/// How many units of the drawing a degree has.
const UNITS: f64 = 4.0;
/// The northern edge, in degrees.
const NORTH: f64 = 84.0;
/// How wide the drawing is, from 180° W to 180° E.
const WIDTH: f64 = 360.0 * UNITS;
/// How tall it is, down to 56° S.
const HEIGHT: f64 = 140.0 * UNITS;
/// The narrowest part that is shown: 80°, so that one point is still somewhere in the world.
const NARROWEST: f64 = 80.0 * UNITS;

/// A point of a [`WorldMap`].
#[derive(Clone, Debug, PartialEq)]
pub struct MapPoint {
    /// What is told when it is chosen.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whether it can be seen but not chosen.
    pub disabled: bool,
}

/// What a point is drawn as, to be focused.
type PointRef = (String, bool, NodeRef<svg::G>);

/// A map of the part of the world in which the points lie, of which one can be chosen (ARIA: radio group; the arrow keys go
/// from one to the next). Points are 24 px wide whatever the size of the map.
#[component]
pub fn WorldMap(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] points: Signal<Vec<MapPoint>>,
    #[prop(into)] value: Signal<Option<String>>,
    #[prop(into)] on_choose: Callback<String>,
) -> AnyView {
    let points = Memo::new(move |_| apart(points.get()));
    let places = StoredValue::new(Vec::<PointRef>::new());
    // The one that the Tab key comes to: the chosen one, or the first that can be chosen.
    let entrance = Memo::new(move |_| {
        points.with(|points| {
            let open = || points.iter().filter(|point| !point.disabled);
            let chosen =
                value.with(|value| open().find(|point| Some(&point.value) == value.as_ref()).cloned());
            chosen.or_else(|| open().next().cloned()).map(|point| point.value)
        })
    });
    let key = move |event: KeyboardEvent, at: &str| {
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => places.with_value(|places| beside(places, at, 1)),
            "ArrowLeft" | "ArrowUp" => places.with_value(|places| beside(places, at, -1)),
            " " | "Enter" => places.with_value(|places| beside(places, at, 0)),
            _ => return,
        };
        event.prevent_default();
        if let Some((value, _, place)) = next {
            on_choose.run(value);
            if let Some(point) = place.get_untracked() {
                // A point that has gone from the page cannot be focused, and need not be.
                let _ = point.focus();
            }
        }
    };
    let drawn = move || {
        let (views, refs): (Vec<_>, Vec<_>) =
            points.get().into_iter().map(|point| draw(point, value, entrance, on_choose, key)).unzip();
        places.set_value(refs);
        views
    };
    view! {
        <svg
            class="map"
            role="radiogroup"
            aria-label=label
            viewBox=move || points.with(|points| part(points))
        >
            {InertElement::new(LAND)}
            {drawn}
        </svg>
    }
    .into_any()
}

fn draw(
    point: MapPoint,
    value: Signal<Option<String>>,
    entrance: Memo<Option<String>>,
    on_choose: Callback<String>,
    key: impl Fn(KeyboardEvent, &str) + Copy + 'static,
) -> (AnyView, PointRef) {
    let MapPoint { value: own, label, latitude, longitude, disabled } = point;
    let place = NodeRef::<svg::G>::new();
    let (own, name) = (StoredValue::new(own), label.clone());
    let is = move |other: &Option<String>| own.with_value(|own| Some(own) == other.as_ref());
    let dot = dot(latitude, longitude);
    let target = dot.clone();
    let choose = move |_| {
        if !disabled {
            on_choose.run(own.get_value());
        }
    };
    let view = view! {
        <g
            node_ref=place
            class="map-point"
            role="radio"
            aria-label=name
            aria-checked=move || value.with(is).to_string()
            aria-disabled=disabled.then_some("true")
            tabindex=move || if entrance.with(is) { "0" } else { "-1" }
            on:click=choose
            on:keydown=move |event| own.with_value(|own| key(event, own))
        >
            <title>{label}</title>
            <path class="map-target" d=target></path>
            <path class="map-dot" d=dot></path>
        </g>
    };
    (view.into_any(), (own.get_value(), disabled, place))
}

/// The point that is so many after this one, of those that can be chosen; the first one follows the last.
fn beside(places: &[PointRef], at: &str, by: isize) -> Option<PointRef> {
    let open: Vec<&PointRef> =
        places.iter().filter(|(value, disabled, _)| !disabled || value == at).collect();
    let here = open.iter().position(|(value, ..)| value == at)?;
    let count = isize::try_from(open.len()).ok()?;
    let next = isize::try_from(here).ok()?.checked_add(by)?.rem_euclid(count);
    open.get(usize::try_from(next).ok()?).filter(|(_, disabled, _)| !disabled).map(|place| (*place).clone())
}

/// Where a point lies in the drawing.
fn projected(latitude: f64, longitude: f64) -> (f64, f64) {
    ((longitude + 180.0).clamp(0.0, 360.0) * UNITS, ((NORTH - latitude) * UNITS).clamp(0.0, HEIGHT))
}

/// A line of no length: its round ends are as wide as its stroke, which does not grow with the map.
fn dot(latitude: f64, longitude: f64) -> String {
    let (x, y) = projected(latitude, longitude);
    format!("M{x:.1} {y:.1}h.01")
}

/// Two providers may be in one city: the second of them is drawn beside the first, or nobody could reach it.
fn apart(points: Vec<MapPoint>) -> Vec<MapPoint> {
    const NEAR: f64 = 1.0;
    const ASIDE: f64 = 3.0;
    let mut drawn: Vec<MapPoint> = Vec::new();
    for mut point in points {
        while drawn.iter().any(|other| {
            (other.latitude - point.latitude).abs() < NEAR && (other.longitude - point.longitude).abs() < NEAR
        }) {
            point.longitude += ASIDE;
        }
        drawn.push(point);
    }
    drawn
}

/// The part of the drawing in which the points lie, twice as wide as tall, with something around them.
fn part(points: &[MapPoint]) -> String {
    let ends = |values: &[f64]| {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (least, most)
    };
    let (xs, ys): (Vec<f64>, Vec<f64>) =
        points.iter().map(|point| projected(point.latitude, point.longitude)).unzip();
    if xs.is_empty() {
        return format!("0 0 {WIDTH} {HEIGHT}");
    }
    let ((left, right), (top, bottom)) = (ends(&xs), ends(&ys));
    let needed = ((right - left) * 1.25).max((bottom - top) * 2.5).max(NARROWEST);
    let (width, height) = (needed.min(WIDTH), (needed / 2.0).min(HEIGHT));
    let x = f64::midpoint(left, right) - width / 2.0;
    let y = f64::midpoint(top, bottom) - height / 2.0;
    format!("{:.0} {:.0} {width:.0} {height:.0}", x.clamp(0.0, WIDTH - width), y.clamp(0.0, HEIGHT - height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: &str, latitude: f64, longitude: f64) -> MapPoint {
        MapPoint { value: value.into(), label: value.into(), latitude, longitude, disabled: false }
    }

    #[test]
    fn the_map_shows_where_the_points_are() {
        let (paris, tokyo) = (point("paris", 48.9, 2.4), point("tokyo", 35.7, 139.7));
        assert_eq!(part(&[]), "0 0 1440 560");
        assert_eq!(part(std::slice::from_ref(&paris)), "570 60 320 160");
        assert_eq!(part(&[paris, tokyo]), "661 0 686 343");
        assert_eq!(part(&[point("far", -90.0, 200.0)]), "1120 400 320 160", "never beyond the edge");
    }

    #[test]
    fn points_in_one_city_lie_apart() {
        let drawn = apart(vec![point("a", 48.9, 2.4), point("b", 48.9, 2.3), point("c", 48.9, 2.4)]);
        let east: Vec<f64> = drawn.iter().map(|point| point.longitude.round()).collect();
        assert_eq!(east, [2.0, 5.0, 8.0]);
    }

    #[test]
    fn the_land_is_light() {
        assert!(LAND.len() < 12_000, "{}", LAND.len());
    }
}
