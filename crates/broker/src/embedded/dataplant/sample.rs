//! What a dataplant can begin with: nothing, or a sample to try queries on.

use super::Link;
use crate::{
    embedded::{postgres::Ident, work::StepError},
    osb::extension::Template,
};

/// Nothing but the schemas.
pub const EMPTY: &str = "empty";
/// Made-up sales.
pub const SAMPLE: &str = "sample";

/// How many customers and orders there are.
const CUSTOMERS: u32 = 50;
const ORDERS: u32 = 500;

/// The templates, the proposed one first.
pub fn templates() -> Vec<Template> {
    let template = |id: &str, name: &str, description: &str| Template {
        id: id.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
    };
    vec![
        template(EMPTY, "Empty", "The schemas primary, mart and ml, with nothing in them."),
        template(
            SAMPLE,
            "Sample sales",
            "50 made-up customers with 500 orders in the primary tables, and a view of the revenue of each month.",
        ),
    ]
}

/// Loads the sample where primary tables are, once: done again, it is the same. Answers what is there.
pub async fn load(link: &mut Link) -> Result<String, StepError> {
    let name = |name: &str| link.in_schema(&Ident::parse(name)?);
    let (customers, orders, revenue) = (name("customers")?, name("orders")?, name("revenue_by_month")?);
    let day = if link.is_postgres() {
        "DATE '2026-01-01' + (n.i * 11) % 180"
    } else {
        "date('2026-01-01', '+' || ((n.i * 11) % 180) || ' days')"
    };
    let numbers = |last: u32| {
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})")
    };
    link.run(&[
        format!("DROP VIEW IF EXISTS {revenue}"),
        format!("DROP TABLE IF EXISTS {orders}"),
        format!("DROP TABLE IF EXISTS {customers}"),
        format!("CREATE TABLE {customers} (id integer PRIMARY KEY, name text NOT NULL, country text NOT NULL)"),
        format!(
            "CREATE TABLE {orders} (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES {customers} (id), \
             ordered_on date NOT NULL, amount_cents integer NOT NULL)"
        ),
        format!(
            "INSERT INTO {customers} {} SELECT n.i, 'Customer ' || n.i, CASE n.i % 4 WHEN 0 THEN 'FR' WHEN 1 THEN 'DE' \
             WHEN 2 THEN 'GB' ELSE 'US' END FROM n",
            numbers(CUSTOMERS)
        ),
        format!(
            "INSERT INTO {orders} {} SELECT n.i, (n.i * 7) % {CUSTOMERS} + 1, {day}, (n.i * 137) % 20000 + 500 FROM n",
            numbers(ORDERS)
        ),
        format!(
            "CREATE VIEW {revenue} AS SELECT substr(CAST(ordered_on AS text), 1, 7) AS month, \
             sum(amount_cents) AS amount_cents FROM {orders} GROUP BY 1"
        ),
    ])
    .await?;
    Ok(format!("{CUSTOMERS} customers, {ORDERS} orders and a view"))
}
