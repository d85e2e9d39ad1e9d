//! An article as the supplier sells it.

use kith_domain::round::schema;

/// One article as the supplier sells it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Article {
    /// What it is: one line, 200 bytes at most.
    pub name: String,
    /// What one unit is, such as `500 g jar`.
    pub unit: String,
    /// Units in the supplier's case: 1 to 100000.
    pub case_size: u32,
    /// The supplier's minimum for this article in units; zero for none.
    #[uniffi(default = 0)]
    pub min_units: u32,
    /// Price of one unit before VAT and deposit, in e4.
    pub net_e4: u64,
    /// VAT in hundredths of a per cent.
    #[uniffi(default = 0)]
    pub vat_bp: u32,
    /// Deposit on one unit.
    #[uniffi(default = 0)]
    pub deposit_pence: u64,
    /// What one unit costs in a shop, VAT included, in e4, where that is known.
    #[uniffi(default = None)]
    pub single_e4: Option<u64>,
    /// The supplier's heading for it.
    #[uniffi(default = "")]
    pub category: String,
    /// Where it comes from.
    #[uniffi(default = "")]
    pub origin: String,
    /// Who made it.
    #[uniffi(default = "")]
    pub producer: String,
    /// The supplier's number for it.
    #[uniffi(default = "")]
    pub number: String,
    /// The supplier's remark.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

impl From<schema::Article> for Article {
    fn from(article: schema::Article) -> Self {
        Self {
            name: article.name,
            unit: article.unit,
            case_size: article.case_size,
            min_units: article.min_units,
            net_e4: article.net_e4,
            vat_bp: article.vat_bp,
            deposit_pence: article.deposit_pence,
            single_e4: article.single_e4,
            category: article.category,
            origin: article.origin,
            producer: article.producer,
            number: article.number,
            note: article.note,
        }
    }
}

impl From<Article> for schema::Article {
    fn from(article: Article) -> Self {
        Self {
            v: 1,
            name: article.name,
            unit: article.unit,
            case_size: article.case_size,
            min_units: article.min_units,
            net_e4: article.net_e4,
            vat_bp: article.vat_bp,
            deposit_pence: article.deposit_pence,
            single_e4: article.single_e4,
            category: article.category,
            origin: article.origin,
            producer: article.producer,
            number: article.number,
            note: article.note,
            more: schema::More::new(),
        }
    }
}
