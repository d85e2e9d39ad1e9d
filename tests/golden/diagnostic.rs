//! CBOR as text one can read (RFC 8949 §8), for the few kinds of item Kith's messages are made of.

use minicbor::Decoder;
use minicbor::data::Type;

/// The diagnostic text of one item.
pub fn diagnostic(bytes: &[u8]) -> String {
    let mut decoder = Decoder::new(bytes);
    let text = item(&mut decoder);
    assert_eq!(decoder.position(), bytes.len(), "bytes after the item");
    text
}

fn item(d: &mut Decoder<'_>) -> String {
    match d.datatype().unwrap() {
        Type::Array => {
            let count = d.array().unwrap().expect("a definite length");
            let items: Vec<_> = (0..count).map(|_| item(d)).collect();
            format!("[{}]", items.join(", "))
        }
        Type::Bytes => {
            let hex = d.bytes().unwrap().iter().map(|b| format!("{b:02x}"));
            format!("h'{}'", hex.collect::<String>())
        }
        Type::String => format!("{:?}", d.str().unwrap()),
        Type::Bool => d.bool().unwrap().to_string(),
        Type::Null => {
            d.null().unwrap();
            "null".to_owned()
        }
        _ => d.int().unwrap().to_string(),
    }
}
