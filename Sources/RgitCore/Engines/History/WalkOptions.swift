// What a walk leaves out, how it is ordered, and from where on it has work done ahead.

extension HistoryWalk {
    /// What a walk leaves out, how its commits are ordered, and when it asks for work to be done ahead.
    struct Options {
        var order = HistoryRequest.Order.default
        var firstParent = false
        var since: UInt64?
        var until: UInt64?
        var minParents = 0
        var maxParents: Int?
        /// `--full-history`: do not follow only the parent that explains the paths.
        var fullHistory = false
        /// Whether reading many commits at once brings more than links, so that it pays with a commit-graph too.
        var wantsPeople = false

        /// The number of commits read one by one after which the walk asks for many at once.
        var preloadThreshold = 1000
        /// The number of commits that have to be known before trees are compared ahead of the walk.
        var compareAheadThreshold = 1000
        /// The least number of commits that are worth comparing ahead at once.
        var compareAheadMinimum = 64
        /// The greatest number of commits that are compared ahead at once.
        var compareAheadMaximum = 8192
        /// Whether commits may be read ahead only as far as the paths are followed, where merges hide most of history.
        var allowsPathReadAhead = true
        /// The greatest number of commits for each merge at which that pays.
        var maximumCommitsPerMerge = 10

        init() {}

        init(_ request: HistoryRequest) {
            order = request.order
            firstParent = request.firstParent
            since = request.since.map { UInt64(bitPattern: $0) }
            until = request.until.map { UInt64(bitPattern: $0) }
            minParents = request.minParents
            maxParents = request.maxParents
            fullHistory = request.fullHistory
        }

        /// Sets the number of commits that are read one by one for a walk from which `excludedTips` are left out.
        ///
        /// These mostly end it long before the end of history: reading all of that pays once much of it has been read one by
        /// one. The tips themselves, such as those of `--not --all`, are read without being part of a long history.
        mutating func expectPart(of session: Session, excludedTips: Int, isPathLimited: Bool) {
            guard excludedTips > 0 else { return }
            // Of the objects in most packs a fifth are commits. With paths, trees are compared ahead once commits are.
            let share = isPathLimited ? 0 : session.objects.approximateObjectCount() / 64
            let (sum, overflow) = max(preloadThreshold, share).addingReportingOverflow(excludedTips)
            preloadThreshold = overflow ? .max : sum
        }

        /// Whether a commit that a walk without paths reaches is selected.
        func selects(date: UInt64, parents: Int) -> Bool {
            if let until, date > until { return false }
            if parents < minParents { return false }
            if let maxParents, parents > maxParents { return false }
            return true
        }
    }
}
