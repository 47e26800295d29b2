// Names the filters of a request, to say why an answer is empty.

extension HistoryRequest {
    /// Refuses options that exclude each other.
    ///
    /// - Throws: a usage error.
    func check() throws(RgitError) {
        for (option, others) in [
            ("--maximal-only", graph.maximalOnly ? [(graph.boundary, "--boundary")] : []),
            (
                "--max-count-oldest",
                maxCountOldest == nil
                    ? []
                    : [
                        (maxCount != nil, "--max-count"), (skip > 0, "--skip"),
                        (graph.boundary, "--boundary"),
                    ]
            ),
        ] {
            if let maxCountOldest, maxCountOldest < 0 {
                throw RgitError(.usage, "--max-count-oldest is less than 0", "\(maxCountOldest)")
            }
            for (isUsed, other) in others where isUsed {
                throw RgitError(.usage, "\(option) and \(other) exclude each other")
            }
        }
    }

    /// Why no commit may have been found: `no commit matches --since and --author`.
    var whyEmpty: String {
        var names: [String] = []
        func note(_ isUsed: Bool, _ name: String) { if isUsed { names.append(name) } }
        note(since != nil, "--since")
        note(sinceAsFilter != nil, "--since-as-filter")
        note(until != nil, "--until")
        note(!authors.isEmpty, "--author")
        note(!committers.isEmpty, "--committer")
        note(!reflogGreps.isEmpty, "--grep-reflog")
        note(!greps.isEmpty, invertGrep ? "--invert-grep" : "--grep")
        note(minParents > 1, "--merges")
        note(maxParents.map { $0 < 2 } ?? false, "--no-merges")
        if let side = graph.onlySide { note(true, "--\(side.rawValue)-only") }
        note(graph.equivalents == .omit, "--cherry-pick")
        note(graph.ancestryPath || !graph.ancestryPathOf.isEmpty, "--ancestry-path")
        note(skip > 0, "--skip")
        note(maxCount == 0, "--max-count 0")
        note(maxCountOldest == 0, "--max-count-oldest 0")
        note(paths.map { !$0.isEmpty } ?? false, "the paths")
        guard let last = names.last else { return "no commits in what was asked for" }
        let list = names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
        return "no commit matches " + list
    }
}
