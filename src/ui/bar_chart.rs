//! Amounts by time, each made of parts.

use super::{chart::framed, unique_id};
use leptos::{prelude::*, svg::InertElement};

/// How wide the drawing is, in units of its own; it fills the width that there is.
const WIDTH: f64 = 620.0;
/// How tall it is.
const HEIGHT: f64 = 160.0;
/// How much of its place a bar takes.
const BROAD: f64 = 0.72;
/// The most bars that can be told apart.
const MOST_BARS: usize = 31;
/// The kinds of parts that can be told apart by colour and pattern; what comes after looks like the last.
const MOST_PARTS: usize = 4;

/// A bar of a [`BarChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// When, in words.
    pub when: String,
    /// How much each part is, in the order of the chart's parts, and the same in words. Less than nothing is not drawn.
    pub parts: Vec<(f64, String)>,
    /// All together, in words.
    pub total: String,
}

/// The words around a [`BarChart`].
#[derive(Clone, Copy)]
pub struct BarChartWords {
    /// What is shown: the name of the drawing and of the table.
    pub title: Signal<String>,
    /// What comes of it, in one sentence.
    pub sentence: Signal<String>,
    /// The head of the times.
    pub when: Signal<String>,
    /// The head of the sums.
    pub total: Signal<String>,
    /// Unfolds the table.
    pub table: Signal<String>,
}

/// Bars of stacked parts, told apart by colour and by pattern, with a table behind that says the same (ARIA: a figure with an
/// image that has a name and a sentence; the table unfolds). `places` is how many bars there are once all are here, at most 31,
/// and `last` when the last of them is.
#[component]
pub fn BarChart(
    words: BarChartWords,
    #[prop(into)] parts: Signal<Vec<String>>,
    #[prop(into)] bars: Signal<Vec<Bar>>,
    #[prop(into)] places: Signal<usize>,
    #[prop(into)] last: Signal<String>,
) -> AnyView {
    let bars = Memo::new(move |_| {
        let mut bars = bars.get();
        bars.drain(..bars.len().saturating_sub(MOST_BARS));
        bars
    });
    let (id, sentence) = (StoredValue::new(unique_id()), unique_id());
    let rects = move || {
        let places = places.get();
        let drawn = bars.with(|bars| rects(bars, places));
        drawn.into_iter().map(|rect| draw(&rect, &id.get_value())).collect::<Vec<_>>()
    };
    let drawing = view! {
        <svg
            class="chart-drawing"
            role="img"
            aria-label=words.title
            aria-describedby=sentence.clone()
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
        >
            {InertElement::new(patterns(&id.get_value()))}
            {rects}
        </svg>
    };
    let ends = Signal::derive(move || {
        let first = bars.with(|bars| bars.first().map(|bar| bar.when.clone()));
        (first.unwrap_or_default(), last.get())
    });
    let heads = move || parts.get().into_iter().map(|part| view! { <th scope="col">{part}</th> });
    let head = view! {
        <th scope="col">{words.when}</th>
        {move || heads().collect::<Vec<_>>()}
        <th scope="col">{words.total}</th>
    };
    let rows = move || bars.get().into_iter().rev().map(row).collect::<Vec<_>>();
    let framed = framed(words.title, words.table, drawing.into_any(), ends, head.into_any(), rows.into_any());
    view! {
        <figure class="bar-chart">
            <figcaption class="bar-sentence" id=sentence>
                {words.sentence}
            </figcaption>
            {legend(parts, id)}
            {framed}
        </figure>
    }
    .into_any()
}

fn row(bar: Bar) -> AnyView {
    let parts = bar.parts.into_iter().map(|(_, text)| view! { <td>{text}</td> });
    view! {
        <tr>
            <th scope="row">{bar.when}</th>
            {parts.collect::<Vec<_>>()}
            <td>{bar.total}</td>
        </tr>
    }
    .into_any()
}

/// What the patterns stand for.
fn legend(parts: Signal<Vec<String>>, id: StoredValue<String>) -> AnyView {
    let item = move |(index, part): (usize, String)| {
        let swatch = Rect { x: 0.0, y: 0.0, width: 16.0, height: 16.0, part: index.min(MOST_PARTS - 1) };
        view! {
            <li class="bar-legend-item">
                <svg class="bar-swatch" viewBox="0 0 16 16" aria-hidden="true">
                    {draw(&swatch, &id.get_value())}
                </svg>
                {part}
            </li>
        }
    };
    let items = move || parts.get().into_iter().enumerate().map(item).collect::<Vec<_>>();
    view! { <ul class="bar-legend">{items}</ul> }.into_any()
}

/// A part of a bar, drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    part: usize,
}

/// A ground in its colour, and over it the pattern.
fn draw(rect: &Rect, id: &str) -> AnyView {
    let Rect { x, y, width, height, part } = *rect;
    let at = |number: f64| format!("{number:.1}");
    let pattern = (part > 0).then(|| {
        view! {
            <rect
                class="bar-pattern"
                x=at(x)
                y=at(y)
                width=at(width)
                height=at(height)
                fill=format!("url(#{id}-{part})")
            />
        }
    });
    let colour = match part {
        1 => Some("teal"),
        2 => Some("amber"),
        _ => None,
    };
    view! {
        <rect
            class="bar-part"
            data-part=part.to_string()
            data-colour=colour
            x=at(x)
            y=at(y)
            width=at(width)
            height=at(height)
        />
        {pattern}
    }
    .into_any()
}

/// The patterns of the second part and those after it: slanting lines, dots, a grid. The first has none.
fn patterns(id: &str) -> String {
    let pattern = |part: usize, inside: &str| {
        format!(
            "<pattern id=\"{id}-{part}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">{inside}</pattern>"
        )
    };
    [
        "<defs>".to_owned(),
        pattern(1, "<path class=\"bar-ink\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>"),
        pattern(2, "<path class=\"bar-dot\" d=\"M2 2h3v3H2z\"/>"),
        pattern(3, "<path class=\"bar-ink\" d=\"M0 4h8M4 0v8\"/>"),
        "</defs>".to_owned(),
    ]
    .concat()
}

/// The parts of all bars, from below.
fn rects(bars: &[Bar], places: usize) -> Vec<Rect> {
    let sum = |bar: &Bar| bar.parts.iter().map(|(value, _)| value.max(0.0)).sum::<f64>();
    let most = bars.iter().map(sum).fold(0.0, f64::max) * 1.05;
    let count = u32::try_from(places.clamp(bars.len().max(1), MOST_BARS)).unwrap_or(1);
    let place = WIDTH / f64::from(count);
    let mut rects = Vec::new();
    for (index, bar) in (0_u32..).zip(bars) {
        let x = place * (f64::from(index) + (1.0 - BROAD) / 2.0);
        let mut top = HEIGHT;
        for (part, (value, _)) in bar.parts.iter().enumerate().filter(|(_, (value, _))| *value > 0.0) {
            let height = HEIGHT * value / most;
            top -= height;
            rects.push(Rect { x, y: top, width: place * BROAD, height, part: part.min(MOST_PARTS - 1) });
        }
    }
    rects
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(values: &[f64]) -> Bar {
        let parts = values.iter().map(|value| (*value, String::new())).collect();
        Bar { parts, ..Bar::default() }
    }

    #[test]
    fn parts_stand_on_each_other() {
        let drawn = rects(&[bar(&[1.0, 0.0, 3.0]), bar(&[4.0])], 2);
        assert_eq!(drawn.len(), 3, "what is nothing is not drawn");
        assert_eq!((drawn[0].part, drawn[1].part, drawn[2].part), (0, 2, 0));
        assert!((drawn[0].y + drawn[0].height - HEIGHT).abs() < 1e-9);
        assert!((drawn[1].y + drawn[1].height - drawn[0].y).abs() < 1e-9);
        assert!((drawn[1].y - drawn[2].y).abs() < 1e-9, "both sums are equal");
        assert!(drawn[2].x > drawn[0].x + drawn[0].width, "there is room between them");
    }

    #[test]
    fn all_bars_have_their_place() {
        let days = vec![bar(&[2.0]); 31];
        let drawn = rects(&days, 28);
        assert!(drawn[30].x + drawn[30].width <= WIDTH);
        let first = rects(&days[..1], 31);
        assert!(first[0].width < WIDTH / 31.0, "the first day is not all of the period");
        assert!(rects(&[], 31).is_empty());
        assert!(rects(&[bar(&[0.0, -1.0])], 1).is_empty(), "nothing, and less, is not drawn");
        assert_eq!(rects(&[bar(&[1.0; 9])], 1)[8].part, MOST_PARTS - 1);
    }
}
