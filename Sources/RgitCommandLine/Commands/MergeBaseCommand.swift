// The table's row for `rgit merge-base`: its description, its options and its arguments.

import RgitCore

/// The description of `rgit merge-base`, and its options.
enum MergeBaseCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "merge-base",
            summary: "Find the best common ancestors of commits.",
            usage: [
                "merge-base [--all] A B...", "merge-base [--all] --octopus COMMIT...",
                "merge-base --independent COMMIT...", "merge-base --fork-point REFERENCE [COMMIT]",
            ],
            details: """
                A common ancestor is best where no other one has it in its history. Of several the first is shown, the \
                latest, unless `--all` asks for all. With more than two commits the ancestors are those of A and of an \
                imagined merge of the others.
                """,
            definedBy: "git merge-base",
            exitNotes: [(1, "There is no such commit.")],
            examples: [
                Example("rgit merge-base main topic --value hexsha", "Where a branch left main."),
                Example("rgit merge-base --octopus a b c", "What three branches have in common."),
                Example("rgit merge-base --fork-point origin/main", "By what origin/main has been before."),
            ],
            seeAlso: ["git-merge-base(1)"], isListedBriefly: true),
        initial: MergeBaseRequest(),
        options: [
            .flag(
                OptionInfo(long: "all", short: "a", summary: "Show all of them.", isEssential: true)
            ) { $0.all = $1 },
            .once(
                OptionInfo(
                    long: "fork-point", summary: "Find where a commit left a reference, by its log.",
                    details: "The arguments are the reference and a commit, `HEAD` by default.",
                    isEssential: true)
            ) { $0.mode = .forkPoint },
            .once(
                OptionInfo(
                    long: "independent", summary: "Show those of the commits that no other reaches.",
                    isEssential: true)
            ) { $0.mode = .independent },
            .once(
                OptionInfo(
                    long: "octopus", summary: "Find the best common ancestors of all commits.",
                    isEssential: true)
            ) { $0.mode = .octopus },
        ],
        positionals: [
            PositionalSpec(
                info: PositionalInfo(
                    name: "COMMIT", completion: .revision, summary: "The commits that are compared.")
            ) { request, word in request.revisions.append(word) }
        ],
        check: { request, _ throws(RgitError) in
            let least = request.mode == .bases ? 2 : 1
            guard request.revisions.count >= least else {
                throw RgitError(.usage, least == 2 ? "at least two commits are needed" : "a commit is needed")
            }
            if request.mode == .forkPoint, request.revisions.count > 2 {
                throw RgitError(.usage, "more than a reference and a commit for", "--fork-point")
            }
        },
        implementation: CommandImplementation(MergeBaseQuery.self, example: MergeBaseRequest())
    )
}
