// The walk beside `git rev-list`, on random histories: every order, range and limit, commit by commit.

import GitObjects
import Support
import Testing

@testable import RgitCore

@Suite struct HistoryWalkTests {
    /// One question to both: git's arguments, and the walk that has to give the same.
    struct Question: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var order = HistoryRequest.Order.default
        var firstParent = false
        var minParents = 0
        var maxParents: Int?
        var since: Int64?
        var until: Int64?
        var fullHistory = false
        var path: String?

        var testDescription: String { arguments.joined(separator: " ") }

        var options: HistoryWalk.Options {
            var options = HistoryWalk.Options()
            options.order = order
            options.firstParent = firstParent
            options.minParents = minParents
            options.maxParents = maxParents
            options.since = since.map { UInt64(bitPattern: $0) }
            options.until = until.map { UInt64(bitPattern: $0) }
            options.fullHistory = fullHistory
            return options
        }
    }

    static let questions: [Question] = [
        Question(arguments: []),
        Question(arguments: ["--topo-order"], order: .topological),
        Question(arguments: ["--date-order"], order: .date),
        Question(arguments: ["--author-date-order"], order: .authorDate),
        Question(arguments: ["--first-parent"], firstParent: true),
        Question(arguments: ["--first-parent", "--topo-order"], order: .topological, firstParent: true),
        Question(arguments: ["--merges"], minParents: 2),
        Question(arguments: ["--no-merges"], maxParents: 1),
        Question(arguments: ["--min-parents=1", "--max-parents=2"], minParents: 1, maxParents: 2),
    ]

    @Test(arguments: 1...12) func ordersAndRangesEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        let session = try scratch.open()
        let tips = try scratch.git("rev-list", "--all", "--no-walk=unsorted").stdout.lines
        let all = try scratch.git("rev-list", "--all").stdout.lines
        var generator = SplitMix64(seed: UInt64(seed))
        for question in HistoryWalkTests.questions {
            try await compare(question, positive: tips, negative: [], scratch, session)
            for _ in 0..<4 {
                let negative = (0...generator.below(2)).map { _ in all[generator.below(all.count)] }
                let positive = (0...generator.below(2)).map { _ in all[generator.below(all.count)] }
                try await compare(question, positive: positive, negative: negative, scratch, session)
            }
        }
    }

    @Test(arguments: 1...8) func datesEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        let session = try scratch.open()
        let all = try scratch.git("rev-list", "--all").stdout.lines
        let dates = try scratch.git("log", "--all", "--format=%ct").stdout.lines.compactMap { Int64($0) }
        var generator = SplitMix64(seed: UInt64(seed))
        for _ in 0..<12 {
            let since = dates[generator.below(dates.count)]
            let until = dates[generator.below(dates.count)]
            let tip = all[generator.below(all.count)]
            let bottom = all[generator.below(all.count)]
            let ranged = Question(arguments: ["--since=\(since)"], since: since)
            try await compare(ranged, positive: [tip], negative: [], scratch, session)
            try await compare(ranged, positive: [tip], negative: [bottom], scratch, session)
            let topological = Question(
                arguments: ["--topo-order", "--since=\(since)", "--until=\(until)"], order: .topological,
                since: since, until: until)
            try await compare(topological, positive: [tip], negative: [], scratch, session)
            let onlyUntil = Question(arguments: ["--until=\(until)"], until: until)
            try await compare(onlyUntil, positive: [tip], negative: [], scratch, session)
        }
    }

    @Test(arguments: 1...12) func pathsEqualGit(seed: Int) async throws {
        let scratch = try RandomHistory(seed: UInt64(seed)).makeRepository()
        try scratch.repack()
        let session = try scratch.open()
        let all = try scratch.git("rev-list", "--all").stdout.lines
        var generator = SplitMix64(seed: UInt64(seed))
        let paths = try scratch.git("ls-tree", "-r", "-z", "--name-only", "HEAD").stdout.pieces(endedBy: 0)
        guard !paths.isEmpty else { return }
        for _ in 0..<6 {
            let path = String(decoding: paths[generator.below(paths.count)], as: UTF8.self)
            guard !path.contains("\u{fffd}") else { continue }
            let tip = all[generator.below(all.count)]
            let bottom = all[generator.below(all.count)]
            for variant in [
                Question(arguments: [], path: path),
                Question(arguments: ["--full-history"], fullHistory: true, path: path),
                Question(arguments: ["--first-parent"], firstParent: true, path: path),
                Question(arguments: ["--topo-order"], order: .topological, path: path),
            ] {
                try await compare(variant, positive: [tip], negative: [], scratch, session)
                try await compare(variant, positive: [tip], negative: [bottom], scratch, session)
            }
        }
    }

    /// How the same history is stored, and with it where commits come from.
    enum Storage: String, CaseIterable {
        case packed, deepPack, severalPacks, graph, splitGraph, oldGraph, staleGraph
    }

    @Test(arguments: Storage.allCases) func everyStorageEqualsGit(storage: Storage) async throws {
        let scratch = try RandomHistory(seed: 77, commits: 120).makeRepository()
        switch storage {
        case .packed: try scratch.repack()
        case .deepPack: try scratch.repack("--depth=250", "--window=50", "-f")
        case .severalPacks:
            let half = try scratch.git("rev-list", "--objects", "HEAD~5").stdout
            let names = half.lines.map { String($0.prefix(scratch.hash.digits)) }.joined(separator: "\n")
            try scratch.git("pack-objects", "-q", ".git/objects/pack/pack", input: Array(names.utf8))
            try scratch.git("repack", "-d", "-q")
            try scratch.git("multi-pack-index", "write")
        case .graph: try scratch.git("commit-graph", "write", "--reachable", "--changed-paths")
        case .splitGraph:
            let names = try scratch.git("rev-list", "HEAD~5").stdout
            try scratch.git("commit-graph", "write", "--stdin-commits", "--split=no-merge", input: names)
            try scratch.git("commit-graph", "write", "--reachable", "--split=no-merge")
        case .staleGraph:
            let names = try scratch.git("rev-list", "HEAD~5").stdout
            try scratch.git("commit-graph", "write", "--stdin-commits", input: names)
        case .oldGraph:
            try scratch.git("config", "commitGraph.generationVersion", "1")
            try scratch.git("commit-graph", "write", "--reachable")
        }
        let session = try scratch.open()
        let usesGraph = [.graph, .splitGraph, .oldGraph, .staleGraph].contains(storage)
        #expect(try session.commitGraph().graph == nil ? !usesGraph : usesGraph)
        let reader = try session.makeReader()
        let tips = try scratch.git("rev-list", "--all", "--no-walk=unsorted").stdout.lines
        for question in HistoryWalkTests.questions {
            var options = question.options
            options.preloadThreshold = 3
            let ids = tips.compactMap { ObjectID($0) }.map { (id: $0, negative: false) }
            var walk = HistoryWalk(tips: ids, options: options)
            let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
            let preloader = CommitPreloader(session: session, sharding: Sharding(jobs: 2))
            var preloads = 0
            var found: [String] = []
            steps: while true {
                switch try walk.next(loader) {
                case .end: break steps
                case .commit(let index): found.append(walk.table.ids[Int(index)].description)
                case .needsComparisons, .needsPaths: Issue.record("nothing to compare")
                case .needsCommits:
                    preloads += 1
                    try await walk.addCommits {
                        try await preloader.fill(&$0)
                        return false
                    }
                }
            }
            #expect(preloads == (storage == .staleGraph ? 2 : 1))
            let expected = try scratch.git.run(["rev-list"] + question.arguments + tips).stdout.lines
            #expect(found == expected, "\(question.testDescription)")
            #expect(walk.problems.isEmpty)
        }
    }

    @Test(arguments: [Storage.graph, .splitGraph, .staleGraph])
    func countsOverAGraphEqualGit(storage: Storage) async throws {
        let scratch = try RandomHistory(seed: 78, commits: 120).makeRepository()
        let names = try scratch.git("rev-list", storage == .graph ? "--all" : "HEAD~5").stdout
        let split = storage == .splitGraph ? ["--split=no-merge"] : []
        try scratch.git.run(["commit-graph", "write", "--stdin-commits"] + split, input: names)
        if storage == .splitGraph {
            try scratch.git("commit-graph", "write", "--reachable", "--split=no-merge")
        }
        let session = try scratch.open()
        let loader = CommitLoader(session: session, reader: try session.makeReader())
        let graph = try #require(try session.commitGraph().graph)
        let dates = try scratch.git("log", "--all", "--format=%ct").stdout.lines.compactMap { Int64($0) }
        let tips = try scratch.git("rev-list", "--all", "--no-walk=unsorted").stdout.lines
        var questions = HistoryWalkTests.questions.filter { $0.order == .default }
        for date in dates {
            questions.append(Question(arguments: ["--since=\(date)"], since: date))
            questions.append(Question(arguments: ["--until=\(date)"], until: date))
        }
        for question in questions {
            for some in [tips, Array(tips.prefix(1)), Array(tips.suffix(2))] {
                let found = ReachableCount(graph: graph, loader: loader, options: question.options)
                    .count(from: some.compactMap { ObjectID($0) })
                let expected = try scratch.git.run(["rev-list", "--count"] + question.arguments + some)
                #expect(found.map { ["\($0)"] } == expected.stdout.lines, "\(question.testDescription)")
            }
        }
    }

    /// Counts how often trees are compared.
    private struct CountingComparer: TreeComparing {
        final class Count { var value = 0 }

        var comparer: PathComparer
        let count: Count

        mutating func agree(_ parent: ObjectID?, _ commit: ObjectID) throws(RgitError) -> Bool {
            count.value += 1
            return try comparer.agree(parent, commit)
        }
    }

    @Test(arguments: [Storage.graph, .splitGraph], 1...4)
    func changedPathFiltersSpareTreesAndChangeNothing(storage: Storage, seed: Int) throws {
        let scratch = try RandomHistory(seed: UInt64(seed), commits: 80).makeRepository()
        if storage == .splitGraph {
            let names = try scratch.git("rev-list", "HEAD~5").stdout
            try scratch.git(
                "commit-graph", "write", "--stdin-commits", "--split=no-merge", "--changed-paths",
                input: names)
            try scratch.git(
                "commit-graph", "write", "--reachable", "--split=no-merge", "--changed-paths")
        } else {
            try scratch.git("commit-graph", "write", "--reachable", "--changed-paths")
        }
        let session = try scratch.open()
        let reader = try session.makeReader()
        let loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        let tips = try scratch.git("rev-list", "--all", "--no-walk=unsorted").stdout.lines
        let files = try scratch.git("ls-tree", "-r", "-t", "-z", "--name-only", "HEAD").stdout
            .pieces(endedBy: 0).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.contains("\u{fffd}") }
        for path in files.prefix(12) + ["no/such"] {
            for question in [
                Question(arguments: []), Question(arguments: ["--full-history"], fullHistory: true),
                Question(arguments: ["--topo-order"], order: .topological),
            ] {
                let expected = try scratch.git.run(
                    ["rev-list"] + question.arguments + tips + ["--", ":(literal)" + path])
                var compared: [Int] = []
                let filters = PathFilters(graph: loader.graph, pathspec: try pathspec(path))
                #expect(filters != nil)
                for filters in [nil, filters] {
                    let count = CountingComparer.Count()
                    var walk = HistoryWalk(
                        tips: tips.compactMap { ObjectID($0) }.map { (id: $0, negative: false) },
                        options: question.options,
                        paths: PathLimit(
                            comparer: CountingComparer(
                                comparer: try pathComparer(path, reader), count: count),
                            filters: filters))
                    var found: [String] = []
                    while case .commit(let index) = try walk.next(loader) {
                        found.append(walk.table.ids[Int(index)].description)
                    }
                    #expect(found == expected.stdout.lines, "\(question.arguments) \(path)")
                    compared.append(count.value)
                }
                #expect(compared[1] < compared[0], "\(compared) \(path)")
            }
        }
    }

    private func compare(
        _ question: Question, positive: [String], negative: [String], _ scratch: ScratchRepository,
        _ session: Session
    ) async throws {
        var arguments = ["rev-list"] + question.arguments + positive + negative.map { "^" + $0 }
        if let path = question.path { arguments += ["--", ":(literal)" + path] }
        let expected = try scratch.git.run(arguments).stdout.lines
        let reader = try session.makeReader()
        let tips =
            positive.compactMap { ObjectID($0) }.map { (id: $0, negative: false) }
            + negative.compactMap { ObjectID($0) }.map { (id: $0, negative: true) }
        for ahead in question.path == nil ? [.nothing] : Ahead.allCases {
            var options = question.options
            if ahead != .nothing {
                options.allowsPathReadAhead = ahead == .reading
                options.preloadThreshold = 0
                options.compareAheadThreshold = 0
                options.compareAheadMinimum = 1
                options.compareAheadMaximum = 7
            }
            var compared = 0
            let comparer = try question.path.map { try pathComparer($0, reader) }
            let limit = try pathspec(question.path ?? "none")
            let followsAll = options.fullHistory
            let workers = WorkerPool<PathWorker> {
                try PathWorker(session: session, pathspec: limit, followsAll: followsAll)
            }
            let readAhead = HistoryReadAhead(
                sharding: Sharding(jobs: 2), workers: workers, firstParent: options.firstParent)
            var walk = HistoryWalk(
                tips: tips, options: options,
                paths: comparer.map { PathLimit(comparer: $0, filters: nil) })
            let loader = CommitLoader(session: session, reader: reader)
            var found: [String] = []
            steps: while true {
                switch try walk.next(loader) {
                case .end: break steps
                case .commit(let index): found.append(walk.table.ids[Int(index)].description)
                case .needsPaths(let row):
                    let findings = try await readAhead.read(
                        from: [(walk.table.ids[Int(row)], PathWorker.Interest())], limit: 7)
                    compared += findings.verdicts.count
                    walk.learn(findings)
                case .needsCommits:
                    let preloader = CommitPreloader(session: session, sharding: Sharding(jobs: 1))
                    try await walk.addCommits {
                        try await preloader.fill(&$0)
                        return false
                    }
                case .needsComparisons:
                    let commits = walk.commitsToCompare
                    guard var own = comparer else { continue }
                    let verdicts = commits.map { TreeVerdict($0, walk.table, comparer: &own) }
                    compared += commits.count
                    walk.learn(commits[...], verdicts)
                }
            }
            // A walk that shows two commits has come to one that has a parent, and could compare it ahead.
            if ahead != .nothing, negative.isEmpty, expected.count > 1 { #expect(compared > 0) }
            #expect(found == expected, "git \(arguments.joined(separator: " "))")
            #expect(walk.problems.isEmpty)
        }
    }

    /// What is found out ahead of a walk that is limited to paths.
    enum Ahead: CaseIterable {
        case nothing, comparing, reading
    }

    private func pathspec(_ path: String) throws -> Pathspec {
        let environment = ProcessEnvironment(variables: [:], workingDirectory: [0x2f], now: 0)
        return try Pathspec([Array(":(literal)\(path)".utf8)], environment: environment)
    }

    private func pathComparer(_ path: String, _ reader: ObjectReader) throws -> PathComparer {
        PathComparer(
            reader: reader, pathspec: try pathspec(path), rememberedTrees: 4096)
    }
}

extension [UInt8] {
    fileprivate var lines: [String] {
        String(decoding: self, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
