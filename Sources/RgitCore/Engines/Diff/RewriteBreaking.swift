// Breaks modifications that amount to rewrites into a deletion and an addition, and joins what no rename took apart (-B).

import GitObjects

/// Git's treatment of complete rewrites around the search for renames.
enum RewriteBreaking {
    /// Smaller files are not broken.
    private static let minimumSize = 400
    /// A file is broken when half of it changed.
    private static let defaultBreakScore = 30_000
    /// Halves come together as a rewrite when 60 % of the old content is gone.
    private static let defaultMergeScore = 36_000

    /// The changes with each that amounts to a rewrite as its two halves, the deletion first.
    ///
    /// A content that cannot be read breaks nothing.
    static func broken(
        _ changes: [FileChange], _ options: DiffOptions.BreakRewrites, contents: some RenameContents
    ) throws(RgitError) -> [FileChange] {
        let breakScore = options.breakScore == 0 ? defaultBreakScore : options.breakScore
        let mergeScore = options.mergeScore == 0 ? defaultMergeScore : options.mergeScore
        var result: [FileChange] = []
        result.reserveCapacity(changes.count)
        for var change in changes {
            guard change.kind != .unmerged,
                let score = try rewriteScore(&change, breakScore, contents)
            else {
                result.append(change)
                continue
            }
            var deletion = FileChange(path: change.path, old: change.old, new: nil)
            var addition = FileChange(path: change.path, old: nil, new: change.new)
            deletion.breakScore = score < mergeScore ? 0 : score
            addition.breakScore = deletion.breakScore
            result.append(deletion)
            result.append(addition)
        }
        return result
    }

    /// How much of the first version is gone, of 60,000, where the pair is to be broken; `nil` where it is not.
    private static func rewriteScore(
        _ change: inout FileChange, _ breakScore: Int, _ contents: some RenameContents
    ) throws(RgitError) -> Int? {
        guard let old = change.old, let new = change.new, old.mode != .gitlink, new.mode != .gitlink else {
            return nil
        }
        if old.mode.isRegular != new.mode.isRegular { return SimilarityIndex.maximumScore }
        if change.hasSameContent { return nil }
        guard let oldSize = try contents.size(old, path: change.path),
            let newSize = try contents.size(new, path: change.path),
            max(oldSize, newSize) >= minimumSize, oldSize > 0,
            let oldIndex = try contents.similarityIndex(old, path: change.path),
            let newIndex = try contents.similarityIndex(new, path: change.path)
        else { return nil }
        change.old?.isRead = true
        change.new?.isRead = true
        let counted = oldIndex.bytesCopied(to: newIndex)
        let copied = min(oldSize, counted)
        let added = min(newIndex.countedBytes - counted, max(0, newSize - copied))
        let removed = oldSize - copied
        // Wide enough for sizes that a file can have.
        let (wholeScore, overflow) = removed.multipliedReportingOverflow(by: SimilarityIndex.maximumScore)
        guard !overflow else { return nil }
        let score = wholeScore / oldSize
        if score > breakScore { return score }
        // Insertions count as well as deletions.
        let damage =
            Double(removed + added) * Double(SimilarityIndex.maximumScore) / Double(max(oldSize, newSize))
        if damage < Double(breakScore) { return nil }
        // What loses a lot without gaining anything is no rewrite.
        if Double(oldSize) * Double(breakScore) < Double(wholeScore), added * 20 < removed,
            added * 20 < copied
        {
            return nil
        }
        return score
    }

    /// The changes with halves whose counterpart is still there joined again; such a pair is at the place of its deletion.
    static func merged(_ changes: [FileChange]) -> [FileChange] {
        var additions: [[UInt8]: Int] = [:]
        for (index, change) in changes.enumerated() where change.breakScore != nil && change.kind == .added {
            additions[change.path] = index
        }
        guard !additions.isEmpty else { return changes }
        var joined: Set<Int> = []
        var result: [FileChange] = []
        result.reserveCapacity(changes.count)
        for (index, change) in changes.enumerated() where !joined.contains(index) {
            if change.kind == .deleted, let score = change.breakScore, let other = additions[change.path] {
                joined.insert(other)
                var pair = FileChange(path: change.path, old: change.old, new: changes[other].new)
                pair.score = score
                result.append(pair)
            } else {
                result.append(change)
            }
        }
        return result
    }
}
