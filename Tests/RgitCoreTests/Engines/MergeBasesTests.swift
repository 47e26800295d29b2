// Merge bases are compared with git merge-base --all on random histories.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Test(arguments: [21 as UInt64, 22, 23])
func mergeBasesEqualGits(seed: UInt64) throws {
    let scratch = try RandomHistory(seed: seed, commits: 60).makeRepository()
    let session = try scratch.open()
    let reader = try session.makeReader()
    let loader = CommitLoader(session: session, reader: reader)
    let commits = try scratch.git.run(["rev-list", "--all"]).text.split(separator: "\n").map(String.init)
    var generator = SplitMix64(seed: seed)
    for _ in 0..<60 {
        let one = commits[Int(generator.next() % UInt64(commits.count))]
        let other = commits[Int(generator.next() % UInt64(commits.count))]
        let expected = try scratch.git.attempt(["merge-base", "--all", one, other]).text
        var table = CommitTable()
        let bases = try MergeBases.find(
            try #require(ObjectID(one)), try #require(ObjectID(other)), loader: loader, table: &table)
        #expect(bases.map { "\($0)\n" }.joined() == expected, "\(one) \(other)")
    }
}
