// The manifest of a folder of mirrors: for each its URL and what the last runs came to.

import GitObjects
import Records

/// The URLs and states of the mirrors in a folder.
struct MirrorManifest {
    /// A mirror.
    private struct Entry {
        var url: [UInt8]
        var path: [UInt8]
        var state: [UInt8]
        var error: [UInt8]?
        /// When it was last tried, and when last what the server had: seconds since 1970.
        var triedDate: Int64
        var currentDate: Int64?
    }

    private var entries: [[UInt8]: Entry] = [:]

    /// Reads a manifest; an unreadable one is as good as none, for the mirrors themselves say what they are.
    init(_ content: [UInt8]) {
        var reader = JSONReader(content)
        try? reader.object { (reader, name) throws(JSONError) in
            guard name == Array("mirrors".utf8) else {
                _ = try reader.scalar()
                return
            }
            try reader.array { reader throws(JSONError) in
                var entry = Entry(url: [], path: [], state: [], triedDate: 0)
                try reader.object { (reader, name) throws(JSONError) in
                    let value = try reader.scalar()
                    switch String(decoding: name, as: UTF8.self) {
                    case "url": entry.url = try Self.string(value) ?? []
                    case "path": entry.path = try Self.string(value) ?? []
                    case "state": entry.state = try Self.string(value) ?? []
                    case "error": entry.error = try Self.string(value)
                    case "url_base64": entry.url = try Self.bytes(value) ?? entry.url
                    case "path_base64": entry.path = try Self.bytes(value) ?? entry.path
                    case "error_base64": entry.error = try Self.bytes(value)
                    case "tried_date": entry.triedDate = Self.integer(value) ?? 0
                    case "current_date": entry.currentDate = Self.integer(value)
                    default: break
                    }
                }
                if !entry.path.isEmpty { entries[entry.path] = entry }
            }
        }
    }

    private static func string(_ value: [UInt8]) throws(JSONError) -> [UInt8]? {
        guard value.first == UInt8(ascii: "\"") else { return nil }
        var reader = JSONReader(value)
        return try reader.string()
    }

    /// What a `NAME_base64` member has exactly, which follows its `NAME`.
    private static func bytes(_ value: [UInt8]) throws(JSONError) -> [UInt8]? {
        try string(value).flatMap { Base64.decode($0) }
    }

    private static func integer(_ value: [UInt8]) -> Int64? { Int64(String(decoding: value, as: UTF8.self)) }

    /// Takes in what a run did to a mirror at `date`.
    mutating func take(_ row: MirroredRepository, at date: Int64) {
        guard let path = row.path?.bytes else { return }
        let url = row.url.bytes
        let known = entries[path]
        // A URL that found its place taken is not that of the mirror.
        if row.state == .failed, let known, known.url != url, known.currentDate != nil { return }
        let current = row.state == .failed ? known?.currentDate : date
        entries[path] = Entry(
            url: url, path: path, state: Array(row.state.rawValue.utf8), error: row.error?.bytes,
            triedDate: date, currentDate: current)
    }

    /// Forgets mirrors that are not there, unless they have failed to be made.
    mutating func prune(_ exists: (_ path: [UInt8]) -> Bool) {
        let failed = Array("failed".utf8)
        entries = entries.filter { $1.state == failed && $1.currentDate == nil || exists($0) }
    }

    /// The document: a line for each mirror, in the order of the paths.
    var content: [UInt8] {
        var writer = ValueWriter(style: .json)
        writer.append(raw: "{\"schema\":\"rgit.mirror-manifest/1\",\"mirrors\":[")
        let paths = entries.keys.sorted { $0.lexicographicallyPrecedes($1) }
        for (index, path) in paths.enumerated() {
            guard let entry = entries[path] else { continue }
            writer.append(raw: index == 0 ? "\n" : ",\n")
            writer.append(raw: Self.line(entry))
        }
        writer.append(raw: "\n]}\n")
        return writer.bytes
    }

    private static func line(_ entry: Entry) -> String {
        var writer = ValueWriter(style: .json)
        writer.object { writer in
            writer.key("url")
            writer.text(Text(entry.url))
            writer.key("path")
            writer.text(Text(entry.path))
            writer.key("state")
            writer.text(Text(entry.state))
            writer.key("error")
            if let error = entry.error { writer.text(Text(error)) } else { writer.null() }
            writer.key("tried_date")
            writer.integer(entry.triedDate)
            writer.key("current_date")
            if let date = entry.currentDate { writer.integer(date) } else { writer.null() }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
