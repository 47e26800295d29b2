// What changes history without changing objects: replacements, grafts and the boundary of a shallow clone.

import GitObjects

enum HistoryOverrides {
    /// The replacements below `refs/replace/`, unless the environment or the configuration turns them off. What git
    /// skips with a warning is added to `warnings`.
    static func replacements(
        _ references: ReferenceStore, config: Configuration, environment: ProcessEnvironment,
        warnings: inout [Warning]
    ) throws(RgitError) -> [ObjectID: ObjectID] {
        if environment["GIT_NO_REPLACE_OBJECTS"] != nil { return [:] }
        if try config.bool("core.usereplacerefs") == false { return [:] }
        var base = environment["GIT_REPLACE_REF_BASE"] ?? Array("refs/replace/".utf8)
        if base.last != 0x2f { base.append(0x2f) }
        var result: [ObjectID: ObjectID] = [:]
        for reference in try references.references(prefix: base) where reference.defect == nil {
            let name = reference.name.lastPathComponent
            guard let replaced = ObjectID(hex: name, references.format) else {
                warnings.append(Warning("bad replace ref name", name))
                continue
            }
            result[replaced] = reference.target
        }
        return result
    }

    /// The file of grafts.
    static func graftFile(_ layout: RepositoryLayout, environment: ProcessEnvironment) -> [UInt8] {
        environment["GIT_GRAFT_FILE"].map { layout.workingDirectory.appendingPath($0) }
            ?? layout.commonDirectory.appendingPath("info/grafts")
    }

    /// The file that says where a shallow clone ends.
    static func shallowFile(_ layout: RepositoryLayout, environment: ProcessEnvironment) -> [UInt8] {
        environment["GIT_SHALLOW_FILE"].map { layout.workingDirectory.appendingPath($0) }
            ?? layout.shallowFile
    }

    /// The parents `info/grafts` (or `GIT_GRAFT_FILE`) gives to commits; malformed lines are skipped and added to
    /// `warnings`.
    static func grafts(
        _ layout: RepositoryLayout, environment: ProcessEnvironment, warnings: inout [Warning]
    ) throws(RgitError) -> [ObjectID: [ObjectID]] {
        let file = graftFile(layout, environment: environment)
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else { return [:] }
        var result: [ObjectID: [ObjectID]] = [:]
        for line in text.split(separator: 0x0a) where line.first != UInt8(ascii: "#") {
            var line = line
            while let last = line.last, ASCII.isSpace(last) { line = line.dropLast() }
            let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
            let ids = words.compactMap { ObjectID(hex: $0, layout.objectFormat) }
            guard let commit = ids.first, ids.count == words.count else {
                if !line.isEmpty { warnings.append(Warning("bad graft data", Array(line))) }
                continue
            }
            // The first line about a commit is the one git keeps.
            if result[commit] == nil { result[commit] = Array(ids.dropFirst()) }
        }
        return result
    }

    /// The commits at which a shallow clone ends.
    static func shallowCommits(
        _ layout: RepositoryLayout, environment: ProcessEnvironment
    ) throws(RgitError) -> Set<ObjectID> {
        let file = shallowFile(layout, environment: environment)
        guard let text = try FileSystem.read(file, limit: FileSystem.SizeLimit.text, directory: .absent)
        else { return [] }
        var result: Set<ObjectID> = []
        for line in text.split(separator: 0x0a) {
            guard let id = ObjectID(hex: line.prefix(layout.objectFormat.hexCount), layout.objectFormat)
            else {
                throw RgitError(.damaged, "bad shallow line '\(Array(line).printableText)' in", file)
            }
            result.insert(id)
        }
        return result
    }
}

extension Session {
    /// How to get history that a shallow clone lacks; `nil` in any other.
    var deepeningHint: String? {
        shallowCommits.isEmpty
            ? nil
            : "the clone is shallow: 'git fetch --deepen=N' or 'git fetch --unshallow' may bring the missing history"
    }
}
