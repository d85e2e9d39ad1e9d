//! What is on offer in the tests.

use kith_domain::round::bill::DeliveryBy;
use kith_domain::round::schema::Article;

/// An article in cases of `case_size`, at `pence` a unit before VAT.
#[must_use]
pub fn article(name: &str, case_size: u32, pence: u64) -> Article {
    Article {
        v: 1,
        name: name.to_owned(),
        unit: "1 kg bag".to_owned(),
        case_size,
        min_units: 0,
        net_e4: pence * 100,
        vat_bp: 0,
        deposit_pence: 0,
        single_e4: None,
        category: String::new(),
        origin: String::new(),
        producer: String::new(),
        number: String::new(),
        note: None,
        more: serde_json::Map::new(),
    }
}

/// How delivery is shared where a test does not care.
pub const DELIVERY: DeliveryBy = DeliveryBy::GoodsValue;
