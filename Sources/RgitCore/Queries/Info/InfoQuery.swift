// Answers `rgit info`: a repository at a glance, each part looked up only where it is asked for.

import GitObjects
import Records

/// What a repository is (git rev-parse, git symbolic-ref, git remote -v, git count-objects -v).
package struct InfoQuery: Query {
    package typealias Row = RepositoryInfo
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let parts: RepositoryInfo.Parts

    package init(_ request: InfoRequest, parts: RepositoryInfo.Parts, in context: QueryContext) {
        self.context = context
        self.parts = parts
    }

    private var session: Session { context.session }

    /// Finds the answer. What cannot be read is `nil` and among the problems.
    package func run(_ receiver: RowReceiver<InfoQuery>) async throws -> Answer<NoSummary> {
        let (info, answer) = try await answer()
        try await receiver.take([info], of: answer)
        return answer
    }

    package static func demandedFields(
        of request: InfoRequest, for purpose: FieldSelection<RepositoryInfo>.Purpose
    ) -> Set<String> { request.history ? historyNames(for: purpose) : [] }

    /// The repository, with its history where that is asked for, and the problems met with.
    func answer() async throws -> (info: RepositoryInfo, answer: Answer<NoSummary>) {
        var (info, answer) = look()
        guard parts.contains(.history) else { return (info, answer) }
        var measurer = HistoryMeasurer(
            session: session, sharding: context.sharding, progress: context.progress)
        let (size, problems) = try await measurer.measure(&answer.warnings)
        info.history = size
        answer.problems += problems
        answer.isShallow = info.isShallow
        return (info, answer)
    }

    /// The repository without its history, and the problems met with.
    private func look() -> (info: RepositoryInfo, answer: Answer<NoSummary>) {
        var answer = Answer(NoSummary(), from: session)
        // A field says it, for those who ask.
        answer.isShallow = false
        var info = start()
        func look(for part: RepositoryInfo.Parts, _ body: () throws(RgitError) -> Void) {
            guard part.isEmpty || parts.contains(part) else { return }
            do throws(RgitError) { try body() } catch { answer.problems.append(error) }
        }
        look(for: []) { () throws(RgitError) in info.head = try session.head }
        look(for: .workTree) { () throws(RgitError) in
            info.state = OngoingOperation(session)
            info.isSparse = try session.config.bool("core.sparsecheckout") ?? false
        }
        look(for: .abbreviation) { () throws(RgitError) in
            guard let id = info.head?.id else { return }
            info.abbreviatedHead = Text(
                try UniqueAbbreviation(session, try session.makeReader()).short(id))
        }
        look(for: .trackingBranch) { () throws(RgitError) in
            guard let branch = info.head?.referenceName?.bytes.after("refs/heads/"),
                case .reference(let name) = try RemoteTracking(session).upstream(ofBranch: branch)
            else { return }
            info.trackingBranch = Text(name)
        }
        look(for: .defaultBranch) { () throws(RgitError) in info.defaultBranch = try defaultBranch() }
        look(for: .remotes) { () throws(RgitError) in
            info.remotes = RemoteURLs.names(session.config).map { name in
                let urls = RemoteURLs(name, session.config)
                return RepositoryInfo.Remote(
                    name: Text(name), url: urls.fetch.first.map { Text($0) },
                    pushURL: urls.push.first.map { Text($0) })
            }
        }
        look(for: .description) { () throws(RgitError) in
            let file = session.layout.commonDirectory.appendingPath("description")
            info.description = try FileSystem.read(file, limit: FileSystem.SizeLimit.text)
                .map { Text($0.trimmed) }
        }
        look(for: .alternates) { () throws(RgitError) in
            info.alternates = session.objects.directories.dropFirst().map { Text($0) }
        }
        look(for: .referenceCounts) { () throws(RgitError) in
            info.branches = try count("refs/heads/")
            info.tags = try count("refs/tags/")
        }
        look(for: .store) { () throws(RgitError) in
            let store = session.objects.statistics()
            info.objects = store.looseObjects + store.packedObjects
            info.packs = store.packs
            info.sizeBytes = store.looseBytes + store.packBytes
        }
        look(for: .describe) { () throws(RgitError) in
            guard let head = info.head?.id else { return }
            let reader = try session.makeReader()
            var describe = try Describe(session, reader)
            info.describe = try describe.describe(head).map { Text($0.text) }
            answer.warnings += describe.warnings
        }
        return (info, answer)
    }

    /// What is known from the opening of the repository.
    private func start() -> RepositoryInfo {
        let layout = session.layout
        return RepositoryInfo(
            workingTreeDirectory: layout.workTree.map { Text($0) },
            gitDirectory: Text(layout.gitDirectory), commonDirectory: Text(layout.commonDirectory),
            isBare: layout.isBare, isShallow: !session.shallowCommits.isEmpty,
            isPartial: session.isPartialClone, isSparse: false, state: .none,
            isLinkedWorktree: layout.gitDirectory != layout.commonDirectory,
            objectFormat: layout.objectFormat == .sha1 ? "sha1" : "sha256",
            referenceFormat: Text(layout.referenceFormat.rawValue))
    }

    /// The short name of the first default branch that exists.
    private func defaultBranch() throws(RgitError) -> Text? {
        for name in try DefaultBranch.candidates(session) {
            guard try session.references.resolve(name) != nil else { continue }
            if let branch = name.after("refs/heads/") ?? name.after("refs/remotes/origin/") {
                return Text(branch)
            }
            return Text(ReferenceName.short(name))
        }
        return nil
    }

    /// The number of references below a prefix that can be read.
    private func count(_ prefix: String) throws(RgitError) -> Int {
        try session.references.references(prefix: prefix).count { $0.defect == nil }
    }
}
