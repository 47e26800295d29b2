// Finds the strings of patterns in blobs while these are read, so that of a version only what its delta changed is searched.

import GitObjects

/// What the readers of all workers search blobs for: the strings that patterns need.
final class PatternScanner: ContentScanner {
    let reach: Int
    private let singles: [Single]
    private let groups: [(search: KeywordSearch, patterns: [UInt32])]

    // A tuple would be copied by its type's description.
    private struct Single {
        let search: ByteSearch
        let pattern: UInt32
    }

    /// Prepares a search for the strings of patterns, which are numbered by their places; `nil` where none is worth it.
    ///
    /// A single string is found by its two rarest bytes, many by a table for those whose case matters and one for the others.
    init?(_ patterns: [SearchPattern]) {
        var found: [Bool: [UInt32]] = [:]
        var reach = 0
        for (number, pattern) in patterns.enumerated() {
            guard let needle = pattern.scannedString else { continue }
            found[needle.ignoresCase, default: []].append(UInt32(truncatingIfNeeded: number))
            reach = max(reach, needle.needle.count)
        }
        var singles: [Single] = []
        var groups: [(search: KeywordSearch, patterns: [UInt32])] = []
        for ignoresCase in [false, true] {
            let numbers = found[ignoresCase] ?? []
            let searches = numbers.compactMap { patterns[Int($0)].scannedString }
            if searches.count > 1,
                let search = KeywordSearch(searches.map(\.needle), ignoresCase: ignoresCase)
            {
                groups.append((search, numbers))
            } else {
                singles += zip(searches, numbers).map { Single(search: $0, pattern: $1) }
            }
        }
        guard reach > 0 else { return nil }
        self.reach = reach
        self.singles = singles
        self.groups = groups
    }

    func scan(_ text: UnsafeBufferPointer<UInt8>, starts: Range<Int>, into marks: inout [ContentMark]) {
        let end = min(text.count, starts.upperBound + reach - 1)
        guard starts.lowerBound < end else { return }
        let part = unsafe UnsafeBufferPointer(rebasing: text[starts.lowerBound..<end])
        let known = marks.count
        func add(_ place: Int, _ pattern: UInt32) {
            let place = place + starts.lowerBound
            guard place < starts.upperBound else { return }
            marks.append(ContentMark(place: UInt32(truncatingIfNeeded: place), number: pattern))
        }
        for single in singles {
            unsafe single.search.visit(part) { place in
                add(place, single.pattern)
                return place + 1
            }
        }
        for (search, patterns) in groups {
            unsafe search.visit(part, before: starts.count) { add($1, patterns[$0]) }
        }
        guard marks.count > known + 1, singles.count > 1 || !groups.isEmpty else { return }
        marks[known...].sort { ($0.place, $0.number) < ($1.place, $1.number) }
    }
}

extension SearchPattern {
    /// The string by which a scanner finds the pattern; `nil` where the pattern has none of a useful length.
    var scannedString: ByteSearch? {
        guard let required, required.needle.count >= KeywordSearch.minimumLength else { return nil }
        return required
    }
}
