//! A measure over time.

use super::Disclosure;
use leptos::prelude::*;

/// How wide the drawing is, in units of its own; it fills the width that there is.
const WIDTH: f64 = 600.0;
/// How tall it is.
const HEIGHT: f64 = 160.0;

/// What was measured at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPoint {
    /// When, in words.
    pub when: String,
    /// How much.
    pub value: f64,
    /// The same in words.
    pub value_text: String,
    /// How much it should be at most.
    pub limit: Option<f64>,
    /// The same in words.
    pub limit_text: String,
}

/// The words around a [`Chart`].
#[derive(Clone, Copy)]
pub struct ChartWords {
    /// What is shown, and what comes of it: the name of the drawing.
    pub label: Signal<String>,
    /// The head of the times.
    pub when: Signal<String>,
    /// The head of the values.
    pub value: Signal<String>,
    /// The head of the limits.
    pub limit: Signal<String>,
    /// Unfolds the table.
    pub table: Signal<String>,
}

/// A measure over time as an area under a line, with a dashed line for what it should be at most, and behind it a table with
/// the same (ARIA: an image with a name; the table unfolds).
#[component]
pub fn Chart(words: ChartWords, #[prop(into)] points: Signal<Vec<ChartPoint>>) -> AnyView {
    let points = Memo::new(move |_| points.get());
    let top = Memo::new(move |_| points.with(|points| top(points)));
    let ends = Signal::derive(move || {
        let when = |point: Option<&ChartPoint>| point.map(|point| point.when.clone()).unwrap_or_default();
        points.with(|points| (when(points.first()), when(points.last())))
    });
    let measured = move || points.with(|points| line(points, top.get(), |point| Some(point.value)));
    let area = move || {
        let line = measured();
        if line.is_empty() { line } else { format!("{line}V{HEIGHT}H0z") }
    };
    let limit = move || points.with(|points| line_of_limit(points, top.get()));
    let row = |point: ChartPoint| {
        view! {
            <tr>
                <th scope="row">{point.when}</th>
                <td>{point.value_text}</td>
                <td>{point.limit_text}</td>
            </tr>
        }
    };
    let rows = move || points.get().into_iter().rev().map(row).collect::<Vec<_>>();
    let drawing = view! {
        <svg
            class="chart-drawing"
            role="img"
            aria-label=words.label
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
        >
            <path class="chart-area" d=area></path>
            <path class="chart-line" d=measured></path>
            <path class="chart-limit" d=limit></path>
        </svg>
    };
    let head = view! {
        <th scope="col">{words.when}</th>
        <th scope="col">{words.value}</th>
        <th scope="col">{words.limit}</th>
    };
    framed(words.label, words.table, drawing.into_any(), ends, head.into_any(), rows.into_any())
}

/// A drawing over time with its first and last moment under it, and behind it the table with the same, called `label`, which
/// `table` unfolds.
pub(super) fn framed(
    label: Signal<String>,
    table: Signal<String>,
    drawing: AnyView,
    ends: Signal<(String, String)>,
    head: AnyView,
    rows: AnyView,
) -> AnyView {
    view! {
        <div class="chart">
            {drawing} <p class="chart-ends" aria-hidden="true">
                <span>{move || ends.with(|ends| ends.0.clone())}</span>
                <span>{move || ends.with(|ends| ends.1.clone())}</span>
            </p> <Disclosure label=table>
                <div class="chart-scroll" tabindex="0" role="region" aria-label=label>
                    <table class="chart-table" aria-label=label>
                        <thead>
                            <tr>{head}</tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Disclosure>
        </div>
    }
    .into_any()
}

/// What the upper edge stands for: a little more than all that is shown.
fn top(points: &[ChartPoint]) -> f64 {
    let most = points.iter().flat_map(|point| [Some(point.value), point.limit]).flatten().fold(0.0, f64::max);
    if most > 0.0 { most * 1.1 } else { 1.0 }
}

/// A line through what is known of the points.
fn line(points: &[ChartPoint], top: f64, read: impl Fn(&ChartPoint) -> Option<f64>) -> String {
    let last = u32::try_from(points.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let mut line = String::new();
    for (index, point) in points.iter().enumerate() {
        let Some(value) = read(point) else { continue };
        // One point alone is a line all the way.
        let place = u32::try_from(index).unwrap_or(u32::MAX);
        let x = if last == 0 { 0.0 } else { WIDTH * f64::from(place) / f64::from(last) };
        let y = HEIGHT * (1.0 - value / top);
        line.push_str(&format!("{}{x:.1} {y:.1}", if line.is_empty() { 'M' } else { 'L' }));
        if last == 0 {
            line.push_str(&format!("H{WIDTH}"));
        }
    }
    line
}

fn line_of_limit(points: &[ChartPoint], top: f64) -> String {
    line(points, top, |point| point.limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64, limit: Option<f64>) -> ChartPoint {
        let text = String::new();
        ChartPoint { when: text.clone(), value, value_text: text.clone(), limit, limit_text: text }
    }

    #[test]
    fn the_line_goes_through_what_was_measured() {
        let points = [point(0.0, Some(10.0)), point(5.0, Some(10.0)), point(10.0, None)];
        assert!((top(&points) - 11.0).abs() < 1e-9);
        assert_eq!(line(&points, 10.0, |point| Some(point.value)), "M0.0 160.0L300.0 80.0L600.0 0.0");
        assert_eq!(line_of_limit(&points, 20.0), "M0.0 80.0L300.0 80.0");
        assert_eq!(line(&points[..1], 10.0, |point| point.limit), "M0.0 0.0H600");
        assert_eq!(line(&[], 1.0, |point| Some(point.value)), "");
    }
}
