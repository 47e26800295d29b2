// The table's row for `rgit weight`: its description, its options and its arguments.

import Records
import RgitCore

/// The description of `rgit weight`, and its options.
enum WeightCommand {
    /// The row of the table.
    static let spec = CommandSpec(
        info: CommandInfo(
            name: "weight",
            summary: "Show what takes the space in a history.",
            usage: ["weight [options] [REVISION...] [[--] PATH...]"],
            details: """
                Lists every path that a tree of the history of `HEAD`, or of the given revisions, gives to a blob, with the distinct \
                blobs it was, the sizes of their contents, and what they take on disk; paths that `HEAD` lacks with the date they \
                went. Symbolic links are blobs, too; submodules are not. The paths that take most come first.

                A blob counts once for each path that it was at, and once in `total` and in the last line of a table. `absent` sums \
                the blobs that `HEAD` has at no path: what a clone carries only for the sake of history. What a blob takes on \
                disk is its own entry in a pack, or its loose file: deltas count without their bases, so that all of them add up, \
                and a repack changes them.

                With a range `A..B` the blobs that B reaches and A does not are listed: what merging B adds to every clone. \
                Options that select commits limit the trees that are looked at.

                With git alone, the blobs of `total` with their bytes and what they take on disk, and `versions` and `bytes` of \
                each path:

                    format='%(objecttype) %(objectsize) %(objectsize:disk)'
                    git rev-list --objects --no-object-names HEAD |
                    git cat-file --batch-check="$format" |
                    awk '/^blob/ { n++; b += $2; d += $3 } END { print n, b, d }'

                    git rev-list HEAD | xargs -n 1 git ls-tree -r -l |
                    awk '$2 == "blob"' | cut -d ' ' -f 3- | sort -u |
                    awk -F '\\t' '{ split($1, size, " "); n[$2]++; b[$2] += size[2] }
                        END { for (p in n) print n[p], b[p], p }'

                The date a path went is that of `git log -1 HEAD -- PATH`. Blobs belong to trees and not to people, so that there \
                is no option that leaves out automated accounts.
                """,
            definedBy: "git rev-list --objects REVISION | git cat-file --batch-check",
            differences: [
                """
                `git rev-list --objects A..B` leaves out the trees of the commits at which the range begins, and names blobs that \
                A holds further back; they are not new, and left out here.
                """,
                """
                Other tools count a merge's files again, a renamed file as one path, or a blob only under the path at which they \
                found it first.
                """,
            ],
            examples: [
                Example("rgit weight --top 20", "What to look at before a history is rewritten."),
                Example("rgit weight --by extension", "Which kinds of files take the space."),
                Example(
                    "rgit weight --by directory --depth 1 --all", "The top directories, in all references."),
                Example(
                    "rgit weight --by blob --top 10 --fields bytes,paths,first_commit",
                    "The largest blobs, and where they came from."),
                Example("rgit weight main..topic", "What a branch adds to every clone."),
                Example("rgit weight --json | jq .absent", "What HEAD no longer has, as JSON."),
            ],
            seeAlso: ["git-rev-list(1)", "git-cat-file(1)", "git-count-objects(1)", "rgit-last-modified(1)"],
            isListedBriefly: true),
        initial: WeightRequest(),
        options: own + RevisionOptions.rows.lifted(\.history) + CommitOptions.rows.lifted(\.history)
            + OrderOptions.rows.lifted(\.history),
        positionals: [HistoryArguments.words(\.history)],
        paths: HistoryArguments.paths(\.history),
        check: { request, _ throws(RgitError) in
            guard request.depth != nil, request.key != .directory else { return }
            throw RgitError(.usage, "--depth goes with --by directory")
        },
        implementation: CommandImplementation(WeightQuery.self, example: WeightRequest())
            .readingRevisions(\.history)
    )

    private static let own: [OptionSpec<WeightRequest>] = [
        .choice(
            OptionInfo(
                long: "by", shape: .value("KEY"),
                choices: [
                    Choice("path", "a row for each path"), Choice("directory", "the directory"),
                    Choice("extension", "the extension of the file's name"),
                    Choice("blob", "a row for each blob"),
                ],
                summary: "Choose what the blobs of a row have in common.",
                details: """
                    The default is `path`. For directories and extensions a blob counts once for each path that it was at. Rows of \
                    blobs have all their paths, and on demand `first_commit`.
                    """,
                isEssential: true),
            [.path, .directory, .extension, .blob], also: [("file", .path)]
        ) { $0.key = $1 },
        StatsOptions.depth { $0.depth = $1 },
        StatsOptions.excludeAttribute { $0.excludedAttributes.append(Text($1)) },
    ]
}
