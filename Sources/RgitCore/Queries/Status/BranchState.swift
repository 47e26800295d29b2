// What a status says of the branch: its name, its commit, how far it and its upstream have gone apart.

import GitObjects
import Records

/// The branch that is checked out.
struct BranchState {
    /// The members of the summary that are about the branch and the repository.
    var summary = StatusSummary()
    /// The upstream as git shortens its name; `nil` where there is none.
    private(set) var upstream: [UInt8]?
    /// What could not be read.
    private(set) var problems: [RgitError] = []
    /// Whether commits were counted where they differ.
    let countsCommits: Bool
    /// Whether HEAD and its upstream are different commits; `nil` where there are not two.
    private(set) var differs: Bool?

    /// Looks at HEAD, its upstream, and what goes on.
    init(_ context: QueryContext, countsCommits: Bool) async throws {
        self.countsCommits = countsCommits
        let session = context.session
        let head = try session.head
        summary.head = head.id
        summary.activeBranch = head.branchName
        summary.isDetached = head.isDetached
        summary.state = OngoingOperation(session)
        summary.stashCount = try Self.stashCount(session)
        guard let branch = head.referenceName?.bytes.after("refs/heads/"),
            case .reference(let name) = try RemoteTracking(session).upstream(ofBranch: branch)
        else { return }
        summary.trackingBranch = Text(name)
        upstream = try ReferenceLookup(session).short(name, isStrict: false)
        guard let theirs = try session.references.resolve(name) else {
            summary.isUpstreamGone = true
            return
        }
        guard let ours = head.id else { return }
        do {
            try await count(ours, theirs, context)
        } catch let error as RgitError where error.kind != .cancelled {
            problems.append(error)
        }
    }

    private mutating func count(_ ours: ObjectID, _ theirs: ObjectID, _ context: QueryContext) async throws {
        let relations = try CommitRelations(context)
        guard let left = try relations.resolver.peel(ours, to: .commit),
            let right = try relations.resolver.peel(theirs, to: .commit)
        else { return }
        differs = left != right
        if left == right {
            (summary.ahead, summary.behind) = (0, 0)
        } else if countsCommits {
            let pair = AheadBehind.Pair(left: left, right: right)
            let distance = try await relations.distances([pair])[0].get()
            (summary.ahead, summary.behind) = (distance.ahead, distance.behind)
        }
    }

    /// The number of stashes.
    static func stashCount(_ session: Session) throws(RgitError) -> Int {
        try session.references.reflog(Array("refs/stash".utf8))?.entries.count ?? 0
    }
}

extension StatusLines {
    /// The lines about the branch (`--branch`).
    func header(_ state: BranchState) throws(RgitError) -> [UInt8] {
        version == 1 ? short(state) : long(state)
    }

    private var ending: [UInt8] { [nulTerminated ? 0 : 0x0a] }

    private func short(_ state: BranchState) -> [UInt8] {
        let summary = state.summary
        var line = Array("## ".utf8)
        if summary.head == nil { line += Array("No commits yet on ".utf8) }
        guard let branch = summary.activeBranch else { return line + Array("HEAD (no branch)".utf8) + ending }
        line += branch.bytes
        guard let upstream = state.upstream else { return line + ending }
        line += Array("...".utf8) + upstream
        var words = ""
        switch (state.differs, summary.ahead, summary.behind) {
        // git says so as well of a branch without commits.
        case (.none, _, _): words = "gone"
        case (true, .some(let ahead), 0): words = "ahead \(ahead)"
        case (true, 0, .some(let behind)): words = "behind \(behind)"
        case (true, .some(let ahead), .some(let behind)): words = "ahead \(ahead), behind \(behind)"
        case (true, _, _): words = "different"
        default: break
        }
        if !words.isEmpty { line += Array(" [\(words)]".utf8) }
        return line + ending
    }

    private func long(_ state: BranchState) -> [UInt8] {
        let summary = state.summary
        var lines = Array("# branch.oid ".utf8) + (summary.head?.hex ?? Array("(initial)".utf8)) + ending
        let name = summary.activeBranch?.bytes ?? Array("(detached)".utf8)
        lines += Array("# branch.head ".utf8) + name + ending
        guard let upstream = state.upstream else { return lines }
        lines += Array("# branch.upstream ".utf8) + upstream + ending
        guard let differs = state.differs else { return lines }
        var words = "+? -?"
        if let ahead = summary.ahead, let behind = summary.behind, !differs || ahead + behind > 0 {
            words = "+\(ahead) -\(behind)"
        }
        return lines + Array("# branch.ab \(words)".utf8) + ending
    }

    /// The line about stashes (`--show-stash`); nothing where there are none.
    func stashes(_ count: Int) -> [UInt8] {
        count > 0 ? Array("# stash \(count)".utf8) + ending : []
    }
}
