// The options of git's history commands that rgit refuses by name, each with the reason or with what rgit has instead.

/// Options that git has and rgit has not.
enum GitOptions {
    /// Why rgit refuses an option that git has; `nil` for an option that git has not, or that rgit should know.
    ///
    /// - Parameters:
    ///   - spelled: The option with its dashes and without a value.
    ///   - command: rgit's command.
    static func refusal(of spelled: String, command: String) -> String? {
        for table in tables(command) {
            if let reason = table.first(where: { $0.names.contains(spelled) })?.reason { return reason }
        }
        return nil
    }

    private struct Refusal {
        var names: Set<String>
        var reason: String

        init(_ names: String, _ reason: String) {
            self.names = Set(names.split(separator: " ").map(String.init))
            self.reason = reason
        }
    }

    private static func tables(_ command: String) -> [[Refusal]] {
        switch command {
        case "log": [log, history, comparing, everywhere]
        case "contributors": [contributors, history, everywhere]
        case "blame", "blame-stats": [blame, everywhere]
        case "diff", "diff-stats", "show": [comparing, everywhere]
        case "branches", "refs", "tags": [references, everywhere]
        default: [everywhere]
        }
    }

    /// git-log(1), where it differs from what every command that walks history has.
    private static let log = [
        Refusal(
            "--stat --shortstat --numstat --name-status --name-only --raw --patch-with-raw --patch-with-stat",
            "'--stats' counts files and lines"),
        Refusal(
            "--oneline --abbrev-commit --no-abbrev-commit",
            "a commit is a line already; '--fields hexsha,summary' chooses its columns"),
        Refusal(
            "--decorate --no-decorate --decorate-refs --decorate-refs-exclude --clear-decorations",
            "the field 'refs' names what points to a commit; log.excludeDecoration leaves out some of it"),
        Refusal(
            "--children",
            "rows have 'parents', as '--parents' rewrites them; children are not known while a walk goes on"),
        Refusal("--source", "'rgit name-rev' names the references that commits are reached from"),
        Refusal(
            "--notes --no-notes --show-notes --show-notes-by-default --standard-notes --no-standard-notes",
            "'rgit notes' prints the notes of commits"),
        Refusal(
            "--log-size --expand-tabs --no-expand-tabs --show-linear-break --header --commit-header --no-commit-header",
            "it changes how git prints a commit as text; rows have the same in fields"),
        Refusal("--show-signature", "signatures are not verified, since rgit runs no other program"),
        Refusal("-t", "trees are not listed among the changed files; 'rgit files' lists them"),
        Refusal("--timestamp", "the fields 'authored_date' and 'committed_date' are seconds since 1970"),
        Refusal("--combined-all-paths", "combined diffs name the path of the merge"),
        Refusal("-R", "a commit is compared with its parent; 'rgit diff -R' compares the other way round"),
        Refusal("--exit-code", "'--count' prints how many commits there are"),
        Refusal("--remerge-diff", "merges are not made again, since rgit writes no objects"),
        Refusal("--dd --no-diff-merges", "write it as '--diff-merges=first-parent' or '--diff-merges=off'"),
    ]

    /// git-shortlog(1).
    private static let contributors = [
        Refusal(
            "--stat --shortstat --numstat --name-status --name-only --raw", "'--stats' counts files and lines"
        ),
        Refusal(
            "-s -e --summary --numbered --email",
            "'rgit contributors' always counts, with e-mail, by number"),
        Refusal("-c", "write it as '--group=committer'"),
        Refusal(
            "--oneline --abbrev-commit --no-abbrev-commit --expand-tabs --no-expand-tabs --show-linear-break "
                + "--notes --no-notes --show-notes --show-notes-by-default --standard-notes --no-standard-notes",
            "it changes how git prints commits as text; 'rgit log' has them in fields"),
        Refusal("--children --count", "rows are people; 'rgit log --count' counts commits"),
        Refusal("--show-signature", "signatures are not verified, since rgit runs no other program"),
    ]

    /// What git-rev-list(1) adds to the choosing of commits.
    private static let history = [
        Refusal("--date --relative-date", dateReason),
        Refusal(
            "--graph --graph-lane-limit --graph-indent --no-graph-indent",
            "rgit draws no graph, 'git log --graph' does; '--topo-order' keeps lines of history together"),
        Refusal(
            "--objects --objects-edge --objects-edge-aggressive --in-commit-order --indexed-objects --unpacked --no-kept-objects "
                + "--object-names --no-object-names --filter --no-filter --filter-provided-objects "
                + "--filter-print-omitted --missing --exclude-promisor-objects --disk-usage",
            "rgit lists commits, no other objects; 'git rev-list --objects' does"),
        Refusal("--use-bitmap-index", "bitmaps are not read; rgit walks in about the time they save"),
        Refusal(
            "-g --walk-reflogs --grep-reflog",
            "'rgit log -g' walks reflogs, and 'rgit reflog' lists them with their messages"),
        Refusal("--default", "HEAD is the default; name another revision"),
        Refusal("--bisect-vars --bisect-all", "'git bisect' works with them, and rgit reports only"),
    ]

    /// git-diff(1) and the other options of comparisons.
    private static let comparing = [
        Refusal(
            "--stat --shortstat --summary --compact-summary --dirstat --dirstat-by-file --cumulative -X "
                + "--patch-with-stat",
            "it is a form of text; 'rgit diff-stats' has the numbers in rows"),
        Refusal("--patch-with-raw", "write it as '--patch --raw'"),
        Refusal(
            "-c --cc -m --combined-all-paths --diff-merges --no-diff-merges --dd --remerge-diff",
            "two states have no merge between them; 'rgit log --patch --diff-merges' shows those of commits"),
        Refusal("-r", "files are listed at any depth"),
        Refusal("-t", "trees are not listed among the changed files; 'rgit files' lists them"),
        Refusal("--no-patch -s", "rows have no patches unless '--patch' is given"),
        Refusal(
            "--word-diff --word-diff-regex --color-words",
            "words are not compared; 'git diff --word-diff' does so"),
        Refusal(
            "--color-moved --no-color-moved --color-moved-ws --no-color-moved-ws --ws-error-highlight",
            "patches are printed without colours"),
        Refusal("--check", "white-space errors are not searched for; 'git diff --check' does so"),
        Refusal(
            "--output-indicator-new --output-indicator-old --output-indicator-context --line-prefix",
            "patches are printed as programs read them"),
        Refusal("--output", "redirect standard output instead"),
        Refusal("--submodule", "submodules are shown as the commits they are at"),
        Refusal("--anchored", "no algorithm of rgit takes anchors; 'patience' and 'histogram' are near"),
        Refusal("-O", "files come in git's own order; '--sort' orders rows"),
        Refusal("--skip-to --rotate-to", "files come in git's own order; pathspecs choose among them"),
        Refusal(
            "--relative --no-relative",
            "paths are relative to the top of the working tree; '-- .' chooses this directory"),
        Refusal("--max-depth", "a pathspec such as ':(glob)*' chooses by depth"),
        Refusal("--rename-empty --no-rename-empty", "empty files are renamed as in git by default"),
        Refusal(
            "--ita-invisible-in-index",
            "files that are only intended to be added count as git counts them by default"),
        Refusal("--default-prefix", "set '--src-prefix=a/ --dst-prefix=b/'"),
        Refusal("--ignore-submodules", "'submodule.NAME.ignore' and 'diff.ignoreSubmodules' are obeyed"),
        Refusal(
            "--no-index", "rgit compares states of a repository; 'git diff --no-index' compares other files"),
        Refusal(
            "-1 -2 -3 -0 --base --ours --theirs",
            "conflicts are shown against both sides; 'rgit diff :2:PATH :3:PATH' compares versions"),
    ]

    /// git-blame(1).
    private static let blame = [
        Refusal(
            "-b -l -t -c -f -n -s -e --show-name --show-number --show-email --abbrev --color-lines --color-by-age",
            "it changes how git prints lines as text; '--fields' chooses the columns of rows"),
        Refusal("--date", dateReason),
        Refusal("--show-stats --score-debug", "it tells how git's own search went"),
        Refusal("-S", "'.git/info/grafts' is obeyed, other files of grafts are not"),
        Refusal("--contents", "the working tree's content is blamed, or a revision's"),
        Refusal("--diff-algorithm", "lines are matched as git blame matches them by default"),
    ]

    /// git-for-each-ref(1).
    private static let references = [
        Refusal(
            "--shell --perl --python --tcl",
            "no code is printed; '--json' and '--value' are made for programs"),
        Refusal("--count", "'--top N' shows the first N rows"),
        Refusal("--omit-empty", "a row is never empty"),
        Refusal("--include-root-refs", "only what is below 'refs/' is listed; 'rgit info' shows HEAD"),
        Refusal("--date --relative-date", dateReason),
    ]

    /// What users type at any command.
    private static let everywhere = [
        Refusal("--pretty", "choose columns with '--fields' and a form with '--format'"),
        Refusal("--date", dateReason),
        Refusal("--graph", "rgit draws no graph, 'git log --graph' does"),
        Refusal("--limit --head", "'--top N' shows the first N rows"),
        Refusal(
            "-p -u --patch --word-diff",
            "'rgit show', 'rgit log --patch' and 'rgit diff --patch' print patches"),
        Refusal("--no-color --colour --no-colour", "write it as '--color=never', or auto, or always"),
        Refusal("-z", "'--ndjson' separates rows without ambiguity"),
        Refusal("--porcelain --line-porcelain", "'--json' and '--ndjson' are made for programs"),
    ]

    private static let dateReason =
        "fields named '..._datetime' are ISO 8601 with the recorded zone, those named '..._date' seconds since 1970"
}
