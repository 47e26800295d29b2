// Answers `rgit owners`: whose each directory is, and what CODEOWNERS says of it.

import GitObjects
import Records

/// The people behind the lines of each directory (`git blame`, summed), and the rules of a CODEOWNERS file.
package struct OwnersQuery: Query {
    package typealias Row = OwnersRow

    package let context: QueryContext
    let request: OwnersRequest
    var session: Session { context.session }

    package init(_ request: OwnersRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func demandedFields(
        of request: OwnersRequest, for purpose: FieldSelection<OwnersRow>.Purpose
    ) -> Set<String> { request.check ? findingNames : ownerNames(request.metric) }

    package static func rowsName(of request: OwnersRequest) -> String? {
        request.check ? "findings" : "owners"
    }

    package static func textForm(of request: OwnersRequest) -> TextForm? {
        request.codeowners ? .document : nil
    }

    package static func isNo(_ summary: OwnersSummary, hasRows: Bool) -> Bool { summary.hasFindings }
    package static func whyEmpty(_ request: OwnersRequest) -> String {
        if request.check { return "nothing is wrong with CODEOWNERS" }
        return request.metric == .lines ? "no lines in text files" : "no commit lists a file"
    }

    package func run(_ receiver: RowReceiver<OwnersQuery>) async throws -> Answer<OwnersSummary> {
        guard !request.check else { return try await check(receiver) }
        let (owners, answer) = try await owners()
        try await receiver.take(owners.map { .owner($0) }, of: answer)
        return answer
    }

    // MARK: Lines

    /// The rows, directory by directory, and what is known beside them.
    func owners() async throws -> (rows: [DirectoryOwner], answer: Answer<OwnersSummary>) {
        var blame = request.blame
        blame.keys = [.file, .author]
        let changed = try await changedPaths()
        if let changed {
            blame.words = [changed.base.hex]
            blame.paths = []
            blame.exactPaths = Set(changed.paths)
        }
        if request.metric != .lines { return try await ownersByCommits(blame, changed) }
        let (groups, counted) = try await BlameStatsQuery.run(blame, parts: [], in: context).collect()
        var answer = Answer(OwnersSummary(lines: counted.summary), from: session)
        answer.warnings = counted.warnings
        answer.problems = (changed?.problems ?? []) + counted.problems
        answer.omissions = counted.omissions
        let declared = try declared(blame, &answer)
        var directories: [[UInt8]: OwnedDirectory] = [:]
        for group in groups {
            guard let sum = group.sum, let path = group.path, let actor = group.actor else { continue }
            for directory in self.directories(of: path.bytes) {
                directories[directory, default: OwnedDirectory()].add(sum.lines, of: actor, in: path.bytes)
            }
        }
        return (rows(of: directories, declared, changed, &answer), answer)
    }

    /// The rows of all directories, by path.
    func rows(
        of directories: [[UInt8]: OwnedDirectory], _ declared: CodeOwners?, _ changed: ChangedPaths?,
        _ answer: inout Answer<OwnersSummary>
    ) -> [DirectoryOwner] {
        var rows: [DirectoryOwner] = []
        var (work, uncertain): (Int, [Text]) = (BusFactor.maximumWork, [])
        for (path, directory) in directories.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            rows += directory.rows(
                path, request.metric, declared, without: changed?.authors ?? [], work: &work,
                uncertain: &uncertain)
        }
        if let warning = Self.warning(ofUncertain: uncertain) { answer.warnings.append(warning) }
        return rows
    }

    /// What there is to say where the bus factors of some directories may be less: one line, however many they are.
    static func warning(ofUncertain directories: [Text]) -> Warning? {
        guard let first = directories.first else { return nil }
        let others = directories.count == 1 ? "" : ", of \(directories.count) directories the first"
        return Warning("fewer people than the bus factor says may be enough" + others, first.bytes)
    }

    /// What the range of `--for` changes; `nil` without one.
    private func changedPaths() async throws -> ChangedPaths? {
        guard !request.range.isEmpty else { return nil }
        guard request.blame.words.isEmpty, request.blame.paths == nil else {
            throw RgitError(.usage, "--for takes neither a revision nor paths")
        }
        return try await ChangedPaths(
            request.range.bytes, useMailmap: request.blame.useMailmap, in: context)
    }

    /// The directories that a file's lines count for; the top is empty.
    func directories(of path: [UInt8]) -> [[UInt8]] {
        if !request.range.isEmpty, request.depth == nil { return [[]] }
        let own = PathParts.directory(of: path, depth: request.depth ?? 1)
        guard request.cumulative, !own.isEmpty else { return [own] }
        return [[]] + own.indices.filter { own[$0] == 0x2f }.map { Array(own[..<$0]) } + [own]
    }

    // MARK: CODEOWNERS

    /// The rules of the CODEOWNERS file of the tree that is blamed; `nil` where there is none.
    func declared(
        _ blame: BlameStatsRequest, _ answer: inout Answer<OwnersSummary>
    ) throws(RgitError) -> CodeOwners? {
        let reader = try session.makeReader()
        let (tree, _) = try tree(blame, reader)
        return try rules(of: tree, reader, &answer)
    }

    private func rules(
        of tree: ObjectID, _ reader: ObjectReader, _ answer: inout Answer<OwnersSummary>
    ) throws(RgitError) -> CodeOwners? {
        guard let (rules, path) = try CodeOwners.find(in: tree, reader, request.syntax) else { return nil }
        answer.summary.codeowners = Text(path)
        return rules
    }

    /// The tree that is blamed, and what is to be said of the words.
    func tree(
        _ blame: BlameStatsRequest, _ reader: ObjectReader
    ) throws(RgitError) -> (tree: ObjectID, set: RevisionSet) {
        let set = try RevisionSet.resolve(
            items: blame.words.map { .word($0) }, paths: blame.paths, session: session, reader: reader)
        let named = try BlameSetup(session: session, reader: reader).commit(
            set, only: "only one tree can be looked at")
        let commit = if let named { named.id } else { try session.headCommit(reader) }
        return (try reader.commitLinks(commit).tree, set)
    }

    private func check(_ receiver: RowReceiver<OwnersQuery>) async throws -> Answer<OwnersSummary> {
        var answer = Answer(OwnersSummary(), from: session)
        let reader = try session.makeReader()
        let (tree, set) = try tree(request.blame, reader)
        guard set.paths ?? [] == [] else {
            throw RgitError(.usage, "--check takes a revision and no paths")
        }
        answer.warnings = set.warnings
        var listing = TreeListing(reader, pathspec: .all, includesTrees: false, depth: nil)
        try listing.list(tree)
        answer.problems = set.problems + listing.problems
        guard let rules = try rules(of: tree, reader, &answer) else {
            throw RgitError.noCodeOwners
        }
        let files = listing.entries.filter { $0.type == .blob }.map(\.path.bytes)
        var check = OwnersCheck(rules, paths: files)
        if let months = request.inactiveMonths {
            try await addGone(to: &check, rules, months, set, &answer)
        }
        let findings = check.findings
        answer.summary.hasFindings = !findings.isEmpty
        try await receiver.take(findings.map { .finding($0) }, of: answer)
        return answer
    }

    /// Writes a CODEOWNERS file: for each directory those who together wrote more than half of its lines.
    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<OwnersSummary> {
        let handles = try OwnersHandles(request.handles.bytes, in: session.environment.workingDirectory)
        var (rows, answer) = try await owners()
        var text: [UInt8] = []
        var line: [UInt8] = []
        for row in rows where row.rank <= row.busFactor {
            if row.rank == 1 { line = OwnersHandles.pattern(row.path) }
            let name = handles.name(row.actor)
            if CodeOwners.isOwner(Text(name)) {
                line += [0x20] + name
            } else {
                let person = row.actor.name.bytes + Array(" <".utf8) + name + [0x3e]
                let warning = Warning("no owner's name, left out", person)
                if !answer.warnings.contains(warning) { answer.warnings.append(warning) }
            }
            if row.rank == row.busFactor { text += line + [0x0a] }
        }
        try await output(text)
        return answer
    }
}
