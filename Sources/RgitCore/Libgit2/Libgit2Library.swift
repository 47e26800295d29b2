// Loads and starts libgit2 the first time something of it is needed, and sets its process-wide options.

import Clibgit2

/// libgit2, loaded and started; its functions are called as `call.git_odb_open(…)`.
@safe struct Libgit2Library: @unchecked Sendable {
    // Sendable: the table is written before this value exists and never after, and lives as long as the process.
    private let functions: UnsafePointer<rgit_libgit2>

    /// The functions, by their own names.
    var call: rgit_libgit2 { unsafe functions.pointee }

    /// Loading and starting cost milliseconds (two dozen libraries, TLS certificates to decode), so both happen on first
    /// use; libgit2 is never shut down, since handles may live on other threads until the process ends.
    private static let started: Result<Libgit2Library, Libgit2Error> = {
        guard let functions = unsafe rgit_libgit2_load() else { return .failure(.notLoaded) }
        let library = unsafe Libgit2Library(functions: functions)
        let outcome = library.call.git_libgit2_init()
        guard outcome >= 0 else {
            return .failure(Libgit2Error(code: outcome, operation: "git_libgit2_init", library))
        }
        // Ownership has been checked natively by git's rules, and objects are trusted as git trusts them.
        _ = unsafe rgit_set_owner_validation(functions, 0)
        _ = unsafe rgit_set_strict_hash_verification(functions, 0)
        // Trees above 4 KiB are refused by the cache as it comes, and read again and again.
        _ = unsafe rgit_set_cache_object_limit(functions, GIT_OBJECT_TREE, 1 << 20)
        _ = unsafe rgit_set_cache_object_limit(functions, GIT_OBJECT_COMMIT, 64 << 10)
        _ = unsafe rgit_set_cache_max_size(functions, 32 << 20)
        return .success(library)
    }()

    /// libgit2, running.
    static func start() throws(Libgit2Error) -> Libgit2Library { try started.get() }
}
