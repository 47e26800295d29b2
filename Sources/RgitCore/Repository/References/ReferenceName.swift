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
    static func isValid(_ name: [UInt8]) -> Bool {
        if name.isEmpty || name == "@" || name.last == UInt8(ascii: ".") { return false }
        var start = 0
        var last: UInt8 = 0
        for (position, byte) in name.enumerated() {
            if byte == 0x2f {
                guard isValidComponent(name[start..<position]) else { return false }
                start = position + 1
                last = 0
                continue
            }
            if byte < 0x20 || byte == 0x7f { return false }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "["),
                UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "*"):
                return false
            case UInt8(ascii: ".") where last == UInt8(ascii: "."): return false
            case UInt8(ascii: "{") where last == UInt8(ascii: "@"): return false
            default: break
            }
            last = byte
        }
        return isValidComponent(name[start...])
    }

    private static func isValidComponent(_ component: ArraySlice<UInt8>) -> Bool {
        guard let first = component.first, first != UInt8(ascii: ".") else { return false }
        return !component.suffix(5).elementsEqual(".lock".utf8)
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
