// The table's row for `rgit info`: its description.

import RgitCore

/// The description of `rgit info`.
enum InfoCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "info",
            summary: "Show where and what the repository is, and where HEAD is.",
            usage: ["info [options]"],
            details: """
                Answers what scripts ask first: the root of the working tree, the commit and the branch that are checked \
                out, the remotes. `--value` prints one of them, and looks up nothing else. Outside of a repository \
                nothing is printed, and the exit status is 3.

                There are no rows: in JSON the fields are members of the document itself. What can take longer is on \
                demand, which means that `--fields` or `--value` has to name it: `describe`, `branches`, `tags`, `objects`, \
                `packs`, `size_bytes` and what begins with `history`.

                `--history` adds how large everything is that references and `HEAD` reach, each object counted once, and what is \
                greatest in any of its trees as it is checked out: directories, the top among them, regular files and the \
                bytes of their contents, symbolic links, submodules, the path with most components and the one with most bytes. \
                A tree counts wherever it is below another, so that these figures are exact also where the paths \
                are too many to be listed; 9223372036854775807 means that value or more.

                With git alone objects and sizes are the first of these, and the checkout of each commit is the second:

                    git rev-list --objects --all | cut -d ' ' -f 1 |
                    git cat-file --batch-check='%(objecttype) %(objectsize)'
                    git rev-list --all | xargs -n 1 git ls-tree -r -t -l

                A table marks figures that are a reason for concern as `git-sizer` does: a star for each time that a figure \
                exceeds what the documentation of git-sizer names as the first level, `!!!` beyond 30. These are 500,000 commits \
                and as deep a history, 250 MB of commits, 1.5 million trees and as many blobs, 2 GB and 50 million entries of \
                trees, 10 GB of blobs, 25,000 tags, references and symbolic links; a commit of 50 kB or 10 parents, a tree of 1,000 entries, a blob of \
                10 MB, a tag of a tag; 2,000 directories, paths of 10 components or 100 bytes, 50,000 files, 1 GB of files \
                and 100 submodules. `history.concerns` has the levels for programs.
                """,
            definedBy: "git rev-parse",
            differences: [
                """
                With `--history`: git-sizer counts neither what only a detached `HEAD` reaches nor sums beyond 32 bits, which it shows as infinite.
                """
            ],
            examples: [
                Example("rgit info --value head.hexsha", "The commit that is checked out."),
                Example("rgit info --value working_tree_dir", "The root of the working tree."),
                Example("rgit info --value active_branch", "The branch that is checked out."),
                Example("rgit info --value remotes.url", "The URLs of the remotes, a line each."),
                Example("rgit info --json | jq -r .head.hexsha", "The same from the JSON document."),
                Example("rgit info --history", "How large the history is, and what is a reason for concern."),
                Example("rgit info --fields describe,objects,size_bytes", "What has to be asked for."),
            ],
            seeAlso: [
                "git-rev-parse(1)", "git-remote(1)", "git-count-objects(1)", "git-describe(1)",
                "rgit-weight(1)",
            ]),
        initial: InfoRequest(),
        options: [
            .flag(
                OptionInfo(
                    long: "history", summary: "Measure the history that references reach.",
                    details: "Every commit and tree is read.", isEssential: true)
            ) { $0.history = $1 }
        ],
        implementation: CommandImplementation(InfoQuery.self, example: InfoRequest())
    )
}
