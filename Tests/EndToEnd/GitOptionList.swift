// All options of git-log, git-rev-list, git-shortlog, git-blame, git-diff and git-for-each-ref, and what becomes of each.

import Testing

/// The options of one command of git, of version 2.39 and of 2.55 where it has more.
struct GitOptionList: Sendable, CustomTestStringConvertible {
    /// git's command.
    let git: String
    /// rgit's command.
    let rgit: String
    /// Each line is a command line of options that both take; their answers are compared.
    let compared: String
    /// Each line is a command line that rgit answers, and this git does not know or shows in its text alone.
    let answered: String
    /// Options that rgit refuses by name, with the reason.
    let refused: String

    var testDescription: String { "git \(git)" }

    static let all = [log, revList, shortlog, blame, diff, forEachRef]

    /// The choosing of commits, which is the same in three commands.
    private static let history = """
        -3
        -n 3
        --max-count=3
        --skip=2
        --since=2005-04-08
        --after=2005-04-08
        --until=2005-04-10
        --before=2005-04-10
        --author=a
        --committer=a
        --grep=e
        --grep=e --grep=a --all-match
        --grep=e --invert-grep
        --grep=E -i
        --grep=E --regexp-ignore-case
        --grep=e* --basic-regexp
        --grep=e+ -E
        --grep=e+ --extended-regexp
        --grep=e -F
        --grep=e --fixed-strings
        --grep=e(?=s) -P
        --grep=e(?=s) --perl-regexp
        --merges
        --no-merges
        --min-parents=2
        --max-parents=1
        --merges --no-min-parents
        --no-merges --no-max-parents
        --first-parent
        --exclude-first-parent-only HEAD ^HEAD~3
        HEAD --not HEAD~3
        --all
        --alternate-refs
        --branches
        --tags
        --remotes
        --glob=heads/*
        --exclude=refs/heads/m* --all
        --exclude-hidden=receive --all
        --ignore-missing HEAD
        --left-only HEAD~3...HEAD
        --right-only HEAD~3...HEAD
        --cherry-pick HEAD~3...HEAD
        --cherry-mark HEAD~3...HEAD
        --cherry HEAD~3...HEAD
        --simplify-by-decoration
        --full-history -- src
        --dense -- src
        --sparse -- src
        --simplify-merges -- src
        --show-pulls -- src
        --ancestry-path HEAD~3..HEAD
        --date-order
        --author-date-order
        --topo-order
        --encoding=ISO-8859-1
        --encoding=none --grep=e
        """

    private static let historyAnswered = """
        --since-as-filter=2005-04-08
        --single-worktree --all
        --reflog
        --bisect
        --do-walk
        --maximal-only
        --max-count-oldest=2
        """

    private static let log = GitOptionList(
        git: "log", rgit: "log",
        compared: history + """

            --follow -- a.txt
            --reverse
            --boundary HEAD~3..HEAD
            --no-walk HEAD HEAD~2
            --no-walk=unsorted HEAD~2 HEAD
            -g
            --walk-reflogs HEAD
            -g --grep-reflog=e
            --full-diff -- src
            -S a
            -G a
            -S a --pickaxe-regex
            -S a --pickaxe-all
            --diff-filter=AD
            -p --diff-filter=m
            -p
            -u
            --patch
            -p -m
            -p -c
            -p --cc
            -p --first-parent
            -p --diff-merges=first-parent
            -p --diff-merges=off
            -p -U1
            -p --unified=1
            -p --indent-heuristic
            -p --no-indent-heuristic
            -p --minimal
            -p --patience
            -p --histogram
            -p --diff-algorithm=minimal
            -p --no-renames
            -p --full-index
            -p --abbrev=9
            -p -B
            -p --break-rewrites
            -p -M
            -p --find-renames=80%
            -p -C
            -p --find-copies=80%
            -p -C --find-copies-harder
            -p -D
            -p --irreversible-delete
            -p -l5
            -p -a
            -p --text
            -p --ignore-cr-at-eol
            -p --ignore-space-at-eol
            -p -b
            -p --ignore-space-change
            -p -w
            -p --ignore-all-space
            -p --ignore-blank-lines
            -p -Ia
            -p --ignore-matching-lines=a
            -p --inter-hunk-context=2
            -p -W
            -p --function-context
            -p --no-ext-diff
            -p --no-textconv
            -p --src-prefix=x/
            -p --dst-prefix=x/
            -p --no-prefix
            -p -L 1,2:FILE
            """,
        answered: historyAnswered + """

            --mailmap
            --no-mailmap
            --use-mailmap
            --no-use-mailmap
            --left-right HEAD~3...HEAD
            --no-patch
            -s
            --color=never
            """,
        refused: """
            --no-decorate --decorate --decorate-refs --decorate-refs-exclude --clear-decorations --source --log-size
            --pretty --abbrev-commit --no-abbrev-commit --oneline --expand-tabs --no-expand-tabs --notes --no-notes
            --show-notes --show-notes-by-default --standard-notes --no-standard-notes --show-signature --relative-date
            --date --children --graph --graph-lane-limit --no-graph-indent --graph-indent --show-linear-break
            --no-diff-merges --dd --remerge-diff --combined-all-paths -R --exit-code --output --output-indicator-new
            --output-indicator-old --output-indicator-context --raw --patch-with-raw -t --anchored --stat
            --compact-summary --numstat --shortstat -X --dirstat --cumulative --dirstat-by-file --summary
            --patch-with-stat --name-only --name-status --submodule --no-color --color-moved --no-color-moved
            --color-moved-ws --no-color-moved-ws --word-diff --word-diff-regex --color-words --rename-empty
            --no-rename-empty --check --ws-error-highlight --binary -O --skip-to --rotate-to --relative --no-relative
            --ext-diff --textconv --ignore-submodules --line-prefix --ita-invisible-in-index --default-prefix
            --max-depth
            """)

    private static let revList = GitOptionList(
        git: "rev-list", rgit: "log",
        compared: history.split(separator: "\n").map { line in
            // git rev-list wants a revision, and walks from none by itself.
            line.contains("HEAD") || line.hasPrefix("--all") || line.hasPrefix("--branches")
                || line.hasPrefix("--tags") || line.hasPrefix("--remotes") || line.hasPrefix("--glob")
                || line.hasPrefix("--exclude=")
                ? String(line)
                : line.contains(" -- ")
                    ? String(line.replacing(" -- ", with: " HEAD -- ")) : "\(line) HEAD"
        }.joined(separator: "\n") + """

            --reverse HEAD
            --boundary HEAD~3..HEAD
            --no-walk HEAD HEAD~2
            -g HEAD
            --walk-reflogs --all
            -g --grep-reflog=e HEAD
            --max-age=1112911993 HEAD
            --min-age=1112911993 HEAD
            """,
        answered: historyAnswered + """

            --quiet
            --progress
            --count
            """,
        refused: """
            --disk-usage --use-bitmap-index --bisect-vars --bisect-all --objects --in-commit-order --objects-edge
            --objects-edge-aggressive --indexed-objects --unpacked --object-names --no-object-names --filter --no-filter
            --filter-provided-objects --filter-print-omitted --missing --exclude-promisor-objects --pretty
            --abbrev-commit --no-abbrev-commit --oneline --expand-tabs --no-expand-tabs --show-signature
            --relative-date --date --header --no-commit-header --commit-header --children --timestamp --graph
            --show-linear-break --graph-lane-limit --no-graph-indent --graph-indent
            """)

    private static let shortlog = GitOptionList(
        git: "shortlog", rgit: "contributors", compared: history,
        answered: historyAnswered + """

            --group=author
            --group=committer
            --no-group
            --mailmap
            """,
        refused: """
            -g --walk-reflogs --grep-reflog --numbered -s --summary -e --email -c --date --pretty
            --abbrev-commit --no-abbrev-commit --oneline --expand-tabs --no-expand-tabs --notes --no-notes
            --show-notes --show-notes-by-default --standard-notes --no-standard-notes --show-signature
            --show-linear-break --children --count
            """)

    private static let blame = GitOptionList(
        git: "blame", rgit: "blame",
        compared: """
            FILE
            -L 1,2 FILE
            --first-parent FILE
            --root FILE
            -w FILE
            -M FILE
            -C FILE
            -C -C FILE
            --ignore-rev HEAD FILE
            --ignore-revs-file /dev/null FILE
            --encoding=ISO-8859-1 FILE
            --encoding=none FILE
            """,
        answered: """
            --reverse HEAD~3..HEAD -- FILE
            --progress FILE
            --no-progress FILE
            """,
        refused: """
            -b --show-stats -l -t -S --contents --date --color-lines --color-by-age -c --score-debug -f
            --show-name -n --show-number -s -e --show-email --abbrev --diff-algorithm
            """)

    private static let diff = GitOptionList(
        git: "diff", rgit: "diff",
        compared: """
            -p
            -u
            --patch
            --raw
            --numstat
            --name-only
            --name-status
            --raw -z
            --patch -U1
            --patch --unified=1
            --patch --indent-heuristic
            --patch --no-indent-heuristic
            --patch --minimal
            --patch --patience
            --patch --histogram
            --patch --diff-algorithm=minimal
            --patch --no-renames
            --patch --full-index
            --raw --abbrev=9
            --raw --merge-base
            --patch --merge-base
            --patch -B
            --patch --break-rewrites
            --patch -M
            --patch --find-renames=80%
            --patch -C
            --patch --find-copies=80%
            --patch -C --find-copies-harder
            --patch -D
            --patch --irreversible-delete
            --patch -l5
            --raw --diff-filter=AD
            --patch -R
            --patch -a
            --patch --text
            --patch --ignore-cr-at-eol
            --patch --ignore-space-at-eol
            --patch -b
            --patch --ignore-space-change
            --patch -w
            --patch --ignore-all-space
            --patch --ignore-blank-lines
            --patch -Ia
            --patch --ignore-matching-lines=a
            --patch --inter-hunk-context=2
            --patch -W
            --patch --function-context
            --patch --no-ext-diff
            --patch --no-textconv
            --patch --src-prefix=x/
            --patch --dst-prefix=x/
            --patch --no-prefix
            """,
        answered: """
            --exit-code
            --quiet
            --color=never
            """,
        refused: """
            -s --no-patch --output --output-indicator-new --output-indicator-old --output-indicator-context
            --patch-with-raw --anchored --stat --compact-summary --shortstat -X --dirstat --cumulative
            --dirstat-by-file --summary --patch-with-stat --submodule --no-color --color-moved --no-color-moved
            --color-moved-ws --no-color-moved-ws --word-diff --word-diff-regex --color-words --rename-empty
            --no-rename-empty --check --ws-error-highlight --binary -O --skip-to --rotate-to --relative --no-relative
            --ext-diff --textconv --ignore-submodules --line-prefix --ita-invisible-in-index --default-prefix
            --max-depth -1 -2 -3 -0 --base --ours --theirs --no-index
            -c --cc -m --combined-all-paths --diff-merges --no-diff-merges --dd --remerge-diff -r -t
            """)

    private static let forEachRef = GitOptionList(
        git: "for-each-ref", rgit: "refs",
        compared: """
            --sort=refname
            --sort=-refname
            --sort=objecttype
            --sort=-objectsize
            --sort=version:refname
            --sort=*objectname
            --sort=creatordate
            --points-at HEAD
            --merged HEAD~1
            --no-merged HEAD~1
            --contains HEAD~1
            --no-contains HEAD~1
            --ignore-case refs/heads/M*
            refs/heads
            """,
        answered: """
            --exclude refs/heads
            --start-after refs/heads
            --color=never
            """,
        refused: """
            --count --shell --perl --python --tcl --omit-empty --include-root-refs
            """)
}
