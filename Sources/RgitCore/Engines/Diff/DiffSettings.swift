// The options of a comparison with the configuration's answers filled in where the user said nothing.

/// How two trees are compared, decided.
struct DiffSettings: Sendable, Equatable {
    /// The search for renames.
    var renames = RenameDetection.Options()
    /// How complete rewrites are found; `nil` not to look for them.
    var breakRewrites: DiffOptions.BreakRewrites?
    /// The line diff.
    var lines = LineDiffOptions()

    /// Git's defaults.
    init() {}

    /// Fills in what `options` leaves to the configuration.
    ///
    /// - Throws: what the configuration throws for malformed settings.
    init(_ options: DiffOptions, config: Configuration) throws(RgitError) {
        try ConfigRules.check(config, .diff)
        renames.minimumScore = options.renameScore
        breakRewrites = options.breakRewrites
        if let mode = options.renames {
            renames.mode = mode
        } else {
            renames.mode = try DiffSettings.renames(config)
        }
        let limit = try config.int("diff.renamelimit")
        renames.limit = options.renameLimit ?? limit ?? 1000
        if let algorithm = options.algorithm {
            lines.algorithm = algorithm
        } else {
            lines.algorithm = try DiffSettings.algorithm(config)
        }
        lines.whitespace = options.whitespace
        lines.context = try max(0, config.int("diff.context") ?? 3)
        lines.interHunkContext = try max(0, config.int("diff.interhunkcontext") ?? 0)
    }

    private static func renames(_ config: Configuration) throws(RgitError) -> DiffOptions.Renames {
        guard let setting = config.setting(Array("diff.renames".utf8)), let value = setting.value else {
            return .renames
        }
        let word = value.asciiLowercased
        if word == "copies" || word == "copy" { return .copies }
        return try config.bool("diff.renames") ?? true ? .renames : .none
    }

    private static func algorithm(_ config: Configuration) throws(RgitError) -> DiffOptions.Algorithm {
        guard let value = config.string("diff.algorithm") else { return .myers }
        switch String(decoding: value.asciiLowercased, as: UTF8.self) {
        case "myers", "default": return .myers
        case "minimal": return .minimal
        case "patience": return .patience
        case "histogram": return .histogram
        default:
            throw RgitError(.usage, "unknown value for config 'diff.algorithm'", value)
        }
    }
}
