// Every row of the README's table "Coming from git, GitPython, pygit2 or RustyGit", typed in a repository with one of everything.

import Support
import Testing

@Suite struct QuestionTableTests {
    /// A row of the table: the commands in its columns for git and rgit.
    struct Row: Sendable, CustomTestStringConvertible {
        let question: String
        let git: String?
        let rgit: [String]

        var testDescription: String { question }
    }

    /// The rows, in order.
    static let rows: [Row] = {
        var path = #filePath
        if let range = path.firstRange(of: "/Tests/EndToEnd/") { path = String(path[..<range.lowerBound]) }
        guard let bytes = try? FileTree.read(Array("\(path)/README.md".utf8)) else { return [] }
        var rows: [Row] = []
        var isTable = false
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("## ") { isTable = line.hasPrefix("## Coming from git") }
            guard isTable, line.hasPrefix("| "), !line.hasPrefix("| ---"), !line.hasPrefix("| question")
            else { continue }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
                .map { $0.drop { $0 == " " } }
            guard let question = cells.first, cells.count == 6 else { return [] }
            rows.append(
                Row(
                    question: String(question.dropLast()), git: commands(cells[1], of: "git").first,
                    rgit: commands(cells[5], of: "rgit")))
        }
        return rows
    }()

    /// The texts in backticks that begin with a program's name.
    private static func commands(_ cell: Substring, of program: String) -> [String] {
        cell.split(separator: "`").map(String.init).filter { $0.hasPrefix("\(program) ") }
    }

    /// A command with real names in place of the table's.
    private static func filled(_ command: String) -> String {
        var command = command
        let names = [
            "A": "v1.0", "B": "v2.0", "C": "v2.0~1", "REV": "HEAD", "FILE": "src/a.c", "DIR": "src",
        ]
        for (name, value) in names {
            // A letter behind a dash is an option.
            guard let pattern = try? Regex("(^|[^-A-Za-z])\(name)(?![A-Za-z])") else { continue }
            command = command.replacing(pattern) { match in
                String(match.output[1].substring ?? "") + value
            }
        }
        return command
    }

    /// Rows that rgit does not answer.
    private static let unanswered = [
        "archive", "is a signature good",
    ]

    /// Rows whose bare values are not what the command for git prints, and why.
    private static let different = [
        "many objects by name": "no name is given on standard input",
        "merge, rebase or bisection under way": "git says it in sentences",
    ]

    /// Whether git's command for the row prints the same bytes.
    private static func isComparable(_ row: Row) -> Bool {
        let bare = [
            "--value", "--count", "--porcelain", "--numstat", "--name-only", "--name-status", "--raw",
            "--patch",
        ]
        let command = row.rgit.first ?? ""
        return row.git != nil && different[row.question] == nil
            && (bare.contains { command.contains($0) }
                || command.hasPrefix("rgit cat ") && !command.hasSuffix("--batch"))
    }

    @Test func thereIsARowForEveryQuestion() {
        #expect(Self.rows.count >= 92)
        #expect(Set(Self.rows.map(\.question)).count == Self.rows.count)
        let unanswered = Self.rows.filter { row in !row.rgit.contains { $0.hasPrefix("rgit ") } }
        for row in unanswered { #expect(Self.unanswered.contains(row.question), "\(row.question)") }
        #expect(Self.rows.count { Self.isComparable($0) } >= 50)
    }

    @Test func everyRowIsAnsweredAndBareValuesAreGits() throws {
        let repository = try EverydayRepository.make()
        let folder = Rgit.path.dropLast("/rgit".count)
        var runner = repository.rgit.runner
        runner.environment["PATH"] = Array("\(folder):".utf8) + (runner.environment["PATH"] ?? [])
        for row in Self.rows where !Self.unanswered.contains(row.question) {
            for command in row.rgit {
                let result = try runner.run("sh", ["-c", Self.filled(command)])
                #expect(result.exitStatus == 0, "\(row.question): \(Self.filled(command))\n\(result)")
                #expect(result.stderr.isEmpty, "\(row.question): \(result)")
            }
            guard let command = row.git else { continue }
            let expected = try runner.run("sh", ["-c", Self.filled(command)])
            // 1 is git's no.
            #expect(
                [0, 1].contains(expected.exitStatus), "\(row.question): \(Self.filled(command))\n\(expected)")
            guard Self.isComparable(row), let own = row.rgit.first else { continue }
            let result = try runner.run("sh", ["-c", Self.filled(own)])
            #expect(!result.stdout.isEmpty, "\(row.question)")
            #expect(
                result.stdout.withoutUncommittedTimes == expected.stdout.withoutUncommittedTimes,
                "\(row.question): \(Self.filled(own))\n\(result.text)\n\(Self.filled(command))\n\(expected.text)"
            )
        }
    }
}
