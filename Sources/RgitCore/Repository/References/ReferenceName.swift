// Which names references may bear, and to which working tree they belong (git-check-ref-format(1), gitglossary(7)).

/// Rules about the names of references.
enum ReferenceName {
    /// Git's order of guesses for a short name: itself, then below these directories.
    static let expansions: [(prefix: [UInt8], suffix: [UInt8])] = [
        ([], []),
        (Array("refs/".utf8), []),
        (Array("refs/tags/".utf8), []),
        (Array("refs/heads/".utf8), []),
        (Array("refs/remotes/".utf8), []),
        (Array("refs/remotes/".utf8), Array("/HEAD".utf8)),
    ]

    /// Whether git accepts `name` as the name of a reference; one component is enough.
    static func isValid(_ name: [UInt8]) -> Bool { isValid(name.span) }

    /// Whether git accepts `name` as the name of a reference, asked of each of a long list of them.
    static func isValid(_ name: Span<UInt8>) -> Bool {
        let count = name.count
        guard count > 0, name[count - 1] != UInt8(ascii: "."), count > 1 || name[0] != UInt8(ascii: "@")
        else { return false }
        var start = 0
        for position in 0..<count {
            let byte = name[position]
            if isOrdinary(byte) { continue }
            switch byte {
            case 0x2f:
                guard isValidComponent(name, start..<position) else { return false }
                start = position + 1
            case UInt8(ascii: "."):
                if position > 0, name[position - 1] == UInt8(ascii: ".") { return false }
            case UInt8(ascii: "{"):
                if position > 0, name[position - 1] == UInt8(ascii: "@") { return false }
            default: return false
            }
        }
        return isValidComponent(name, start..<count)
    }

    /// Whether a byte may be anywhere in a name: all but control characters, ` *./:?[\^{~` and DEL.
    @inline(__always)
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x29, 0x2b...0x2d, 0x30...0x39, 0x3b...0x3e, 0x40...0x5a, 0x5d, 0x5f...0x7a, 0x7c...0x7d,
            0x80...0xff:
            true
        default: false
        }
    }

    private static func isValidComponent(_ name: Span<UInt8>, _ component: Range<Int>) -> Bool {
        guard !component.isEmpty, name[component.lowerBound] != UInt8(ascii: ".") else { return false }
        let end = component.upperBound
        guard component.count >= 5, name[end - 5] == UInt8(ascii: ".") else { return true }
        return
            !(name[end - 4] == UInt8(ascii: "l") && name[end - 3] == UInt8(ascii: "o")
            && name[end - 2] == UInt8(ascii: "c") && name[end - 1] == UInt8(ascii: "k"))
    }

    /// Whether the name looks like `HEAD` or `FETCH_HEAD`: capitals, `-` and `_` alone.
    static func isPseudoReference(_ name: [UInt8]) -> Bool {
        name.allSatisfy {
            ($0 >= 0x41 && $0 <= 0x5a) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
    }

    /// Whether each working tree has a reference of this name of its own.
    static func isPerWorktree(_ name: [UInt8]) -> Bool {
        isPseudoReference(name) || name.hasPrefix("refs/worktree/") || name.hasPrefix("refs/bisect/")
            || name.hasPrefix("refs/rewritten/")
    }

    /// The name without `refs/heads/`, `refs/tags/` or `refs/remotes/`, or without `refs/`.
    static func short(_ name: [UInt8]) -> [UInt8] {
        for prefix in ["refs/heads/", "refs/tags/", "refs/remotes/", "refs/"] {
            if let rest = name.after(prefix) { return rest }
        }
        return name
    }
}
