// Every option of git's history commands: answered as git answers it, or refused by name with a reason.

import Support
import Testing

@Suite struct GitOptionTests {
    private static let repository = Result { try RandomHistory(seed: 72).makeRepository() }

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
        case "blame": (["blame", "--porcelain"] + words, ["blame", "--porcelain"] + words)
        case "diff": (["diff", "HEAD~3", "HEAD"] + words, ["diff", "HEAD~3", "HEAD"] + words)
        default:
            (["for-each-ref", "--format=%(refname)"] + words, ["refs", "--value", "path"] + words)
        }
    }

    @Test(arguments: GitOptionList.all) func everyOptionIsAnsweredOrRefusedByName(_ list: GitOptionList)
        throws
    {
        let repository = try Self.repository.get()
        // A file to blame, and for paths, that was there three commits before.
        let old = try repository.git("ls-tree", "-r", "--name-only", "HEAD~3").lines.map(\.text)
        let now = try repository.git("ls-files", "-s").lines.map(\.text).filter { $0.hasPrefix("100") }
        let names = Set(now.compactMap { $0.split(separator: "\t").last.map(String.init) })
        let file = try #require(old.last { names.contains($0) && !$0.contains(" ") && !$0.hasPrefix("\"") })
        func words(_ line: Substring) -> [String] {
            line.split(separator: " ").map { word in
                word == "FILE" || word == "a.txt"
                    ? file : word.hasSuffix(":FILE") ? word.dropLast(4) + file : String(word)
            }
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
            case "rev-list":
                // Git puts a mark before the names of some commits; rows have fields for them.
                let names = expected.lines.map { $0.text.drop { "-=+<>".contains($0) } }
                #expect(result.lines.map { $0.text[...] } == names, "\(line)")
            default:
                let place = zip(result.lines, expected.lines).first { $0 != $1 }
                #expect(
                    result.stdout == expected.stdout,
                    "\(line): \(place.map { "\($0.text) for \($1.text)" } ?? "")")
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
