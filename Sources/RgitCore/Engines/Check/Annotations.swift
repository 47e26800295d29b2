// Writes findings as CI services read them: commands of GitHub's runner, GitLab's code quality, Markdown for people.

import GitObjects
import Records

/// The forms of findings for what reads logs; nothing in a finding ends a line or controls a terminal.
///
/// A change with a million files must not make a log of a million lines: no form has more than ``maximumCount`` findings.
enum Annotations {
    /// The most findings that are written.
    static let maximumCount = 1000
    /// The most bytes that are written; GitHub takes no summary of a mebibyte.
    private static let maximumSize = 900_000
    /// GitHub shows this many of a step beside the lines.
    private static let countShownByGitHub = 10

    /// The findings in a form and how many of them are written; `sum` says in a line what was checked.
    static func text(
        _ findings: [CheckFinding], as form: CheckRequest.Annotations, sum: String
    ) -> (bytes: [UInt8], count: Int) {
        switch form {
        case .none: return ([], findings.count)
        case .gitlab: return codeQuality(findings)
        case .markdown: return markdown(findings, sum)
        case .github:
            let last = visible(Text("rgit check: \(sum)"), encodesLines: false)
            var (lines, count) = written(oneOfEachRuleFirst(findings), beside: last.count, command)
            lines += last
            if let rest = missing(findings.count - count) { lines += Array("; \(rest)".utf8) }
            lines.append(0x0a)
            return (lines, count)
        }
    }

    /// What is left out, in a few words; `nil` where that is nothing.
    static func missing(_ count: Int) -> String? {
        count > 0 ? "\(count) \(count == 1 ? "finding is" : "findings are") not annotated" : nil
    }

    /// The texts of findings one behind the other, and of how many there was room for beside other bytes; a long one is passed
    /// over.
    private static func written(
        _ findings: [CheckFinding], beside others: Int, _ text: (CheckFinding) -> [UInt8]
    ) -> (bytes: [UInt8], count: Int) {
        // Room for the line that says what is left out.
        let room = maximumSize - others - 100
        var bytes: [UInt8] = []
        var count = 0
        for finding in findings.prefix(maximumCount) {
            let next = text(finding)
            guard bytes.count + next.count <= room else { continue }
            bytes += next
            count += 1
        }
        return (bytes, count)
    }

    /// Where GitHub shows some only, a finding of each rule is to be among them.
    private static func oneOfEachRuleFirst(_ findings: [CheckFinding]) -> [CheckFinding] {
        guard findings.count > countShownByGitHub else { return findings }
        var seen: Set<CheckRule> = []
        var first: [CheckFinding] = []
        var others: [CheckFinding] = []
        for finding in findings {
            if seen.insert(finding.rule).inserted {
                first.append(finding)
            } else if others.count < maximumCount {
                others.append(finding)
            }
        }
        return first + others
    }

    // MARK: GitHub

    /// `::error file=PATH,line=N,title=RULE::MESSAGE`
    private static func command(_ finding: CheckFinding) -> [UInt8] {
        var line = Array("::error ".utf8)
        if let path = finding.path {
            line += Array("file=".utf8) + property(path)
            if let number = finding.line { line += Array(",line=\(number)".utf8) }
            line.append(UInt8(ascii: ","))
        }
        line += Array("title=".utf8) + property(Text(finding.rule.rawValue)) + Array("::".utf8)
        return line + encoded(Text(sentence(finding)), Array("%".utf8)) + [0x0a]
    }

    /// A property's value: what would end it is percent-encoded, too.
    private static func property(_ text: Text) -> [UInt8] { encoded(text, Array("%:,".utf8)) }

    private static func encoded(_ text: Text, _ special: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in visible(text, encodesLines: true) {
            if special.contains(byte) || byte == 0x0d || byte == 0x0a {
                let digits = String(byte, radix: 16, uppercase: true)
                result += Array(("%" + String(repeating: "0", count: 2 - digits.utf8.count) + digits).utf8)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// The message, with the commit that is meant and the reference that is pushed.
    private static func sentence(_ finding: CheckFinding) -> String {
        var text = finding.message.string
        if finding.rule.isAboutCommits, let commit = finding.hexsha {
            text = "commit \(commit.shortName): \(text)"
        }
        if let reference = finding.reference { text = "\(reference): \(text)" }
        return text
    }

    // MARK: GitLab

    private static func codeQuality(_ findings: [CheckFinding]) -> (bytes: [UInt8], count: Int) {
        var writer = ValueWriter(style: .json)
        var count = 0
        writer.objects { writer in
            for finding in findings.prefix(maximumCount) {
                // Escapes make text longer, and a path may be in the message, too.
                var alone = ValueWriter(style: .json)
                entry(finding, &alone)
                // What separates entries and ends them has room, too.
                guard writer.bytes.count + alone.bytes.count + 10 <= maximumSize else { continue }
                count += 1
                entry(finding, &writer)
            }
        }
        return (writer.bytes + [0x0a], count)
    }

    private static func entry(_ finding: CheckFinding, _ writer: inout ValueWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string(sentence(finding))
            writer.key("check_name")
            writer.string("rgit \(finding.rule.rawValue)")
            writer.key("fingerprint")
            writer.string(fingerprint(finding))
            writer.key("severity")
            writer.string("major")
            writer.key("location")
            writer.object { writer in
                writer.key("path")
                // A report needs a path; that of the rules is the nearest where a commit is meant.
                writer.string(finding.path?.string ?? RuleSet.fileName)
                writer.key("lines")
                writer.object { writer in
                    writer.key("begin")
                    writer.integer(finding.line ?? 1)
                }
            }
        }
    }

    /// What tells a finding from all others, and is the same the next time.
    private static func fingerprint(_ finding: CheckFinding) -> String {
        var hash = SHA256()
        let parts = [
            finding.rule.rawValue, finding.line.map(String.init) ?? "", finding.hexsha.map { "\($0)" } ?? "",
            "\(String(describing: finding.limit))", finding.message.string,
        ]
        for part in parts.map({ Array($0.utf8) }) + [finding.path?.bytes ?? []] { hash.add(part + [0]) }
        return "\(hash.finish())"
    }

    // MARK: Markdown

    private static func markdown(
        _ findings: [CheckFinding], _ sum: String
    ) -> (bytes: [UInt8], count: Int) {
        let title = Array("### rgit check\n\n".utf8) + cell(sum) + Array("\n".utf8)
        guard !findings.isEmpty else { return (title, 0) }
        let head = title + Array("\n| rule | path | line | message |\n| --- | --- | --- | --- |\n".utf8)
        var (rows, count) = written(findings, beside: head.count) { finding in
            let cells = [
                finding.rule.rawValue, finding.path?.string ?? "", finding.line.map(String.init) ?? "",
                sentence(finding),
            ]
            return cells.flatMap { Array("| ".utf8) + cell($0) + [0x20] } + Array("|\n".utf8)
        }
        if let rest = missing(findings.count - count) { rows += Array("\n\(rest)\n".utf8) }
        return (head + rows, count)
    }

    /// Text in which nothing means anything to Markdown or HTML.
    private static func cell(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        for byte in visible(Text(text), encodesLines: false) {
            if byte == UInt8(ascii: "<") {
                result += Array("&lt;".utf8)
            } else if byte == UInt8(ascii: "&") {
                result += Array("&amp;".utf8)
            } else {
                if Array("\\`*_{}[]()#+!|~>@".utf8).contains(byte) { result.append(0x5c) }
                result.append(byte)
            }
        }
        return result
    }

    // MARK: Text

    /// The text with control characters, and characters that reorder or hide text, made visible; ends of lines are left to be
    /// encoded where `encodesLines`.
    private static func visible(_ text: Text, encodesLines: Bool) -> [UInt8] {
        var result = ""
        for scalar in text.string.unicodeScalars {
            switch scalar.value {
            case 0x0a, 0x0d: if encodesLines { result.unicodeScalars.append(scalar) } else { fallthrough }
            case 0..<0x20, 0x7f..<0xa0:
                result += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            case 0x061c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff:
                result += "\\u" + String(repeating: "0", count: scalar.value < 0x1000 ? 1 : 0)
                result += String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return Array(result.utf8)
    }
}
