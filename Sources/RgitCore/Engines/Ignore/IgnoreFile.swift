// One ignore file understood: its patterns in order, of which the last that matches a path decides.

import GitObjects

/// The patterns of one `.gitignore`, of `info/exclude` or of `core.excludesFile`.
struct IgnoreFile: Sendable {
    /// The number of patterns that are compiled when the file is read. Those of a file with more are compiled whenever they
    /// are compared: a compiled one takes some KiB.
    private static let maximumCompiled = 4096

    /// The file as `git check-ignore -v` names it.
    let name: [UInt8]
    /// The directory whose paths it is about, with a slash at its end; empty for the whole working tree.
    let directory: [UInt8]
    private let content: [UInt8]
    private let ignoringCase: Bool
    private let patterns: [IgnorePattern]
    /// The compiled wildcards, by their patterns' numbers.
    private let compiled: [Wildmatch]

    /// Reads a file's content.
    init(_ content: [UInt8], name: [UInt8], directory: [UInt8] = [], ignoringCase: Bool) {
        self.name = name
        self.directory = directory
        self.content = content
        self.ignoringCase = ignoringCase
        var patterns: [IgnorePattern] = []
        var compiled: [Wildmatch] = []
        var start = content.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var line = 1
        while start < content.count {
            let end = content[start...].firstIndex(of: 0x0a) ?? content.count
            if end > start, content[start] != UInt8(ascii: "#") {
                let text = IgnoreFile.trimmed(content, start..<end)
                let pattern = IgnorePattern(content, text, line: line, wildcardNumber: compiled.count)
                if case .wildcards = pattern.form, compiled.count < IgnoreFile.maximumCompiled {
                    compiled.append(pattern.compiled(content, ignoringCase: ignoringCase))
                }
                patterns.append(pattern)
            }
            start = end + 1
            line += 1
        }
        self.patterns = patterns
        self.compiled = compiled
    }

    /// Whether no path can match.
    var isEmpty: Bool { patterns.isEmpty }

    /// A line without its carriage return, what follows a NUL, and spaces at its end that no backslash protects.
    private static func trimmed(_ content: [UInt8], _ line: Range<Int>) -> Range<Int> {
        var end = line.upperBound
        if content[end - 1] == 0x0d { end -= 1 }
        var spaces: Int?
        var index = line.lowerBound
        while index < end {
            switch content[index] {
            case 0: return line.lowerBound..<(spaces ?? index)
            case 0x20: if spaces == nil { spaces = index }
            case 0x5c:
                index += 1
                // A backslash at the very end protects everything before it.
                if index == end || content[index] == 0 { return line.lowerBound..<index }
                spaces = nil
            default: spaces = nil
            }
            index += 1
        }
        return line.lowerBound..<(spaces ?? end)
    }

    /// The last pattern that matches a path; `nil` where none does.
    ///
    /// - Parameters:
    ///   - path: The path from the top of the working tree.
    ///   - nameStart: Where its last component begins.
    ///   - isDirectory: Asked where a pattern is only about directories.
    func lastMatch(_ path: [UInt8], nameStart: Int, isDirectory: () -> Bool) -> IgnoreMatch? {
        // Where the part of the path begins that patterns with a slash are about.
        let relativeStart = belongs(path) ? directory.count : nil
        for pattern in patterns.reversed() {
            let from = pattern.onlyBaseName ? nameStart : relativeStart
            guard let from, matches(pattern, path, from) else { continue }
            if pattern.onlyDirectories, !isDirectory() { continue }
            return IgnoreMatch(
                source: name, line: pattern.line, pattern: Array(content[pattern.text]),
                isNegative: pattern.isNegative, onlyDirectories: pattern.onlyDirectories)
        }
        return nil
    }

    private func belongs(_ path: [UInt8]) -> Bool {
        path.count >= directory.count
            && agree(directory, directory.startIndex, path, path.startIndex, directory.count)
    }

    private func matches(_ pattern: IgnorePattern, _ path: [UInt8], _ from: Int) -> Bool {
        var start = pattern.text.lowerBound
        let end = pattern.text.upperBound
        let length = path.count - from
        switch pattern.form {
        case .literal:
            if !pattern.onlyBaseName, content[start] == 0x2f { start += 1 }
            return end - start == length && agree(content, start, path, from, length)
        case .suffix:
            let count = end - start - 1
            return count <= length && agree(content, start + 1, path, path.count - count, count)
        case .wildcards(let offset, let number):
            var skipped = from
            if !pattern.onlyBaseName {
                var plain = Int(offset)
                if content[start] == 0x2f {
                    start += 1
                    plain -= 1
                }
                guard plain <= length, agree(content, start, path, from, plain) else { return false }
                skipped += plain
            }
            if Int(number) < compiled.count { return compiled[Int(number)].matches(path[skipped...]) }
            return pattern.compiled(content, ignoringCase: ignoringCase).matches(path[skipped...])
        }
    }

    /// Whether `count` bytes are the same.
    private func agree(
        _ left: [UInt8], _ leftStart: Int, _ right: [UInt8], _ rightStart: Int, _ count: Int
    ) -> Bool {
        for offset in 0..<count {
            let one = left[leftStart + offset]
            let other = right[rightStart + offset]
            if one != other, !ignoringCase || ASCII.lowercased(one) != ASCII.lowercased(other) {
                return false
            }
        }
        return true
    }
}

/// The pattern that decides about a path.
struct IgnoreMatch: Sendable, Equatable {
    /// The file it is in, as git names it.
    var source: [UInt8]
    /// The line, from 1.
    var line: Int
    /// The pattern without `!` and the slash at its end.
    var pattern: [UInt8]
    /// Whether the path is taken back.
    var isNegative: Bool
    /// Whether the pattern is only about directories.
    var onlyDirectories: Bool

    /// The pattern as it is written.
    var text: [UInt8] {
        (isNegative ? [UInt8(ascii: "!")] : []) + pattern + (onlyDirectories ? [0x2f] : [])
    }
}
