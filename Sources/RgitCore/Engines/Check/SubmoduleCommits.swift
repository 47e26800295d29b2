// Tells whether the remote of a submodule has the commit that a change moves it to, as far as that is known without asking it.

import GitObjects

/// The repositories of submodules, which are in the working tree or in `modules` of the git directory.
///
/// Which of them is asked is not for the change to say: where its `.gitmodules` gives a submodule another name or URL than that
/// of the base, no repository is asked.
struct SubmoduleCommits {
    private let context: QueryContext
    private let opener: SubmoduleReader
    /// What `.gitmodules` of the change says.
    private let own: Modules
    /// What those say that the change is held against.
    private let trusted: [Modules]

    /// What a `.gitmodules` says of submodules.
    private struct Modules {
        /// The names of paths.
        var names: [[UInt8]: [UInt8]] = [:]
        /// The paths of names.
        var paths: [[UInt8]: [UInt8]] = [:]
        /// The URLs of names.
        var urls: [[UInt8]: [UInt8]] = [:]
        /// The paths that several names have: which of them git takes depends on their order.
        var ambiguousPaths: Set<[UInt8]> = []
    }

    /// Reads what the trees `trusted` say of submodules, and what the tree `head` says.
    init(head: ObjectID, trusted: [ObjectID], _ reader: ObjectReader, in context: QueryContext)
        throws(RgitError)
    {
        self.context = context
        let session = context.session
        opener = SubmoduleReader(session, settings: try SubmoduleSettings(session), depth: 0)
        own = Self.modules(head, reader, session)
        self.trusted = trusted.map { Self.modules($0, reader, session) }
    }

    /// What `.gitmodules` of a tree says; nothing where it cannot be read, as then no name is known.
    private static func modules(_ tree: ObjectID, _ reader: ObjectReader, _ session: Session) -> Modules {
        let file = Array(".gitmodules".utf8)
        guard let entry = try? TreeLookup.entry(file, in: tree, reader: reader), entry.mode.isRegular,
            let content = (try? reader.blob(entry.id, upTo: 1 << 20)) ?? nil,
            let read = try? ConfigLoader.parse(content.bytes, of: file, environment: session.environment)
        else { return Modules() }
        var modules = Modules()
        modules.names = SubmoduleNames.byPath(read)
        var seen: Set<[UInt8]> = []
        for name in read.subsections(of: "submodule") {
            guard let path = read.string(Configuration.key("submodule", name, "path")) else { continue }
            if !seen.insert(path).inserted { modules.ambiguousPaths.insert(path) }
        }
        for (path, name) in modules.names {
            modules.paths[name] = path
            modules.urls[name] = read.string(Configuration.key("submodule", name, "url"))
        }
        return modules
    }

    /// The name of the submodule at a path; `nil` where the change gives it none, or says something else of it than what it is
    /// held against.
    private func name(at path: [UInt8]) -> [UInt8]? {
        guard let name = own.names[path], !own.ambiguousPaths.contains(path) else { return nil }
        for modules in trusted {
            // A new submodule must not take the name, and with it the repository, of another one.
            guard modules.names[path] ?? name == name, modules.paths[name] ?? path == path else { return nil }
            if modules.names[path] != nil, modules.urls[name] != own.urls[name] { return nil }
        }
        return name
    }

    /// Looks for the commit of a finding of the rule `submodule` in the submodule's remote: `nil` where the remote has it, else the
    /// finding, which says whether the remote lacks it or could not be asked. A finding of any other rule is returned unchanged.
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

    /// The repository of the submodule at a path; `nil` where it is not here, and where it is not known which one that is.
    private func repository(_ path: [UInt8]) throws(RgitError) -> Session? {
        guard let name = name(at: path) else { return nil }
        let session = context.session
        if let top = session.layout.workTree, let found = try opener.open(top.appendingPath(path)) {
            return found
        }
        for directory in [session.layout.gitDirectory, session.layout.commonDirectory] {
            let modules = directory.appendingPath("modules")
            let place = modules.appendingPath(name)
            guard Self.isRepository(place), !isWithinAnother(name, below: modules) else { continue }
            return try Session(
                place, environment: session.environment.forAnotherRepository, gitDirectory: place)
        }
        return nil
    }

    private static func isRepository(_ place: [UInt8]) -> Bool {
        FileSystem.exists(place.appendingPath("HEAD"))
    }

    /// Whether a name leads into the repository of another submodule, such as to that of a submodule within it.
    private func isWithinAnother(_ name: [UInt8], below modules: [UInt8]) -> Bool {
        name.indices.contains { index in
            name[index] == 0x2f && Self.isRepository(modules.appendingPath(Array(name[..<index])))
        }
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
