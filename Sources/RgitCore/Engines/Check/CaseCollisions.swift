// Finds new names that are taken for others where a file system ignores the case of letters, or how they are composed.

import GitObjects
import Records

/// Compares the names in the tree at the end of a change.
struct CaseCollisions {
    /// The names in one tree.
    private struct Names {
        var trees: [[UInt8]: ObjectID] = [:]
        var all: Set<[UInt8]> = []
        /// The names by what they are the same as.
        var folded: [String: [[UInt8]]] = [:]
    }

    private let reader: ObjectReader
    private let head: ObjectID
    private let base: ObjectID?
    private var known: [ObjectID: Names] = [:]
    private var reported: Set<[UInt8]> = []

    /// Compares names of the tree `head`; those that `base` has are not new.
    init(head: ObjectID, base: ObjectID?, _ reader: ObjectReader) {
        self.head = head
        self.base = base
        self.reader = reader
    }

    /// The name that a new path, or a directory above it that is new, is taken for; each directory is named once.
    mutating func other(than path: [UInt8]) throws(RgitError) -> [UInt8]? {
        var tree: ObjectID? = head
        var old = base
        var start = 0
        while let current = tree {
            let end = path[start...].firstIndex(of: 0x2f) ?? path.count
            let name = Array(path[start..<end])
            let names = try names(current)
            let before = try old.map { id throws(RgitError) in try self.names(id) }
            if before?.all.contains(name) != true,
                let other = names.folded[Self.fold(name)]?.first(where: { $0 != name })
            {
                guard reported.insert(Array(path[..<end])).inserted else { return nil }
                return Array(path[..<start]) + other
            }
            guard end < path.count else { return nil }
            tree = names.trees[name]
            old = before?.trees[name]
            start = end + 1
        }
        return nil
    }

    private mutating func names(_ tree: ObjectID) throws(RgitError) -> Names {
        if let names = known[tree] { return names }
        var names = Names()
        let bytes = try reader.bytes(tree, .tree)
        var position = TreeReader(reader.format)
        do throws(GitObjectError) {
            while let entry = unsafe try position.next(bytes.span.bytes) {
                let name = Array(bytes[entry.name])
                names.all.insert(name)
                names.folded[Self.fold(name), default: []].append(name)
                if entry.mode == .directory { names.trees[name] = entry.id }
            }
        } catch {
            throw RgitError(.damaged, error.what, tree.hex, object: tree)
        }
        known[tree] = names
        return names
    }

    /// What names that are taken for one another have in common, by Unicode's full case folding; strings are equal however their
    /// characters are composed.
    private static func fold(_ name: [UInt8]) -> String {
        guard UTF8Validation.isValid(name) else {
            // Each byte is a character of its own, so that different names stay different.
            return "\0" + String(String.UnicodeScalarView(name.map { UnicodeScalar(ASCII.lowercased($0)) }))
        }
        let text = String(decoding: name, as: UTF8.self)
        if name.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        // File systems that fold names pass over invisible characters.
        let visible = text.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        // Some letters have the same capitals, such as both forms of a sigma, and some several, such as a sharp s. The i without
        // a dot has the capital of another letter, but is none of its forms.
        let capitals = String(String.UnicodeScalarView(visible)).lowercased().unicodeScalars
            .map { $0.value == 0x131 ? String($0) : $0.properties.uppercaseMapping }
        return capitals.joined().lowercased()
    }
}
