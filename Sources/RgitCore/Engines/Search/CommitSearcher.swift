// One worker's search of commits for what came or went: compares trees, tests changes, and says what is left of a commit.

import GitObjects

/// What a commit changed from one parent.
struct CommitPart: Sendable {
    /// The parent, where a merge is shown against several.
    var parent: ObjectID?
    /// The changes, or those that are kept of them.
    var changes: [FileChange]
    /// Whether a directory is found by its tree.
    var hasObject = false
    /// Whether the merge is shown against all parents at once.
    var isCombined = false
}

/// One worker's means to look for something in commits.
struct CommitSearcher {
    private let plan: PickaxePlan
    private let merges: MergeDiff
    private let counter: CommitStats
    /// Tests changes.
    let matcher: PickaxeMatcher

    /// Looks for what `plan` says in commits compared as `patches` says.
    init(_ plan: PickaxePlan, _ patches: CommitPatchPlan, _ reader: ObjectReader) throws(RgitError) {
        self.plan = plan
        merges = patches.merges
        counter = try patches.stats.makeWorker(reader, scanner: plan.scanner)
        matcher = try plan.makeMatcher(counter.worker)
    }

    /// A commit with what is kept of it; `nil` where nothing is found. What cannot be read is added to `problems`.
    func search(
        _ commit: SelectedCommit, in table: CommitTable, problems: inout [RgitError]
    ) -> SelectedCommit? {
        switch parts(of: commit, in: table) {
        case .failure(let error):
            problems.append(error)
            return nil
        case .success(var parts):
            for index in parts.indices {
                let kept = matcher.kept(parts[index].changes, problems: &problems)
                parts[index].changes = plan.filter.wanted(
                    kept.isEmpty || !plan.keepsAll ? kept : parts[index].changes)
            }
            return shown(commit, parts)
        }
    }

    /// What a commit changed, from each parent that it is compared with.
    func parts(of commit: SelectedCommit, in table: CommitTable) -> Result<[CommitPart], RgitError> {
        do throws(RgitError) {
            if let changes = commit.changes { return .success([CommitPart(changes: changes)]) }
            let row = commit.row
            let parents = table.parentCount(row)
            if parents > 1, merges == .off { return .success([]) }
            var parts: [CommitPart] = []
            if parents < 2 || merges == .firstParent {
                parts.append(try part(row, 0, table))
            } else {
                let isCombined = merges.isCombined
                let count = isCombined ? try counter.combinedParents(of: row, in: table) : parents
                for position in 0..<count {
                    var part = try part(row, position, table)
                    if isCombined {
                        part.isCombined = true
                    } else {
                        part.parent = table.ids[Int(table.parent(row, position))]
                    }
                    parts.append(part)
                }
            }
            return .success(parts)
        } catch {
            return .failure(error)
        }
    }

    private func part(
        _ row: CommitIndex, _ position: Int, _ table: CommitTable
    ) throws(RgitError) -> CommitPart {
        var part = CommitPart(changes: try counter.changes(of: row, from: position, in: table))
        if plan.includesTrees {
            let objects = plan.objects
            part.hasObject = try counter.hasDirectory(of: row, from: position, in: table) { old, new in
                old.map { objects.contains($0) } ?? false || new.map { objects.contains($0) } ?? false
            }
        }
        return part
    }

    /// A commit of which these parts are kept; `nil` where that is nothing.
    func shown(_ commit: SelectedCommit, _ parts: [CommitPart]) -> SelectedCommit? {
        var commit = commit
        if parts.first?.isCombined == true {
            let files = CombinedChange.intersection(parts.map(\.changes))
            // As in git the merge is shown whatever is left of it.
            commit.changes = parts[0].changes
            commit.sections = [CommitSection(changes: .combined(files))]
            return commit
        }
        let found = parts.filter { $0.hasObject || !$0.changes.isEmpty }
        guard !found.isEmpty else { return nil }
        commit.changes = found[0].changes
        commit.sections = found.map { CommitSection(parent: $0.parent, changes: .plain($0.changes)) }
        return commit
    }

    /// What a content says.
    func tally(_ version: FileVersion, _ path: [UInt8]) -> Result<ContentTally, RgitError> {
        do throws(RgitError) {
            return .success(try matcher.tally(version, path: path))
        } catch {
            return .failure(error)
        }
    }

    /// Whether something is found in a change, whose contents may have been tallied.
    func matches(
        _ change: FileChange, _ tallies: (old: ContentTally, new: ContentTally)?
    ) -> Result<Bool, RgitError> {
        do throws(RgitError) {
            guard let tallies else { return .success(try matcher.matches(change)) }
            return .success(try matcher.matches(change, tallies.old, tallies.new))
        } catch {
            return .failure(error)
        }
    }
}
