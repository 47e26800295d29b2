// The rules of the languages that git comes with: each chooses the lines that git 2.39 chooses for its driver.

/// The building blocks of the expressions below.
private enum Part {
    /// Blanks and tabs, or none.
    static let space = "[ \t]*"
    /// Blanks and tabs, at least one.
    static let gap = "[ \t]+"
    /// One blank or tab.
    static let blank = "[ \t]"
    /// An identifier as C has them.
    static let identifier = "[A-Za-z_][A-Za-z_0-9]*"

    /// One of some alternatives.
    static func oneOf(_ alternatives: String...) -> String { "(" + alternatives.joined(separator: "|") + ")" }
    /// Any number of some words, each with space behind it.
    static func anyOf(_ words: String...) -> String { "((" + words.joined(separator: "|") + ")" + gap + ")*" }
    /// A line of which all but the indentation is shown.
    static func line(_ text: String) -> String { "^" + space + "(" + text + ")$" }
    /// The beginning of a line, indented or not.
    static func start(_ text: String) -> String { "^" + space + text }
}

extension FunctionNameRules {
    /// The drivers with rules, by name.
    static let builtIn: [String: FunctionNameRules] = [
        "ada": ada, "bash": bash, "bibtex": bibtex, "cpp": cpp, "csharp": csharp, "css": css, "dts": dts,
        "elixir": elixir, "fortran": fortran, "fountain": fountain, "golang": golang, "html": html,
        "java": java, "kotlin": kotlin, "markdown": markdown, "matlab": matlab, "objc": objc,
        "pascal": pascal, "perl": perl, "php": php, "python": python, "ruby": ruby, "rust": rust,
        "scheme": scheme, "tex": tex,
    ]

    /// Subprograms and packages, but not what only renames or instantiates one.
    private static let ada = FunctionNameRules(
        rejecting: [
            "^(.*\(Part.blank))?"
                + Part.oneOf("is\(Part.gap)new", "renames", "is\(Part.gap)separate")
                + "(\(Part.blank).*)?$",
            Part.start("with\(Part.blank).*$"),
        ],
        choosing: [
            Part.line(Part.oneOf("procedure", "function") + Part.gap + ".*"),
            Part.line(Part.oneOf("package", "protected", "task") + Part.gap + ".*"),
        ],
        ignoringCase: true, first: ByteSet("pft", ignoringCase: true))

    /// `name ()`, or `function name` with the beginning of the compound command that it names.
    private static let bash: FunctionNameRules = {
        let parentheses = "\\(\(Part.space)\\)"
        let named = Part.identifier + Part.space + parentheses
        let keyword =
            "function" + Part.gap + Part.identifier + Part.oneOf(Part.space + parentheses, Part.gap)
        let command = Part.oneOf("\\{", "\\(\\(?", "\\[\\[")
        return FunctionNameRules(
            choosing: [Part.start("(" + named + "|" + keyword + Part.space + command + ")")],
            first: .identifierStart)
    }()

    /// An entry up to its key.
    private static let bibtex = FunctionNameRules(
        choosing: [
            "(@[a-zA-Z]+\(Part.space)\\{?\(Part.space)[^ \t\"@',\\#}{~%]*).*$"
        ])

    /// Whatever stands unindented and begins as an identifier does, but not labels and access specifiers.
    private static let cpp = FunctionNameRules(
        rejecting: [Part.start("\(Part.identifier):[[:space:]]*($|/[/*])")],
        choosing: ["^((::[[:space:]]*)?[A-Za-z_].*)$"],
        first: ByteSet.identifierStart.union(ByteSet(":")), allowsIndent: false)

    private static let csharp: FunctionNameRules = {
        let type = "[][<>@.~_[:alnum:]]+"
        func member(_ rest: String, _ more: String...) -> String {
            let words = [
                "static", "public", "internal", "private", "protected", "new", "virtual", "sealed",
                "override",
                "unsafe",
            ]
            let modifiers = "((" + (words + more).joined(separator: "|") + ")" + Part.gap + ")*"
            return "^\(Part.space)(\(modifiers)\(type)\(Part.gap)\(rest))\(Part.space)$"
        }
        return FunctionNameRules(
            rejecting: [
                Part.start(
                    Part.oneOf(
                        "do", "while", "for", "if", "else", "instanceof", "new", "return", "switch", "case",
                        "throw", "catch", "using"))
            ],
            choosing: [
                // Methods, properties, types, and namespaces.
                member("[<>@._[:alnum:]]+\(Part.space)\\(.*\\)", "async"),
                member("[@._[:alnum:]]+"),
                Part.line(
                    Part.anyOf(
                        "static", "public", "internal", "private", "protected", "new", "unsafe", "sealed",
                        "abstract", "partial")
                        + Part.oneOf("class", "enum", "interface", "struct", "record") + Part.gap + ".*"),
                Part.line("namespace\(Part.gap).*"),
            ])
    }()

    /// Selectors, not declarations.
    private static let css = FunctionNameRules(
        rejecting: ["[:;][[:space:]]*$"],
        choosing: ["^[:[@.#]?[_a-z0-9].*$"], ignoringCase: true, allowsIndent: false)

    /// Nodes and the root.
    private static let dts = FunctionNameRules(
        rejecting: [";", "="],
        choosing: [Part.start("((/\(Part.space)\\{|&?[a-zA-Z_]).*)")],
        first: ByteSet.identifierStart.union(ByteSet("/&")))

    private static let elixir = FunctionNameRules(
        choosing: [
            Part.line(
                Part.oneOf("def" + Part.oneOf("macro", "module", "impl", "protocol", "p") + "?", "test")
                    + Part.blank + ".*")
        ], first: ByteSet("dt"))

    /// Program units and their ends, but neither comments nor procedures of a module's interface.
    private static let fortran = FunctionNameRules(
        rejecting: [
            "^([C*]|\(Part.space)!)",
            Part.start("MODULE\(Part.gap)PROCEDURE\(Part.blank)"),
        ],
        choosing: [
            Part.line(
                "(END\(Part.gap))?"
                    + Part.oneOf(
                        "PROGRAM", "MODULE", "BLOCK\(Part.gap)DATA",
                        "([^!'\" \t]+\(Part.gap))*" + Part.oneOf("SUBROUTINE", "FUNCTION"))
                    + Part.gap + "[A-Z].*")
        ], ignoringCase: true)

    /// The headings of scenes.
    private static let fountain = FunctionNameRules(
        choosing: ["^((\\.[^.]|" + Part.oneOf("int", "ext", "est", "int\\.?/ext", "i/e") + "[. ]).*)$"],
        ignoringCase: true, first: ByteSet(".ie", ignoringCase: true), allowsIndent: false)

    private static let golang = FunctionNameRules(
        choosing: [
            Part.start("(func\(Part.space).*(\\{\(Part.space))?)"),
            Part.start(
                "(type\(Part.blank).*" + Part.oneOf("struct", "interface")
                    + "\(Part.space)(\\{\(Part.space))?)"),
        ], first: ByteSet("ft"))

    private static let html = FunctionNameRules(
        choosing: [Part.line("<[Hh][1-6](\(Part.blank).*)?>.*")], first: ByteSet("<"))

    private static let java = FunctionNameRules(
        rejecting: [
            Part.start(
                Part.oneOf(
                    "catch", "do", "for", "if", "instanceof", "new", "return", "switch", "throw", "while"))
        ],
        choosing: [
            // Types, then methods and constructors.
            Part.line(
                "([a-z]+\(Part.gap))*" + Part.oneOf("class", "enum", "interface") + Part.gap
                    + "[A-Za-z][A-Za-z0-9_$]*" + Part.gap + ".*"),
            Part.line(
                "([A-Za-z_<>&][][?&<>.,A-Za-z_0-9]*\(Part.gap))+\(Part.identifier)\(Part.space)\\([^;]*"),
        ],
        first: ByteSet.identifierStart.union(ByteSet("<>&")))

    private static let kotlin = FunctionNameRules(
        choosing: [
            Part.line("([a-z]+\(Part.gap))*" + Part.oneOf("fun", "class", "interface") + Part.gap + ".*")
        ],
        first: ByteSet.identifierStart)

    private static let markdown = FunctionNameRules(
        choosing: ["^ {0,3}#{1,6}\(Part.blank).*"], first: ByteSet("#"))

    /// Classes, functions and sections; those of Octave too.
    private static let matlab = FunctionNameRules(
        choosing: [
            "^[[:space:]]*(" + Part.oneOf("classdef", "function") + "[[:space:]].*)$|^"
                + Part.oneOf("%%%?", "##") + "[[:space:]].*$"
        ])

    private static let objc = FunctionNameRules(
        rejecting: [Part.start(Part.oneOf("do", "for", "if", "else", "return", "switch", "while"))],
        choosing: [
            // Methods, functions of C, then classes and protocols.
            Part.line(
                "[-+]\(Part.space)\\(\(Part.space)[A-Za-z_][A-Za-z_0-9* \t]*\\)\(Part.space)[A-Za-z_].*"),
            Part.line("(\(Part.identifier)\(Part.gap))+\(Part.identifier)\(Part.space)\\([^;]*"),
            "^(@" + Part.oneOf("implementation", "interface", "protocol") + "\(Part.blank).*)$",
        ], first: ByteSet.identifierStart.union(ByteSet("-+@")))

    private static let pascal = FunctionNameRules(
        choosing: [
            "^("
                + Part.oneOf(
                    "(class\(Part.gap))?" + Part.oneOf("procedure", "function"), "constructor", "destructor",
                    "interface", "implementation", "initialization", "finalization")
                + "\(Part.space).*)$",
            "^(.*=\(Part.space)" + Part.oneOf("class", "record") + ".*)$",
        ])

    /// Subroutines, packages, special blocks and headings of the documentation.
    ///
    /// The first group is what git shows: of a subroutine with a prototype that is the prototype.
    private static let perl: FunctionNameRules = {
        let end = "(\\{\(Part.space))?(#.*)?$"
        return FunctionNameRules(
            choosing: [
                "^package .*",
                "^sub [[:alnum:]_':]+\(Part.space)(\\([^)]*\\)\(Part.space))?(:[^;#]*)?" + end,
                "^"
                    + Part.oneOf(
                        "BEGIN", "END", "INIT", "CHECK", "UNITCHECK", "AUTOLOAD", "DESTROY")
                    + Part.space + end,
                "^=head[0-9] .*",
            ], first: ByteSet("psBEICUAD="), allowsIndent: false)
    }()

    private static let php = FunctionNameRules(
        choosing: [
            Part.line(
                Part.anyOf("public", "protected", "private", "static", "abstract", "final") + "function.*"),
            Part.line(
                "((" + Part.oneOf("final", "abstract") + Part.gap + ")?class|enum|interface|trait).*"),
        ], first: .identifierStart)

    private static let python = FunctionNameRules(
        choosing: [Part.line(Part.oneOf("class", "(async\(Part.gap))?def") + "\(Part.blank).*")],
        first: ByteSet("cda"))

    private static let ruby = FunctionNameRules(
        choosing: [Part.line(Part.oneOf("class", "module", "def") + "\(Part.blank).*")], first: ByteSet("cmd")
    )

    private static let rust = FunctionNameRules(
        choosing: [
            Part.line(
                "(pub(\\([^\\)]+\\))?\(Part.gap))?"
                    + "(" + Part.oneOf("async", "const", "unsafe", "extern(\(Part.gap)\"[^\"]+\")") + Part.gap
                    + ")?"
                    + Part.oneOf("struct", "enum", "union", "mod", "trait", "fn", "impl", "macro_rules!")
                    + "[< \t]+[^;]*")
        ], first: .identifierStart)

    private static let scheme = FunctionNameRules(
        choosing: [
            Part.start(
                "(\\("
                    + Part.oneOf(
                        Part.oneOf(
                            "define",
                            "def"
                                + Part.oneOf(
                                    "struct", "syntax", "class", "method", "rules", "record", "proto", "alias"
                                )
                                + "?")
                            + "[-*/ \t]",
                        Part.oneOf("library", "module", "struct", "class") + "[*+ \t]")
                    + ".*)$")
        ], first: ByteSet("("))

    private static let tex = FunctionNameRules(
        choosing: ["^(\\\\" + Part.oneOf("(sub)*section", "chapter", "part") + "\\*?\\{.*)$"],
        first: ByteSet("\\"), allowsIndent: false)
}
