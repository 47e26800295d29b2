// Tells whether the remote of a submodule has the commit that a change moves it to, as far as that is known without asking it.

import GitObjects

/// The repositories of submodules, which are in the working tree or in `modules` of the git directory.
struct SubmoduleCommits {
    private let context: QueryContext
    private let opener: SubmoduleReader
    /// The names that `.gitmodules` of the change has for paths.
    private let names: [[UInt8]: [UInt8]]

    /// Reads the names of submodules from the tree `head` or, where that has none, from `base`.
    init(head: ObjectID, base: ObjectID?, _ reader: ObjectReader, in context: QueryContext) throws(RgitError)
    {
        self.context = context
        let session = context.session
        opener = SubmoduleReader(session, settings: try SubmoduleSettings(session), depth: 0)
        var names: [[UInt8]: [UInt8]] = [:]
        for tree in [head, base].compactMap({ $0 }) where names.isEmpty {
            names = Self.names(tree, reader, session)
        }
        self.names = names
    }

    /// What `.gitmodules` of a tree says; nothing where it cannot be read, as without it the repositories are only not found.
    private static func names(
        _ tree: ObjectID, _ reader: ObjectReader, _ session: Session
    ) -> [[UInt8]: [UInt8]] {
        let file = Array(".gitmodules".utf8)
        guard let entry = try? TreeLookup.entry(file, in: tree, reader: reader), entry.mode.isRegular,
            let content = (try? reader.blob(entry.id, upTo: 1 << 20)) ?? nil,
            let modules = try? ConfigLoader.parse(content.bytes, of: file, environment: session.environment)
        else { return [:] }
        return SubmoduleNames.byPath(modules)
    }

    /// The finding with what is known of the submodule's remote; `nil` where that has the commit. Findings of other rules are
    /// left as they are.
    func completed(_ finding: CheckFinding, _ problems: inout [RgitError]) async throws -> CheckFinding? {
        guard finding.rule == .submodule, let path = finding.path?.bytes, case .text(let hex)? = finding.value
        else { return finding }
        var state = CheckFinding.SubmoduleState.unknown
        do {
            if let repository = try repository(path) {
                guard let id = ObjectID(hex: hex.bytes, repository.layout.objectFormat) else {
                    return finding
                }
                guard let found = try await self.state(of: id, in: repository) else { return nil }
                state = found
            }
        } catch let error as RgitError where error.kind != .cancelled {
            let reason = Array(error.what.utf8) + [0x20] + error.subject.bytes
            problems.append(
                RgitError(error.kind, "cannot read submodule '\(path.printableText)'", reason))
        }
        var finding = finding
        finding.submodule = state
        finding.message = Text("\(finding.message), \(state.clause)")
        return finding
    }

    /// The repository of the submodule at a path; `nil` where it is not here.
    private func repository(_ path: [UInt8]) throws(RgitError) -> Session? {
        let session = context.session
        if let top = session.layout.workTree, let found = try opener.open(top.appendingPath(path)) {
            return found
        }
        guard let name = names[path] else { return nil }
        for directory in [session.layout.gitDirectory, session.layout.commonDirectory] {
            let place = directory.appendingPath("modules").appendingPath(name)
            guard FileSystem.exists(place.appendingPath("HEAD")) else { continue }
            return try Session(
                place, environment: session.environment.forAnotherRepository, gitDirectory: place)
        }
        return nil
    }

    /// Why the remote may not have a commit; `nil` where a remote-tracking branch reaches it.
    private func state(
        of id: ObjectID, in session: Session
    ) async throws -> CheckFinding.SubmoduleState? {
        let reader = try session.makeReader()
        guard try reader.header(id)?.type == .commit else { return .missing }
        var history = HistoryRequest()
        history.items = [.word(id.hex), .not, .remotes(nil)]
        history.paths = []
        var selection = try CommitSelection(
            session: session, request: history, reader: reader, mailmap: nil,
            following: CommitSelection.Following(), sharding: context.sharding)
        let isReached = try await selection.next(1).isEmpty
        if let problem = selection.problems.first { throw problem }
        if isReached { return nil }
        // What leads to it may be behind the boundary.
        return session.shallowCommits.isEmpty ? .unpublished : .unknown
    }
}

extension CheckFinding.SubmoduleState {
    /// The end of a message.
    fileprivate var clause: String {
        switch self {
        case .unknown: "which its remote may not have: that is not known here"
        case .missing: "which its repository here does not have"
        case .unpublished: "which no branch of its remote had when it was last fetched"
        }
    }
}
