// The walk for last-modified with commits read ahead beside the same walk without, on random histories.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct LastModifiedReadAheadTests {
    /// What a walk finds, and how many comparisons were read ahead.
    private static func found(
        _ session: Session, jobs: Int, firstParent: Bool, _ limits: RowReadAhead.Limits
    ) async throws -> (found: [LastModified.Found], answers: Int) {
        let reader = try session.makeReader()
        let head = try #require(try session.headCommitIfBorn(reader))
        let tree = try reader.commitLinks(head).tree
        var listing = TreeListing(reader, pathspec: .all, includesTrees: true, depth: nil)
        try listing.list(tree)
        let entries = Array(listing.entries)
        let layout = TreeRows(tree: tree, entries: entries)
        var walk = LastModified(
            session: session, loader: CommitLoader(session: session, reader: reader), layout: layout,
            entries: entries, firstParent: firstParent, sharding: Sharding(jobs: jobs), aheadLimits: limits)
        let found = try await walk.find(wanted: entries.map { _ in true }, from: head)
        #expect(walk.problems.isEmpty)
        return (found, walk.ahead?.answers ?? 0)
    }

    /// Rounds of a few commits end in the middle of lines, and lines of merged branches run into those of first parents.
    @Test(arguments: 301...312) func whatIsReadAheadChangesNothing(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed), commits: 120).makeRepository()
        try scratch.repack()
        let session = try scratch.open()
        var answers = 0
        for firstParent in [false, true] {
            let alone = try await Self.found(
                session, jobs: 1, firstParent: firstParent, RowReadAhead.Limits())
            #expect(alone.answers == 0)
            #expect(!alone.found.isEmpty && !alone.found.contains(.unknown))
            for (between, round) in [(0, 3), (0, 1000), (2, 7), (5, 40)] {
                let limits = RowReadAhead.Limits(
                    comparisonsBetweenRounds: between, firstRound: round, maximumRound: round * 2)
                let ahead = try await Self.found(session, jobs: 2, firstParent: firstParent, limits)
                #expect(ahead.found == alone.found, "rounds of \(round)")
                answers += ahead.answers
            }
        }
        #expect(answers > 0)
    }
}
