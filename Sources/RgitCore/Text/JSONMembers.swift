// Looks up strings in a JSON document by the names of the members that lead to them; only objects inside objects count.

import Records

/// The members of a JSON document.
struct JSONMembers {
    private let text: [UInt8]

    init(_ text: [UInt8]) { self.text = text }

    /// The string that the members named lead to; `nil` where there is none, or the text is no JSON.
    subscript(path: String...) -> [UInt8]? {
        var reader = JSONReader(text)
        return (try? Self.find(path[...], &reader)) ?? nil
    }

    /// Reads the next value and returns the string at `path` inside of it.
    private static func find(
        _ path: ArraySlice<String>, _ reader: inout JSONReader
    ) throws(JSONError) -> [UInt8]? {
        if path.isEmpty, reader.next == 0x22 { return try reader.string() }
        guard let wanted = path.first, reader.next == 0x7b else {
            try reader.skip()
            return nil
        }
        var isFound = false
        var found: [UInt8]?
        try reader.object { reader, name throws(JSONError) in
            // Of members with one name the first counts.
            if !isFound, name == Array(wanted.utf8) {
                isFound = true
                found = try find(path.dropFirst(), &reader)
            } else {
                try reader.skip()
            }
        }
        return found
    }
}
