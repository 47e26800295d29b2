// The attributes that `:(attr:…)` asks for in a pathspec, and where they are looked up.

import GitObjects
import Synchronization

/// The attributes of paths as the pathspecs of one command see them: one reader, which all its workers share.
final class PathspecAttributes: Sendable {
    private let reader: Mutex<AttributeReader>

    /// Looks attributes up with `reader`.
    init(_ reader: sending AttributeReader) { self.reader = Mutex(reader) }

    /// Why a file of attributes could not be read, which then counts for empty.
    var problem: RgitError? { reader.withLock { $0.problem } }

    /// Whether the attributes of a path are all what `wanted` says.
    ///
    /// `path` has no slash at its end.
    func agree(with wanted: [AttributeState], at path: [UInt8], isDirectory: Bool) -> Bool {
        let found = reader.withLock { $0.attributes(path, isDirectory: isDirectory) }
        return wanted.allSatisfy { found[$0.name] ?? .unspecified == $0.value }
    }
}

extension AttributeState {
    /// Reads the words between `attr:` and the end of that magic: `NAME`, `-NAME`, `!NAME` or `NAME=VALUE`.
    ///
    /// - Parameter pathspec: The whole pathspec, which errors name.
    static func wanted(_ text: ArraySlice<UInt8>, in pathspec: [UInt8]) throws(RgitError) -> [AttributeState]
    {
        guard !text.isEmpty else {
            throw RgitError(.usage, "pathspec magic 'attr' names no attribute", pathspec)
        }
        var states: [AttributeState] = []
        for word in text.split(separator: 0x20) {
            var name = word
            var value = AttributeValue.set
            switch word.first {
            case UInt8(ascii: "!"): (name, value) = (word.dropFirst(), .unspecified)
            case UInt8(ascii: "-"): (name, value) = (word.dropFirst(), .unset)
            default:
                if let equals = word.firstIndex(of: UInt8(ascii: "=")) {
                    name = word[..<equals]
                    value = .value(try wantedValue(word[(equals + 1)...], in: pathspec))
                }
            }
            guard isValidName(name) else {
                throw RgitError(
                    .usage, "invalid attribute name '\(String(decoding: name, as: UTF8.self))'", pathspec)
            }
            states.append(AttributeState(name: Array(name), value: value))
        }
        return states
    }

    /// Takes away the backslashes before bytes; only what git can compare values with is allowed.
    private static func wantedValue(
        _ text: ArraySlice<UInt8>, in pathspec: [UInt8]
    ) throws(RgitError) -> [UInt8] {
        var value: [UInt8] = []
        var rest = text
        while var byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                guard let next = rest.popFirst() else {
                    throw RgitError(.usage, "a backslash ends the value of an attribute", pathspec)
                }
                byte = next
            }
            guard ASCII.isAlphanumeric(byte) || ",-_".utf8.contains(byte) else {
                let shown = String(decoding: [byte], as: UTF8.self)
                throw RgitError(.usage, "cannot use '\(shown)' in the value of an attribute", pathspec)
            }
            value.append(byte)
        }
        return value
    }
}
