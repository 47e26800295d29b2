// A blob that the command line names, with the path and the mode that go with its name.

import GitObjects

/// A blob by its name.
struct NamedBlob: Sendable, Equatable {
    /// The path of `REV:PATH`, else the name itself, as git shows it.
    let path: [UInt8]
    /// What it is, with the mode that the tree has for it; a regular file where no tree is named.
    let version: FileVersion

    /// The blob that `name` was found to mean; `nil` where `id` is another object.
    init?(_ name: [UInt8], id: ObjectID, resolver: RevisionResolver) throws(RgitError) {
        guard try resolver.peelTags(id)?.type == .blob else { return nil }
        let entry = try resolver.entry(named: name)
        path = entry?.path ?? name
        version = FileVersion(mode: entry?.mode ?? .regular, id: id)
    }
}

extension FileChange {
    /// The change between two blobs that were named; `nil` where there is none.
    init?(_ old: NamedBlob, _ new: NamedBlob) {
        guard old.version != new.version else { return nil }
        self.init(path: new.path, old: old.version, new: new.version)
        if old.path != new.path { oldPath = old.path }
    }
}
