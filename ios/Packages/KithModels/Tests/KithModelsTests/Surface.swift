// bindings/api.txt, by which the fixtures are read: it says what each field holds, and so how Swift spells it.

import Foundation
import Kith
import Testing

/// The root of the repository.
let repository = (0..<6).reduce(URL(fileURLWithPath: #filePath)) { folder, _ in folder.deletingLastPathComponent() }

/// The records and enums of the core.
struct Surface {
    private var records: [String: [String: Field]] = [:]
    private var enums: [String: [String: [String: Field]]] = [:]

    private struct Field {
        let type: String
        let isOptional: Bool
        let hasDefault: Bool
    }

    /// What is wrong with a fixture.
    struct Wrong: Error {
        let place: String
        let why: String
    }

    static func read() throws -> Surface {
        let text = try String(contentsOf: repository.appending(path: "bindings/api.txt"), encoding: .utf8)
        var surface = Surface()
        var (kind, name) = ("", "")
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if !line.hasPrefix(" ") {
                (kind, name) = (String(words[0]), words.count > 1 ? String(words[1]) : "")
            } else if kind == "record" {
                let (field, rest) = split(line.trimmingCharacters(in: .whitespaces))
                surface.records[name, default: [:]][field] = rest
            } else if kind == "enum" || kind == "error" {
                let fields = line.split(separator: "{").dropFirst().first.map { $0.prefix { $0 != "}" } } ?? ""
                let parts = fields.split(separator: ",").map { split($0.trimmingCharacters(in: .whitespaces)) }
                surface.enums[name, default: [:]][String(words[0])] = Dictionary(uniqueKeysWithValues: parts)
            }
        }
        return surface
    }

    private static func split(_ line: String) -> (String, Field) {
        let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let type = parts[1].replacing(" = default", with: "")
        let field = Field(
            type: type.hasSuffix("?") ? String(type.dropLast()) : type, isOptional: type.hasSuffix("?"),
            hasDefault: parts[1].hasSuffix(" = default"))
        let words = parts[0].split(separator: "_")
        return (words[0] + words.dropFirst().map(\.capitalized).joined(), field)
    }

    /// Reads a value as one of the core's types.
    func read<Value: Decodable>(_ value: Value.Type, from fixture: Any, as type: String) throws -> Value {
        let spelled = try spell(fixture, type, "\(type)")
        let data = try JSONSerialization.data(withJSONObject: spelled, options: .fragmentsAllowed)
        return try JSONDecoder().decode(Value.self, from: data)
    }

    /// Reads a value as the type of this name.
    func check(_ fixture: Any, as type: String, at place: String) throws {
        guard let known = Self.types[type] else { throw Wrong(place: place, why: "nobody knows \(type)") }
        _ = try read(known, from: fixture, as: type)
    }

    private static let types: [String: any Decodable.Type] = [
        "Home": Home.self, "[RoundRow]": [RoundRow].self, "Round": Round.self, "[ArticleRow]": [ArticleRow].self,
        "ArticleRow": ArticleRow.self, "Pledge": Pledge.self, "PledgeEffect": PledgeEffect.self,
        "[EntryRow]": [EntryRow].self, "[Balance]": [Balance].self, "[MemberRow]": [MemberRow].self,
        "MemberRow": MemberRow.self, "[NoticeRow]": [NoticeRow].self, "[PairingRow]": [PairingRow].self,
        "PairingRow": PairingRow.self, "Status": Status.self, "Settings": Settings.self,
        "[DeviceRow]": [DeviceRow].self, "[ConcernRow]": [ConcernRow].self, "CarriedRow": CarriedRow.self,
        "[PriceListRow]": [PriceListRow].self, "ReadPriceList": ReadPriceList.self, "[KnockRow]": [KnockRow].self,
        "[PosterRow]": [PosterRow].self, "MadeInvite": MadeInvite.self, "AskedRow": AskedRow.self,
    ]

    /// The value as Swift's own coding spells it: cases as objects, and what was left out filled in.
    private func spell(_ value: Any, _ type: String, _ place: String) throws -> Any {
        if type.hasPrefix("[") {
            guard let rows = value as? [Any] else { throw Wrong(place: place, why: "is no list") }
            let inner = String(type.dropFirst().dropLast())
            return try rows.enumerated().map { try spell($1, inner, "\(place)[\($0)]") }
        }
        if let fields = records[type] {
            guard let given = value as? [String: Any] else { throw Wrong(place: place, why: "is no \(type)") }
            return try spell(fields: given, fields, place)
        }
        if let cases = enums[type] {
            let named = value as? [String: Any] ?? [value as? String ?? "": [String: Any]()]
            guard let (name, given) = named.first, let fields = cases[name] else {
                throw Wrong(place: place, why: "\(value) is no \(type)")
            }
            // Errors keep their capital letters, other cases do not.
            let swift = type == "KithError" ? name : name.prefix(1).lowercased() + name.dropFirst()
            return [swift: try spell(fields: given as? [String: Any] ?? [:], fields, place)]
        }
        return value
    }

    private func spell(fields given: [String: Any], _ fields: [String: Field], _ place: String) throws -> [String: Any]
    {
        for name in given.keys where fields[name] == nil { throw Wrong(place: place, why: "knows no \(name)") }
        var spelled: [String: Any] = [:]
        for (name, field) in fields {
            if let value = given[name] {
                spelled[name] = try spell(value, field.type, "\(place).\(name)")
            } else if !field.isOptional {
                // What is left out is nothing: no, none, zero.
                guard field.hasDefault || field.type == "bool" else { throw Wrong(place: place, why: "lacks \(name)") }
                spelled[name] =
                    field.type == "text" ? "" : field.type == "bool" ? false : field.type.hasPrefix("[") ? [] : 0
            }
        }
        return spelled
    }
}
