// The reading of files with the library's own errors.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileSystem {
    /// The whole content of a regular file of at most `limit` bytes; `nil` when there is none.
    ///
    /// The one way in which files of a repository, of its working tree and of the user are read, but for those that are
    /// mapped: see ``contents(of:limit:directory:)``. What is no regular file, is too large or cannot be read is an error
    /// of kind `.io`.
    static func read(
        _ path: [UInt8], limit: Int, directory: DirectoryInPlace = .refused
    ) throws(RgitError) -> [UInt8]? {
        do throws(GitObjectError) {
            return try contents(of: path, limit: limit, directory: directory)
        } catch {
            throw RgitError(.io, error.what, path)
        }
    }

    /// An error with the operating system's own words for `errno`.
    static func failure(_ what: String, _ path: [UInt8]) -> RgitError {
        RgitError(.io, failure(what, errno), path)
    }
}
