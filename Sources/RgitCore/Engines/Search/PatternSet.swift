// Many patterns compiled for one worker: counts all of them in one pass over a content.

import GitObjects
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
    /// The files it is about; `nil` for all.
    var paths: Pathspec?
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
    /// Finds the patterns that have a string, all at once.
    let scanner: PatternScanner?
    /// Patterns that are searched for one by one.
    private var others: [Int] = []
    private var counts: [Int]
    /// Where the last match of each pattern ends, -1 before there is one.
    private var ends: [Int]
    private var touched: [Int] = []

    /// Compiles patterns; `scanner` finds their strings, made by another set of the same patterns.
    ///
    /// - Throws: a usage error that names the pattern that does not compile.
    init(
        _ rules: [SearchRule], locale: Locale?, scanner: PatternScanner? = nil
    ) throws(RgitError) {
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
        self.scanner = scanner ?? PatternScanner(patterns)
        for (number, pattern) in patterns.enumerated() where pattern.scannedString == nil {
            others.append(number)
        }
    }

    /// How often each pattern matches that does, in the order of the patterns, as `git log -S` counts each.
    ///
    /// - Parameter marks: What the scanner has found in the content, where it is known.
    func counts(_ content: [UInt8], marks: [ContentMark]?) -> [PatternCount] {
        if let marks {
            add(marks, content)
        } else if let scanner {
            var marks: [ContentMark] = []
            unsafe content.withUnsafeBufferPointer { text in
                unsafe scanner.scan(text, starts: 0..<text.count, into: &marks)
            }
            add(marks, content)
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

    private func add(_ marks: [ContentMark], _ content: [UInt8]) {
        guard !marks.isEmpty else { return }
        unsafe content.withUnsafeBufferPointer { text in
            for mark in marks {
                let (number, place) = (Int(mark.number), Int(mark.place))
                if ends[number] > place { continue }
                if ends[number] < 0 { touched.append(number) }
                let (count, end) = unsafe patterns[number].matches(at: place, in: text)
                ends[number] = end
                counts[number] += count
            }
        }
    }
}
