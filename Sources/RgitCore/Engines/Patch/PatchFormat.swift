// The options of a patch with the configuration's answers filled in where the user said nothing.

/// How patches look, decided; shared by all workers.
struct PatchFormat: Sendable {
    /// What stands before both paths where git names the kind of each side (`diff.mnemonicPrefix`).
    struct Mnemonics: Sendable, Equatable {
        var old: [UInt8]
        var new: [UInt8]

        /// Two trees, or two blobs.
        static let trees = Mnemonics(old: Array("a/".utf8), new: Array("b/".utf8))
        /// A commit and the index.
        static let staged = Mnemonics(old: Array("c/".utf8), new: Array("i/".utf8))
        /// A commit and the working tree.
        static let workTree = Mnemonics(old: Array("c/".utf8), new: Array("w/".utf8))
        /// The index and the working tree.
        static let unstaged = Mnemonics(old: Array("i/".utf8), new: Array("w/".utf8))
    }

    /// Whether the sides and their prefixes are swapped (`-R`).
    let isReversed: Bool
    /// What stands before the path of the first side.
    var oldPrefix: [UInt8]
    /// What stands before the path of the second side.
    var newPrefix: [UInt8]
    /// The number of unchanged lines around a change.
    var context: Int
    /// The number of lines between two hunks that are joined.
    var interHunkContext: Int
    /// Whether whole functions are shown.
    var functionContext: Bool
    /// Whether hunks that can slide are placed by indentation.
    var indentHeuristic: Bool
    /// Regular expressions of lines whose changes are left out.
    var ignoredLines: [[UInt8]]
    /// Whether every file is shown line by line.
    var text: Bool
    /// Whether object names are not shortened.
    var fullIndex: Bool
    /// The least number of digits of object names; `nil` for `core.abbrev`.
    var abbreviation: Int?
    /// Whether the lines of deleted files are left out.
    var omitsDeleted: Bool
    /// Whether bytes outside of ASCII are escaped in paths.
    var quotesHigh: Bool
    /// Whether the blank before an empty line of context is left out.
    var suppressesBlank: Bool

    /// Fills in what `options` leaves to the configuration.
    ///
    /// - Parameters:
    ///   - mnemonics: What the sides of the comparison are.
    ///   - isReversed: `-R`, which swaps the prefixes too.
    /// - Throws: What the configuration throws for malformed settings.
    init(
        _ options: PatchOptions, config: Configuration, mnemonics: Mnemonics = .trees,
        isReversed: Bool = false
    ) throws(RgitError) {
        var prefixes = Mnemonics.trees
        if try config.bool("diff.noprefix") ?? false {
            prefixes = Mnemonics(old: [], new: [])
        } else if try config.bool("diff.mnemonicprefix") ?? false {
            prefixes = mnemonics
        }
        let old = options.oldPrefix ?? prefixes.old
        let new = options.newPrefix ?? prefixes.new
        self.isReversed = isReversed
        oldPrefix = isReversed ? new : old
        newPrefix = isReversed ? old : new
        let configuredContext = try config.int("diff.context") ?? 3
        context = max(0, options.context ?? configuredContext)
        let configuredDistance = try config.int("diff.interhunkcontext") ?? 0
        interHunkContext = max(0, options.interHunkContext ?? configuredDistance)
        functionContext = options.functionContext
        let configuredHeuristic = try config.bool("diff.indentheuristic") ?? true
        indentHeuristic = options.indentHeuristic ?? configuredHeuristic
        ignoredLines = options.ignoredLines
        text = options.text
        fullIndex = options.fullIndex
        abbreviation = options.abbreviation == 0 ? nil : options.abbreviation
        omitsDeleted = options.omitsDeleted
        quotesHigh = try config.bool("core.quotepath") ?? true
        suppressesBlank = try config.bool("diff.suppressblankempty") ?? false
    }
}
