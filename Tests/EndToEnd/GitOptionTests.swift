// Every option of git's history commands: answered as git answers it, or refused by name with a reason.

import Support
import Testing

@Suite struct GitOptionTests {
    private static let repository = Result { try RandomHistory(seed: 71).makeRepository() }

    /// The options after which git's answer and rgit's are in the same form, if not the commits' names.
    private static func lines(_ list: GitOptionList, _ words: [String]) -> (git: [String], rgit: [String]) {
        switch list.git {
        case "log" where words.first == "-p" || words.first == "-u" || words.first == "--patch":
            (["log"] + words, ["log", "--patch"] + words)
        case "log": (["log", "--format=%H"] + words, ["log", "--value", "hexsha"] + words)
        case "rev-list": (["rev-list"] + words, ["log", "--value", "hexsha"] + words)
        case "shortlog":
            (
                ["log", "--format=%H"] + words,
                ["contributors", "--fields", "commits", "--tsv"] + words
            )
        case "blame": (["blame", "--porcelain"] + words, ["blame", "--value", "hexsha"] + words)
        case "diff": (["diff", "HEAD~3", "HEAD"] + words, ["diff", "HEAD~3", "HEAD"] + words)
        default:
            (["for-each-ref", "--format=%(refname)"] + words, ["refs", "--value", "path"] + words)
        }
    }

    @Test(arguments: GitOptionList.all) func everyOptionIsAnsweredOrRefusedByName(_ list: GitOptionList)
        throws
    {
        let repository = try Self.repository.get()
        // A file of the history to blame, and for paths.
        let file = try repository.git("ls-files").lines.map(\.text).last { !$0.contains("\"") } ?? ""
        func words(_ line: Substring) -> [String] {
            line.split(separator: " ").map { $0 == "FILE" || $0 == "a.txt" ? file : String($0) }
        }
        for line in list.compared.split(separator: "\n") {
            let (gitWords, rgitWords) = Self.lines(list, words(line))
            let expected = try repository.git.attempt(gitWords)
            #expect(expected.exitStatus == 0, "\(gitWords): \(expected.errorText)")
            let result = try repository.rgit.run(rgitWords)
            #expect(result.exitStatus == 0, "\(rgitWords): \(result.errorText)")
            switch list.git {
            case "shortlog":
                let count = result.lines.dropFirst().compactMap { Int($0.text) }.reduce(0, +)
                #expect(count == expected.lines.count, "\(line)")
            case "blame":
                let commits = expected.lines.map(\.text).filter { text in
                    let columns = text.split(separator: " ")
                    return columns.count >= 3 && columns[0].count == 40 && Int(columns[1]) != nil
                }.map { String($0.prefix(40)) }
                #expect(result.lines.map(\.text) == commits, "\(line)")
            default: #expect(result.stdout == expected.stdout, "\(line)")
            }
        }
        for line in list.answered.split(separator: "\n") {
            let result = try repository.rgit.run([list.rgit] + words(line))
            #expect(result.exitStatus == 0 || result.exitStatus == 1, "\(line): \(result)")
        }
        for option in list.refused.split(whereSeparator: \.isWhitespace) {
            let result = try repository.rgit.run([list.rgit, String(option)])
            #expect(result.exitStatus == 2 && result.stdout.isEmpty, "\(option): \(result)")
            #expect(
                !result.errorText.contains("unknown option") && result.errorText.contains("hint: "),
                "\(option): \(result.errorText)")
        }
    }
}
