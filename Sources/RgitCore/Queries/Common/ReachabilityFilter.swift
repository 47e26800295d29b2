// `--contains`, `--no-contains`, `--merged` and `--no-merged` of references.

import GitObjects

/// Which commits are wanted, by what they reach and what reaches them.
struct ReachabilityFilter: Sendable {
    private let contains: [ObjectID]
    private let noContains: [ObjectID]
    private let merged: [ObjectID]
    private let noMerged: [ObjectID]

    /// Finds the commits that the four lists of revisions name.
    init(
        contains: [[UInt8]], noContains: [[UInt8]], merged: [[UInt8]], noMerged: [[UInt8]],
        _ resolver: RevisionResolver
    ) throws(RgitError) {
        func commits(_ revisions: [[UInt8]]) throws(RgitError) -> [ObjectID] {
            var result: [ObjectID] = []
            for revision in revisions { result.append(try resolver.commit(revision)) }
            return result
        }
        self.contains = try commits(contains)
        self.noContains = try commits(noContains)
        self.merged = try commits(merged)
        self.noMerged = try commits(noMerged)
    }

    /// Whether every commit is wanted.
    var isEmpty: Bool { contains.isEmpty && noContains.isEmpty && merged.isEmpty && noMerged.isEmpty }

    /// The pairs whose counts say whether `id` is wanted.
    func pairs(of id: ObjectID) -> [AheadBehind.Pair] {
        (contains + noContains).map { AheadBehind.Pair(left: $0, right: id) }
            + (merged + noMerged).map { AheadBehind.Pair(left: id, right: $0) }
    }

    /// Whether a commit is wanted; consumes the counts of its pairs.
    func isWanted(
        _ answers: inout ArraySlice<Result<AheadBehind.Count, RgitError>>
    ) throws(RgitError) -> Bool {
        func take(_ count: Int) -> ArraySlice<Result<AheadBehind.Count, RgitError>> {
            defer { answers = answers.dropFirst(count) }
            return answers.prefix(count)
        }
        func isAnyReached(
            _ answers: ArraySlice<Result<AheadBehind.Count, RgitError>>
        ) throws(RgitError) -> Bool {
            for answer in answers where try answer.get().ahead == 0 { return true }
            return false
        }
        let containing = take(contains.count)
        let notContaining = take(noContains.count)
        let mergedInto = take(merged.count)
        let notMergedInto = take(noMerged.count)
        if !containing.isEmpty, try !isAnyReached(containing) { return false }
        if try isAnyReached(notContaining) { return false }
        if !mergedInto.isEmpty, try !isAnyReached(mergedInto) { return false }
        return try !isAnyReached(notMergedInto)
    }
}
