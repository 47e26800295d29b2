// Refspecs: which remote reference is stored as which local one (git-fetch(1), git-push(1)).

import GitObjects

/// One `+source:destination`, either with one asterisk on each side or none.
struct Refspec: Equatable {
    /// What a refspec is for; the rules of what is valid differ.
    enum Direction {
        case fetch
        case push
    }

    let source: [UInt8]
    /// `nil` where there is no colon.
    let target: [UInt8]?
    /// `^source`: what the other refspecs must not match.
    let isNegative: Bool
    /// `:` for pushing: branches that exist on both sides.
    let isMatching: Bool

    /// Reads a refspec; `nil` for what git calls invalid and stops at.
    init?(_ text: [UInt8], for direction: Direction, _ format: ObjectFormat) {
        var text = text[...]
        isNegative = text.first == UInt8(ascii: "^")
        if text.first == UInt8(ascii: "+") || isNegative { text = text.dropFirst() }
        var named = text
        var target: [UInt8]?
        if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
            named = text[..<colon]
            target = Array(text[(colon + 1)...])
        }
        self.target = target
        isMatching = direction == .push && !isNegative && named.isEmpty && target?.isEmpty == true
        source = named.elementsEqual("@".utf8) ? Array("HEAD".utf8) : Array(named)
        if !isMatching, !isValid(for: direction, format) { return nil }
    }

    private func isValid(for direction: Direction, _ format: ObjectFormat) -> Bool {
        let star = UInt8(ascii: "*")
        if isNegative {
            return target == nil && !source.isEmpty && Self.isName(source)
                && ObjectID(hex: source, format) == nil
        }
        if let target, source.contains(star) != target.contains(star) { return false }
        let isGlob = source.contains(star)
        if direction == .fetch {
            if isGlob, target == nil { return false }
            return (source.isEmpty || Self.isName(source))
                && (target.map { $0.isEmpty || Self.isName($0) } ?? true)
        }
        if isGlob, !Self.isName(source) { return false }
        guard let target else { return Self.isName(source) }
        return !target.isEmpty && Self.isName(target)
    }

    /// Whether git takes `name` for a reference or, with one asterisk in it, for a pattern of references.
    private static func isName(_ name: [UInt8]) -> Bool {
        guard let star = name.firstIndex(of: UInt8(ascii: "*")) else { return ReferenceName.isValid(name) }
        var plain = name
        plain[star] = UInt8(ascii: "x")
        return ReferenceName.isValid(plain)
    }

    private var isPattern: Bool { source.contains(UInt8(ascii: "*")) }

    /// Whether the source matches `name`.
    func matches(_ name: [UInt8]) -> Bool { Self.match(source, name) != nil }

    /// What the asterisk of `pattern` matches in `name`; `nil` when the pattern does not match.
    private static func match(_ pattern: [UInt8], _ name: [UInt8]) -> ArraySlice<UInt8>? {
        guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
            return name == pattern ? [] : nil
        }
        let head = pattern[..<star]
        let tail = pattern[(star + 1)...]
        guard name.count >= head.count + tail.count, name.starts(with: head),
            name.suffix(tail.count).elementsEqual(tail)
        else { return nil }
        return name[head.count..<(name.count - tail.count)]
    }

    /// `pattern` with `name`'s part in place of its asterisk.
    private static func expand(_ pattern: [UInt8], _ part: ArraySlice<UInt8>) -> [UInt8] {
        guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else { return pattern }
        return Array(pattern[..<star]) + part + pattern[(star + 1)...]
    }

    /// The destination of `name` by the refspec; `nil` when it does not match or has no destination.
    private func destination(of name: [UInt8]) -> [UInt8]? {
        guard !isNegative, let target, let matched = Self.match(source, name) else { return nil }
        return Self.expand(target, matched)
    }

    /// The destination of `name` by the first of `refspecs` that matches; `nil` where none does, where it is empty, and
    /// where negative ones exclude it.
    static func destination(of name: [UInt8], by refspecs: [Refspec]) -> [UInt8]? {
        if isExcluded(name, by: refspecs) { return nil }
        for refspec in refspecs {
            if let destination = refspec.destination(of: name) {
                return destination.isEmpty ? nil : destination
            }
        }
        return nil
    }

    /// Whether negative refspecs take `name` away.
    ///
    /// They are not held against `name` itself: as git does it, the name is first taken for a *destination*, and the
    /// sources it would come from are what they exclude. So `^refs/heads/main` beside `refs/heads/*:refs/remotes/o/*` takes
    /// no upstream away from a branch that follows `main`, while beside `refs/heads/main:refs/remotes/o/main`, which names
    /// the very source, it does.
    private static func isExcluded(_ name: [UInt8], by refspecs: [Refspec]) -> Bool {
        let negative = refspecs.filter(\.isNegative)
        guard !negative.isEmpty else { return false }
        for refspec in refspecs where !refspec.isNegative {
            var source: [UInt8]?
            if refspec.isMatching {
                source = name
            } else if refspec.isPattern {
                source = match(refspec.target ?? refspec.source, name).map { expand(refspec.source, $0) }
            } else if refspec.source == name {
                source = name
            }
            if let source, negative.contains(where: { $0.matches(source) }) { return true }
        }
        return false
    }
}
