// Names contents as git would name them, by the hash function of the repository.

import GitObjects

enum ContentName {
    /// The name a content has as a blob.
    ///
    /// - Throws: `.io` where libgit2, which hashes for SHA-1 names, cannot be loaded.
    static func blob(_ content: [UInt8], _ format: ObjectFormat) throws(RgitError) -> ObjectID {
        switch format {
        case .sha1: return try Libgit2Hash.blob(content)
        case .sha256:
            var hash = SHA256()
            hash.add(Array("blob \(content.count)\0".utf8))
            hash.add(content)
            return hash.finish()
        }
    }
}
