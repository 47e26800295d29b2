// Follows tags, and from a commit to its tree.

import GitObjects

/// One worker's way from tags and commits to what they name.
struct ObjectPeeler {
    /// Tags nest no deeper in practice.
    static let maximumTags = 4096

    let reader: ObjectReader
    let loader: CommitLoader

    /// Follows tags to the first object that is none; `nil` when the object is not there.
    func peelTags(_ id: ObjectID) throws(RgitError) -> (id: ObjectID, type: ObjectType)? {
        var id = id
        for _ in 0..<Self.maximumTags {
            guard let header = try reader.header(id) else { return nil }
            guard header.type == .tag else { return (id, header.type) }
            id = try TagTarget.read(try reader.bytes(id, .tag), of: id, reader.format)
        }
        throw RgitError(.damaged, "tags of tags without end", id.hex, object: id)
    }

    /// Follows tags, and from a commit to its tree, until the object is of the type wanted; `nil` when it never is.
    func peel(_ id: ObjectID, to wanted: ObjectType) throws(RgitError) -> ObjectID? {
        if wanted == .tag { return try reader.header(id)?.type == .tag ? id : nil }
        guard let (end, type) = try peelTags(id) else { return nil }
        if type == wanted { return end }
        if wanted == .tree, type == .commit { return try loader.links(end).tree }
        return nil
    }
}
