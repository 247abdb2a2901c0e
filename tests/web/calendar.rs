//! Days in every time zone that the browser knows, against its own calendar.

use hq_console::browser::calendar::{first_moment, start_of_day};
use js_sys::{Array, Function};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// 1 January 2026, counted from 1 January 1970.
const NEW_YEAR: u32 = 20_454;

fn function(arguments: &str, body: &str) -> Function {
    Function::new_with_args(arguments, body)
}

fn number(value: Result<JsValue, JsValue>) -> f64 {
    value.unwrap().as_f64().unwrap()
}

/// How far the clocks of a zone are ahead, as `Intl` shows them.
fn clock_of(zone: &JsValue) -> impl Fn(f64) -> f64 + use<> {
    let offset = function(
        "zone",
        "const format = new Intl.DateTimeFormat('en-US', {timeZone: zone, hourCycle: 'h23', year: 'numeric',
            month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'});
        return moment => {
            const at = {};
            for (const {type, value} of format.formatToParts(moment)) at[type] = Number(value);
            const shown = Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
            return shown - Math.floor(moment / 1000) * 1000;
        }",
    );
    let offset: Function = offset.call1(&JsValue::NULL, zone).unwrap().unchecked_into();
    move |moment| number(offset.call1(&JsValue::NULL, &JsValue::from_f64(moment)))
}

#[wasm_bindgen_test]
fn days_begin_as_the_browsers_calendar_has_it_in_every_zone() {
    let zones: Array = function("", "return Intl.supportedValuesOf('timeZone')")
        .call0(&JsValue::NULL)
        .unwrap()
        .unchecked_into();
    let oracle = function(
        "zone, day",
        "return new Temporal.PlainDate(1970, 1, 1).add({days: day}).toZonedDateTime(zone).epochMilliseconds",
    );
    assert!(zones.length() > 400);
    let mut changes = 0;
    for zone in zones.iter() {
        let offset = clock_of(&zone);
        let ahead = |day: u32| offset(f64::from(day) * 86_400_000.0);
        let year = NEW_YEAR..NEW_YEAR + 365;
        let changed: Vec<u32> = year.filter(|day| ahead(*day) != ahead(day + 1)).collect();
        changes += changed.len();
        let near = changed.into_iter().flat_map(|day| day - 2..day + 4);
        for day in near.chain((NEW_YEAR..NEW_YEAR + 365).step_by(61)) {
            let day = f64::from(day);
            let expected = number(oracle.call2(&JsValue::NULL, &zone, &JsValue::from_f64(day)));
            let zone = zone.as_string().unwrap();
            assert_eq!(first_moment(day, &offset), expected, "{zone}, day {day}");
        }
    }
    assert!(changes > 200, "clocks are changed: {changes}");
}

#[wasm_bindgen_test]
fn cairo_begins_the_day_after_at_nine_in_the_evening() {
    let cairo = clock_of(&JsValue::from_str("Africa/Cairo"));
    let utc = |day: u32| {
        String::from(js_sys::Date::new(&first_moment(f64::from(day), &cairo).into()).to_iso_string())
    };
    assert_eq!(utc(NEW_YEAR + 113), "2026-04-23T22:00:00.000Z", "at 1:00, since 0:00 is left out");
    assert_eq!(utc(NEW_YEAR + 114), "2026-04-24T21:00:00.000Z");
}

#[wasm_bindgen_test]
fn here_too() {
    let oracle = function(
        "day, later",
        "return Temporal.PlainDate.from(day).add({days: later}).toZonedDateTime(Temporal.Now.timeZoneId())
            .toInstant().toString({fractionalSecondDigits: 3})",
    );
    for (day, later) in
        [("2026-04-24", 0), ("2026-04-24", 1), ("2024-02-28", 1), ("2026-12-31", 1), ("2026-10-25", 0)]
    {
        let expected = oracle.call2(&JsValue::NULL, &day.into(), &later.into()).unwrap().as_string();
        assert_eq!(start_of_day(day, later), expected, "{day} {later}");
    }
    assert_eq!(start_of_day("2026-02-30", 0), None);
}
