// Which references a server hides, by the settings `transfer.hideRefs` and those of one of its services.

import GitObjects

/// The patterns that hide references (git-config(1)), the last one that fits in force.
struct HiddenReferences: Sendable {
    /// The services that have settings of their own.
    static let sections = ["fetch", "receive", "uploadpack"]

    private let patterns: [[UInt8]]

    /// Reads the settings of a service.
    ///
    /// - Throws: `.usage` for a service that has none.
    init(_ section: [UInt8], _ config: Configuration) throws(RgitError) {
        guard let name = Self.sections.first(where: { section.elementsEqual($0.utf8) }) else {
            throw RgitError(
                .usage, "unknown section for --exclude-hidden", section,
                hint: "choose one of " + Self.sections.joined(separator: ", "))
        }
        let positions =
            config.positions(of: Array("transfer.hiderefs".utf8))
            + config.positions(of: Array("\(name).hiderefs".utf8))
        patterns = positions.sorted().map { position in
            var pattern = config.settings[position].value ?? []
            while pattern.last == 0x2f { pattern.removeLast() }
            return pattern
        }
    }

    /// Whether a reference is hidden.
    func contains(_ name: [UInt8]) -> Bool {
        for pattern in patterns.reversed() {
            var pattern = pattern[...]
            let isShown = pattern.first == UInt8(ascii: "!")
            if isShown { pattern = pattern.dropFirst() }
            // The whole name and the name outside of a namespace are the same.
            if pattern.first == UInt8(ascii: "^") { pattern = pattern.dropFirst() }
            guard name.starts(with: pattern) else { continue }
            if name.count == pattern.count || name[pattern.count] == 0x2f { return !isShown }
        }
        return false
    }
}
