// HEAD's commit, for questions that begin there, and the error of a branch that has none.

import GitObjects

extension Session {
    /// The commit that HEAD leads to.
    ///
    /// - Throws: `.revision` where the branch it is on has no commit yet, and what reading it throws.
    func headCommit(_ reader: ObjectReader) throws(RgitError) -> ObjectID {
        let name = Array("HEAD".utf8)
        if let end = try references.follow(name), !end.isBroken, end.id == nil {
            throw .unborn(branch: end.name)
        }
        return try resolveCommit(name, reader: reader)
    }

    /// The same; `nil` where the branch has no commit yet.
    func headCommitIfBorn(_ reader: ObjectReader) throws(RgitError) -> ObjectID? {
        do throws(RgitError) {
            return try headCommit(reader)
        } catch {
            if error.kind == .revision { return nil }
            throw error
        }
    }
}

extension RgitError {
    /// The error for a branch, by its full name, that HEAD is on and that has no commit yet.
    static func unborn(branch: [UInt8]) -> RgitError {
        let name = ReferenceName.short(branch).printableText
        return RgitError(.revision, "your current branch '\(name)' does not have any commits yet")
    }
}
