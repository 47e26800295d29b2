// What people are called in a CODEOWNERS file, and how a directory is written there.

import GitObjects

/// The handles of people, from a file with a person and a handle on each line, a tab between them.
struct OwnersHandles {
    private var handles: [[UInt8]: [UInt8]] = [:]

    /// Reads the file at `path`; none where that is empty.
    ///
    /// - Throws: `usage` for a line without a tab, and what reading it throws.
    init(_ path: [UInt8], in directory: [UInt8]) throws(RgitError) {
        guard !path.isEmpty else { return }
        let file = path.first == 0x2f ? path : directory.appendingPath(path)
        guard let content = try FileSystem.read(file, limit: FileSystem.SizeLimit.text) else {
            throw RgitError(.io, "could not open the handles", path)
        }
        for line in content.split(separator: 0x0a) where line.first != 0x23 {
            let parts = line.split(separator: 0x09, maxSplits: 1)
            guard parts.count == 2 else {
                throw RgitError(.usage, "a line of handles needs a person, a tab and a handle", Array(line))
            }
            handles[Array(parts[0])] = Array(parts[1].prefix { $0 > 0x20 })
        }
    }

    /// The handle of a person by address or name; the address where there is none.
    func name(_ actor: Actor) -> [UInt8] {
        handles[actor.email.bytes] ?? handles[actor.name.bytes] ?? actor.email.bytes
    }

    /// The handles that are given for a person's address or name.
    func handles(of actor: Actor) -> [[UInt8]] {
        [handles[actor.email.bytes], handles[actor.name.bytes]].compactMap(\.self)
    }

    /// Whether the handle, in small letters, is given for any person.
    func contains(_ handle: [UInt8]) -> Bool { handles.values.contains { $0.asciiLowercased == handle } }

    /// The pattern of a directory; `*` for the top.
    static func pattern(_ directory: Text) -> [UInt8] {
        if directory == "." { return [0x2a] }
        var pattern: [UInt8] = [0x2f]
        for byte in directory.bytes {
            // Neither brackets nor the ends of words and lines can be written; any byte matches in their place.
            if byte == 0x5b || byte < 0x20 {
                pattern.append(UInt8(ascii: "?"))
                continue
            }
            if [0x20, 0x23, 0x2a, 0x3f, 0x5c].contains(byte) { pattern.append(0x5c) }
            pattern.append(byte)
        }
        return pattern + [0x2f]
    }
}
