// The options that ask for the graph of commits: boundaries, sides, equivalent patches, simplified histories.

import RgitCore

/// Rows that fill the `GraphOptions` of a `HistoryRequest`, sorted by name within a heading.
enum GraphOptionRows {
    /// The rows that choose commits.
    static let commits: [OptionSpec<HistoryRequest>] = [
        .flag(
            OptionInfo(
                long: "boundary", category: .commits,
                summary: "Also show the commits at which the chosen ones end.",
                details: """
                    They are the parents that are not shown of commits that are, come last, and have `boundary` set. \
                    With `-n` those of the last commit shown are among them.
                    """, isSeldom: true)
        ) { $0.graph.boundary = $1 },
        OptionSpec(
            info: OptionInfo(
                long: "cherry", category: .commits,
                summary: "As --right-only --cherry-mark --no-merges.",
                details: "`rgit log --cherry upstream...HEAD` says which of my commits upstream has already.",
                isSeldom: true)
        ) { request, _, _ throws(RgitError) in
            request.graph.equivalents = .mark
            try setSide(.right, "--cherry", &request)
            request.maxParents = 1
        },
        OptionSpec(
            info: OptionInfo(
                long: "cherry-mark", category: .commits,
                summary: "Mark commits whose patch the other side of A...B has too.",
                details: "`cherry` is `=` for them and `+` for the others.", isSeldom: true)
        ) { request, _, _ throws(RgitError) in try setEquivalents(.mark, "--cherry-mark", &request) },
        OptionSpec(
            info: OptionInfo(
                long: "cherry-pick", category: .commits,
                summary: "Leave out commits whose patch the other side of A...B has too.",
                details: """
                    Patches are the same where they are but for white space, line numbers and context further away, \
                    as *git-patch-id*(1) has it.
                    """, isSeldom: true)
        ) { request, _, _ throws(RgitError) in try setEquivalents(.omit, "--cherry-pick", &request) },
        OptionSpec(
            info: OptionInfo(
                long: "left-only", category: .commits, summary: "Only commits on the left side of A...B.",
                isSeldom: true)
        ) { request, _, _ throws(RgitError) in try setSide(.left, "--left-only", &request) },
        .flag(
            OptionInfo(
                long: "left-right", category: .commits,
                summary: "Say on which side of A...B a commit is.",
                details: "`side` is `left` or `right`. With `--count` the numbers of both are printed.",
                isSeldom: true)
        ) { $0.graph.leftRight = $1 },
        .once(
            OptionInfo(
                long: "maximal-only", category: .commits,
                summary: "Only commits that no other commit in question reaches.",
                details: "As in `git log` 2.54 and later. It goes without `--boundary`.", isSeldom: true)
        ) { $0.graph.maximalOnly = true },
        .once(
            OptionInfo(
                long: "merge", category: .commits,
                summary: "In a conflict, the commits of both sides that touch its files.",
                details: "Those between HEAD and what is being merged, picked, reverted or rebased.",
                isSeldom: true)
        ) { $0.graph.merge = true },
        OptionSpec(
            info: OptionInfo(
                long: "right-only", category: .commits, summary: "Only commits on the right side of A...B.",
                isSeldom: true)
        ) { request, _, _ throws(RgitError) in try setSide(.right, "--right-only", &request) },
    ]

    /// The rows that simplify a history.
    static let simplification: [OptionSpec<HistoryRequest>] = [
        .optionalValue(
            OptionInfo(
                long: "ancestry-path", shape: .optionalValue("COMMIT"), completion: .revision,
                category: .order,
                summary: "Only commits on the way from the excluded commits, or through COMMIT.",
                details: """
                    `--ancestry-path A..B` shows the commits between A and B that descend from A. With COMMIT, which may \
                    be given several times, those that are its ancestors or descendants.
                    """, isSeldom: true)
        ) { request, commit in
            if let commit {
                request.graph.ancestryPathOf.append(commit)
            } else {
                request.graph.ancestryPath = true
            }
        },
        .once(
            OptionInfo(
                long: "dense", category: .order,
                summary: "With paths, only commits that changed them, the default.", isSeldom: true)
        ) { $0.graph.sparse = false },
        .once(
            OptionInfo(
                long: "exclude-first-parent-only", category: .order,
                summary: "Leave out only what excluded commits reach by first parents.", isSeldom: true)
        ) { $0.graph.excludeFirstParentOnly = true },
        .once(
            OptionInfo(
                long: "full-diff", category: .order,
                summary: "Show all changes of a commit, not only those of the paths.", isSeldom: true)
        ) { $0.fullDiff = true },
        .once(
            OptionInfo(
                long: "parents", category: .order,
                summary: "With paths, give each commit the parents it has in the history shown.",
                details: "Merges that join lines of it are then shown too.", isSeldom: true)
        ) { $0.graph.rewritesParents = true },
        .once(
            OptionInfo(
                long: "remove-empty", category: .order,
                summary: "With paths, stop where they disappear.", isSeldom: true)
        ) { $0.graph.removeEmpty = true },
        .once(
            OptionInfo(
                long: "show-pulls", category: .order,
                summary: "With paths, show merges that brought a change to their first parent's line.",
                isSeldom: true)
        ) { $0.graph.showPulls = true },
        .once(
            OptionInfo(
                long: "simplify-by-decoration", category: .order,
                summary: "Only commits that a reference points to, and those that join them.", isSeldom: true)
        ) { request in
            request.graph.simplifyByDecoration = true
            if request.order == .default { request.order = .topological }
        },
        .once(
            OptionInfo(
                long: "simplify-merges", category: .order,
                summary: "With paths, as --full-history, without merges that join nothing.",
                details: "Each commit has the parents it has in that history, as with `--parents`.",
                isSeldom: true)
        ) { request in
            request.graph.simplifyMerges = true
            if request.order == .default { request.order = .topological }
        },
        .once(
            OptionInfo(
                long: "sparse", category: .order,
                summary: "With paths, show every commit on the way, also those without changes to them.",
                isSeldom: true)
        ) { $0.graph.sparse = true },
    ]

    private static func setSide(
        _ side: GraphOptions.Side, _ option: String, _ request: inout HistoryRequest
    ) throws(RgitError) {
        if let other = request.graph.onlySide, other != side {
            throw RgitError(
                .usage, "\(option) and --\(other == .left ? "left" : "right")-only exclude each other")
        }
        request.graph.onlySide = side
    }

    private static func setEquivalents(
        _ equivalents: GraphOptions.Equivalents, _ option: String, _ request: inout HistoryRequest
    ) throws(RgitError) {
        if let other = request.graph.equivalents, other != equivalents {
            throw RgitError(
                .usage,
                "\(option) and --\(other == .mark ? "cherry-mark" : "cherry-pick") exclude each other")
        }
        request.graph.equivalents = equivalents
    }
}
