//! The prices: a version of them, never changed once something was sold by it.

use crate::{
    SupportLevel, UnitPrice,
    price_file::{Fault, PriceFile},
    usage::{Dimension, Metered, ResourceKind},
};
use hq_contract::plan::Plan;
use serde::{Deserialize, Serialize};

/// What a plan costs and includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlanPrice {
    /// For a month, in minor units; none where it is agreed on with each customer.
    pub month: Option<i64>,
    /// So many FPUs are included, at every moment.
    pub included_fpu: u32,
    /// So many GB (10⁹ bytes) are included, at every moment.
    pub included_storage_gb: u32,
    /// How many dataplants there may be; as many as one likes where none.
    pub dataplants: Option<u32>,
    /// How many members there may be; as many as one likes where none.
    pub seats: Option<u32>,
    /// For how many days it can be tried; 0 where it cannot.
    pub trial_days: u32,
}

/// Prices, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PriceBook {
    /// Which prices; a greater number for newer ones.
    pub version: u32,
    /// ISO 4217, of a currency with two decimals.
    pub currency: String,
    /// Of each plan, in the order of [`Plan::ALL`].
    pub plans: [PlanPrice; 3],
    /// Of each support level for a month, in minor units, in the order of [`SupportLevel::ALL`].
    pub support: [i64; 3],
    /// An FPU of each kind, in the order of [`ResourceKind::ALL`]; for 3,600 FPU-seconds.
    pub fpu: [UnitPrice; 5],
    /// Storage; for [`GB_MONTH`] byte-seconds.
    pub storage: UnitPrice,
    /// A committed FPU for a month, in minor units.
    pub committed_fpu: i64,
    /// How much less the plan's fee is for a year than for twelve months, in per cent. Support has no rebate.
    pub yearly_rebate_percent: u32,
}

/// The FPU-seconds of an FPU for an hour.
pub const FPU_HOUR: i64 = 3600;

/// The byte-seconds of a GB (10⁹ bytes) for a month of 30.4375 days, the mean of four years: 10⁹ × 2,629,800, a whole number.
pub const GB_MONTH: i64 = 1_000_000_000 * 2_629_800;

/// The prices of the demo, which is also what an operator's file looks like.
pub const DEMO: &str = include_str!("demo.toml");

impl PriceBook {
    /// What a plan costs and includes.
    #[must_use]
    pub const fn plan(&self, plan: Plan) -> &PlanPrice {
        let [standard, premium, enterprise] = &self.plans;
        match plan {
            Plan::Standard => standard,
            Plan::Premium => premium,
            Plan::Enterprise => enterprise,
        }
    }

    /// What a support level costs for a month, in minor units.
    #[must_use]
    pub const fn support(&self, level: SupportLevel) -> i64 {
        let [basic, advanced, business_critical] = self.support;
        match level {
            SupportLevel::Basic => basic,
            SupportLevel::Advanced => advanced,
            SupportLevel::BusinessCritical => business_critical,
        }
    }

    /// What use costs.
    #[must_use]
    pub const fn unit_price(&self, metered: Metered) -> UnitPrice {
        let [dataplant, postgresql, snowflake, sandbox, other] = self.fpu;
        match (metered.dimension, metered.kind) {
            // What is tried in a sandbox is free altogether.
            (Dimension::StorageBytes, ResourceKind::Sandbox) => {
                UnitPrice { micro: 0, base_quantity: self.storage.base_quantity }
            }
            (Dimension::StorageBytes, _) => self.storage,
            (Dimension::Fpu, ResourceKind::Dataplant) => dataplant,
            (Dimension::Fpu, ResourceKind::Postgresql) => postgresql,
            (Dimension::Fpu, ResourceKind::Snowflake) => snowflake,
            (Dimension::Fpu, ResourceKind::Sandbox) => sandbox,
            (Dimension::Fpu, ResourceKind::Other) => other,
        }
    }

    /// The prices of the demo.
    ///
    /// # Errors
    /// Where `demo.toml` is wrong, which the tests hold that it is not.
    pub fn demo() -> Result<Self, Vec<Fault>> {
        PriceFile::check(DEMO).map(|file| file.prices)
    }
}
