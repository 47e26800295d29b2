// Adds up blamed lines by whatever they are asked for.

import GitObjects
import Records

/// The sums while they are being made.
struct BlameTally {
    /// One row's sums.
    private struct Sum {
        var lines = 0
        var boundaryLines = 0
        var files = 0
        var lastFile = -1
        var commits: Set<Int32> = []
        var oldest: Timestamp?
        var newest: Timestamp?
    }

    private let request: BlameStatsRequest
    private let blamed: BlamedShares
    private let authors: [BlameReport.Person?]
    private let isBot: [Bool]
    private var sums: [[BlameStatsKey]: Sum] = [:]
    private var bots: Set<Actor> = []
    private var botLines = 0
    private var files = 0
    private var unknownLines = 0
    /// By commit, the keys that follow from it alone, in the order asked for.
    private var keys: [Int32: [BlameStatsKey]] = [:]

    /// Prepares to sum lines whose commits are places of `blamed` and `authors`.
    init(request: BlameStatsRequest, blamed: BlamedShares, authors: [BlameReport.Person?]) {
        self.request = request
        self.blamed = blamed
        self.authors = authors
        isBot = authors.map { author in
            guard request.excludeBots, let author else { return false }
            return Bots.isBot(name: author.actor.name.bytes, email: author.actor.email.bytes)
        }
    }

    /// Counts one file's lines.
    mutating func count(_ path: [UInt8], _ shares: [FileShare]) {
        files += 1
        let fileKeys = request.keys.map { fileKey($0, path) }
        for share in shares {
            // The author of a commit that could not be read is unknown.
            guard !share.isUnknown, let author = authors[Int(share.commit)] else {
                unknownLines += share.lines
                continue
            }
            if isBot[Int(share.commit)] {
                botLines += share.lines
                bots.insert(author.actor)
                continue
            }
            let commitKeys = commitKeys(share.commit, author)
            if fileKeys.count == 1 {
                add(share, to: fileKeys[0].map { [$0] } ?? commitKeys)
            } else {
                var next = commitKeys.makeIterator()
                add(share, to: fileKeys.compactMap { $0 ?? next.next() })
            }
        }
    }

    private func fileKey(_ key: BlameStatsRequest.Key, _ path: [UInt8]) -> BlameStatsKey? {
        switch key {
        case .file: .file(Text(path))
        case .directory: .directory(Text(PathParts.directory(of: path, depth: request.depth)))
        case .extension: .extension(Text(PathParts.fileExtension(of: path)))
        case .author, .name, .email, .domain, .commit, .period: nil
        }
    }

    private mutating func add(_ share: FileShare, to key: [BlameStatsKey]) {
        let date = authors[Int(share.commit)]?.date
        let isBoundary = blamed.isBoundary[Int(share.commit)]
        let file = files
        func add(to sum: inout Sum) {
            sum.lines += share.lines
            if isBoundary { sum.boundaryLines += share.lines }
            if sum.lastFile != file {
                sum.lastFile = file
                sum.files += 1
            }
            guard sum.commits.insert(share.commit).inserted, let date else { return }
            if sum.oldest.map({ date.precedes($0) }) ?? true { sum.oldest = date }
            if sum.newest.map({ $0.precedes(date) }) ?? true { sum.newest = date }
        }
        add(to: &sums[key, default: Sum()])
    }

    private mutating func commitKeys(_ commit: Int32, _ author: BlameReport.Person) -> [BlameStatsKey] {
        if let known = keys[commit] { return known }
        let made = request.keys.compactMap { key -> BlameStatsKey? in
            switch key {
            case .commit: .commit(blamed.commits[Int(commit)], author.actor)
            case .author: .author(author.actor)
            case .name: .name(author.actor.name)
            case .email: .email(author.actor.email)
            case .domain: .domain(Text(PersonIdentity.domain(of: author.actor.email.bytes)))
            case .period(let period):
                author.date.map { .period(PeriodValue(period, of: $0)) } ?? .undated(period)
            case .file, .directory, .extension: nil
            }
        }
        keys[commit] = made
        return made
    }

    /// What was counted.
    consuming func finish() -> BlameStatsTally {
        var counted = BlameStatsTally()
        counted.files = files
        counted.bots = bots
        counted.botLines = botLines
        counted.unknownLines = unknownLines
        counted.groups = sums.reduce(into: [:]) { groups, sum in
            let (key, sum) = sum
            groups[key] = BlameStatsGroup(
                keys: key, lines: sum.lines, files: sum.files, commits: sum.commits.count,
                boundaryLines: sum.boundaryLines, oldest: sum.oldest, newest: sum.newest)
        }
        return counted
    }
}
