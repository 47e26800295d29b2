// What is looked for by `rgit status`, with the configuration's answers filled in.

import GitObjects

/// Which untracked files are listed (`--untracked-files`).
public enum UntrackedFiles: String, Hashable, Codable, Sendable, CaseIterable {
    /// None.
    case no
    /// Files, and directories that hold nothing tracked.
    case normal
    /// Every file.
    case all
}

/// Which ignored files are listed (`--ignored`).
public enum IgnoredFiles: String, Hashable, Codable, Sendable, CaseIterable {
    /// None.
    case no
    /// Files, and directories that hold nothing else.
    case traditional
    /// Files and directories that a pattern matches.
    case matching
}

/// The search that a status is, decided.
struct StatusOptions: Sendable {
    var untracked = UntrackedFiles.normal
    var ignored = IgnoredFiles.no
    var pathspec = Pathspec.all
    /// The search for renames among what is staged and in the working tree.
    var renames = RenameDetection.Options()
    /// `--ignore-submodules`: what counts of all submodules; `nil` for what is configured.
    var submodules: SubmoduleIgnore?

    /// Takes everything from the configuration.
    init(_ session: Session) throws(RgitError) {
        let config = session.config
        if let setting = config.setting(Array("status.showuntrackedfiles".utf8)) {
            untracked = try StatusOptions.untracked(setting.value)
        }
        renames.mode = try StatusOptions.renames(config)
        let general = try config.int("diff.renamelimit")
        renames.limit = try config.int("status.renamelimit") ?? general ?? 1000
    }

    private static func untracked(_ value: [UInt8]?) throws(RgitError) -> UntrackedFiles {
        // `status.showUntrackedFiles` without a value is not among the words of git 2.39.
        guard let value, let word = UntrackedFiles(rawValue: String(decoding: value, as: UTF8.self)) else {
            throw RgitError(.usage, "invalid untracked files mode", value ?? [])
        }
        return word
    }

    private static func renames(_ config: Configuration) throws(RgitError) -> DiffOptions.Renames {
        for key in ["status.renames", "diff.renames"] {
            guard let setting = config.setting(Array(key.utf8)) else { continue }
            guard let value = setting.value else { return .renames }
            let word = value.asciiLowercased
            if word == "copies" || word == "copy" { return .copies }
            return try config.bool(key) ?? true ? .renames : .none
        }
        return .renames
    }
}
