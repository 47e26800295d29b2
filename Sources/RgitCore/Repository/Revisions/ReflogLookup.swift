// What a reference pointed to before: `REF@{N}` and `REF@{DATE}`.

import GitObjects

struct ReflogLookup {
    let session: Session

    /// The value of the reference whose log is `log`, N moves ago or at a date; `nil` when the selector is neither.
    func find(
        _ selector: [UInt8], of log: [UInt8], current: ObjectID, asked: [UInt8]
    ) throws(RgitError) -> ObjectID? {
        var number: Int?
        if selector.allSatisfy(ASCII.isDigit) { number = Int(selector.printableText) ?? Int.max }
        var date: Int64?
        // Large numbers are moments, as in git.
        if let large = number, large >= 100_000_000 {
            date = Int64(large)
            number = nil
        } else if number == nil {
            guard let moment = RevisionDate.parse(selector, now: session.environment.now) else { return nil }
            date = moment
        }
        let entries = try session.references.reflog(log)?.entries ?? []
        if number == 0 { return entries.last?.new ?? current }
        guard let oldest = entries.first else {
            throw RgitError(.revision, "log is empty for reference", log)
        }
        if let number { return try value(movesAgo: number, entries, oldest, asked) }
        return value(at: date ?? 0, entries, oldest, current)
    }

    private func value(
        movesAgo number: Int, _ entries: [ReflogEntry], _ oldest: ReflogEntry, _ asked: [UInt8]
    ) throws(RgitError) -> ObjectID {
        var remaining = number
        for entry in entries.reversed() {
            if remaining > 0 { remaining -= 1 }
            if remaining == 0, !entry.old.isZero { return entry.old }
        }
        throw RgitError(
            .revision, "log only has \(entries.count) entries for", asked.isEmpty ? Array("HEAD".utf8) : asked
        )
    }

    private func value(
        at date: Int64, _ entries: [ReflogEntry], _ oldest: ReflogEntry, _ current: ObjectID
    ) -> ObjectID {
        var later: ReflogEntry?
        for entry in entries.reversed() {
            if entry.date.seconds <= date {
                if let later, !later.old.isZero { return entry.new }
                return entry.date.seconds == date ? entry.new : current
            }
            later = entry
        }
        // The log does not go back so far: its oldest value is the best there is.
        return oldest.old.isZero ? oldest.new : oldest.old
    }
}
