// Arithmetic on paths as bytes: joining, parents, and the textual clean-up of `.` and `..`.

import GitObjects

extension [UInt8] {
    /// The bytes of a string literal or any Swift string.
    init(utf8 string: String) { self = Array(string.utf8) }

    /// Whether the path begins with a slash.
    var isAbsolutePath: Bool { first == 0x2f }

    /// `self/component`; an absolute component replaces everything before it.
    func appendingPath(_ component: [UInt8]) -> [UInt8] {
        if component.isAbsolutePath || isEmpty { return component }
        if component.isEmpty { return self }
        var path: [UInt8] = []
        path.reserveCapacity(count + 1 + component.count)
        path.append(contentsOf: self)
        if last != 0x2f { path.append(0x2f) }
        path.append(contentsOf: component)
        return path
    }

    /// `self/component`
    func appendingPath(_ component: String) -> [UInt8] { appendingPath(Array(component.utf8)) }

    /// Everything before the last slash (`/` for a name in the root, empty for a bare name).
    var parentPath: [UInt8] {
        guard let slash = lastIndex(of: 0x2f) else { return [] }
        return slash == 0 ? [0x2f] : Array(self[..<slash])
    }

    /// What follows the last slash.
    var lastPathComponent: [UInt8] {
        guard let slash = lastIndex(of: 0x2f) else { return self }
        return Array(self[(slash + 1)...])
    }

    /// An absolute path without empty, `.` and `..` components, worked out on the text alone.
    var normalizedPath: [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        for component in split(separator: 0x2f) {
            if component.elementsEqual([0x2e]) { continue }
            if component.elementsEqual([0x2e, 0x2e]) {
                _ = kept.popLast()
            } else {
                kept.append(component)
            }
        }
        if kept.isEmpty { return [0x2f] }
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for component in kept {
            result.append(0x2f)
            result.append(contentsOf: component)
        }
        return result
    }

    /// What remains of `self` after `directory` and a slash; empty for the directory itself, `nil` outside of it.
    func pathInside(_ directory: [UInt8]) -> [UInt8]? {
        if self == directory { return [] }
        if directory == [0x2f] { return isAbsolutePath ? Array(dropFirst()) : nil }
        guard count > directory.count, self[directory.count] == 0x2f, starts(with: directory) else {
            return nil
        }
        return Array(self[(directory.count + 1)...])
    }

    /// Whether `self` begins with the ASCII `prefix`.
    func hasPrefix(_ prefix: String) -> Bool { starts(with: prefix.utf8) }

    /// Whether `self` ends with the ASCII `suffix`.
    func hasSuffix(_ suffix: String) -> Bool {
        let wanted = suffix.utf8
        return count >= wanted.count && self[(count - wanted.count)...].elementsEqual(wanted)
    }

    /// Whether the bytes are those of `string`; spares a conversion at each comparison.
    static func == (left: [UInt8], right: String) -> Bool { left.elementsEqual(right.utf8) }

    /// For messages: the bytes as a string, what does not decode replaced.
    var printableText: String { String(decoding: self, as: UTF8.self) }

    /// ASCII letters made small.
    var asciiLowercased: [UInt8] { map { ASCII.lowercased($0) } }

    /// Without ASCII white space at either end.
    var trimmed: [UInt8] {
        var low = startIndex
        var high = endIndex
        while low < high, ASCII.isSpace(self[low]) { low += 1 }
        while high > low, ASCII.isSpace(self[high - 1]) { high -= 1 }
        return Array(self[low..<high])
    }
}
