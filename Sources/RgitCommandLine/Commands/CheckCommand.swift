// The table's row for `rgit check`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit check`, and its options.
enum CheckCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "check",
            summary: "Hold a change against rules, for pipelines and hooks.",
            usage: [
                "check [options] [BASE [HEAD]]", "check --affected [options] [BASE [HEAD]]",
                "check --pre-receive [options]",
            ],
            details: """
                Names every rule that a change breaks, one row a violation, and exits with status 1 where there is one. The change \
                is what `git diff BASE...HEAD` shows and the commits of `git log BASE..HEAD`: a file that one commit adds and another \
                deletes is seen by `--max-blob` and `--forbid`, and every commit by `--require`, `--message`, `--signed` and \
                `--no-merges`. The other rules are about what differs between the two ends. Renames are not looked for.

                Without BASE a CI service is asked by the variables it sets (GitHub Actions, GitLab, Azure Pipelines, Buildkite, \
                CircleCI, Jenkins), then the *pre-commit* hook, then the default branch of the repository and on that branch its \
                upstream; the document names what was found. A merge of the change into its base that GitHub or Azure has made is \
                taken apart: HEAD is its second parent.

                Rules are options here and variables of the file `.rgit-check` in the tree of BASE, in the syntax of \
                *git-config*(1): `maxLines = 400` in a section `[check]` is `--max-lines=400`, a rule without a value is true or \
                false, and what may be repeated is repeated. Options count more. Rules of `[check "GLOB"]` hold for the paths that \
                this pathspec matches: the last such section that sets a rule counts for a path in the place of `[check]`. Rules about \
                commits hold everywhere. `:(attr:NAME)` in pathspecs asks for the attributes that BASE gives a path.

                The change cannot weaken what it is held against: `.rgit-check`, `.gitattributes` and CODEOWNERS are those of BASE, \
                unless `--rules-from` says otherwise; settings of `.gitmodules` do not count. `$GIT_DIR/info/attributes` and the \
                user's attributes do. Objects count as they are recorded, whatever `git replace` has in their place. A name that \
                several references have, such as a tag called like the base, is refused. A file that is binary for git, as one \
                with a NUL byte is, has no lines that rules could be about: `--binary` refuses it.

                In a shallow clone a rule is answered where all that it needs is there; where it is not, the exit status is 3 and the \
                hint says how to deepen the clone. Rules about the two ends need their merge base, the others every commit between. \
                Exit status 3 is never a pass.

                In GitHub Actions the repository of rgit is an action, after a checkout with `fetch-depth: 0` and a step that \
                installs rgit. Its arguments are one a line; findings appear beside the lines, and in the summary of the job:

                    - uses: OWNER/rgit/.github/actions/rgit@main
                      with:
                        arguments: |
                          --max-lines=400

                GitLab includes a job, whose report of code quality is an artifact:

                    include:
                      - project: OWNER/rgit
                        file: .gitlab/rgit-check.yml

                *pre-commit* runs it before a push, by `.pre-commit-config.yaml` and `pre-commit install --hook-type pre-push`:

                    repos:
                      - repo: https://example.com/OWNER/rgit
                        rev: main
                        hooks:
                          - id: rgit-check

                A server refuses what breaks a rule by `hooks/pre-receive` of the bare repository:

                    #!/bin/sh
                    exec rgit check --pre-receive --max-blob=5m --forbid='*.pem'

                With git alone:

                    git diff --raw --numstat --no-renames BASE...HEAD
                    git log BASE..HEAD
                    git rev-list --objects HEAD --not BASE |
                    git cat-file --batch-check

                These are the changed files with their lines, the commits, and the new blobs with their sizes.
                """,
            definedBy: "git diff --no-renames BASE...HEAD",
            differences: [
                """
                `signed` asks whether a commit carries a signature and verifies none: rgit runs no programs. `git verify-commit` \
                does.
                """,
                """
                Submodules that `.gitmodules` or `diff.ignoreSubmodules` have `git diff` ignore are shown all the same.
                """,
                """
                Attributes of the working tree do not count, as with `git --attr-source=BASE` of later versions.
                """,
            ],
            exitNotes: [
                (1, "The change breaks a rule."),
                (
                    3,
                    "A rule could not be answered: the clone is too shallow, or something could not be read."
                ),
            ],
            examples: [
                Example("rgit check origin/main --max-blob 1M --forbid '*.pem'", "What must not go in."),
                Example(
                    "rgit check origin/main --require Signed-off-by --no-merges",
                    "What every commit has to be."),
                Example(
                    "rgit check --max-lines 400 --exclude-attr linguist-generated",
                    "A change that can be reviewed, its base found by itself."),
                Example("rgit check v1.0 v1.1 --json --no-conflict-markers --crlf", "A release, as JSON."),
                Example("rgit check HEAD~1 --case-collision --windows-name", "The last commit."),
            ],
            seeAlso: [
                "rgit-diff-stats(1)", "rgit-weight(1)", "rgit-owners(1)", "git-config(1)", "gitattributes(5)",
            ],
            isListedBriefly: true),
        initial: CheckRequest(),
        options: options,
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMIT", completion: .revision,
                    summary: "What the change is compared with, and where it ends.",
                    details: """
                        The end is `HEAD` where none is given. `BASE..HEAD` and `BASE...HEAD` in one word are the same as two \
                        words.
                        """)
            ) { request, word throws(RgitError) in try take(word, &request) }
        ],
        check: { request, globals throws(RgitError) in try check(request, globals) },
        implementation: CommandImplementation(CheckQuery.self, example: CheckRequest()).readingPush
    )

    private static func check(_ request: CheckRequest, _ globals: GlobalOptions) throws(RgitError) {
        if let affected = request.affected {
            if !request.rules.isEmpty || request.includeMerges != nil {
                throw RgitError(.usage, "--affected asks what a change touches, and takes no rules")
            }
            if request.annotations != nil {
                throw RgitError(.usage, "does not go with --affected", "--annotate")
            }
            if request.push != nil { throw RgitError(.usage, "does not go with --affected", "--pre-receive") }
            if affected.depth != nil, affected.key != .directory {
                throw RgitError(.usage, "--depth goes with --by directory")
            }
        }
        if request.push != nil, request.base != nil {
            throw RgitError(
                .usage, "--pre-receive reads from standard input what is pushed, and takes no commits")
        }
        guard let annotations = request.annotations, annotations != .none else { return }
        if let source = globals.repositories.first {
            // A log shows paths of one checkout: those of several repositories would be taken for its own.
            throw RgitError(.usage, "does not go with \(source.option)", "--annotate")
        }
        try globals.refuseFormats(with: "--annotate")
        if globals.value != nil { throw RgitError(.usage, "does not go with --annotate", "--value") }
    }

    /// Takes a base, an end, or both in one word.
    private static func take(_ word: [UInt8], _ request: inout CheckRequest) throws(RgitError) {
        guard request.base == nil else {
            guard request.head == nil else { throw RgitError(.usage, "one argument too many", word) }
            request.head = Text(word)
            return
        }
        let dot = UInt8(ascii: ".")
        guard let first = word.indices.dropLast().first(where: { word[$0] == dot && word[$0 + 1] == dot })
        else {
            request.base = Text(word)
            return
        }
        var rest = word[(first + 2)...]
        if rest.first == dot { rest = rest.dropFirst() }
        guard first > 0 else { throw RgitError(.usage, "the range has no base", word) }
        request.base = Text(Array(word[..<first]))
        request.head = rest.isEmpty ? "HEAD" : Text(Array(rest))
    }

    // MARK: Options

    private static let options: [OptionSpec<CheckRequest>] =
        (limits + texts + toggles + others + modes + groups).sorted { $0.info.sortName < $1.info.sortName }

    private static let limits: [OptionSpec<CheckRequest>] = [
        .size(
            OptionInfo(
                long: "max-blob", shape: .value("SIZE"), summary: "Allow no new blob of more bytes.",
                details: """
                    SIZE may end in `k`, `m` or `g`. Every blob counts that a commit of the change has at any path and none of \
                    their parents outside of the change: `git rev-list --objects HEAD --not BASE`.
                    """, isEssential: true)
        ) { $0.rules.limits[.maxBlob] = $1 },
        limit("max-files", .maxFiles, "Allow no more changed files."),
        limit("max-lines", .maxLines, "Allow no more added and removed lines."),
        limit(
            "max-line-length", .maxLineLength, "Allow no added line with more characters.",
            details:
                "Of a line that is not UTF-8 bytes are counted. Its end does not count, a tab is one character."
        ),
    ]

    private static func limit(
        _ name: String, _ rule: CheckRule, _ summary: String, details: String = ""
    ) -> OptionSpec<CheckRequest> {
        .integer(
            OptionInfo(long: name, shape: .value("N"), summary: summary, details: details, isEssential: true),
            in: 0...Int.max
        ) { $0.rules.limits[rule] = $1 }
    }

    private static let texts: [OptionSpec<CheckRequest>] = [
        text(
            "forbid", "PATHSPEC", .forbid, "Allow no commit that adds or changes such a path.",
            """
            Pathspecs are understood from the top of the repository. It may be repeated; `':!PATHSPEC'` makes exceptions. A merge \
            counts for the paths that differ from all of its parents; what it brings back of the history of BASE counts where \
            HEAD still has it and neither BASE nor a merge base has the same file; in a push, where no reference has it.
            """),
        text(
            "message", "REGEX", .message, "Ask each message for a line that matches.",
            "As `git log -E --grep=REGEX`. Of several each has to match. Merges are not asked."),
        text(
            "require", "TRAILER", .require, "Ask each commit for a trailer, such as Signed-off-by.",
            "It may be repeated. A trailer without a value is none. Merges are not asked."),
    ]

    private static func text(
        _ name: String, _ value: String, _ rule: CheckRule, _ summary: String, _ details: String
    ) -> OptionSpec<CheckRequest> {
        .value(
            OptionInfo(
                long: name, shape: .value(value), summary: summary, details: details, isEssential: true)
        ) { request, bytes throws(RgitError) in
            guard !bytes.isEmpty else { throw RgitError(.usage, "a value is missing", "--\(name)") }
            request.rules.texts[rule, default: []].append(Text(bytes))
        }
    }

    private static let toggles: [OptionSpec<CheckRequest>] = [
        toggle("signed", .signed, "Ask each commit for a signature, which is not verified."),
        toggle("no-merges", .noMerges, "Allow no merges."),
        toggle(
            "no-conflict-markers", .noConflictMarkers, "Allow no added conflict markers.",
            "`<<<<<<<`, `|||||||` and `>>>>>>>` with a blank behind them, and `=======` between such."),
        toggle("owners", .owners, "Ask for an owner in CODEOWNERS of each changed path."),
        toggle(
            "mode", .mode, "Allow no file to become executable, or to cease to be.",
            "A new file, which a renamed one is here, may be executable.", isSeldom: true),
        toggle("symlink", .symlink, "Allow no new or changed symbolic links.", isSeldom: true),
        toggle(
            "submodule", .submodule, "Allow no submodule at a commit that its remote may not have.",
            """
            The remote has the commit where a remote-tracking branch of the submodule's own repository reaches it: that of the \
            working tree or of `modules` in the git directory. No remote is asked. Submodules that are new or have moved are \
            looked at; one whose repository is not here breaks the rule, and the field `submodule` says why. The change does not \
            choose the repository: where its `.gitmodules` has no or several names for the submodule, another name or URL than that \
            of BASE, or a name that BASE gives to another path, the state is `unknown`, and the rule is broken.
            """, isSeldom: true),
        toggle(
            "case-collision", .caseCollision, "Allow no new name that differs from another in case only.",
            """
            By Unicode's full case folding. How characters are composed does not matter, nor do invisible ones.
            """, isSeldom: true),
        toggle(
            "windows-name", .windowsName, "Allow no new name that Windows refuses.",
            """
            Such as `aux.c` or `a:b`, and names that end with a dot or a space.
            """, isSeldom: true),
        toggle("binary", .binary, "Allow no new or changed binary files.", isSeldom: true),
        toggle(
            "crlf", .crlf, "Allow no added CR LF where attributes have git store LF.",
            "By `text`, `eol` and `crlf` of *gitattributes*(5).", isSeldom: true),
    ]

    private static func toggle(
        _ name: String, _ rule: CheckRule, _ summary: String, _ details: String = "", isSeldom: Bool = false
    ) -> OptionSpec<CheckRequest> {
        var info = OptionInfo(
            long: name, summary: summary, details: details, isEssential: !isSeldom, isSeldom: isSeldom)
        // `--no-no-merges` would be a riddle.
        if name.hasPrefix("no-") { return .once(info) { $0.rules.toggles[rule] = true } }
        info.negation = .quiet
        return .flag(info) { $0.rules.toggles[rule] = $1 }
    }

    private static let modes: [OptionSpec<CheckRequest>] = [
        .choice(
            OptionInfo(
                long: "annotate", shape: .value("FORM"),
                choices: [
                    Choice("github", "commands that GitHub Actions shows beside the lines"),
                    Choice("gitlab", "a report of code quality, as JSON"),
                    Choice("markdown", "a table for the summary of a job"), Choice("none", "a table"),
                ],
                summary: "Choose the form of findings in a log.",
                details: """
                    The default is `github` in GitHub Actions and `gitlab` in GitLab CI, where no other format is asked for. \
                    Control characters are percent-encoded or made visible, so that no name in a repository is a command. At most \
                    1000 findings are written, and at most 900 kB; how many are left out is said. GitHub shows the first ten of a \
                    step: of more findings the first of each rule come first.
                    """, isSeldom: true),
            [.github, .gitlab, .markdown, CheckRequest.Annotations.none]
        ) { $0.annotations = $1 },
        .once(
            OptionInfo(
                long: "pre-receive", summary: "Check what a push brings, for a hook on a server.",
                details: """
                    Standard input has a line for each reference, as git gives it to a *pre-receive* hook: the object before, the \
                    object afterwards, the name. The commits of each are those that no reference reaches yet (`git rev-list NEW \
                    --not --all`), also in quarantine. The other end is where the branch was, and for a new branch HEAD. Rules and \
                    attributes are those of HEAD, the main branch of a bare repository; where neither HEAD nor options have any, \
                    a warning says that nothing is checked.
                    """, isEssential: true)
        ) { $0.push = [] },
    ]

    private static let groups: [OptionSpec<CheckRequest>] = [
        .once(
            OptionInfo(
                long: "affected", summary: "Show the groups of files that the change touches.",
                details: """
                    For a matrix of builds: `rgit check --affected --value group`. No rules are needed. Deleted files count. The exit \
                    status is 0 even where there is none, and 3 in a clone that is too shallow.
                    """, isEssential: true)
        ) { if $0.affected == nil { $0.affected = .init() } },
        .value(
            OptionInfo(
                long: "by", shape: .value("KEY"),
                choices: [
                    Choice("directory", "the directory, `.` for files above all"),
                    Choice("codeowners", "the owners that CODEOWNERS names"),
                ],
                isClosed: false, completion: .choice,
                summary: "Choose what the groups of --affected are made of.",
                details: """
                    The default is `directory`. Anything else is a file of groups with lines `NAME: PATHSPEC... [-> OTHER...]`: \
                    the group NAME has the paths that one of the pathspecs matches, and depends on the groups OTHER. Where one of \
                    those is touched, NAME is affected, and `through` says so. A path may be in several groups; those in none are \
                    counted. `#` begins a comment.
                    """, isSeldom: true)
        ) { request, bytes throws(RgitError) in
            request.affected = request.affected ?? .init()
            switch String(decoding: bytes, as: UTF8.self) {
            case "directory": request.affected?.key = .directory
            case "codeowners": request.affected?.key = .codeowners
            default: request.affected?.key = .file(Text(bytes))
            }
        },
        StatsOptions.depth(details: "The default is 1.", isSeldom: true) { request, depth in
            request.affected = request.affected ?? .init()
            request.affected?.depth = depth
        },
        .flag(
            OptionInfo(
                long: "list", summary: "Name the paths of each group of --affected, too.", isSeldom: true)
        ) { request, lists in
            request.affected = request.affected ?? .init()
            request.affected?.lists = lists
        },
    ]

    private static let others: [OptionSpec<CheckRequest>] = [
        .value(
            OptionInfo(
                long: "exclude-attr", shape: .value("NAME"),
                summary: "Leave out the lines of files with this attribute, and say of how many.",
                details: """
                    Files for which the `.gitattributes` of BASE set NAME or say that it is `true`, such as \
                    `linguist-generated`, do not count for `max-files` and the rules about lines. It may be repeated.
                    """, isSeldom: true)
        ) { $0.excludedAttributes.append(Text($1)) },
        .flag(
            OptionInfo(
                long: "include-merges", summary: "Ask merges for trailers, signatures and messages, too.",
                details: """
                    Any commit can be written with a second parent: only with this option, or with `--no-merges`, do these rules \
                    hold for whatever a change may bring.
                    """, isSeldom: true)
        ) { $0.includeMerges = $1 },
        .value(
            OptionInfo(
                long: "rules-from", shape: .value("REV"), completion: .revision,
                summary: "Take rules and attributes from REV in the place of BASE.",
                details: "With `HEAD` the change says itself what it is held against.", isSeldom: true)
        ) { $0.rulesFrom = Text($1) },
    ]
}

extension CommandImplementation where Request == CheckRequest {
    /// The same command, which reads what is pushed where that is checked.
    fileprivate var readingPush: CommandImplementation {
        let isPush: @Sendable (CheckRequest) -> Bool = { $0.push != nil }
        return readingNames(where: isPush) { request, line throws(RgitError) in
            guard let reference = CheckRequest.PushedReference(line: Text(line)) else {
                throw RgitError(.usage, "not a line of a pre-receive hook", line)
            }
            request.push?.append(reference)
        }
    }
}
