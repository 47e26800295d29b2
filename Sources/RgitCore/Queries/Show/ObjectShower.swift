// Reads objects of every type for `rgit show`.

import GitObjects
import Records

/// What reads and decodes objects, one after the other.
final class ObjectShower {
    let session: Session
    let reader: ObjectReader
    private let resolver: RevisionResolver
    private let parts: Commit.Parts
    private var decoder: CommitDecoder
    private let decorations: Decorations
    private let plan: CommitStatsPlan?
    private let stats: CommitStats?
    private let patcher: CommitPatcher?
    private let searchPlan: CommitPatchPlan?
    private let searcher: CommitSearcher?
    private var table = CommitTable()
    /// What came of the last commit that was searched.
    private var latest: (id: ObjectID, found: SelectedCommit?)?

    /// What could not be read of objects that were shown otherwise.
    private(set) var problems: [RgitError] = []

    /// What git would warn about.
    var warnings: [Warning] {
        resolver.warnings + (plan?.skippedRenames.warnings ?? [])
            + (searchPlan?.stats.skippedRenames.warnings ?? [])
    }

    /// Prepares to read the `parts` of commits.
    init(_ context: QueryContext, _ request: ShowRequest, _ parts: Commit.Parts) async throws {
        let session = context.session
        self.session = session
        self.parts = parts
        try ConfigRules.check(session.config, .log, .diff)
        let reader = try session.makeReader()
        self.reader = reader
        resolver = RevisionResolver(session: session, reader: reader)
        let configured = try session.config.bool("log.mailmap")
        let usesMailmap = request.useMailmap ?? configured ?? true
        let needsMailmap = usesMailmap && !parts.isDisjoint(with: [.people, .trailers])
        decoder = CommitDecoder(
            parts: parts, mailmap: needsMailmap ? session.mailmap(reader) : Mailmap(),
            trailerSyntax: TrailerSyntax(session.config))
        decorations =
            parts.contains(.refs)
            ? try await Decorations(session: session, sharding: context.sharding) : Decorations()
        let pathspec = try session.pathspec(request.paths)
        plan =
            parts.contains(.stats)
            ? try CommitStatsPlan(
                session, options: request.diff, diffMergesFirstParent: true, pathspec: pathspec) : nil
        stats = try plan?.makeWorker(reader)
        patcher =
            parts.contains(.stats) && request.patch == true
            ? try CommitPatchPlan(
                session, request.diff, request.patches, merges: request.diffMerges ?? .denseCombined,
                pathspec: pathspec
            ).makePatcher(reader) : nil
        if let pickaxe = try PickaxePlan(request.pickaxe, request.patches, session: session, reader: reader) {
            let plan = try CommitPatchPlan(
                session, request.diff, request.patches, merges: request.diffMerges ?? .denseCombined,
                pathspec: pathspec)
            searchPlan = plan
            searcher = try CommitSearcher(pickaxe, plan, reader)
        } else {
            searchPlan = nil
            searcher = nil
        }
    }

    /// The object that a revision names and, behind tags, those they point to, as far as they can be read.
    func objects(_ revision: [UInt8]) -> (objects: [ShownObject], problem: RgitError?) {
        var objects: [ShownObject] = []
        do throws(RgitError) {
            var next: (id: ObjectID, type: ObjectType)? = try start(revision)
            while let (id, type) = next {
                guard objects.count <= ObjectPeeler.maximumTags else {
                    throw RgitError(.damaged, "tags of tags without end", id.hex, object: id)
                }
                let object = try object(revision, id, type)
                var isShown = true
                if type == .commit, searcher != nil { isShown = try selected(id) != nil }
                if isShown { objects.append(object) }
                next = object.tag.map { ($0.objectHexsha, $0.objectType) }
            }
            return (objects, nil)
        } catch {
            return (objects, error)
        }
    }

    private func start(_ revision: [UInt8]) throws(RgitError) -> (id: ObjectID, type: ObjectType) {
        guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
        guard let header = try reader.header(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        return (id, header.type)
    }

    private func object(
        _ revision: [UInt8], _ id: ObjectID, _ type: ObjectType
    ) throws(RgitError) -> ShownObject {
        let content = try reader.bytes(id, type)
        var object = ShownObject(revision: Text(revision), hexsha: id, type: type, size: content.count)
        switch type {
        case .commit: object.commit = try commit(id, content)
        case .tag: object.tag = try tag(id, content)
        case .tree: object.entries = try entries(id)
        case .blob: object.isBinary = content.prefix(BinaryDecision.searchedBytes).contains(0)
        }
        return object
    }

    private func commit(_ id: ObjectID, _ bytes: [UInt8]) throws(RgitError) -> Commit {
        var content = try CommitContent(bytes, of: id)
        let loader = CommitLoader(session: session, reader: reader)
        loader.overrideParents(of: id, in: &content.layout.links)
        var commit = decoder.decode(id, content, refs: decorations[id])
        guard let stats else { return commit }
        do throws(RgitError) {
            let (row, table) = try place(of: id)
            guard let selected = try selected(id) else { return commit }
            if let patcher {
                commit.stats = try patcher.stats(selected, in: table)
                return commit
            }
            var files: [FileStats] = []
            let changes =
                if let changes = selected.changes { changes } else { try stats.changes(of: row, in: table) }
            for change in changes {
                if let file = try stats.worker.stats(change) { files.append(file) }
            }
            commit.stats = Stats(files: files)
        } catch {
            problems.append(error)
        }
        return commit
    }

    /// A commit with what is kept of it; `nil` where nothing is found that is looked for.
    func selected(_ id: ObjectID) throws(RgitError) -> SelectedCommit? {
        let (row, table) = try place(of: id)
        let commit = SelectedCommit(id: id, row: row)
        guard let searcher else { return commit }
        if let latest, latest.id == id { return latest.found }
        let found = searcher.search(commit, in: table, problems: &problems)
        latest = (id, found)
        return found
    }

    /// Where a commit is in a table that has it and its parents.
    func place(of id: ObjectID) throws(RgitError) -> (row: CommitIndex, table: CommitTable) {
        let row = table.index(of: id)
        try CommitLoader(session: session, reader: reader).load(row, into: &table)
        return (row, table)
    }

    private func tag(_ id: ObjectID, _ content: [UInt8]) throws(RgitError) -> ShownObject.Tag {
        let parsed: ParsedTag
        do throws(GitObjectError) {
            parsed = try TagParser.parse(content, reader.format, id: id)
        } catch {
            throw RgitError(.damaged, error.what, id.hex, object: id)
        }
        let message = TagMessage(content, parsed)
        return ShownObject.Tag(
            name: Text(parsed.name), objectHexsha: parsed.target, objectType: parsed.targetType,
            tagger: message.tagger, message: Text(message.message), isSigned: message.isSigned)
    }

    private func entries(_ id: ObjectID) throws(RgitError) -> [FileEntry] {
        var listing = TreeListing(reader, pathspec: .all, includesTrees: true, depth: 1)
        try listing.list(id)
        problems += listing.problems
        return Array(listing.entries)
    }
}
