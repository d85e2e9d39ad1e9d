//! The words that head a column, in English, German and Dutch.
//!
//! The words are those of Foodsoft's translations, of Open Food Network's product import, and what
//! suppliers write by hand. Upper case, punctuation and spacing do not matter. A heading for gross
//! prices is left unknown on purpose: nothing here takes a gross price for a net one.
//! Next: [`crate::layout`].

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Availability,
    Number,
    Name,
    DisplayName,
    Unit,
    OrderUnit,
    Ratios,
    CaseSize,
    Minimum,
    BillingUnit,
    Granularity,
    GroupUnit,
    Price,
    PriceUnit,
    SinglePrice,
    ScaleQuantity,
    ScalePrice,
    Vat,
    Deposit,
    Note,
    Category,
    Origin,
    Producer,
    Units,
    UnitType,
    VariantUnit,
    OnHand,
    OnDemand,
    TaxCategory,
}

use Column::{
    Availability, BillingUnit, CaseSize, Category, Deposit, DisplayName, Granularity, GroupUnit,
    Minimum, Name, Note, Number, OnDemand, OnHand, OrderUnit, Origin, Price, PriceUnit, Producer,
    Ratios, ScalePrice, ScaleQuantity, SinglePrice, TaxCategory, Unit, UnitType, Units,
    VariantUnit, Vat,
};

/// Every heading that is known, as [`plain`] spells it.
#[rustfmt::skip]
const WORDS: &[(Column, &[&str])] = &[
    (Availability, &[
        "avail", "available", "availability", "status", "verf", "verfügbar", "verfügbarkeit",
        "leverb", "leverbaar", "beschikbaar", "status x ausgelistet", "status x outlisted",
    ]),
    (Number, &[
        "number", "no", "nr", "order number", "article number", "item number", "product code",
        "code", "sku", "bestellnummer", "best nr", "bestellnr", "artikelnummer", "artikelnr",
        "art nr", "artnr", "nummer", "art nummer", "bestelnummer", "productcode",
    ]),
    (Name, &[
        "name", "product", "product name", "article", "item", "artikel", "artikelname",
        "bezeichnung", "artikelbezeichnung", "produkt", "produktname", "naam", "productnaam",
        "artikelnaam",
    ]),
    (DisplayName, &["display name"]),
    (Unit, &["unit", "unit size", "size", "einheit", "eenheid", "inhalt", "inhoud"]),
    (OrderUnit, &[
        "supplier order unit", "lieferanteneinheit", "bestelleinheit", "lieferantenbestelleinheit",
        "besteleenheid", "besteleenheid leverancier",
    ]),
    (Ratios, &[
        "ratios to supplier order unit", "ratios", "verhältnisse zur bestelleinheit",
        "verhältnisse", "umrechnung", "verhoudingen", "verhouding tot besteleenheid",
    ]),
    (CaseSize, &[
        "case size", "case", "unit quantity", "units per case", "pack size", "gebindegröße",
        "gebindegrösse", "gebindegroesse", "gebgr", "gebinde", "stück pro gebinde", "ve",
        "colligrootte", "colli", "stuks per colli", "doosinhoud",
    ]),
    (Minimum, &[
        "min", "minimum", "min units", "minimum order quantity", "minimum order", "mindestmenge",
        "mindestbestellmenge", "mindestabnahme", "minimale bestelhoeveelheid",
        "minimum bestelhoeveelheid", "min bestelling",
    ]),
    (BillingUnit, &["billing unit", "abrechnungseinheit", "verrechnungseinheit", "factuureenheid"]),
    (Granularity, &[
        "group order granularity", "granularität", "bestellgranularität", "granulariteit",
    ]),
    (GroupUnit, &[
        "group order unit", "bestellgruppeneinheit", "gruppenbestelleinheit", "groepseenheid",
    ]),
    (Price, &[
        "price", "price net", "net price", "unit price", "preis", "nettopreis", "preis netto",
        "netto preis", "netto", "einzelpreis", "prijs", "nettoprijs", "netto prijs", "prijs netto",
        "prijs ex btw", "prijs excl btw",
    ]),
    (PriceUnit, &["price unit", "preiseinheit", "prijseenheid"]),
    (SinglePrice, &["single price", "shop price", "ladenpreis", "winkelprijs", "losse prijs"]),
    (ScaleQuantity, &["scale quantity", "staffelmenge", "staffelhoeveelheid"]),
    (ScalePrice, &["scale price", "staffelpreis", "staffelprijs"]),
    (Vat, &["vat", "vat rate", "tax", "mwst", "mwst satz", "ust", "steuer", "btw"]),
    (Deposit, &["deposit", "pfand", "statiegeld"]),
    (Note, &[
        "note", "notes", "description", "notiz", "bemerkung", "anmerkung", "beschreibung",
        "notitie", "opmerking", "omschrijving",
    ]),
    (Category, &[
        "category", "article category", "kategorie", "warengruppe", "categorie", "categorienaam",
    ]),
    (Origin, &["origin", "country", "herkunft", "ursprung", "herkomst", "land"]),
    (Producer, &[
        "producer", "manufacturer", "brand", "maker", "grower", "hersteller", "produzent",
        "erzeuger", "marke", "producent", "merk", "teler",
    ]),
    (Units, &["units"]),
    (UnitType, &["unit type"]),
    (VariantUnit, &["variant unit name"]),
    (OnHand, &["on hand"]),
    (OnDemand, &["on demand"]),
    (TaxCategory, &["tax category"]),
];

/// The 18 columns Foodsoft has imported and exported since it knows several units per article.
#[rustfmt::skip]
pub(crate) const FOODSOFT_18: [Column; 18] = [
    Availability, Number, Name, OrderUnit, Unit, Ratios, Minimum, BillingUnit, Granularity,
    GroupUnit, Price, PriceUnit, Vat, Deposit, Note, Category, Origin, Producer,
];

/// Foodsoft's older 14 columns: status (`x` is outlisted), order number, name, note, producer,
/// origin, unit, net price of one unit, VAT in percent, deposit, units per case, scale quantity,
/// scale price, category. Its importer goes by position and never reads the heading.
#[rustfmt::skip]
pub(crate) const FOODSOFT_14: [Column; 14] = [
    Availability, Number, Name, Note, Producer, Origin, Unit, Price, Vat, Deposit, CaseSize,
    ScaleQuantity, ScalePrice, Category,
];

/// The least a plain list holds.
pub(crate) const PLAIN_4: [Column; 4] = [Name, Unit, CaseSize, Price];

/// The column a heading stands for.
pub(crate) fn column(heading: &str) -> Option<Column> {
    let heading = plain(heading);
    // "VAT %", "btw (%)" and "price £" lose their signs in `plain`; nothing else is cut.
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&heading.as_str()))
        .map(|(column, _)| *column)
}

/// Lower case, with every run of other signs as one space.
fn plain(heading: &str) -> String {
    let lower = heading.chars().take(80).collect::<String>().to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_stands_for_two_columns_and_each_is_spelled_plainly() {
        let all: Vec<&str> = WORDS
            .iter()
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        for word in &all {
            assert_eq!(plain(word), *word);
            assert_eq!(all.iter().filter(|w| w == &word).count(), 1, "{word}");
        }
    }

    #[test]
    fn signs_and_capitals_do_not_matter_and_gross_prices_are_not_net_ones() {
        assert_eq!(column(" Price (net) "), Some(Price));
        assert_eq!(column("BTW (%)"), Some(Vat));
        assert_eq!(column("Gebindegröße"), Some(CaseSize));
        assert_eq!(column("case_size"), Some(CaseSize));
        assert_eq!(column("Gross price"), None);
        assert_eq!(column("Bruttopreis"), None);
        assert_eq!(column(""), None);
    }
}
