// Guesses, for an ignored commit, which line of the parent each changed line was made from.

/// The guesses for all hunks between a version and its parent.
struct LineGuesses {
    private let hunks: [HunkSpan]
    /// For each line of each hunk's new side the parent's line, or -1; hunk by hunk.
    private var guesses: [Int32] = []
    /// Where each hunk's guesses begin.
    private var starts: [Int] = []

    /// Less common byte pairs than this make no likeness when a line is looked for in the whole parent.
    private static let minimumLikeness = 10

    /// Guesses hunk by hunk: within the parent's side of the hunk first, then anywhere in the parent.
    init(parent: BlobLines, target: BlobLines, hunks: [HunkSpan]) {
        self.hunks = hunks
        var parentPrints: [LineFingerprint] = []
        if hunks.contains(where: { $0.newCount > 0 }) {
            parentPrints = (0..<parent.count).map { LineFingerprint(parent.bytes[parent.range($0)]) }
        }
        for hunk in hunks {
            starts.append(guesses.count)
            guard hunk.newCount > 0 else { continue }
            let targets = (Int(hunk.newStart)..<Int(hunk.newEnd)).map {
                LineFingerprint(target.bytes[target.range($0)])
            }
            var matcher = HunkMatcher(
                old: Int(hunk.oldStart)..<Int(hunk.oldEnd), targets: targets, parentPrints)
            let matches = matcher.run()
            parentPrints = matcher.parentPrints
            for (offset, match) in matches.enumerated() {
                let line = Int(hunk.newStart) + offset
                let guess = match ?? LineGuesses.search(targets[offset], line, parentPrints)
                guesses.append(guess.map { Int32($0) } ?? -1)
            }
        }
    }

    /// The line of the parent most like a line; of equals the one nearest to its number, and the later of two as near.
    private static func search(_ print: LineFingerprint, _ line: Int, _ parent: [LineFingerprint]) -> Int? {
        var best: Int?
        var bestLikeness = minimumLikeness
        for candidate in parent.indices {
            let likeness = print.likeness(to: parent[candidate])
            if likeness < bestLikeness { continue }
            if likeness == bestLikeness, let best, abs(best - line) < abs(candidate - line) { continue }
            bestLikeness = likeness
            best = candidate
        }
        return best
    }

    /// Passes on the lines that have a counterpart and keeps the others; only with `joins` do parts of different stretches
    /// become one.
    func split(
        _ stretches: [LineStretch], joins: Bool = true, passed: inout [LineStretch],
        kept: inout [LineStretch]
    ) {
        for stretch in stretches {
            var joinsPassed = joins
            var joinsKept = joins
            for offset in 0..<stretch.count {
                let source = stretch.source + offset
                var one = LineStretch(
                    line: stretch.line + offset, source: source, count: 1, marks: stretch.marks)
                if let parent = parentLine(source) {
                    one.source = parent
                    one.marks.insert(.guessed)
                    one.append(to: &passed, joins: joinsPassed)
                    (joinsPassed, joinsKept) = (true, joins)
                } else {
                    one.marks.insert(.kept)
                    one.append(to: &kept, joins: joinsKept)
                    (joinsPassed, joinsKept) = (joins, true)
                }
            }
        }
    }

    private func parentLine(_ line: Int32) -> Int32? {
        var low = 0
        var high = hunks.count
        while low < high {
            let middle = (low + high) / 2
            if hunks[middle].newEnd <= line { low = middle + 1 } else { high = middle }
        }
        guard low < hunks.count, hunks[low].newStart <= line else { return nil }
        let guess = guesses[starts[low] + Int(line - hunks[low].newStart)]
        return guess < 0 ? nil : guess
    }
}

/// Matches the new lines of one hunk with its old ones, the surest pair first and the rest on either side of it, so that
/// lines never cross.
private struct HunkMatcher {
    /// The match of one new line, as far as it is decided.
    private struct Match {
        enum State {
            /// Nothing yet, or no more.
            case unknown
            /// It resembles nothing within reach.
            case hopeless
            /// It has a best counterpart.
            case found
        }
        var state = State.unknown
        var certainty = 0
        var best = -1
        var second = -1
    }

    /// New lines to be matched with old ones, both as ranges of line numbers within the hunk.
    private struct Part {
        var old: Range<Int>
        var new: Range<Int>
    }

    private let old: Range<Int>
    private let targets: [LineFingerprint]
    /// The parent's lines; what has been matched is taken out of them.
    private(set) var parentPrints: [LineFingerprint]
    private var matches: [Match]
    /// Likenesses of each new line with the old lines around the one across from it; -1 where not computed.
    private var likenesses: [Int]
    /// How far from the line across a counterpart is looked for, and how far a choice can so disturb others.
    private let reach: Int
    private let disturbance: Int

    init(old: Range<Int>, targets: [LineFingerprint], _ parentPrints: [LineFingerprint]) {
        self.old = old
        self.targets = targets
        self.parentPrints = parentPrints
        reach = max(0, min(10, old.count - 1))
        disturbance = old.isEmpty ? 0 : ((2 * reach + 1) * targets.count - 1) / old.count
        matches = Array(repeating: Match(), count: targets.count)
        likenesses = Array(repeating: -1, count: old.isEmpty ? 0 : targets.count * (2 * reach + 1))
    }

    /// For each new line its counterpart among the old ones, if it has one.
    mutating func run() -> [Int?] {
        if !old.isEmpty {
            // What comes before the surest pair is matched first, for it may use up the line the parts share.
            var parts = [Part(old: old, new: 0..<targets.count)]
            while let part = parts.popLast() {
                guard let surest = settle(part) else { continue }
                let counterpart = matches[surest].best
                if surest + 1 < part.new.upperBound {
                    parts.append(
                        Part(old: counterpart..<part.old.upperBound, new: surest + 1..<part.new.upperBound))
                }
                if surest > part.new.lowerBound {
                    parts.append(
                        Part(
                            old: part.old.lowerBound..<counterpart + 1, new: part.new.lowerBound..<surest))
                }
            }
        }
        return matches.map { $0.best < 0 ? nil : $0.best }
    }

    /// The old line across from a new one when the sides are scaled to the same length.
    private func across(_ new: Int) -> Int {
        (2 * new + 1) * old.count / (2 * targets.count) + old.lowerBound
    }

    private func slot(_ oldLine: Int, _ new: Int) -> Int {
        oldLine - across(new) + reach + new * (2 * reach + 1)
    }

    /// Finds the surest pair of a part, fixes it and unsettles what it may have changed; `nil` when nothing matches.
    private mutating func settle(_ part: Part) -> Int? {
        var surest: Int?
        for new in part.new {
            if matches[new].state == .unknown { match(new, part.old) }
            guard matches[new].state == .found else { continue }
            if let known = surest, matches[new].certainty <= matches[known].certainty { continue }
            surest = new
        }
        guard let surest else { return nil }
        let counterpart = matches[surest].best
        parentPrints[counterpart].subtract(targets[surest])

        let disturbed =
            max(
                part.new.lowerBound, surest - disturbance)..<min(
                part.new.upperBound, surest + disturbance + 1)
        for new in disturbed where abs(counterpart - across(new)) <= reach {
            likenesses[slot(counterpart, new)] = -1
        }
        for new in disturbed where new != surest && matches[new].state == .found {
            let match = matches[new]
            let crosses =
                new < surest
                ? match.best >= counterpart || match.second >= counterpart
                : match.best <= counterpart || match.second <= counterpart
            if crosses { matches[new].state = .unknown }
        }
        return surest
    }

    private mutating func match(_ new: Int, _ range: Range<Int>) {
        let middle = across(new)
        let first = max(range.lowerBound, middle - reach)
        let end = min(range.upperBound, middle + reach + 1)
        var best = (likeness: 0, line: range.lowerBound)
        var second = best
        var line = first
        while line < end {
            let slot = slot(line, new)
            if likenesses[slot] < 0 {
                // Nearness to the line across decides between lines as like.
                likenesses[slot] =
                    targets[new].likeness(to: parentPrints[line]) * (1000 - abs(line - middle))
            }
            let likeness = likenesses[slot]
            if likeness > best.likeness {
                second = best
                best = (likeness, line)
            } else if likeness > second.likeness {
                second = (likeness, line)
            }
            line += 1
        }
        if best.likeness == 0 {
            matches[new].state = .hopeless
            matches[new].best = -1
        } else {
            matches[new] = Match(
                state: .found, certainty: 2 * best.likeness - second.likeness, best: best.line,
                second: second.line)
        }
    }
}
