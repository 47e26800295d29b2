// Which reference a branch follows and where it would be pushed, by git-config(1)'s branch, remote and push sections.

import GitObjects

/// The answers to `@{upstream}` and `@{push}`.
struct RemoteTracking {
    let config: Configuration
    let references: ReferenceStore

    /// What a branch follows.
    enum Upstream: Equatable {
        /// The full name of the local reference that tracks the followed branch; it need not exist.
        case reference([UInt8])
        /// Nothing is configured.
        case none
        /// No refspec fetches the followed branch to a local reference.
        case untracked([UInt8])
    }

    /// What the branch of that short name follows.
    func upstream(ofBranch branch: [UInt8]) -> Upstream {
        let remote = config.string(Configuration.key("branch", branch, "remote"))
        // The first value counts: git merges several, and calls the first one the upstream.
        guard let merge = config.all(Configuration.key("branch", branch, "merge")).first, let remote else {
            return .none
        }
        if remote == "." { return .reference(fullBranchName(merge)) }
        guard let tracked = apply(fetchRefspecs(of: remote), to: merge) else { return .untracked(merge) }
        return .reference(tracked)
    }

    /// The reference of `@{upstream}`; throws, as git does, when there is none.
    func requiredUpstream(ofBranch branch: [UInt8]?) throws(RgitError) -> [UInt8] {
        guard let branch else { throw RgitError(.revision, "HEAD does not point to a branch") }
        switch upstream(ofBranch: branch) {
        case .reference(let name): return name
        case .untracked(let merge):
            throw RgitError(.revision, "upstream branch not stored as a remote-tracking branch", merge)
        case .none:
            let exists = try references.resolve(Array("refs/heads/".utf8) + branch) != nil
            throw RgitError(
                .revision, exists ? "no upstream configured for branch" : "no such branch", branch)
        }
    }

    /// The reference of `@{push}`; throws, as git does, when there is none.
    func requiredPushDestination(ofBranch branch: [UInt8]?) throws(RgitError) -> [UInt8] {
        guard let branch else { throw RgitError(.revision, "HEAD does not point to a branch") }
        let name = Array("refs/heads/".utf8) + branch
        let remote =
            config.string(Configuration.key("branch", branch, "pushremote"))
            ?? config.string("remote.pushdefault")
            ?? config.string(Configuration.key("branch", branch, "remote")) ?? Array("origin".utf8)
        func tracking(_ destination: [UInt8]) throws(RgitError) -> [UInt8] {
            guard let tracked = apply(fetchRefspecs(of: remote), to: destination) else {
                throw RgitError(
                    .revision,
                    "push destination on remote '\(remote.printableText)' has no local tracking branch",
                    destination)
            }
            return tracked
        }
        let pushRefspecs = config.all(Configuration.key("remote", remote, "push")).compactMap(Refspec.init)
        if !pushRefspecs.isEmpty {
            guard let destination = apply(pushRefspecs, to: name) else {
                throw RgitError(
                    .revision, "push refspecs for '\(remote.printableText)' do not include", branch)
            }
            return try tracking(destination)
        }
        if try config.bool(Configuration.key("remote", remote, "mirror")) == true {
            return try tracking(name)
        }
        switch config.string("push.default")?.printableText ?? "simple" {
        case "nothing":
            throw RgitError(.revision, "push has no destination (push.default is 'nothing')", branch)
        case "matching", "current":
            return try tracking(name)
        case "upstream", "tracking":
            return try requiredUpstream(ofBranch: branch)
        default:
            let followed = try requiredUpstream(ofBranch: branch)
            guard try tracking(name) == followed else {
                throw RgitError(.revision, "cannot resolve 'simple' push to a single destination", branch)
            }
            return followed
        }
    }

    private func fetchRefspecs(of remote: [UInt8]) -> [Refspec] {
        config.all(Configuration.key("remote", remote, "fetch")).compactMap(Refspec.init)
    }

    private func fullBranchName(_ name: [UInt8]) -> [UInt8] {
        if name.hasPrefix("refs/") { return name }
        return Array("refs/heads/".utf8) + name
    }

    /// The destination of `name` by the first refspec that matches, unless a negative one excludes it.
    private func apply(_ refspecs: [Refspec], to name: [UInt8]) -> [UInt8]? {
        if refspecs.contains(where: { $0.isNegative && $0.matches(name) }) { return nil }
        for refspec in refspecs where !refspec.isNegative {
            if let destination = refspec.destination(of: name) { return destination }
        }
        return nil
    }
}

/// One `+source:destination`, either with one asterisk or none (git-fetch(1)).
struct Refspec: Equatable {
    let source: [UInt8]
    let target: [UInt8]?
    let isNegative: Bool

    init?(_ text: [UInt8]) {
        var text = text[...]
        isNegative = text.first == UInt8(ascii: "^")
        if text.first == UInt8(ascii: "+") || isNegative { text = text.dropFirst() }
        guard !text.isEmpty else { return nil }
        if let colon = text.lastIndex(of: UInt8(ascii: ":")) {
            source = Array(text[..<colon])
            target = Array(text[(colon + 1)...])
        } else {
            source = Array(text)
            target = nil
        }
    }

    func matches(_ name: [UInt8]) -> Bool { match(name) != nil }

    /// What the asterisk of the source matches in `name`; `nil` when it does not match.
    private func match(_ name: [UInt8]) -> ArraySlice<UInt8>? {
        guard let star = source.firstIndex(of: UInt8(ascii: "*")) else {
            return name == source ? [] : nil
        }
        let head = source[..<star]
        let tail = source[(star + 1)...]
        guard name.count >= head.count + tail.count, name.starts(with: head),
            name.suffix(tail.count).elementsEqual(tail)
        else { return nil }
        return name[head.count..<(name.count - tail.count)]
    }

    /// The destination of `name` by the refspec; `nil` when it does not match or has no destination.
    func destination(of name: [UInt8]) -> [UInt8]? {
        guard let matched = match(name), let target, !target.isEmpty else { return nil }
        guard let star = target.firstIndex(of: UInt8(ascii: "*")) else { return target }
        return Array(target[..<star]) + matched + target[(star + 1)...]
    }
}
