// The function names in the headers of hunks, for every driver of git's, beside git.

import Support
import Testing

@Suite struct FunctionNameTests {
    /// The drivers git 2.39 comes with.
    static let drivers = [
        "ada", "bash", "bibtex", "cpp", "csharp", "css", "default", "dts", "elixir", "fortran", "fountain",
        "golang", "html", "java", "kotlin", "markdown", "matlab", "objc", "pascal", "perl", "php", "python",
        "ruby", "rust", "scheme", "tex",
    ]

    /// Words, marks and whole lines that the drivers look for.
    private static let pieces = [
        "procedure", "function", "Package", "protected", "task", "renames", "is new", "is separate", "with",
        "class", "def", "async", "module", "struct", "interface", "enum", "namespace", "public", "static",
        "abstract", "final", "record", "trait", "impl", "fn", "pub", "pub(crate)", "unsafe", "extern \"C\"",
        "macro_rules!", "func", "type", "fun", "test", "defmodule", "defp", "define", "define-syntax",
        "library", "PROGRAM", "SUBROUTINE", "END", "BLOCK DATA", "MODULE PROCEDURE", "constructor",
        "initialization", "classdef", "sub", "package", "BEGIN", "=head1", "@interface", "@implementation",
        "@article", "@", "\\section", "\\subsubsection*", "\\chapter", "INT.", "ext ", "i/e", ".scene", "..",
        "#", "##", "###", "%%", "%%%", "<h1>", "<H2 class>", "<h7>", "name", "Name", "_x", "x9", "return",
        "if", "else", "for", "while", "do", "switch", "case", "throw", "catch", "new", "using", "instanceof",
        "label:", "::", "public:", "(", ")", "()", "( )", "{", "}", "[[", "((", "[", "]", ";", ":", "=", "/",
        "&", "!", "'", "\"", ",", "<", ">", "*", "-", "+", "~", "$", "^", "|", "\\", "%", "?", "a::b", "int",
        "void f(int)", "\u{e9}", "\u{4e2d}", "- (void) run", "+ (id) x", "C comment", "* star", "body",
        "div.x", "#id", "@media", "a { color: red }", "key = value", "foo() {", "function foo {", "x = class",
        "y = record", "/ {", "&node {", "namespace a.b",
    ]

    private static func line(_ random: inout SplitMix64) -> String {
        var line = random.pick(["", "", "", " ", "  ", "\t", "    ", "\t "])
        for _ in 0..<(1 + random.below(6)) {
            line += random.pick(pieces) + random.pick(["", " ", " ", "\t", "  "])
        }
        if random.percent(4) { line += String(repeating: "long ", count: 20) }
        return line + random.pick(["\n", "\n", "\n", "\r\n"])
    }

    /// Every line stands before a change of its own, so that each is asked for.
    private func compare(_ repository: ScratchRepository, _ path: String, seed: UInt64, count: Int) throws {
        var random = SplitMix64(seed: seed)
        var old = ""
        var new = ""
        for number in 0..<count {
            let line = Self.line(&random)
            old += line + "  1 same\n  2 same\n  3 old \(number)\n"
            new += line + "  1 same\n  2 same\n  3 new \(number)\n"
        }
        try repository.write(path, old)
        try repository.git("add", "-A")
        try repository.write(path, new)
        for context in ["-U0", "-U1"] {
            let expected = try repository.git("diff", context, "--", path)
            let result = try repository.rgit("diff", context, "--", path)
            let names = expected.lines.filter { $0.starts(with: Array("@@".utf8)) }
            #expect(names.count >= count)
            let found = result.lines.filter { $0.starts(with: Array("@@".utf8)) }
            for (one, other) in zip(names, found) where one != other {
                Issue.record("\(path) \(context)\n\(one.text)\n\(other.text)")
                break
            }
            let isSame = expected.stdout == result.stdout
            #expect(isSame, "\(path) \(context)")
        }
    }

    @Test(arguments: drivers) func theDriverChoosesTheLinesThatGitChooses(_ driver: String) throws {
        let repository = try ScratchRepository()
        try repository.write(".gitattributes", "* diff=\(driver)\n")
        try compare(repository, "f", seed: 1000, count: 600)
    }

    @Test func linesOfSourceAreNamedAsInGit() throws {
        let sources: [(String, String)] = [
            (
                "cpp",
                "struct a {\n\tint b;\n};\nint\nmain(void)\n{\nout:\n\tx();\n  private:\n::std::x f()\n{\n"
            ),
            ("python", "class A:\n    async def f(self):\n        pass\n\tdef g():\nx = 1\n"),
            ("perl", "package A;\nsub f ($$) {\n}\nsub g : lvalue {\nBEGIN {\n=head2 Name\n"),
            (
                "java",
                "public class A extends B {\n  private static <T> List<T> f(int a) {\n    return f(1);\n"
            ),
            ("rust", "pub(crate) async fn f<T>() {\nimpl<T> A for B {\n    macro_rules! m {\nstruct S;\n"),
            ("golang", "func (a *B) C() {\ntype T struct {\n\tx int\n}\n"),
            ("php", "abstract class A {\n  final public static function f() {\n"),
            ("matlab", "function y = f(x)\n%% Section\nclassdef A\n## octave\n"),
        ]
        for (driver, text) in sources {
            let repository = try ScratchRepository()
            try repository.write(".gitattributes", "* diff=\(driver)\n")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            func file(_ last: String) -> String {
                lines.map { "\($0)\n  a\n  b\n  c\n  d\n  e\n  f\n  \(last)\n" }.joined()
            }
            try repository.write("f", file("old"))
            try repository.git("add", "-A")
            try repository.write("f", file("new"))
            for options in [["-p"], ["-p", "-W"], ["-U0", "-W"]] {
                let expected = try repository.git.run(["diff"] + options)
                #expect(expected.lines.count > 20)
                let result = try repository.rgit.run(["diff"] + options)
                #expect(result.text == expected.text, "\(driver) \(options)")
            }
        }
    }

    @Test func settingsChooseLines() throws {
        let repository = try ScratchRepository()
        try repository.write(".gitattributes", "* diff=mine\n*.py diff=python\n*.d diff=other\n")
        for (key, value) in [
            ("diff.mine.xfuncname", "!^ *no\n^ *(yes|no|[a-z]+) .*$"), ("diff.mine.funcname", "^x\\(.*\\)$"),
            ("diff.mine.xfuncname", "^[[:space:]]*(\\(|[{}])"),
            ("diff.python.funcname", "^\\(class\\|def\\) .*"),
            ("diff.default.xfuncname", "^(.)"), ("diff.mine.xfuncname", "name$"),
        ] {
            try repository.git("config", "--add", key, value)
            for path in ["f", "f.py", "f.d"] { try compare(repository, path, seed: 77, count: 60) }
        }
        try repository.write("f", "other\n")
        for value in ["!^no", "("] {
            try repository.git("config", "--add", "diff.mine.xfuncname", value)
            let result = try repository.rgit("diff", "-p", "--", "f")
            #expect(result.exitStatus == 3 && !result.stderr.isEmpty, "\(result)")
        }
    }
}
