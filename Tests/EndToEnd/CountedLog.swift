// What `git log --numstat` lists, commit by commit: the slow reference of hotspots, coupling and activity.

import Support

/// A commit with the files that git lists for it.
struct CountedLog {
    struct File {
        let path: [UInt8]
        /// Where it was renamed from.
        let oldPath: [UInt8]?
        /// `nil` for a binary file.
        let insertions: Int?
        let deletions: Int?
    }

    let date: Int
    /// The author's date as `--date` among the options says.
    let authored: [UInt8]
    /// Name and address after the mailmap.
    let author: [UInt8]
    var files: [File] = []

    /// The commits that git log lists with some options.
    static func read(_ git: Git, _ options: [String]) throws -> [CountedLog] {
        let words = [
            "-c", "i18n.logOutputEncoding=UTF-8", "log", "-z", "--numstat",
            "--format=%x01%ct%x02%ad%x02%aN%x02%aE",
        ]
        var pieces = try git.run(words + options).stdout.pieces(endedBy: 0)[...]
        var commits: [CountedLog] = []
        while var piece = pieces.popFirst() {
            while piece.first == 0x0a { piece.removeFirst() }
            if piece.isEmpty { continue }
            if piece.first == 1 {
                let parts = piece.dropFirst().split(
                    separator: 2, maxSplits: 2, omittingEmptySubsequences: false)
                commits.append(
                    CountedLog(
                        date: Int(Array(parts[0]).text) ?? 0, authored: Array(parts[1]),
                        author: Array(parts[2])))
                continue
            }
            let columns = piece.split(separator: 9, maxSplits: 2, omittingEmptySubsequences: false).map {
                Array($0)
            }
            var (path, old): ([UInt8], [UInt8]?) = (columns[2], nil)
            if path.isEmpty {
                old = pieces.popFirst()
                path = pieces.popFirst() ?? []
            }
            commits[commits.count - 1].files.append(
                File(
                    path: path, oldPath: old, insertions: Int(columns[0].text),
                    deletions: Int(columns[1].text)
                ))
        }
        return commits
    }
}

/// Sums of commits under one key, made the slow way.
struct CountedSums {
    var commits = 0
    var authors: Set<[UInt8]> = []
    var insertions = 0
    var deletions = 0
    var date = Int.min

    /// The sums by what `key` makes of each file.
    static func by(_ log: [CountedLog], _ key: (CountedLog.File) -> [UInt8]) -> [[UInt8]: CountedSums] {
        var sums: [[UInt8]: CountedSums] = [:]
        for commit in log {
            for file in commit.files {
                sums[key(file), default: CountedSums()].insertions += file.insertions ?? 0
                sums[key(file), default: CountedSums()].deletions += file.deletions ?? 0
            }
            for key in Set(commit.files.map(key)) {
                sums[key, default: CountedSums()].commits += 1
                sums[key, default: CountedSums()].authors.insert(commit.author)
                sums[key, default: CountedSums()].date = max(sums[key]?.date ?? .min, commit.date)
            }
        }
        return sums
    }
}
