// Many patterns compiled for one worker: counts all of them in one pass over a content.

import Records

/// A pattern that is searched for.
struct SearchRule: Sendable {
    /// The string or expression.
    var pattern: Text
    /// What it is called; `nil` for one that was given without a name.
    var name: Text?
    /// Whether it is an extended regular expression.
    var isExpression: Bool
    /// Whether case does not matter.
    var ignoresCase: Bool
}

/// How often a pattern matches.
struct PatternCount: Equatable, Sendable {
    /// The number of the pattern.
    var pattern: Int32
    var count: Int32
}

/// Compiled patterns. They belong to one worker.
final class PatternSet {
    /// The patterns, in their order.
    let patterns: [SearchPattern]
    /// Patterns that are found by a string: one search for those whose case matters, and one for the others.
    private var searches: [(search: KeywordSearch, patterns: [Int])] = []
    /// Patterns that are searched for one by one.
    private var others: [Int] = []
    private var counts: [Int]
    /// Where the last match of each pattern ends, -1 before there is one.
    private var ends: [Int]
    private var touched: [Int] = []

    /// Compiles patterns.
    ///
    /// - Throws: a usage error that names the pattern that does not compile.
    init(_ rules: [SearchRule], locale: Locale?) throws(RgitError) {
        var patterns: [SearchPattern] = []
        for rule in rules {
            patterns.append(
                rule.isExpression
                    ? try SearchPattern(
                        expression: rule.pattern.bytes, ignoresCase: rule.ignoresCase, locale: locale)
                    : try SearchPattern(
                        bytes: rule.pattern.bytes, ignoresCase: rule.ignoresCase, locale: locale))
        }
        self.patterns = patterns
        counts = Array(repeating: 0, count: patterns.count)
        ends = Array(repeating: -1, count: patterns.count)
        var found: [Bool: [Int]] = [:]
        for (number, pattern) in patterns.enumerated() {
            if let required = pattern.required, required.needle.count >= KeywordSearch.minimumLength {
                found[required.ignoresCase, default: []].append(number)
            } else {
                others.append(number)
            }
        }
        for ignoresCase in [false, true] {
            let numbers = found[ignoresCase] ?? []
            let keywords = numbers.map { patterns[$0].required?.needle ?? [] }
            // One string alone is found faster by its rarest byte.
            if numbers.count > 1, let search = KeywordSearch(keywords, ignoresCase: ignoresCase) {
                searches.append((search, numbers))
            } else {
                others += numbers
            }
        }
    }

    /// How often each pattern matches that does, in the order of the patterns, as `git log -S` counts each.
    func counts(_ content: [UInt8]) -> [PatternCount] {
        for (search, numbers) in searches {
            unsafe content.withUnsafeBufferPointer { text in
                unsafe search.visit(text) { keyword, place in
                    let number = numbers[keyword]
                    if ends[number] > place { return }
                    if ends[number] < 0 { touched.append(number) }
                    let (count, end) = unsafe patterns[number].matches(at: place, in: text)
                    ends[number] = end
                    counts[number] += count
                }
            }
        }
        for number in others {
            let count = patterns[number].count(content)
            guard count > 0 else { continue }
            counts[number] = count
            touched.append(number)
        }
        guard !touched.isEmpty else { return [] }
        touched.sort()
        var result: [PatternCount] = []
        for number in touched {
            if counts[number] > 0 {
                result.append(
                    PatternCount(
                        pattern: Int32(truncatingIfNeeded: number),
                        count: Int32(truncatingIfNeeded: counts[number])))
            }
            counts[number] = 0
            ends[number] = -1
        }
        touched.removeAll(keepingCapacity: true)
        return result
    }
}
