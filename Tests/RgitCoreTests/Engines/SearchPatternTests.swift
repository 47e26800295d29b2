// What is derived from regular expressions, and the search for strings of bytes, beside plain counting.

import GitObjects
import Records
import Support
import Testing

@testable import RgitCore

@Suite struct SearchPatternTests {
    @Test(arguments: [
        ("needle", "needle", true), ("a.needle", "needle", true), ("needles?", "needle", true),
        ("ab+cd", "ab", true),
        ("(ab|cd)efg", "efg", true), ("ab|cd", "", true), ("x{0,3}abc", "abc", true), ("x{2}y", "x", true),
        ("a\\.b", "a.b", true), ("\\bword\\b", "word", true), ("[a-z]long", "long", true),
        ("[^x]long", "long", true),
        ("[[:space:]]x", "x", false), ("[[:alpha:]]x", "x", true), ("\\sx", "", false), ("^ab$", "ab", true),
        ("*a", "", false),
        ("a{x", "", false), ("(a", "", false), ("a\nb", "a", false), ("éa", "a", true), ("a\\1", "", false),
        ("[\u{1}-z]ab", "ab", false), ("[]a]bc", "bc", true), ("a**bc", "bc", true), ("a)", "", false),
    ])
    func literals(source: String, literal: String, staysInLine: Bool) {
        let analysis = PatternAnalysis(Array(source.utf8))
        #expect(analysis.literal == Array(literal.utf8), "\(source)")
        #expect(analysis.staysInLine == staysInLine, "\(source)")
        #expect(analysis.isLiteral == (source == "needle"), "\(source)")
    }

    @Test func randomTexts() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<2000 {
            let text = (0..<random.below(60)).map { _ in random.pick(Array("aAbB\n_".utf8)) }
            let needle = (0..<1 + random.below(4)).map { _ in random.pick(Array("abB_".utf8)) }
            for ignoresCase in [false, true] {
                let fold = { (bytes: [UInt8]) in
                    ignoresCase ? bytes.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 } : bytes
                }
                let (text, wanted) = (fold(text), fold(needle))
                var count = 0
                var place = 0
                while place + wanted.count <= text.count {
                    if Array(text[place..<place + wanted.count]) == wanted {
                        count += 1
                        place += wanted.count
                    } else {
                        place += 1
                    }
                }
                let pattern = try SearchPattern(bytes: needle, ignoresCase: ignoresCase, locale: nil)
                #expect(pattern.count(text) == count, "\(needle) in \(text)")
                let lines = text.split(separator: 0x0a, omittingEmptySubsequences: true).filter { line in
                    line.indices.contains { line[$0...].starts(with: wanted) }
                }
                #expect(pattern.tally(text).count == lines.count, "\(needle) in \(text)")
            }
        }
    }

    /// An expression with a known literal counts as one without.
    @Test func expressionsWithLiterals() throws {
        let text = Array("foo bar\nbarfoo foo\nfoofoo\n\nfoo".utf8)
        for (source, equal) in [
            ("foo+", "(f)oo+"), ("^foo", "^(f)oo"), ("foo$", "(f)oo$"), ("fo.", "(f)o."),
            ("foo\\b", "(f)oo\\b"),
        ] {
            let with = try SearchPattern(expression: Array(source.utf8), ignoresCase: false, locale: nil)
            let without = try SearchPattern(expression: Array(equal.utf8), ignoresCase: false, locale: nil)
            #expect(with.count(text) == without.count(text), "\(source)")
            #expect(with.tally(text) == without.tally(text), "\(source)")
        }
    }

    /// What a scanner finds piece by piece, and what patterns make of it, is what a search through the whole text finds.
    @Test func scannedTexts() throws {
        var random = SplitMix64(seed: 6)
        for round in 0..<300 {
            let text = (0..<random.below(300)).map { _ in random.pick(Array("aAbB\n_".utf8)) }
            let rules = (0..<1 + random.below(4)).map { _ in
                let needle = (0..<3 + random.below(3)).map { _ in random.pick(Array("abB".utf8)) }
                return SearchRule(
                    pattern: Text(needle), isExpression: round % 3 == 0, ignoresCase: random.below(3) == 0)
            }
            let set = try PatternSet(rules, locale: nil)
            let scanner = try #require(set.scanner)
            var marks: [ContentMark] = []
            unsafe text.withUnsafeBufferPointer { buffer in
                var start = 0
                while start < text.count {
                    let end = min(text.count, start + 1 + random.below(60))
                    unsafe scanner.scan(buffer, starts: start..<end, into: &marks)
                    start = end
                }
            }
            let expected = set.patterns.enumerated().compactMap { number, pattern in
                let count = pattern.count(text)
                return count == 0 ? nil : PatternCount(pattern: Int32(number), count: Int32(count))
            }
            #expect(set.counts(text, marks: marks) == expected)
            #expect(set.counts(text, marks: nil) == expected)
            if rules.count == 1 {
                #expect(set.patterns[0].tally(text, marks: marks) == set.patterns[0].tally(text))
            }
        }
    }
}
