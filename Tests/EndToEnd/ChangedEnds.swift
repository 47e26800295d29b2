// What `git diff` says of the two ends of a change as `rgit check` compares them, with all of several merge bases.

import Support

/// The comparisons that a change is made of.
struct ChangedEnds {
    /// The words of `git diff`, and the paths that count; `nil` for all.
    private var comparisons: [(words: [String], paths: [[UInt8]]?)]

    /// Finds them: beside the first merge base those files that differ from another one and from the base.
    init(_ git: Git, _ base: String, _ head: String) throws {
        comparisons = [(["\(base)...\(head)"], nil)]
        var known = Set(try diff(git, ["--name-only"]).pieces(endedBy: 0))
        let names = ["diff", "--no-renames", "--ignore-submodules=none", "--name-only", "-z"]
        let unmerged = Set(try git.run(names + [base, head]).stdout.pieces(endedBy: 0))
        for other in try git("merge-base", "--all", base, head).lines.dropFirst().map(\.text) {
            let paths = try git.run(names + [other, head]).stdout.pieces(endedBy: 0)
                .filter { unmerged.contains($0) && known.insert($0).inserted }
            if !paths.isEmpty { comparisons.append(([other, head], paths)) }
        }
    }

    /// What `git diff` prints of all comparisons one after the other, or of those of one path.
    func diff(_ git: Git, _ options: [String], _ path: [UInt8]? = nil) throws -> [UInt8] {
        var output: [UInt8] = []
        for (words, paths) in comparisons {
            if let path, paths?.contains(path) == false { continue }
            let own = path.map { [$0] } ?? paths
            let pathspecs = own.map { $0.map { Array(":(literal)".utf8) + $0 } }
            let diff =
                ["diff", "--no-renames", "--ignore-submodules=none", "-z"] + options + words
                + (own == nil ? [] : ["--"])
            output += try git.run(diff.map { Array($0.utf8) } + (pathspecs ?? [])).stdout
        }
        return output
    }
}
