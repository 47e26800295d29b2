// What a reference pointed to before: `REF@{N}` and `REF@{DATE}`.

import GitObjects
import Records

/// The lookup of a reference's former value; it collects what git would warn of.
struct ReflogLookup {
    let session: Session
    /// Logs that do not go back far enough, or have gaps.
    private(set) var warnings: [Warning] = []

    init(session: Session) { self.session = session }

    /// The value of the reference whose log is `log`, N moves ago or at a date; `nil` when the selector is neither.
    ///
    /// `asked` is the name as it was typed; empty where the current branch is meant.
    mutating func find(
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
            let now = session.environment.now
            guard let moment = ApproximateDate.skippingUnknownParts(of: selector, now: now) else {
                return nil
            }
            date = moment
        }
        let entries = try session.references.reflog(log)?.entries ?? []
        if number == 0 { return entries.last?.new ?? current }
        guard let oldest = entries.first else {
            throw RgitError(.revision, "log is empty for reference", log)
        }
        if let number { return try value(movesAgo: number, entries, oldest, asked) }
        return value(at: date ?? 0, entries, oldest, current, log: log, asked)
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

    private mutating func value(
        at date: Int64, _ entries: [ReflogEntry], _ oldest: ReflogEntry, _ current: ObjectID, log: [UInt8],
        _ asked: [UInt8]
    ) -> ObjectID {
        var later: ReflogEntry?
        for entry in entries.reversed() {
            if entry.date.seconds <= date {
                if let later, !later.old.isZero {
                    if later.old != entry.new { warn("has a gap after", entry.date, of: log) }
                    return entry.new
                }
                if entry.date.seconds == date { return entry.new }
                if entry.new != current { warn("unexpectedly ended on", entry.date, of: log) }
                return current
            }
            later = entry
        }
        // The log does not go back so far: its oldest value is the best there is.
        warn("only goes back to", oldest.date, of: asked.isEmpty ? log.after("refs/heads/") ?? log : asked)
        return oldest.old.isZero ? oldest.new : oldest.old
    }

    private mutating func warn(_ what: String, _ date: Timestamp, of log: [UInt8]) {
        var text: [UInt8] = []
        ISO8601(date).appendDateTime(to: &text)
        warnings.append(Warning("log for '\(log.printableText)' \(what) \(text.printableText)"))
    }
}
