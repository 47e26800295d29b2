// What an export says about itself: one entry a repository, and the file that lists them all.

import GitObjects
import Records

/// The manifest entry of one repository: its tips, and the row counts and sums of its tables.
struct ExportEntry: Hashable, Sendable {
    /// A reference whose history was exported.
    struct Tip: Hashable, Sendable {
        let path: [UInt8]
        let hexsha: [UInt8]
    }

    /// The name in the rows.
    var name: Text
    /// The absolute path of the repository.
    var path: Text
    /// What the history was read from: HEAD, branches, remote-tracking branches, tags, or the revisions that were chosen.
    var tips: [Tip] = []
    /// A hash of all that decides what the rows are: references, the shallow boundary, settings.
    var state: [UInt8] = []
    /// The format, the tables and the other options.
    var options: [UInt8] = []
    /// The version of rgit that wrote it.
    var version: [UInt8] = []
    /// Its tables.
    var tables: [FactTable: FactSum] = [:]
    /// Why the last run could not read it; the facts are then those of an earlier one, or there are none.
    var failure: Text?

    /// Whether there are facts.
    var hasFacts: Bool { !tables.isEmpty }

    /// The entry as JSON, on one line.
    var json: [UInt8] {
        var writer = ValueWriter(style: .json)
        write(to: &writer)
        return writer.bytes
    }

    func write(to writer: inout ValueWriter) {
        writer.object { writer in
            writer.key("name")
            writer.text(name)
            writer.key("path")
            writer.text(path)
            // What is no UTF-8, so that it can be read back.
            if let bytes = name.undecoded {
                writer.key("name_base64")
                writer.base64(bytes)
            }
            if let bytes = path.undecoded {
                writer.key("path_base64")
                writer.base64(bytes)
            }
            writer.key("tips")
            writer.objects { writer in
                for tip in tips {
                    writer.object {
                        $0.key("path")
                        $0.text(Text(tip.path))
                        if let bytes = Text(tip.path).undecoded {
                            $0.key("path_base64")
                            $0.base64(bytes)
                        }
                        $0.key("hexsha")
                        $0.text(Text(tip.hexsha))
                    }
                }
            }
            for (key, value): (StaticString, [UInt8]) in [
                ("state", state), ("options", options), ("version", version),
            ] {
                writer.key(key)
                writer.text(Text(value))
            }
            writer.key("tables")
            writer.objects { writer in
                for table in FactTable.allCases {
                    guard let sum = tables[table] else { continue }
                    writer.object {
                        $0.key("table")
                        $0.string(table.rawValue)
                        $0.key("rows")
                        $0.integer(sum.rows)
                        $0.key("bytes")
                        $0.integer(sum.bytes)
                        $0.key("sha256")
                        if let sha256 = sum.sha256 { $0.id(sha256) } else { $0.null() }
                    }
                }
            }
            writer.key("failure")
            if let failure { writer.text(failure) } else { writer.null() }
        }
    }
}

extension ExportEntry {
    /// The entries of a manifest, whose file is `path`.
    ///
    /// - Throws: `RgitError` where it is damaged.
    static func list(manifest: [UInt8], _ path: [UInt8]) throws(RgitError) -> [ExportEntry] {
        var reader = JSONReader(manifest)
        var entries: [ExportEntry] = []
        do throws(JSONError) {
            try reader.object { reader, key throws(JSONError) in
                guard key == Array("repositories".utf8) else { return try reader.skip() }
                try reader.array { reader throws(JSONError) in
                    var entry = ExportEntry(name: Text([UInt8]()), path: Text([UInt8]()))
                    try entry.read(&reader)
                    entries.append(entry)
                }
            }
            try reader.end()
        } catch {
            throw RgitError(.damaged, "damaged manifest (\(error.what))", path)
        }
        return entries
    }

    /// Reads an entry; `nil` where it is damaged.
    init?(json: [UInt8]) {
        var reader = JSONReader(json)
        self.init(name: Text([UInt8]()), path: Text([UInt8]()))
        do throws(JSONError) {
            try read(&reader)
            try reader.end()
        } catch {
            return nil
        }
    }

    private mutating func read(_ reader: inout JSONReader) throws(JSONError) {
        var entry = self
        try reader.object { reader, key throws(JSONError) in
            switch String(decoding: key, as: UTF8.self) {
            case "name": entry.name = Text(try reader.string())
            case "path": entry.path = Text(try reader.string())
            case "name_base64": entry.name = Text(try Self.decoded(&reader))
            case "path_base64": entry.path = Text(try Self.decoded(&reader))
            case "state": entry.state = try reader.string()
            case "options": entry.options = try reader.string()
            case "version": entry.version = try reader.string()
            case "tips":
                try reader.array { reader throws(JSONError) in
                    var (path, hexsha): ([UInt8], [UInt8]) = ([], [])
                    try reader.object { reader, key throws(JSONError) in
                        if key == Array("path".utf8) {
                            path = try reader.string()
                        } else if key == Array("path_base64".utf8) {
                            path = try Self.decoded(&reader)
                        } else if key == Array("hexsha".utf8) {
                            hexsha = try reader.string()
                        } else {
                            try reader.skip()
                        }
                    }
                    entry.tips.append(Tip(path: path, hexsha: hexsha))
                }
            case "tables":
                try reader.array { reader throws(JSONError) in
                    var table: FactTable?
                    var sum = FactSum()
                    try reader.object { reader, key throws(JSONError) in
                        switch String(decoding: key, as: UTF8.self) {
                        case "table":
                            table = FactTable(rawValue: String(decoding: try reader.string(), as: UTF8.self))
                        case "rows": sum.rows = try Self.number(&reader)
                        case "bytes": sum.bytes = try Self.number(&reader)
                        case "sha256":
                            let text = try reader.scalar()
                            sum.sha256 = ObjectID(hex: text.dropFirst().dropLast(), .sha256)
                        default: try reader.skip()
                        }
                    }
                    if let table { entry.tables[table] = sum }
                }
            case "failure":
                let text = try reader.scalar()
                if text.first == 0x22 {
                    var inner = JSONReader(text)
                    entry.failure = Text(try inner.string())
                }
            default: try reader.skip()
            }
        }
        self = entry
    }

    private static func decoded(_ reader: inout JSONReader) throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(try reader.string()) else { throw JSONError("not base64") }
        return bytes
    }

    private static func number(_ reader: inout JSONReader) throws(JSONError) -> Int {
        guard let number = Int(String(decoding: try reader.scalar(), as: UTF8.self)), number >= 0 else {
            throw JSONError("not a number")
        }
        return number
    }
}
