// Answers `rgit owners`: who wrote the lines of each directory, and what CODEOWNERS says of them.

import GitObjects
import Records

/// The people behind the lines of each directory (`git blame`, summed), and the rules of a CODEOWNERS file.
package struct OwnersQuery: Query {
    package typealias Row = OwnersRow

    package let context: QueryContext
    private let request: OwnersRequest
    private var session: Session { context.session }

    package init(_ request: OwnersRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func demandedFields(
        of request: OwnersRequest, for purpose: FieldSelection<OwnersRow>.Purpose
    ) -> Set<String> { request.check ? findingNames : ownerNames }

    package static func rowsName(of request: OwnersRequest) -> String? {
        request.check ? "findings" : "owners"
    }

    package static func textForm(of request: OwnersRequest) -> TextForm? {
        request.codeowners ? .document : nil
    }

    package static func isNo(_ summary: OwnersSummary, hasRows: Bool) -> Bool { summary.hasFindings }
    package static func whyEmpty(_ request: OwnersRequest) -> String {
        request.check ? "nothing is wrong with CODEOWNERS" : "no lines in text files"
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
        var rows: [DirectoryOwner] = []
        for (path, directory) in directories.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            rows += directory.rows(path, declared, without: changed?.authors ?? [])
        }
        return (rows, answer)
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
    private func directories(of path: [UInt8]) -> [[UInt8]] {
        if !request.range.isEmpty, request.depth == nil { return [[]] }
        let own = PathParts.directory(of: path, depth: request.depth ?? 1)
        guard request.cumulative, !own.isEmpty else { return [own] }
        return [[]] + own.indices.filter { own[$0] == 0x2f }.map { Array(own[..<$0]) } + [own]
    }

    // MARK: CODEOWNERS

    /// The rules of the CODEOWNERS file of the tree that is blamed; `nil` where there is none.
    private func declared(
        _ blame: BlameStatsRequest, _ answer: inout Answer<OwnersSummary>
    ) throws(RgitError) -> CodeOwners? {
        let reader = try session.makeReader()
        let (tree, _) = try tree(blame, reader)
        return try rules(of: tree, reader, &answer)
    }

    private func rules(
        of tree: ObjectID, _ reader: ObjectReader, _ answer: inout Answer<OwnersSummary>
    ) throws(RgitError) -> CodeOwners? {
        let resolver = RevisionResolver(session: session, reader: reader)
        for (name, syntax) in CodeOwners.places {
            guard let id = try resolver.find(tree.hex + Array(":\(name)".utf8)),
                try reader.header(id)?.type == .blob
            else { continue }
            answer.summary.codeowners = Text(name)
            return CodeOwners(try reader.bytes(id, .blob), request.syntax ?? syntax)
        }
        return nil
    }

    /// The tree that is blamed, and what is to be said of the words.
    private func tree(
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
            throw RgitError(
                .path, "no CODEOWNERS file", "",
                hint: "Looked for " + CodeOwners.places.map(\.path).joined(separator: ", "))
        }
        let files = listing.entries.filter { $0.type == .blob }.map(\.path.bytes)
        let findings = OwnersCheck(rules, paths: files).findings
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

/// The lines of one directory by person.
private struct OwnedDirectory {
    private var people: [Actor: (lines: Int, files: Int)] = [:]
    private var files: Set<[UInt8]> = []

    /// Adds a person's lines of one file.
    mutating func add(_ lines: Int, of actor: Actor, in file: [UInt8]) {
        let known = people[actor] ?? (0, 0)
        people[actor] = (known.lines + lines, known.files + 1)
        files.insert(file)
    }

    func rows(_ path: [UInt8], _ declared: CodeOwners?, without excluded: Set<Actor>) -> [DirectoryOwner] {
        let total = people.values.reduce(0) { $0 + $1.lines }
        let ranked = people.sorted { left, right in
            if left.value.lines != right.value.lines { return left.value.lines > right.value.lines }
            return left.key.sortBytes.lexicographicallyPrecedes(right.key.sortBytes)
        }
        var busFactor = 0
        var sum = 0
        while busFactor < ranked.count, sum * 2 <= total {
            sum += ranked[busFactor].value.lines
            busFactor += 1
        }
        let owners = declared.map(owners) ?? []
        return ranked.filter { !excluded.contains($0.key) }.enumerated().map { place, person in
            DirectoryOwner(
                path: path.isEmpty ? "." : Text(path), actor: person.key, lines: person.value.lines,
                files: person.value.files,
                share: total == 0 ? 0 : Double(person.value.lines) / Double(total), rank: place + 1,
                busFactor: busFactor, declared: owners)
        }
    }

    /// The declared owners of the files, those of most files first.
    private func owners(_ rules: CodeOwners) -> [Text] {
        var counts: [Text: Int] = [:]
        for file in files {
            for owner in rules.owners(of: file) { counts[owner, default: 0] += 1 }
        }
        return counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map(\.key)
    }
}

extension Actor {
    /// What people with as many lines are sorted by.
    fileprivate var sortBytes: [UInt8] { name.bytes + [0] + email.bytes }
}
