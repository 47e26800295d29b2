// Reads the format of a repository from its config, checked before anything else is read.

import GitObjects

/// `core.repositoryFormatVersion`, the extensions, and the settings that decide where the working tree is.
struct RepositoryFormat {
    var isBare: Bool?
    var workTree: [UInt8]?
    var worktreeConfig = false
    /// The content of the config, which is read once; `nil` where there is none.
    var configText: [UInt8]?
    var objectFormat = ObjectFormat.sha1
    var referenceFormat = ReferenceFormat.files

    /// Reads and checks the format; `hasCommonDirectory` when `gitDirectory` is not the common directory itself.
    ///
    /// Throws for what git 2.39 refuses, and for reference stores rgit does not know. Extensions of later
    /// gits that change nothing for a reader are accepted.
    static func read(
        gitDirectory: [UInt8], commonDirectory: [UInt8], hasCommonDirectory: Bool,
        environment: ProcessEnvironment
    ) throws(RgitError) -> RepositoryFormat {
        var format = RepositoryFormat()
        let file = commonDirectory.appendingPath("config")
        let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text)
        format.configText = text
        let config = try ConfigLoader.parse(
            text ?? [], of: file, environment: environment, sections: ["core", "extensions"])
        // Without a version git does not treat the file as a repository's config, and ignores all of it.
        guard let version = try config.int("core.repositoryformatversion"), version >= 0 else {
            return format
        }
        guard version <= 1 else {
            throw RgitError(
                .unsupported, "expected git repo version <= 1, found \(version)", commonDirectory)
        }
        try format.readExtensions(config, version: version, commonDirectory)
        format.worktreeConfig = try config.bool("extensions.worktreeconfig") ?? false
        var source: Configuration? = hasCommonDirectory ? nil : config
        if format.worktreeConfig {
            let own = try ConfigLoader.loadFile(
                gitDirectory.appendingPath("config.worktree"), environment: environment)
            let shared = try config.bool("core.bare")
            format.isBare = try own.bool("core.bare")
            if format.isBare == nil { format.isBare = shared }
            format.workTree = own.string("core.worktree") ?? config.string("core.worktree")
            source = nil
        }
        if let source {
            format.isBare = try source.bool("core.bare")
            format.workTree = source.string("core.worktree")
        }
        return format
    }

    private mutating func readExtensions(
        _ config: Configuration, version: Int, _ directory: [UInt8]
    ) throws(RgitError) {
        let prefix = Array("extensions.".utf8)
        for setting in config.settings where setting.key.starts(with: prefix) {
            let name = Array(setting.key.dropFirst(prefix.count)).printableText
            let value = (setting.value ?? []).printableText
            switch name {
            case "noop", "preciousobjects", "partialclone", "worktreeconfig":
                continue
            case "relativeworktrees", "compatobjectformat", "submodulepathconfig":
                // Of later gits, up to 2.55: where new working trees and submodules are put, and a second name for objects.
                // What is read here is the same with and without them.
                continue
            case "objectformat":
                switch value {
                case "sha1": objectFormat = .sha1
                case "sha256": objectFormat = .sha256
                default:
                    throw RgitError(
                        .damaged, "invalid value for 'extensions.objectformat': '\(value)' in", directory)
                }
                fallthrough
            case "noop-v1":
                if version == 0 {
                    throw RgitError(
                        .repository, "repo version is 0, but v1-only extension found: \(name)", directory)
                }
            case "refstorage":
                guard version >= 1 else { continue }
                guard let format = ReferenceFormat(rawValue: value) else {
                    throw RgitError(
                        .unsupported,
                        "repository keeps its references in a store that rgit does not know: \(value)",
                        directory)
                }
                referenceFormat = format
            default:
                // Version 0 ignores unknown extensions; from version 1 on git refuses them.
                guard version >= 1 else { continue }
                throw RgitError(.unsupported, "unknown repository extension found: \(name)", directory)
            }
        }
    }
}
