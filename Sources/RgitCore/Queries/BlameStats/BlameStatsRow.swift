// A row of `rgit blame-stats`: the lines with one key, or the total below a table.

import GitObjects
import Records

/// A row: the lines with one key, or the last line of a table.
package enum BlameStatsRow: Record {
    case sum(BlameStatsGroup)
    case total(BlameStatsSummary, under: BlameStatsRequest.Key)

    /// What the lines have in common, as far as `pick` knows it.
    func key<Value>(_ pick: (BlameStatsKey) -> Value?) -> Value? {
        guard case .sum(let row) = self else { return nil }
        for key in row.keys {
            if let value = pick(key) { return value }
        }
        return nil
    }

    var sum: BlameStatsGroup? {
        if case .sum(let row) = self { return row }
        return nil
    }

    var lines: Int {
        switch self {
        case .sum(let row): row.lines
        case .total(let all, _): all.lines
        }
    }

    var files: Int {
        switch self {
        case .sum(let row): row.files
        case .total(let all, _): all.files
        }
    }

    var boundaryLines: Int {
        switch self {
        case .sum(let row): row.boundaryLines
        case .total(let all, _): all.boundaryLines
        }
    }

    var actor: Actor? {
        key {
            switch $0 {
            case .author(let actor), .commit(_, let actor): actor
            default: nil
            }
        }
    }

    var commit: ObjectID? { key { if case .commit(let id, _) = $0 { id } else { nil } } }
    var path: Text? { key { if case .file(let path) = $0 { path } else { nil } } }
    var directory: Text? { key { if case .directory(let path) = $0 { path } else { nil } } }
    var fileExtension: Text? { key { if case .extension(let name) = $0 { name } else { nil } } }
    var name: Text? { actor?.name ?? key { if case .name(let name) = $0 { name } else { nil } } }
    var email: Text? { actor?.email ?? key { if case .email(let email) = $0 { email } else { nil } } }
    var domain: Text? { key { if case .domain(let domain) = $0 { domain } else { nil } } }
    var periods: [PeriodValue] {
        sum?.keys.compactMap { if case .period(let value) = $0 { value } else { nil } } ?? []
    }

    /// Whether this is the total of a table, to be called so in the column of `key`.
    func isTotal(_ key: BlameStatsRequest.Key) -> Bool {
        if case .total(_, key) = self { true } else { false }
    }
}
