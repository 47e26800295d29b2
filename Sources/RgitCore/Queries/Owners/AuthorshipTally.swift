// Counts who changed which files, commit by commit, for `rgit owners --metric commits` and `--metric doa`.

import Records

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Who changed directories and files, by numbers of persons.
struct AuthorshipTally {
    /// The commits that list a directory's paths.
    private struct Directory {
        var lastCommit = -1
        /// The number of commits of each person.
        var commits: [Int: Int] = [:]
    }

    /// The commits that list a file.
    private struct File {
        /// The number of commits of each person.
        var changes: [Int: Int] = [:]
        /// The author of the commit that was counted last, the oldest.
        var creator = 0
    }

    private let metric: OwnersRequest.Metric
    private let directoriesOf: ([UInt8]) -> [[UInt8]]
    private let isCounted: ([UInt8]) -> Bool
    private var directories: [[UInt8]: Directory] = [:]
    private var files: [[UInt8]: File] = [:]
    /// Whether each path that has been seen counts.
    private var known: [[UInt8]: Bool] = [:]
    private var commit = -1
    private var author = 0

    /// Counts what `isCounted` says of the paths, for the directories that `directoriesOf` names.
    init(
        _ metric: OwnersRequest.Metric, directoriesOf: @escaping ([UInt8]) -> [[UInt8]],
        isCounted: @escaping ([UInt8]) -> Bool
    ) {
        self.metric = metric
        self.directoriesOf = directoriesOf
        self.isCounted = isCounted
    }

    /// Goes on to the next commit.
    mutating func begin(_ commit: AuthoredCommit) {
        self.commit += 1
        author = commit.author
    }

    /// Counts a path that the commit lists.
    mutating func add(_ path: [UInt8]) {
        let counts = known[path] ?? isCounted(path)
        known[path] = counts
        guard counts else { return }
        guard metric == .commits else {
            files[path, default: File()].changes[author, default: 0] += 1
            files[path]?.creator = author
            return
        }
        for directory in directoriesOf(path) where directories[directory]?.lastCommit != commit {
            directories[directory, default: Directory()].lastCommit = commit
            directories[directory]?.commits[author, default: 0] += 1
        }
    }

    /// For each directory the number of commits of each person that list paths of it.
    var commitsOfDirectories: [[UInt8]: [Int: Int]] { directories.mapValues(\.commits) }

    /// The persons who own a file; none where no commit lists it.
    func owners(of path: [UInt8]) -> [Int] {
        guard let file = files[path] else { return [] }
        let all = file.changes.values.reduce(0, +)
        let degrees = file.changes.map { person, own in
            let base = 3.293 + (person == file.creator ? 1.098 : 0)
            return (person: person, degree: base + 0.164 * Double(own) - 0.321 * log(1 + Double(all - own)))
        }
        let greatest = degrees.reduce(0) { max($0, $1.degree) }
        return degrees.filter { $0.degree >= 3.293 && $0.degree / greatest > 0.75 }.map(\.person)
    }
}
