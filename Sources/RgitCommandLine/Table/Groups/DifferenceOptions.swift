// The options that say how files are compared, the same for every command that counts lines.

import RgitCore

/// Rows that fill `DiffOptions`, sorted by name.
enum DifferenceOptions {
    /// `--merge-base`: the merge base in place of the first state.
    static func mergeBase<Request>(
        _ set: @escaping @Sendable (inout Request, Bool) -> Void
    ) -> OptionSpec<Request> {
        .flag(
            OptionInfo(
                long: "merge-base",
                summary: "Compare with the merge base of the commits, or of COMMIT and HEAD.",
                details: "With one commit the working tree is compared, or with `--staged` the index."),
            set)
    }

    /// The rows.
    static let rows: [OptionSpec<DiffOptions>] = [
        .optionalValue(
            OptionInfo(
                long: "break-rewrites", short: "B", shape: .optionalValue("N"), category: .differences,
                summary: "Take a rewrite for a deletion and an addition.",
                details: """
                    A file of which N % changed, 50 % without N, can be the source or the destination of a rename. \
                    Where it is neither and 60 % of the old content is gone, all of its lines count as changed; \
                    `-BN/M` makes that M %. Numbers are written as with `--find-renames`.
                    """)
        ) { options, bytes throws(RgitError) in
            let parts = (bytes ?? []).split(separator: 0x2f, maxSplits: 1, omittingEmptySubsequences: false)
            func score(_ part: ArraySlice<UInt8>?) throws(RgitError) -> Int {
                guard let part, !part.isEmpty else { return 0 }
                return try Values.similarity(Array(part), for: "--break-rewrites")
            }
            options.breakRewrites = DiffOptions.BreakRewrites(
                breakScore: try score(parts.first),
                mergeScore: try score(parts.count > 1 ? parts[1] : nil))
        },
        .choice(
            OptionInfo(
                long: "diff-algorithm", shape: .value("ALGORITHM"),
                choices: [
                    Choice("myers", "git's default"), Choice("minimal", "the smallest difference"),
                    Choice("patience", "lines that occur once are matched first"),
                    Choice("histogram", "rare lines are matched first"),
                ],
                category: .differences,
                summary: "Choose how lines are matched.",
                details: """
                    The default is `diff.algorithm`, else `myers`, which can also be called `default`.
                    """),
            [.myers, .minimal, .patience, .histogram], also: [("default", .myers)]
        ) { $0.algorithm = $1 },
        .optionalValue(
            OptionInfo(
                long: "find-copies", short: "C", shape: .optionalValue("N"), category: .differences,
                summary: "Look for renames and copies, N % alike or more.",
                details: """
                    Copies are looked for among the files that changed with them. Given twice it is \
                    `--find-copies-harder`. N is written as with `--find-renames`.
                    """)
        ) { options, bytes throws(RgitError) in
            options.renameScore = try Values.similarity(bytes ?? [], for: "--find-copies")
            switch options.renames {
            case .copies, .copiesHarder: options.renames = .copiesHarder
            default: options.renames = .copies
            }
        },
        .once(
            OptionInfo(
                long: "find-copies-harder", category: .differences,
                summary: "Look for copies of files that did not change, too.",
                details: "This reads every file of the tree, for every commit.")
        ) { $0.renames = .copiesHarder },
        .optionalValue(
            OptionInfo(
                long: "find-renames", short: "M", shape: .optionalValue("N"), category: .differences,
                summary: "Look for renames, N % alike or more.",
                details: """
                    Without N, 50 % of a file has to be the same. Digits are read as git reads them, as what \
                    stands behind the point: `-M5` is 0.5, the same as `-M50%`, and `-M05` is 5 %. `-M100%` \
                    finds exact renames only.
                    """)
        ) { options, bytes throws(RgitError) in
            options.renameScore = try Values.similarity(bytes ?? [], for: "--find-renames")
            // As in git, looking harder for copies is not undone by asking for renames.
            if options.renames != .copiesHarder { options.renames = .renames }
        },
        .once(
            OptionInfo(
                long: "histogram", category: .differences,
                summary: "Match rare lines first, as --diff-algorithm=histogram.")
        ) { $0.algorithm = .histogram },
        .whitespace(
            OptionInfo(
                long: "ignore-all-space", short: "w", category: .differences,
                summary: "Ignore all white space."),
            .ignoreAll),
        .whitespace(
            OptionInfo(
                long: "ignore-blank-lines", category: .differences,
                summary: "Ignore changes whose lines are all blank."),
            .ignoreBlankLines),
        .whitespace(
            OptionInfo(
                long: "ignore-cr-at-eol", category: .differences,
                summary: "Ignore a carriage return at the end of a line."),
            .ignoreCarriageReturn),
        .whitespace(
            OptionInfo(
                long: "ignore-space-at-eol", category: .differences,
                summary: "Ignore white space at the end of a line."),
            .ignoreAtEndOfLine),
        .whitespace(
            OptionInfo(
                long: "ignore-space-change", short: "b", category: .differences,
                summary: "Ignore changes in the amount of white space."),
            .ignoreChange),
        .once(
            OptionInfo(
                long: "minimal", category: .differences,
                summary: "Find the smallest difference, as --diff-algorithm=minimal.")
        ) { $0.algorithm = .minimal },
        .once(
            OptionInfo(
                long: "no-renames", category: .differences,
                summary: "Do not look for renames.",
                details: "Neither does the default where `diff.renames` is false.")
        ) { if $0.renames != .copiesHarder { $0.renames = DiffOptions.Renames.none } },
        .once(
            OptionInfo(
                long: "patience", category: .differences,
                summary: "Match lines that occur once first, as --diff-algorithm=patience.")
        ) { $0.algorithm = .patience },
        .integer(
            OptionInfo(
                long: nil, short: "l", shape: .value("N"), category: .differences,
                summary: "Look for inexact renames only among N files or fewer.",
                details: "The default is `diff.renameLimit`, else 1000; 0 is no limit.")
        ) { $0.renameLimit = $1 },
    ]
}

extension OptionSpec where Request == DiffOptions {
    /// A switch for one sort of white space.
    fileprivate static func whitespace(
        _ info: OptionInfo, _ bit: DiffOptions.Whitespace
    ) -> OptionSpec {
        .once(info) { $0.whitespace.insert(bit) }
    }
}
