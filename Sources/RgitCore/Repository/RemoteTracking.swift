// Which reference a branch follows and where it would be pushed, by git-config(1)'s branch, remote and push sections.

import GitObjects

/// The answers to `@{upstream}` and `@{push}`; one per worker, since it keeps the remotes it has read.
final class RemoteTracking {
    private let config: Configuration
    private let references: ReferenceStore
    private let layout: RepositoryLayout
    private var remotes: [[UInt8]: Remote] = [:]

    /// Reads nothing yet.
    init(_ session: Session) {
        config = session.config
        references = session.references
        layout = session.layout
    }

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
    ///
    /// - Throws: `damaged` for a refspec of its remote that git calls invalid.
    func upstream(ofBranch branch: [UInt8]) throws(RgitError) -> Upstream {
        let remote = config.string(Configuration.key("branch", branch, "remote"))
        // The first value counts: git merges several, and calls the first one the upstream.
        guard let merge = config.all(Configuration.key("branch", branch, "merge")).first, let remote else {
            return .none
        }
        if remote == "." { return .reference(try localReference(merge)) }
        let refspecs = try self.remote(remote).fetch
        guard let tracked = Refspec.destination(of: merge, by: refspecs) else { return .untracked(merge) }
        return .reference(tracked)
    }

    /// The reference of `@{upstream}`; throws, as git does, when there is none.
    func requiredUpstream(ofBranch branch: [UInt8]?) throws(RgitError) -> [UInt8] {
        guard let branch else { throw RgitError(.revision, "HEAD does not point to a branch") }
        switch try upstream(ofBranch: branch) {
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
        let remoteName = pushRemote(ofBranch: branch) ?? Array("origin".utf8)
        let remote = try self.remote(remoteName)
        func tracking(_ destination: [UInt8]) throws(RgitError) -> [UInt8] {
            guard let tracked = Refspec.destination(of: destination, by: remote.fetch) else {
                throw RgitError(
                    .revision,
                    "push destination on remote '\(remoteName.printableText)' has no local tracking branch",
                    destination)
            }
            return tracked
        }
        if !remote.push.isEmpty {
            guard let destination = Refspec.destination(of: name, by: remote.push) else {
                throw RgitError(
                    .revision, "push refspecs for '\(remoteName.printableText)' do not include", branch)
            }
            return try tracking(destination)
        }
        if remote.isMirror { return try tracking(name) }
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

    /// The remote that a branch is pushed to; `nil` where none is configured, so that it is `origin`.
    func pushRemote(ofBranch branch: [UInt8]) -> [UInt8]? {
        config.string(Configuration.key("branch", branch, "pushremote"))
            ?? config.string("remote.pushdefault")
            ?? config.string(Configuration.key("branch", branch, "remote"))
    }

    /// The reference there that the refspecs of that remote push a branch to; `nil` where none does.
    func pushedReference(ofBranch branch: [UInt8]) throws(RgitError) -> [UInt8]? {
        let remote = try remote(pushRemote(ofBranch: branch) ?? Array("origin".utf8))
        return Refspec.destination(of: Array("refs/heads/".utf8) + branch, by: remote.push)
    }

    private func remote(_ name: [UInt8]) throws(RgitError) -> Remote {
        if let known = remotes[name] { return known }
        let remote = try Remote(name, config: config, layout: layout)
        remotes[name] = remote
        return remote
    }

    /// What a branch that follows a reference of the same repository follows: the one reference that the name means, else
    /// the name as it is written.
    private func localReference(_ name: [UInt8]) throws(RgitError) -> [UInt8] {
        let found = try references.candidates(name)
        return found.count == 1 ? found[0].name : name
    }
}
