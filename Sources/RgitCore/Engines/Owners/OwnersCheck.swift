// Holds the rules of a CODEOWNERS file against the files of a tree.

import Records

/// What is wrong with the rules.
struct OwnersCheck {
    /// In the order of the lines, and behind them the files without owners in the order of their paths.
    private(set) var findings: [OwnersFinding] = []

    init(_ rules: CodeOwners, paths: [[UInt8]]) {
        var isAlive = [Bool](repeating: false, count: rules.rules.count)
        var counts = isAlive
        var unowned: [[UInt8]] = []
        for path in paths {
            let matches = rules.matches(path)
            if matches.isEmpty { unowned.append(path) }
            for match in matches {
                isAlive[match.rule] = true
                if match.counts { counts[match.rule] = true }
            }
        }
        findings = rules.defects.map {
            OwnersFinding(line: $0.line, pattern: Text($0.text), problem: .syntax, path: nil, owners: [])
        }
        for (number, rule) in rules.rules.enumerated() where !counts[number] {
            findings.append(
                OwnersFinding(
                    line: rule.line, pattern: Text(rule.pattern),
                    problem: isAlive[number] ? .shadowed : .dead, path: nil, owners: rule.owners))
        }
        findings.sort { ($0.line ?? 0) < ($1.line ?? 0) }
        findings += unowned.map {
            OwnersFinding(line: nil, pattern: nil, problem: .unowned, path: Text($0), owners: [])
        }
    }

    /// Adds the rules with owners of whom `isGone` says so.
    mutating func addGone(_ rules: CodeOwners, _ isGone: (Text) -> Bool) {
        let gone = rules.rules.compactMap { rule -> OwnersFinding? in
            let owners = rule.owners.filter(isGone)
            guard !owners.isEmpty else { return nil }
            return OwnersFinding(
                line: rule.line, pattern: Text(rule.pattern), problem: .gone, path: nil, owners: owners)
        }
        let place = findings.firstIndex { $0.line == nil } ?? findings.endIndex
        let ofLines = findings[..<place] + gone
        // Of one line what was found first stays first.
        findings =
            ofLines.enumerated().sorted {
                ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
            }.map(\.element) + findings[place...]
    }
}
