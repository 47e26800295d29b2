// Names contents by SHA-1, with libgit2's collision-detecting SHA-1.

import Clibgit2
import GitObjects

enum Libgit2Hash {
    /// The SHA-1 name a content has as a blob; see ``ContentName`` for names of the repository's format.
    static func blob(_ content: [UInt8]) throws(RgitError) -> ObjectID {
        let library: Libgit2Library
        do throws(Libgit2Error) {
            library = try Libgit2Library.start()
        } catch {
            throw RgitError(.io, "cannot hash a blob: \(error.message)")
        }
        var name = git_oid()
        let code = unsafe content.withUnsafeBytes {
            unsafe library.call.git_odb_hash(&name, $0.baseAddress, $0.count, GIT_OBJECT_BLOB)
        }
        guard code == 0,
            let id = unsafe withUnsafeBytes(
                of: name, { unsafe ObjectID(bytes: $0.prefix(ObjectFormat.sha1.byteCount), .sha1) })
        else { throw RgitError(.io, "cannot hash a blob") }
        return id
    }
}
