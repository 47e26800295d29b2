// Shorthands for branch names: `@`, `@{-N}`, `@{upstream}` and `@{push}`.

import GitObjects

struct BranchNames {
    let session: Session

    /// The name a shorthand means, or `name` itself where it is none.
    ///
    /// Throws when it is one and means nothing here.
    func substituted(_ name: [UInt8]) throws(RgitError) -> [UInt8] {
        if let (expanded, used) = try interpret(name, depth: 0), used == name.count { return expanded }
        return name
    }

    /// How many bytes of `name` a shorthand at its start takes, and what it means.
    private func interpret(_ name: [UInt8], depth: Int) throws(RgitError) -> (name: [UInt8], used: Int)? {
        guard depth < 16 else { return nil }
        if let prior = try priorCheckout(name) {
            guard prior.used > 0 else { return nil }
            if prior.used == name.count { return prior }
            return try reinterpret(prior.name, name, prior.used, depth)
        }
        for at in name.indices where name[at] == UInt8(ascii: "@") {
            if at == 0, isLoneAt(name) { return try reinterpret(Array("HEAD".utf8), name, 1, depth) }
            let rest = Array(name[at...])
            guard !name[..<at].contains(UInt8(ascii: ":")) else { break }
            let tracking = RemoteTracking(session)
            if let length = Self.upstreamMark(rest) {
                let branch = try self.branch(Array(name[..<at]))
                return (try tracking.requiredUpstream(ofBranch: branch), at + length)
            }
            if let length = Self.pushMark(rest) {
                let branch = try self.branch(Array(name[..<at]))
                return (try tracking.requiredPushDestination(ofBranch: branch), at + length)
            }
        }
        return nil
    }

    private func reinterpret(
        _ expanded: [UInt8], _ name: [UInt8], _ used: Int, _ depth: Int
    ) throws(RgitError) -> (name: [UInt8], used: Int)? {
        guard let next = try interpret(expanded + name[used...], depth: depth + 1) else {
            return (expanded, used)
        }
        return (next.name, next.used - expanded.count + used)
    }

    /// Whether the name is `@`, or `@` before another `@{…}`.
    private func isLoneAt(_ name: [UInt8]) -> Bool {
        if name.count == 1 { return true }
        guard name[1] == UInt8(ascii: "@") else { return false }
        return name.count > 2 && name[2] == UInt8(ascii: "{")
    }

    /// The short name of the branch named before the mark; nothing and `HEAD` mean the current one.
    private func branch(_ name: [UInt8]) throws(RgitError) -> [UInt8]? {
        if name.isEmpty || name == "HEAD" {
            return try session.head.referenceName?.bytes.after("refs/heads/")
        }
        return name
    }

    /// The length of `@{upstream}` or `@{u}` at the start, in capitals or not.
    static func upstreamMark(_ text: [UInt8]) -> Int? { mark(text, ["@{upstream}", "@{u}"]) }

    /// The length of `@{push}` at the start, in capitals or not.
    static func pushMark(_ text: [UInt8]) -> Int? { mark(text, ["@{push}"]) }

    private static func mark(_ text: [UInt8], _ marks: [String]) -> Int? {
        for mark in marks where Array(text.prefix(mark.utf8.count)).asciiLowercased == mark {
            return mark.utf8.count
        }
        return nil
    }

    /// The branch or commit checked out N switches ago, where the name begins with `@{-N}`.
    ///
    /// `used` is zero where there were not as many switches.
    func priorCheckout(_ name: [UInt8]) throws(RgitError) -> (name: [UInt8], used: Int)? {
        guard name.hasPrefix("@{-"), let brace = name.firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let digits = name[3..<brace]
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit),
            var remaining = Int(Array(digits).printableText),
            remaining > 0
        else { return nil }
        let log = try session.references.reflog(Array("HEAD".utf8))
        for entry in (log?.entries ?? []).reversed() {
            guard let move = entry.message.after("checkout: moving from "),
                let end = Self.firstPosition(of: " to ", in: move)
            else { continue }
            remaining -= 1
            if remaining == 0 { return (Array(move[..<end]), brace + 1) }
        }
        return ([], 0)
    }

    private static func firstPosition(of needle: String, in text: [UInt8]) -> Int? {
        let needle = Array(needle.utf8)
        guard text.count >= needle.count else { return nil }
        return (0...(text.count - needle.count)).first { text[$0...].starts(with: needle) }
    }
}
