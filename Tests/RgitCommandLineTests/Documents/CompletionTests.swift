// Completions in real bash, zsh and fish, of one repository with odd names in it.

import Support
import Testing

@testable import RgitCommandLine

/// A repository to complete in, and the scripts of all shells.
private struct Bench {
    let repository: ScratchRepository
    let scripts: String

    init() throws {
        repository = try ScratchRepository()
        let git = repository.git
        try git("commit", "--quiet", "--allow-empty", "-m", "one")
        for branch in ["topic/one", "topic/two", "odd$(touch${IFS}pwned)"] { try git("branch", branch) }
        try git("tag", "v1.0")
        try git("remote", "add", "origin", "nowhere")
        try git("update-ref", "refs/remotes/origin/main", "HEAD")
        for file in ["src/a.c", "src/b.c", "sp ace.txt", "topics.md"] { try repository.write(file, "x\n") }
        try repository.write("src/deep er/c.c", "x\n")
        try git("add", ".")
        let tree = try git.line("write-tree")
        try git("tag", "whole", try git.line("commit-tree", "-m", "two", tree))
        try git("reset", "--quiet")
        scripts = try repository.folder.makeFolder("scripts")
        for (name, text) in [
            ("rgit.bash", Shell.bash.script), ("_rgit", Shell.zsh.script), ("rgit.fish", Shell.fish.script),
            ("complete.bash", Self.bash), ("complete.zsh", Self.zsh), ("init.zsh", Self.zshInit),
        ] {
            try FileTree.write(Array(text.utf8), to: Array("\(scripts)/\(name)".utf8))
        }
    }

    /// What a shell offers for the last word of a line, sorted, descriptions taken off.
    func offers(_ shell: Shell, _ line: String, in directory: String? = nil) throws -> [String] {
        var environment = Hermetic.environment(home: repository.home)
        environment["RGIT_SCRIPTS"] = Array(scripts.utf8)
        environment["RGIT_LINE"] = Array(line.utf8)
        // Tests run side by side, each with a file of its own.
        let replies = try TemporaryFolder()
        environment["RGIT_REPLIES"] = Array("\(replies.path)/replies".utf8)
        let runner = ProcessRunner(
            environment: environment, workingDirectory: directory ?? repository.path, timeout: 60)
        let result =
            switch shell {
            case .bash: try runner.run("bash", ["--norc", "--noprofile", "\(scripts)/complete.bash"])
            case .zsh: try Self.answer { try runner.run("zsh", ["-f", "\(scripts)/complete.zsh"]) }
            case .fish:
                try runner.run(
                    "fish", ["-N", "-c", "source $RGIT_SCRIPTS/rgit.fish; complete -C $RGIT_LINE"])
            }
        try result.expecting(0)
        #expect(result.stderr.isEmpty, "\(result)")
        let words = result.lines.map { line in
            String(decoding: line.prefix { $0 != UInt8(ascii: "\t") }, as: UTF8.self)
        }
        return Set(words.filter { !$0.isEmpty }).sorted()
    }

    /// What zsh offers; nothing is asked for again, for it is also what a terminal without time offers.
    private static func answer(_ ask: () throws -> ProcessResult) throws -> ProcessResult {
        let first = try ask()
        return first.exitStatus == 0 && first.stdout.isEmpty ? try ask() : first
    }

    /// Cuts the line as readline does and asks the function.
    static let bash = #"""
        source "$RGIT_SCRIPTS/rgit.bash"
        COMP_LINE=$RGIT_LINE COMP_POINT=${#RGIT_LINE} COMP_WORDS=() word='' kind=''
        for ((i = 0; i < ${#COMP_LINE}; i++)); do
            c=${COMP_LINE:i:1}
            case $c in
                ' ') next=space ;;
                [=:]) next=break ;;
                *) next=plain ;;
            esac
            if [[ $next != "$kind" && -n $word ]]; then
                COMP_WORDS+=("$word")
                word=''
            fi
            [[ $next == space ]] || word+=$c
            kind=$next
        done
        COMP_WORDS+=("$word")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        [[ $(complete -p rgit) == *'-F _rgit rgit' ]] || exit 9
        _rgit
        ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
        """#

    /// Presses tab in a terminal of its own.
    static let zsh = #"""
        zmodload zsh/zpty || exit 9
        : > $RGIT_REPLIES
        zpty session zsh -f -i
        zpty -w session 'source $RGIT_SCRIPTS/init.zsh'
        # Keys that come while the terminal changes its mode can be lost.
        until [[ -e $RGIT_REPLIES.ready ]]; do
            zpty -rt session chunk || sleep 0.01
        done
        zpty -w -n session "$RGIT_LINE"$'\t'
        while zpty -r session chunk; do :; done
        cat $RGIT_REPLIES
        """#

    static let zshInit = #"""
        autoload -Uz compinit
        fpath=($RGIT_SCRIPTS $fpath)
        compinit -u -D
        bindkey '^I' complete-word
        zstyle ':completion:*' insert-tab false
        compadd() {
            # A call that only asks has the option O, A or D, and adds nothing. The name of a folder is no option.
            if (( ${@[1,(i)(-|--)][(I)-[a-zA-Z]#[OAD]*]} )); then builtin compadd "$@"; return; fi
            local -a hits
            builtin compadd -A hits "$@"
            (( $#hits )) && print -rl -- $IPREFIX${^hits} >> $RGIT_REPLIES
            builtin compadd "$@"
        }
        zle-line-init() { : > $RGIT_REPLIES.ready }
        zle -N zle-line-init
        # The answer is known; what zsh would do with it, such as asking whether to show it all, is not wanted.
        finish() { kill -KILL $$ }
        comppostfuncs=(finish)
        """#
}

@Suite struct CompletionTests {
    private static let bench = Result { try Bench() }

    private func expect(
        _ line: String, _ bash: [String], zsh: [String]? = nil, fish: [String]? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let bench = try Self.bench.get()
        for (shell, wanted) in [(Shell.bash, bash), (.zsh, zsh ?? bash), (.fish, fish ?? bash)] {
            let offers = try bench.offers(shell, line)
            #expect(offers == wanted.sorted(), "\(shell.rawValue): \(line)", sourceLocation: location)
        }
    }

    private static let commands = CommandTable.all.filter { !$0.info.isHidden }.map(\.name)

    @Test func commands() throws {
        try expect("rgit ", Self.commands)
        try expect("rgit lo", ["log"])
        try expect("rgit --json -j 2 lo", ["log"])
        try expect("rgit help bl", ["blame", "blame-stats"])
        try expect("rgit schema cont", ["contributors"])
    }

    @Test func options() throws {
        try expect("rgit log --first-p", ["--first-parent"])
        try expect("rgit log --no-use", ["--no-use-mailmap"])
        try expect("rgit --no-pag", ["--no-pager"])
        try expect("rgit log --no-pa", ["--no-pager", "--no-patch"])
        try expect(
            "rgit log --diff-al", ["--diff-algorithm="], zsh: ["--diff-algorithm"], fish: ["--diff-algorithm"]
        )
        // What is refused is not offered.
        try expect("rgit cat --textc", [])
        try expect("rgit branches --first-p", [])
    }

    @Test func choices() throws {
        try expect("rgit log --format c", ["csv"])
        try expect("rgit log --format=nd", ["ndjson"], zsh: ["--format=ndjson"], fish: ["--format=ndjson"])
        try expect("rgit --color al", ["always"])
        try expect("rgit completions ", ["bash", "fish", "zsh"])
        try expect("rgit contributors --group ", ["author", "committer", "trailer:Co-authored-by"])
        try expect(
            "rgit contributors --group trailer:Co", ["Co-authored-by"], zsh: ["trailer:Co-authored-by"],
            fish: ["trailer:Co-authored-by"])
        try expect("rgit blame-stats --by dir", ["directory"])
    }

    @Test func revisions() throws {
        try expect("rgit log v1", ["v1.0"])
        try expect("rgit log ori", ["origin/main"])
        try expect("rgit log main..topic/o", ["main..topic/one"])
        try expect("rgit log main...topic/o", ["main...topic/one"])
        try expect("rgit log ^topic/o", ["^topic/one"])
        try expect("rgit branches --base v", ["v1.0"])
        try expect("rgit branches --merged v", ["v1.0"])
        try expect("rgit branches topic/o", ["topic/one"])
        try expect("rgit log --remotes=or", ["origin"], zsh: ["--remotes=origin"], fish: ["--remotes=origin"])
        try expect(
            "rgit log --branches=topic/t", ["topic/two"], zsh: ["--branches=topic/two"],
            fish: ["--branches=topic/two"])
        try expect("rgit log -n 5 --since yesterday v1", ["v1.0"])
    }

    /// bash cuts words at colons, zsh and bash show what is behind the last part.
    @Test func pathsOfARevision() throws {
        try expect("rgit cat whole:top", ["topics.md"], zsh: ["whole:topics.md"], fish: ["whole:topics.md"])
        try expect(
            "rgit cat whole:src/", ["src/a.c", "src/b.c", #"src/deep\ er/"#],
            zsh: ["whole:src/a.c", "whole:src/b.c", #"whole:src/deep\ er"#],
            fish: ["whole:src/a.c", "whole:src/b.c", "whole:src/deep er/"])
        try expect("rgit show whole:sr", ["src/"], zsh: ["whole:src"], fish: ["whole:src/"])
        try expect("rgit cat HEAD:", [])
        try expect("rgit cat none:a", [])
    }

    @Test func revisionsAndFilesStandSideBySide() throws {
        try expect("rgit log topic", ["topic/one", "topic/two", "topics.md"])
    }

    @Test func files() throws {
        try expect("rgit log -- src/a", ["src/a.c"], zsh: ["a.c"])
        try expect("rgit log -- topi", ["topics.md"])
        try expect("rgit blame-stats --ignore-revs-file topi", ["topics.md"])
        try expect("rgit --git-dir sr", ["src"], fish: ["src/"])
    }

    /// A name of a ref is no code, neither while it is offered nor once it is on the command line.
    @Test func namesOfRefsAreNeverRun() throws {
        let bench = try Self.bench.get()
        try expect(
            "rgit branches --contains odd", [#"odd\$\(touch\$\{IFS\}pwned\)"#],
            fish: ["odd$(touch${IFS}pwned)"])
        #expect(try !FileTree.names(in: Array(bench.repository.path.utf8)).contains(Array("pwned".utf8)))
    }

    @Test func theRepositoryMayBeElsewhere() throws {
        let bench = try Self.bench.get()
        let path = bench.repository.path
        for shell in Shell.allCases {
            #expect(try bench.offers(shell, "rgit -C \(path) log v1", in: "/") == ["v1.0"])
            #expect(try bench.offers(shell, "rgit --git-dir=\(path)/.git log v1", in: "/") == ["v1.0"])
            #expect(try bench.offers(shell, "rgit -C / log v1") == [])
        }
        // A folder named like an option of compadd, as one in 20 random names is.
        let folder = try bench.repository.folder.makeFolder("test-A")
        try FileTree.write([], to: Array("\(folder)/topics.md".utf8))
        for (shell, directory) in [(Shell.bash, path), (.zsh, path), (.zsh, folder)] {
            let offered = try bench.offers(shell, "rgit -C \(directory) log -- topi", in: "/")
            #expect(offered == ["topics.md"], "\(shell)")
        }
    }

    @Test(arguments: CommandTable.all.filter { !$0.fields.isEmpty }.map(\.name))
    func fields(_ name: String) throws {
        let bench = try Self.bench.get()
        let names = try CommandTable.command(Array(name.utf8)).fields.map(\.name)
        let first = try #require(names.first)
        for shell in Shell.allCases {
            #expect(try bench.offers(shell, "rgit \(name) --fields ") == names.sorted())
            let rest = try bench.offers(shell, "rgit \(name) --fields \(first),")
            #expect(
                rest.map { $0.split(separator: ",").last.map(String.init) ?? "" }.sorted()
                    == names.dropFirst().sorted())
        }
    }

    /// Every option of every command can be completed from its name less one letter.
    @Test(arguments: CommandTable.all.filter { !$0.info.isHidden }.map(\.name))
    func everyOption(_ name: String) throws {
        let bench = try Self.bench.get()
        let command = try CommandTable.command(Array(name.utf8))
        let wanted = Set(
            (command.options + GlobalTable.infos).filter { !$0.isHidden }
                .flatMap { $0.spellings.filter { $0.hasPrefix("--") } })
        for shell in Shell.allCases {
            let offers = try bench.offers(shell, "rgit \(name) --")
            #expect(Set(offers.map { $0.hasSuffix("=") ? String($0.dropLast()) : $0 }) == wanted, "\(shell)")
        }
    }
}
