// The parts of `rgit owners` that ask commits: owners by commits or by degree of authorship, and owners who are gone.

import GitObjects
import Records

extension OwnersQuery {
    /// The rows by commits that list files, or by files that people know best, and what is known beside them.
    ///
    /// - Parameters:
    ///   - blame: The tree, the paths and the filters.
    ///   - changed: The range whose changed paths are meant; `nil` for all.
    func ownersByCommits(
        _ blame: BlameStatsRequest, _ changed: ChangedPaths?
    ) async throws -> (rows: [DirectoryOwner], answer: Answer<OwnersSummary>) {
        var counted = CountedHistory()
        counted.history.items = blame.words.map { .word($0) }
        counted.history.paths = blame.paths
        counted.history.since = blame.since
        counted.history.firstParent = blame.firstParent
        counted.history.useMailmap = blame.useMailmap
        counted.diffMergesFirstParent = false
        counted.excludeBots = blame.excludeBots
        let excluded = try ExcludedPaths(session, attributes: blame.excludedAttributes)
        let generated = try ExcludedPaths(
            session, attributes: blame.excludeGenerated ? BlameSelection.generatedAttributes : [])
        let exactPaths = blame.exactPaths
        var tally = AuthorshipTally(
            request.metric, directoriesOf: directories,
            isCounted: {
                exactPaths?.contains($0) ?? true && !excluded.contains($0) && !generated.contains($0)
            })
        var walk = try CountedWalk(counted, countsLines: false, in: context)
        try await walk.walk(
            begin: { commit, _ in tally.begin(commit) }, visit: { change, _ in tally.add(change.path) })

        var answer = Answer(OwnersSummary(), from: session)
        answer.warnings = walk.warnings
        answer.problems = (changed?.problems ?? []) + walk.problems
        answer.summary.commits = walk.summary.commits
        answer.summary.excludedCommits = walk.summary.botCommits
        answer.summary.lines.bots = walk.summary.bots
        let reader = try session.makeReader()
        var parts = UnreadableParts()
        let listed = try TreeDiff.changes(
            from: nil, to: try tree(blame, reader).tree, reader: reader, filter: walk.pathspec, parts: &parts
        ).filter { $0.new?.mode != .gitlink && exactPaths?.contains($0.path) ?? true }.map(\.path)
        var files: [[UInt8]] = []
        for path in listed {
            if generated.contains(path) {
                answer.summary.lines.skipped.generated += 1
            } else if excluded.contains(path) {
                answer.summary.lines.skipped.byAttributes += 1
            } else {
                files.append(path)
            }
        }
        answer.omissions = walk.summary.omissions + BlameStatsQuery.skipped(answer.summary.lines)
        answer.problems += parts.problems
        let declared = try declared(blame, &answer)
        let people = walk.people
        var directories: [[UInt8]: OwnedDirectory] = [:]
        for (path, commits) in tally.commitsOfDirectories {
            for (person, count) in commits {
                directories[path, default: OwnedDirectory()].add(commits: count, of: people[person])
            }
        }
        for file in files {
            let owners = tally.owners(of: file).map { people[$0] }
            for path in self.directories(of: file) {
                if request.metric == .authorship {
                    directories[path, default: OwnedDirectory()].add(file: file, owners: owners)
                } else {
                    directories[path]?.add(file: file)
                }
            }
        }
        return (rows(of: directories, declared, changed, &answer), answer)
    }

    /// Adds the rules some owners of which have made no commit in the `months` before that the history ends with: a date of
    /// anyone's choosing, such as the latest of all authors, would have everyone else be gone.
    func addGone(
        to check: inout OwnersCheck, _ rules: CodeOwners, _ months: Int, _ set: RevisionSet,
        _ answer: inout Answer<OwnersSummary>
    ) async throws {
        var history = ContributorsRequest()
        history.history.items = set.positive.map { .word($0.hex) }
        history.history.paths = []
        history.history.useMailmap = request.blame.useMailmap
        let (people, counted) = try await ContributorsQuery.run(history, parts: [], in: context).collect()
        answer.problems += counted.problems
        let reader = try session.makeReader()
        guard let tip = set.positive.first else { return }
        let end = Int64(bitPattern: try reader.commitLinks(tip).committerDate)
        // No months can be counted back from a broken clock's year; 9999 is later than any other.
        let limit = try ApproximateDate.parse("\(months) months ago", now: min(end, 253_402_300_799))
        let handles = try OwnersHandles(request.handles.bytes, in: session.environment.workingDirectory)
        let mailmap = request.blame.useMailmap ? session.mailmap(reader) : Mailmap()
        var isActive: [[UInt8]: Bool] = [:]
        for person in people {
            let isRecent = person.last.map { $0.seconds >= limit } ?? false
            let actor = Actor(name: person.name, email: person.email ?? "")
            for name in Set([actor.email.bytes] + handles.handles(of: actor)) {
                isActive[name.asciiLowercased] = isActive[name.asciiLowercased] ?? false || isRecent
            }
        }
        // An owner may be named by an address that the mailmap replaces for some names only.
        history.history.useMailmap = false
        for person in try await ContributorsQuery.run(history, parts: [], in: context).collect().rows {
            guard let name = person.email?.bytes.asciiLowercased else { continue }
            let isRecent = person.last.map { $0.seconds >= limit } ?? false
            isActive[name] = isActive[name] ?? false || isRecent
        }
        var unknown: Set<Text> = []
        check.addGone(rules) { owner in
            // As on GitHub, case is no difference.
            let name = owner.bytes.asciiLowercased
            if let isActive = isActive[name] { return !isActive }
            // A handle without a person may be anyone's; an address without a commit is of one who is gone.
            guard name.first != UInt8(ascii: "@") || handles.contains(name) else {
                unknown.insert(owner)
                return false
            }
            return mailmap.resolve(name: [], email: name).flatMap { isActive[$0.email.asciiLowercased] }
                != true
        }
        for owner in unknown.sorted() {
            answer.warnings.append(
                Warning("not known whose handle it is; --write-handles says", owner.bytes))
        }
    }
}
