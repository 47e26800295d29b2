// A repository as the library's users see it: opened once, shared by all workers, asked for everything else.

import GitObjects
import Synchronization

/// A git repository, opened for reading (GitPython's `Repo`).
///
/// Opening reads the configuration and no object. A `Session` never changes, and may be shared between threads; each
/// worker takes an ``ObjectReader`` of its own with ``makeReader(cacheBytes:)``.
public final class Session: Sendable {
    /// The process the question is asked from.
    public let environment: ProcessEnvironment
    /// Where the repository's parts lie.
    public let layout: RepositoryLayout
    /// The settings in force.
    public let config: Configuration
    /// Branches, tags and the other references.
    public let references: ReferenceStore
    /// The replacements of objects (`refs/replace/`), by the name of the object that is replaced.
    public let replacements: [ObjectID: ObjectID]
    /// The commits whose parents a shallow clone has left out.
    public let shallowCommits: Set<ObjectID>
    /// The parents `info/grafts` gives to commits instead of those recorded.
    public let grafts: [ObjectID: [ObjectID]]
    /// How much memory caches may take.
    public let memory: MemoryBudget
    /// What git would warn of when it opens the repository: every answer says so.
    let warnings: [Warning]
    /// The first remote that promised to send objects when they are needed; `nil` where none did.
    let promisorRemote: [UInt8]?
    private let database = Mutex<ObjectDatabase?>(nil)
    private let graph = Mutex<CommitGraphAccess?>(nil)
    /// The index that was read last.
    let knownIndex: KnownIndex
    /// The tags that were read.
    let peeledTags: PeeledTags

    /// Opens the repository at or above `path`, as git finds it.
    ///
    /// - Parameters:
    ///   - path: Where to start looking, relative to the environment's working directory.
    ///   - environment: The variables git heeds (`GIT_DIR`, `GIT_CEILING_DIRECTORIES`, `HOME`, …).
    ///   - gitDirectory: The git directory itself (`--git-dir`), stronger than `GIT_DIR`.
    ///   - memory: How much memory caches may take.
    ///   - searchesParents: Whether the repository may be above `path`; otherwise it is there or nowhere.
    /// - Throws: `RgitError` of kind `.repository`, `.unsafeRepository`, `.unsupported`, `.damaged` or `.io`.
    public init(
        _ path: [UInt8], environment: ProcessEnvironment, gitDirectory: [UInt8]? = nil,
        memory: MemoryBudget = MemoryBudget(), searchesParents: Bool = true
    ) throws(RgitError) {
        self.environment = environment
        self.memory = memory
        knownIndex = KnownIndex()
        peeledTags = PeeledTags()
        let layout = try Discovery.layout(
            path: path, environment: environment, gitDirectory: gitDirectory,
            searchesParents: searchesParents)
        self.layout = layout
        let format = try ConfigLoader.parse(
            layout.configText ?? [], of: layout.configFile, environment: environment,
            sections: ["extensions"])
        let ownFile =
            try format.bool("extensions.worktreeconfig") == true
            ? layout.gitDirectory.appendingPath("config.worktree") : nil
        let references = ReferenceStore(layout: layout)
        self.references = references
        config = try ConfigLoader.load(
            environment: environment, layout: layout, worktreeFile: ownFile, references: references)
        promisorRemote = Self.promisorRemote(config)
        try ConfigRules.check(config, .everyCommand, digits: layout.objectFormat.hexCount)
        var warnings = config.warnings
        replacements = try HistoryOverrides.replacements(
            references, config: config, environment: environment, warnings: &warnings)
        shallowCommits = try HistoryOverrides.shallowCommits(layout, environment: environment)
        grafts = try HistoryOverrides.grafts(layout, environment: environment, warnings: &warnings)
        self.warnings = warnings
    }

    /// Takes over all that `other` has opened, and has another time of day.
    convenience init(_ other: Session, now: Int64) {
        var environment = other.environment
        environment.now = now
        self.init(other, environment)
    }

    /// Takes over all that `other` has opened, and has another mailmap of the process.
    package convenience init(_ other: Session, mailmap: [UInt8]) {
        var environment = other.environment
        environment.mailmap = mailmap
        self.init(other, environment)
    }

    /// Takes over all that `other` has opened, and shows objects as they are recorded: replacements do not count.
    convenience init(recorded other: Session) {
        self.init(other, other.environment, followsReplacements: false)
    }

    private init(_ other: Session, _ environment: ProcessEnvironment, followsReplacements: Bool = true) {
        self.environment = environment
        layout = other.layout
        config = other.config
        references = other.references
        replacements = followsReplacements ? other.replacements : [:]
        shallowCommits = other.shallowCommits
        grafts = other.grafts
        memory = other.memory
        warnings = other.warnings
        promisorRemote = other.promisorRemote
        knownIndex = other.knownIndex
        // Where a tag is replaced, it leads to something else.
        peeledTags = followsReplacements ? other.peeledTags : PeeledTags()
        let objects = other.objects
        database.withLock { $0 = objects }
        let known = other.graph.withLock { $0 }
        graph.withLock { $0 = known }
    }

    /// Opens the repository at or above `path`.
    public convenience init(
        _ path: String, environment: ProcessEnvironment = .current(), gitDirectory: [UInt8]? = nil
    ) throws(RgitError) {
        try self.init(Array(path.utf8), environment: environment, gitDirectory: gitDirectory)
    }

    /// Whether a remote promised to send objects when they are needed (`git clone --filter`).
    var isPartialClone: Bool { promisorRemote != nil }

    private static func promisorRemote(_ config: Configuration) -> [UInt8]? {
        config.string("extensions.partialclone")
            ?? config.subsections(of: "remote").first { name in
                (try? config.bool(Array("remote.".utf8) + name + Array(".promisor".utf8))) == true
            }
    }

    /// The packs and loose files, shared by all workers; listed when first asked for.
    var objects: ObjectDatabase {
        database.withLock { known in
            if let known { return known }
            let made = ObjectDatabase(
                objectDirectory: layout.objectDirectory,
                alternates: layout.alternateObjectDirectories, format: layout.objectFormat)
            known = made
            return made
        }
    }

    /// The commit-graph and what is wrong with it, opened when first asked for and shared by all.
    ///
    /// As in git there is none where `core.commitGraph` is off, and where replacements, grafts or a shallow boundary
    /// make history differ from the one it was written from.
    func commitGraph() throws(RgitError) -> CommitGraphAccess {
        let isUsed =
            try config.bool("core.commitgraph") ?? true && replacements.isEmpty && grafts.isEmpty
            && shallowCommits.isEmpty
        guard isUsed else { return CommitGraphAccess(nil) }
        let objects = objects
        return graph.withLock { known in
            if let known { return known }
            let (opened, problems) = objects.openCommitGraph()
            // A graph of another version is no damage: the objects answer, and `problems` warns.
            let damage = problems.filter { $0.kind != .unsupported }
            let made = CommitGraphAccess(opened, problems: damage.map { RgitError($0) })
            known = made
            return made
        }
    }

    /// What was wrong so far with files below the object directories, each once, in the order it was found.
    ///
    /// Each is a warning: see `ObjectDatabase.problems`. Read it when an answer is complete, for files are opened
    /// when they are first needed.
    public var problems: [RgitError] {
        database.withLock { $0?.problems ?? [] }.map { RgitError($0) }
    }

    /// Makes a reader of objects for one worker. Replacements (`refs/replace/`) are followed by it.
    ///
    /// It keeps at most `cacheBytes` bytes of inflated objects, by default the share `objects` of ``memory``.
    /// Objects are read natively; `RGIT_OBJECT_READER=libgit2` makes libgit2 read them, for comparison;
    /// it knows no SHA-256 names.
    public func makeReader(cacheBytes: Int? = nil) throws(RgitError) -> ObjectReader {
        try makeReader(cacheBytes: cacheBytes, scanner: nil)
    }

    private func makeReader(
        cacheBytes: Int?, scanner: (any ContentScanner)?
    ) throws(RgitError) -> ObjectReader {
        let wantsLibgit2 = environment["RGIT_OBJECT_READER"].map { $0 == "libgit2" } ?? false
        if wantsLibgit2, layout.objectFormat != .sha1 {
            throw RgitError(
                .unsupported, "libgit2 \(LibraryVersion.libgit2) cannot read SHA-256 object names",
                layout.objectDirectory)
        }
        let backend: any ObjectBackend =
            wantsLibgit2
            ? try Libgit2Backend(layout: layout)
            : NativeBackend(
                database: objects, layout: layout, cacheBytes: cacheBytes ?? memory[.objects],
                limits: readLimits, scanner: scanner)
        return ObjectReader(
            backend: backend, replacements: replacements, format: layout.objectFormat,
            comparedFilesBytes: memory.comparedFilesBytes)
    }

    /// How large an object may be that is read: by ``memory``, and for blobs by what git makes deltas of.
    var readLimits: ReadLimits {
        var limits = ReadLimits()
        limits.historyBytes = memory.historyObjectBytes
        if let threshold = (try? config.int("core.bigfilethreshold")) ?? nil {
            limits.deltaBytes = max(limits.deltaBytes, threshold)
        }
        return limits
    }

    /// Makes a reader for one worker that keeps what a share of ``memory`` allows; blobs come with what `scanner` finds in them.
    func makeReader(
        _ share: MemoryBudget.Share, scanner: (any ContentScanner)? = nil
    ) throws(RgitError) -> ObjectReader {
        try makeReader(cacheBytes: memory[share], scanner: scanner)
    }

    /// The absolute path that a setting names, relative to where git works; `nil` where it is not set or empty.
    func settingPath(_ key: String) -> [UInt8]? {
        config.path(key).map { layout.commandDirectory.appendingPath($0) }
    }

    /// The object a revision names, by gitrevisions(7).
    ///
    /// Throws `.revision` when it names no object, and the errors of reading objects.
    public func resolve(_ revision: [UInt8], reader: ObjectReader) throws(RgitError) -> ObjectID {
        let resolver = RevisionResolver(session: self, reader: reader)
        guard let id = try resolver.find(revision) else { throw resolver.unknown(revision) }
        return id
    }

    /// The commit a revision names, tags peeled.
    ///
    /// Throws `.revision` when it names no object or no commit, and the errors of reading objects.
    public func resolveCommit(_ revision: [UInt8], reader: ObjectReader) throws(RgitError) -> ObjectID {
        try RevisionResolver(session: self, reader: reader).commit(revision)
    }

    /// Where HEAD points.
    public var head: Head {
        get throws(RgitError) { try Head(references) }
    }
}
